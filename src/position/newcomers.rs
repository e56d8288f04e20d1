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
    /// Whether the status was entered, rather than brought along.
    certified: bool,
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
            if !form.distinct {
                // Each way of being new by itself, and nobody twice in one of them.
                let (certified, landed): (Vec<Arrival>, Vec<Arrival>) =
                    arrivals.into_iter().partition(|arrival| arrival.certified);
                facts.extend(counted(form, candidate.subject, &certified));
                facts.extend(counted(form, candidate.subject, &landed));
            } else if self.has(other, form.status, Day::year_end(year)) {
                facts.extend(counted(form, candidate.subject, &arrivals));
            }
        }
        Answer { value: Quantity::Whole(i64::try_from(facts.len()).unwrap_or(i64::MAX)), facts }
    }

    /// Where and when one other is new in a year: first certified while tied, or tied while holding the status.
    fn arrivals(&self, form: &Newcomers, other: Uscc, year: i32) -> Vec<Arrival> {
        let ties = self.ties(other, form.link, false);
        let intervals = self.intervals(other, form.status);
        let standing = || intervals.iter().filter(|interval| !interval.is_void());
        let earliest = standing().map(|interval| interval.first).min();
        let first = standing().find(|interval| !interval.inherited && Some(interval.first) == earliest);
        let mut arrivals = Vec::new();
        for tie in &ties {
            let inside = |day: Day| day.year() == year && tie.first <= day && day < tie.off;
            if let Some(first) = first.filter(|first| inside(first.first)) {
                arrivals.push(Arrival { day: first.first, tie: *tie, fact: first.opened_by, certified: true });
            }
            if tie.first.year() == year && intervals.iter().any(|interval| interval.covers(tie.first)) {
                arrivals.push(Arrival { day: tie.first, tie: *tie, fact: tie.fact, certified: false });
            }
        }
        arrivals
    }

    /// The relations of a subject, as the one that gives room or as the one that takes it.
    fn ties(&self, subject: Uscc, link: Link, as_mine: bool) -> Vec<Tie> {
        let own = if as_mine { link.mine } else { link.theirs };
        let mut ends: BTreeMap<(Uscc, Uscc), Vec<Day>> = BTreeMap::new();
        for fact in self.of_subject(subject, link.until).filter(|fact| fact.day <= self.on) {
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

/// One fact for somebody new, if it counts here: of several relations the one of the last event, then the later
/// relation, then the smaller code.
fn counted(form: &Newcomers, mine: Uscc, arrivals: &[Arrival]) -> Option<FactRef> {
    if !form.once {
        return arrivals.iter().find(|arrival| arrival.tie.mine == mine).map(|arrival| arrival.fact);
    }
    let best = arrivals.iter().max_by_key(|arrival| (arrival.day, arrival.tie.first, Reverse(arrival.tie.mine)))?;
    (best.tie.mine == mine).then_some(best.fact)
}
