//! One matter under one grant: from the fact to the amount by itself, before article 22 and the caps.

use super::calls::Application;
use super::facts::Fact;
use super::money::Payment;
use super::world::{Answer, Fraction, World};
use qizhang::value::{Day, Uscc};

/// What is answered about a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    Due,
    Refused,
    Undetermined,
    NotNamed,
    MissedCall,
    NoGoverningPolicy,
    FactGone,
}

/// A case and what becomes of it.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) grant: String,
    pub(super) matter: String,
    /// Of the cases of one grant with the same key, one is paid.
    pub(super) once: String,
    pub(super) day: Day,
    pub(super) year: i32,
    /// The fact it comes from; none for what is asked each year.
    pub(super) fact: Option<Fact>,
    pub(super) tested: Day,
    /// The day on which the document is read for it.
    pub(super) governed: Day,
    pub(super) outcome: Outcome,
    pub(super) gross: i128,
    pub(super) net: i128,
    pub(super) approved: i128,
    pub(super) approved_on: Option<Day>,
    pub(super) moved: Vec<Payment>,
    pub(super) paid: i128,
    pub(super) outstanding: i128,
    pub(super) overpaid: i128,
    pub(super) withheld: Option<Day>,
    /// What is found where the approval of the matter belongs to another case, and is no application for this one.
    pub(super) alone: Option<Verdict>,
}

/// The day tested, the day that decides the document, what is answered, and the amount by itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verdict {
    tested: Day,
    governed: Day,
    outcome: Outcome,
    gross: i128,
}

impl Case {
    /// A case about which nothing has been found yet.
    fn new(grant: &str, matter: &str, day: Day) -> Self {
        Self {
            grant: grant.to_owned(),
            matter: matter.to_owned(),
            once: matter.to_owned(),
            day,
            year: day.year(),
            fact: None,
            tested: day,
            governed: day,
            outcome: Outcome::Refused,
            gross: 0,
            net: 0,
            approved: 0,
            approved_on: None,
            moved: Vec::new(),
            paid: 0,
            outstanding: 0,
            overpaid: 0,
            withheld: None,
            alone: None,
        }
    }

    pub(super) fn take(&mut self, verdict: Verdict) {
        (self.tested, self.governed) = (verdict.tested, verdict.governed);
        (self.outcome, self.gross) = (verdict.outcome, verdict.gross);
    }

    /// What was paid and stayed.
    pub(super) fn paid(&self) -> i128 {
        self.moved.iter().map(Payment::kept).sum()
    }

    /// What was approved for a fact that no longer stands.
    pub(super) fn gone(grant: &str, matter: &str, on: Day) -> Self {
        Self { outcome: Outcome::FactGone, ..Self::new(grant, matter, on) }
    }
}

/// What a grant gives by itself.
#[derive(Debug, Clone, Copy)]
pub(super) enum Amount {
    Of(Fraction),
    /// A fact is missing that would tell.
    Unknown,
    /// The text does not name it.
    NotNamed,
}

impl From<Option<Fraction>> for Amount {
    fn from(amount: Option<Fraction>) -> Self {
        amount.map_or(Amount::Unknown, Amount::Of)
    }
}

/// A case to be judged.
pub(super) struct Draft {
    pub(super) grant: &'static str,
    pub(super) matter: String,
    pub(super) once: Option<String>,
    pub(super) day: Day,
    pub(super) fact: Option<Fact>,
}

impl World {
    /// Every case of somebody, judged by itself.
    pub(super) fn cases(&self, subject: Uscc) -> Vec<Case> {
        let mut cases = self.article_4(subject);
        cases.extend(self.article_5(subject));
        cases.extend(self.article_7(subject));
        cases.extend(self.article_8(subject));
        cases.extend(self.article_9(subject));
        cases.extend(self.article_10(subject));
        cases.extend(self.article_11(subject));
        cases.extend(self.article_12_funds(subject));
        cases.extend(self.article_12_platforms(subject));
        cases.extend(self.article_13(subject));
        cases.extend(self.article_14(subject));
        cases.extend(self.article_15(subject));
        cases.extend(self.article_16_services(subject));
        cases.extend(self.article_16_carriers(subject));
        cases.extend(self.article_17_loans(subject));
        cases.extend(self.article_17_insurance(subject));
        cases
    }

    /// Asks the document, the gate and the conditions in turn, and then for the amount.
    pub(super) fn judge<A: Into<Amount>>(
        &self,
        subject: Uscc,
        draft: Draft,
        conditions: impl Fn(&Application) -> Vec<Answer>,
        amount: impl Fn(&Application) -> A,
    ) -> Case {
        let verdict = |approved: Option<Day>| {
            let application = self.application(subject, draft.day, draft.day.year(), approved);
            let mut answers = self.gate(subject, application.tested);
            answers.extend(conditions(&application));
            self.verdict(&application, &answers, amount(&application).into())
        };
        let approved = self.first_approval(subject, draft.grant, &draft.matter);
        let mut case = Case::new(draft.grant, &draft.matter, draft.day);
        case.take(verdict(approved));
        case.alone = approved.map(|_| verdict(None));
        case.once = draft.once.unwrap_or(draft.matter);
        case.fact = draft.fact;
        case
    }

    fn verdict(&self, application: &Application, answers: &[Answer], amount: Amount) -> Verdict {
        let outcome = if !self.in_force(application.governed) {
            Outcome::NoGoverningPolicy
        } else if answers.contains(&Answer::No) {
            Outcome::Refused
        } else if answers.contains(&Answer::Unknown) || matches!(amount, Amount::Unknown) {
            Outcome::Undetermined
        } else if matches!(amount, Amount::NotNamed) {
            Outcome::NotNamed
        } else if application.missed {
            Outcome::MissedCall
        } else {
            Outcome::Due
        };
        let gross = match (outcome, amount) {
            (Outcome::Due | Outcome::MissedCall, Amount::Of(amount)) => self.round(amount),
            _ => 0,
        };
        Verdict { tested: application.tested, governed: application.governed, outcome, gross }
    }
}
