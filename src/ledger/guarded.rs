//! Guards: what a batch would make a detector find is refused before it is recorded, with the events that stand against it.
//!
//! A guard is a detector that is asked beforehand, of the ledger as it would be. The batch is recorded only if nothing came in between, so
//! that of two approvals that each fit under a cap and together do not, the second is refused.

use crate::audit::{DETECTORS, Needs};
use crate::event::{Body, Event, Known, Query, Slot};
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
use crate::value::{Bilingual, Day, Position, TypeName, Uscc};
use std::collections::BTreeSet;

impl Ledger {
    /// What the guards find in the money events after a position, each at the event that is at fault.
    pub(super) fn guarded(&self, sight: Sight<'_>, before: Position) -> Result<Vec<(Position, Finding)>, LedgerError> {
        let guards: Vec<&'static Detector> = DETECTORS.iter().filter(|detector| detector.guards).collect();
        let (subjects, on) = self.paid_to(sight, before)?;
        let looks: Vec<Audited> = if subjects.len() > FEW {
            vec![self.audited_in(sight, Horizon { on, known: sight.head() }, (&[], Needs::Then), before)?]
        } else {
            subjects.into_iter().map(|subject| self.foreseen(sight, subject, before)).collect::<Result<_, _>>()?
        };
        let mut found = Vec::new();
        for look in &looks {
            let own = look.found(&guards).into_iter().filter_map(|finding| {
                let at = last_touched(look.world.timeline.by_id(finding.facts.first()?.id)?);
                (at > before).then_some((at, finding))
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

    /// Whom the money events after a position are about, and the last day of these.
    fn paid_to(&self, sight: Sight<'_>, before: Position) -> Result<(BTreeSet<Uscc>, Day), LedgerError> {
        let catalogue = self.catalogue();
        let names = MONEY.into_iter().chain([Known::FactCorrected.name()]);
        let types = names.filter_map(TypeName::parse).collect();
        let mut events = Vec::new();
        sight.read(&Query::of_types(types), (before.next(), sight.head()), &mut |stored| {
            events.extend(Event::decode(&catalogue, stored.position, stored.bytes));
            true
        })?;
        let (mut found, mut last) = (BTreeSet::new(), Day::MIN);
        for event in events {
            last = last.max(event.occurred_on);
            let mut event = event;
            // A correction of a correction leads to the original.
            while let Some(target) = target_of(&catalogue, &event) {
                let Some(stored) = sight.find(target)? else { break };
                let Ok(original) = Event::decode(&catalogue, stored.position, &stored.bytes) else { break };
                event = original;
            }
            if let Body::Typed(kind, record) = &event.body
                && MONEY.contains(&event.kind.as_str())
            {
                found.extend(catalogue.field(*kind, "uscc").and_then(|field| record.get(field).code()));
            }
        }
        Ok((found, last))
    }
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
