//! Calls: the day of the application, the day tested, the document that governs; and the gate of article 2.

use super::status::holds;
use super::world::{Answer, World};
use qizhang::value::{Day, Uscc};

/// When a fact is applied for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Application {
    pub(super) day: Day,
    pub(super) tested: Day,
    pub(super) missed: bool,
    pub(super) governed: Day,
}

impl World {
    /// The application for a fact, given the day of the item's first approval.
    pub(super) fn application(&self, subject: Uscc, fact_day: Day, year: i32, approved: Option<Day>) -> Application {
        let (day, missed) = self.applied(subject, year, approved);
        let opens = self.call(year).map_or(Day::year_start(year + 1), |(opens, _)| opens);
        let governed = if self.is("R23.1", "call_opens") {
            opens
        } else if self.is("R23.1", "fact_day") {
            fact_day
        } else {
            approved.unwrap_or(self.on)
        };
        let tested = if self.is("R0.3", "application_day") { day } else { fact_day };
        Application { day, tested, missed, governed }
    }

    /// The day applied on, and whether every chance was missed.
    fn applied(&self, subject: Uscc, year: i32, approved: Option<Day>) -> (Day, bool) {
        if let Some(day) = self.submitted(subject, year).or(approved) {
            return (day, false);
        }
        let Some((_, closed)) = self.call(year).filter(|(_, closes)| *closes < self.on) else {
            return (self.on, false);
        };
        if self.is("R23.4", "lost") {
            return (closed, true);
        }
        if let Some(day) = self.submitted(subject, year + 1) {
            return (day, false);
        }
        match self.call(year + 1) {
            Some((_, last)) if last < self.on => (closed, true),
            _ => (self.on, false),
        }
    }

    /// Opening and closing of the call for the facts of a year; of several the one recorded last.
    fn call(&self, fact_year: i32) -> Option<(Day, Day)> {
        let calls = self.known("call.opened").filter(|fact| fact.year("fact_year") == fact_year);
        calls.max_by_key(|fact| fact.place).map(|fact| (fact.date("opens_on"), fact.date("closes_on")))
    }

    /// The day of the first application that counts. Where the call is recorded, its window must hold the day, or the
    /// application lies ready before the opening and counts when the call opens.
    fn submitted(&self, subject: Uscc, fact_year: i32) -> Option<Day> {
        let withdrawn =
            |number: &str| self.own("application.withdrawn", subject).any(|fact| fact.text("application_no") == number);
        let mut days = Vec::new();
        for fact in self.own("application.submitted", subject).filter(|fact| fact.year("call_year") == fact_year + 1) {
            if withdrawn(fact.text("application_no")) {
                continue;
            }
            match self.call(fact_year) {
                None => days.push(fact.day),
                Some((_, closes)) if fact.day > closes => {}
                Some((opens, _)) if fact.day >= opens => days.push(fact.day),
                Some((opens, _)) if opens <= self.on => days.push(opens),
                Some(_) => {}
            }
        }
        days.into_iter().min()
    }

    /// Article 2: lawfully registered, in the district, no accident, no serious dishonesty.
    pub(super) fn gate(&self, subject: Uscc, tested: Day) -> Vec<Answer> {
        let kind = self.own("enterprise.registered", subject).last().map(|fact| fact.text("kind").to_owned());
        let Some(kind) = kind else {
            let clean = !holds(&self.incidents(subject), tested);
            return vec![Answer::Unknown, Answer::from(clean)];
        };
        let mut answers = vec![Answer::from(holds(&self.in_district(subject), tested))];
        if self.bound_by_article_2(&kind) {
            answers.push(Answer::from(holds(&self.registered(subject), tested)));
            answers.push(Answer::from(!holds(&self.incidents(subject), tested)));
        }
        answers
    }

    pub(super) fn bound_by_article_2(&self, kind: &str) -> bool {
        self.is("R2.2", "all_payees") || kind == "enterprise"
    }

    /// The day of the first incident after the day tested. What is unpaid is withheld while it stands; what is to be
    /// given back stays so, whatever comes of the incident.
    pub(super) fn withheld(&self, subject: Uscc, tested: Day) -> Option<Day> {
        let kind = self.own("enterprise.registered", subject).last().map_or("enterprise", |fact| fact.text("kind"));
        if !self.bound_by_article_2(kind) {
            return None;
        }
        let blocks = self.incidents(subject).into_iter().filter(|span| span.first > tested && !span.is_void());
        let blocks = blocks.filter(|span| self.is("R2.3", "claw_back") || span.covers(self.on));
        blocks.map(|span| span.first).min()
    }
}
