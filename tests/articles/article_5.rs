//! Article 5: newly recognised, and recognised again.

use crate::story::{Story, items};
use qizhang::position::{Limited, Outcome};
use qizhang::value::Fen;
use serde_json::json;

const NEW: &str = "第五条/新认定";
const AGAIN: &str = "第五条/再次认定";

fn certified(story: Story, on: &str, number: &str) -> Story {
    story.fact(on, "hightech.certified", json!({"cert_no": number, "issued_on": on, "track": "ordinary"}))
}

fn spent(story: Story, year: i32, amount: &str) -> Story {
    let on = format!("{}-03-31", year + 1);
    story.fact(&on, "rnd.expense_reported", json!({"year": year, "amount": amount, "basis": "special_audit"}))
}

#[test]
fn a_tenth_between_fifty_and_five_hundred_thousand() {
    // R&D of the year before, amount due
    let rows = [
        ("0", "50000.00"),
        ("499999.99", "50000.00"),
        ("500000.00", "50000.00"),
        ("500000.04", "50000.00"),
        ("500000.05", "50000.01"),
        ("3456789.12", "345678.91"),
        ("4999999.94", "499999.99"),
        ("5000000.00", "500000.00"),
        ("5000000.10", "500000.00"),
        ("99999999.99", "500000.00"),
    ];
    for (spending, due) in rows {
        let story = spent(certified(Story::new(), "2026-12-02", "GR202611000001"), 2025, spending);
        assert_eq!(story.net(NEW, "2027-06-30"), due, "R&D of {spending}");
    }
}

#[test]
fn the_bound_that_decided_is_told() {
    let position = spent(certified(Story::new(), "2026-12-02", "GR1"), 2025, "499999.99").position("2027-06-30");
    assert_eq!(items(&position, NEW)[0].limited, Limited::Floor(Fen::yuan(50_000)));
    let position = spent(certified(Story::new(), "2026-12-02", "GR1"), 2025, "500000.00").position("2027-06-30");
    assert_eq!(items(&position, NEW)[0].limited, Limited::Neither, "a tenth is exactly the floor");
    let position = spent(certified(Story::new(), "2026-12-02", "GR1"), 2025, "5000000.00").position("2027-06-30");
    assert_eq!(items(&position, NEW)[0].limited, Limited::Neither, "a tenth is exactly the ceiling");
    let position = spent(certified(Story::new(), "2026-12-02", "GR1"), 2025, "5000000.10").position("2027-06-30");
    assert_eq!(items(&position, NEW)[0].limited, Limited::Ceiling(Fen::yuan(500_000)));
}

#[test]
fn without_a_recorded_figure_the_amount_is_not_known() {
    let story = certified(Story::new(), "2026-12-02", "GR202611000001");
    let position = story.position("2027-06-30");
    let item = items(&position, NEW)[0];
    assert!(matches!(item.outcome, Outcome::Undetermined(_)), "{:?}", item.outcome);
    assert_eq!(item.net, Fen::ZERO);
    assert_eq!(position.issues[0].name(), "undetermined");
    assert_eq!(story.read("R5.5", "zero").net(NEW, "2027-06-30"), "0.00");
    let nothing = spent(certified(Story::new(), "2026-12-02", "GR1"), 2025, "0").read("R5.5", "zero");
    assert_eq!(nothing.net(NEW, "2027-06-30"), "0.00", "a figure of nothing gets nothing");
    let little = spent(certified(Story::new(), "2026-12-02", "GR1"), 2025, "0.10").read("R5.5", "zero");
    assert_eq!(little.net(NEW, "2027-06-30"), "50000.00");
}

#[test]
fn the_figure_is_that_of_the_year_before_the_certificate() {
    let story = spent(spent(certified(Story::new(), "2026-12-02", "GR1"), 2025, "1000000"), 2026, "2000000");
    assert_eq!(story.net(NEW, "2027-06-30"), "100000.00");
    assert_eq!(story.read("R5.3", "year_before_application").net(NEW, "2027-06-30"), "200000.00");
}

#[test]
fn the_audited_figure_goes_before_the_others_and_a_difference_is_an_issue() {
    let story = certified(Story::new(), "2026-12-02", "GR1");
    let report = |amount: &str, basis: &str| json!({"year": 2025, "amount": amount, "basis": basis});
    let story = story.fact("2026-02-01", "rnd.expense_reported", report("3000000", "annual_report"));
    let story = story.fact("2026-03-01", "rnd.expense_reported", report("2000000", "special_audit"));
    let story = story.fact("2026-04-01", "rnd.expense_reported", report("2500000", "tax_deduction"));
    assert_eq!(story.net(NEW, "2027-06-30"), "200000.00");
    assert!(story.position("2027-06-30").issues.iter().any(|issue| issue.name() == "conflict"));
}

#[test]
fn a_second_certificate_is_a_renewal() {
    let story = spent(certified(Story::new(), "2023-11-30", "GR202311000001"), 2025, "3000000");
    let story = certified(story, "2026-12-01", "GR202611000001");
    let position = story.position("2027-06-30");
    assert_eq!(items(&position, NEW).len(), 1, "the certificate of 2023");
    assert!(matches!(items(&position, NEW)[0].outcome, Outcome::NoGoverningPolicy(_)), "a fact of 2023");
    assert_eq!(story.net(AGAIN, "2027-06-30"), "50000.00");
}

#[test]
fn a_gap_makes_new_only_under_that_reading() {
    // The first certificate ends on 2026-11-30, inclusive: a new one on 12-01 follows without a gap, on 12-02 with one.
    for (issued, new, again) in [("2026-12-01", "0.00", "50000.00"), ("2026-12-02", "300000.00", "0.00")] {
        let story = spent(certified(Story::new(), "2023-11-30", "GR1"), 2025, "3000000").read("R5.1", "gap_makes_new");
        let story = certified(story, issued, "GR2");
        assert_eq!(
            (story.net(NEW, "2027-06-30").as_str(), story.net(AGAIN, "2027-06-30").as_str()),
            (new, again),
            "{issued}"
        );
    }
}

#[test]
fn a_renewal_before_the_end_of_the_old_one() {
    // The old one holds through 2026-11-30.
    for (issued, default, strict) in [("2026-11-30", "50000.00", "0.00"), ("2026-12-01", "50000.00", "50000.00")] {
        let story = certified(certified(Story::new(), "2023-11-30", "GR1"), issued, "GR2");
        assert_eq!(story.net(AGAIN, "2027-06-30"), default, "{issued}");
        assert_eq!(story.read("R5.6", "nothing").net(AGAIN, "2027-06-30"), strict, "{issued}");
    }
}

#[test]
fn renewals_are_paid_per_certificate_or_once() {
    let story = certified(certified(Story::new(), "2022-10-10", "GR1"), "2025-10-20", "GR2");
    let story = certified(story, "2028-11-20", "GR3");
    assert_eq!(story.net(AGAIN, "2029-06-30"), "100000.00");
    assert_eq!(story.read("R5.7", "once_per_enterprise").net(AGAIN, "2029-06-30"), "50000.00");
}

#[test]
fn a_holder_who_moves_in_gets_nothing_unless_read_like_a_first_recognition() {
    let away = json!({"name": "北京某某科技有限公司", "kind": "enterprise", "district": "海淀区"});
    let story = Story::default().fact("2015-01-01", "enterprise.registered", away);
    let story = spent(certified(story, "2025-10-20", "GR1"), 2024, "2000000");
    let story =
        story.fact("2026-05-06", "enterprise.relocated", json!({"from": "海淀区", "to": "昌平区", "whole": true}));
    assert_eq!(story.net(NEW, "2027-06-30"), "0.00");
    assert_eq!(story.read("R5.2", "like_first").net(NEW, "2027-06-30"), "200000.00");
}

#[test]
fn a_holder_who_moves_in_counts_from_the_announcement_too() {
    let away = json!({"name": "北京某某科技有限公司", "kind": "enterprise", "district": "海淀区"});
    let story = Story::default().fact("2015-01-01", "enterprise.registered", away);
    let story = spent(spent(certified(story, "2024-12-20", "GR1"), 2023, "1000000"), 2024, "2000000");
    let story = story.fact("2025-01-15", "hightech.announced", json!({"cert_no": "GR1", "announced_on": "2025-01-15"}));
    let story =
        story.fact("2026-05-06", "enterprise.relocated", json!({"from": "海淀区", "to": "昌平区", "whole": true}));
    let story = story.read("R5.2", "like_first");
    assert_eq!(story.net(NEW, "2027-06-30"), "100000.00", "a certificate of 2024");
    assert_eq!(story.read("R5.4", "announcement").net(NEW, "2027-06-30"), "200000.00", "a certificate of 2025");
}

#[test]
fn the_certificate_may_count_from_its_announcement() {
    let story = spent(certified(Story::new(), "2025-12-20", "GR1"), 2024, "1000000");
    let story = spent(story, 2025, "2000000").read("R5.4", "announcement");
    assert_eq!(story.net(NEW, "2026-06-30"), "0.00", "not announced yet");
    let story = story.fact("2026-01-15", "hightech.announced", json!({"cert_no": "GR1", "announced_on": "2026-01-15"}));
    assert_eq!(story.net(NEW, "2027-06-30"), "200000.00", "a certificate of 2026 now");
}

#[test]
fn a_revocation_backwards_takes_the_certificate_away() {
    let story = spent(certified(Story::new(), "2025-12-20", "GR1"), 2024, "1000000");
    let revoked =
        json!({"cert_no": "GR1", "decided_on": "2027-09-01", "effective_year": 2025, "ground": "false figures"});
    let story = story.fact("2027-09-01", "hightech.revoked", revoked);
    assert_eq!(story.net(NEW, "2027-12-31"), "0.00");
    assert_eq!(story.net(NEW, "2026-12-31"), "0.00", "a revocation acts by knowledge, whatever its day");
    assert_eq!(story.read("R23.5", "decision").net(NEW, "2026-12-31"), "100000.00");
}
