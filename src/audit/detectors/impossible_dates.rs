//! D15: dates that cannot be.

use crate::audit::detector::Found;
use crate::audit::row::Row;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::value::Bilingual;
use std::collections::BTreeMap;

pub(super) const DETECTOR: Detector = Detector {
    id: "D15",
    title: Words("日期不可能", "Impossible dates"),
    looks_for: Words(
        "事实的日期早于它必须跟随的事实（如拨付早于批准、付息早于签约、证书早于登记、终止早于开始），或晚于记录它的时刻。",
        "a fact dated before the one it must follow (a payment before its approval, interest before the loan was signed, a certificate before the enterprise was registered, an end before its start), or after the moment it was recorded",
    ),
    basis: Words(
        "会计凭证和证明材料应当真实；先有前事，才有后事。",
        "Vouchers and evidence are true; nothing follows what has not happened yet.",
    ),
    severity: Severity::Warning,
    beware: Words(
        "只比较账本里有的事实：前事有早晚几次的，以最早一次为准；预告的安排（如开放申报）不在此列；多为录入错误，更正即可。",
        "Only facts on record are compared, with the first of several; what is announced ahead, as a call, is none; most are slips of the pen, and a correction mends them.",
    ),
    needs: Needs::Facts,
    guards: false,
    find,
};

/// What comes later, what it must follow, and the fields that say they belong together.
struct Order(&'static str, &'static str, &'static [&'static str]);

/// The steps of the procedure are asked by L01.
const ORDERS: [Order; 10] = [
    Order("hightech.certified", "enterprise.registered", &["uscc"]),
    Order("hightech.revoked", "hightech.certified", &["cert_no"]),
    Order("cultivation_list.exited", "cultivation_list.entered", &["uscc", "list_no"]),
    Order("scale_up_list.exited", "scale_up_list.entered", &["uscc", "list_no"]),
    Order("strong_list.exited", "strong_list.entered", &["uscc", "list_no"]),
    Order("award.revoked", "award.won", &["scheme", "year", "project_key"]),
    Order("tenancy.ended", "tenancy.started", &["carrier", "uscc"]),
    Order("loan.interest_paid", "loan.contracted", &["contract_no"]),
    Order("payment.made", "grant.approved", &["uscc", "approval_no"]),
    Order("standard.withdrawn", "standard.published", &["standard_no"]),
];

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = ORDERS.iter().flat_map(|order| out_of_order(scene, order)).collect();
    found.extend(foretold(scene));
    found
}

/// The facts that come before the first one they must follow.
fn out_of_order(scene: &Scene<'_>, Order(later, earlier, fields): &Order) -> Vec<Found> {
    let mut first: BTreeMap<Vec<String>, Row<'_>> = BTreeMap::new();
    for row in scene.rows(earlier) {
        if let Some(key) = key(row, fields) {
            // They come by day: the first stays.
            first.entry(key).or_insert(row);
        }
    }
    let mut found = Vec::new();
    for row in scene.rows(later) {
        let before = key(row, fields).and_then(|key| first.get(&key)).filter(|before| row.day() < before.day());
        let Some(before) = before else { continue };
        let (day, begun) = (row.day(), before.day());
        let (name, of) = (title(scene, row), title(scene, *before));
        let zh = format!("“{}”在 {day}，早于“{}”的 {begun}", name.zh, of.zh);
        let en = format!("“{}” on {day}, before “{}” on {begun}", name.en, of.en);
        found.push(Found::among(row.subject(), &zh, &en).resting_on([row.at(), before.at()]));
    }
    found
}

/// The facts about subjects that are dated after everything that was recorded of them.
fn foretold(scene: &Scene<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for kind in scene.catalogue.ids().filter(|kind| scene.timeline.names_subjects(*kind)) {
        let name = scene.catalogue.declaration(kind).name.as_str();
        // What is done about findings is dated on the day that was asked about.
        for row in scene.rows(name).filter(|_| !name.starts_with("audit.")) {
            let (day, known) = (row.day(), row.recorded_on());
            if day > known {
                let name = title(scene, row);
                let zh = format!("“{}”在 {day}，{known} 就已记录", name.zh);
                let en = format!("“{}” on {day}, recorded on {known} already", name.en);
                found.push(Found::among(row.subject(), &zh, &en).resting_on([row.at()]));
            }
        }
    }
    found
}

fn key(row: Row<'_>, fields: &[&str]) -> Option<Vec<String>> {
    let part = |field: &&str| row.text(field).map(str::to_owned).or_else(|| Some(row.whole(field)?.to_string()));
    fields.iter().map(part).collect()
}

fn title(scene: &Scene<'_>, row: Row<'_>) -> Bilingual {
    scene.catalogue.declaration(row.fact.kind).title.clone()
}
