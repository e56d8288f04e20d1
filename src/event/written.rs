//! A line that is written as it would be recorded: what one ledger exports and another brings in is nothing else.

use crate::event::admit::check_read;
use crate::event::catalogue::Catalogue;
use crate::event::envelope::{Body, Event};
use crate::event::form::fits;
use crate::event::quick;
use crate::value::Position;

/// The event of a line that has everything the ledger would set and stands in the spelling it would be recorded in, so that the
/// line itself is the record: neither a value is made of it nor a text of the value.
///
/// `None` says nothing against the line. [`Draft::parse`](crate::event::Draft::parse) and [`admit`](crate::event::admit) tell
/// whether it is an event, and what is wrong with it; where this answers, they answer the same.
pub fn admit_written(catalogue: &Catalogue, line: &str) -> Option<Event> {
    let event = quick::read(catalogue, Position::ZERO, line)?;
    let Body::Typed(id, record) = &event.body else { return None };
    let checked = check_read(catalogue.declaration(*id), record, Some(event.occurred_on), &event.evidence);
    (checked.is_ok() && fits(&event)).then_some(event)
}
