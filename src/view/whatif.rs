//! `whatif.v1`: a scenario beside the ledger as it is.

use crate::event::canonical_json;
use crate::explain::{Document, Under};
use crate::ledger::{Changed, Cited, WhatIf};
use crate::value::{Digest, Fen};
use crate::view::{BothV1, EventV1, TraceV1, WhomV1};
use crate::whatif::{BoundMove, Cause, Change, Effect, Group, Still, Sums, ToPay, Value};
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

/// Subjects that have something in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct GroupV1 {
    pub name: Option<String>,
    pub base: String,
    pub supposed: String,
    pub difference: String,
    pub changed: usize,
}

/// What may still be paid, and what was paid too much, for facts of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct ToPayV1 {
    pub fact_year: i32,
    pub outstanding: ArmsV1,
    pub overpaid: ArmsV1,
}

/// An amount in each arm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct ArmsV1 {
    pub base: String,
    pub supposed: String,
}

/// How both arms come to a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct TreeV1 {
    pub base: TraceV1,
    pub supposed: TraceV1,
}

/// The difference under another option of a reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct UnderV1 {
    pub reading: Arc<str>,
    pub option: Arc<str>,
    pub question: BothV1,
    pub title: BothV1,
    pub sums: SumsV1,
}

/// A scenario as it is cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct ScenarioV1 {
    pub title: Option<String>,
    pub digest: String,
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

/// A line that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct LineV1 {
    pub subject: WhomV1,
    pub document: Arc<str>,
    pub article: Arc<str>,
    pub grant: Arc<str>,
    pub matters: MattersV1,
    pub fact_year: i32,
    pub base: Option<String>,
    pub supposed: Option<String>,
    pub difference: Option<String>,
    pub parts: Vec<CauseV1>,
}

/// The matters of a line, and how the policy answers about each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct MattersV1 {
    pub base: Vec<MatterV1>,
    pub supposed: Vec<MatterV1>,
}

/// A matter and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct MatterV1 {
    pub matter: Arc<str>,
    pub outcome: &'static str,
    pub events: Vec<EventV1>,
}

/// A part of the difference of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct CauseV1 {
    pub cause: &'static str,
    pub amount: String,
}

impl WhatIfV1 {
    /// Shapes a scenario that was run.
    pub fn of(run: &WhatIf<'_>) -> Self {
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
            lines: run.changed.iter().map(|one| LineV1::of(run, one)).collect(),
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

impl GroupV1 {
    fn of(group: &Group) -> Self {
        Self {
            name: group.name.as_ref().map(|(word, _)| word.clone()),
            base: group.base.to_yuan(),
            supposed: group.supposed.to_yuan(),
            difference: group.difference().to_yuan(),
            changed: group.changed,
        }
    }
}

impl ToPayV1 {
    fn of(own: &ToPay) -> Self {
        let arms = |[base, supposed]: [Fen; 2]| ArmsV1 { base: base.to_yuan(), supposed: supposed.to_yuan() };
        Self { fact_year: own.year, outstanding: arms(own.outstanding), overpaid: arms(own.overpaid) }
    }
}

/// Whether the answer is the one that a kept scenario had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct RepeatsV1 {
    pub same: bool,
    pub engine: String,
}

impl ScenarioV1 {
    pub(super) fn of(cited: &Cited) -> Self {
        Self { title: cited.title().map(str::to_owned), digest: cited.digest.to_string() }
    }
}

/// The digest of an answer, whichever command it was asked by and whatever people call the scenario, its baseline and its files.
pub fn answer_digest(answer: &serde_json::Value) -> Digest {
    let mut answer = answer.clone();
    for names in ["/scenario/title", "/beside/title", "/command", "/repeats"] {
        if let Some(name) = answer.pointer_mut(names) {
            name.take();
        }
    }
    for change in answer.pointer_mut("/changes").and_then(|changes| changes.as_array_mut()).into_iter().flatten() {
        if let Some(name) = change.get_mut("file") {
            name.take();
        }
    }
    Digest::of(canonical_json(&answer).unwrap_or_default().as_bytes())
}

impl SumsV1 {
    pub(super) fn of(sums: &Sums) -> Self {
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

impl ChangeV1 {
    /// A change that was not run by itself.
    pub(super) fn besides(change: &Change) -> Self {
        Self { effect: None, ..Self::of(change, &Effect::default()) }
    }

    fn of(change: &Change, effect: &Effect) -> Self {
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
            Change::Add { file, events } => {
                Self { kind: "add", file: Some(file.clone()), events: events.len(), effect, ..Self::default() }
            }
        }
    }
}

/// A value as a program reads it: yuan, a percentage without its sign, or a number.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Yuan(amount) => amount.to_yuan(),
        Value::Percent(ratio) => ratio.percent().trim_end_matches('%').to_owned(),
        Value::Whole(number) => number.to_string(),
    }
}

impl EffectV1 {
    fn of(effect: &Effect) -> Self {
        let stayed = effect.still.iter().map(|(why, count)| StayedV1 { why: still_name(*why), count: *count });
        Self {
            grants: effect.grants,
            touched: effect.touched,
            sums: SumsV1::of(&effect.sums),
            stayed: stayed.collect(),
        }
    }
}

impl LineV1 {
    fn of(run: &WhatIf<'_>, one: &Changed) -> Self {
        let matters = |items: &[crate::position::Item]| {
            let of = |item: &crate::position::Item| MatterV1 {
                matter: item.matter.clone(),
                outcome: crate::view::item::outcome(&item.outcome),
                events: item.facts.iter().map(EventV1::of).collect(),
            };
            items.iter().map(of).collect()
        };
        let (base, supposed) = one.due;
        let grant = one.supposed.first().or(one.base.first()).map(|item| item.grant_id.clone());
        Self {
            subject: WhomV1 { code: one.subject.to_string(), name: run.name(one.subject) },
            document: one.row.document.clone(),
            article: one.row.article.clone(),
            grant: grant.unwrap_or_else(|| Arc::from("")),
            matters: MattersV1 { base: matters(&one.base), supposed: matters(&one.supposed) },
            fact_year: one.row.year,
            base: base.map(Fen::to_yuan),
            supposed: supposed.map(Fen::to_yuan),
            difference: base.zip(supposed).map(|(base, supposed)| supposed.minus(base).to_yuan()),
            parts: one
                .parts
                .iter()
                .map(|part| CauseV1 { cause: cause_name(part.cause), amount: part.amount.to_yuan() })
                .collect(),
        }
    }
}

fn cause_name(cause: Cause) -> &'static str {
    match cause {
        Cause::Amount => "amount",
        Cause::Elsewhere => "elsewhere",
        Cause::Cap => "cap",
        Cause::Answer => "answer",
        Cause::Appears => "appears",
        Cause::Vanishes => "vanishes",
        Cause::Regrouped => "regrouped",
        Cause::Approved => "approved",
        Cause::AskedBack => "asked_back",
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
