//! Policies under one set of choices, ready to be evaluated.

use crate::policy::number::same_number;
use crate::policy::{
    Accounted, ActsBy, BestOf, Choices, Days, Duty, Exclusion, Gate, GovernedOn, Grant, Limit, Measure, MeasureId,
    OpenTerm, Options, ParamId, ParamValue, Parameter, ParameterValue, Rate, ReadingId, Register, Status, StatusId,
};
use crate::value::{Bilingual, Day, YearEnd};
use std::collections::BTreeSet;
use std::sync::Arc;

/// One document or several, compiled together: what they declare stands in common lists, and each declaration knows its
/// document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Program {
    /// The documents, by day of issue.
    pub documents: Vec<Provenance>,
    /// Statuses, by handle.
    pub statuses: Vec<Status>,
    /// Measures, by handle.
    pub measures: Vec<Measure>,
    /// Parameters, by handle.
    pub parameters: Vec<Parameter>,
    /// Gates, in order.
    pub gates: Vec<Gate>,
    /// Grants, in order.
    pub grants: Vec<Grant>,
    /// Limits.
    pub limits: Vec<Limit>,
    /// Exclusions between linked matters.
    pub exclusions: Vec<Exclusion>,
    /// Duties.
    pub duties: Vec<Duty>,
    /// Registers.
    pub registers: Vec<Register>,
    /// Open terms.
    pub open_terms: Vec<OpenTerm>,
}

/// A document as a whole: who it is, when it is in force, and how it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// The policy's identity: `changping-2025-8`.
    pub policy: Arc<str>,
    /// What people call it.
    pub title: Bilingual,
    /// Its document number.
    pub document: Arc<str>,
    /// The district it speaks for.
    pub district: Arc<str>,
    /// Which text of the document it is.
    pub version: u16,
    /// When it is in force, as far as is known.
    pub force: Force,
    /// When the documents alone say that it is.
    pub written: Force,
    /// The documents it takes the place of, by number.
    pub repeals: Vec<Arc<str>>,
    /// The status without which it does not speak of a subject at all.
    pub speaks_of: Option<StatusId>,
    /// What is not known of it, where its declarations are not the whole of the text.
    pub incomplete: Option<Bilingual>,
    /// The choices it was compiled under.
    pub choices: Choices,
    /// The engine's options.
    pub options: Options,
    /// The readings every amount rests on: rounding, days, caps.
    pub common_readings: BTreeSet<ReadingId>,
    /// How one matter under several grants is settled, where the document says so; otherwise each grant pays it.
    pub best_of: Option<BestOf>,
}

/// When a document is in force, both days inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Force {
    /// The day of issue.
    pub first: Day,
    /// The last day.
    pub last: Day,
}

/// A change of one parameter by a later document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// The parameter's path.
    pub path: Arc<str>,
    /// The first day the new value holds.
    pub from: Day,
    /// The value as written.
    pub value: Arc<str>,
    /// Its unit.
    pub unit: Arc<str>,
}

/// What no text may say.
#[derive(Debug, Clone, Copy)]
pub enum Unsound<'p> {
    /// More than the whole of a base would be paid.
    AboveWhole(&'p Parameter),
    /// The least is more than the most.
    EmptyRange {
        /// The least.
        floor: &'p Parameter,
        /// The most.
        ceiling: &'p Parameter,
    },
}

impl Force {
    /// The years from the day of issue.
    pub fn of_years(first: Day, years: u32, end: YearEnd) -> Self {
        Self { first, last: first.last_of_years(years, end) }
    }

    /// Whether a day is inside.
    pub fn covers(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }
}

impl Provenance {
    /// Whether it names another document of its district as one whose place it takes.
    pub fn takes_the_place_of(&self, other: &Provenance) -> bool {
        self.district == other.district && self.repeals(&other.document)
    }

    /// Whether a number is among those it repeals, however it is spelt.
    pub fn repeals(&self, number: &str) -> bool {
        self.repeals.iter().any(|repealed| same_number(repealed, number))
    }
}

impl Program {
    /// A status. Handles come from this program only.
    pub fn status(&self, id: StatusId) -> Option<&Status> {
        self.statuses.get(usize::try_from(id.0).ok()?)
    }

    /// A measure. Handles come from this program only.
    pub fn measure(&self, id: MeasureId) -> Option<&Measure> {
        self.measures.get(usize::try_from(id.0).ok()?)
    }

    /// A parameter. Handles come from this program only.
    pub fn parameter(&self, id: ParamId) -> Option<&Parameter> {
        self.parameters.get(usize::try_from(id.0).ok()?)
    }

    /// The document of a declaration of this program, or of an item that comes from one.
    #[expect(
        clippy::indexing_slicing,
        reason = "a program has a document, and its declarations name no other than its own"
    )]
    pub fn document(&self, index: usize) -> &Provenance {
        &self.documents[index]
    }

    /// The document a question without an item speaks of: the last issued one that is in force on a day, or the last one.
    pub fn principal(&self, on: Day) -> usize {
        let all = || self.documents.iter().enumerate();
        let latest = |(index, document): &(usize, &Provenance)| (document.force.first, *index);
        let in_force = all().filter(|(_, document)| document.force.covers(on)).max_by_key(latest);
        in_force.or_else(|| all().max_by_key(latest)).map_or(0, |(index, _)| index)
    }

    /// The documents that follow each other with one of them: those it takes the place of, those that take its place,
    /// and theirs. A document beside it, of the same district or another, is none of them.
    fn line(&self, index: usize) -> Vec<usize> {
        let mut line = vec![index];
        let mut next = 0;
        while let Some(known) = line.get(next).and_then(|known| self.documents.get(*known)) {
            next = next.saturating_add(1);
            for (number, other) in self.documents.iter().enumerate() {
                if !line.contains(&number) && (known.takes_the_place_of(other) || other.takes_the_place_of(known)) {
                    line.push(number);
                }
            }
        }
        line
    }

    /// The documents just before and just after one among those that follow each other with it, by day of issue.
    pub fn neighbours(&self, index: usize) -> [Option<usize>; 2] {
        let place = |number: usize| self.documents.get(number).map(|document| (document.force.first, number));
        let own = place(index);
        let others = || self.line(index).into_iter().filter(move |other| *other != index);
        let before = others().filter(|other| place(*other) < own).max_by_key(|other| place(*other));
        let after = others().filter(|other| place(*other) > own).min_by_key(|other| place(*other));
        [before, after]
    }

    /// Of the documents that follow each other with one of them the last issued that is in force on a day, and where none
    /// is, the last there is.
    pub fn governing(&self, index: usize, on: Day) -> Option<usize> {
        self.governing_of(&self.line(index), on)
    }

    /// For each document the documents that follow each other with it, for whoever asks often which of them governs.
    pub fn lines(&self) -> Vec<Vec<usize>> {
        (0..self.documents.len()).map(|index| self.line(index)).collect()
    }

    /// Of documents that follow each other the one that governs on a day.
    pub fn governing_of(&self, line: &[usize], on: Day) -> Option<usize> {
        let own = || line.iter().filter_map(|number| Some((*number, self.documents.get(*number)?)));
        let latest = |(number, document): &(usize, &Provenance)| (document.force.first, *number);
        let in_force = own().filter(|(_, document)| document.force.covers(on)).max_by_key(latest);
        in_force.or_else(|| own().max_by_key(latest)).map(|(number, _)| number)
    }

    /// Which day decides the document, for all that follow each other with one of them: the last of them says it, so that
    /// no fact falls between two.
    pub fn governed_on(&self, index: usize) -> GovernedOn {
        let last = self.governing(index, Day::MAX).unwrap_or(index);
        self.document(last).options.governed_on
    }

    /// The value of a parameter for the days of an item, or on one day.
    pub fn value(&self, id: ParamId, days: impl Into<Days>) -> Option<&ParameterValue> {
        self.parameter(id)?.on(days)
    }

    /// Changes parameters of a policy as later documents say; paths it does not have are left out and returned.
    pub fn amend(&mut self, policy: &str, amendments: &[Amendment]) -> Vec<Amendment> {
        let document = self.documents.iter().position(|document| *document.policy == *policy);
        let mut strangers = Vec::new();
        for amendment in amendments {
            let mut own = self.parameters.iter_mut().filter(|parameter| Some(parameter.document) == document);
            let found = own.find(|parameter| parameter.path == amendment.path);
            let value = ParamValue::parse(&amendment.value, &amendment.unit);
            match (found, value) {
                (Some(parameter), Some(value)) => {
                    parameter.values.retain(|old| old.from != amendment.from);
                    let written = Arc::clone(&amendment.value);
                    parameter.values.push(ParameterValue {
                        from: amendment.from,
                        by: ActsBy::Governing,
                        value,
                        written,
                    });
                    parameter.values.sort_by_key(|value| value.from);
                }
                (None, _) | (_, None) => strangers.push(amendment.clone()),
            }
        }
        strangers
    }

    /// The parameters of a path, of the policy that is named or of any, by handle.
    pub fn parameters_at(&self, policy: Option<&str>, path: &str) -> Vec<ParamId> {
        let of = |parameter: &Parameter| self.documents.get(parameter.document).map(|document| &*document.policy);
        let means = |parameter: &Parameter| {
            *parameter.path == *path && policy.is_none_or(|policy| of(parameter) == Some(policy))
        };
        (0..).zip(&self.parameters).filter(|(_, known)| means(known)).map(|(number, _)| ParamId(number)).collect()
    }

    /// What no text may say and a supposed value made of it: the parameter by which more than the whole of a base would be paid, or the
    /// floor and the ceiling of a grant of which the first is the higher one.
    pub fn unsound(&self) -> Option<Unsound<'_>> {
        self.grants.iter().find_map(|grant| {
            let share = match &grant.amount.form {
                Accounted::Share { rate: Rate::Parameter(id) | Rate::Evaluated { at_most: id, .. }, .. } => Some(*id),
                Accounted::Share { rate: Rate::Term(_), .. }
                | Accounted::Fixed(_)
                | Accounted::Table(_)
                | Accounted::Steps { .. }
                | Accounted::Decided(_) => None,
            };
            let above = share.and_then(|id| self.parameter(id)).filter(|share| share.is_above_whole());
            let bounds = grant.amount.floor.map(|floor| floor.amount).zip(grant.amount.ceiling);
            let bounds = bounds.and_then(|(floor, ceiling)| self.parameter(floor).zip(self.parameter(ceiling)));
            above.map(Unsound::AboveWhole).or_else(|| {
                bounds
                    .filter(|(floor, ceiling)| floor.above(ceiling).is_some())
                    .map(|(floor, ceiling)| Unsound::EmptyRange { floor, ceiling })
            })
        })
    }

    /// Gives a parameter another value, from its day on; from the first day of all it holds always. What later documents made of it from that day on does not
    /// count any more. Before the first value of all the first one holds, as ever: a value supposed from a day before that holds always.
    pub fn suppose(&mut self, id: ParamId, value: ParameterValue) {
        let Some(parameter) = usize::try_from(id.0).ok().and_then(|index| self.parameters.get_mut(index)) else {
            return;
        };
        parameter.values.retain(|old| old.from < value.from);
        parameter.values.push(value);
    }

    /// Takes over what later events changed in the same documents: the values of parameters, and the days on which
    /// documents ended.
    pub fn follow(&mut self, known: &Program) {
        for parameter in &mut self.parameters {
            let same = |other: &&Parameter| other.path == parameter.path && other.document == parameter.document;
            if let Some(amended) = known.parameters.iter().find(same) {
                parameter.values.clone_from(&amended.values);
            }
        }
        for (own, known) in self.documents.iter_mut().zip(&known.documents) {
            if known.force != known.written {
                own.force = known.force;
            }
        }
    }

    /// How its documents are read, but for one reading that is taken otherwise in each that has it.
    pub(super) fn choices_with(&self, reading: &ReadingId, option: &str) -> Vec<Choices> {
        self.documents.iter().map(|document| document.choices.with(reading, option)).collect()
    }

    /// A document that takes the place of others ends them on the day before its issue.
    pub(super) fn succeed(&mut self) {
        let successors: Vec<Provenance> = self.documents.clone();
        for new in &successors {
            let ended = self.documents.iter_mut().filter(|old| new.takes_the_place_of(old));
            ended.for_each(|old| old.force.last = old.force.last.min(new.force.first.prev()));
        }
        self.documents.iter_mut().for_each(|document| document.written = document.force);
    }
}
