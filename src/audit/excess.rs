//! How far each approval and each payment went beyond what was due, as it was known when it was made.
//!
//! The position asked is the one that could be known, on the day of the money event: with it the call, the caps and the earlier choices
//! are those the official had before him. What became known later is no matter here.

use crate::audit::line::{Line, lines};
use crate::audit::row::Row;
use crate::audit::{Scene, Then};
use crate::policy::StatusId;
use crate::position::{ExcludedBy, FactRef, Formula, Item, Outcome, Witness};
use crate::value::{Fen, Uscc};
use std::sync::Arc;

/// Money that went too far.
#[derive(Debug)]
pub(super) struct Excess<'s> {
    pub(super) subject: Uscc,
    pub(super) event: Row<'s>,
    pub(super) cause: Cause,
    /// What was approved or paid.
    pub(super) given: Fen,
    /// How much of it was not due.
    pub(super) beyond: Fen,
    /// The item as it was known then.
    pub(super) item: &'s Item,
    /// What stood against it on record.
    pub(super) against: Vec<FactRef>,
}

/// Why money was not due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// The matter had been paid already.
    Twice,
    /// What it was for had been revoked.
    Revoked,
    /// An accident or a record of dishonesty stood against it.
    Incident,
    /// A condition did not hold, the call was missed, or the fact was not on record.
    NotEligible,
    /// Nobody could say yet what was due.
    Undetermined,
    /// Less was due.
    TooMuch,
}

/// The approvals that went too far, a line each.
pub(super) fn approvals<'s>(scene: &'s Scene<'s>) -> Vec<Excess<'s>> {
    let mut found = Vec::new();
    for approval in lines(scene).chunk_by_mut(|one, other| one.event.fact.position == other.event.fact.position) {
        // Of approvals that are too much together the choice may leave any one short: the last one is too much, and of its lines those
        // that were left short themselves come first.
        let mut above = approval.first().map_or(Fen::ZERO, |line| line.then.together);
        approval.sort_by_key(|line| std::cmp::Reverse(own_excess(line.item)));
        for Line { subject, event, given, then, item, .. } in approval {
            let beyond = own_excess(item).max(above).min(*given);
            above = above.less(beyond);
            if beyond.is_positive() {
                found.push(excess(scene, (*subject, *event), then, item, (*given, beyond)));
            }
        }
    }
    found
}

/// How much more was approved of an item than could be.
fn own_excess(item: &Item) -> Fen {
    let due = if item.withheld_since.is_some() { item.paid.min(item.net) } else { item.net };
    item.approved.less(due)
}

/// The payments that went too far and stayed with the enterprise.
pub(super) fn payments<'s>(scene: &'s Scene<'s>) -> Vec<Excess<'s>> {
    let mut found = Vec::new();
    for event in stayed(scene) {
        let known = event.subject().and_then(|subject| Some((subject, scene.then.get(&event.fact.position)?)));
        let Some(((subject, then), given)) = known.zip(event.money("amount")) else { continue };
        // A payment over several lines is too much by what all of them together are overpaid.
        let over = then.items.iter().find(|item| item.overpaid.is_positive() || !item.is_known());
        let Some(item) = over else { continue };
        let known: Fen = then.items.iter().map(|item| item.overpaid).sum();
        let beyond = if item.is_known() { known.min(given) } else { given };
        if beyond.is_positive() {
            found.push(excess(scene, (subject, event), then, item, (given, beyond)));
        }
    }
    found
}

/// The payments that stayed with the enterprise: what the bank sent back did no harm.
fn stayed<'s>(scene: &'s Scene<'s>) -> impl Iterator<Item = Row<'s>> {
    let bounced = scene.by("payment.bounced", "payment_no");
    let stayed = move |event: &Row<'_>| !bounced.contains_key(event.text("payment_no").unwrap_or_default());
    scene.rows("payment.made").filter(stayed)
}

/// The payments that went beyond what was approved, with how far: those for which nothing was approved aside.
pub(super) fn unapproved<'s>(scene: &'s Scene<'s>) -> Vec<(Uscc, Row<'s>, &'s Item, Fen)> {
    let mut found = Vec::new();
    for event in stayed(scene) {
        let known = event.subject().and_then(|subject| Some((subject, scene.then.get(&event.fact.position)?)));
        let Some(((subject, then), given)) = known.zip(event.money("amount")) else { continue };
        let (paid, approved) = then.items.iter().fold((Fen::ZERO, Fen::ZERO), |(paid, approved), item| {
            (paid.plus(item.paid), approved.plus(item.approved))
        });
        let beyond = paid.less(approved).min(given);
        if let Some(item) = then.items.first().filter(|_| approved.is_positive() && beyond.is_positive()) {
            found.push((subject, event, item, beyond));
        }
    }
    found
}

fn excess<'s>(
    scene: &'s Scene<'s>,
    (subject, event): (Uscc, Row<'s>),
    then: &'s Then,
    item: &'s Item,
    (given, beyond): (Fen, Fen),
) -> Excess<'s> {
    let revoked = revocations(scene, subject, then);
    let incident = incidents(scene, then, item);
    let before = item.kept.iter().filter(|(_, kept)| kept.is_positive()).count() > 1;
    let paid = event.text("payment_no").is_some();
    let (cause, against) = match &item.outcome {
        _ if !incident.is_empty() || item.withheld_since.is_some() => (Cause::Incident, incident),
        Outcome::Undetermined(_) | Outcome::NoGoverningPolicy(_) => (Cause::Undetermined, Vec::new()),
        Outcome::Refused(_) | Outcome::NotNamed | Outcome::MissedCall | Outcome::FactGone if !revoked.is_empty() => {
            (Cause::Revoked, revoked)
        }
        Outcome::Refused(_) | Outcome::NotNamed | Outcome::MissedCall | Outcome::FactGone => {
            (Cause::NotEligible, Vec::new())
        }
        Outcome::Due if paid && before => (Cause::Twice, earlier(item, event)),
        Outcome::Due => (Cause::TooMuch, others(then, item, event)),
    };
    Excess { subject, event, cause, given, beyond, item, against }
}

/// The other approvals of the same matter, and those that are too much together with this one.
fn others(then: &Then, item: &Item, event: Row<'_>) -> Vec<FactRef> {
    let all = item.approvals.iter().chain(&then.others);
    all.filter(|fact| **fact != event.at()).copied().collect()
}

/// The other payments of the same item.
fn earlier(item: &Item, event: Row<'_>) -> Vec<FactRef> {
    let others = item.payments.iter().filter(|fact| **fact != event.at() && !item.approvals.contains(fact));
    others.copied().collect()
}

/// Revocations about a subject that were known when money was decided.
fn revocations(scene: &Scene<'_>, subject: Uscc, then: &Then) -> Vec<FactRef> {
    let kinds = scene.catalogue.names().filter(|name| name.as_str().ends_with(".revoked"));
    let all = kinds.flat_map(|kind| scene.own(subject, kind.as_str()));
    all.filter(|fact| then.knew(*fact)).map(|fact| fact.at()).collect()
}

/// The records that stood against an item: those a gate of the policy asks about until everything is paid.
fn incidents(scene: &Scene<'_>, then: &Then, item: &Item) -> Vec<FactRef> {
    let watched: Vec<StatusId> = scene.program.gates.iter().filter_map(|gate| gate.until_paid).collect();
    let failed = item.checks.iter().filter(|check| check.holds == Ok(false)).flat_map(|check| &check.witnesses);
    let held = failed.filter_map(|witness| match witness {
        Witness::Held(status, _, interval) if watched.contains(status) => Some(interval.opened_by),
        Witness::Held(..)
        | Witness::NotHeld(..)
        | Witness::Measured(..)
        | Witness::Said(_)
        | Witness::Found(..)
        | Witness::Term(_) => None,
    });
    let since = item.withheld_since;
    let later = then.statuses.iter().filter(|span| since == Some(span.first)).map(|span| span.opened_by);
    held.chain(later).collect()
}

impl Excess<'_> {
    /// How far it goes beyond what was approved.
    pub(super) fn unapproved(&self) -> Fen {
        self.item.paid.less(self.item.approved).min(self.beyond)
    }

    /// The clause of the item.
    pub(super) fn article(&self) -> &Arc<str> {
        &self.item.article
    }

    /// The money event, what stood against it, and what the item is made of.
    pub(super) fn facts(&self) -> Vec<FactRef> {
        let mut facts = vec![self.event.at()];
        facts.extend(self.against.iter().copied());
        facts.extend(grounds(self.item));
        facts
    }
}

/// The facts an amount rests on: what happened, and what it was computed from.
pub(super) fn grounds(item: &Item) -> Vec<FactRef> {
    let computed = match &item.formula {
        Some(Formula::Table { facts, .. } | Formula::Share { facts, .. } | Formula::Steps { facts, .. }) => &facts[..],
        Some(Formula::Fixed(_)) | None => &[],
    };
    let elsewhere = item.excluded.iter().filter_map(|excluded| match excluded.by {
        ExcludedBy::Other(fact) => Some(fact),
        ExcludedBy::Item(_) | ExcludedBy::Linked { .. } => None,
    });
    item.facts.iter().chain(computed).copied().chain(elsewhere).collect()
}
