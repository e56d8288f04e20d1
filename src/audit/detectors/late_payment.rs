//! D20: what was approved is not paid in time.

use crate::audit::detector::Found;
use crate::audit::row::Row;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::value::{Fen, Position as Place};
use std::collections::BTreeMap;

/// What was approved is paid within so many days.
const DAYS: i64 = 90;

pub(super) const DETECTOR: Detector = Detector {
    id: "D20",
    title: Words("逾期未拨付", "Late payment"),
    looks_for: Words(
        "批准后超过九十日，仍有应付未付。",
        "something approved more than ninety days ago of which a part is still to be paid",
    ),
    basis: Words("批准的资金应当及时足额拨付。", "What was approved is paid in full and in time."),
    severity: Severity::Information,
    beware: Words(
        "暂缓的不算；退回未重付的列入 D21；九十日是本系统的约定，不是政策规定。",
        "What is withheld is none; what bounced stands under D21; the ninety days are this program's, not the policy's.",
    ),
    needs: Needs::Now,
    guards: false,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let bounced = scene.by("payment.bounced", "payment_no");
    let payments = scene.by("payment.made", "payment_no");
    let recovered = recovered(scene, &payments);
    let back: Vec<_> = bounced.keys().filter_map(|number| payments.get(number)).flatten().map(Row::at).collect();
    let mut found = Vec::new();
    for owned in scene.items() {
        let item = owned.item;
        let taken: Fen = item.payments.iter().filter_map(|fact| recovered.get(&fact.position).copied()).sum();
        let open = item.outstanding.min(item.approved.less(item.paid.plus(taken)));
        let Some(approved) = item.approved_on().filter(|_| open.is_positive()) else { continue };
        let late = scene.on.days_since(approved) > DAYS && !item.payments.iter().any(|fact| back.contains(fact));
        if late {
            let zh = format!("{approved} 批准，至今 ¥{open} 未付");
            let en = format!("approved on {approved}; ¥{open} are not paid yet");
            let facts = item.approvals.iter().copied();
            found.push(
                Found::about(owned.subject, &zh, &en)
                    .resting_on(facts)
                    .worth(open)
                    .under(&item.article)
                    .on_matter(&item.grant_id, &item.matter),
            );
        }
    }
    found
}

/// How much was recovered of each payment, by its place: it was paid in time and taken back on purpose.
fn recovered(scene: &Scene<'_>, payments: &BTreeMap<&str, Vec<Row<'_>>>) -> BTreeMap<Place, Fen> {
    let orders = scene.by("clawback.ordered", "clawback_no");
    let mut found: BTreeMap<Place, Fen> = BTreeMap::new();
    for row in scene.rows("clawback.recovered") {
        let order = row.text("clawback_no").and_then(|number| orders.get(number)?.first());
        let of = order.and_then(|order| payments.get(order.text("payment_no")?)?.first());
        if let Some((payment, amount)) = of.zip(row.money("amount")) {
            let sum = found.entry(payment.fact.position).or_default();
            *sum = sum.plus(amount);
        }
    }
    found
}
