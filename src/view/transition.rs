//! `transitions.v1`: items near a change of the law, which document and value holds for each, and by whose day.

use crate::ledger::{Crossed, World};
use crate::position::{ApplicationBasis, Changing, Crossing, Item};
use crate::value::Fen;
use serde::Serialize;

/// Items near a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/transitions.v1.json describes every field in both languages")]
pub struct TransitionsV1 {
    pub format: &'static str,
    pub on: String,
    pub known: u64,
    pub root: String,
    pub near: Option<i64>,
    pub transitions: Vec<TransitionV1>,
}

/// One item and one change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/transitions.v1.json describes every field in both languages")]
pub struct TransitionV1 {
    pub enterprise: String,
    pub name: Option<String>,
    pub clause: String,
    pub year: i32,
    pub matter: String,
    pub due: String,
    pub fact_on: String,
    pub applied_on: Option<String>,
    pub governed_on: String,
    pub change: TurnV1,
    pub decided_by: &'static str,
    pub decided_on: String,
    pub holds: &'static str,
    pub policy: String,
    pub document: String,
    pub version: u16,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/transitions.v1.json describes every field in both languages")]
pub struct TurnV1 {
    pub kind: &'static str,
    pub from: String,
    pub parameter: Option<String>,
    pub before: Option<String>,
    pub after: Option<String>,
}

impl TransitionsV1 {
    /// Shapes the items near a change.
    pub fn of(world: &World, crossed: &[Crossed], near: Option<i64>) -> Self {
        let rows = crossed.iter().flat_map(|crossed| {
            let items = &crossed.position.items;
            let found = crossed.crossings.iter().filter_map(|(index, crossing)| Some((items.get(*index)?, crossing)));
            found.map(|(item, crossing)| TransitionV1::of(world, crossed, item, crossing))
        });
        Self {
            format: "transitions.v1",
            on: world.horizon.on.to_string(),
            known: world.horizon.known.0,
            root: world.root.to_string(),
            near,
            transitions: rows.collect(),
        }
    }
}

impl TransitionV1 {
    fn of(world: &World, crossed: &Crossed, item: &Item, crossing: &Crossing) -> Self {
        let (subject, document) = (crossed.position.subject, world.program.document(item.document));
        let applied_on = match item.application.basis {
            ApplicationBasis::Submitted(_) | ApplicationBasis::Approved(_) => Some(item.application.day.to_string()),
            ApplicationBasis::Horizon | ApplicationBasis::Missed => None,
        };
        Self {
            enterprise: subject.to_string(),
            name: world.named(subject).map(|name| name.to_string()),
            clause: item.grant_id.to_string(),
            year: item.fact_year,
            matter: item.matter.to_string(),
            due: if item.is_known() { Fen::to_yuan(item.net) } else { "undetermined".to_owned() },
            fact_on: item.day.to_string(),
            applied_on,
            governed_on: item.application.governed_on.to_string(),
            change: TurnV1::of(world, crossing),
            decided_by: crossing.decided_by(&world.program, item),
            decided_on: crossing.decides.to_string(),
            holds: if crossing.is_new() { "after" } else { "before" },
            policy: document.policy.to_string(),
            document: document.document.to_string(),
            version: document.version,
        }
    }
}

impl TurnV1 {
    fn of(world: &World, crossing: &Crossing) -> Self {
        let from = crossing.from.to_string();
        match &crossing.change {
            Changing::Document { before, after } => {
                let policy = |index: &usize| world.program.document(*index).policy.to_string();
                let (before, after) = (before.as_ref().map(policy), after.as_ref().map(policy));
                Self { kind: "document", from, parameter: None, before, after }
            }
            Changing::Value { parameter, before, after } => {
                let parameter = world.program.parameter(*parameter).map(|parameter| parameter.path.to_string());
                let (before, after) = (before.written.to_string(), after.written.to_string());
                Self { kind: "value", from, parameter, before: Some(before), after: Some(after) }
            }
        }
    }
}
