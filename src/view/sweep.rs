//! `whatif-sweep.v1`: a parameter through a range of values.

use crate::ledger::Sweep;
use crate::view::SumsV1;
use crate::view::whatif::{ChangeV1, RepeatsV1, ScenarioV1, plain};
use serde::Serialize;
use std::sync::Arc;

/// A parameter through a range of values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif-sweep.v1.json describes every field in both languages")]
pub struct SweepV1 {
    pub format: &'static str,
    pub on: String,
    pub known: u64,
    pub root: String,
    pub command: String,
    pub scenario: ScenarioV1,
    pub beside: Option<ScenarioV1>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub afresh: Option<usize>,
    pub repeats: Option<RepeatsV1>,
    pub policy: Arc<str>,
    pub document: Arc<str>,
    pub path: Arc<str>,
    pub from: Option<String>,
    pub unit: &'static str,
    pub changes: Vec<ChangeV1>,
    pub steps: Vec<StepV1>,
}

/// One value, and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif-sweep.v1.json describes every field in both languages")]
pub struct StepV1 {
    pub value: String,
    pub sums: SumsV1,
}

impl SweepV1 {
    /// Shapes a sweep.
    pub fn of(sweep: &Sweep<'_>) -> Self {
        let (base, setting) = (sweep.base, &sweep.setting);
        let step = |(value, sums): &(crate::whatif::Value, crate::whatif::Sums)| StepV1 {
            value: plain(value),
            sums: SumsV1::of(sums),
        };
        Self {
            format: "whatif-sweep.v1",
            on: base.horizon.on.to_string(),
            known: base.horizon.known.0,
            root: base.root.to_string(),
            command: sweep.command.clone(),
            scenario: ScenarioV1::of(&sweep.cited),
            beside: base.beside.as_ref().map(ScenarioV1::of),
            afresh: base.afresh,
            repeats: None,
            policy: setting.policy.clone(),
            document: setting.document.clone(),
            path: setting.path.clone(),
            from: setting.from.map(|from| from.to_string()),
            unit: setting.after().unit(),
            changes: sweep.changes.iter().map(ChangeV1::besides).collect(),
            steps: sweep.steps.iter().map(step).collect(),
        }
    }
}
