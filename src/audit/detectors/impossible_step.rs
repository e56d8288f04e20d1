//! L01: a step that cannot follow what is on record.

use crate::audit::detector::Found;
use crate::audit::life::{Facts, impossible};
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::value::Position;

pub(in crate::audit) const DETECTOR: Detector = Detector {
    id: "L01",
    title: Words("不可能的步骤", "Impossible step"),
    looks_for: Words(
        "没有前一步、与前一步不属同一主体、早于前一步、排在了结之后，或金额超过余额的步骤；各步的条件见 docs/lifecycle.zh.md。",
        "a step without the one it follows, of another subject, dated before it, after the matter had ended, or beyond what is left; docs/lifecycle.md has the conditions of each",
    ),
    basis: Words(
        "申报、受理、评审、公示、批准、拨付、退回、追回依次进行。",
        "Application, acceptance, review, publicity, approval, payment, return and clawback follow each other.",
    ),
    severity: Severity::Fault,
    beware: Words(
        "账本启用前的步骤没有录入的，后面的步骤会被列出：补录前一步，或以 --override 写明理由记入。",
        "Where the steps before the ledger began are not on record the later ones are listed: record them, or give the reason with --override.",
    ),
    needs: Needs::Facts,
    guards: true,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    // What is on record may have been learnt in any order.
    impossible(&Facts::of(scene.catalogue, scene.timeline, scene.on, Position(u64::MAX)))
}
