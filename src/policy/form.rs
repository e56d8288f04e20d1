//! Statuses and predicates, compiled: names are handles, fields are indices, readings are resolved.

use crate::event::TypeId;
use crate::policy::{ParamId, ReadingId, Selected};
use crate::value::{Bilingual, Day};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A handle on a status of one program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatusId(pub u32);

/// A handle on a measure of one program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MeasureId(pub u32);

/// A field of an event, or of the row of it that a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldRef {
    /// Whether it belongs to the row rather than to the event.
    pub of_row: bool,
    /// Its index.
    pub index: usize,
    /// Which part of a standard number is meant.
    pub part: FieldPart,
}

/// What of a field is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldPart {
    /// All of it.
    Whole,
    /// The kind of a standard: `GB/T`.
    Prefix,
    /// What the kind ends with: `TS`.
    Suffix,
    /// The province of a local standard: `11`.
    Province,
    /// The standard number without part and year.
    Series,
}

/// A value a rule compares with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// A word.
    Text(Arc<str>),
    /// A number.
    Whole(i64),
    /// Yes or no.
    Flag(bool),
    /// A parameter.
    Parameter(ParamId),
    /// What somebody decided about a term.
    Term(u32),
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// Equal.
    Equal,
    /// Less than.
    Below,
    /// At most (以内, 不超过).
    AtMost,
    /// Greater than (超过).
    Above,
    /// At least (以上, 不低于, 含).
    AtLeast,
}

/// The day a status is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// The day conditions are tested.
    TestDay,
    /// The day of the fact.
    FactDay,
    /// The day before the fact.
    DayBeforeFact,
}

/// A predicate. It answers yes, no, or not known.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum Test {
    /// Every one holds.
    All(Vec<Test>),
    /// One holds.
    Any(Vec<Test>),
    /// It does not hold.
    Not(Box<Test>),
    /// A field is one of some values; where facts rename it, under any of its names.
    In { field: FieldRef, values: Vec<Operand>, renamed: Option<Selected> },
    /// A measure compared with a value.
    Compare { measure: MeasureId, op: Op, with: Operand },
    /// The subject has a status on a day; the interval the fact itself opens may be left out.
    Holds { status: StatusId, at: At, besides_fact: bool },
    /// The fact opens an interval of the status that is not empty.
    Opens(StatusId),
    /// Somebody has decided this term, with yes.
    Decided(u32),
    /// Some event, whoever it is about and whenever it happened, agrees with the fact in hand: it acts by knowledge.
    Recorded(Records),
    /// The fact is followed by an event of the subject within so many years, or they are not over.
    Followed { facts: FactSelection, years: ParamId },
    /// So many years have passed, on the day of the fact, since the day in a field of it.
    Elapsed { field: usize, years: ParamId },
}

impl Test {
    /// The plain predicates it is put together from, in order; one that is plain is its own only part.
    pub fn parts(&self) -> Vec<&Test> {
        if let Test::All(tests) | Test::Any(tests) = self {
            tests.iter().flat_map(Test::parts).collect()
        } else if let Test::Not(test) = self {
            test.parts()
        } else {
            vec![self]
        }
    }

    /// What it asks of measures: the measure, how it is compared, and with what.
    pub fn comparisons(&self) -> impl Iterator<Item = (MeasureId, Op, &Operand)> {
        self.parts().into_iter().filter_map(|part| {
            if let Test::Compare { measure, op, with } = part { Some((*measure, *op, with)) } else { None }
        })
    }

    /// The status it asks not to hold, where it asks for nothing else.
    pub fn unwanted(&self) -> Option<StatusId> {
        let Test::Not(inner) = self else { return None };
        if let Test::Holds { status, .. } = **inner { Some(status) } else { None }
    }
}

/// Events of one type that agree with the fact in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Records {
    /// The type.
    pub kind: TypeId,
    /// The fields that must agree.
    pub matching: Vec<Matching>,
}

/// A named condition of a grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// What it asks.
    pub title: Bilingual,
    /// The predicate.
    pub test: Test,
}

/// Where a day is taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum DaySource {
    /// The business day of the fact.
    Fact,
    /// A field of the fact.
    Field(usize),
    /// The last day of a period in a field.
    PeriodEnd(usize),
    /// 1 January of the year in a field.
    YearOf(usize),
    /// 31 December of the year in a field.
    YearEnd(usize),
    /// A field of another event of the same subject that agrees in some fields; no day until there is one.
    Elsewhere { kind: TypeId, matching: Vec<Matching>, field: usize },
}

/// Two fields that must agree: of the fact in hand, and of the other event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matching {
    /// The field in hand; `None` means the fact's own id.
    pub mine: Option<usize>,
    /// The field of the other event.
    pub theirs: usize,
    /// By which facts two names in these fields mean one thing.
    pub renamed: Option<Renamed>,
}

impl Matching {
    /// Whether the field may say another name than the other event and mean the same.
    pub fn may_be_renamed(&self) -> bool {
        let first = self.renamed.as_ref().map(|renamed| renamed.words.first());
        first.is_some_and(|first| first.is_none_or(|first| Some(*first) == self.mine))
    }
}

/// What renames the first word of a name, and the fields of the fact in hand that have all its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// The renamings.
    pub by: Selected,
    /// The words; none where the field alone is the name.
    pub words: Vec<usize>,
}

/// Events of one type that pass a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactSelection {
    /// The type.
    pub kind: TypeId,
    /// The field that names the subject.
    pub subject: usize,
    /// What the fact's own fields must say.
    pub filter: Vec<Test>,
}

/// An interval during which a subject is something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The document that says so.
    pub document: usize,
    /// Its name in the policy.
    pub name: Arc<str>,
    /// What people call it.
    pub title: Bilingual,
    /// The clause.
    pub article: Arc<str>,
    /// What opens it.
    pub from: Vec<StatusFrom>,
    /// How many years it lasts; without end when absent.
    pub years: Option<ParamId>,
    /// What keeps it from lapsing when it happens within the years.
    pub unless: Option<StatusUnless>,
    /// What ends it.
    pub until: Vec<StatusUntil>,
    /// Whether a successor inherits it.
    pub inherits: bool,
    /// The readings its declaration met.
    pub readings: BTreeSet<ReadingId>,
}

/// What opens an interval of a status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusFrom {
    /// The events.
    pub facts: FactSelection,
    /// The first day.
    pub day: DaySource,
    /// The field that names the last day, where the document itself says it.
    pub last: Option<usize>,
}

/// What keeps a status from lapsing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusUnless {
    /// Entering this other status within the years.
    pub enters: StatusId,
}

/// What ends an interval of a status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatusUntil {
    /// An event; the status is off from that day.
    Event {
        /// The events.
        facts: FactSelection,
        /// How it belongs to the opening fact.
        matching: Vec<Matching>,
        /// The first day off.
        day: DaySource,
        /// Whether it acts as soon as it is known, whatever its day.
        by_knowledge: bool,
    },
    /// Entering another status; the status is off from that day.
    Enters(StatusId),
}

impl Op {
    /// The sign people read.
    pub fn sign(self) -> &'static str {
        match self {
            Op::Equal => "=",
            Op::Below => "<",
            Op::AtMost => "≤",
            Op::Above => ">",
            Op::AtLeast => "≥",
        }
    }
}

impl At {
    /// The day that is meant.
    pub fn day(self, fact_day: Day, test_day: Day) -> Day {
        match self {
            At::TestDay => test_day,
            At::FactDay => fact_day,
            At::DayBeforeFact => fact_day.prev(),
        }
    }
}
