//! Guards: what a batch would make a detector find is refused before it is recorded, with the events that stand against it.
//!
//! A guard is a detector that is asked beforehand, of the ledger as it would be. The batch is recorded only if nothing came in between, so
//! that of two approvals that each fit under a cap and together do not, the second is refused.

use crate::audit::{DETECTORS, Needs, is_asked_of_steps};
use crate::event::{Body, Catalogue, Event, Known, Query, Slot};
use crate::ledger::amend::target_of;
use crate::ledger::audited::Audited;
use crate::ledger::error::LedgerError;
use crate::ledger::fault::{Against, Fault};
use crate::ledger::findings::{Detector, Finding};
use crate::ledger::horizon::Horizon;
use crate::ledger::lookback::{FEW, MONEY, last_touched};
use crate::ledger::scope::{self, subject_of};
use crate::ledger::service::Ledger;
use crate::ledger::sight::Sight;
use crate::position::FactRef;
use crate::value::{Bilingual, Day, Position, TypeName, Uscc};
use std::collections::BTreeSet;

/// The types whose facts a payment rests on: what was reviewed, shown, objected to and approved.
const GROUNDS: [&str; 7] = [
    "review.completed",
    "list.published",
    "publicity.started",
    "publicity.ended",
    "objection.filed",
    "objection.resolved",
    "grant.approved",
];
/// The detectors that ask whether a payment has its grounds.
const OF_GROUNDS: [&str; 3] = ["D17", "D18", "D19"];

impl Ledger {
    /// What the guards find in the money events after a position, each at the event that is at fault.
    pub(super) fn guarded(&self, sight: Sight<'_>, before: Position) -> Result<Vec<(Position, Finding)>, LedgerError> {
        let guards = DETECTORS.iter().filter(|detector| detector.guards && !is_asked_of_steps(detector));
        let guards: Vec<&'static Detector> = guards.collect();
        let batch = self.batch(sight, before)?;
        let looks = self.looks(sight, &batch, before)?;
        let mut found = Vec::new();
        for look in &looks {
            let own = look.found(&guards).into_iter().filter_map(|finding| {
                let at = last_touched(look.world.timeline.by_id(finding.facts.first()?.id)?);
                (at > before).then_some((at, finding))
            });
            found.extend(own);
        }
        if !batch.amended.is_empty() {
            let was = self.looks(sight.until(before), &batch, before)?;
            found.extend(undermined(&batch.amended, (&was, &looks), before));
        }
        found.sort_by_key(|(at, finding)| (*at, finding.detector.id));
        Ok(found)
    }

    /// Looks at those a batch is about, with what a sight shows.
    fn looks(&self, sight: Sight<'_>, batch: &Batch, before: Position) -> Result<Vec<Audited>, LedgerError> {
        if batch.subjects.len() <= FEW && !batch.concerns_all {
            return batch.subjects.iter().map(|subject| self.foreseen(sight, *subject, before)).collect();
        }
        // A correction may be of an earlier day than the payments it touches.
        let on = if batch.amended.is_empty() { batch.last } else { batch.last.max(self.today()) };
        let horizon = Horizon { on, known: sight.head() };
        Ok(vec![self.audited_in(sight, horizon, (&[], Needs::Then), before)?])
    }

    /// The approvals after a position that were decided on an earlier state of the ledger, as their `position` says, each with the first
    /// event since that touches its subject. What nobody in particular is about (rates, calls, readings, policies) touches everybody.
    pub(super) fn moved_on(&self, sight: Sight<'_>, before: Position) -> Result<Vec<(Position, Fault)>, LedgerError> {
        let catalogue = self.catalogue();
        let types = TypeName::parse("grant.approved").into_iter().collect();
        let mut decided = Vec::new();
        sight.read(&Query::of_types(types), (before.next(), sight.head()), &mut |stored| {
            if let Ok(Event { body: Body::Typed(kind, record), .. }) =
                Event::decode(&catalogue, stored.position, stored.bytes)
            {
                let slot = |name: &str| catalogue.field(kind, name).map(|field| record.get(field));
                let subject = slot("uscc").and_then(Slot::code);
                let on = slot("position").and_then(Slot::whole).and_then(|on| u64::try_from(on).ok()).map(Position);
                decided.extend(subject.zip(on).map(|(subject, on)| (stored.position, subject, on)));
            }
            true
        })?;
        let mut found = Vec::new();
        for (at, subject, decided_on) in decided.into_iter().filter(|(_, _, on)| *on < before) {
            let events = scope::around(sight, &catalogue, before, Some(subject))?;
            let since = events.iter().map(|event| event.position).find(|position| *position > decided_on);
            found.extend(since.map(|since| (at, Fault::MovedOn { decided_on, since })));
        }
        Ok(found)
    }

    /// What the events after a position are about.
    fn batch(&self, sight: Sight<'_>, before: Position) -> Result<Batch, LedgerError> {
        let catalogue = self.catalogue();
        let names = MONEY.into_iter().chain([Known::FactCorrected.name(), Known::FactRetracted.name()]);
        let types = names.filter_map(TypeName::parse).collect();
        let mut events = Vec::new();
        sight.read(&Query::of_types(types), (before.next(), sight.head()), &mut |stored| {
            let event = Event::decode(&catalogue, stored.position, stored.bytes);
            events.extend(
                event.map(|event| (event, stored.tags.iter().filter_map(subject_of).collect::<BTreeSet<Uscc>>())),
            );
            true
        })?;
        let mut batch = Batch { subjects: BTreeSet::new(), last: Day::MIN, concerns_all: false, amended: Vec::new() };
        for (event, subjects) in events {
            batch.last = batch.last.max(event.occurred_on);
            let own = FactRef { position: event.position, id: event.id, day: event.occurred_on };
            let amends = target_of(&catalogue, &event).is_some();
            let kind = Self::original(sight, &catalogue, event)?.kind;
            let is_ground = amends && GROUNDS.contains(&kind.as_str());
            if is_ground || MONEY.contains(&kind.as_str()) {
                batch.subjects.extend(&subjects);
            }
            if is_ground {
                // What was shown to the public was shown of all it names.
                batch.concerns_all |= subjects.is_empty();
                batch.amended.push(Amended { own, subjects });
            }
        }
        Ok(batch)
    }

    /// The fact that an event corrects or takes back, however many corrections lie between; the event itself otherwise.
    fn original(sight: Sight<'_>, catalogue: &Catalogue, mut event: Event) -> Result<Event, LedgerError> {
        while let Some(target) = target_of(catalogue, &event) {
            let Some(stored) = sight.find(target)? else { break };
            let Ok(original) = Event::decode(catalogue, stored.position, &stored.bytes) else { break };
            event = original;
        }
        Ok(event)
    }
}

/// What a batch does to money.
struct Batch {
    /// Whom it is about.
    subjects: BTreeSet<Uscc>,
    /// The last day of it.
    last: Day,
    /// Whether it is about anybody at all, as what names nobody is.
    concerns_all: bool,
    /// The grounds of payments that it corrects or takes back.
    amended: Vec<Amended>,
}

/// A correction or retraction of what payments rest on.
struct Amended {
    own: FactRef,
    /// Whom the fact was about before, and whom it is about since.
    subjects: BTreeSet<Uscc>,
}

/// The payments on record that have lost their grounds with a batch, each at the last of its corrections and retractions that may be why.
/// A payment that was without them before is no fault of the batch.
fn undermined(amended: &[Amended], (was, are): (&[Audited], &[Audited]), before: Position) -> Vec<(Position, Finding)> {
    let asked: Vec<&'static Detector> = DETECTORS.iter().filter(|one| OF_GROUNDS.contains(&one.id)).collect();
    let of = |finding: &Finding| finding.facts.first().map(|payment| (finding.detector.id, payment.id));
    let known: BTreeSet<_> = was.iter().flat_map(|look| look.found(&asked)).filter_map(|one| of(&one)).collect();
    let on_record = |look: &Audited, finding: &Finding| {
        let payment = finding.facts.first().and_then(|own| look.world.timeline.by_id(own.id));
        payment.is_some_and(|payment| last_touched(payment) <= before)
    };
    let found = are.iter().flat_map(|look| look.found(&asked).into_iter().filter(|one| on_record(look, one)));
    let new = found.filter(|one| of(one).is_some_and(|own| !known.contains(&own)));
    let at_fault = |mut finding: Finding| {
        let about = |one: &&Amended| {
            one.subjects.is_empty() || finding.subjects.iter().any(|subject| one.subjects.contains(subject))
        };
        let own = amended.iter().rev().find(about)?.own;
        finding.facts.insert(0, own);
        Some((own.position, finding))
    };
    new.filter_map(at_fault).collect()
}

/// Why a line is kept out; `line_of` tells the line of an event that is in the batch itself.
pub(super) fn fault(finding: &Finding, line_of: impl Fn(Position) -> Option<u64>) -> Fault {
    let detector = finding.detector;
    let against = || finding.facts.iter().skip(1).map(|fact| fact.position);
    Fault::Guarded(Box::new(Against {
        rule: detector.id,
        title: Bilingual::new(detector.title.0, detector.title.1),
        says: finding.says.clone(),
        events: against().filter(|position| line_of(*position).is_none()).collect(),
        lines: against().filter_map(line_of).collect(),
    }))
}
