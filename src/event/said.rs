//! What an event says, by the names of its fields.

use crate::event::{Catalogue, Record, Slot, TypeId};
use std::sync::Arc;

/// A body, and what its fields are called.
#[derive(Debug, Clone, Copy)]
pub struct Said<'s> {
    /// The declared types.
    pub catalogue: &'s Catalogue,
    /// Its type.
    pub kind: TypeId,
    /// The body.
    pub record: &'s Record,
}

impl<'s> Said<'s> {
    /// The value of a field; [`Slot::Absent`] of one the type does not have.
    pub fn slot(&self, field: &str) -> &'s Slot {
        self.catalogue.field(self.kind, field).map_or(&Slot::Absent, |field| self.record.get(field))
    }

    /// The text of a field, when it is text.
    pub fn text(&self, field: &str) -> Option<&'s str> {
        self.slot(field).text()
    }

    /// The same, to be kept.
    pub fn shared(&self, field: &str) -> Option<Arc<str>> {
        if let Slot::Text(text) = self.slot(field) { Some(Arc::clone(text)) } else { None }
    }
}
