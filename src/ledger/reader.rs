//! From the lines of a history to events on record: everything that can be asked of a line on its own, so that many can
//! be asked at once.

use crate::event::{Body, Catalogue, Event, Known, is_canonical};
use crate::ledger::amend::target_of;
use crate::ledger::door::prepare;
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::ledger::label::labels;
use crate::ledger::lines::Line;
use crate::ledger::stretch::Run;
use crate::ledger::twofold::Twofold;
use crate::store::{Entry, Prepared};
use crate::value::{EventId, Instant, Position};

/// A line that is an event.
pub(super) struct Came {
    pub(super) line: u64,
    pub(super) recorded_at: Instant,
    /// It registers a type.
    pub(super) registers: bool,
    /// The version of its type, where that is not known.
    pub(super) unread: Option<u16>,
    /// The event, its labels as far as they follow from it alone.
    pub(super) entry: Prepared,
    /// What it corrects or takes back, and itself: its other labels follow from the events before it.
    pub(super) amends: Option<(EventId, Box<Event>)>,
}

/// The events of a run, and what is wrong behind the last of them.
pub(super) struct Read {
    pub(super) came: Vec<Came>,
    pub(super) broken: Option<LedgerError>,
}

impl Read {
    /// Reads the lines of a run up to the first that is refused.
    pub(super) fn of(catalogue: &Catalogue, run: Run) -> Self {
        let mut came = Vec::with_capacity(run.lines.len());
        for line in run.lines {
            let number = line.number;
            match Came::of(catalogue, line) {
                Ok(one) => came.push(one),
                Err(fault) => {
                    return Self { came, broken: Some(LedgerError::Line { line: number, fault: Box::new(fault) }) };
                }
            }
        }
        Self { came, broken: run.broken }
    }
}

impl Came {
    fn of(catalogue: &Catalogue, line: Line) -> Result<Self, Fault> {
        let Line { number, bytes } = line;
        let event = read(catalogue, &bytes)?;
        Twofold { catalogue, event: &event }.check()?;
        let unread = matches!(event.body, Body::Raw(_)).then_some(event.version);
        let (tags, keys) = labels(catalogue, &event, None);
        let (line, recorded_at) = (number, event.recorded_at);
        let registers = Known::of(&event.kind) == Some(Known::EventTypeRegistered);
        let entry = prepare(Entry { id: event.id, kind: event.kind.clone(), tags, keys, bytes })?;
        let amends = target_of(catalogue, &event).map(|target| (target, Box::new(event)));
        Ok(Self { line, recorded_at, registers, unread, entry, amends })
    }
}

/// An event as it was recorded, in the one spelling it was recorded in.
fn read(catalogue: &Catalogue, bytes: &[u8]) -> Result<Event, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::NotText)?;
    let event = Event::decode(catalogue, Position::ZERO, bytes).map_err(Fault::Refused)?;
    if is_canonical(text) && is_spelt(text, event.recorded_at) { Ok(event) } else { Err(Fault::NotCanonical) }
}

/// Whether the moment stands there as a ledger writes it: RFC 3339 has many spellings of one, all of them canonical JSON. Of
/// the keys of this name the last is the envelope's, since text has its quotes escaped.
fn is_spelt(text: &str, moment: Instant) -> bool {
    let behind = text.rsplit_once(",\"recorded_at\":\"").map(|(_, behind)| behind);
    behind.and_then(|behind| behind.strip_prefix(&moment.to_string())).is_some_and(|rest| rest.starts_with('"'))
}
