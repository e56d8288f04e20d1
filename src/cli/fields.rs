//! The fields of `--json=a,b.c`, looked at before a command does anything.

use crate::cli::access::Access;
use crate::cli::audit::Audit;
use crate::cli::engine::Engine;
use crate::cli::event::Event;
use crate::cli::import::Import;
use crate::cli::link::Link;
use crate::cli::pay::Pay;
use crate::cli::request::{Checkpoint, Globals, Request, Verify};
use crate::cli::token::Token;
use crate::cli::upkeep::Upkeep;
use crate::cli::usage::Slip;
use crate::cli::user::User;
use crate::view::check_fields;

/// Refuses a field that the answer will not have.
pub(super) fn check(globals: &Globals, request: &Request) -> Result<(), Slip> {
    let Some(fields) = globals.json.as_deref().filter(|fields| !fields.is_empty()) else { return Ok(()) };
    // A file may make a sweep of it; then they are looked at when the answer is there.
    if matches!(request, Request::WhatIf(run) if run.has_file()) {
        return Ok(());
    }
    let Some(format) = format_of(request) else { return Ok(()) };
    check_fields(format, fields).map_err(|unknown| {
        let (field, nearest, known) = (unknown.field, unknown.nearest, unknown.known);
        Slip::NoField { field, nearest, known }
    })
}

const fn of_token(token: &Token) -> &'static str {
    match token {
        Token::New { .. } | Token::Revoke { .. } => "token.v1",
        Token::List => "tokens.v1",
        Token::Log { .. } => "access.v1",
    }
}

/// The published format of an answer; a script for a shell has none.
const fn format_of(request: &Request) -> Option<&'static str> {
    Some(match request {
        Request::Completions(_) | Request::Man(_) => return None,
        Request::Init { .. }
        | Request::Append(_)
        | Request::PolicyAttach { .. }
        | Request::PolicyIssue { .. }
        | Request::Event(Event::Register { .. })
        | Request::Audit(Audit::Do { .. })
        | Request::Pay(Pay::Approve { .. } | Pay::Record(_))
        | Request::Import(Import::Confirm { .. })
        | Request::Demo(_) => "receipt.v1",
        Request::Show { .. } => "position.v1",
        Request::WhyPayment { .. }
        | Request::WhyArticle { .. }
        | Request::Statement { .. }
        | Request::Lapses { .. }
        | Request::Overview { .. }
        | Request::Search { .. }
        | Request::PolicyReadings { .. }
        | Request::PolicyParameters { .. }
        | Request::Notice { .. }
        | Request::PolicyDocuments
        | Request::PolicyGoverning { .. }
        | Request::PolicyDiff { .. }
        | Request::Audit(Audit::Rules { .. } | Audit::NeverPaid { .. })
        | Request::Pay(Pay::Plan { .. })
        | Request::Register { .. } => "trace.v1",
        Request::Audit(Audit::List { .. } | Audit::Show { .. }) => "finding.v1",
        Request::Audit(Audit::Against { .. }) => "against.v1",
        Request::Import(Import::Template { .. }) => "import-template.v1",
        Request::Import(Import::Check(_) | Import::Submit { .. }) => "import.v1",
        Request::Import(Import::List { .. } | Import::Drop { .. }) => "import-batch.v1",
        Request::Audit(Audit::Impact { .. }) => "impact.v1",
        Request::WhatIf(run) if run.sweep.is_some() => "whatif-sweep.v1",
        Request::WhatIf(_) => "whatif.v1",
        Request::EventLog(_) => "event.v1",
        Request::Checkpoint(Checkpoint::Keys) => "keys.v1",
        Request::Checkpoint(Checkpoint::Sign { .. } | Checkpoint::NewKey { .. } | Checkpoint::AcceptLoss { .. }) => {
            "checkpoint.v1"
        }
        Request::Verify(Verify::Whole | Verify::Event { .. } | Verify::Since { .. } | Verify::Proof { .. }) => {
            "verify.v1"
        }
        Request::Upkeep(Upkeep::Backup { .. } | Upkeep::Restore { .. }) => "copy.v1",
        Request::Upkeep(Upkeep::ExportJsonl { .. } | Upkeep::ExportBundle { .. }) => "export.v1",
        Request::Upkeep(Upkeep::Doctor) => "doctor.v1",
        Request::Upkeep(Upkeep::IndexRebuild) => "index.v1",
        Request::Serve(_) => "serve.v1",
        Request::Config(_) => "config.v1",
        Request::Token(token) => of_token(token),
        Request::Link(Link::New { .. } | Link::Revoke { .. }) => "link.v1",
        Request::Link(Link::List { .. }) => "links.v1",
        Request::User(User::List) => "users.v1",
        Request::User(User::Add { .. } | User::Password { .. } | User::Close { .. }) => "user.v1",
        Request::Access(Access::Log { .. }) => "access-log.v1",
        Request::Access(Access::Verify { .. }) => "access-verify.v1",
        Request::PolicyCheck { against: None, .. } => "policy-check.v1",
        Request::PolicyNew { .. } | Request::PolicyText { .. } => "policy-file.v1",
        Request::Event(Event::Docs { .. }) => "event-type.v1",
        Request::Event(Event::New(_)) => "event-file.v1",
        Request::Event(Event::Check { against: None, story: Some(_), .. }) => "story.v1",
        Request::Event(Event::Check { against: None, story: None, .. }) => "event-check.v1",
        Request::Event(Event::Check { against: Some(_), .. })
        | Request::PolicyCheck { against: Some(_), .. }
        | Request::Engine(Engine::Check(_)) => "outcome.v1",
        Request::Event(Event::Release(_)) => "event-release.v1",
        Request::PolicyTransitions { .. } => "transitions.v1",
        Request::PolicyRelease { .. } => "policy-release.v1",
        Request::Engine(Engine::Items) => "items.v1",
    })
}
