//! Counts over subjects one relation away: who is new in a year, and for whom.

use crate::policy::{Link, Newcomers};
use crate::position::candidate::Candidate;
use crate::position::{Answer, Engine, FactRef, Quantity};
use crate::value::{Day, Uscc};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A relation between a subject and one other, while it stands.
#[derive(Debug, Clone, Copy)]
struct Tie {
    mine: Uscc,
    theirs: Uscc,
    first: Day,
    /// The first day it no longer stands.
    off: Day,
    fact: FactRef,
}

/// Somebody new for somebody: the day, the relation it happened in, and the fact.
#[derive(Debug, Clone, Copy)]
struct Arrival {
    day: Day,
    tie: Tie,
    fact: FactRef,
}

impl Engine<'_> {
    /// How many others are new for the candidate's subject in its year.
    pub(super) fn newcomers(&self, form: &Newcomers, candidate: &Candidate<'_>) -> Answer {
        let year = candidate.fact_year;
        let own = self.ties(candidate.subject, form.link, true);
        let others: BTreeSet<Uscc> = own.iter().map(|tie| tie.theirs).collect();
        let mut facts = Vec::new();
        for other in others {
            let arrivals = self.arrivals(form, other, year);
            if form.distinct {
                facts.extend(self.distinct(form, candidate.subject, other, year, &arrivals));
            } else {
                let mine = arrivals.iter().filter(|arrival| arrival.tie.mine == candidate.subject);
                let counted = mine.filter(|arrival| !form.once || chosen(&arrivals, arrival));
                facts.extend(counted.map(|arrival| arrival.fact));
            }
        }
        Answer { value: Quantity::Whole(i64::try_from(facts.len()).unwrap_or(i64::MAX)), facts }
    }

    /// One fact for a newcomer that counts once for this subject, if it does.
    fn distinct(&self, form: &Newcomers, mine: Uscc, other: Uscc, year: i32, all: &[Arrival]) -> Option<FactRef> {
        if !self.has(other, form.status, Day::year_end(year)) {
            return None;
        }
        if form.once {
            let best = all.iter().max_by_key(|arrival| (arrival.day, arrival.tie.first, Reverse(arrival.tie.mine)))?;
            return (best.tie.mine == mine).then_some(best.fact);
        }
        all.iter().find(|arrival| arrival.tie.mine == mine).map(|arrival| arrival.fact)
    }

    /// Where and when one other is new in a year: first certified while tied, or tied while holding the status.
    fn arrivals(&self, form: &Newcomers, other: Uscc, year: i32) -> Vec<Arrival> {
        let ties = self.ties(other, form.link, false);
        let intervals = self.intervals(other, form.status);
        let first = intervals.iter().find(|interval| !interval.is_void());
        let mut arrivals = Vec::new();
        for tie in &ties {
            let inside = |day: Day| day.year() == year && tie.first <= day && day < tie.off;
            if let Some(first) = first.filter(|first| inside(first.first)) {
                arrivals.push(Arrival { day: first.first, tie: *tie, fact: first.opened_by });
            }
            if tie.first.year() == year && intervals.iter().any(|interval| interval.covers(tie.first)) {
                arrivals.push(Arrival { day: tie.first, tie: *tie, fact: tie.fact });
            }
        }
        arrivals
    }

    /// The relations of a subject, as the one that gives room or as the one that takes it.
    fn ties(&self, subject: Uscc, link: Link, as_mine: bool) -> Vec<Tie> {
        let own = if as_mine { link.mine } else { link.theirs };
        let mut ends: BTreeMap<(Uscc, Uscc), Vec<Day>> = BTreeMap::new();
        for fact in self.timeline.of_subject(subject, link.until).filter(|fact| fact.day <= self.on) {
            let pair = fact.record.get(link.until_mine).code().zip(fact.record.get(link.until_theirs).code());
            if let Some(pair) = pair {
                ends.entry(pair).or_default().push(fact.day);
            }
        }
        let mut ties = Vec::new();
        for fact in self.facts_of(subject, link.from, own) {
            let pair = fact.record.get(link.mine).code().zip(fact.record.get(link.theirs).code());
            let Some((mine, theirs)) = pair else { continue };
            let closing = ends.get(&(mine, theirs)).into_iter().flatten().find(|end| **end >= fact.day);
            let off = closing.copied().unwrap_or(Day::MAX);
            ties.push(Tie { mine, theirs, first: fact.day, off, fact: FactRef::of(fact) });
        }
        ties
    }
}

/// Among arrivals of one kind and day, the later relation counts, then the smaller code.
fn chosen(all: &[Arrival], one: &Arrival) -> bool {
    let rivals = all.iter().filter(|other| other.fact.id == one.fact.id);
    let best = rivals.max_by_key(|other| (other.tie.first, Reverse(other.tie.mine)));
    best.is_none_or(|best| best.tie.mine == one.tie.mine)
}
