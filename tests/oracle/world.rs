//! What the evaluator looks at: the facts, the readings, the day asked about; and the few things every article needs.

use super::facts::{Fact, standing};
use super::readings::Readings;
use qizhang::event::Event;
use qizhang::value::{Day, Uscc};
use std::collections::BTreeMap;

/// A question: these facts, read like this, on this day.
#[derive(Debug)]
pub(super) struct World {
    /// The facts by type, each by day and content.
    facts: BTreeMap<String, Vec<Fact>>,
    pub(super) readings: Readings,
    pub(super) on: Day,
}

/// Yes, no, or a fact is missing that would tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Yes,
    No,
    Unknown,
}

/// Whom somebody continues: what it did until it was joined counts for the other since that one's own joining.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Predecessor {
    pub(super) code: Uscc,
    pub(super) until: Day,
    pub(super) since: Day,
}

/// A fraction of fen, as numerator and denominator.
pub(super) type Fraction = (i128, i128);

/// An amount an evaluation or a later document gives, where it can be meant: no more than a billion yuan.
pub(super) fn believable(fen: i128) -> Option<i128> {
    (fen <= yuan(1_000_000_000)).then_some(fen)
}

/// So many whole yuan, in fen.
pub(super) fn yuan(yuan: i128) -> i128 {
    yuan * 100
}

impl From<bool> for Answer {
    fn from(yes: bool) -> Self {
        if yes { Answer::Yes } else { Answer::No }
    }
}

impl World {
    pub(super) fn new(events: &[Event], readings: Readings, on: Day) -> Self {
        let mut facts: BTreeMap<String, Vec<Fact>> = BTreeMap::new();
        for fact in standing(events) {
            facts.entry(fact.name.clone()).or_default().push(fact);
        }
        Self { facts, readings, on }
    }

    pub(super) fn is(&self, reading: &str, option: &str) -> bool {
        self.readings.is(reading, option)
    }

    /// The facts of a type that have happened by the day asked about.
    pub(super) fn happened<'w>(&'w self, kind: &'w str) -> impl Iterator<Item = &'w Fact> {
        self.known(kind).filter(|fact| fact.day <= self.on)
    }

    /// The facts of a type that are known, whatever their day.
    pub(super) fn known<'w>(&'w self, kind: &'w str) -> impl Iterator<Item = &'w Fact> {
        self.facts.get(kind).into_iter().flatten()
    }

    /// The facts of a type about somebody that have happened.
    pub(super) fn own<'w>(&'w self, kind: &'w str, subject: Uscc) -> impl Iterator<Item = &'w Fact> {
        self.happened(kind).filter(move |fact| fact.code("uscc") == Some(subject))
    }

    /// The last day of a period of years: the anniversary, or the day before it; 28 February where there is no 29th.
    pub(super) fn last_of_years(&self, first: Day, years: i32) -> Day {
        let text = first.to_string();
        let month: u32 = text[5..7].parse().unwrap_or(1);
        let number: u32 = text[8..10].parse().unwrap_or(1);
        let year = first.year() + years;
        let anniversary = Day::new(year, month, number).or_else(|| Day::new(year, 2, 28));
        let anniversary = anniversary.unwrap_or_else(|| panic!("{first} has no anniversary"));
        if self.is("R0.2", "day_before") { anniversary.prev() } else { anniversary }
    }

    /// Rounds an item, once.
    pub(super) fn round(&self, (numerator, denominator): Fraction) -> i128 {
        let to = |unit: i128, up: i128| (numerator + up).div_euclid(denominator * unit) * unit;
        if self.is("R0.1", "down_to_yuan") {
            return to(100, 0);
        }
        let unit = if self.is("R0.1", "hundredth_wan") { 10_000 } else { 1 };
        // Half up is the floor of twice the amount and one unit more, halved.
        (2 * numerator + denominator * unit).div_euclid(2 * denominator * unit) * unit
    }

    /// Whether the document is in force: five years from its issue.
    pub(super) fn in_force(&self, day: Day) -> bool {
        let issued = Day::new(2025, 9, 5).unwrap_or(Day::MIN);
        issued <= day && day <= self.last_of_years(issued, 5)
    }

    /// Whom somebody continues: those absorbed in a merger and those split from, and theirs before that.
    pub(super) fn predecessors(&self, subject: Uscc) -> Vec<Predecessor> {
        let mut found: Vec<Predecessor> = Vec::new();
        if !self.is("R23.6", "successor_inherits") {
            return found;
        }
        let mut next = vec![Predecessor { code: subject, until: Day::MAX, since: Day::MIN }];
        while let Some(heir) = next.pop() {
            let merged = self.own("enterprise.merged", heir.code);
            let merged =
                merged.flat_map(|fact| fact.rows("absorbed").into_iter().map(|row| (row.code("uscc"), fact.day)));
            let split = self.happened("enterprise.split");
            let split = split.filter(|fact| fact.rows("into").iter().any(|row| row.code("uscc") == Some(heir.code)));
            let split = split.map(|fact| (fact.code("uscc"), fact.day));
            for (code, day) in merged.chain(split).filter(|(_, day)| *day <= heir.until) {
                let Some(code) = code else { continue };
                let earlier = Predecessor { code, until: day, since: heir.since.max(day) };
                if !found.contains(&earlier) {
                    found.push(earlier);
                    next.push(earlier);
                }
            }
        }
        found
    }

    /// The name under which a matter is the same as others: mapping events join names, in any number of steps.
    pub(super) fn same_matter(&self, one: &str, other: &str) -> bool {
        let mut reached = vec![one.to_owned()];
        let mut next = 0;
        while let Some(name) = reached.get(next).cloned() {
            next += 1;
            for (old, new) in self.happened("reference.mapped").filter_map(|fact| self.joined(fact)) {
                let across = if old == name {
                    new
                } else if new == name {
                    old
                } else {
                    continue;
                };
                if !reached.contains(&across) {
                    reached.push(across);
                }
            }
        }
        reached.iter().any(|name| name == other)
    }
    /// The two matters that a mapping joins: those it names, or those of the product, material, project or standard
    /// whose name it changes.
    fn joined(&self, mapped: &Fact) -> Option<(String, String)> {
        let (kind, old, new) = (mapped.text("kind"), mapped.text("old"), mapped.text("new"));
        match kind {
            "matter" => Some((old.to_owned(), new.to_owned())),
            "product" | "material" | "project" | "standard" if self.is("R8.3", "mapping_event") => {
                Some((format!("{kind}:{old}"), format!("{kind}:{new}")))
            }
            _ => None,
        }
    }
}
