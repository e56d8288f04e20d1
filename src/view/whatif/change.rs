//! A change, and what it did by itself.

use crate::view::whatif::SumsV1;
use crate::view::{BothV1, EventV1};
use crate::whatif::{Change, Effect, Still, Value};
use serde::Serialize;
use std::sync::Arc;

/// A change, and what it did by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct ChangeV1 {
    pub kind: &'static str,
    pub policy: Option<Arc<str>>,
    pub document: Option<Arc<str>>,
    pub path: Option<Arc<str>>,
    pub from: Option<String>,
    pub unit: Option<&'static str>,
    pub was: Vec<ValueV1>,
    pub value: Option<String>,
    pub reading: Option<Arc<str>>,
    pub option: Option<Arc<str>>,
    pub event: Option<EventV1>,
    pub title: Option<BothV1>,
    pub with: usize,
    pub alike: Option<Arc<str>>,
    pub until: Option<u64>,
    pub file: Option<Arc<str>>,
    pub events: usize,
    pub back: bool,
    pub effect: Option<EffectV1>,
}

/// A value of a parameter, and the first day of it; none of the first one, which holds before as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct ValueV1 {
    pub from: Option<String>,
    pub value: String,
}

/// What a change did by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct EffectV1 {
    pub grants: usize,
    pub touched: usize,
    pub sums: SumsV1,
    pub stayed: Vec<StayedV1>,
}

/// Lines that a change can touch and that stayed as they were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct StayedV1 {
    pub why: &'static str,
    pub count: usize,
}

impl ChangeV1 {
    /// A change that was not run by itself.
    pub(in crate::view) fn besides(change: &Change) -> Self {
        Self { effect: None, ..Self::of(change, &Effect::default()) }
    }

    pub(super) fn of(change: &Change, effect: &Effect) -> Self {
        let effect = Some(EffectV1::of(effect));
        match change {
            Change::Set(setting) => Self {
                kind: "set",
                policy: Some(setting.policy.clone()),
                document: Some(setting.document.clone()),
                path: Some(setting.path.clone()),
                from: setting.from.map(|day| day.to_string()),
                unit: Some(setting.after().unit()),
                was: setting
                    .before()
                    .map(|(from, value)| ValueV1 { from: from.map(|from| from.to_string()), value: plain(&value) })
                    .collect(),
                value: Some(plain(&setting.after())),
                effect,
                ..Self::default()
            },
            Change::Read { reading, token, question, .. } => Self {
                kind: "read",
                reading: Some(reading.0.clone()),
                option: Some(token.clone()),
                title: Some(BothV1::of(question)),
                effect,
                ..Self::default()
            },
            Change::Drop { event, kind, with } => Self {
                kind: "drop",
                event: Some(EventV1::of(event)),
                title: Some(BothV1::of(kind)),
                with: *with,
                effect,
                ..Self::default()
            },
            Change::DropAlike { alike, kind, events, with } => Self {
                kind: "drop_alike",
                alike: Some(alike.clone()),
                title: Some(BothV1::of(kind)),
                events: events.len(),
                with: *with,
                effect,
                ..Self::default()
            },
            Change::OnlyKnown { until, events, .. } => {
                Self { kind: "only_known", until: Some(until.0), events: *events, effect, ..Self::default() }
            }
            Change::Back(change) => Self { back: true, effect, ..Self::of(change, &Effect::default()) },
            Change::Policy { file, policy, document, .. } => Self {
                kind: "policy",
                file: Some(file.clone()),
                policy: Some(policy.clone()),
                document: Some(document.clone()),
                events: 1,
                effect,
                ..Self::default()
            },
            Change::Add { file, events } => {
                Self { kind: "add", file: Some(file.clone()), events: events.len(), effect, ..Self::default() }
            }
        }
    }
}

/// A value as a program reads it: yuan, a percentage without its sign, or a number.
pub(in crate::view) fn plain(value: &Value) -> String {
    match value {
        Value::Yuan(amount) => amount.to_yuan(),
        Value::Percent(ratio) => ratio.percent().trim_end_matches('%').to_owned(),
        Value::Whole(number) => number.to_string(),
    }
}

impl EffectV1 {
    pub(super) fn of(effect: &Effect) -> Self {
        let stayed = effect.still.iter().map(|(why, count)| StayedV1 { why: still_name(*why), count: *count });
        Self {
            grants: effect.grants,
            touched: effect.touched,
            sums: SumsV1::of(&effect.sums),
            stayed: stayed.collect(),
        }
    }
}

fn still_name(why: Still) -> &'static str {
    match why {
        Still::Earlier => "earlier",
        Still::Refused => "refused",
        Still::Nothing => "nothing",
        Still::Open => "undetermined",
        Still::Bounded => "bounded",
        Still::Limited => "limited",
        Still::Same => "same",
    }
}
