//! What an event says twice: it carries a text, and beside the text the digest of it and names that stand in it. Both must say the same,
//! when it is recorded and when it comes in as part of a history; `doctor` tells of one that is there all the same.

use crate::event::{Body, Catalogue, Declaration, Event, Known, Query, Slot};
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::policy::Policy;
use crate::store::{ReadError, ReadOptions, Store};
use crate::value::{Digest, TypeName};
use std::sync::Arc;

/// The type of the events that attach the official text; nothing in the rules depends on it.
pub(super) const ATTACHED: &str = "policy.attached";

/// The text in a field of an event.
pub(super) fn text_of(catalogue: &Catalogue, event: &Event, field: &str) -> Option<Arc<str>> {
    let Body::Typed(kind, record) = &event.body else { return None };
    match record.get(catalogue.field(*kind, field)?) {
        Slot::Text(text) => Some(Arc::clone(text)),
        _ => None,
    }
}

/// An event that carries a text.
#[derive(Clone, Copy)]
pub(super) struct Twofold<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) event: &'a Event,
}

impl Twofold<'_> {
    /// Checks whatever the event says twice; nothing of any other event. A text that a newer program wrote does not read here, and only its
    /// digest is held against it.
    pub(super) fn check(self) -> Result<(), Fault> {
        let Body::Typed(..) = &self.event.body else { return Ok(()) };
        if self.event.kind.as_str() == ATTACHED {
            return self.digest("sha256");
        }
        match Known::of(&self.event.kind) {
            Some(Known::EventTypeRegistered) => {
                self.digest("digest")?;
                Declaration::parse(&self.text("text")).map_or(Ok(()), |declaration| self.declares(&declaration))
            }
            Some(Known::PolicyIssued) => {
                self.digest("digest")?;
                Policy::parse(&self.text("text")).map_or(Ok(()), |policy| self.issues(&policy))
            }
            Some(
                Known::PolicyRepealed
                | Known::PolicyAmended
                | Known::ReadingDecided
                | Known::FactCorrected
                | Known::FactRetracted
                | Known::SubjectRecoded,
            )
            | None => Ok(()),
        }
    }

    /// A field that is the digest of the text.
    pub(super) fn digest(self, field: &'static str) -> Result<(), Fault> {
        let computed = Digest::of(self.text("text").as_bytes()).to_string();
        if *self.text(field) == *computed { Ok(()) } else { Err(Fault::DigestDisagrees { field }) }
    }

    /// The type and the version that are registered are those of the declaration.
    pub(super) fn declares(self, declaration: &Declaration) -> Result<(), Fault> {
        agree("name", &self.text("name"), declaration.name.as_str())?;
        agree("version", &self.version().unwrap_or_default().to_string(), &declaration.version.to_string())
    }

    /// The policy and the document that are issued are those of the rules.
    pub(super) fn issues(self, policy: &Policy) -> Result<(), Fault> {
        agree("policy", &self.text("policy"), &policy.id)?;
        agree("document", &self.text("document"), &policy.document)
    }

    /// The version that an event registers.
    pub(super) fn version(self) -> Option<i64> {
        let Body::Typed(kind, record) = &self.event.body else { return None };
        record.get(self.catalogue.field(*kind, "version")?).whole()
    }

    pub(super) fn text(self, field: &str) -> Arc<str> {
        text_of(self.catalogue, self.event, field).unwrap_or_else(|| Arc::from(""))
    }
}

fn agree(field: &'static str, given: &str, inside: &str) -> Result<(), Fault> {
    if given == inside {
        return Ok(());
    }
    Err(Fault::NameDisagrees { field, given: given.to_owned(), inside: inside.to_owned() })
}

/// Every event of a store that contradicts itself, in order: a program before this one took such a history.
pub(super) fn contradictions(store: &dyn Store, catalogue: &Catalogue) -> Result<Vec<LedgerError>, ReadError> {
    let kinds = [Known::EventTypeRegistered.name(), Known::PolicyIssued.name(), ATTACHED];
    let query = Query::of_types(kinds.into_iter().filter_map(TypeName::parse).collect());
    let mut found = Vec::new();
    store.read(&query, ReadOptions::default(), &mut |stored| {
        if let Ok(event) = Event::decode(catalogue, stored.position, stored.bytes)
            && let Err(fault) = (Twofold { catalogue, event: &event }).check()
        {
            let (position, kind) = (event.position, event.kind);
            found.push(LedgerError::Contradiction { position, kind, fault: Box::new(fault) });
        }
        true
    })?;
    Ok(found)
}
