//! Guards: what a batch would make a detector find is refused before it is recorded, with the events that stand against it.
//!
//! A guard is a detector that is asked beforehand, of the ledger as it would be. The batch is recorded only if nothing came in between, so
//! that of two approvals that each fit under a cap and together do not, the second is refused.

use crate::audit::DETECTORS;
use crate::event::{Body, Event, Known, Query};
use crate::ledger::amend::target_of;
use crate::ledger::audited::{MONEY, last_touched};
use crate::ledger::error::LedgerError;
use crate::ledger::fault::{Against, Fault};
use crate::ledger::findings::{Detector, Finding};
use crate::ledger::service::Ledger;
use crate::ledger::sight::Sight;
use crate::value::{Bilingual, Position, TypeName, Uscc};
use std::collections::BTreeSet;

impl Ledger {
    /// What the guards find in the money events after a position, each at the event that is at fault.
    pub(super) fn guarded(&self, sight: Sight<'_>, before: Position) -> Result<Vec<(Position, Finding)>, LedgerError> {
        let guards: Vec<&'static Detector> = DETECTORS.iter().filter(|detector| detector.guards).collect();
        let mut found = Vec::new();
        for subject in self.paid_to(sight, before)? {
            let foreseen = self.foreseen(sight, subject, before)?;
            let own = foreseen.found(&guards).into_iter().filter_map(|finding| {
                let at = last_touched(foreseen.world.timeline.by_id(finding.facts.first()?.id)?);
                (at > before).then_some((at, finding))
            });
            found.extend(own);
        }
        found.sort_by_key(|(at, finding)| (*at, finding.detector.id));
        Ok(found)
    }

    /// Whom the money events after a position are about.
    fn paid_to(&self, sight: Sight<'_>, before: Position) -> Result<BTreeSet<Uscc>, LedgerError> {
        let catalogue = self.catalogue();
        let names = MONEY.into_iter().chain([Known::FactCorrected.name()]);
        let types = names.filter_map(TypeName::parse).collect();
        let mut events = Vec::new();
        sight.read(&Query::of_types(types), (before.next(), sight.head()), &mut |stored| {
            events.extend(Event::decode(&catalogue, stored.position, stored.bytes));
            true
        })?;
        let mut found = BTreeSet::new();
        for event in events {
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
        Ok(found)
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
