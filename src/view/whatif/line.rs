//! A line that differs.

use crate::ledger::{Changed, WhatIf};
use crate::value::{Fen, Pseudonyms};
use crate::view::{EventV1, WhomV1};
use crate::whatif::Cause;
use serde::Serialize;
use std::sync::Arc;

/// A line that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct LineV1 {
    pub subject: SubjectV1,
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

/// Whose a line is; for those who are not to know it, what stands in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub enum SubjectV1 {
    Known(WhomV1),
    Veiled { pseudonym: Arc<str> },
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

impl LineV1 {
    pub(super) fn of(run: &WhatIf<'_>, one: &Changed, veil: Option<&Pseudonyms>) -> Self {
        let matters = |items: &[crate::position::Item]| {
            let of = |item: &crate::position::Item| MatterV1 {
                // What a matter is called, and the events it rests on, tell whose it is.
                matter: if veil.is_some() { Arc::from("") } else { item.matter.clone() },
                outcome: crate::view::item::outcome(&item.outcome),
                events: item.facts.iter().filter(|_| veil.is_none()).map(EventV1::of).collect(),
            };
            items.iter().map(of).collect()
        };
        let (base, supposed) = one.due;
        let subject = match veil {
            Some(veil) => SubjectV1::Veiled { pseudonym: veil.subject(one.subject) },
            None => SubjectV1::Known(WhomV1 { code: one.subject.to_string(), name: run.name(one.subject) }),
        };
        let grant = one.supposed.first().or(one.base.first()).map(|item| item.grant_id.clone());
        Self {
            subject,
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

pub(in crate::view) fn cause_name(cause: Cause) -> &'static str {
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
