//! Parameters: the constants of the policy, each with a path, a unit and dates.

use crate::value::{Day, Fen, Ratio};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A handle on a parameter of one program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ParamId(pub(super) u32);

/// A constant of the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// The document it belongs to.
    pub document: usize,
    /// Its path: `第五条/新认定/比例`.
    pub path: Arc<str>,
    /// The unit of all its values, as files write it.
    pub unit: &'static str,
    /// Its values, by the day each begins to hold.
    pub values: Vec<ParameterValue>,
}

/// Whose day has to have come for a value to hold: what a transitional clause says of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActsBy {
    /// The day that decides which document governs the fact.
    Governing,
    /// The day of the fact: what happened before keeps the value before.
    Fact,
    /// The day of the application: what was applied for before keeps the value before.
    Application,
}

/// The days of an item by which values are looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The day that decides which document governs it.
    pub governing: Day,
    /// The day of the fact.
    pub fact: Day,
    /// The day of the application.
    pub application: Day,
}

/// One value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterValue {
    /// The first day it holds.
    pub from: Day,
    /// Whose day that is.
    pub by: ActsBy,
    /// The value.
    pub value: ParamValue,
    /// As it is written in the file.
    pub written: Arc<str>,
}

/// A value with its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamValue {
    /// Money.
    Yuan(Fen),
    /// A percentage.
    Percent(Ratio),
    /// A number of things, years, months or days.
    Whole(i64),
}

impl Days {
    /// The day a value is looked up by.
    pub fn of(self, by: ActsBy) -> Day {
        match by {
            ActsBy::Governing => self.governing,
            ActsBy::Fact => self.fact,
            ActsBy::Application => self.application,
        }
    }
}

impl From<Day> for Days {
    /// Everything on one day.
    fn from(day: Day) -> Self {
        Self { governing: day, fact: day, application: day }
    }
}

impl Parameter {
    /// The value for some days, or on one: the last whose day has come. The first one holds before any begins, because a document is
    /// read whole.
    pub fn on(&self, days: impl Into<Days>) -> Option<&ParameterValue> {
        let days = days.into();
        self.values.iter().rev().find(|value| value.from <= days.of(value.by)).or_else(|| self.values.first())
    }
}

impl Parameter {
    /// The first day on which either changes and this amount is above another one, with both values of that day. A fact is never later
    /// than its application or the day that governs it; how these two lie to each other is looked at both ways.
    pub fn above<'p>(&'p self, most: &'p Self) -> Option<(Day, &'p ParameterValue, &'p ParameterValue)> {
        let changes: BTreeSet<Day> = self.values.iter().chain(&most.values).map(|value| value.from).collect();
        let later = |day: Day| changes.iter().copied().filter(move |later| *later >= day);
        let facts = changes.iter().flat_map(|fact| later(*fact).map(move |governing| (*fact, governing)));
        let mut all = facts
            .flat_map(|(fact, governing)| later(fact).map(move |application| Days { governing, fact, application }));
        all.find_map(|days| {
            let (low, high) = (self.on(days)?, most.on(days)?);
            let day = days.governing;
            match (low.value, high.value) {
                (ParamValue::Yuan(least), ParamValue::Yuan(most)) if least > most => Some((day, low, high)),
                (ParamValue::Whole(least), ParamValue::Whole(most)) if least > most => Some((day, low, high)),
                (ParamValue::Percent(least), ParamValue::Percent(most)) if least > most => Some((day, low, high)),
                (ParamValue::Yuan(_) | ParamValue::Percent(_) | ParamValue::Whole(_), _) => None,
            }
        })
    }

    /// Whether one of its values is more than the whole, where it is a share.
    pub fn is_above_whole(&self) -> bool {
        self.values.iter().any(|value| value.value.is_above_whole())
    }

    /// Whether two give the same value on every day, however it is written.
    pub fn is_alike(&self, other: &Self) -> bool {
        let steps = |parameter: &Self| {
            let mut steps: Vec<((Day, ActsBy), ParamValue)> = Vec::new();
            for value in &parameter.values {
                if steps.last().is_none_or(|(_, last)| *last != value.value) {
                    // The first value holds before its day as well, whosever day that is.
                    let first = (Day::MIN, ActsBy::Governing);
                    let from = if steps.is_empty() { first } else { (value.from, value.by) };
                    steps.push((from, value.value));
                }
            }
            steps
        };
        steps(self) == steps(other)
    }
}

impl ParamValue {
    /// Whether it is a share and more than the whole.
    pub fn is_above_whole(self) -> bool {
        matches!(self, ParamValue::Percent(share) if share > Ratio::ONE)
    }

    /// Reads a value in a unit: `50万元` or `500000` yuan, `3.85` percent, `10` of a count.
    pub fn parse(text: &str, unit: &str) -> Option<Self> {
        match unit {
            "yuan" => parse_yuan(text).map(Self::Yuan),
            "percent" => Ratio::parse_percent(text).map(Self::Percent),
            "count" | "year" | "month" | "day" => {
                text.parse().ok().filter(|number| (0..=1_000_000).contains(number)).map(Self::Whole)
            }
            _ => None,
        }
    }

    /// The kind of unit, for messages.
    pub fn unit(self) -> &'static str {
        match self {
            ParamValue::Yuan(_) => "yuan",
            ParamValue::Percent(_) => "percent",
            ParamValue::Whole(_) => "count",
        }
    }
}

fn parse_yuan(text: &str) -> Option<Fen> {
    let Some(wan) = text.strip_suffix("万元") else {
        return Fen::parse_yuan(text.strip_suffix('元').unwrap_or(text)).ok();
    };
    let (whole, part) = wan.split_once('.').unwrap_or((wan, "0"));
    if part.is_empty() || part.len() > 4 || !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let yuan = Fen::parse_yuan(whole).ok()?.get().checked_mul(10_000)?;
    let rest: i128 = format!("{part:0<4}").parse().ok()?;
    Some(Fen::new(yuan.checked_add(rest.checked_mul(100)?)?))
}
