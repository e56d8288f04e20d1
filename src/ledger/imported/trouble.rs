//! What is wrong with a row, and where.

use super::columns::Columns;
use crate::event::{BodyRefusal, EnvelopeRefusal, Refusal};
use crate::explain::Complaint;
use crate::ledger::fault::Fault;
use crate::sheet::Place;

/// A row, or several that are one fact, with everything that is wrong in it.
#[derive(Debug, Clone)]
pub struct Bad {
    /// Its rows, by their numbers.
    pub rows: Vec<u32>,
    /// What is wrong, from the left.
    pub troubles: Vec<Trouble>,
}

/// One thing that is wrong.
#[derive(Debug, Clone)]
pub struct Trouble {
    /// The cell, or the first cell of the row.
    pub place: Place,
    /// What the column is called; nothing where the whole row is meant.
    pub heading: String,
    /// What is wrong and what to do.
    pub complaint: Complaint,
}

/// The field that a fault speaks of, as far as it speaks of one.
pub(super) fn field_of(fault: &Fault, columns: &Columns, keys: &[String]) -> Option<(usize, Option<usize>)> {
    let path = match fault {
        Fault::Refused(refusal) => match refusal {
            Refusal::Body(BodyRefusal { field, .. })
            | Refusal::Envelope(EnvelopeRefusal { field, .. })
            | Refusal::Untaggable { field, .. }
            | Refusal::Untidy { field, .. }
            | Refusal::DayDisagrees { field, .. } => field.as_str(),
            Refusal::DayMissing { field } => field.as_deref().unwrap_or("occurred_on"),
            Refusal::EvidenceMissing { .. } => "evidence[0].title",
            Refusal::UnknownType { .. } | Refusal::UnknownVersion { .. } | Refusal::VersionMissing { .. } => {
                return None;
            }
        },
        Fault::UnknownEvent { field, .. } => field.as_str(),
        Fault::KeyTaken { .. } => keys.first()?.as_str(),
        Fault::UnknownPolicy { .. } => "policy",
        _ => return None,
    };
    columns.at_path(path)
}
