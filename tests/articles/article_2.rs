//! Article 2: the gate before every grant.

use crate::story::{CARRIER, ENTERPRISE, Story, code, day, items};
use qizhang::position::{Item, Outcome};
use serde_json::json;

const ENTRY: &str = "第四条/首次入库";

fn listed(story: Story) -> Story {
    story.fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"}))
}

fn accident(story: Story, on: &str) -> Story {
    let data = json!({"accident_on": on, "level": "一般", "authority": "应急管理局"});
    story.fact(on, "conduct.accident_recorded", data)
}

/// An engine asked about a carrier after an enterprise answers as one asked about the carrier alone: under this reading other gates are asked of
/// it, and so its item rests on other readings.
#[test]
fn whoever_is_asked_after_another_is_answered_as_if_alone() {
    let entered = json!({"uscc": CARRIER, "list_no": "L1"});
    let story = listed(Story::new().registered(CARRIER, "carrier"))
        .fact("2026-03-01", "cultivation_list.entered", entered)
        .read("R2.2", "enterprises_only");
    let (program, on) = (story.program(), day("2027-05-11"));
    let alone = |who: &str| story.with_engine(&program, on, |engine| engine.items_of(code(who)));
    let both = story.with_engine(&program, on, |engine| [ENTERPRISE, CARRIER].map(|who| engine.items_of(code(who))));
    assert_eq!(both, [ENTERPRISE, CARRIER].map(alone));
    let readings =
        |items: &[Item]| items.iter().find(|item| *item.grant_id == *ENTRY).map(|item| item.readings.clone());
    let [enterprise, carrier] = both.each_ref().map(|items| readings(items));
    assert!(enterprise.is_some() && carrier.is_some() && enterprise != carrier, "{enterprise:?} {carrier:?}");
}

#[test]
fn an_accident_blocks_for_three_years() {
    // accident, asked on, net
    let rows = [
        ("2024-05-10", "2027-05-10", "0.00"),
        ("2024-05-10", "2027-05-11", "10000.00"),
        ("2024-02-29", "2027-02-28", "0.00"),
        ("2024-02-29", "2027-03-01", "10000.00"),
    ];
    for (happened, on, net) in rows {
        let story = listed(accident(Story::new(), happened));
        assert_eq!(story.net(ENTRY, on), net, "accident on {happened}, asked on {on}");
        assert_eq!(story.read("R2.1", "for_ever").net(ENTRY, on), "0.00");
    }
}

#[test]
fn a_cleared_record_blocks_no_longer() {
    let story = accident(Story::new(), "2026-01-10");
    let record = story.last_id();
    let story = listed(story).fact("2026-06-01", "conduct.record_cleared", json!({"record": record}));
    assert_eq!(story.net(ENTRY, "2026-05-31"), "0.00");
    assert_eq!(story.net(ENTRY, "2026-06-01"), "10000.00", "free from the day of clearing");
}

#[test]
fn nobody_registered_is_not_known_and_elsewhere_is_refused() {
    let position = listed(Story::default()).position("2026-06-30");
    assert!(matches!(items(&position, ENTRY)[0].outcome, Outcome::Undetermined(_)));
    let moved = json!({"from": "昌平区", "to": "海淀区", "whole": true});
    let story = listed(Story::new()).fact("2026-05-01", "enterprise.relocated", moved);
    assert_eq!(
        (story.net(ENTRY, "2026-04-30").as_str(), story.net(ENTRY, "2026-05-01").as_str()),
        ("10000.00", "0.00")
    );
    let gone = listed(Story::new()).fact("2026-05-01", "enterprise.deregistered", json!({"reason": "closed"}));
    assert_eq!(gone.net(ENTRY, "2026-05-01"), "0.00");
}

#[test]
fn an_accident_between_application_and_approval_stands_against_the_payment() {
    let lines = json!([{"grant": ENTRY, "matter": "cultivation_list:L1", "amount": "10000"}]);
    let story = listed(Story::new()).fact(
        "2027-03-10",
        "application.submitted",
        json!({"application_no": "S1", "call_year": 2027}),
    );
    let story = accident(story, "2027-06-01");
    let story = story.fact("2027-08-20", "grant.approved", json!({"approval_no": "A1", "lines": lines}));
    let position = story.position("2027-12-31");
    let item = items(&position, ENTRY)[0];
    assert_eq!((item.net.to_yuan(), item.outstanding.to_yuan()), ("10000.00".into(), "0.00".into()));
}

#[test]
fn an_accident_after_the_approval_withholds_what_is_unpaid() {
    let lines = json!([{"grant": ENTRY, "matter": "cultivation_list:L1", "amount": "10000"}]);
    let story = listed(Story::new()).fact("2027-08-20", "grant.approved", json!({"approval_no": "A1", "lines": lines}));
    let story = accident(story, "2027-09-01");
    let position = story.position("2027-12-31");
    let item = items(&position, ENTRY)[0];
    assert_eq!((item.net.to_yuan(), item.outstanding.to_yuan()), ("10000.00".into(), "0.00".into()));
    let paid = json!({"payment_no": "P1", "approval_no": "A1", "amount": "10000"});
    let late = story.clone().fact("2027-09-25", "payment.made", paid.clone()).position("2027-12-31");
    assert_eq!(items(&late, ENTRY)[0].overpaid.to_yuan(), "10000.00", "paid although it had happened");
    let same = story.clone().fact("2027-09-01", "payment.made", paid.clone()).position("2027-12-31");
    assert_eq!(items(&same, ENTRY)[0].overpaid.to_yuan(), "10000.00", "paid on the very day");
    let before = listed(Story::new())
        .fact("2027-08-20", "grant.approved", json!({"approval_no": "A1", "lines": [{"grant": ENTRY, "matter": "cultivation_list:L1", "amount": "10000"}]}))
        .fact("2027-08-30", "payment.made", paid);
    let before = accident(before, "2027-09-01");
    assert_eq!(
        items(&before.position("2027-12-31"), ENTRY)[0].overpaid.to_yuan(),
        "0.00",
        "what was paid before stays"
    );
    let bounced = json!({"payment_no": "P1", "reason": "账号有误"});
    let again = json!({"payment_no": "P2", "approval_no": "A1", "amount": "10000"});
    let twice = before.clone().fact("2027-09-02", "payment.bounced", bounced).fact("2027-09-05", "payment.made", again);
    assert_eq!(
        items(&twice.position("2027-12-31"), ENTRY)[0].overpaid.to_yuan(),
        "10000.00",
        "what bounced was unpaid on the day, and should not have been paid again"
    );
    let clawed = before.read("R2.3", "claw_back").known(ENTERPRISE, "2027-12-31", "2099-01-01");
    assert_eq!(items(&clawed, ENTRY)[0].overpaid.to_yuan(), "10000.00");
}
