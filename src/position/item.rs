//! The answer: what a subject was, is owed and was paid, and why.

use crate::event::{Record, TypeId};
use crate::policy::{CapYear, Days, MeasureId, Provenance, ReadingId};
use crate::position::{Application, Decision, DutyDue, Gap, Issue, StatusSpan, Witness};
use crate::timeline::Fact;
use crate::value::{Bilingual, Day, EventId, Exact, Fen, Position as Place, Ratio, Uscc};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Everything that holds for a subject at a horizon under one policy.
#[derive(Debug, Clone, PartialEq)]
pub struct Position {
    /// The subject.
    pub subject: Uscc,
    /// The business horizon.
    pub on: Day,
    /// Every interval of every status: by status in the order of the policy, then by first day.
    pub statuses: Vec<StatusSpan>,
    /// Services owed.
    pub duties: Vec<DutyDue>,
    /// One item per fact and grant.
    pub items: Vec<Item>,
    /// The use of each cap.
    pub caps: Vec<CapUse>,
    /// What a person should look at.
    pub issues: Vec<Issue>,
}

/// A fact as an answer points at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FactRef {
    /// Where the event stands.
    pub position: Place,
    /// Its identity.
    pub id: EventId,
    /// Its business day.
    pub day: Day,
}

/// One matter under one grant.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The document that answers for it, by index in the program.
    pub document: usize,
    /// The grant's index in the program; `None` for a payment whose fact is gone.
    pub grant: Option<usize>,
    /// The grant's name; empty for a payment that names none and belongs to no approval.
    pub grant_id: Arc<str>,
    /// The clause; empty where the document has no such grant.
    pub article: Arc<str>,
    /// The key it is paid under.
    pub matter: Arc<str>,
    /// The key under which one item of the grant wins.
    pub once: Arc<str>,
    /// The content of its first fact, which breaks ties between items of one day.
    pub content: Option<(TypeId, Record)>,
    /// The facts it comes from.
    pub facts: Vec<FactRef>,
    /// The day of the fact.
    pub day: Day,
    /// Its calendar year.
    pub fact_year: i32,
    /// The application and the day tested.
    pub application: Application,
    /// What the policy answers.
    pub outcome: Outcome,
    /// Gates and conditions, in the order they were asked.
    pub checks: Arc<[Checked]>,
    /// How the amount came about.
    pub formula: Option<Formula>,
    /// The amount before rounding, floor and ceiling applied.
    pub exact: Option<Exact>,
    /// What the amount was divided by, where several share it.
    pub divided_by: Option<i64>,
    /// The amount of the item by itself.
    pub gross: Fen,
    /// Whether floor or ceiling decided it.
    pub limited: Limited,
    /// What was taken off because the matter is paid elsewhere.
    pub excluded: Vec<Excluded>,
    /// What caps took off.
    pub cuts: Vec<Cut>,
    /// What is due, before payments.
    pub net: Fen,
    /// What was approved.
    pub approved: Fen,
    /// The approvals, the first one first.
    pub approvals: Vec<FactRef>,
    /// What was paid and kept.
    pub paid: Fen,
    /// What may still be paid.
    pub outstanding: Fen,
    /// What was paid too much.
    pub overpaid: Fen,
    /// Since when what is unpaid is withheld.
    pub withheld_since: Option<Day>,
    /// The approvals and payments.
    pub payments: Vec<FactRef>,
    /// Money that moved, by day; negative when it came back.
    pub moved: Vec<(Day, Fen)>,
    /// What stayed of each payment, by the day it was made.
    pub kept: Vec<(Day, Fen)>,
    /// The readings the amount rests on.
    pub readings: Arc<BTreeSet<ReadingId>>,
    /// What was decided about the open terms it rests on.
    pub decided: Vec<Decision>,
}

/// What the policy answers about an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Money is due, or would be if no cap or better choice stood against it.
    Due,
    /// A condition does not hold; the index of the first such check.
    Refused(usize),
    /// Not known, and what would settle it.
    Undetermined(Vec<Gap>),
    /// The text names no amount for what happened, such as a grade it does not list.
    NotNamed,
    /// The call closed without an application.
    MissedCall,
    /// No document is in force on the day that governs the fact.
    NoGoverningPolicy(Day),
    /// It was paid, but the fact it was paid for no longer stands.
    FactGone,
}

/// One gate or condition and its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The clause, when it is not the grant's own.
    pub article: Option<Arc<str>>,
    /// What was asked.
    pub title: Bilingual,
    /// Yes, no, or what is not known.
    pub holds: Result<bool, Vec<Gap>>,
    /// What the answer rests on.
    pub witnesses: Vec<Witness>,
}

/// How an amount came about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum Formula {
    /// The same for every item, or what was decided about an open term ([`Item::decided`]).
    Fixed(Fen),
    /// By the words of some fields, under the names the facts gave them.
    Table { words: Vec<Arc<str>>, amount: Fen, facts: Vec<FactRef> },
    /// A share of a base, perhaps limited by a reference rate and an evaluated share.
    Share {
        /// The base measure.
        measure: MeasureId,
        /// Its value.
        base: Exact,
        /// The facts the base rests on, then those of the reference rate, the agreed rate and the evaluated share.
        facts: Vec<FactRef>,
        /// The rate applied.
        rate: Ratio,
        /// The reference rate and the agreed rate, where the reference is the lower one.
        reference: Option<(Ratio, Ratio)>,
        /// A further evaluated share.
        times: Option<Ratio>,
    },
    /// From a threshold on, so much for each further one.
    Steps { count: i64, threshold: i64, base: Fen, per_extra: Fen, facts: Vec<FactRef> },
}

/// Whether the item's own bounds decided its amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Limited {
    /// Neither did.
    #[default]
    Neither,
    /// The floor.
    Floor(Fen),
    /// The ceiling.
    Ceiling(Fen),
}

/// Money taken off because the matter is paid elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excluded {
    /// How much.
    pub amount: Fen,
    /// By what.
    pub by: ExcludedBy,
}

/// What an exclusion rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum ExcludedBy {
    /// Another item, by index, that is the better choice or was approved before.
    Item(usize),
    /// A linked matter, by index of its item, under this exclusion.
    Linked { exclusion: usize, item: Option<usize> },
    /// Support from another scheme.
    Other(FactRef),
}

/// Money a cap took off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// The cap, by index of the limit.
    pub limit: usize,
    /// Its year.
    pub year: i32,
    /// How much.
    pub amount: Fen,
}

/// The use of a cap in one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapUse {
    /// The cap, by index of the limit.
    pub limit: usize,
    /// The limit's name.
    pub name: Arc<str>,
    /// The year.
    pub year: i32,
    /// The cap itself.
    pub cap: Fen,
    /// What is used.
    pub used: Fen,
}

impl Item {
    /// The days by which values of parameters are looked up for it.
    pub fn days(&self) -> Days {
        let Application { governed_on, day, .. } = self.application;
        Days { governing: governed_on, fact: self.day, application: day }
    }

    /// A matter about which nothing has been found yet; `named` is the grant's name and its clause.
    pub(super) fn new(
        grant: Option<usize>,
        named: (Arc<str>, Arc<str>),
        matter: Arc<str>,
        day: Day,
        application: Application,
    ) -> Self {
        let (grant_id, article) = named;
        Self {
            document: 0,
            grant,
            grant_id,
            article,
            once: Arc::clone(&matter),
            matter,
            content: None,
            facts: Vec::new(),
            day,
            fact_year: day.year(),
            application,
            outcome: Outcome::Due,
            checks: Arc::default(),
            formula: None,
            exact: None,
            divided_by: None,
            gross: Fen::ZERO,
            limited: Limited::Neither,
            excluded: Vec::new(),
            cuts: Vec::new(),
            net: Fen::ZERO,
            approved: Fen::ZERO,
            approvals: Vec::new(),
            paid: Fen::ZERO,
            outstanding: Fen::ZERO,
            overpaid: Fen::ZERO,
            withheld_since: None,
            payments: Vec::new(),
            moved: Vec::new(),
            kept: Vec::new(),
            readings: Arc::default(),
            decided: Vec::new(),
        }
    }

    /// The day of the first approval.
    pub fn approved_on(&self) -> Option<Day> {
        self.approvals.first().map(|fact| fact.day)
    }

    /// The year whose caps it counts against: that of the fact, or of the first payment that stayed; before any payment that
    /// of the approval, or the year of the call.
    pub fn cap_year(&self, document: &Provenance) -> i32 {
        let paid = self.kept.iter().find(|(_, kept)| kept.is_positive()).map(|(day, _)| *day);
        match document.options.cap_year {
            CapYear::Fact => self.fact_year,
            CapYear::Payment => paid.or(self.approved_on()).map_or_else(|| self.fact_year.saturating_add(1), Day::year),
        }
    }

    /// Whether a condition does not hold.
    pub fn is_refused(&self) -> bool {
        matches!(self.outcome, Outcome::Refused(_))
    }

    /// What of the net is not paid while an incident blocks it: net = paid, less what is overpaid, + outstanding + withheld.
    pub fn withheld(&self) -> Fen {
        match self.withheld_since {
            Some(_) => self.net.less(self.paid.less(self.overpaid).plus(self.outstanding)),
            None => Fen::ZERO,
        }
    }

    /// Whether what is due is known; what is not known is no zero.
    pub fn is_known(&self) -> bool {
        match self.outcome {
            Outcome::Due | Outcome::Refused(_) | Outcome::NotNamed | Outcome::MissedCall | Outcome::FactGone => true,
            Outcome::Undetermined(_) | Outcome::NoGoverningPolicy(_) => false,
        }
    }

    /// Whether it is money that was paid without an approval on record, for nothing that stands.
    pub fn is_unattributed(&self) -> bool {
        self.outcome == Outcome::FactGone && self.approvals.is_empty()
    }
}

impl FactRef {
    /// Points at a fact.
    pub fn of(fact: &Fact) -> Self {
        Self { position: fact.position, id: fact.id, day: fact.day }
    }
}
