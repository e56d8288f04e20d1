//! What people do about findings: events move a finding on, and a fact that changes brings it back.

use super::{CERTIFIED, Office, everything, look, research};
use crate::ledger::{append, by_clerk, line};
use crate::story::ENTERPRISE;
use qizhang::ledger::{Appending, Closing, Doing, Finding, Ledger, doing};
use serde_json::json;

/// Overpaid by a correction, and the ledger it stands in.
fn overpaid() -> (Ledger, String) {
    let (office, report) = Office::reported();
    let paid = office.applied().approved("2027-08-20", "A1", (CERTIFIED, "certificate:GR1"), "300000").paid(
        "2027-09-25",
        "P1",
        "A1",
        "300000",
    );
    let ledger = paid.correct("2027-11-02", &report, research("2600000")).ledger();
    (ledger, report)
}

fn only(ledger: &Ledger) -> Finding {
    let found = everything(&look(ledger, "2031-12-31"));
    let [one] = &found[..] else { panic!("one finding, and not {}", found.len()) };
    one.clone()
}

fn act(ledger: &Ledger, what: &Doing) {
    let mut appending = Appending::new(ledger, by_clerk());
    let drafts = doing(&only(ledger), what, ledger.today()).unwrap_or_else(|error| panic!("{error:?}"));
    for (number, draft) in (1..).zip(drafts) {
        appending.draft(number, draft);
    }
    let (_, rejected) = appending.finish().unwrap_or_else(|error| panic!("{error:?}"));
    assert!(rejected.is_empty(), "{rejected:?}");
}

#[test]
fn events_move_a_finding_on() {
    let (ledger, _) = overpaid();
    assert_eq!((only(&ledger).state.word(), only(&ledger).state.is_open()), ("found", true));
    let steps = [
        (Doing::Review, "in_review", true),
        (Doing::Explain("已从下一年度抵扣".to_owned()), "explained", false),
        (Doing::Close(Closing::Confirmed, None), "confirmed", true),
    ];
    for (what, word, open) in steps {
        act(&ledger, &what);
        let state = only(&ledger).state;
        assert_eq!((state.word(), state.is_open()), (word, open), "{what:?}");
    }
}

#[test]
fn each_way_of_closing_is_told_apart() {
    for (closing, word, open) in [
        (Closing::Confirmed, "confirmed", true),
        (Closing::Dismissed, "dismissed", false),
        (Closing::Remedied, "mended", false),
    ] {
        let (ledger, _) = overpaid();
        act(&ledger, &Doing::Close(closing, Some("核对凭证".to_owned())));
        assert_eq!((only(&ledger).state.word(), only(&ledger).state.is_open()), (word, open));
    }
}

#[test]
fn an_explained_finding_comes_back_when_a_fact_changes() {
    let (ledger, report) = overpaid();
    act(&ledger, &Doing::Explain("四舍五入".to_owned()));
    let explained = only(&ledger);
    let body = json!({"uscc": ENTERPRISE, "year": 2025, "amount": "2600000", "domestic_amount": "2000000", "basis": "special_audit"});
    let correction = json!({"event": report, "data": body, "reason": "补填境内部分"});
    append(&ledger, by_clerk(), &[line("2031-12-30", "fact.corrected", correction)]);
    let again = only(&ledger);
    assert_ne!(again.number, explained.number, "the report was corrected once more, for the same amount");
    assert_eq!((again.amount, again.state.word()), (explained.amount, "found"));
}

#[test]
fn a_finding_keeps_its_number_while_nothing_changes() {
    let (ledger, _) = overpaid();
    let number = only(&ledger).number;
    append(&ledger, by_clerk(), &[line("2031-12-30", "call.closed", json!({"year": 2027, "reason": "申报期届满"}))]);
    assert_eq!(only(&ledger).number, number);
}
