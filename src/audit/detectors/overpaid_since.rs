//! D05: paid more than is due as known today; what was paid was right when it was paid.

use crate::audit::detector::Found;
use crate::audit::excess::{grounds, payments};
use crate::audit::row::Row;
use crate::audit::scene::Owned;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::position::FactRef;
use crate::value::{Bilingual, Fen};

pub(super) const DETECTOR: Detector = Detector {
    id: "D05",
    title: Words("按现在已知多付", "Overpaid as known today"),
    looks_for: Words(
        "付款当时正确，后来记入的更正、撤回或补记使应享额低于已付额。",
        "money that was right when it was paid and is more than what is due since a correction, retraction or late fact",
    ),
    basis: Words(
        "以事实为准；多付的由主管部门决定追回或抵扣。",
        "Facts decide; what is overpaid is recovered or set off as the authority decides.",
    ),
    severity: Severity::Warning,
    beware: Words(
        "当时的付款没有过错；撤销造成的列入 D07。",
        "Nobody was at fault when it was paid; what a revocation did stands under D07.",
    ),
    needs: Needs::Then,
    guards: false,
    find,
};

/// An item that is overpaid by what became known after its payments.
pub(super) struct Later<'s> {
    owned: Owned<'s>,
    pub(super) amount: Fen,
    /// Revocations that came after the payment.
    pub(super) revocations: Vec<FactRef>,
    /// The incident since which what was unpaid was to be withheld, where it was recorded after the payment.
    incidents: Vec<FactRef>,
}

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let own = later(scene).into_iter().filter(|later| later.revocations.is_empty());
    let told = own.map(|later| {
        let says = says(&later);
        since(&later, &says.zh, &says.en)
    });
    told.collect()
}

fn says(later: &Later<'_>) -> Bilingual {
    let (item, amount) = (later.owned.item, later.amount);
    let (paid, due) = (item.paid, item.paid.less(item.overpaid));
    match item.withheld_since.filter(|_| !later.incidents.is_empty()) {
        Some(since) => Bilingual::new(
            &format!("{since} 的事故或失信付款后才登记：已付 ¥{paid}，按现在已知应停付 ¥{amount}；付款当时正确"),
            &format!(
                "an incident of {since} was recorded after the payment: of ¥{paid}, ¥{amount} should have been withheld; it was right when it was paid"
            ),
        ),
        None => Bilingual::new(
            &format!("已付 ¥{paid}，按现在已知应享 ¥{due}，多付 ¥{amount}；付款当时正确"),
            &format!(
                "¥{paid} paid, ¥{due} due by what is known now: ¥{amount} overpaid; it was right when it was paid"
            ),
        ),
    }
}

/// What is overpaid now and was not overpaid, by what was known, when it was paid.
pub(super) fn later<'s>(scene: &'s Scene<'s>) -> Vec<Later<'s>> {
    let payments = payments(scene);
    let mut found = Vec::new();
    for owned in scene.items().filter(|owned| owned.item.overpaid.is_positive()) {
        let own = |fact: &FactRef| owned.item.payments.contains(fact);
        let then: Fen = payments.iter().filter(|excess| own(&excess.event.at())).map(|excess| excess.beyond).sum();
        let amount = owned.item.overpaid.less(then);
        if amount.is_positive() {
            let revocations = revocations(scene, owned);
            let incidents = incidents(scene, owned);
            found.push(Later { owned, amount, revocations, incidents });
        }
    }
    found
}

/// Whether a fact was known when an item was last paid for; what came back of it since is no payment.
fn was_known(scene: &Scene<'_>, owned: Owned<'_>, row: Row<'_>) -> bool {
    let paid = scene.own(owned.subject, "payment.made").filter(|payment| owned.item.payments.contains(&payment.at()));
    let last = paid.max_by_key(|payment| payment.fact.position);
    last.and_then(|last| scene.then.get(&last.fact.position)).is_some_and(|then| then.knew(row))
}

/// Revocations about the subject that were not known at the last payment of an item that is no longer due.
fn revocations(scene: &Scene<'_>, owned: Owned<'_>) -> Vec<FactRef> {
    let gone = !owned.item.net.is_positive();
    let kinds = scene.catalogue.names().filter(|name| gone && name.as_str().ends_with(".revoked"));
    let all = kinds.flat_map(|kind| scene.own(owned.subject, kind.as_str()));
    all.filter(|fact| !was_known(scene, owned, *fact)).map(|fact| fact.at()).collect()
}

fn incidents(scene: &Scene<'_>, owned: Owned<'_>) -> Vec<FactRef> {
    let Some(since) = owned.item.withheld_since else { return Vec::new() };
    let statuses = scene.now.get(&owned.subject).map_or(&[][..], |position| &position.statuses);
    let opened = statuses.iter().filter(|span| span.first == since).filter_map(|span| scene.row(span.opened_by));
    opened.filter(|fact| !was_known(scene, owned, *fact)).map(|fact| fact.at()).collect()
}

/// A finding about what is overpaid since.
pub(super) fn since(later: &Later<'_>, zh: &str, en: &str) -> Found {
    let item = later.owned.item;
    let facts = item.payments.iter().chain(&later.revocations).copied();
    let facts = facts.chain(grounds(item)).chain(later.incidents.iter().copied());
    Found::about(later.owned.subject, zh, en).resting_on(facts).worth(later.amount).under(&item.article)
}
