//! Whether what is recorded of a type is still read once its next version is registered. An upcast fits every declaration and yet not every
//! value: a part of a text may be empty, or longer than the new field is.

use crate::event::{Body, BodyRefusal, Catalogue, Event, Known, Query, Refusal};
use crate::ledger::fault::Fault;
use crate::ledger::recorded::Recorded;
use crate::store::ReadError;
use crate::value::{EventId, Position, TypeName};
use rustc_hash::FxHashSet;

/// The fault of a version that does not read every event of its type, and every correction of one; none of a first version.
pub(super) fn unread(recorded: &Recorded<'_>, next: &Catalogue, name: &str) -> Result<Option<Fault>, ReadError> {
    let Some(kind) = TypeName::parse(name).filter(|kind| recorded.catalogue.type_id(kind).is_some()) else {
        return Ok(None);
    };
    let mut reading = Reading { recorded, next, kind, events: FxHashSet::default(), unread: None };
    reading.events()?;
    reading.corrections()?;
    let fault = |(first, refusal)| Fault::TypeUnreads { name: name.to_owned(), first, refusal: Box::new(refusal) };
    Ok(reading.unread.map(fault))
}

struct Reading<'a> {
    recorded: &'a Recorded<'a>,
    next: &'a Catalogue,
    kind: TypeName,
    /// The events of the type.
    events: FxHashSet<EventId>,
    /// The first that is not read, and why.
    unread: Option<(Position, BodyRefusal)>,
}

impl Reading<'_> {
    fn events(&mut self) -> Result<(), ReadError> {
        let (recorded, kind) = (self.recorded, self.kind.clone());
        recorded.read(&Query::of_types(vec![kind.clone()]), None, &mut |stored| {
            self.event(stored.position, stored.bytes)
        })?;
        for (position, bytes) in recorded.own_named(&kind) {
            self.event(position, bytes);
        }
        Ok(())
    }

    /// Reads one as the next version; whether the others are still of interest.
    fn event(&mut self, position: Position, bytes: &[u8]) -> bool {
        match Event::decode(self.next, position, bytes) {
            Ok(event) => {
                self.events.insert(event.id);
            }
            Err(Refusal::Body(refusal)) if self.unread.is_none() => self.unread = Some((position, refusal)),
            // What cannot be read at all is damage, and found elsewhere.
            Err(_) => {}
        }
        self.unread.is_none()
    }

    /// A correction has the body of the version there was.
    fn corrections(&mut self) -> Result<(), ReadError> {
        let types = TypeName::parse(Known::FactCorrected.name()).into_iter().collect();
        let known = self.recorded.catalogue;
        let (Some(old), Some(new)) = (known.type_id(&self.kind), self.next.type_id(&self.kind)) else { return Ok(()) };
        if self.unread.is_some() || self.events.is_empty() {
            return Ok(());
        }
        self.recorded.read(&Query::of_types(types), None, &mut |stored| {
            if let Ok(Event { body: Body::Corrected(correction), position, .. }) =
                Event::decode(known, stored.position, stored.bytes)
                && self.events.contains(&correction.event)
            {
                let version = known.version_at(old, position);
                let read = self.next.decode_version(new, version, &correction.data);
                self.unread = read.err().map(|refusal| (position, refusal));
            }
            self.unread.is_none()
        })
    }
}
