//! A policy under one set of choices, ready to be evaluated.

use crate::policy::{
    BestOf, Choices, Duty, Exclusion, Gate, Grant, Limit, Measure, MeasureId, OpenTerm, Options, ParamId, ParamValue,
    Parameter, ParameterValue, ReadingId, Status, StatusId,
};
use crate::value::{Bilingual, Day, YearEnd};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The compiled policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The policy's identity: `changping-2025-8`.
    pub policy: Arc<str>,
    /// What people call it.
    pub title: Bilingual,
    /// Its document number.
    pub document: Arc<str>,
    /// The district it speaks for.
    pub district: Arc<str>,
    /// When it is in force.
    pub force: Force,
    /// The engine's options.
    pub options: Options,
    /// The readings every amount rests on: rounding, days, caps.
    pub common_readings: BTreeSet<ReadingId>,
    /// The choices it was compiled under.
    pub choices: Choices,
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
    /// How one matter under several grants is settled, where the document says so; otherwise each grant pays it.
    pub best_of: Option<BestOf>,
    /// Duties.
    pub duties: Vec<Duty>,
    /// Open terms.
    pub open_terms: Vec<OpenTerm>,
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

impl Force {
    /// The years from the day of issue.
    pub fn new(first: Day, years: u32, end: YearEnd) -> Self {
        Self { first, last: first.last_of_years(years, end) }
    }

    /// Whether a day is inside.
    pub fn covers(self, day: Day) -> bool {
        self.first <= day && day <= self.last
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

    /// The value of a parameter on a day.
    pub fn value(&self, id: ParamId, day: Day) -> Option<&ParameterValue> {
        self.parameter(id)?.on(day)
    }

    /// Changes parameters as later documents say; paths the policy does not have are left out and returned.
    pub fn amend(&mut self, amendments: &[Amendment]) -> Vec<Amendment> {
        let mut strangers = Vec::new();
        for amendment in amendments {
            let found = self.parameters.iter_mut().find(|parameter| parameter.path == amendment.path);
            let value = ParamValue::parse(&amendment.value, &amendment.unit);
            match (found, value) {
                (Some(parameter), Some(value)) => {
                    parameter.values.retain(|old| old.from != amendment.from);
                    let written = Arc::clone(&amendment.value);
                    parameter.values.push(ParameterValue { from: amendment.from, value, written });
                    parameter.values.sort_by_key(|value| value.from);
                }
                (None, _) | (_, None) => strangers.push(amendment.clone()),
            }
        }
        strangers
    }
}
