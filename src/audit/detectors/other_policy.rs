//! D38: approved by a text that is not the one that governs.

use crate::audit::detector::Found;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::value::Fen;
use std::collections::BTreeMap;

pub(super) const DETECTOR: Detector = Detector {
    id: "D38",
    title: Words("依据了不适用的政策文本", "Approved by a text that does not govern"),
    looks_for: Words(
        "批准写明的政策摘要，不是该项所适用文件当时已登记的任何文本。",
        "an approval whose digest of the policy is that of no text of the governing document recorded by then",
    ),
    basis: Words(
        "支持资金按事实所适用的现行文件批准。",
        "Support is approved by the document in force that governs the fact.",
    ),
    severity: Severity::Fault,
    beware: Words(
        "批准没有写明摘要的无从判断；改用新文本后补批的，以新文本为准。",
        "An approval without a digest cannot be judged; what is approved after a new text rests on the new one.",
    ),
    needs: Needs::Now,
    guards: true,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let texts = scene.by("policy.issued", "policy");
    let mut found = Vec::new();
    for approval in scene.rows("grant.approved") {
        let (Some(subject), Some(digest)) = (approval.subject(), approval.text("policy_digest")) else { continue };
        // By governing document: what was approved under it, and its clause.
        let mut wrong: BTreeMap<&str, (Fen, _)> = BTreeMap::new();
        for item in scene.item_of(subject, approval.at()).filter(|item| item.grant.is_some()) {
            let policy = &*scene.program.document(item.document).policy;
            let issued = texts.get(policy).into_iter().flatten();
            let known = issued.filter(|text| text.fact.position < approval.fact.position);
            if known.filter_map(|text| text.text("digest")).any(|text| text == digest) {
                continue;
            }
            let (sum, _) = wrong.entry(policy).or_insert((Fen::ZERO, item.article.clone()));
            *sum = sum.plus(item.approved);
        }
        for (policy, (amount, article)) in wrong {
            let zh = format!("所写政策摘要不是 {policy} 的文本");
            let en = format!("the digest is that of no text of {policy}");
            found.push(Found::about(subject, &zh, &en).resting_on([approval.at()]).worth(amount).under(&article));
        }
    }
    found
}
