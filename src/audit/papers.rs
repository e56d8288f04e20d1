//! Payments with what stands behind them: their approvals, the applications of these, and what became of the money.

use crate::audit::Scene;
use crate::audit::row::Row;
use crate::value::{Fen, Uscc};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The facts of the procedure, by the numbers that name them.
pub(super) struct Papers<'a> {
    approvals: BTreeMap<&'a str, Vec<Row<'a>>>,
    reviews: BTreeMap<&'a str, Vec<Row<'a>>>,
    bounced: BTreeMap<&'a str, Vec<Row<'a>>>,
}

impl<'a> Papers<'a> {
    pub(super) fn of(scene: &Scene<'a>) -> Self {
        Self {
            approvals: scene.by("grant.approved", "approval_no"),
            reviews: scene.by("review.completed", "application_no"),
            bounced: scene.by("payment.bounced", "payment_no"),
        }
    }

    /// Whether the bank sent a payment back.
    pub(super) fn came_back(&self, payment: &Row<'_>) -> bool {
        self.bounced.contains_key(payment.text("payment_no").unwrap_or_default())
    }

    /// The approval a payment names, of the same subject.
    pub(super) fn approval(&self, payment: &Row<'a>) -> Option<Row<'a>> {
        let named = self.approvals.get(payment.text("approval_no")?)?;
        named.iter().find(|approval| approval.subject() == payment.subject()).copied()
    }

    /// The last review of an application up to another fact, by day and place.
    pub(super) fn review(&self, application: &str, before: &Row<'_>) -> Option<Row<'a>> {
        let all = self.reviews.get(application).into_iter().flatten().filter(|review| review.day() <= before.day());
        all.max_by_key(|review| (review.day(), review.fact.position)).copied()
    }

    /// The applications a payment rests on: that of its approval, or those of its subject in the calls of what it paid for.
    pub(super) fn applications(&self, scene: &Scene<'a>, payment: &Row<'a>) -> Vec<Row<'a>> {
        let Some(subject) = payment.subject() else { return Vec::new() };
        let named = self.approval(payment).and_then(|approval| approval.text("application_no"));
        let years = call_years(scene, subject, payment);
        let all = scene.own(subject, "application.submitted");
        all.filter(|application| match named {
            Some(named) => application.text("application_no") == Some(named),
            None => application.whole("call_year").is_some_and(|year| years.contains(&year)),
        })
        .collect()
    }
}

/// The calls whose facts a payment paid for.
pub(super) fn call_years(scene: &Scene<'_>, subject: Uscc, payment: &Row<'_>) -> Vec<i64> {
    scene.item_of(subject, payment.at()).map(|item| i64::from(item.fact_year).saturating_add(1)).collect()
}

/// The clause of what a money event is about.
pub(super) fn article(scene: &Scene<'_>, subject: Uscc, money: &Row<'_>) -> Arc<str> {
    scene.item_of(subject, money.at()).next().map_or_else(|| Arc::from(""), |item| Arc::clone(&item.article))
}

/// What a payment was.
pub(super) fn amount(payment: &Row<'_>) -> Fen {
    payment.money("amount").unwrap_or_default()
}
