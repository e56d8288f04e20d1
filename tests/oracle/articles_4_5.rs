//! Article 4, first entry to the cultivation list, and article 5, certificates.

use super::calls::Application;
use super::case::{Case, Draft};
use super::facts::Fact;
use super::status::{Span, holds};
use super::world::{Answer, Fraction, World, yuan};
use qizhang::value::{Day, Uscc};

impl World {
    pub(super) fn article_4(&self, subject: Uscc) -> Vec<Case> {
        let issued = Day::new(2025, 9, 5).unwrap_or(Day::MIN);
        let since = if self.is("R4.1", "new_list_new_first") { issued } else { Day::MIN };
        let case = |fact: &Fact| {
            let first = self.first_entry(subject, fact, since);
            let matter = format!("cultivation_list:{}", fact.text("list_no"));
            let draft =
                Draft { grant: "第四条/首次入库", matter, once: None, day: fact.day, fact: Some(fact.clone()) };
            self.judge(subject, draft, |_| vec![first.into()], |_| Some((yuan(10_000), 1)))
        };
        self.own("cultivation_list.entered", subject).map(case).collect()
    }

    /// Whether an entry to a list is the first since a day, also counting the entries of whom the enterprise continued by
    /// then: an entry inherited later was not yet its own.
    pub(super) fn first_entry(&self, subject: Uscc, entry: &Fact, since: Day) -> bool {
        let before = |other: &&Fact| other.day >= since && other.id != entry.id && other.order(entry).is_lt();
        let own = self.own(&entry.name, subject).any(|other| before(&other));
        let inherited = self.predecessors(subject).into_iter().filter(|earlier| earlier.since <= entry.day);
        let mut inherited = inherited
            .flat_map(|earlier| self.own(&entry.name, earlier.code).filter(move |other| other.day <= earlier.until));
        !own && !inherited.any(|other| before(&other))
    }

    pub(super) fn article_5(&self, subject: Uscc) -> Vec<Case> {
        let certificates = self.certificates(subject);
        let mut cases = Vec::new();
        for fact in self.own("hightech.certified", subject) {
            let day = self.certificate_day(fact).filter(|day| *day <= self.on).unwrap_or(fact.day);
            let own = certificates.iter().find(|span| span.fact.id == fact.id && span.since == Day::MIN).cloned();
            // Not announced yet: a certificate without a day on which it is valid.
            let own = own.unwrap_or_else(|| Span { first: day, last: day.prev(), since: Day::MIN, fact: fact.clone() });
            let others: Vec<Span> = certificates.iter().filter(|span| span.fact.id != fact.id).cloned().collect();
            let earlier = |span: &&Span| {
                let before = span.first < own.first || span.first == own.first && span.fact.content_order(fact).is_lt();
                !span.is_void() && before && span.since <= own.first
            };
            let new = if self.is("R5.1", "no_earlier_certificate") {
                !others.iter().any(|span| earlier(&span))
            } else {
                !holds(&others, own.first.prev())
            };
            cases.push(if new { self.newly(subject, &own) } else { self.again(subject, &own, &others) });
        }
        if self.is("R5.2", "like_first") {
            cases.extend(self.moved_in(subject, &certificates));
        }
        cases
    }

    fn certificate_draft(grant: &'static str, own: &Span) -> Draft {
        let matter = format!("certificate:{}", own.fact.text("cert_no"));
        Draft { grant, matter, once: None, day: own.first, fact: Some(own.fact.clone()) }
    }

    /// The certificate is valid and was obtained in the district.
    fn valid_and_here(&self, subject: Uscc, own: &Span, day: Day) -> Vec<Answer> {
        vec![Answer::from(!own.is_void()), Answer::from(holds(&self.in_district(subject), day))]
    }

    fn newly(&self, subject: Uscc, own: &Span) -> Case {
        let draft = Self::certificate_draft("第五条/新认定", own);
        let conditions = |_: &Application| self.valid_and_here(subject, own, own.first);
        self.judge(subject, draft, conditions, |application| self.tenth_of_research(subject, own, application))
    }

    fn again(&self, subject: Uscc, own: &Span, others: &[Span]) -> Case {
        let mut draft = Self::certificate_draft("第五条/再次认定", own);
        if self.is("R5.7", "once_per_enterprise") {
            draft.once = Some("renewal".to_owned());
        }
        let conditions = |_: &Application| {
            let mut answers = self.valid_and_here(subject, own, own.first);
            if self.is("R5.6", "nothing") {
                answers.push(Answer::from(!holds(others, own.first)));
            }
            answers
        };
        self.judge(subject, draft, conditions, |_| Some((yuan(50_000), 1)))
    }

    /// A holder that moves in, read like a first recognition, on the day it moves.
    fn moved_in(&self, subject: Uscc, certificates: &[Span]) -> Vec<Case> {
        let mut cases = Vec::new();
        let moves =
            self.own("enterprise.relocated", subject).filter(|fact| fact.flag("whole") && fact.text("to") == "昌平区");
        for fact in moves {
            let Some(held) = certificates.iter().find(|span| span.covers(fact.day)) else { continue };
            let mut draft = Self::certificate_draft("第五条/新认定", held);
            draft.day = fact.day;
            draft.fact = Some(fact.clone());
            let conditions = |_: &Application| self.valid_and_here(subject, held, fact.day);
            cases.push(
                self.judge(subject, draft, conditions, |application| {
                    self.tenth_of_research(subject, held, application)
                }),
            );
        }
        cases
    }

    /// A tenth of the R&D expense of the year before, between 50,000 and 500,000.
    fn tenth_of_research(&self, subject: Uscc, own: &Span, application: &Application) -> Option<Fraction> {
        let from_certificate = self.is("R5.3", "year_before_certificate");
        let year = if from_certificate { own.first.year() - 1 } else { application.day.year() - 1 };
        let floor_when_recorded = self.is("R5.5", "floor_when_recorded");
        let spent = match self.research(subject, year) {
            Some(spent) => spent,
            None if floor_when_recorded => return None,
            None => 0,
        };
        let with_floor = floor_when_recorded || spent > 0;
        let floor = if with_floor { 10 * yuan(50_000) } else { 0 };
        Some((spent.max(floor).min(10 * yuan(500_000)), 10))
    }

    /// The figure of a year: the audit's before that of the tax office before the annual report's, the latest of each.
    pub(super) fn research(&self, subject: Uscc, year: i32) -> Option<i128> {
        self.report(subject, year).map(|fact| fact.fen("amount"))
    }

    /// The report of a year that counts.
    pub(super) fn report(&self, subject: Uscc, year: i32) -> Option<&Fact> {
        let on_basis = |basis: &'static str| {
            let reports = self.own("rnd.expense_reported", subject);
            reports.filter(|fact| fact.year("year") == year && fact.text("basis") == basis).last()
        };
        on_basis("special_audit").or_else(|| on_basis("tax_deduction")).or_else(|| on_basis("annual_report"))
    }
}
