//! The lines of the approvals, each with the item it belongs to as known then.

use crate::audit::row::{Inner, Row};
use crate::audit::{Scene, Then};
use crate::position::{FactRef, Item};
use crate::value::{Fen, Uscc};

/// One line of an approval.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'s> {
    pub(super) subject: Uscc,
    /// The approval.
    pub(super) event: Row<'s>,
    /// The line as it is written.
    pub(super) inner: Inner<'s>,
    /// What was approved.
    pub(super) given: Fen,
    /// What was known of the subject then.
    pub(super) then: &'s Then,
    /// The item as it was known then.
    pub(super) item: &'s Item,
}

/// The lines that give something, by the day of their approvals.
pub(super) fn lines<'s>(scene: &'s Scene<'s>) -> Vec<Line<'s>> {
    let mut found = Vec::new();
    for event in scene.rows("grant.approved") {
        let known = event.subject().and_then(|subject| Some((subject, scene.then.get(&event.fact.position)?)));
        let Some((subject, then)) = known else { continue };
        for inner in event.rows("lines") {
            let (Some(grant), Some(matter), Some(given)) =
                (inner.text("grant"), inner.text("matter"), inner.money("amount"))
            else {
                continue;
            };
            let item = then.items.iter().find(|item| (&*item.grant_id, &*item.matter) == (grant, matter));
            if let Some(item) = item.filter(|_| given.is_positive()) {
                found.push(Line { subject, event, inner, given, then, item });
            }
        }
    }
    found
}

/// What was given for an item: what was approved, or paid where that is more.
pub(super) fn given(item: &Item) -> Fen {
    item.approved.max(item.paid)
}

impl Line<'_> {
    /// The approval and what the item comes from.
    pub(super) fn facts(&self) -> impl Iterator<Item = FactRef> {
        [self.event.at()].into_iter().chain(self.item.facts.iter().copied())
    }
}
