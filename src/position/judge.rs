//! From a candidate to an item: the governing document, gates, conditions and amount, each item judged by itself.

use crate::event::Slot;
use crate::policy::{Gate, Grant, LatestForm, Measure, MeasureForm};
use crate::position::candidate::Candidate;
use crate::position::money::{Account, Accounts};
use crate::position::owner::Prospect;
use crate::position::{ApplicationBasis, Checked, Engine, FactRef, Gap, Issue, IssueKind, Item, Outcome};
use crate::timeline::Fact;
use crate::value::{Day, Uscc};
use std::sync::Arc;

impl<'a> Engine<'a> {
    /// One item per fact and grant, each judged by itself; choice, caps and payments come after.
    pub(super) fn items(&self, subject: Uscc, issues: &mut Vec<Issue>) -> Vec<Item> {
        self.items_under(subject, &|_| true, issues)
    }

    /// The same under some grants, by name. Which item an approval belongs to is settled within a grant.
    pub(super) fn items_under(
        &self,
        subject: Uscc,
        asked: &dyn Fn(&str) -> bool,
        issues: &mut Vec<Issue>,
    ) -> Vec<Item> {
        let mut accounts = Accounts::of(self, subject, issues);
        accounts.retain(asked);
        let mut prospects = Vec::new();
        for (number, grant) in self.program.grants.iter().enumerate().filter(|(_, grant)| asked(&grant.id)) {
            let all = grant.triggers.iter().flat_map(|trigger| self.candidates(subject, grant.document, trigger));
            for candidate in all {
                prospects.push(Prospect {
                    number,
                    grant,
                    matter: candidate.key(&grant.matter, |_| Arc::from("")),
                    candidate,
                });
            }
        }
        prospects.retain(|prospect| self.is_answered(prospect, &accounts));
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

    /// Whether the document of a prospect is the one that answers for it; an approval of its matter may decide that.
    fn is_answered(&self, prospect: &Prospect<'a>, accounts: &Accounts) -> bool {
        let (candidate, document) = (&prospect.candidate, prospect.grant.document);
        let approval = accounts.get(&prospect.grant.id, &prospect.matter).and_then(Account::first_approval);
        let whose = (candidate.subject, document);
        let application = self.application(whose, candidate.day, candidate.fact_year, approval);
        self.answers(document, candidate.subject, application.governed_on)
    }

    /// The item of a prospect, given the first approval when it belongs to this one.
    pub(super) fn item(&self, prospect: &Prospect<'a>, approval: Option<FactRef>, issues: &mut Vec<Issue>) -> Item {
        let grant = prospect.grant;
        let mut candidate = prospect.candidate.clone();
        let document = self.document(grant.document);
        let whose = (candidate.subject, grant.document);
        let application = self.application(whose, candidate.day, candidate.fact_year, approval);
        candidate.test_day = application.test_day;
        candidate.application_year = application.day.year();
        candidate.applied_on = application.day;
        // A document is read as it stands when it governs; before its issue its first values count.
        candidate.governed_on = application.governed_on.max(document.force.first);
        let named = (Arc::clone(&grant.id), Arc::clone(&grant.article));
        let matter = Arc::clone(&prospect.matter);
        let mut item = Item::new(Some(prospect.number), named, matter, candidate.day, application);
        item.document = grant.document;
        item.once = candidate.key(&grant.once, |part| self.tabled(&grant.amount, part, &candidate));
        item.fact_year = candidate.fact_year;
        item.content = candidate.facts.first().map(|fact| (fact.kind, fact.record.clone()));
        item.facts = candidate.facts.iter().map(|fact| FactRef::of(fact)).collect();
        self.judge(prospect, &candidate, &mut item);
        item.decided = candidate.asked.take();
        self.conflicts(grant, &candidate, issues);
        self.doubts(&grant.article, &candidate, issues);
        item
    }

    /// Governing document, gates, conditions, amount: the first that fails decides.
    fn judge(&self, prospect: &Prospect<'a>, candidate: &Candidate<'a>, item: &mut Item) {
        let grant = prospect.grant;
        if !self.document(grant.document).force.covers(item.application.governed_on) {
            let own = grant.readings.iter().chain(&self.document(grant.document).common_readings);
            item.readings = Arc::new(own.cloned().collect());
            item.outcome = Outcome::NoGoverningPolicy(item.application.governed_on);
            return;
        }
        item.readings = self.readings_of(prospect.number, grant, candidate.subject);
        let mut checks = Vec::new();
        for gate in self.program.gates.iter().filter(|gate| gate.document == grant.document) {
            checks.extend(self.gate(gate, candidate));
        }
        for condition in &grant.conditions {
            let mut witnesses = Vec::new();
            let holds = self.holds(&condition.test, candidate, &mut witnesses);
            witnesses.shrink_to_fit();
            checks.push(Checked { article: None, title: condition.title.clone(), holds, witnesses });
        }
        item.checks = checks.into();
        if let Some(failed) = item.checks.iter().position(|check| check.holds == Ok(false)) {
            item.outcome = Outcome::Refused(failed);
            return;
        }
        let mut gaps: Vec<Gap> = item.checks.iter().filter_map(|check| check.holds.clone().err()).flatten().collect();
        if gaps.is_empty() && self.not_named(&grant.amount, candidate) {
            item.outcome = Outcome::NotNamed;
            return;
        }
        match self.price(&grant.amount, candidate) {
            Err(unknown) => gaps.extend(unknown),
            Ok(priced) if gaps.is_empty() => item.take(priced),
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

    /// What a gate answers; nothing where it is not asked of such a subject.
    pub(super) fn gate(&self, gate: &Gate, candidate: &Candidate<'_>) -> Option<Checked> {
        if !gate.asks(self.kind_of(candidate.subject)) {
            return None;
        }
        let mut witnesses = Vec::new();
        let known =
            gate.needs.as_ref().is_none_or(|needs| self.selected(candidate.subject, needs, false).next().is_some());
        let holds = match &gate.needs {
            Some(needs) if !known => Err(vec![Gap::Fact { kind: needs.kind, measure: None, year: None }]),
            Some(_) | None => self.holds(&gate.test, candidate, &mut witnesses),
        };
        // Everybody's items are kept at once, and most checks have one witness.
        witnesses.shrink_to_fit();
        Some(Checked { article: Some(gate.article.clone()), title: gate.title.clone(), holds, witnesses })
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
    pub(super) fn blocked_since(&self, (subject, document): (Uscc, usize), after: Day, still: bool) -> Option<Day> {
        let kind = self.kind_of(subject);
        let own = |gate: &&Gate| gate.document == document && gate.asks(kind);
        let gates = self.program.gates.iter().filter(own);
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
