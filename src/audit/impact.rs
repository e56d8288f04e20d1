//! What an event changes about money that was decided: what is due without it and with it, and what would put the difference right.
//!
//! Both positions are asked of the same day, and everything else that is known is known to both.

use crate::audit::life::{Facts, of_payment, ordered_as};
use crate::event::Catalogue;
use crate::position::{FactRef, Item, Position};
use crate::timeline::Timeline;
use crate::value::{Day, Fen, Position as Place, Uscc};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The positions without an event and with it, and the facts with it.
#[derive(Debug, Clone, Copy)]
pub struct Worlds<'w> {
    /// The declared types.
    pub catalogue: &'w Catalogue,
    /// The facts with the event.
    pub timeline: &'w Timeline,
    /// The business day.
    pub on: Day,
    /// What the numbers of the orders the event led to begin with.
    pub orders: &'w str,
    /// Everybody without the event, by the code known with it.
    pub without: &'w BTreeMap<Uscc, Vec<Item>>,
    /// Everybody with the event.
    pub with: &'w BTreeMap<Uscc, Position>,
}

/// Something decided that an event changes.
#[derive(Debug, Clone)]
pub struct Changed {
    /// Whose it is.
    pub subject: Uscc,
    /// The item with the event, or without it where there is none any more.
    pub item: Item,
    /// What is due without the event; none where nobody can say.
    pub before: Option<Fen>,
    /// What is due with it.
    pub with: Option<Fen>,
    /// What would put it right.
    pub proposal: Proposal,
    /// The payments that would be ordered back.
    pub recoveries: Vec<Recovery>,
}

/// What would put a difference right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proposal {
    /// So much was paid that is not due.
    Recover(Fen),
    /// It is ordered back already, for this event or for others.
    Ordered,
    /// So much is due that was not.
    Supplement(Fen),
    /// It made nothing overpaid; so much was overpaid without it, and still is.
    Overpaid(Fen),
    /// Nothing is overpaid; so much is still to be paid.
    NotPaid(Fen),
    /// Nothing is overpaid, and nothing is left to be paid.
    Even,
    /// Nobody can say what is due.
    Open,
}

/// A payment and how much of it would be ordered back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// Its number.
    pub payment: Arc<str>,
    /// How much.
    pub amount: Fen,
    /// The payment.
    pub fact: FactRef,
}

/// A payment and what of it may still be ordered back.
struct Room {
    payment: Arc<str>,
    fact: FactRef,
    left: Fen,
    /// What is ordered back and still out, whatever for.
    ordered: Fen,
    /// What was ordered back for the event.
    own: Fen,
}

/// The facts of the procedure, and what the numbers of the event's own orders begin with.
struct Known<'k> {
    facts: Facts<'k>,
    orders: &'k str,
}

/// Everything decided that is due differently with the event, in order of subject.
pub fn changed(worlds: &Worlds<'_>) -> Vec<Changed> {
    let facts = Facts::of(worlds.catalogue, worlds.timeline, worlds.on, Place(u64::MAX));
    let known = Known { facts, orders: worlds.orders };
    let mut found = Vec::new();
    for (subject, position) in worlds.with {
        let before = worlds.without.get(subject).map_or(&[][..], Vec::as_slice);
        let own = |item: &Item| before.iter().find(|other| is_same(item, other));
        let mut rooms: BTreeMap<Place, Room> = BTreeMap::new();
        for item in &position.items {
            found.extend(compared(&known, *subject, (own(item), Some(item)), &mut rooms));
        }
        for item in before.iter().filter(|item| !position.items.iter().any(|other| is_same(item, other))) {
            found.extend(compared(&known, *subject, (Some(item), None), &mut rooms));
        }
    }
    for (subject, items) in worlds.without.iter().filter(|(subject, _)| !worlds.with.contains_key(subject)) {
        for item in items {
            found.extend(compared(&known, *subject, (Some(item), None), &mut BTreeMap::new()));
        }
    }
    found
}

fn is_same(one: &Item, other: &Item) -> bool {
    (&one.grant_id, &one.matter) == (&other.grant_id, &other.matter)
}

/// What of an item is due to stay or to be paid; none where nobody can say. What an incident holds back is not.
fn due(item: Option<&Item>) -> Option<Fen> {
    match item {
        Some(item) => item.is_known().then(|| item.paid.less(item.overpaid).plus(item.outstanding)),
        None => Some(Fen::ZERO),
    }
}

fn compared(
    known: &Known<'_>,
    subject: Uscc,
    (without, with): (Option<&Item>, Option<&Item>),
    rooms: &mut BTreeMap<Place, Room>,
) -> Option<Changed> {
    let item = with.or(without)?;
    let decided = |item: Option<&Item>| item.is_some_and(|item| item.approved.is_positive() || item.paid.is_positive());
    let (before, now) = (due(without), due(with));
    if before == now || !(decided(with) || decided(without)) {
        return None;
    }
    let overpaid = |item: Option<&Item>| item.map_or(Fen::ZERO, |item| item.overpaid);
    let outstanding = |item: Option<&Item>| item.map_or(Fen::ZERO, |item| item.outstanding);
    let (mut recoveries, mut proposal) = (Vec::new(), otherwise(overpaid(with), outstanding(with)));
    let more = overpaid(with).less(overpaid(without));
    if before.is_none() || now.is_none() {
        proposal = Proposal::Open;
    } else if now > before && !more.is_positive() {
        let amount = outstanding(with).less(outstanding(without));
        if amount.is_positive() {
            proposal = Proposal::Supplement(amount);
        }
    } else if more.is_positive() {
        // Other causes may have their own orders: what this event made too much is what is asked, as long as anything is open.
        let payments = rooms_of(known, item, rooms);
        let ordered = sum(&taken(overpaid(with), &payments, rooms, |room| &mut room.ordered));
        let own = sum(&taken(more, &payments, rooms, |room| &mut room.own));
        let open = more.less(own).min(overpaid(with).less(ordered));
        recoveries = taken(open, &payments, rooms, |room| &mut room.left);
        let back = sum(&recoveries);
        proposal = if back.is_positive() { Proposal::Recover(back) } else { Proposal::Ordered };
    }
    Some(Changed { subject, item: item.clone(), before, with: now, proposal, recoveries })
}

/// What is to be said of an item to which the event added nothing that was paid too much and nothing that is to be paid besides.
fn otherwise(overpaid: Fen, outstanding: Fen) -> Proposal {
    if overpaid.is_positive() {
        Proposal::Overpaid(overpaid)
    } else if outstanding.is_positive() {
        Proposal::NotPaid(outstanding)
    } else {
        Proposal::Even
    }
}

/// The payments of an item that stayed, the last one first; each is read once, however many items it paid.
fn rooms_of(known: &Known<'_>, item: &Item, rooms: &mut BTreeMap<Place, Room>) -> Vec<Place> {
    let facts = &known.facts;
    let mut own: Vec<FactRef> = item.payments.clone();
    own.sort_by_key(|fact| std::cmp::Reverse((fact.day, fact.position)));
    let mut found = Vec::new();
    for fact in own {
        let Some(row) = facts.rows("payment.made").find(|row| row.at() == fact) else { continue };
        let number = row.text("payment_no").unwrap_or_default();
        if !facts.numbered("payment.bounced", "payment_no", number).is_empty() {
            continue;
        }
        rooms.entry(fact.position).or_insert_with(|| {
            let (left, ordered) = of_payment(facts, number, row.money("amount").unwrap_or_default());
            Room { payment: number.into(), fact, left, ordered, own: ordered_as(facts, number, known.orders) }
        });
        found.push(fact.position);
    }
    found
}

/// So much of some payments, as far as one of their sums goes; what is taken is not there for another item.
fn taken(
    mut amount: Fen,
    own: &[Place],
    rooms: &mut BTreeMap<Place, Room>,
    of: fn(&mut Room) -> &mut Fen,
) -> Vec<Recovery> {
    let mut found = Vec::new();
    for at in own {
        let Some(room) = rooms.get_mut(at) else { continue };
        let left = of(room);
        let part = amount.min(*left);
        if part.is_positive() {
            *left = left.less(part);
            amount = amount.less(part);
            found.push(Recovery { payment: Arc::clone(&room.payment), amount: part, fact: room.fact });
        }
    }
    found
}

fn sum(parts: &[Recovery]) -> Fen {
    parts.iter().map(|part| part.amount).sum()
}
