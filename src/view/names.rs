//! The names a view needs and cannot look up itself.

use crate::event::TypeId;
use crate::position::Gap;
use std::sync::Arc;

/// Gives the names behind the handles of a position. Whoever holds the catalogue and the program the position was
/// computed with can answer; a view sees neither.
pub trait Names {
    /// The name of an event type.
    fn event_type(&self, kind: TypeId) -> Arc<str>;

    /// The name of the measure or open term a gap speaks of, when it speaks of one.
    fn asked(&self, gap: &Gap) -> Option<Arc<str>>;

    /// The name of a rule against paying linked matters twice, by its index in the program.
    fn exclusion(&self, number: usize) -> Arc<str>;

    /// The chosen option of a reading of a document, by index in the program.
    fn option(&self, document: usize, reading: &str) -> Arc<str>;

    /// The identity of the policy of a document, by index in the program.
    fn policy(&self, document: usize) -> Arc<str>;
}
