//! The ledger with a file in it: every fact as it is, read by one more declaration or ruled by one more text of a policy.

use crate::event::{Catalogue, Declaration, Event, Stamp, admit};
use crate::ledger::clock::derived_id;
use crate::ledger::companions;
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::ledger::horizon::Horizon;
use crate::ledger::ruled::issue;
use crate::ledger::scope;
use crate::ledger::service::Ledger;
use crate::ledger::whatif::AsItIs;
use crate::ledger::world::{Question, Scope, World};
use crate::policy::Policy;
use crate::value::{Digest, Instant};
use std::sync::Arc;

/// A file that is to be recorded.
#[derive(Debug, Clone, Copy)]
pub enum Candidate<'c> {
    /// The declaration of an event type.
    Type(&'c str),
    /// A policy.
    Policy(&'c str),
}

impl Candidate<'_> {
    /// What it is called: the type with its version, or the policy.
    pub(super) fn called(&self) -> Option<String> {
        match self {
            Candidate::Type(text) => {
                Declaration::parse(text).ok().map(|declaration| format!("{}/{}", declaration.name, declaration.version))
            }
            Candidate::Policy(text) => Policy::parse(text).ok().map(|policy| policy.id.to_string()),
        }
    }
}

impl Ledger {
    /// What the ledger would know with a file in it.
    pub(super) fn supposing(&self, base: &AsItIs, candidate: Candidate<'_>) -> Result<World, LedgerError> {
        match candidate {
            Candidate::Type(text) => self.with_type(base, text),
            Candidate::Policy(text) => self.with_policy(base, text),
        }
    }

    /// Every event read by a catalogue that has the declaration, in the place of one of the same version where there is one.
    fn with_type(&self, base: &AsItIs, text: &str) -> Result<World, LedgerError> {
        let new = Declaration::parse(text).map_err(|error| refused(Fault::Declaration(Box::new(error))))?;
        let catalogue = base.world.catalogue.with(&new, base.horizon.known.next());
        let catalogue = catalogue.map_err(|error| refused(Fault::Catalogue(Box::new(error))))?;
        let events = scope::everything(self.sight(), &catalogue, base.horizon.known)?;
        World::of(&self.compiled, Arc::new(catalogue), events, &question(base.horizon), base.root)
    }

    /// Every event, and behind the last of them one that issues the policy.
    fn with_policy(&self, base: &AsItIs, text: &str) -> Result<World, LedgerError> {
        let catalogue = Arc::clone(&base.world.catalogue);
        // What the ledger would not take beside its policies is told as it would be there.
        let policy =
            Policy::parse(text).map_err(|error| LedgerError::Policy { error: Box::new(error), text: text.into() })?;
        companions::check(&policy, &base.world.policies, &catalogue).map_err(refused)?;
        let mut events = scope::everything(self.sight(), &catalogue, base.horizon.known)?;
        let Horizon { on, known } = base.horizon;
        let place = known.next();
        events.push(Event { position: place, ..issued(&catalogue, text, self.recorded_at(known)?)? });
        World::of(&self.compiled, catalogue, events, &question(Horizon { on, known: place }), base.root)
    }
}

/// The event that issues a policy, as it would be recorded at a moment.
fn issued(catalogue: &Catalogue, text: &str, at: Option<Instant>) -> Result<Event, LedgerError> {
    let draft = issue(text)?.map_err(|complaint| refused(Fault::Shipped(Box::new(complaint))))?;
    let stamp = Stamp {
        id: derived_id(&Digest::of(text.as_bytes()), 0),
        recorded_at: at.unwrap_or(Instant::from_millis(0)),
        recorded_by: Arc::from("qizhang"),
        keep_unknown: false,
    };
    admit(catalogue, draft, stamp).map(|(event, _)| event).map_err(|refusal| refused(Fault::Refused(refusal)))
}

fn question(horizon: Horizon) -> Question {
    Question { horizon, scope: Scope::All, reads: Vec::new() }
}

/// What is wrong with the file, and not with the ledger.
fn refused(fault: Fault) -> LedgerError {
    LedgerError::Reading(Box::new(fault))
}
