//! Intervals of a status, computed from facts.

use crate::event::{Slot, TypeId};
use crate::policy::{DaySource, FactSelection, Status, StatusFrom, StatusUntil, Successors};
use crate::position::{Engine, FactRef};
use crate::timeline::Fact;
use crate::value::{Day, Uscc};

/// An interval during which a subject is something; empty when it was ended before it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// The first day.
    pub first: Day,
    /// The first day it held for whoever it was inherited from; the first day otherwise.
    pub began: Day,
    /// Whether it came from somebody the subject continues.
    pub inherited: bool,
    /// The last day; [`Day::MAX`] when it is open.
    pub last: Day,
    /// The fact that opened it.
    pub opened_by: FactRef,
    /// The fact that ended it before its time.
    pub ended_by: Option<FactRef>,
}

impl Interval {
    /// Whether a day is inside.
    pub fn covers(&self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// Whether it was ended before it began.
    pub fn is_void(&self) -> bool {
        self.last < self.first
    }
}

impl<'a> Engine<'a> {
    /// As the facts have them.
    pub(super) fn compute(&self, subject: Uscc, status: &Status) -> Vec<Interval> {
        let mut intervals = self.own_intervals(subject, status);
        if status.inherits {
            intervals.extend(self.inherited_intervals(subject, status));
        }
        intervals.sort_by_key(|interval| (interval.first, interval.last));
        intervals
    }

    /// What those whom a subject continues were by then, from the day they were joined.
    fn inherited_intervals(&self, subject: Uscc, status: &Status) -> Vec<Interval> {
        let inherited = self.document(status.document).options.successors == Successors::Inherit;
        let lineage = self.lineage(subject, self.on, inherited);
        let mut found = Vec::new();
        for kin in lineage.iter().skip(1) {
            let own = self.own_intervals(kin.code, status).into_iter().filter(|interval| interval.first <= kin.until);
            let since =
                |interval: Interval| Interval { first: interval.first.max(kin.since), inherited: true, ..interval };
            found.extend(own.map(since).filter(|interval| !interval.is_void()));
        }
        found
    }

    fn own_intervals(&self, subject: Uscc, status: &Status) -> Vec<Interval> {
        let mut intervals = Vec::new();
        for from in &status.from {
            for fact in self.selected(subject, &from.facts, false) {
                intervals.extend(self.interval(subject, status, from, fact));
            }
        }
        intervals
    }

    fn interval(&self, subject: Uscc, status: &Status, from: &StatusFrom, fact: &Fact) -> Option<Interval> {
        let first = self.day_of(subject, fact, &from.day)?;
        let years = status.years.and_then(|years| match self.program.value(years, first)?.value {
            crate::policy::ParamValue::Whole(years) => u32::try_from(years).ok(),
            crate::policy::ParamValue::Yuan(_) | crate::policy::ParamValue::Percent(_) => None,
        });
        let stated = from.last.and_then(|last| fact.record.get(last).day());
        let natural =
            years.map_or(Day::MAX, |years| first.last_of_years(years, self.document(status.document).options.year_end));
        let natural = stated.map_or(natural, |stated| stated.min(natural));
        let kept = status.unless.is_some_and(|unless| {
            let others = self.intervals(subject, unless.enters);
            others.iter().any(|other| !other.is_void() && first <= other.first && other.first <= natural)
        });
        let mut interval = Interval {
            first,
            began: first,
            inherited: false,
            last: if kept { Day::MAX } else { natural },
            opened_by: FactRef::of(fact),
            ended_by: None,
        };
        for until in &status.until {
            self.end(subject, fact, until, &mut interval);
        }
        Some(interval)
    }

    fn end(&self, subject: Uscc, opening: &Fact, until: &StatusUntil, interval: &mut Interval) {
        match until {
            StatusUntil::Enters(other) => {
                let others = self.intervals(subject, *other);
                let next = others.iter().find(|other| !other.is_void() && other.first >= interval.first);
                if let Some(next) = next {
                    interval.cut(next.first, next.opened_by);
                }
            }
            StatusUntil::Event { facts, matching, day, by_knowledge } => {
                for fact in self.selected(subject, facts, *by_knowledge) {
                    let Some(off) = self.day_of(subject, fact, day) else { continue };
                    // An event that names no document ends only what began before its day.
                    let later = off > interval.first || (!matching.is_empty() && off == interval.first);
                    if (*by_knowledge || later) && self.agrees(opening, fact, matching) {
                        interval.cut(off, FactRef::of(fact));
                    }
                }
            }
        }
    }

    /// The facts of a subject that a selection speaks of, up to the business horizon unless they act by knowledge.
    pub(super) fn selected<'s>(
        &'s self,
        subject: Uscc,
        facts: &'s FactSelection,
        by_knowledge: bool,
    ) -> impl Iterator<Item = &'a Fact> + 's {
        self.of_subject(subject, facts.kind).filter(move |fact| {
            (by_knowledge || fact.day <= self.on)
                && fact.record.get(facts.subject).code() == Some(subject)
                && facts.filter.iter().all(|test| self.field_test(test, &fact.record, None))
        })
    }

    /// The facts of a type that name a subject in a field, up to the business horizon.
    pub(super) fn facts_of(&self, subject: Uscc, kind: TypeId, field: usize) -> impl Iterator<Item = &'a Fact> + '_ {
        let all = self.of_subject(subject, kind);
        all.filter(move |fact| fact.day <= self.on && fact.record.get(field).code() == Some(subject))
    }

    /// The day a source gives for a fact.
    pub(super) fn day_of(&self, subject: Uscc, fact: &Fact, source: &DaySource) -> Option<Day> {
        match source {
            DaySource::Fact => Some(fact.day),
            DaySource::Field(field) => fact.record.get(*field).day(),
            DaySource::PeriodEnd(field) => {
                if let Slot::Period(period) = fact.record.get(*field) {
                    Some(period.last)
                } else {
                    None
                }
            }
            DaySource::YearOf(field) => year_in(fact, *field).map(Day::year_start),
            DaySource::YearEnd(field) => year_in(fact, *field).map(Day::year_end),
            DaySource::Elsewhere { kind, matching, field } => {
                let mut others = self.of_subject(subject, *kind).filter(|other| other.day <= self.on);
                others.find(|other| self.agrees(fact, other, matching)).and_then(|other| other.record.get(*field).day())
            }
        }
    }
}

impl Interval {
    /// Ends it on the day before `off`, when that is earlier.
    fn cut(&mut self, off: Day, by: FactRef) {
        if off.prev() < self.last {
            self.last = off.prev();
            self.ended_by = Some(by);
        }
    }
}

fn year_in(fact: &Fact, field: usize) -> Option<i32> {
    fact.record.get(field).whole().and_then(|year| i32::try_from(year).ok())
}
