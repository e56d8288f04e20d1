//! The whole answer.

use super::change::ChangeV1;
use super::cited::{RepeatsV1, ScenarioV1};
use super::grouped::{GroupV1, ToPayV1, TreeV1, UnderV1};
use super::line::{LineV1, cause_name};
use crate::explain::{Document, Under};
use crate::ledger::WhatIf;
use crate::value::{Fen, Pseudonyms};
use crate::view::{BothV1, TraceV1};
use crate::whatif::{BoundMove, Sums};
use serde::Serialize;
use std::sync::Arc;

/// A scenario and what it came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct WhatIfV1 {
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
    pub sums: SumsV1,
    pub subjects: SubjectsV1,
    pub computed: ComputedV1,
    pub together: String,
    pub changes: Vec<ChangeV1>,
    pub rows: Vec<RowV1>,
    pub bridge: Vec<BridgeV1>,
    pub bounds: Vec<BoundsV1>,
    pub lines: Vec<LineV1>,
    pub fields: Vec<GroupV1>,
    pub scales: Vec<GroupV1>,
    pub to_pay: Vec<ToPayV1>,
    pub trees: Vec<TreeV1>,
    pub under: Option<Vec<UnderV1>>,
}

/// What some lines come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct SumsV1 {
    pub base: String,
    pub supposed: String,
    pub difference: String,
    pub more: TallyV1,
    pub less: TallyV1,
    pub opened: TallyV1,
    pub settled: TallyV1,
    pub undetermined: usize,
}

/// So many lines, and how much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct TallyV1 {
    pub count: usize,
    pub amount: String,
}

/// How many subjects get more, and how many less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct SubjectsV1 {
    pub more: usize,
    pub less: usize,
}

/// How many subjects were computed again, of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct ComputedV1 {
    pub again: usize,
    pub subjects: usize,
}

/// A clause in a year of facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct RowV1 {
    pub document: Arc<str>,
    pub article: Arc<str>,
    pub fact_year: i32,
    pub sums: SumsV1,
}

/// A part of the difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct BridgeV1 {
    pub cause: &'static str,
    pub count: usize,
    pub amount: String,
}

/// Lines at floors, ceilings and caps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct BoundsV1 {
    pub kind: &'static str,
    pub count: usize,
}

impl WhatIfV1 {
    /// Shapes a scenario that was run.
    pub fn of(run: &WhatIf<'_>) -> Self {
        Self::seen(run, None)
    }

    /// The same for somebody who sees pseudonyms in the place of subjects.
    pub fn seen(run: &WhatIf<'_>, veil: Option<&Pseudonyms>) -> Self {
        let alone: Fen = run.changes.iter().map(|(_, effect)| effect.sums.difference()).sum();
        let [more, less] = run.subjects;
        Self {
            format: "whatif.v1",
            on: run.base.horizon.on.to_string(),
            known: run.base.horizon.known.0,
            root: run.base.root.to_string(),
            command: run.command.clone(),
            scenario: ScenarioV1::of(&run.cited),
            beside: run.base.beside.as_ref().map(ScenarioV1::of),
            afresh: run.base.afresh,
            repeats: None,
            sums: SumsV1::of(&run.sums),
            subjects: SubjectsV1 { more, less },
            computed: ComputedV1 { again: run.asked.0, subjects: run.asked.1 },
            together: run.sums.difference().minus(alone).to_yuan(),
            changes: run.changes.iter().map(|(change, effect)| ChangeV1::of(change, effect)).collect(),
            rows: run
                .table
                .iter()
                .map(|(row, sums)| RowV1 {
                    document: row.document.clone(),
                    article: row.article.clone(),
                    fact_year: row.year,
                    sums: SumsV1::of(sums),
                })
                .collect(),
            bridge: run
                .bridge
                .0
                .iter()
                .map(|(cause, (count, amount))| BridgeV1 {
                    cause: cause_name(*cause),
                    count: *count,
                    amount: amount.to_yuan(),
                })
                .collect(),
            bounds: run
                .bounds
                .0
                .iter()
                .map(|(kind, count)| BoundsV1 { kind: bound_name(*kind), count: *count })
                .collect(),
            lines: run.lines(veil).iter().map(|one| LineV1::of(run, one, veil)).collect(),
            fields: run.by_field().iter().map(GroupV1::of).collect(),
            scales: run.by_scale().iter().map(GroupV1::of).collect(),
            to_pay: run.to_pay().iter().map(ToPayV1::of).collect(),
            trees: Vec::new(),
            under: None,
        }
    }

    /// The same with how both arms come to the largest differences, and with the difference under other readings.
    #[must_use]
    pub fn with(self, trees: &[[Document; 2]], under: Option<&[Under]>) -> Self {
        let tree =
            |[base, supposed]: &[Document; 2]| TreeV1 { base: TraceV1::of(base), supposed: TraceV1::of(supposed) };
        let option = |under: &Under| UnderV1 {
            reading: under.reading.clone(),
            option: under.token.clone(),
            question: BothV1::of(&under.question),
            title: BothV1::of(&under.option),
            sums: SumsV1::of(&under.sums),
        };
        let (trees, under) = (trees.iter().map(tree).collect(), under.map(|all| all.iter().map(option).collect()));
        Self { trees, under, ..self }
    }
}

impl SumsV1 {
    pub(in crate::view) fn of(sums: &Sums) -> Self {
        let tally = |tally: crate::whatif::Tally| TallyV1 { count: tally.count, amount: tally.amount.to_yuan() };
        Self {
            base: sums.base.to_yuan(),
            supposed: sums.supposed.to_yuan(),
            difference: sums.difference().to_yuan(),
            more: tally(sums.more),
            less: tally(sums.less),
            opened: tally(sums.opened),
            settled: tally(sums.settled),
            undetermined: sums.open,
        }
    }
}

fn bound_name(kind: BoundMove) -> &'static str {
    match kind {
        BoundMove::StillAtFloor => "still_at_floor",
        BoundMove::StillAtCeiling => "still_at_ceiling",
        BoundMove::ToFloor => "to_floor",
        BoundMove::OffFloor => "off_floor",
        BoundMove::ToCeiling => "to_ceiling",
        BoundMove::OffCeiling => "off_ceiling",
        BoundMove::TakenUp => "taken_up",
    }
}
