//! Predicates: yes, no, or not known and why.

use crate::event::{Record, Slot};
use crate::policy::{
    FactSelection, FieldPart, FieldRef, Op, Operand, ParamId, ParamValue, Records, Selected, StatusId, TermValue, Test,
};
use crate::position::candidate::Candidate;
use crate::position::{Engine, FactRef, Gap, Quantity, Witness};
use crate::timeline::Fact;
use crate::value::{Day, Exact, Fen, Uscc, YearEnd};
use std::cmp::Ordering;

/// What a predicate answers.
pub(super) type Verdict = Result<bool, Vec<Gap>>;

impl Engine<'_> {
    /// Evaluates a predicate for a candidate and notes what it rests on.
    pub(super) fn holds(&self, test: &Test, candidate: &Candidate<'_>, seen: &mut Vec<Witness>) -> Verdict {
        match test {
            Test::All(tests) => self.every(tests, true, candidate, seen),
            Test::Any(tests) => self.every(tests, false, candidate, seen),
            Test::Not(test) => self.holds(test, candidate, seen).map(|yes| !yes),
            Test::In { field, values, renamed } => {
                let slot = candidate.slot(*field);
                if let Some(word) = part(slot, field.part) {
                    seen.push(Witness::Said(word.into()));
                }
                Ok(self.is_one_of(slot, field.part, values, renamed.as_ref()))
            }
            Test::Compare { measure, op, with } => self.compare(*measure, *op, with, candidate, seen),
            Test::Holds { status, at, besides_fact } => {
                let day = at.day(candidate.day, candidate.test_day);
                let besides = besides_fact.then(|| candidate.opening());
                Ok(self.witnessed(candidate.subject, *status, day, besides.flatten(), seen))
            }
            Test::Opens(status) => Ok(self.opens(*status, candidate, seen)),
            Test::Recorded(records) => Ok(self.recorded(records, candidate, seen)),
            Test::Followed { facts, years } => self.followed(facts, *years, candidate, seen),
            Test::Elapsed { field, years } => self.elapsed(*field, *years, candidate, seen),
            Test::Decided(term) => match self.decided(*term, candidate)? {
                TermValue::Flag(flag) => Ok(flag),
                TermValue::Amount(_) | TermValue::Percent(_) | TermValue::Whole(_) => Err(vec![Gap::Uncomputable]),
            },
        }
    }

    /// All (or any) of some predicates: one that decides is enough, whatever else is not known.
    fn every(&self, tests: &[Test], all: bool, candidate: &Candidate<'_>, seen: &mut Vec<Witness>) -> Verdict {
        let mut gaps = Vec::new();
        for test in tests {
            match self.holds(test, candidate, seen) {
                Ok(yes) if yes != all => return Ok(yes),
                Ok(_) => {}
                Err(unknown) => gaps.extend(unknown),
            }
        }
        if gaps.is_empty() { Ok(all) } else { Err(gaps) }
    }

    /// A test on a record's own fields, which is always known. Other predicates do not hold here.
    pub(super) fn field_test(&self, test: &Test, record: &Record, row: Option<&Record>) -> bool {
        match test {
            Test::All(tests) => tests.iter().all(|test| self.field_test(test, record, row)),
            Test::Any(tests) => tests.iter().any(|test| self.field_test(test, record, row)),
            Test::Not(test) => !self.field_test(test, record, row),
            Test::In { field, values, renamed } => {
                self.is_one_of(slot_of(*field, record, row), field.part, values, renamed.as_ref())
            }
            Test::Compare { .. }
            | Test::Holds { .. }
            | Test::Opens(_)
            | Test::Decided(_)
            | Test::Recorded(_)
            | Test::Followed { .. }
            | Test::Elapsed { .. } => false,
        }
    }

    /// Whether a slot is one of some values, under the name it was recorded by or another that means the same.
    fn is_one_of(&self, slot: &Slot, of: FieldPart, values: &[Operand], renamed: Option<&Selected>) -> bool {
        let named = || {
            let names = part(slot, of).map_or_else(Vec::new, |word| self.other_names(renamed, word));
            names.into_iter().any(|name| values.contains(&Operand::Text(name)))
        };
        values.iter().any(|value| self.slot_is(slot, of, value)) || named()
    }

    fn slot_is(&self, slot: &Slot, of: FieldPart, value: &Operand) -> bool {
        match value {
            Operand::Text(word) => part(slot, of) == Some(word),
            Operand::Whole(number) => slot.whole() == Some(*number),
            Operand::Flag(flag) => slot.flag() == Some(*flag),
            Operand::Parameter(id) => match self.program.value(*id, self.on).map(|value| value.value) {
                Some(ParamValue::Yuan(fen)) => slot.money() == Some(fen),
                Some(ParamValue::Percent(ratio)) => slot.percent() == Some(ratio),
                Some(ParamValue::Whole(number)) => slot.whole() == Some(number),
                None => false,
            },
            // Only measures are compared with terms.
            Operand::Term(_) => false,
        }
    }

    fn compare(
        &self,
        measure: crate::policy::MeasureId,
        op: Op,
        with: &Operand,
        candidate: &Candidate<'_>,
        seen: &mut Vec<Witness>,
    ) -> Verdict {
        let answer = self.measure(measure, candidate)?;
        let other = match with {
            Operand::Text(word) => Quantity::Text(word.clone()),
            Operand::Whole(number) => Quantity::Whole(*number),
            Operand::Flag(flag) => Quantity::Flag(*flag),
            Operand::Parameter(id) => match self.program.value(*id, candidate.days()).map(|value| value.value) {
                Some(ParamValue::Yuan(fen)) => Quantity::Money(fen),
                Some(ParamValue::Percent(ratio)) => Quantity::Percent(ratio),
                Some(ParamValue::Whole(number)) => Quantity::Whole(number),
                None => return Err(vec![Gap::Uncomputable]),
            },
            Operand::Term(term) => self.decided(*term, candidate)?.into(),
        };
        let order = order(&answer.value, &other).ok_or_else(|| vec![Gap::Uncomputable])?;
        seen.push(Witness::Measured(measure, answer));
        Ok(match op {
            Op::Equal => order == Ordering::Equal,
            Op::Below => order == Ordering::Less,
            Op::AtMost => order != Ordering::Greater,
            Op::Above => order == Ordering::Greater,
            Op::AtLeast => order != Ordering::Less,
        })
    }

    /// Whether a subject has a status on a day.
    pub(super) fn has(&self, subject: Uscc, status: StatusId, day: Day) -> bool {
        self.intervals(subject, status).iter().any(|interval| interval.covers(day))
    }

    fn witnessed(
        &self,
        subject: Uscc,
        status: StatusId,
        day: Day,
        besides: Option<crate::value::EventId>,
        seen: &mut Vec<Witness>,
    ) -> bool {
        let intervals = self.intervals(subject, status);
        let mut inside =
            intervals.iter().filter(|interval| interval.covers(day) && Some(interval.opened_by.id) != besides);
        match inside.next() {
            Some(interval) => {
                seen.push(Witness::Held(status, day, *interval));
                true
            }
            None => {
                seen.push(Witness::NotHeld(status, day, intervals.len()));
                false
            }
        }
    }

    /// Whether an event agrees with the fact in hand, whenever it happened.
    fn recorded(&self, records: &Records, candidate: &Candidate<'_>, seen: &mut Vec<Witness>) -> bool {
        let Some(own) = candidate.facts.first() else { return false };
        let found = self.recording(own, records);
        seen.push(Witness::Found(records.kind, found.map(FactRef::of)));
        found.is_some()
    }

    /// The first event that agrees with a fact, by day and content.
    fn recording(&self, own: &Fact, records: &Records) -> Option<&Fact> {
        // What has one name alone must be the same in both: whatever says something else there is not looked at.
        let alike = records.matching.iter().filter(|pair| !pair.may_be_renamed()).find_map(|pair| {
            let id = Slot::Id(own.id);
            let slot = pair.mine.map_or(&id, |field| own.record.get(field));
            self.timeline.saying_as(records.kind, pair.theirs, slot)
        });
        let agrees = |fact: &&Fact| self.agrees(own, fact, &records.matching);
        match alike {
            Some(alike) => alike.into_iter().filter_map(|ix| self.timeline.fact(ix)).find(agrees),
            None => self.timeline.of_kind(records.kind).find(agrees),
        }
    }

    /// Whether an event follows the fact in time, or there still is time.
    fn followed(
        &self,
        facts: &FactSelection,
        years: ParamId,
        candidate: &Candidate<'_>,
        seen: &mut Vec<Witness>,
    ) -> Verdict {
        let end = self.document(candidate.document).options.year_end;
        let last = self.years_after(candidate.day, (years, end), candidate).ok_or_else(|| vec![Gap::Uncomputable])?;
        let mut later = self.selected(candidate.subject, facts, false);
        let found = later.find(|fact| candidate.day < fact.day && fact.day <= last);
        seen.push(Witness::Found(facts.kind, found.map(FactRef::of)));
        seen.push(Witness::Term(last));
        Ok(found.is_some() || self.on <= last)
    }

    /// Whether so many years had passed on the day of the fact.
    fn elapsed(&self, field: usize, years: ParamId, candidate: &Candidate<'_>, seen: &mut Vec<Witness>) -> Verdict {
        let since = candidate.facts.first().and_then(|fact| fact.record.get(field).day());
        let over = since.and_then(|since| self.years_after(since, (years, YearEnd::AnniversaryInclusive), candidate));
        let over = over.ok_or_else(|| vec![Gap::Uncomputable])?;
        seen.push(Witness::Term(over));
        Ok(over <= candidate.day)
    }

    /// The last day of a period of years that begins on a day.
    fn years_after(&self, day: Day, (years, end): (ParamId, YearEnd), candidate: &Candidate<'_>) -> Option<Day> {
        let years = u32::try_from(self.whole(years, candidate.days())?).ok()?;
        Some(day.last_of_years(years, end))
    }

    fn opens(&self, status: StatusId, candidate: &Candidate<'_>, seen: &mut Vec<Witness>) -> bool {
        let intervals = self.intervals(candidate.subject, status);
        let opened = intervals.iter().find(|interval| Some(interval.opened_by.id) == candidate.opening());
        match opened.filter(|interval| !interval.is_void()) {
            Some(interval) => {
                seen.push(Witness::Held(status, interval.first, *interval));
                true
            }
            None => {
                seen.push(Witness::NotHeld(status, candidate.day, intervals.len()));
                false
            }
        }
    }
}

/// The slot a field reference means.
pub(super) fn slot_of<'r>(field: FieldRef, record: &'r Record, row: Option<&'r Record>) -> &'r Slot {
    match (field.of_row, row) {
        (true, Some(row)) => row.get(field.index),
        (true, None) => &Slot::Absent,
        (false, _) => record.get(field.index),
    }
}

/// The text of a slot, or of the part of a standard number that is meant.
pub(super) fn part(slot: &Slot, part: FieldPart) -> Option<&str> {
    match (slot, part) {
        (_, FieldPart::Whole) => slot.text(),
        (Slot::Standard(number), FieldPart::Prefix) => Some(number.prefix()),
        (Slot::Standard(number), FieldPart::Suffix) => Some(number.suffix()),
        (Slot::Standard(number), FieldPart::Province) => Some(number.province()),
        (Slot::Standard(number), FieldPart::Series) => Some(number.series()),
        (_, FieldPart::Prefix | FieldPart::Suffix | FieldPart::Province | FieldPart::Series) => None,
    }
}

fn order(left: &Quantity, right: &Quantity) -> Option<Ordering> {
    Some(match (left, right) {
        (Quantity::Money(a), Quantity::Money(b)) => a.cmp(b),
        (Quantity::Exact(a), Quantity::Money(b)) => a.cmp(&Exact::from_fen(*b)),
        // A bare number that money is compared with is yuan; nothing is nothing in any unit.
        (Quantity::Exact(a), Quantity::Whole(0)) => a.cmp(&Exact::from_fen(Fen::ZERO)),
        (Quantity::Money(a), Quantity::Whole(0)) => a.cmp(&Fen::ZERO),
        (Quantity::Percent(a), Quantity::Percent(b)) => a.cmp(b),
        (Quantity::Whole(a), Quantity::Whole(b)) => a.cmp(b),
        (Quantity::Day(a), Quantity::Day(b)) => a.cmp(b),
        (Quantity::Flag(a), Quantity::Flag(b)) => a.cmp(b),
        (Quantity::Text(a), Quantity::Text(b)) => a.cmp(b),
        _ => return None,
    })
}
