//! What was known of everybody when money was decided is made from what is known now; it is what the ledger says that ends there.

use super::look;
use crate::cli::Office;
use qizhang::ledger::{Horizon, Ledger, Question, Scope, SystemClock};
use qizhang::timeline::Fact;
use std::collections::{BTreeMap, BTreeSet};

const MONEY: [&str; 2] = ["grant.approved", "payment.made"];

#[test]
fn what_was_known_at_crowded_moments_is_what_the_ledger_said_then() {
    let office = Office::new();
    office.done(&["demo", "qizhang.ledger", "--enterprises", "150", "--quiet"]);
    let ledger = Ledger::open_read(&office.path("qizhang.ledger"), Box::new(SystemClock)).unwrap();
    let audited = look(&ledger, "2030-12-31");
    let (scene, world) = (audited.scene(), &audited.world);
    let kinds = MONEY.map(|name| world.catalogue.type_id_of(name).unwrap());
    let money: Vec<&Fact> = kinds.iter().flat_map(|kind| world.timeline.of_kind(*kind)).collect();
    let whose = |fact: &Fact| {
        let field = world.catalogue.field(fact.kind, "uscc").unwrap();
        fact.record.get(field).code().unwrap()
    };
    // What was mended of money is known whenever that was, and the ledger then did not say it.
    let mended: BTreeSet<_> = money.iter().filter(|fact| !fact.revisions.is_empty()).map(|fact| whose(fact)).collect();
    let mut moments: BTreeMap<_, Vec<&Fact>> = BTreeMap::new();
    for fact in money {
        moments.entry(fact.recorded_at).or_default().push(fact);
    }
    let crowded = moments.values().filter(|own| own.len() > 40).flatten();
    let (mut held, mut corrected_since) = (0, 0);
    for fact in crowded.filter(|fact| !mended.contains(&whose(fact))).step_by(3) {
        let then = &scene.then[&fact.position];
        if then.knowledge.until().is_some() {
            continue;
        }
        let horizon = Horizon { on: fact.day, known: fact.position };
        let subject = whose(fact);
        let question = Question { horizon, scope: Scope::Subject(subject), reads: Vec::new() };
        let mut items = ledger.world(&question).unwrap().position(subject).items;
        items.retain(|item| item.payments.iter().any(|own| own.position == fact.position));
        assert_eq!(then.items, items, "{subject} at {}", fact.position);
        let since =
            |own: &&Fact| own.position < fact.position && own.revisions.iter().any(|one| one.position > fact.position);
        let kinds = world.catalogue.ids();
        corrected_since += kinds.flat_map(|kind| world.timeline.of_subject(subject, kind)).filter(since).count();
        held += 1;
    }
    assert!(held > 100 && corrected_since > 0, "{held} held, {corrected_since} corrected since");
}
