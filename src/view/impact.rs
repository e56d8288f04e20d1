//! `impact.v1`: what an event changes about decided money.

use crate::audit::{Changed, Proposal};
use crate::explain::NameOf;
use crate::ledger::Impact;
use crate::value::Fen;
use crate::view::{BothV1, EventV1, WhomV1};
use serde::Serialize;
use serde_json::Value;
use std::sync::Arc;

/// What an event changes, item by item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/impact.v1.json describes every field in both languages")]
pub struct ImpactV1 {
    pub format: &'static str,
    pub on: String,
    pub known: u64,
    pub root: String,
    pub event: EventV1,
    pub kind: Arc<str>,
    pub title: BothV1,
    pub changed: Vec<ChangedV1>,
    pub sums: ImpactSumsV1,
    pub orders: Vec<Value>,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/impact.v1.json describes every field in both languages")]
pub struct ChangedV1 {
    pub subject: WhomV1,
    pub grant: Arc<str>,
    pub article: Arc<str>,
    pub matter: Arc<str>,
    pub approved: String,
    pub paid: String,
    pub before: Option<String>,
    pub with: Option<String>,
    pub difference: Option<String>,
    pub proposal: &'static str,
    pub amount: Option<String>,
    pub not_paid_as: Option<&'static str>,
    pub not_paid_amount: Option<String>,
    pub payments: Vec<EventV1>,
}

/// What it comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/impact.v1.json describes every field in both languages")]
pub struct ImpactSumsV1 {
    pub before: String,
    pub with: String,
    pub difference: String,
    pub paid: String,
    pub recover: String,
    pub supplement: String,
    pub undetermined: usize,
}

impl ImpactV1 {
    /// Shapes what changes, with the orders that would bring money back.
    pub fn of(impact: &Impact, orders: Vec<Value>, name: NameOf<'_>) -> Self {
        let [before, with, paid, recover, supplement] = impact.sums();
        Self {
            format: "impact.v1",
            on: impact.world.horizon.on.to_string(),
            known: impact.world.horizon.known.0,
            root: impact.world.root.to_string(),
            event: EventV1::of(&impact.event),
            kind: Arc::clone(&impact.kind.0),
            title: BothV1::of(&impact.kind.1),
            changed: impact.changed.iter().map(|one| ChangedV1::of(one, name)).collect(),
            sums: ImpactSumsV1 {
                before: before.to_yuan(),
                with: with.to_yuan(),
                difference: with.minus(before).to_yuan(),
                paid: paid.to_yuan(),
                recover: recover.to_yuan(),
                supplement: supplement.to_yuan(),
                undetermined: impact.changed.iter().filter(|one| one.proposal == Proposal::Open).count(),
            },
            orders,
        }
    }
}

impl ChangedV1 {
    fn of(one: &Changed, name: NameOf<'_>) -> Self {
        let item = &one.item;
        let (proposal, amount) = match one.proposal {
            Proposal::Recover(amount) => ("recover", Some(amount)),
            Proposal::Supplement(amount) => ("supplement", Some(amount)),
            Proposal::Ordered => ("ordered", None),
            Proposal::Overpaid(_) | Proposal::NotPaid(_) | Proposal::Even => ("not_paid", None),
            Proposal::Open => ("undetermined", None),
        };
        let (not_paid_as, not_paid_amount) = match one.proposal {
            Proposal::Overpaid(amount) => (Some("overpaid"), Some(amount)),
            Proposal::NotPaid(left) => (Some("outstanding"), Some(left)),
            Proposal::Even => (Some("even"), None),
            Proposal::Recover(_) | Proposal::Supplement(_) | Proposal::Ordered | Proposal::Open => (None, None),
        };
        Self {
            subject: WhomV1 { code: one.subject.to_string(), name: name(one.subject) },
            grant: Arc::clone(&item.grant_id),
            article: Arc::clone(&item.article),
            matter: Arc::clone(&item.matter),
            approved: item.approved.to_yuan(),
            paid: item.paid.to_yuan(),
            before: one.before.map(Fen::to_yuan),
            with: one.with.map(Fen::to_yuan),
            difference: one.before.zip(one.with).map(|(before, with)| with.minus(before).to_yuan()),
            proposal,
            amount: amount.map(Fen::to_yuan),
            not_paid_as,
            not_paid_amount: not_paid_amount.map(Fen::to_yuan),
            payments: item.payments.iter().map(EventV1::of).collect(),
        }
    }
}
