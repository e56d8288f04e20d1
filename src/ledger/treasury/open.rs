//! What is approved and not paid, line by line.

use crate::event::{Said, Slot};
use crate::ledger::world::World;
use crate::timeline::Fact;
use crate::value::{Fen, Uscc};
use std::sync::Arc;

/// A line of an approval with something still to be paid on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OpenLine {
    pub(super) subject: Uscc,
    pub(super) approval: Arc<str>,
    pub(super) grant: Arc<str>,
    pub(super) matter: Arc<str>,
    pub(super) open: Fen,
}

impl OpenLine {
    /// As people look it up.
    pub(super) fn told(&self) -> String {
        format!("{} {} {} ¥{}", self.approval, self.grant, self.matter, self.open)
    }
}

/// Every open line. What was paid on an item counts for its approvals in their order.
pub(super) fn lines(world: &World) -> Vec<OpenLine> {
    let engine = world.engine();
    let Some(kind) = world.catalogue.type_id_of("grant.approved") else { return Vec::new() };
    let mut found = Vec::new();
    for subject in world.timeline.subjects() {
        if world.timeline.of_subject(*subject, kind).next().is_none() {
            continue;
        }
        for item in engine.position(*subject).items.into_iter().filter(|item| item.approved > item.paid) {
            let mut paid = item.paid;
            for fact in item.approvals.iter().filter_map(|approval| world.timeline.by_id(approval.id)) {
                let said = Said { catalogue: &world.catalogue, kind, record: &fact.record };
                let amount = amount_of(world, fact, (&item.grant_id, &item.matter));
                let covered = amount.min(paid);
                paid = paid.less(covered);
                if let Some(approval) = said.shared("approval_no").filter(|_| amount > covered) {
                    let (grant, matter) = (Arc::clone(&item.grant_id), Arc::clone(&item.matter));
                    found.push(OpenLine { subject: *subject, approval, grant, matter, open: amount.less(covered) });
                }
            }
        }
    }
    found
}

/// What an approval gives for a matter under a grant.
fn amount_of(world: &World, approval: &Fact, (grant, matter): (&str, &str)) -> Fen {
    let catalogue = &world.catalogue;
    let fields = &catalogue.declaration(approval.kind).fields;
    let Some(index) = catalogue.field(approval.kind, "lines") else { return Fen::ZERO };
    let Some(crate::event::FieldKind::Rows { fields, .. }) = fields.get(index).map(|field| &field.kind) else {
        return Fen::ZERO;
    };
    let place = |name: &str| fields.iter().position(|field| field.name == name);
    let own = approval.record.get(index).rows().iter().filter(|row| {
        let text = |name: &str| place(name).and_then(|at| row.get(at).text());
        text("grant") == Some(grant) && text("matter") == Some(matter)
    });
    own.filter_map(|row| place("amount").map_or(&Slot::Absent, |at| row.get(at)).money()).sum()
}
