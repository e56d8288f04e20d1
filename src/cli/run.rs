//! From the words of a command line to its ending.

use crate::cli::completions::Asked;
use crate::cli::config::{ConfigFault, Said, given};
use crate::cli::exit::Exit;
use crate::cli::output::{Answer, Stop, complain, complain_json, note};
use crate::cli::request::{Globals, Request, Writing, understand};
use crate::cli::serve::Server;
use crate::cli::upkeep::Upkeep;
use crate::cli::usage::Slip;
use crate::cli::{
    access, append, ask, audit, bundle, checkpoint, completions, config, define, demo, engine, event, fields, help,
    import, link, log, man, pay, places, policy, serve, token, upkeep, user, verify, whatif,
};
use crate::ledger::{Ledger, Spot, SystemClock, policy_template};
use crate::value::Lang;
use clap::error::ErrorKind;
use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the program with its words, its own name first; `server` is what serves pages, where the program has it.
pub fn run(words: Vec<OsString>, server: Option<Server>) -> ExitCode {
    if let Some(asked) = Asked::of(&words) {
        let ledger = Said::found(given(asked.line(), "--config")).ledger();
        return completions::complete(asked, ledger, server.is_some()).into();
    }
    let words = help::asked(words);
    let json = wants_json(&words);
    let said = Said::found(given(&words, "--config"));
    let lang = match said.lang(given(&words, "--lang").map(OsString::from)) {
        Ok(lang) => lang.value,
        Err(slip) => return told(&slip, Lang::Zh, json).into(),
    };
    let matches = match define::command(lang, server.is_some()).try_get_matches_from(words) {
        Ok(matches) => matches,
        Err(error) => return not_a_request(&error, lang, json).into(),
    };
    let understood = understand(&matches, &said);
    let (globals, request) = match understood.and_then(|(globals, request)| {
        fields::check(&globals, &request)?;
        Ok((globals, request))
    }) {
        Ok(understood) => understood,
        Err(slip) => return told(&slip, lang, json).into(),
    };
    if let Some(fault) = said.fault().filter(|_| !does_without(&request)) {
        return refused(fault, lang, json).into();
    }
    match answer(&globals, request, &said, server) {
        Ok(exit) => exit,
        Err(Stop::Closed) => Exit::Closed,
        Err(Stop::Slip(slip)) => told(&slip, lang, json),
        Err(Stop::Access(error)) => {
            let exit = Exit::of_severity(error.severity());
            globals.complain(&error.complaint(), &error.spot(), exit);
            exit
        }
        Err(Stop::Person(error)) => {
            let exit = Exit::of_severity(error.severity());
            globals.complain(&error.complaint(), &error.spot(), exit);
            exit
        }
        Err(Stop::Ledger(error)) => {
            let exit = Exit::of(&error);
            globals.complain(&error.complaint(), &error.spot(), exit);
            exit
        }
    }
    .into()
}

fn answer(globals: &Globals, request: Request, said: &Said, server: Option<Server>) -> Answer {
    places::look(globals, &request)?;
    match request {
        Request::Init { path, from: Some(from), dry_run, .. } => {
            upkeep::import(globals, path.as_ref().unwrap_or(&globals.ledger), &from, dry_run)
        }
        Request::Init { path, as_of, from: None, dry_run } => append::init(globals, path, as_of, dry_run),
        Request::Append(request) => append::append(globals, &request),
        Request::Import(request) => import::import(globals, &request),
        Request::Show { subject } => ask::show(globals, &subject),
        Request::Notice { subject } => ask::notice(globals, &subject),
        Request::WhyPayment { number } => ask::why_payment(globals, &number),
        Request::WhyArticle { subject, article, full } => ask::why_article(globals, &subject, &article, full),
        Request::Statement { subject, year } => ask::statement(globals, &subject, year),
        Request::Lapses { within } => ask::lapses(globals, within),
        Request::Overview { within } => ask::overview(globals, within),
        Request::Search { words } => ask::search(globals, &words),
        Request::PolicyAttach { file, policy, writing } => policy::attach(globals, &file, policy.as_deref(), &writing),
        Request::PolicyReadings { policy, sensitivity: false } => policy::readings(globals, policy.as_deref()),
        Request::PolicyReadings { policy, sensitivity: true } => policy::sensitivity(globals, policy.as_deref()),
        Request::PolicyParameters { policy } => policy::parameters(globals, policy.as_deref()),
        Request::PolicyDocuments => policy::documents(globals),
        Request::PolicyText { policy } => policy::text(globals, policy.as_deref()),
        Request::PolicyGoverning { subject } => ask::governing(globals, &subject),
        Request::PolicyTransitions { subject, near } => ask::transitions(globals, subject.as_deref(), near),
        Request::PolicyIssue { file, writing } => policy::issue(globals, &file, &writing),
        Request::PolicyDiff { one, other } => policy::diff(globals, &one, &other),
        Request::PolicyNew { id, district, document, issued_on } => {
            policy::new(globals, &policy_template(&id, &district, &document, &issued_on.to_string()))
        }
        Request::Register { name, of } => ask::register(globals, name.as_deref(), of.as_deref()),
        Request::PolicyCheck { file, against } => policy::check(globals, &file, against.as_ref()),
        Request::PolicyRelease { file, dry_run } => policy::release(globals, &file, dry_run),
        Request::Engine(request) => engine::engine(globals, &request),
        Request::EventLog(request) => log::log(globals, &request),
        Request::Event(request) => event::event(globals, &request),
        Request::Checkpoint(request) => checkpoint::checkpoint(globals, &request),
        Request::Verify(request) => verify::verify(globals, &request),
        Request::Audit(request) => audit::audit(globals, &request),
        Request::WhatIf(request) => whatif::whatif(globals, &request),
        Request::Pay(request) => pay::pay(globals, &request),
        Request::Upkeep(Upkeep::Backup { dest }) => upkeep::backup(globals, &dest),
        Request::Upkeep(Upkeep::Restore { source, path }) => upkeep::restore(globals, &source, path.as_deref()),
        Request::Upkeep(Upkeep::ExportJsonl { out }) => upkeep::export(globals, out.as_deref()),
        Request::Upkeep(Upkeep::ExportBundle { about, out }) => bundle::export(globals, &about, &out),
        Request::Upkeep(Upkeep::Doctor) => upkeep::doctor(globals, said),
        Request::Upkeep(Upkeep::IndexRebuild) => upkeep::rebuild(globals),
        Request::Demo(request) => demo::demo(globals, &request),
        // Without a server there is no such command.
        Request::Serve(request) => server.map_or(Ok(Exit::Usage), |server| serve::serve(globals, &request, server)),
        Request::Config(settings) => config::show(globals, &settings, said),
        Request::Token(request) => token::token(globals, &request),
        Request::Link(request) => link::link(globals, &request),
        Request::Access(request) => access::access(globals, &request),
        Request::Man(manual) => man::man(globals, &manual, server.is_some()),
        Request::Completions(shell) => completions::completions(globals, shell),
        Request::User(request) => user::user(globals, &request),
    }
}

impl Globals {
    /// The ledger, for questions.
    pub(super) fn open_read(&self) -> Result<Ledger, Stop> {
        Ok(Ledger::open_read(&self.ledger, Box::new(SystemClock))?)
    }

    /// The ledger, for writing.
    pub(super) fn open(&self) -> Result<Ledger, Stop> {
        Ok(Ledger::open(&self.ledger, Box::new(SystemClock))?)
    }

    /// The ledger, for writing; to try it only, it is left as it is to the byte.
    pub(super) fn open_for(&self, writing: &Writing) -> Result<Ledger, Stop> {
        if writing.dry_run {
            return Ok(Ledger::open_to_try(&self.ledger, Box::new(SystemClock))?);
        }
        self.open()
    }
}

/// Whether a program listens: that is needed to say that the words were wrong.
fn wants_json(words: &[OsString]) -> bool {
    let mut options = words.iter().skip(1).filter_map(|word| word.to_str()).take_while(|word| *word != "--");
    options.any(|word| word == "--json" || word.starts_with("--json="))
}

/// Whether a command needs no setting, or tells itself what is wrong with the file of them.
fn does_without(request: &Request) -> bool {
    matches!(request, Request::Config(_) | Request::Completions(_) | Request::Man(_) | Request::Upkeep(Upkeep::Doctor))
}

/// The file of settings is wrong: nothing is done with half of it.
fn refused(fault: &ConfigFault, lang: Lang, json: bool) -> Exit {
    let (complaint, exit) = (fault.complaint(), Exit::Refused);
    if json {
        complain_json(&complaint, &fault.spot(), exit);
    } else {
        complain(&complaint, lang);
    }
    exit
}

fn told(slip: &Slip, lang: Lang, json: bool) -> Exit {
    if json {
        complain_json(&slip.complaint(), &Spot::default(), Exit::Usage);
    } else {
        note(&slip.say(lang));
    }
    Exit::Usage
}

/// Help was asked for, or the words were wrong.
fn not_a_request(error: &clap::Error, lang: Lang, json: bool) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            if error.print().is_err() {
                Exit::Closed
            } else {
                Exit::Done
            }
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand if !json => {
            let _ = error.print();
            Exit::Usage
        }
        _ => told(&Slip::of(error), lang, json),
    }
}
