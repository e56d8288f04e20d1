//! Services without money: who is entitled to what, what was given, and the registers of what there is.

use crate::policy::{Condition, Duty, DutyTrigger, KeyPart, Register, RegisterEntry};
use crate::position::candidate::Candidate;
use crate::position::{Checked, DutyDue, Engine, FactRef, RegisterRow};
use crate::timeline::Fact;
use crate::value::{Day, Uscc};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A time a duty lasts, with what is in hand when its conditions are asked.
struct Occasion<'t> {
    candidate: Candidate<'t>,
    first: Day,
    last: Day,
    /// The day that decides who owes it: that of the event, or the last one of a status up to the business day.
    asked: Day,
}

impl<'a> Engine<'a> {
    /// The services a subject is owed, or was given.
    pub(super) fn duties(&self, subject: Uscc) -> Vec<DutyDue> {
        let mut owed = Vec::new();
        for duty in &self.program.duties {
            let occasions = self.occasions(subject, duty).into_iter();
            for occasion in occasions.filter(|one| self.owes(duty, subject, one.asked)) {
                let due = self.duty(subject, duty, &occasion);
                // What has no term and is over leaves a trace only where something was given.
                if due.due.is_some() || occasion.last >= self.on || !due.done.is_empty() {
                    owed.push(due);
                }
            }
        }
        owed
    }

    /// Whether the document of a duty stands on a day, and in force.
    fn owes(&self, duty: &Duty, subject: Uscc, on: Day) -> bool {
        self.document(duty.document).force.covers(on) && self.answers(duty.document, subject, on)
    }

    fn occasions(&self, subject: Uscc, duty: &Duty) -> Vec<Occasion<'a>> {
        match &duty.trigger {
            DutyTrigger::Enters(status) => {
                let intervals = self.intervals(subject, *status);
                let held = intervals.iter().filter(|interval| !interval.is_void() && interval.first <= self.on);
                let occasion = |interval: &crate::position::Interval| {
                    let mut candidate = Candidate::new(subject, Vec::new(), None, interval.first);
                    candidate.document = duty.document;
                    candidate.test_day = self.on.min(interval.last);
                    let asked = candidate.test_day;
                    Occasion { candidate, first: interval.first, last: interval.last, asked }
                };
                held.map(occasion).collect()
            }
            DutyTrigger::Event(trigger) => {
                let found = self.candidates(subject, duty.document, trigger).into_iter();
                found
                    .map(|candidate| Occasion { first: candidate.day, last: Day::MAX, asked: candidate.day, candidate })
                    .collect()
            }
        }
    }

    fn duty(&self, subject: Uscc, duty: &Duty, occasion: &Occasion<'a>) -> DutyDue {
        let ask = |condition: &Condition| {
            let mut witnesses = Vec::new();
            let holds = self.holds(&condition.test, &occasion.candidate, &mut witnesses);
            Checked { article: None, title: condition.title.clone(), holds, witnesses }
        };
        // What the document asks of everybody it asks of those it serves too.
        let gates = self.program.gates.iter().filter(|gate| gate.document == duty.document);
        let mut checks: Vec<Checked> = gates.filter_map(|gate| self.gate(gate, &occasion.candidate)).collect();
        checks.extend(duty.conditions.iter().map(ask));
        let refused = checks.iter().any(|check| check.holds == Ok(false));
        let gaps: Vec<_> = checks.iter().filter_map(|check| check.holds.clone().err()).flatten().collect();
        let inside = |fact: &&Fact| occasion.first <= fact.day && fact.day <= occasion.last;
        let done: Vec<&Fact> = self.selected(subject, &duty.done_by, false).filter(inside).collect();
        DutyDue {
            duty: duty.name.clone(),
            article: duty.article.clone(),
            title: duty.title.clone(),
            since: occasion.first,
            due: duty.within_days.map(|days| occasion.first.plus_days(days)),
            entitled: if !refused && !gaps.is_empty() { Err(gaps) } else { Ok(!refused) },
            checks,
            given: done.iter().map(|fact| amount_of(fact, duty.counts)).fold(0, i64::saturating_add),
            done: done.into_iter().map(FactRef::of).collect(),
        }
    }

    /// The rows of a register on the business day, by key; those that concern a subject where one is given.
    pub fn register(&self, register: &Register, subject: Option<Uscc>) -> Vec<RegisterRow> {
        let mut rows: BTreeMap<Vec<Arc<str>>, RegisterRow> = BTreeMap::new();
        let takes = register.takes.is_some();
        self.enter(&mut rows, Some(&register.adds), subject, |row, who, amount| {
            row.added = row.added.saturating_add(amount);
            row.hold(who.filter(|_| !takes), amount);
        });
        self.enter(&mut rows, register.takes.as_ref(), subject, |row, who, amount| {
            row.taken = row.taken.saturating_add(amount);
            row.hold(who, amount);
        });
        self.enter(&mut rows, register.returns.as_ref(), subject, |row, who, amount| {
            row.returned = row.returned.saturating_add(amount);
            row.hold(who, amount.saturating_neg());
        });
        let mut rows: Vec<RegisterRow> = rows.into_values().collect();
        for row in &mut rows {
            row.holders.retain(|_, held| *held != 0);
        }
        rows
    }

    fn enter(
        &self,
        rows: &mut BTreeMap<Vec<Arc<str>>, RegisterRow>,
        entry: Option<&RegisterEntry>,
        subject: Option<Uscc>,
        book: impl Fn(&mut RegisterRow, Option<Uscc>, i64),
    ) {
        let Some(entry) = entry else { return };
        let by_then = self.entered(entry, subject).into_iter().filter(|fact| fact.day <= self.on);
        for fact in by_then.filter(|fact| self.is_selected(fact, &entry.facts)) {
            let who = entry.subject.and_then(|field| fact.record.get(field).code());
            if subject.is_some() && who != subject {
                continue;
            }
            let key: Vec<Arc<str>> = entry.key.iter().map(|part| word_of(fact, *part)).collect();
            let row = rows.entry(key.clone()).or_insert_with(|| RegisterRow::new(key));
            book(row, who, amount_of(fact, entry.amount));
            row.facts.push(FactRef::of(fact));
        }
    }

    /// The facts an entry speaks of, by day and content; of one subject perhaps those about it alone.
    fn entered(&self, entry: &RegisterEntry, subject: Option<Uscc>) -> Vec<&'a Fact> {
        let kind = entry.facts.kind;
        let known = subject.zip(entry.subject).filter(|(_, field)| self.timeline.is_known_by(kind, *field));
        match known {
            Some((subject, _)) => self.of_subject(subject, kind).collect(),
            None => self.timeline.of_kind(kind).collect(),
        }
    }
}

impl RegisterRow {
    fn new(key: Vec<Arc<str>>) -> Self {
        Self { key, added: 0, taken: 0, returned: 0, holders: BTreeMap::new(), facts: Vec::new() }
    }

    fn hold(&mut self, who: Option<Uscc>, amount: i64) {
        let Some(who) = who else { return };
        let held = self.holders.entry(who).or_default();
        *held = held.saturating_add(amount);
    }
}

fn amount_of(fact: &Fact, field: Option<usize>) -> i64 {
    field.map_or(1, |field| fact.record.get(field).whole().unwrap_or(0))
}

fn word_of(fact: &Fact, part: KeyPart) -> Arc<str> {
    let KeyPart::Field(field) = part else { return fact.day.year().to_string().into() };
    let slot = fact.record.get(field);
    let number = slot.whole().map(|number| number.to_string().into());
    let code = || slot.code().map(|code| code.as_str().into());
    number.or_else(|| slot.text().map(Arc::from)).or_else(code).unwrap_or_else(|| Arc::from(""))
}
