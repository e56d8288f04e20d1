//! The documents behind the facts, and how the answer can be checked and repeated.

use crate::explain::{Case, Count, Document, Evidence, Label, Phrase};
use crate::position::{ApplicationBasis, ExcludedBy, FactRef, Formula, Item, Witness};
use std::collections::BTreeSet;

/// Every fact an item rests on: those it comes from, those its conditions and its formula saw, its application, what
/// stands against it, and the money that moved.
pub(super) fn leaves(case: &Case<'_>, item: &Item) -> Vec<FactRef> {
    let mut found: BTreeSet<FactRef> = item.facts.iter().chain(&item.payments).copied().collect();
    for witness in item.checks.iter().flat_map(|check| &check.witnesses) {
        match witness {
            Witness::Held(_, _, interval) => {
                found.insert(interval.opened_by);
                found.extend(interval.ended_by);
            }
            Witness::Measured(_, answer) => found.extend(&answer.facts),
            Witness::Found(_, fact) => found.extend(fact),
            Witness::NotHeld(..) | Witness::Said(_) | Witness::Term(_) => {}
        }
    }
    match &item.formula {
        Some(Formula::Share { facts, .. } | Formula::Steps { facts, .. } | Formula::Table { facts, .. }) => {
            found.extend(facts);
        }
        Some(Formula::Fixed(_)) | None => {}
    }
    match item.application.basis {
        ApplicationBasis::Submitted(fact) | ApplicationBasis::Approved(fact) => {
            found.insert(fact);
        }
        ApplicationBasis::Horizon | ApplicationBasis::Missed => {}
    }
    for excluded in &item.excluded {
        match &excluded.by {
            ExcludedBy::Other(fact) => {
                found.insert(*fact);
            }
            ExcludedBy::Item(other) | ExcludedBy::Linked { item: Some(other), .. } => {
                found.extend(case.position.items.get(*other).into_iter().flat_map(|item| &item.facts));
            }
            ExcludedBy::Linked { item: None, .. } => {}
        }
    }
    found.into_iter().collect()
}

/// The documents that came with those facts.
pub(super) fn evidence(page: &mut Document, case: &Case<'_>, item: &Item, then: Option<(&Case<'_>, &Item)>) {
    let mut facts: BTreeSet<FactRef> = leaves(case, item).into_iter().collect();
    facts.extend(then.into_iter().flat_map(|(before, old)| leaves(before, old)));
    let mut said: Vec<Phrase> = Vec::new();
    for fact in &facts {
        let known = case.fact(*fact).or_else(|| then.and_then(|(before, _)| before.fact(*fact)));
        for document in known.into_iter().flat_map(|known| known.evidence.iter()) {
            let (title, sha256, fact) = (document.title.clone(), document.sha256, *fact);
            said.push(match &document.uri {
                Some(uri) => Evidence::Kept { title, sha256, uri: uri.clone(), fact }.into(),
                None => Evidence::Document { title, sha256, fact }.into(),
            });
        }
    }
    if facts.is_empty() {
        said.push(Evidence::NoFact.into());
    } else if said.is_empty() {
        said.push(Evidence::NoDocument { facts: Count::of(facts.len(), "record") }.into());
    }
    page.say_under(0, Label::Evidence, said);
}

/// The root of the ledger, and the command that gives this answer again.
pub(super) fn check(page: &mut Document, case: &Case<'_>, item: &Item) {
    let (subject, article) = (case.position.subject, &item.article);
    // What is under no article of the document is found by the payment, or stands in the file of the enterprise.
    let asked = match item.matter.strip_prefix("payment:").filter(|_| item.is_unattributed()) {
        Some(number) if article.is_empty() => format!("why {number}"),
        None if article.is_empty() => format!("file {subject}"),
        Some(_) | None => format!("why {subject} {article}"),
    };
    let command = format!("qizhang {asked} --on {} --known {}", case.position.on, case.known);
    let root = Evidence::Root { root: case.root, known: case.known };
    page.say_under(0, Label::Check, vec![root.into(), Evidence::Command { command: command.into() }.into()]);
}
