//! Guards: what a batch would make a detector find is refused before it is recorded, with the events that stand against it.
//!
//! A guard is a detector that is asked beforehand, of the ledger as it would be. The batch is recorded only if nothing came in between, so
//! that of two approvals that each fit under a cap and together do not, the second is refused.

use crate::audit::{DETECTORS, Needs, is_asked_of_steps};
use crate::event::{Body, Catalogue, Event, Known, Query, Said, Slot};
use crate::ledger::amend::target_of;
use crate::ledger::audited::Audited;
use crate::ledger::error::LedgerError;
use crate::ledger::fault::{Against, Fault};
use crate::ledger::findings::{Detector, Finding};
use crate::ledger::horizon::Horizon;
use crate::ledger::lookback::{FEW, MONEY, last_touched};
use crate::ledger::scope;
use crate::ledger::service::Ledger;
use crate::ledger::sight::Sight;
use crate::position::FactRef;
use crate::value::{Bilingual, Day, Position, TypeName, Uscc};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The detector of payments without an approval.
const UNAPPROVED: &str = "D17";

impl Ledger {
    /// What the guards find in the money events after a position, each at the event that is at fault.
    pub(super) fn guarded(&self, sight: Sight<'_>, before: Position) -> Result<Vec<(Position, Finding)>, LedgerError> {
        let guards = DETECTORS.iter().filter(|detector| detector.guards && !is_asked_of_steps(detector));
        let guards: Vec<&'static Detector> = guards.collect();
        let Batch { subjects, last: on, taken_back } = self.batch(sight, before)?;
        let looks: Vec<Audited> = if subjects.len() > FEW {
            vec![self.audited_in(sight, Horizon { on, known: sight.head() }, (&[], Needs::Then), before)?]
        } else {
            subjects.into_iter().map(|subject| self.foreseen(sight, subject, before)).collect::<Result<_, _>>()?
        };
        let mut found = Vec::new();
        for look in &looks {
            let own = look.found(&guards).into_iter().filter_map(|mut finding| {
                let fact = look.world.timeline.by_id(finding.facts.first()?.id)?;
                let at = last_touched(fact);
                if at > before {
                    return Some((at, finding));
                }
                // What was paid on an approval that the batch takes back.
                let said = Said { catalogue: &look.world.catalogue, kind: fact.kind, record: &fact.record };
                let by = taken_back.iter().find(|one| {
                    said.text("approval_no") == Some(&*one.approval) && finding.subjects.contains(&one.subject)
                })?;
                finding.facts.insert(0, by.own);
                (finding.detector.id == UNAPPROVED).then_some((by.own.position, finding))
            });
            found.extend(own);
        }
        found.sort_by_key(|(at, finding)| (*at, finding.detector.id));
        Ok(found)
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
            events.extend(Event::decode(&catalogue, stored.position, stored.bytes));
            true
        })?;
        let mut batch = Batch { subjects: BTreeSet::new(), last: Day::MIN, taken_back: Vec::new() };
        for event in events {
            batch.last = batch.last.max(event.occurred_on);
            let original = Self::original(sight, &catalogue, event.clone())?;
            let Body::Typed(kind, record) = &original.body else { continue };
            let said = Said { catalogue: &catalogue, kind: *kind, record };
            let Some(subject) = said.slot("uscc").code().filter(|_| MONEY.contains(&original.kind.as_str())) else {
                continue;
            };
            batch.subjects.insert(subject);
            if let Some(approval) = said.shared("approval_no").filter(|_| takes_back_approval(&event, &original)) {
                let own = FactRef { position: event.position, id: event.id, day: event.occurred_on };
                batch.taken_back.push(TakenBack { own, subject, approval });
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

/// The money events of a batch.
struct Batch {
    /// Whom they are about.
    subjects: BTreeSet<Uscc>,
    /// The last day of them.
    last: Day,
    /// The approvals that are taken back.
    taken_back: Vec<TakenBack>,
}

/// An approval that a batch takes back.
struct TakenBack {
    /// The retraction.
    own: FactRef,
    subject: Uscc,
    approval: Arc<str>,
}

fn takes_back_approval(event: &Event, original: &Event) -> bool {
    Known::of(&event.kind) == Some(Known::FactRetracted) && original.kind.as_str() == "grant.approved"
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
