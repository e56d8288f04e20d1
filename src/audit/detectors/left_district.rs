//! D12: left the district, or ceased to be, soon after being paid.

use crate::audit::detector::Found;
use crate::audit::row::Row;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::value::{Fen, Uscc};

/// Two years of days.
const DAYS: i64 = 730;

pub(super) const DETECTOR: Detector = Detector {
    id: "D12",
    title: Words("领取后迁出或注销", "Left soon after being paid"),
    looks_for: Words(
        "最近一次拨付后七百三十日以内迁出本区或注销。",
        "a move out of the district or a deregistration within 730 days after a payment",
    ),
    basis: Words(
        "支持政策面向在本区持续经营的企业；有承诺的按承诺处理。",
        "The policy supports enterprises that go on working in the district; where a pledge was signed, it decides.",
    ),
    severity: Severity::Information,
    beware: Words(
        "没有承诺的，迁出、注销本身不违反政策；两年是本系统的约定。",
        "Without a pledge nothing forbids it; the two years are this program's, not the policy's.",
    ),
    needs: Needs::Facts,
    guards: false,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let moved = scene.rows("enterprise.relocated").filter(|moved| leaves(scene, moved));
    let gone = moved.chain(scene.rows("enterprise.deregistered"));
    gone.filter_map(|gone| told(scene, gone.subject()?, &gone)).collect()
}

/// Whether a move leads out of every district a document on record speaks for.
fn leaves(scene: &Scene<'_>, moved: &Row<'_>) -> bool {
    let of = |name: Option<&str>| scene.program.documents.iter().any(|document| Some(&*document.district) == name);
    of(moved.text("from")) && !of(moved.text("to"))
}

fn told(scene: &Scene<'_>, subject: Uscc, gone: &Row<'_>) -> Option<Found> {
    let bounced = scene.by("payment.bounced", "payment_no");
    let soon = scene.own(subject, "payment.made").filter(|payment| {
        let days = gone.day().days_since(payment.day());
        (0..=DAYS).contains(&days) && !bounced.contains_key(payment.text("payment_no").unwrap_or_default())
    });
    let payments: Vec<Row<'_>> = soon.collect();
    let paid: Fen = payments.iter().filter_map(|payment| payment.money("amount")).sum();
    if payments.is_empty() {
        return None;
    }
    let pledged = scene.own(subject, "pledge.signed").find(|pledge| {
        pledge.text("kind") == Some("no_relocation") && pledge.date("until").is_none_or(|until| gone.day() <= until)
    });
    let day = gone.day();
    let (zh, en) =
        if pledged.is_some() { ("，违反不迁出承诺", ", against a pledge not to move") } else { ("", "") };
    let zh = format!("{day} 迁出或注销，此前两年内领取 ¥{paid}{zh}");
    let en = format!("left on {day}; ¥{paid} were paid in the two years before{en}");
    let facts = [gone.at()].into_iter().chain(pledged.map(|pledge| pledge.at())).chain(payments.iter().map(Row::at));
    Some(Found::about(subject, &zh, &en).resting_on(facts).worth(paid))
}
