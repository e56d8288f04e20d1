//! Candidates: the facts a grant speaks of, each with its day, year and keys; and the item each becomes.

use crate::event::{Record, Slot, TypeId};
use crate::policy::{
    FieldRef, Gate, Grant, LatestForm, Measure, MeasureForm, Template, TemplatePart, Trigger, TriggerForm, YearOf,
};
use crate::position::money::{Account, Accounts};
use crate::position::owner::Prospect;
use crate::position::term::Asked;
use crate::position::test::{part, slot_of};
use crate::position::{
    Application, ApplicationBasis, Engine, FactRef, Finding, Gap, Issue, IssueKind, Item, Limited, Outcome,
};
use crate::timeline::Fact;
use crate::value::{Day, EventId, Fen, Uscc};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A fact, row or group a grant may pay, with the days it is judged by.
#[derive(Debug, Clone)]
pub(super) struct Candidate<'t> {
    pub(super) subject: Uscc,
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
    pub(super) asked: Asked,
}

impl<'t> Candidate<'t> {
    fn new(subject: Uscc, facts: Vec<&'t Fact>, row: Option<&'t Record>, day: Day) -> Self {
        let fact_year = day.year();
        let application_year = fact_year.saturating_add(1);
        Self {
            subject,
            facts,
            row,
            day,
            fact_year,
            source: None,
            source_day: None,
            test_day: day,
            application_year,
            governed_on: day,
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

    /// A year that belongs to the candidate.
    pub(super) fn year_of(&self, of: YearOf) -> i32 {
        match of {
            YearOf::Fact => self.fact_year,
            YearOf::Source => self.source_day.map_or(self.fact_year, Day::year),
            YearOf::Application => self.application_year,
        }
    }

    /// A key of this candidate.
    pub(super) fn key(&self, template: &Template) -> Arc<str> {
        let mut key = String::new();
        for piece in &template.0 {
            match piece {
                TemplatePart::Words(words) => key.push_str(words),
                TemplatePart::Year => key.push_str(&self.fact_year.to_string()),
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
    /// One item per fact and grant, each judged by itself; choice, caps and payments come after.
    pub(super) fn items(&self, subject: Uscc, issues: &mut Vec<Issue>) -> Vec<Item> {
        let accounts = Accounts::of(self, subject, issues);
        let mut prospects = Vec::new();
        for (number, grant) in self.program.grants.iter().enumerate() {
            for candidate in grant.triggers.iter().flat_map(|trigger| self.candidates(subject, trigger)) {
                prospects.push(Prospect { number, grant, matter: candidate.key(&grant.matter), candidate });
            }
        }
        prospects
            .sort_by(|a, b| (a.candidate.day, &a.grant.id, &a.matter).cmp(&(b.candidate.day, &b.grant.id, &b.matter)));
        let owners = self.owners(&prospects, &accounts);
        let mut items: Vec<Item> = Vec::with_capacity(prospects.len());
        for (index, prospect) in prospects.iter().enumerate() {
            let account = accounts.get(&prospect.grant.id, &prospect.matter);
            let own = owners.values().any(|owner| *owner == index);
            let approval = account.filter(|_| own).and_then(Account::first_approval);
            items.push(self.item(prospect, approval, issues));
        }
        accounts.assign(self.program, &owners, &mut items, issues);
        items
    }

    fn candidates(&self, subject: Uscc, trigger: &Trigger) -> Vec<Candidate<'a>> {
        let mut found = match &trigger.form {
            TriggerForm::Event { kind, subject: code } => self
                .facts_of(subject, *kind, *code)
                .filter_map(|fact| {
                    Some(Candidate::new(subject, vec![fact], None, self.trigger_day(subject, fact, trigger)?))
                })
                .collect(),
            TriggerForm::Row { kind, rows, code } => self.row_candidates(subject, trigger, (*kind, *rows, *code)),
            TriggerForm::Group { kind, subject: code, by } => self.groups(subject, trigger, (*kind, *code), by),
            TriggerForm::Year { kinds, link, mine } => self.years(subject, kinds, *link, *mine),
        };
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
        for fact in self.timeline.of_subject(subject, kind).filter(|fact| fact.day <= self.on) {
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
        trigger: &Trigger,
        (kind, code): (TypeId, usize),
        by: &[usize],
    ) -> Vec<Candidate<'a>> {
        let mut groups: BTreeMap<(i32, Vec<Slot>), Candidate<'a>> = BTreeMap::new();
        for fact in self.facts_of(subject, kind, code) {
            let Some(day) = self.trigger_day(subject, fact, trigger) else { continue };
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

    /// What kind of subject the last registration says it is.
    pub(super) fn kind_of(&self, subject: Uscc) -> Option<&'a str> {
        let [code, kind] = self.words.registered.fields;
        self.facts_of(subject, self.words.registered.kind, code).last().and_then(|fact| fact.record.get(kind).text())
    }

    /// The item of a prospect, given the first approval when it belongs to this one.
    pub(super) fn item(&self, prospect: &Prospect<'a>, approval: Option<FactRef>, issues: &mut Vec<Issue>) -> Item {
        let grant = prospect.grant;
        let mut candidate = prospect.candidate.clone();
        let application = self.application(candidate.subject, candidate.day, candidate.fact_year, approval);
        candidate.test_day = application.test_day;
        candidate.application_year = application.day.year();
        // A document is read as it stands when it governs; before its issue its first values count.
        candidate.governed_on = application.governed_on.max(self.program.force.first);
        let mut item = blank(prospect, &candidate, application);
        item.readings.extend(self.program.common_readings.iter().cloned());
        self.judge(grant, &candidate, &mut item);
        item.decided = candidate.asked.take();
        self.conflicts(grant, &candidate, issues);
        self.unfit_decisions(&candidate, issues);
        item
    }

    /// Governing document, gates, conditions, amount: the first that fails decides.
    fn judge(&self, grant: &Grant, candidate: &Candidate<'a>, item: &mut Item) {
        if !self.program.force.covers(item.application.governed_on) {
            item.outcome = Outcome::NoGoverningPolicy(item.application.governed_on);
            return;
        }
        for gate in &self.program.gates {
            self.ask_gate(gate, candidate, item);
        }
        for condition in &grant.conditions {
            let mut witnesses = Vec::new();
            let holds = self.holds(&condition.test, candidate, &mut witnesses);
            item.findings.push(Finding { article: None, title: condition.title.clone(), holds, witnesses });
        }
        if let Some(failed) = item.findings.iter().position(|finding| finding.holds == Ok(false)) {
            item.outcome = Outcome::Refused(failed);
            return;
        }
        let mut gaps: Vec<Gap> =
            item.findings.iter().filter_map(|finding| finding.holds.clone().err()).flatten().collect();
        match self.price(&grant.amount, candidate) {
            Err(unknown) => gaps.extend(unknown),
            Ok(priced) if gaps.is_empty() => {
                item.formula = Some(priced.formula);
                item.exact = Some(priced.exact);
                item.divided_by = priced.divided_by;
                item.limited = priced.limited;
                item.gross = priced.gross;
            }
            Ok(_) => {}
        }
        gaps.sort();
        gaps.dedup();
        item.outcome = match (gaps.is_empty(), item.application.basis) {
            (false, _) => Outcome::Undetermined(gaps),
            (true, ApplicationBasis::Missed) => Outcome::MissedCall,
            (true, _) => Outcome::Due,
        };
    }

    fn ask_gate(&self, gate: &Gate, candidate: &Candidate<'a>, item: &mut Item) {
        let kind = self.kind_of(candidate.subject);
        if kind.is_some_and(|kind| !gate.payees.iter().any(|payee| **payee == *kind)) {
            return;
        }
        let mut witnesses = Vec::new();
        let known =
            gate.needs.as_ref().is_none_or(|needs| self.selected(candidate.subject, needs, false).next().is_some());
        let holds = match &gate.needs {
            Some(needs) if !known => Err(vec![Gap::Fact { kind: needs.kind, measure: None }]),
            Some(_) | None => self.holds(&gate.test, candidate, &mut witnesses),
        };
        item.readings.extend(gate.readings.iter().cloned());
        item.findings.push(Finding {
            article: Some(gate.article.clone()),
            title: gate.title.clone(),
            holds,
            witnesses,
        });
    }

    /// Two figures on record for one matter, of which the preferred one counts, are worth a look.
    fn conflicts(&self, grant: &Grant, candidate: &Candidate<'a>, issues: &mut Vec<Issue>) {
        let crate::policy::Accounted::Share { base, .. } = &grant.amount.form else { return };
        let Some(Measure { form: MeasureForm::Latest(form), .. }) = self.program.measure(*base) else { return };
        let figures: Vec<&Fact> = self.speaking(form, candidate).collect();
        let differ = figures.windows(2).any(|pair| match pair {
            [a, b] => field_of(a, form) != field_of(b, form),
            _ => false,
        });
        if differ {
            let facts = figures.into_iter().map(FactRef::of).collect();
            issues.push(Issue { kind: IssueKind::Conflict, article: Some(grant.article.clone()), facts });
        }
    }

    /// The days on which something that must not be began, after a day and up to the horizon, and still stands.
    pub(super) fn blocked_since(&self, subject: Uscc, after: Day, still: bool) -> Option<Day> {
        let kind = self.kind_of(subject);
        let asked = |payees: &[Arc<str>]| kind.is_none_or(|kind| payees.iter().any(|payee| **payee == *kind));
        let gates = self.program.gates.iter().filter(|gate| asked(&gate.payees));
        let mut first: Option<Day> = None;
        for status in gates.filter_map(|gate| gate.until_paid) {
            for interval in self.intervals(subject, status).iter() {
                let inside = after < interval.first && interval.first <= self.on && !interval.is_void();
                if inside && (!still || interval.covers(self.on)) {
                    first = Some(first.map_or(interval.first, |day| day.min(interval.first)));
                }
            }
        }
        first
    }
}

fn field_of<'f>(fact: &'f Fact, form: &LatestForm) -> &'f Slot {
    fact.record.get(form.field)
}

fn blank(prospect: &Prospect<'_>, candidate: &Candidate<'_>, application: Application) -> Item {
    let grant = prospect.grant;
    Item {
        grant: Some(prospect.number),
        grant_id: Arc::clone(&grant.id),
        article: Arc::clone(&grant.article),
        matter: Arc::clone(&prospect.matter),
        once: candidate.key(&grant.once),
        content: candidate.facts.first().map(|fact| (fact.kind, fact.record.clone())),
        facts: candidate.facts.iter().map(|fact| FactRef::of(fact)).collect(),
        day: candidate.day,
        fact_year: candidate.fact_year,
        application,
        outcome: Outcome::Due,
        findings: Vec::new(),
        formula: None,
        exact: None,
        divided_by: None,
        gross: Fen::ZERO,
        limited: Limited::Neither,
        excluded: Vec::new(),
        cuts: Vec::new(),
        net: Fen::ZERO,
        approved: Fen::ZERO,
        approved_on: None,
        paid: Fen::ZERO,
        outstanding: Fen::ZERO,
        overpaid: Fen::ZERO,
        withheld_since: None,
        payments: Vec::new(),
        moved: Vec::new(),
        kept: Vec::new(),
        readings: grant.readings.clone(),
        decided: Vec::new(),
    }
}
