//! No yuan is lost from view: what an enterprise was paid and kept stands in its items, whatever became of the approvals.

use super::compare::positions;
use super::draw::{History, history};
use super::readings::Readings;
use super::tell::{late, tell};
use super::world::World;
use crate::district::{EVENTS, free_id, later};
use crate::story::{CATALOGUE, day};
use proptest::prelude::*;
use qizhang::event::{Draft, Event, Stamp, admit};
use qizhang::value::{Day, Position as Place, Uscc};
use serde_json::json;

const ON: &str = "2030-12-31";

/// Payments made, less what bounced and what was recovered; no more comes back of a payment than it was.
fn kept(world: &World, subject: Uscc) -> i128 {
    let payments = world.own("payment.made", subject);
    let each = payments.map(|paid| {
        let number = paid.text("payment_no");
        let bounced = world.happened("payment.bounced").any(|bounce| bounce.text("payment_no") == number);
        let recovered: i128 = world.recovered(number).iter().map(|(_, amount)| amount).sum();
        if bounced { 0 } else { (paid.fen("amount") - recovered).max(0) }
    });
    each.sum()
}

/// The first enterprise whose items do not add up to that.
fn missing(events: &[Event], on: Day) -> Option<String> {
    let world = World::new(events, Readings::default(), on);
    positions(events.to_vec(), &Readings::default(), on).into_iter().find_map(|position| {
        let shown: i128 = position.items.iter().map(|item| item.paid.get()).sum();
        let kept = kept(&world, position.subject);
        (shown != kept).then(|| format!("{}: {shown} in its items, {kept} paid and kept", position.subject))
    })
}

/// The district with everything due paid, a third of it under approvals that nobody recorded.
fn paid_district() -> Vec<Event> {
    let mut events = EVENTS.clone();
    let mut add = |kind: &str, data: serde_json::Value| {
        let line = json!({"type": kind, "occurred_on": ON, "data": data}).to_string();
        let draft = Draft::parse(&line).unwrap_or_else(|error| panic!("{line}: {error:?}"));
        let number = events.len() as u64 + 1;
        let stamp = Stamp { id: free_id(number), recorded_at: later(), recorded_by: "x".into(), keep_unknown: false };
        let (mut event, _) = admit(&CATALOGUE, draft, stamp).unwrap_or_else(|error| panic!("{line}: {error:?}"));
        event.position = Place(number);
        events.push(event);
    };
    for position in positions(EVENTS.clone(), &Readings::default(), day(ON)) {
        let due = position.items.iter().filter(|item| item.net.is_positive());
        for (number, item) in due.enumerate() {
            let (uscc, amount) = (position.subject.as_str(), item.net.to_yuan());
            let approval = format!("A-{uscc}-{number}");
            let lines = json!([{"grant": &*item.grant_id, "matter": &*item.matter, "amount": amount}]);
            if number % 3 != 2 {
                add("grant.approved", json!({"uscc": uscc, "approval_no": approval, "lines": lines}));
            }
            let payment = format!("P-{uscc}-{number}");
            add(
                "payment.made",
                json!({"uscc": uscc, "payment_no": payment, "approval_no": approval, "amount": amount}),
            );
        }
    }
    events
}

#[test]
fn every_payment_of_the_made_up_district_is_in_an_item() {
    let events = paid_district();
    assert!(events.len() > EVENTS.len() + 100, "something is paid");
    assert_eq!(missing(&events, day(ON)), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn every_payment_of_a_history_is_in_an_item(history in history()) {
        let History { on: (number, shift), .. } = history;
        prop_assert_eq!(missing(&tell(&history), late(number, shift)), None);
    }
}
