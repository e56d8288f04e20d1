//! A subject asked again under a program that differs from a known one in the amounts or conditions of some grants alone.

use crate::position::{Engine, Item};
use crate::value::{Fen, Uscc};

/// What is asked again.
pub struct Again<'a> {
    /// Whether the items of a grant may have become others, by its name; every document's grant of the name is one.
    pub grant: &'a dyn Fn(&str) -> bool,
    /// Whether caps may have become others.
    pub caps: bool,
    /// Whether nothing but values that amounts are reckoned with can have become others, so that every condition is answered as before.
    pub amounts_alone: bool,
}

impl Engine<'_> {
    /// The items of a subject whose items under the known program are these; nothing where none of them comes to anything else.
    ///
    /// The items of the grants asked again are reckoned or judged anew; all items are then settled together, since caps, choice and
    /// links reach from one to another.
    pub fn items_again(&self, subject: Uscc, known: &[Item], again: &Again<'_>) -> Option<Vec<Item>> {
        let asked = || known.iter().filter(|item| (again.grant)(&item.grant_id));
        let reckoned: Option<Vec<Item>> =
            if again.amounts_alone { asked().map(|item| self.reckoned_again(item)).collect() } else { None };
        let fresh = reckoned.unwrap_or_else(|| self.items_under(subject, again.grant, &mut Vec::new()));
        if !again.caps && asked().count() == fresh.len() && asked().zip(&fresh).all(|(one, other)| one.comes_to(other))
        {
            return None;
        }
        let kept = known.iter().filter(|item| !(again.grant)(&item.grant_id));
        let mut items: Vec<Item> = kept.map(Item::unsettled).chain(fresh).collect();
        // As they stand where all are asked: by day, grant and matter, and last what was paid for facts that are gone.
        items.sort_by(|one, other| one.place().cmp(&other.place()));
        self.settle(subject, &mut items);
        Some(items)
    }
}

impl Item {
    /// Whether the same item asked again comes to the same by itself and has the same approvals, so that it settles alike.
    fn comes_to(&self, other: &Self) -> bool {
        (self.gross, self.limited, &self.outcome) == (other.gross, other.limited, &other.outcome)
            && (self.approved, self.paid) == (other.approved, other.paid)
    }

    /// The same as it was before choice, caps and payments.
    pub(super) fn unsettled(&self) -> Self {
        Self { net: Fen::ZERO, excluded: Vec::new(), cuts: Vec::new(), ..self.clone() }
    }

    fn place(&self) -> (bool, Option<crate::value::Day>, &str, &str) {
        let gone = self.grant.is_none();
        (gone, (!gone).then_some(self.day), &self.grant_id, &self.matter)
    }
}
