//! Measures, compiled.

use crate::event::TypeId;
use crate::policy::{At, FactSelection, FieldRef, MeasureId, ParamId, ReadingId, StatusId, Test};
use crate::value::Bilingual;
use std::collections::BTreeSet;
use std::sync::Arc;

/// One number, day or answer about a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// The document that says so.
    pub document: usize,
    /// Its name in the policy.
    pub name: Arc<str>,
    /// What people call it.
    pub title: Bilingual,
    /// How it is found.
    pub form: MeasureForm,
    /// The readings it met, those of what it rests on included.
    pub readings: BTreeSet<ReadingId>,
}

/// How a measure is found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum MeasureForm {
    /// How often a status was entered or an event happened before the fact.
    Entries { what: CountForm, since: Since, inherits: bool },
    /// A field of the event that speaks of the matter.
    Latest(LatestForm),
    /// A sum over the item's own facts.
    Sum(SumForm),
    /// What a measure has above another one and a target that is a share of the other, or an amount.
    Excess { of: MeasureId, over: MeasureId, target: u32 },
    /// One measure as a share of another.
    Ratio { of: MeasureId, to: MeasureId },
    /// The rank of the row in hand among the rows.
    Rank(RankForm),
    /// How many rows rank within a bound and hold a status.
    Ranked { by: MeasureId, within: ParamId, holding: Vec<StatusId> },
    /// How many subjects one relation away are new in the year.
    Newcomers(Newcomers),
    /// A dated series of reference.
    Reference(ReferenceForm),
}

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CountForm {
    /// Intervals of a status that are not empty.
    Status(StatusId),
    /// Events.
    Facts(FactSelection),
}

/// From when earlier facts are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// From ever.
    Ever,
    /// From the issue of the document.
    Policy,
}

/// A sum over the item's own facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SumForm {
    /// The field that is added up; a fact without it leaves the sum unknown.
    pub field: usize,
    /// The field that is taken off, where it is given.
    pub less: Option<usize>,
    /// Facts that agree in this field speak of one amount: only the first one on record counts, in whichever year.
    pub once_by: Option<usize>,
    /// What the facts that count must say; others use nothing up.
    pub filter: Vec<Test>,
}

/// The event that speaks of a matter: the preferred one, then the latest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LatestForm {
    /// The type.
    pub kind: TypeId,
    /// The field that names the subject.
    pub subject: usize,
    /// The field that is the answer.
    pub field: usize,
    /// Fields that must equal fields of the fact in hand.
    pub matching: Vec<(FieldRef, usize)>,
    /// The field that must name a year.
    pub year: Option<(usize, YearOf, i32)>,
    /// Which kind of event goes before which.
    pub prefer: Option<Prefer>,
    /// What an absent event means.
    pub missing: Missing,
    /// The day by which it must have happened; the day asked about without one.
    pub by: Option<At>,
}

/// An order of preference among the words of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefer {
    /// The field.
    pub field: usize,
    /// Its words, the preferred one first.
    pub order: Vec<Arc<str>>,
}

/// What a missing fact means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// It is not known.
    Undetermined,
    /// It counts as nothing.
    Zero,
}

/// Whose year is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearOf {
    /// The year of the item.
    Fact,
    /// The year of the fact that gives the matter its name.
    Source,
    /// The year of the application day.
    Application,
}

/// A rank among rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankForm {
    /// The field that holds the rows.
    pub rows: usize,
    /// The field of a row that is its recorded rank.
    pub field: usize,
    /// The field of a row that names its subject.
    pub code: usize,
    /// Whether ranks after a tie close up (1, 1, 2) rather than skip (1, 1, 3).
    pub dense: bool,
    /// Only rows whose subject holds one of these statuses count; all rows when empty.
    pub among: Vec<StatusId>,
}

/// Subjects one relation away that are new in the item's year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomers {
    /// The status they enter, or bring along.
    pub status: StatusId,
    /// The relation.
    pub link: Link,
    /// Whether each subject counts once, and only if it still holds the status at the end of the year.
    pub distinct: bool,
    /// Whether a subject that is new for two counts for one only.
    pub once: bool,
}

/// A relation between two subjects, opened and closed by events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// The event that opens it.
    pub from: TypeId,
    /// The event that closes it.
    pub until: TypeId,
    /// The field of the opening event that names the subject in hand.
    pub mine: usize,
    /// The field of the opening event that names the other one.
    pub theirs: usize,
    /// The same two fields of the closing event.
    pub until_mine: usize,
    /// The same two fields of the closing event.
    pub until_theirs: usize,
}

/// A dated reference series, such as the LPR.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceForm {
    /// The type of its events.
    pub kind: TypeId,
    /// The day its last publication counts on; `None` is undetermined.
    pub on: Option<ReferenceDay>,
    /// The measure that chooses the column.
    pub by: MeasureId,
    /// Up to this value, inclusive, the first column; beyond it the second.
    pub up_to: ParamId,
    /// The two columns.
    pub columns: (usize, usize),
    /// The field that says how well a row was checked, and the words in it that need no second look.
    pub grade: Option<(usize, Vec<Arc<str>>)>,
}

/// The day a reference series is read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferenceDay {
    /// The day a measure gives.
    Measure(MeasureId),
    /// 31 December of the item's year plus so many years.
    YearEnd(i32),
}
