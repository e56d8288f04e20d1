//! Which items of two arms are one line.

use crate::position::{FactRef, Item};
use crate::value::Fen;

/// What one grant gives a subject for the same facts, in two arms. Mostly that is one item in each. Where a reading makes several
/// items of one, or names the matter otherwise, all that share a fact are one line, so that a new name alone is no difference.
#[derive(Debug, Clone, Default)]
pub struct Line<'a> {
    /// The items as they are.
    pub base: Vec<&'a Item>,
    /// The items as supposed.
    pub supposed: Vec<&'a Item>,
}

/// How a line differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delta {
    /// What is due is known in both arms, and so much more in the supposed one.
    By(Fen),
    /// It was known and is not any more.
    Opened(Fen),
    /// It was not known and is.
    Settled(Fen),
    /// It is not known in either.
    Open,
}

/// The lines of one subject.
pub fn lines<'a>(base: &'a [Item], supposed: &'a [Item]) -> Vec<Line<'a>> {
    let mut pairing = Pairing {
        base: base.iter().map(Some).collect(),
        supposed: supposed.iter().map(Some).collect(),
        found: Vec::new(),
    };
    pairing
        .pair(|one, other| is_named_alike(one, other) && one.fact_year == other.fact_year && one.facts == other.facts);
    pairing.pair(|one, other| is_named_alike(one, other) && one.fact_year == other.fact_year);
    pairing.pair(is_named_alike);
    pairing.group();
    pairing.found
}

fn is_named_alike(one: &Item, other: &Item) -> bool {
    one.grant_id == other.grant_id && one.matter == other.matter
}

fn share(one: &[FactRef], other: &[FactRef]) -> bool {
    one.iter().any(|fact| other.iter().any(|known| known.id == fact.id))
}

/// The items not in a line yet, and the lines found.
struct Pairing<'a> {
    base: Vec<Option<&'a Item>>,
    supposed: Vec<Option<&'a Item>>,
    found: Vec<Line<'a>>,
}

impl<'a> Pairing<'a> {
    /// One item of each arm makes a line where they agree; arms of mostly the same items stand in mostly the same order.
    fn pair(&mut self, agree: impl Fn(&Item, &Item) -> bool) {
        let mut next = 0;
        for free in &mut self.base {
            let Some(item) = *free else { continue };
            let (before, after) = self.supposed.split_at_mut_checked(next).unwrap_or((&mut [], &mut []));
            let ahead = after.iter_mut().enumerate().find(|(_, other)| other.is_some_and(|other| agree(item, other)));
            let other = match ahead {
                Some((at, other)) => {
                    next = next.saturating_add(at).saturating_add(1);
                    Some(other)
                }
                None => before.iter_mut().find(|other| other.is_some_and(|other| agree(item, other))),
            };
            if let Some(other) = other.and_then(Option::take) {
                *free = None;
                self.found.push(Line { base: vec![item], supposed: vec![other] });
            }
        }
    }

    /// What is left of a grant is one line as far as it shares facts.
    fn group(&mut self) {
        let mut groups: Vec<Line<'a>> = Vec::new();
        let left = |items: &mut Vec<Option<&'a Item>>| items.drain(..).flatten().collect::<Vec<_>>();
        for item in left(&mut self.base) {
            join(&mut groups, item).base.push(item);
        }
        for item in left(&mut self.supposed) {
            join(&mut groups, item).supposed.push(item);
        }
        self.found.extend(groups);
    }
}

/// The group an item belongs to; groups it joins become one.
fn join<'g, 'a>(groups: &'g mut Vec<Line<'a>>, item: &Item) -> &'g mut Line<'a> {
    let belongs = |group: &Line<'a>| {
        group.items().any(|known| known.grant_id == item.grant_id && share(&known.facts, &item.facts))
    };
    let mut own = Line::default();
    groups.retain(|group| {
        let joins = belongs(group);
        if joins {
            own.base.extend(&group.base);
            own.supposed.extend(&group.supposed);
        }
        !joins
    });
    groups.push(own);
    let last = groups.len().saturating_sub(1);
    #[expect(clippy::indexing_slicing, reason = "one was pushed just now")]
    &mut groups[last]
}

impl<'a> Line<'a> {
    /// An item that is the same in both arms.
    pub fn same(item: &'a Item) -> Self {
        Self { base: vec![item], supposed: vec![item] }
    }

    /// The items of both arms, those that are first.
    pub fn items(&self) -> impl Iterator<Item = &'a Item> + '_ {
        self.base.iter().chain(&self.supposed).copied()
    }

    /// The item it is told by: the first as supposed, or as it is where there is none any more.
    pub fn told_by(&self) -> Option<&'a Item> {
        self.supposed.first().or(self.base.first()).copied()
    }

    /// The only item in each arm.
    pub fn pair(&self) -> Option<(&'a Item, &'a Item)> {
        match (self.base.as_slice(), self.supposed.as_slice()) {
            ([one], [other]) => Some((one, other)),
            _ => None,
        }
    }

    /// How it differs. An item that is not there gives nothing.
    pub fn delta(&self) -> Delta {
        match (due(&self.base), due(&self.supposed)) {
            (Some(base), Some(supposed)) => Delta::By(supposed.minus(base)),
            (Some(base), None) => Delta::Opened(base),
            (None, Some(supposed)) => Delta::Settled(supposed),
            (None, None) => Delta::Open,
        }
    }

    /// What is due in each arm, where it is known.
    pub fn due(&self) -> (Option<Fen>, Option<Fen>) {
        (due(&self.base), due(&self.supposed))
    }
}

/// What some items give together, where all of them are known.
fn due(items: &[&Item]) -> Option<Fen> {
    items.iter().map(|item| item.is_known().then_some(item.net)).sum()
}

impl Delta {
    /// Whether there is a difference to be told.
    pub fn is_some(self) -> bool {
        match self {
            Delta::By(amount) => amount != Fen::ZERO,
            Delta::Opened(_) | Delta::Settled(_) => true,
            Delta::Open => false,
        }
    }
}
