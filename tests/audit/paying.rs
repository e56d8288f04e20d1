//! The yearly call: what is ready, what stands in the way of the rest, and an approval that names what it rests on.

use super::{CERTIFIED, LISTED, Office, everything, look};
use crate::ledger::{append, by_clerk, codes, line};
use crate::story::{ENTERPRISE, code, day};
use qizhang::explain::Way;
use qizhang::ledger::{
    AppendOptions, Appending, Decision, KnownAt, Ledger, LedgerError, Planned, Question, Scope, World, approve,
};
use qizhang::value::{Fen, Lang};
use serde_json::{Value, json};

const ON: &str = "2027-08-20";

fn world(ledger: &Ledger) -> World {
    let horizon = ledger.horizon(Some(day(ON)), KnownAt::Head).unwrap_or_else(|error| panic!("{error:?}"));
    let question = Question { horizon, scope: Scope::All, reads: Vec::new() };
    ledger.world(&question).unwrap_or_else(|error| panic!("{error:?}"))
}

/// The way of each item of the enterprise in the call of 2027.
fn ways(office: &Office) -> Vec<(String, Way)> {
    let world = world(&office.ledger());
    let plan = world.planned(2027, Some(code(ENTERPRISE)));
    let told = |planned: &Planned| {
        let lines = planned.lines.iter();
        lines.map(|(index, way)| (planned.position.items[*index].grant_id.to_string(), *way)).collect::<Vec<_>>()
    };
    plan.iter().flat_map(told).collect()
}

fn listed() -> Office {
    Office::new().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"}))
}

#[test]
fn what_may_be_approved_and_what_stands_in_the_way() {
    let submitted =
        || listed().fact("2027-03-10", "application.submitted", json!({"application_no": "SB1", "call_year": 2027}));
    let reviewed = |passed: bool| {
        submitted().fact(
            "2027-06-10",
            "review.completed",
            json!({"application_no": "SB1", "passed": passed, "opinion_no": "PS1"}),
        )
    };
    let objected = |upheld: bool| {
        let filed = json!({"objection_no": "Y1", "list_no": "GS1", "application_no": "SB1", "ground": "已迁出"});
        let office = reviewed(true).fact("2027-08-03", "objection.filed", filed);
        office.fact("2027-08-10", "objection.resolved", json!({"objection_no": "Y1", "upheld": upheld}))
    };
    let accident = json!({"accident_on": "2027-07-01", "level": "general", "authority": "应急管理局"});
    let ready = Way::Ready(Fen::yuan(10_000));
    let rows = [
        ("nobody applied, and the call is over", listed(), Way::Nothing),
        ("submitted", submitted(), Way::InReview),
        ("the review went against it", reviewed(false), Way::Failed),
        ("passed", reviewed(true), ready),
        ("an objection that was not upheld", objected(false), ready),
        ("an objection that was", objected(true), Way::Upheld),
        (
            "an accident after the application",
            reviewed(true).fact("2027-07-01", "conduct.accident_recorded", accident),
            Way::Withheld,
        ),
        (
            "approved in part",
            reviewed(true).approved(ON, "A1", (LISTED, "cultivation_list:L1"), "4000"),
            Way::Ready(Fen::yuan(6_000)),
        ),
        ("approved", reviewed(true).approved(ON, "A1", (LISTED, "cultivation_list:L1"), "10000"), Way::Decided),
    ];
    for (row, office, expected) in rows {
        assert_eq!(ways(&office), [(LISTED.to_owned(), expected)], "{row}");
    }
    let open = Office::certified();
    assert_eq!(ways(&open.applied()), [(CERTIFIED.to_owned(), Way::Open)], "no figure on record");
}

#[test]
fn before_the_call_closes_what_nobody_applied_for_is_told_as_such() {
    let ledger = listed().ledger();
    let horizon = ledger.horizon(Some(day("2027-04-30")), KnownAt::Head).unwrap_or_else(|error| panic!("{error:?}"));
    let world = ledger
        .world(&Question { horizon, scope: Scope::All, reads: Vec::new() })
        .unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(world.planned(2027, None)[0].lines, [(0, Way::NotApplied)]);
}

fn decided(ledger: &Ledger, undecided: Option<&str>) -> Result<Decision, LedgerError> {
    let world = world(ledger);
    approve(&world, 2027, &world.planned(2027, None), undecided)
}

fn record(ledger: &Ledger, decision: Decision) -> (u64, Vec<(u64, &'static str)>) {
    let mut appending = Appending::new(ledger, AppendOptions { clock_is_right: true, ..by_clerk() });
    for (number, draft) in (1..).zip(decision.drafts) {
        appending.draft(number, draft);
    }
    let (receipt, rejected) = appending.finish().unwrap_or_else(|error| panic!("{error:?}"));
    (receipt.recorded, codes(&rejected))
}

#[test]
fn undecided_readings_block_an_approval_unless_a_reason_is_given() {
    let ledger = listed().applied().ledger();
    let Err(LedgerError::UndecidedReadings { readings }) = decided(&ledger, None) else { panic!("it is blocked") };
    assert!(readings.iter().any(|id| id == "R4.1") && readings.iter().all(|id| id.starts_with('R')), "{readings:?}");
    let decision = decided(&ledger, Some("局长办公会〔2027〕8号")).unwrap_or_else(|error| panic!("{error:?}"));
    let data: &Value = &decision.drafts[0].data;
    let line = &data["lines"][0];
    assert_eq!((&line["amount"], &line["entitlement"]), (&json!("10000.00"), &json!("10000.00")));
    let reason = line["reason"].as_str().unwrap_or_default();
    assert!(reason.contains("局长办公会〔2027〕8号") && reason.contains("R4.1"), "{reason}");
    assert_eq!((&data["application_no"], &data["position"]), (&json!("SB1"), &json!(ledger.head().0)));
    assert_eq!(data["policy_digest"].as_str().map(str::len), Some(64));
    assert!(data["readings"].as_str().unwrap_or_default().contains("R4.1=across_documents"), "{data}");
    assert_eq!(record(&ledger, decision), (1, vec![]));
    assert!(everything(&look(&ledger, "2027-11-18")).is_empty());
    assert!(
        decided(&ledger, None).unwrap_or_default().drafts.is_empty(),
        "nothing is left to approve, and nothing to block"
    );
}

#[test]
fn decided_readings_do_not_block() {
    let ledger = listed().applied().ledger();
    let Err(LedgerError::UndecidedReadings { readings }) = decided(&ledger, None) else { panic!("it is blocked") };
    let policy = world(&ledger).policies.iter().find(|policy| &*policy.id == "changping-2025-8").cloned();
    let all = policy.map(|policy| policy.readings).unwrap_or_default();
    for reading in all.iter().filter(|reading| readings.iter().any(|id| **id == *reading.id.0)) {
        let option = reading.options[0].token.to_string();
        let data = json!({"reading": &*reading.id.0, "option": option, "document": "口径〔2027〕1号"});
        append(&ledger, by_clerk(), &[line("2027-01-01", "reading.decided", data)]);
    }
    let decision = decided(&ledger, None).unwrap_or_else(|error| panic!("{:?}", error.complaint()));
    assert_eq!((decision.drafts.len(), decision.drafts[0].data["lines"][0].get("reason")), (1, None));
}

/// What was computed on one state of the ledger is not recorded on another.
#[test]
fn an_approval_is_refused_when_something_that_touches_it_was_recorded_since() {
    let rows = [
        (
            "about the enterprise",
            line("2027-08-20", "service.provided", json!({"uscc": ENTERPRISE, "kind": "coaching", "count": 1})),
            true,
        ),
        (
            "about everybody",
            line(
                "2027-08-20",
                "lpr.published",
                json!({"published_on": "2027-08-20", "one_year_pct": "3.00", "five_year_pct": "3.50", "grade": "P", "source": "示例"}),
            ),
            true,
        ),
        (
            "about somebody else",
            line(
                "2027-08-20",
                "service.provided",
                json!({"uscc": crate::story::nth_code(5), "kind": "coaching", "count": 1}),
            ),
            false,
        ),
    ];
    for (row, meanwhile, touches) in rows {
        let ledger = listed().applied().ledger();
        let decision = decided(&ledger, Some("会议")).unwrap_or_else(|error| panic!("{error:?}"));
        append(&ledger, by_clerk(), &[meanwhile]);
        let since = ledger.head();
        let (recorded, refused) = record(&ledger, decision);
        assert_eq!((recorded, refused), if touches { (0, vec![(1, "moved-on")]) } else { (1, vec![]) }, "{row}");
        assert_eq!(ledger.head().0, since.0 + recorded, "{row}");
    }
}

#[test]
fn a_plan_in_words() {
    let world = world(&listed().applied().ledger());
    let page = world.plan_page(2027, &world.planned(2027, None));
    for (lang, pieces) in [
        (
            Lang::Zh,
            [
                "2027 年度兑现方案",
                "北京某某科技有限公司",
                "10,000.00",
                "可批",
                "合计　可批 1 项，¥10,000.00；待定 0 项",
            ],
        ),
        (
            Lang::En,
            ["Plan of the call of 2027", "91110108551385082Q", "10,000.00", "ready", "total  1 item ready, ¥10,000.00"],
        ),
    ] {
        let said = page.render(lang);
        for piece in pieces {
            assert!(said.contains(piece), "{piece}\n{said}");
        }
    }
}
