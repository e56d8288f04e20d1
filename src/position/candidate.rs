//! Candidates: the facts a grant speaks of, each with its day, year and keys.

use crate::event::{Record, Slot, TypeId};
use crate::policy::{Days, FieldRef, StatusId, Template, TemplatePart, Trigger, TriggerForm, YearOf};
use crate::position::Engine;
use crate::position::term::Asked;
use crate::position::test::{part, slot_of};
use crate::timeline::Fact;
use crate::value::{Day, EventId, Uscc};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A fact, row or group a grant may pay, with the days it is judged by.
#[derive(Debug, Clone)]
pub(super) struct Candidate<'t> {
    pub(super) subject: Uscc,
    /// The document of the grant or duty it is a candidate for.
    pub(super) document: usize,
    /// The facts; several for a group, none for a year.
    pub(super) facts: Vec<&'t Fact>,
    pub(super) row: Option<&'t Record>,
    pub(super) day: Day,
    pub(super) fact_year: i32,
    /// The fact that names the matter, when it is not the first one.
    pub(super) source: Option<&'t Fact>,
    /// The day of that fact as the status dates it.
    pub(super) source_day: Option<Day>,
    pub(super) test_day: Day,
    pub(super) application_year: i32,
    pub(super) governed_on: Day,
    /// The day of the application.
    pub(super) applied_on: Day,
    pub(super) asked: Asked,
}

impl<'t> Candidate<'t> {
    pub(super) fn new(subject: Uscc, facts: Vec<&'t Fact>, row: Option<&'t Record>, day: Day) -> Self {
        let fact_year = day.year();
        let application_year = fact_year.saturating_add(1);
        Self {
            subject,
            document: 0,
            facts,
            row,
            day,
            fact_year,
            source: None,
            source_day: None,
            test_day: day,
            application_year,
            governed_on: day,
            applied_on: day,
            asked: Asked::default(),
        }
    }

    /// The slot a field reference means in the row or fact in hand.
    pub(super) fn slot(&self, field: FieldRef) -> &Slot {
        self.facts.first().map_or(&Slot::Absent, |fact| slot_of(field, &fact.record, self.row))
    }

    /// The fact that names the matter.
    fn naming(&self) -> Option<&'t Fact> {
        self.source.or_else(|| self.facts.first().copied())
    }

    /// The event that opens the status interval a condition speaks of.
    pub(super) fn opening(&self) -> Option<EventId> {
        self.naming().map(|fact| fact.id)
    }

    /// The days by which values are looked up.
    pub(super) fn days(&self) -> Days {
        Days { governing: self.governed_on, fact: self.day, application: self.applied_on }
    }

    /// A year that belongs to the candidate.
    pub(super) fn year_of(&self, of: YearOf) -> i32 {
        match of {
            YearOf::Fact => self.fact_year,
            YearOf::Source => self.source_day.map_or(self.fact_year, Day::year),
            YearOf::Application => self.application_year,
        }
    }

    /// A key of this candidate; what the amount table knows is asked for where the key names it.
    pub(super) fn key(&self, template: &Template, tabled: impl Fn(&TemplatePart) -> Arc<str>) -> Arc<str> {
        let mut key = String::new();
        for piece in &template.0 {
            match piece {
                TemplatePart::Words(words) => key.push_str(words),
                TemplatePart::Year => key.push_str(&self.fact_year.to_string()),
                TemplatePart::Tier | TemplatePart::Renamed => key.push_str(&tabled(piece)),
                TemplatePart::Field(fields) => key.push_str(self.field_text(fields).unwrap_or_default()),
            }
        }
        key.into()
    }

    fn field_text(&self, fields: &[(TypeId, FieldRef)]) -> Option<&'t str> {
        let fact = self.naming()?;
        let (_, field) = fields.iter().find(|(kind, _)| *kind == fact.kind)?;
        part(slot_of(*field, &fact.record, self.row), field.part)
    }
}

impl<'a> Engine<'a> {
    /// The facts, rows, groups or years a trigger of a grant speaks of.
    pub(super) fn candidates(&self, subject: Uscc, document: usize, trigger: &Trigger) -> Vec<Candidate<'a>> {
        let mut found = match &trigger.form {
            TriggerForm::Event { kind, subject: code } => self
                .facts_of(subject, *kind, *code)
                .filter_map(|fact| {
                    Some(Candidate::new(subject, vec![fact], None, self.trigger_day(subject, fact, trigger)?))
                })
                .collect(),
            TriggerForm::Row { kind, rows, code } => self.row_candidates(subject, trigger, (*kind, *rows, *code)),
            TriggerForm::Group { kind, subject: code, by } => {
                self.groups(subject, (document, trigger), (*kind, *code), by)
            }
            TriggerForm::Year { kinds, link, mine } => self.years(subject, kinds, *link, *mine),
            TriggerForm::While(status) => self.years_while(subject, *status),
        };
        for candidate in &mut found {
            candidate.document = document;
        }
        if let Some(status) = trigger.source {
            found.retain_mut(|candidate| {
                let intervals = self.intervals(subject, status);
                let held = intervals.iter().find(|interval| interval.covers(candidate.day));
                candidate.source = held.and_then(|interval| self.timeline.by_id(interval.opened_by.id));
                candidate.source_day = held.map(|interval| interval.began);
                candidate.source.is_some()
            });
        }
        if let Some(filter) = &trigger.filter {
            found.retain(|candidate| self.holds(filter, candidate, &mut Vec::new()) == Ok(true));
        }
        found
    }

    /// The day of the fact; the event's own while another event that would tell it is missing.
    fn trigger_day(&self, subject: Uscc, fact: &Fact, trigger: &Trigger) -> Option<Day> {
        let day = self.day_of(subject, fact, &trigger.day).unwrap_or(fact.day);
        (day <= self.on).then_some(day)
    }

    fn row_candidates(
        &self,
        subject: Uscc,
        trigger: &Trigger,
        (kind, rows, code): (TypeId, usize, usize),
    ) -> Vec<Candidate<'a>> {
        let mut found = Vec::new();
        for fact in self.of_subject(subject, kind).filter(|fact| fact.day <= self.on) {
            let Some(day) = self.trigger_day(subject, fact, trigger) else { continue };
            let own = fact.record.get(rows).rows().iter().filter(|row| row.get(code).code() == Some(subject));
            found.extend(own.map(|row| Candidate::new(subject, vec![fact], Some(row), day)));
        }
        found
    }

    /// One candidate per calendar year and combination of fields; its day is that of the last fact.
    fn groups(
        &self,
        subject: Uscc,
        (document, trigger): (usize, &Trigger),
        (kind, code): (TypeId, usize),
        by: &[usize],
    ) -> Vec<Candidate<'a>> {
        let mut groups: BTreeMap<(i32, Vec<Slot>), Candidate<'a>> = BTreeMap::new();
        for fact in self.facts_of(subject, kind, code) {
            let Some(day) = self.trigger_day(subject, fact, trigger) else { continue };
            // What makes no item by itself belongs to no group either.
            let mut alone = Candidate::new(subject, vec![fact], None, day);
            alone.document = document;
            let passes = |filter| self.holds(filter, &alone, &mut Vec::new()) == Ok(true);
            if !trigger.filter.as_ref().is_none_or(passes) {
                continue;
            }
            let key = (day.year(), by.iter().map(|field| fact.record.get(*field).clone()).collect());
            let group = groups.entry(key).or_insert_with(|| Candidate::new(subject, Vec::new(), None, day));
            group.facts.push(fact);
            group.day = group.day.max(day);
        }
        groups.into_values().collect()
    }

    /// One candidate per finished calendar year in which a relation stood, dated 31 December.
    fn years(&self, subject: Uscc, kinds: &[Arc<str>], link: TypeId, mine: usize) -> Vec<Candidate<'a>> {
        if !self.kind_of(subject).is_some_and(|kind| kinds.iter().any(|known| **known == *kind)) {
            return Vec::new();
        }
        let Some(first) = self.facts_of(subject, link, mine).map(|fact| fact.day.year()).min() else {
            return Vec::new();
        };
        let years = (first..=self.on.year()).filter(|year| Day::year_end(*year) <= self.on);
        years.map(|year| Candidate::new(subject, Vec::new(), None, Day::year_end(year))).collect()
    }

    /// One candidate per finished calendar year in which the subject had a status for a day, dated 31 December.
    fn years_while(&self, subject: Uscc, status: StatusId) -> Vec<Candidate<'a>> {
        let intervals = self.intervals(subject, status);
        let held = intervals.iter().filter(|interval| !interval.is_void());
        let years: BTreeSet<i32> =
            held.flat_map(|interval| interval.first.year()..=interval.last.min(self.on).year()).collect();
        let over = years.into_iter().map(Day::year_end).filter(|last| *last <= self.on);
        over.map(|last| Candidate::new(subject, Vec::new(), None, last)).collect()
    }

    /// What kind of subject its last registration says it is, as the facts have it.
    pub(super) fn registered_kind(&self, subject: Uscc) -> Option<&'a str> {
        let [code, kind] = self.words.registered.fields;
        self.facts_of(subject, self.words.registered.kind, code).last().and_then(|fact| fact.record.get(kind).text())
    }
}
