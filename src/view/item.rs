//! One item of `position.v1`.

use crate::position::{
    Application, ApplicationBasis, Cut, Excluded, ExcludedBy, FactRef, Formula, Gap, Item, Limited, Outcome, Position,
    Witness,
};
use crate::view::{EventV1, Names};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// One matter under one grant. Amounts are text in yuan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/position.v1.json describes every field in both languages")]
pub struct ItemV1 {
    pub article: Arc<str>,
    pub grant: Arc<str>,
    pub matter: Arc<str>,
    pub fact_events: Vec<EventV1>,
    pub fact_year: i32,
    pub outcome: &'static str,
    pub undetermined: Vec<ReasonV1>,
    pub gross: String,
    pub floor_or_ceiling: Option<BoundV1>,
    pub excluded: Vec<ExcludedV1>,
    pub cap_cut: Vec<CutV1>,
    pub net: String,
    pub approved: String,
    pub paid: String,
    pub outstanding: String,
    pub overpaid: String,
    pub withheld: String,
    pub withheld_since: Option<String>,
    pub application: ApplicationV1,
    pub policy: Option<Arc<str>>,
    pub readings: Vec<ReadingV1>,
    pub event_positions: Vec<u64>,
}

/// Why an amount is not known, and what would settle it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReasonV1 {
    /// `fact`, `field`, `term`, `reading` or `uncomputable`.
    pub kind: &'static str,
    /// The event type that would settle it.
    pub event_type: Option<Arc<str>>,
    /// The measure that has no value.
    pub measure: Option<Arc<str>>,
    /// The open term nobody decided.
    pub term: Option<Arc<str>>,
}

/// The floor or ceiling that decided an amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BoundV1 {
    /// `floor` or `ceiling`.
    pub hit: &'static str,
    /// Its amount.
    pub amount: String,
}

/// Money taken off because the matter is paid elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExcludedV1 {
    /// How much.
    pub amount: String,
    /// `item`, `linked` or `other_scheme`.
    pub by: &'static str,
    /// The grant of the item that goes before.
    pub grant: Option<Arc<str>>,
    /// The matter of the item that goes before.
    pub matter: Option<Arc<str>>,
    /// The rule between linked matters.
    pub rule: Option<Arc<str>>,
    /// The support from another scheme.
    pub event: Option<EventV1>,
}

/// Money a cap took off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CutV1 {
    /// The cap.
    pub cap: Arc<str>,
    /// Its period: a calendar year.
    pub period: String,
    /// How much.
    pub amount: String,
}

/// The application an item stands under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ApplicationV1 {
    /// Its day.
    pub day: String,
    /// `submitted`, `approved`, `horizon` or `missed`.
    pub basis: &'static str,
    /// The application or approval.
    pub event: Option<EventV1>,
    /// The day conditions were tested.
    pub test_day: String,
    /// The day that decides the governing document.
    pub governed_on: String,
    /// Whether the call is recorded; otherwise its opening is assumed.
    pub call_recorded: bool,
}

/// A reading and the option in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReadingV1 {
    /// The reading.
    pub reading: Arc<str>,
    /// Its option.
    pub option: Arc<str>,
}

impl ItemV1 {
    pub(super) fn of(item: &Item, position: &Position, names: &dyn Names) -> Self {
        let gaps: &[Gap] = if let Outcome::Undetermined(gaps) = &item.outcome { gaps } else { &[] };
        let reading = |id: &Arc<str>| ReadingV1 { reading: id.clone(), option: names.option(item.document, id) };
        Self {
            article: item.article.clone(),
            grant: item.grant_id.clone(),
            matter: item.matter.clone(),
            fact_events: item.facts.iter().map(EventV1::of).collect(),
            fact_year: item.fact_year,
            outcome: outcome(&item.outcome),
            undetermined: gaps.iter().map(|gap| ReasonV1::of(gap, names)).collect(),
            gross: item.gross.to_yuan(),
            floor_or_ceiling: BoundV1::of(item.limited),
            excluded: item.excluded.iter().map(|excluded| ExcludedV1::of(excluded, position, names)).collect(),
            cap_cut: item.cuts.iter().map(|cut| CutV1::of(cut, position)).collect(),
            net: item.net.to_yuan(),
            approved: item.approved.to_yuan(),
            paid: item.paid.to_yuan(),
            outstanding: item.outstanding.to_yuan(),
            overpaid: item.overpaid.to_yuan(),
            withheld: item.withheld().to_yuan(),
            withheld_since: item.withheld_since.map(|day| day.to_string()),
            application: ApplicationV1::of(&item.application),
            policy: governed(&item.outcome).then(|| names.policy(item.document)),
            readings: item.readings.iter().map(|id| reading(&id.0)).collect(),
            event_positions: rests_on(item).into_iter().collect(),
        }
    }
}

impl ReasonV1 {
    fn of(gap: &Gap, names: &dyn Names) -> Self {
        let none = Self { kind: "uncomputable", event_type: None, measure: None, term: None };
        match gap {
            Gap::Fact { kind, .. } => {
                let event_type = Some(names.event_type(*kind));
                Self { kind: "fact", event_type, measure: names.asked(gap), ..none }
            }
            Gap::Field { .. } => Self { kind: "field", measure: names.asked(gap), ..none },
            Gap::Reading(_) => Self { kind: "reading", measure: names.asked(gap), ..none },
            Gap::Term(_) => Self { kind: "term", term: names.asked(gap), ..none },
            Gap::Names(_) => Self { kind: "names", ..none },
            Gap::Uncomputable => none,
        }
    }
}

impl BoundV1 {
    fn of(limited: Limited) -> Option<Self> {
        match limited {
            Limited::Neither => None,
            Limited::Floor(amount) => Some(Self { hit: "floor", amount: amount.to_yuan() }),
            Limited::Ceiling(amount) => Some(Self { hit: "ceiling", amount: amount.to_yuan() }),
        }
    }
}

impl ExcludedV1 {
    fn of(excluded: &Excluded, position: &Position, names: &dyn Names) -> Self {
        let (amount, none) = (excluded.amount.to_yuan(), None);
        let item = |index: usize| position.items.get(index).map(|item| (item.grant_id.clone(), item.matter.clone()));
        let (by, other, rule, event) = match &excluded.by {
            ExcludedBy::Item(index) => ("item", item(*index), none, None),
            ExcludedBy::Linked { exclusion, item: index } => {
                ("linked", index.and_then(item), Some(names.exclusion(*exclusion)), None)
            }
            ExcludedBy::Other(fact) => ("other_scheme", None, None, Some(EventV1::of(fact))),
        };
        let (grant, matter) = other.unzip();
        Self { amount, by, grant, matter, rule, event }
    }
}

impl CutV1 {
    fn of(cut: &Cut, position: &Position) -> Self {
        // A cap that cut something is in use, so it is listed with its name.
        let cap = position.caps.iter().find(|cap| cap.limit == cut.limit).map(|cap| cap.name.clone());
        Self { cap: cap.unwrap_or_default(), period: cut.year.to_string(), amount: cut.amount.to_yuan() }
    }
}

impl ApplicationV1 {
    fn of(application: &Application) -> Self {
        let (basis, event) = match &application.basis {
            ApplicationBasis::Submitted(fact) => ("submitted", Some(EventV1::of(fact))),
            ApplicationBasis::Approved(fact) => ("approved", Some(EventV1::of(fact))),
            ApplicationBasis::Horizon => ("horizon", None),
            ApplicationBasis::Missed => ("missed", None),
        };
        Self {
            day: application.day.to_string(),
            basis,
            event,
            test_day: application.test_day.to_string(),
            governed_on: application.governed_on.to_string(),
            call_recorded: application.call_recorded,
        }
    }
}

pub(super) fn outcome(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Due => "due",
        Outcome::Refused(_) => "refused",
        Outcome::Undetermined(_) => "undetermined",
        Outcome::NotNamed => "not_named",
        Outcome::MissedCall => "missed_call",
        Outcome::NoGoverningPolicy(_) => "no_governing_policy",
        Outcome::FactGone => "fact_gone",
    }
}

/// Whether the document the position was computed with governs the item.
fn governed(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::NoGoverningPolicy(_) | Outcome::FactGone => false,
        Outcome::Due | Outcome::Refused(_) | Outcome::Undetermined(_) | Outcome::NotNamed | Outcome::MissedCall => true,
    }
}

/// Every event the answer rests on: its facts, what conditions and amount looked at, the application, the payments.
fn rests_on(item: &Item) -> BTreeSet<u64> {
    let mut facts: Vec<&FactRef> = item.facts.iter().chain(&item.payments).collect();
    match &item.application.basis {
        ApplicationBasis::Submitted(fact) | ApplicationBasis::Approved(fact) => facts.push(fact),
        ApplicationBasis::Horizon | ApplicationBasis::Missed => {}
    }
    for witness in item.checks.iter().flat_map(|check| &check.witnesses) {
        match witness {
            Witness::Held(_, _, interval) => {
                facts.push(&interval.opened_by);
                facts.extend(&interval.ended_by);
            }
            Witness::Measured(_, answer) => facts.extend(&answer.facts),
            Witness::Found(_, fact) => facts.extend(fact),
            Witness::NotHeld(..) | Witness::Said(_) | Witness::Term(_) => {}
        }
    }
    match &item.formula {
        Some(
            Formula::Share { facts: base, .. }
            | Formula::Steps { facts: base, .. }
            | Formula::Table { facts: base, .. },
        ) => facts.extend(base),
        Some(Formula::Fixed(_)) | None => {}
    }
    facts.extend(item.decided.iter().map(|decision| &decision.fact));
    for excluded in &item.excluded {
        match &excluded.by {
            ExcludedBy::Other(fact) => facts.push(fact),
            ExcludedBy::Item(_) | ExcludedBy::Linked { .. } => {}
        }
    }
    facts.into_iter().map(|fact| fact.position.0).collect()
}
