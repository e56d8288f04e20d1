//! What could be known when money was decided.
//!
//! Of an approval it is what the ledger held when it was recorded. A payment is recorded when the treasury's list comes back, days after
//! it was made: what the ledger learnt in between nobody could know who paid, but for what the office itself approved, paid and took
//! back. Where the approval was not on record either by the day of the payment, the ledger was not kept at the time, and all that it
//! held when the payment was recorded counts.

use crate::event::{Catalogue, Said};
use crate::timeline::{Fact, Timeline};
use crate::value::{Day, Position as Place};
use std::collections::BTreeMap;

/// What moves money: the office that pays did it itself, and knows it whenever it is recorded.
const MOVES: [&str; 6] =
    ["grant.approved", "payment.made", "payment.bounced", "clawback.ordered", "clawback.recovered", "clawback.waived"];

/// What could be known at one money event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Knowledge {
    /// Where the money event was recorded: nothing later was known.
    place: Place,
    /// The last day of what was known of others; none where all up to the place was.
    until: Option<Day>,
}

impl Knowledge {
    /// Everything that was recorded up to a place.
    pub fn at(place: Place) -> Self {
        Self { place, until: None }
    }

    /// The same of whoever looks from another place.
    #[must_use]
    pub fn from(self, place: Place) -> Self {
        Self { place, ..self }
    }

    /// Whether it takes in what was recorded at a place on a day.
    pub fn holds(&self, kind: &str, place: Place, recorded_on: Day) -> bool {
        place <= self.place && (self.until.is_none_or(|until| recorded_on <= until) || MOVES.contains(&kind))
    }

    /// The last day of what was known, where something may have been recorded before the money event that nobody knew yet.
    pub fn until(&self) -> Option<Day> {
        self.until
    }
}

/// The approvals on record, to say of each money event what could be known.
#[derive(Debug)]
pub struct Approvals<'t> {
    catalogue: &'t Catalogue,
    /// The day on which the first approval of a number was recorded.
    recorded: BTreeMap<&'t str, Day>,
}

impl<'t> Approvals<'t> {
    /// Looks for the approvals among some facts.
    pub fn of(catalogue: &'t Catalogue, timeline: &'t Timeline) -> Self {
        let mut recorded = BTreeMap::new();
        for fact in catalogue.type_id_of("grant.approved").into_iter().flat_map(|kind| timeline.of_kind(kind)) {
            let said = Said { catalogue, kind: fact.kind, record: &fact.record };
            let Some(number) = said.text("approval_no") else { continue };
            let own = fact.recorded_at.day();
            recorded.entry(number).and_modify(|first: &mut Day| *first = own.min(*first)).or_insert(own);
        }
        Self { catalogue, recorded }
    }

    /// What could be known at a money event.
    pub fn known_at(&self, money: &Fact) -> Knowledge {
        let said = Said { catalogue: self.catalogue, kind: money.kind, record: &money.record };
        let paid = said.text("payment_no").and_then(|_| said.text("approval_no"));
        let approved = paid.and_then(|number| self.recorded.get(number));
        let late = money.recorded_at.day() > money.day;
        Knowledge {
            place: money.position,
            until: approved.filter(|approved| late && **approved <= money.day).map(|_| money.day),
        }
    }
}
