//! The same item in another position of a subject.

use crate::position::{FactRef, Item, Position};

/// The item of another position that is the same one: of the same grant and matter, and from the same facts; of those
/// the one of the same year.
///
/// Where no fact is shared (one was retracted and recorded anew, a year counts other facts) the item of the same year
/// is meant, unless it is another item's counterpart: one product recognised in two years makes two items.
pub fn counterpart<'p>(item: &Item, own: &Position, other: &'p [Item]) -> Option<&'p Item> {
    let alike = || other.iter().filter(|known| known.grant_id == item.grant_id && known.matter == item.matter);
    let same_year = |known: &&Item| known.fact_year == item.fact_year;
    let mut shared = alike().filter(|known| share(&known.facts, &item.facts));
    if let Some(found) = shared.clone().find(same_year).or_else(|| shared.next()) {
        return Some(found);
    }
    let taken = |known: &Item| own.items.iter().any(|owner| share(&owner.facts, &known.facts));
    let mut free = alike().filter(|known| !taken(known));
    // Nothing is known of the year of an item whose fact is gone; the money that moved tells it.
    let gone = |known: &&Item| item.facts.is_empty() || known.facts.is_empty();
    let paid = |known: &&Item| share(&known.payments, &item.payments);
    let found = free.clone().find(same_year).or_else(|| free.clone().find(|known| gone(known) && paid(known)));
    found.or_else(|| free.find(gone))
}

fn share(one: &[FactRef], other: &[FactRef]) -> bool {
    one.iter().any(|fact| other.iter().any(|known| known.id == fact.id))
}
