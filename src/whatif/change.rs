//! What is supposed to be otherwise.

use crate::policy::{ParamValue, ParameterValue, ReadingId};
use crate::position::FactRef;
use crate::value::{Bilingual, Day, Fen, Position, Ratio};
use std::fmt;
use std::sync::Arc;

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A parameter has another value.
    Set(Setting),
    /// A reading is taken otherwise, in every document that has it.
    Read {
        /// The reading.
        reading: ReadingId,
        /// What it asks.
        question: Bilingual,
        /// The option in force.
        was: Bilingual,
        /// The option supposed.
        option: Bilingual,
        /// Its stable name.
        token: Arc<str>,
    },
    /// An event was never recorded, and nothing that corrects it or takes it back.
    Drop {
        /// The event.
        event: FactRef,
        /// Its type, as people call it.
        kind: Bilingual,
        /// How many others speak of it and go with it.
        with: usize,
    },
    /// Several events that have something in common were never recorded.
    DropAlike {
        /// What they have in common, as it was asked for.
        alike: Arc<str>,
        /// Their type, as people call it.
        kind: Bilingual,
        /// The events.
        events: Vec<FactRef>,
        /// How many others speak of them and go with them.
        with: usize,
    },
    /// What was recorded behind a position is not known.
    OnlyKnown {
        /// The last event that was known before.
        was: Position,
        /// The last event that is.
        until: Position,
        /// How many are not.
        events: usize,
    },
    /// Further events were recorded.
    Add {
        /// The file they stand in.
        file: Arc<str>,
        /// The events, at the positions they would have.
        events: Vec<FactRef>,
    },
    /// Another text of a policy was issued.
    Policy {
        /// The file it stands in.
        file: Arc<str>,
        /// The event that would issue it.
        event: FactRef,
        /// The policy.
        policy: Arc<str>,
        /// The number of its document.
        document: Arc<str>,
        /// The number of the document it takes the place of; none where the ledger has no such policy.
        was: Option<Arc<str>>,
    },
    /// What the baseline supposes is not supposed any more.
    Back(Box<Change>),
}

impl Change {
    /// Whether what differs tells whose facts are meant: it names some of them, or a place in the ledger that comes before some and behind
    /// others.
    pub fn tells_whose(&self) -> bool {
        match self {
            Change::Drop { .. } | Change::DropAlike { .. } | Change::Add { .. } | Change::OnlyKnown { .. } => true,
            Change::Back(change) => change.tells_whose(),
            Change::Set(_) | Change::Read { .. } | Change::Policy { .. } => false,
        }
    }
}

/// Another value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The policy.
    pub policy: Arc<str>,
    /// The number of its document.
    pub document: Arc<str>,
    /// The path.
    pub path: Arc<str>,
    /// The first day of the value; always when absent.
    pub from: Option<Day>,
    /// The value.
    pub value: ParamValue,
    /// As it was written.
    pub written: Arc<str>,
    /// The values it has, by the day each begins.
    pub was: Vec<ParameterValue>,
}

/// A value of a parameter, for whoever does not know policies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
pub enum Value {
    /// Money.
    Yuan(Fen),
    /// A percentage.
    Percent(Ratio),
    /// A number of things, years, months or days.
    Whole(i64),
}

impl Setting {
    /// The values it has; the first one, which holds before its day as well, without a day.
    pub fn before(&self) -> impl Iterator<Item = (Option<Day>, Value)> + '_ {
        self.was.iter().enumerate().map(|(index, value)| ((index > 0).then_some(value.from), Value::of(value.value)))
    }

    /// Whether it is of the same parameter from the same day on.
    pub fn is(&self, other: &Setting) -> bool {
        (&self.policy, &self.path, self.from) == (&other.policy, &other.path, other.from)
    }

    /// The same parameter with another value, as it is asked for.
    pub fn with(&self, value: Value) -> String {
        let from = self.from.map(|from| format!("@{from}")).unwrap_or_default();
        format!("{}:{}{from}={value}", self.policy, self.path)
    }

    /// The value supposed.
    pub fn after(&self) -> Value {
        Value::of(self.value)
    }
}

impl Value {
    fn of(value: ParamValue) -> Self {
        match value {
            ParamValue::Yuan(amount) => Value::Yuan(amount),
            ParamValue::Percent(ratio) => Value::Percent(ratio),
            ParamValue::Whole(number) => Value::Whole(number),
        }
    }

    /// This one and so much more, of the same kind.
    pub fn plus(self, more: Self) -> Option<Self> {
        match (self, more) {
            (Value::Yuan(one), Value::Yuan(more)) => Some(Value::Yuan(one.plus(more))),
            (Value::Percent(one), Value::Percent(more)) => one.plus(more).map(Value::Percent),
            (Value::Whole(one), Value::Whole(more)) => one.checked_add(more).map(Value::Whole),
            (Value::Yuan(_) | Value::Percent(_) | Value::Whole(_), _) => None,
        }
    }

    /// The name of its unit.
    pub fn unit(self) -> &'static str {
        match self {
            Value::Yuan(_) => "yuan",
            Value::Percent(_) => "percent",
            Value::Whole(_) => "count",
        }
    }
}

/// As it is written in a scenario, exactly.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Yuan(amount) => f.write_str(&amount.to_yuan()),
            Value::Percent(share) => f.write_str(&share.percent()),
            Value::Whole(number) => write!(f, "{number}"),
        }
    }
}
