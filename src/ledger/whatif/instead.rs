//! A policy file in place of the one that was issued: the event that would issue it, brought in.

use super::facts::{Books, reference};
use super::fault::WhatIfFault;
use super::file::{aside, text};
use super::scenario::Added;
use crate::event::{Body, Event, Known, Said};
use crate::ledger::drafted::issued;
use crate::ledger::error::LedgerError;
use crate::ledger::source::LineFile;
use crate::policy::Policy;
use crate::position::FactRef;
use crate::value::EventId;
use crate::whatif::Change;
use serde_json::json;
use std::path::Path;
use std::sync::Arc;

/// Reads a policy file. Of one policy the text issued last counts, so this one takes the place of what the ledger has; a policy that the
/// ledger does not have answers beside the others.
pub fn policy_in_place(path: &Path, name: &str) -> Result<Added, LedgerError> {
    let text = text(path)?;
    // Some programs begin a text with a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let policy = Policy::parse(text).map_err(|error| {
        let (file, error, text) = (path.display().to_string(), Box::new(error), Arc::from(text));
        LedgerError::WhatIf(WhatIfFault::Policy { file, error, text })
    })?;
    let draft = issued(&policy)?;
    let line = json!({"type": draft.kind.as_str(), "occurred_on": policy.issued_on.to_string(), "data": draft.data});
    let failed = |cause| LedgerError::File { path: path.display().to_string(), cause };
    let file = aside(&[line.to_string()]).map_err(failed)?;
    Ok(Added { name: name.to_owned(), lines: LineFile::new(file, name)?, as_policy: true })
}

impl Books<'_> {
    /// How events that are brought in are told. One that issues a policy is told as what it is, whatever brought it in; it must be of no
    /// earlier day than what was issued, unless that is left out.
    pub(super) fn brings(
        &self,
        file: &str,
        events: &[Event],
        gone: &dyn Fn(EventId) -> bool,
    ) -> Result<Change, LedgerError> {
        let [one] = events else { return Ok(added(file, events)) };
        let said = match &one.body {
            Body::Typed(kind, record) if Known::of(&one.kind) == Some(Known::PolicyIssued) => {
                Said { catalogue: self.catalogue(), kind: *kind, record }
            }
            Body::Typed(..) | Body::Raw(_) | Body::Corrected(_) => return Ok(added(file, events)),
        };
        let (Some(policy), Some(document)) = (said.shared("policy"), said.shared("document")) else {
            return Ok(added(file, events));
        };
        let world = &self.base.world;
        let at = world.policies.iter().position(|known| known.id == policy);
        let stays = |by: &Vec<FactRef>| by.iter().any(|issued| !gone(issued.id));
        let at = at.filter(|at| world.issued.get(*at).is_none_or(stays));
        let was = at.and_then(|at| world.policies.get(at));
        if let Some(was) = was.filter(|was| was.issued_on > one.occurred_on) {
            let (file, issued_on, own) = (file.to_owned(), was.issued_on, one.occurred_on);
            return Err(LedgerError::WhatIf(WhatIfFault::OlderPolicy { file, policy, issued_on, own }));
        }
        let was = was.map(|was| Arc::clone(&was.document));
        Ok(Change::Policy { file: file.into(), event: reference(one), policy, document, was })
    }
}

fn added(file: &str, events: &[Event]) -> Change {
    Change::Add { file: file.into(), events: events.iter().map(reference).collect() }
}
