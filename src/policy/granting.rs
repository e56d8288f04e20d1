//! Gates, grants, limits, exclusions and duties, compiled.

use crate::event::TypeId;
use crate::policy::{Condition, DaySource, FactSelection, FieldRef, MeasureId, ParamId, ReadingId, StatusId, Test};
use crate::value::Bilingual;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A condition for every grant of the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// The document that says so.
    pub document: usize,
    /// Its name in the policy.
    pub name: Arc<str>,
    /// The clause.
    pub article: Arc<str>,
    /// What it asks.
    pub title: Bilingual,
    /// The kinds of subject it is asked of.
    pub payees: Vec<Arc<str>>,
    /// An event without which nothing is known.
    pub needs: Option<FactSelection>,
    /// The predicate.
    pub test: Test,
    /// The status that must not begin up to the payment either, where the gate says so.
    pub until_paid: Option<StatusId>,
    /// The readings it met.
    pub readings: BTreeSet<ReadingId>,
}

impl Gate {
    /// Whether it is asked of a kind of subject; whose kind is not known is asked.
    pub fn asks(&self, kind: Option<&str>) -> bool {
        kind.is_none_or(|kind| self.payees.iter().any(|payee| **payee == *kind))
    }
}

/// An amount of money for a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The document that says so.
    pub document: usize,
    /// Its name: `第五条/新认定`.
    pub id: Arc<str>,
    /// The clause.
    pub article: Arc<str>,
    /// Which sentence of it, from 1.
    pub sentence: u16,
    /// What people call it.
    pub title: Bilingual,
    /// The clause in our own words.
    pub restates: Bilingual,
    /// What makes an item.
    pub triggers: Vec<Trigger>,
    /// The conditions, in order.
    pub conditions: Vec<Condition>,
    /// How much.
    pub amount: Amount,
    /// The key an item is paid under.
    pub matter: Template,
    /// The key under which one row wins.
    pub once: Template,
    /// Whether a later, better row of one key gets the difference, whatever holds between grants.
    pub tops_up: bool,
    /// Every reading an amount of this grant rests on.
    pub readings: BTreeSet<ReadingId>,
}

/// What makes an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger {
    /// One item per event, per row, per group, or per year.
    pub form: TriggerForm,
    /// The day of the fact.
    pub day: DaySource,
    /// Which of the facts the grant speaks of.
    pub filter: Option<Test>,
    /// The status whose opening fact names the matter instead of the trigger's own.
    pub source: Option<StatusId>,
}

/// How facts become items.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum TriggerForm {
    /// One per event.
    Event { kind: TypeId, subject: usize },
    /// One per row that names the subject.
    Row { kind: TypeId, rows: usize, code: usize },
    /// One per calendar year and combination of these fields.
    Group { kind: TypeId, subject: usize, by: Vec<usize> },
    /// One per calendar year in which the relation stands, for subjects of some kinds.
    Year { kinds: Vec<Arc<str>>, link: TypeId, mine: usize },
    /// One per calendar year in which the subject had a status for a day.
    While(StatusId),
}

/// How much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// The form.
    pub form: Accounted,
    /// The least an item gets.
    pub floor: Option<Floor>,
    /// The most an item gets.
    pub ceiling: Option<ParamId>,
    /// The measure the amount is divided by.
    pub divided_by: Option<MeasureId>,
}

/// The least an item gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Floor {
    /// The amount.
    pub amount: ParamId,
    /// Whether it needs a base above nothing.
    pub needs_positive: bool,
}

/// The forms of an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum Accounted {
    /// The same for every item.
    Fixed(ParamId),
    /// By the words in some fields.
    Table(AmountTable),
    /// A share of a base.
    Share { rate: Rate, base: MeasureId, at_most: Option<AtMost>, times: Option<MeasureId> },
    /// A base amount from a threshold on, and so much for each further one.
    Steps { count: MeasureId, threshold: ParamId, base: ParamId, per_extra: ParamId },
    /// What somebody decided.
    Decided(u32),
}

/// Amounts by the words in some fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountTable {
    /// The fields.
    pub fields: Vec<FieldRef>,
    /// The rows, in order; the first that fits counts.
    pub rows: Vec<AmountRow>,
    /// The facts that give an old name its new one.
    pub renamed: Option<Selected>,
}

/// One row of such a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountRow {
    /// The word of each field; `None` fits any word, or none.
    pub words: Vec<Option<Arc<str>>>,
    /// The amount; `None` where the text names none.
    pub amount: Option<ParamId>,
    /// What the rows of one tier share.
    pub tier: Option<Arc<str>>,
}

/// A rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum Rate {
    /// A parameter.
    Parameter(ParamId),
    /// What somebody evaluated, at most the parameter.
    Evaluated { measure: MeasureId, at_most: ParamId },
    /// What somebody decided.
    Term(u32),
}

/// A limit by the ratio of two rates: where `of` is above `rate`, the base counts at `rate ÷ of` and the share is this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AtMost {
    /// The reference rate.
    pub rate: MeasureId,
    /// The rate that was agreed.
    pub of: MeasureId,
    /// The share where the limit acts.
    pub share: ParamId,
}

/// Words and fields that make a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(pub Vec<TemplatePart>);

/// One part of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplatePart {
    /// Words as they are.
    Words(Arc<str>),
    /// A field; per possible type of the source fact its index.
    Field(Vec<(TypeId, FieldRef)>),
    /// The item's year.
    Year,
    /// The tier of the row of the amount table that fits.
    Tier,
    /// The words the amount table is asked for, under their newest names.
    Renamed,
}

/// A cap across items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// The document that says so.
    pub document: usize,
    /// Its name in the policy.
    pub name: Arc<str>,
    /// The clause.
    pub article: Arc<str>,
    /// What it says.
    pub title: Bilingual,
    /// The grants it reaches, by index.
    pub grants: Vec<usize>,
    /// The most for one subject in one calendar year.
    pub amount: ParamId,
}

/// No double payment between two matters that a third fact links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// Its name in the policy.
    pub name: Arc<str>,
    /// The clause.
    pub article: Arc<str>,
    /// What it says.
    pub title: Bilingual,
    /// The grant, by index.
    pub grant: usize,
    /// The linking events.
    pub link: TypeId,
    /// The field that names one end of the link.
    pub one: usize,
    /// The field that names the other end.
    pub other: usize,
    /// What the link's own fields must say.
    pub filter: Vec<Test>,
    /// The field of the grant's fact that a link names.
    pub key: FieldRef,
    /// Marks the matter that goes first.
    pub first: Test,
    /// Marks the matter that repeats it.
    pub second: Test,
    /// When a second is blocked.
    pub blocks: BlockRule,
    /// What a second gets when the first was cut by a cap.
    pub first_cut: FirstCut,
    /// What a first gets that came after a supported second.
    pub reversed: Reversed,
}

/// One grant wins a matter, and support from other schemes stands beside it or against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BestOf {
    /// The facts that join two names of one matter.
    pub joined_by: Vec<Joined>,
    /// The support from other schemes that is taken off; other support is not, unless it says so itself.
    pub deducts: Selected,
}

/// Facts that join two names, and what stands before a name to make it a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// The facts.
    pub facts: Selected,
    /// What a matter has before the name: `product:`.
    pub prefix: Arc<str>,
}

/// The facts of a type whose own fields say something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selected {
    /// The type.
    pub kind: TypeId,
    /// What its fields must say.
    pub filter: Vec<Test>,
}

/// When the second of two linked matters is blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockRule {
    /// Where the same subject was supported for the first.
    OwnSupport,
    /// Where the first is on record, whoever it was for.
    OnRecord,
    /// Where the same subject met the conditions for the first.
    OwnEligible,
}

/// What the second gets when a cap cut the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstCut {
    /// Nothing.
    StillBlocked,
    /// What the first did not get.
    UnpaidPart,
}

/// What the first gets when it came later than a supported second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reversed {
    /// What it has more.
    Difference,
    /// All of its own.
    Full,
    /// Nothing.
    Nothing,
}

/// A service or procedure without money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// The document that says so.
    pub document: usize,
    /// Its name in the policy.
    pub name: Arc<str>,
    /// The clause.
    pub article: Arc<str>,
    /// What is owed.
    pub title: Bilingual,
    /// What makes it due.
    pub trigger: DutyTrigger,
    /// The conditions, in order.
    pub conditions: Vec<Condition>,
    /// Within so many days, where the text or the office sets a term.
    pub within_days: Option<i64>,
    /// The events that fulfil it.
    pub done_by: FactSelection,
    /// The field that says how much was given; each event counts for one without it.
    pub counts: Option<usize>,
}

/// What makes a duty due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DutyTrigger {
    /// Having a status; the duty lasts as long.
    Enters(StatusId),
    /// An event.
    Event(Trigger),
}

/// A list of what there is, what was taken of it and what came back, by key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// The document that says so.
    pub document: usize,
    /// Its name in the policy.
    pub name: Arc<str>,
    /// The clause.
    pub article: Arc<str>,
    /// What it lists.
    pub title: Bilingual,
    /// What is entered.
    pub adds: RegisterEntry,
    /// What is taken of it.
    pub takes: Option<RegisterEntry>,
    /// What comes back.
    pub returns: Option<RegisterEntry>,
}

/// The events that move a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterEntry {
    /// The events.
    pub facts: Selected,
    /// What names the row.
    pub key: Vec<KeyPart>,
    /// The field that says how much; each event counts for one without it.
    pub amount: Option<usize>,
    /// The field that names the subject, where the type has one.
    pub subject: Option<usize>,
}

/// What names a row of a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPart {
    /// A field.
    Field(usize),
    /// The calendar year of the event.
    Year,
}

impl AmountRow {
    /// Whether the words of the fields are those of the row.
    pub fn fits(&self, words: &[Arc<str>]) -> bool {
        self.words.iter().zip(words).all(|(wanted, word)| wanted.as_ref().is_none_or(|wanted| wanted == word))
    }
}

impl Trigger {
    /// The type of the facts that make items; none for a yearly count over others.
    pub fn kind(&self) -> Option<TypeId> {
        match self.form {
            TriggerForm::Event { kind, .. } | TriggerForm::Row { kind, .. } | TriggerForm::Group { kind, .. } => {
                Some(kind)
            }
            TriggerForm::Year { .. } | TriggerForm::While(_) => None,
        }
    }
}
