//! A declaration as an event of a ledger.

use crate::event::{Catalogue, Declaration, Draft, Known, Refusal, Stamp, admit};
use crate::explain::Complaint;
use crate::ledger::drafted::draft;
use crate::ledger::error::LedgerError;
use crate::ledger::service::{Ledger, bootstrap};
use crate::value::{Day, Digest, EventId, Instant};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// The draft that registers a declaration on a day; the ledger checks it when it is appended.
pub fn registration(text: &str, on: Day) -> Result<Result<Draft, Complaint>, LedgerError> {
    match Declaration::parse(text) {
        Ok(declaration) => draft(Known::EventTypeRegistered.name(), on, &registered(&declaration)).map(Ok),
        Err(error) => Ok(Err(Complaint::of_declaration(&error))),
    }
}

/// The type of the event, as every ledger knows it.
static FIRST: LazyLock<Option<Catalogue>> = LazyLock::new(|| bootstrap().ok());

/// Why the event would not be admitted, whatever ledger it is for.
pub(super) fn refused_registration(declaration: &Declaration) -> Option<Refusal> {
    let (day, id) = (Day::parse("2000-01-01")?, EventId::parse("00000000-0000-7000-8000-000000000000")?);
    let draft = draft(Known::EventTypeRegistered.name(), day, &registered(declaration)).ok()?;
    let stamp = Stamp { id, recorded_at: Instant::start_of(day), recorded_by: "qizhang".into(), keep_unknown: false };
    admit(FIRST.as_ref()?, draft, stamp).err()
}

/// What the event says: the name and the version as the text has them, and the text itself.
pub(in crate::ledger) fn registered(declaration: &Declaration) -> Value {
    json!({
        "name": declaration.name.as_str(),
        "version": declaration.version,
        "digest": Digest::of(declaration.text.as_bytes()).to_string(),
        "text": &*declaration.text,
    })
}

impl Ledger {
    /// The draft that registers a declaration today. Where it has tags that the versions before had not, what was recorded before is
    /// found by them from then on, and the event says so in its note.
    pub fn registering(&self, text: &str) -> Result<Result<Draft, Complaint>, LedgerError> {
        let Some(retagging) = self.would_retag(text)? else { return registration(text, self.today()) };
        let said = retagging.told();
        let note = format!("{}{}", said.zh, said.en);
        Ok(registration(text, self.today())?.map(|draft| Draft { note: Some(note.into()), ..draft }))
    }

    /// Whether a declaration is registered already, to the byte.
    pub fn has_registered(&self, text: &str) -> bool {
        let Ok(declaration) = Declaration::parse(text) else { return false };
        let catalogue = self.catalogue();
        catalogue.versions(&declaration.name).iter().any(|known| known.text == declaration.text)
    }
}
