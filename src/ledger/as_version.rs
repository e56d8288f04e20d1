//! Events as a version of their type that somebody knows, and why one is not given so.

use crate::event::{Catalogue, Unsaid};
use crate::ledger::error::LedgerError;
use crate::ledger::log::LogEntry;
use crate::ledger::spot::Spot;
use crate::value::{Position, TypeName};

/// Why events are not given as a version of their type.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum VersionFault {
    /// The type has no such version.
    Unknown { kind: TypeName, asked: u16, newest: u16 },
    /// An event says what that version cannot.
    Unsaid { position: Position, kind: TypeName, recorded: u16, asked: u16, why: Unsaid },
}

impl VersionFault {
    /// The event and the field, where it is about one.
    pub(super) fn spot(&self) -> Spot {
        match self {
            VersionFault::Unknown { .. } => Spot::default(),
            VersionFault::Unsaid { position, why, .. } => {
                let field = match why {
                    Unsaid::Otherwise { field } => field.clone(),
                    Unsaid::Refused(refusal) => refusal.field.clone(),
                };
                Spot { position: Some(*position), field: Some(field), ..Spot::default() }
            }
        }
    }
}

/// Whether there is such a version of a type. Of one that the ledger does not know there is the body as it is written, and no version of it.
pub(super) fn has_version(catalogue: &Catalogue, kind: &TypeName, asked: u16) -> Result<(), LedgerError> {
    let newest = catalogue.type_id(kind).map_or(0, |id| catalogue.declaration(id).version);
    let unknown = || LedgerError::Version(VersionFault::Unknown { kind: kind.clone(), asked, newest });
    (1..=newest).contains(&asked).then_some(()).ok_or_else(unknown)
}

impl LogEntry {
    /// The entry as a version of its type.
    pub(super) fn given_as(self, catalogue: &Catalogue, asked: u16) -> Result<Self, LedgerError> {
        let (kind, recorded) = (&self.event.kind, self.event.version);
        has_version(catalogue, kind, asked)?;
        let Some(id) = catalogue.type_id(kind) else { return Ok(self) };
        let unsaid = |why| {
            let (position, kind) = (self.event.position, kind.clone());
            LedgerError::Version(VersionFault::Unsaid { position, kind, recorded, asked, why })
        };
        let recast = catalogue.recast(id, (recorded, asked), &self.data).map_err(unsaid)?;
        Ok(Self { recast: Some(recast), ..self })
    }
}
