//! P02: money given on a fact without the document its type asks for.

use crate::audit::detector::Found;
use crate::audit::excess::grounds;
use crate::audit::scene::Owned;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::position::{ApplicationBasis, FactRef};
use crate::timeline::Fact;
use crate::value::Bilingual;

pub(super) const DETECTOR: Detector = Detector {
    id: "P02",
    title: Words("缺少必备证明", "Required document missing"),
    looks_for: Words(
        "批准或拨付所依据的事实，没有其类型规定必须附的证明材料。",
        "an approval or a payment that rests on a fact without a document that its type asks for",
    ),
    basis: Words(
        "支持资金凭规定的证明材料审批、拨付。",
        "Support is approved and paid on the documents that are asked for.",
    ),
    severity: Severity::Fault,
    beware: Words(
        "按当时的类型声明登记、后来的版本才要求的，请补齐：撤回后带证明重新登记。",
        "What was recorded before a later version of its type asked for the document: take it back and record it again with the document.",
    ),
    needs: Needs::Now,
    guards: true,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    scene.items().filter_map(|owned| told(scene, owned)).collect()
}

fn told(scene: &Scene<'_>, Owned { subject, item }: Owned<'_>) -> Option<Found> {
    // The last one given on it is at fault: what went before is on record already.
    let money = item.payments.iter().max_by_key(|fact| fact.position)?;
    let given = item.approved.max(item.paid);
    if !given.is_positive() {
        return None;
    }
    let application = match item.application.basis {
        ApplicationBasis::Submitted(fact) => Some(fact),
        ApplicationBasis::Approved(_) | ApplicationBasis::Horizon | ApplicationBasis::Missed => None,
    };
    let all = grounds(item).into_iter().chain(application).chain(item.payments.iter().copied());
    let missing = |at: FactRef| {
        let fact = scene.timeline.by_id(at.id)?;
        Some((at, fact, asked(scene, fact)?))
    };
    let missing: Vec<(FactRef, &Fact, Bilingual)> = all.filter_map(missing).collect();
    let (_, fact, document) = missing.first()?;
    let kind = &scene.catalogue.declaration(fact.kind).title;
    let zh = format!("所依据的“{}”没有附“{}”", kind.zh, document.zh);
    let en = format!("it rests on “{}” without “{}”", kind.en, document.en);
    let facts = [*money].into_iter().chain(missing.iter().map(|(at, ..)| *at));
    let found = Found::about(subject, &zh, &en).resting_on(facts).worth(given).under(&item.article);
    Some(found.on_matter(&item.grant_id, &item.matter))
}

/// The first document a fact lacks and its type asks for.
fn asked(scene: &Scene<'_>, fact: &Fact) -> Option<Bilingual> {
    let is_there = |title: &Bilingual| fact.evidence.iter().any(|one| one.title == title.zh || one.title == title.en);
    let wanted = &scene.catalogue.declaration(fact.kind).evidence;
    wanted.iter().find(|one| one.required && !is_there(&one.title)).map(|one| one.title.clone())
}
