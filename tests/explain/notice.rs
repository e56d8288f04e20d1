//! The notice for an enterprise promises what may still be had, and nothing else.

use crate::audit::{CERTIFIED, Office};
use crate::ledger::world;
use crate::story::ENTERPRISE;
use qizhang::ledger::Scope;
use qizhang::value::{KnownAt, Lang, Uscc};
use serde_json::json;

/// The lines under a head, up to the next one.
fn under<'t>(text: &'t str, head: &str) -> Vec<&'t str> {
    let rest = text.lines().skip_while(|line| *line != head).skip(1);
    rest.take_while(|line| line.starts_with(' ')).collect()
}

fn notice(office: &Office, on: &str) -> String {
    let world = world(&office.ledger(), on, KnownAt::Head, Scope::All);
    let code = Uscc::parse(ENTERPRISE).unwrap_or_else(|error| panic!("{error:?}"));
    world.notice(&world.position(code)).render(Lang::Zh)
}

const MAY: &str = "可以申领和等候拨付的";
const HELD: &str = "暂缓拨付的";
const OVER: &str = "已经过去，不能再申领的";
const GIVEN: &str = "已经批准和拨付的";

/// 300,000 yuan are due for a certificate of 2026, in the call of 2027.
#[test]
fn what_may_be_had_and_what_is_over() {
    let due = || Office::reported().0;
    let submitted =
        || due().fact("2027-03-10", "application.submitted", json!({"application_no": "SB1", "call_year": 2027}));
    let rejected = json!({"application_no": "SB1", "reason": "逾期未补正"});
    let failed = json!({"application_no": "SB1", "passed": false, "opinion_no": "PS1"});
    let approved = || due().applied().approved("2027-08-20", "A1", (CERTIFIED, "certificate:GR1"), "200000");
    let rows = [
        ("nobody applied yet", due(), "2027-04-01", MAY, "请在 2027 年申报期内提交申请", "300,000.00"),
        ("under review", submitted(), "2027-04-01", MAY, "已提交申请，等候审核", "300,000.00"),
        (
            "not taken in",
            submitted().fact("2027-03-20", "application.rejected", rejected),
            "2027-04-01",
            OVER,
            "申请不予受理",
            "2026",
        ),
        (
            "did not pass",
            submitted().fact("2027-06-10", "review.completed", failed),
            "2027-07-01",
            OVER,
            "申请没有通过评审",
            "2026",
        ),
        ("granted in part", approved(), "2027-09-01", MAY, "已批准，等候拨付", "300,000.00"),
        (
            "the rest",
            approved().paid("2027-09-25", "P1", "A1", "200000"),
            "2027-10-01",
            MAY,
            "已批准的少于应得，余额待补",
            "100,000.00",
        ),
        (
            "a call that is not on record and over",
            Office::new().certificate("GR1", "2025-11-20").spent(2024, "3000000", "special_audit"),
            "2027-04-01",
            OVER,
            "错过了 2026 年申报期",
            "2025",
        ),
        ("the call is over", due(), "2029-04-01", OVER, "错过了 2027 年申报期", "2026"),
    ];
    for (row, office, on, head, says, figure) in rows {
        let text = notice(&office, on);
        let told = under(&text, head).join("\n");
        assert!(told.contains(says) && told.contains(figure), "{row}: {text}");
        let other = under(&text, if head == MAY { OVER } else { MAY }).join("\n");
        assert!(!other.contains("GR1"), "{row} stands in one place: {text}");
    }
}

/// Granted 200,000, of which 150,000 were paid; and what an accident holds back is no claim.
#[test]
fn what_was_given_and_what_is_held_back() {
    let approved =
        Office::reported().0.applied().approved("2027-08-20", "A1", (CERTIFIED, "certificate:GR1"), "200000");
    let given = notice(&approved.paid("2027-09-25", "P1", "A1", "150000"), "2027-10-01");
    let row = under(&given, GIVEN).join("\n");
    assert!(row.contains("200,000.00") && row.contains("150,000.00") && row.contains("2027-09-25"), "{given}");
    let accident = json!({"accident_on": "2027-09-01", "level": "general", "authority": "应急管理局"});
    let approved =
        Office::reported().0.applied().approved("2027-08-20", "A1", (CERTIFIED, "certificate:GR1"), "300000");
    let held = notice(&approved.fact("2027-09-01", "conduct.accident_recorded", accident), "2027-10-01");
    let row = under(&held, HELD).join("\n");
    assert!(row.contains("300,000.00") && row.contains("起暂缓拨付"), "{held}");
    assert!(!under(&held, MAY).join("\n").contains("300,000.00"), "{held}");
    // Where no document is in force nothing else is open.
    let late = notice(&Office::reported().0, "2030-12-31");
    assert!(
        late.contains("2030-12-31 没有有效的文件") && under(&late, "其他条款，有所列情形时可以申报").is_empty(),
        "{late}"
    );
}
