//! Article 17: interest and insurance.

use crate::story::{ENTERPRISE, Story, code, day, items};
use qizhang::policy::{ActsBy, ParamValue, ParameterValue};
use qizhang::position::{Again, Gap, Item, Outcome};
use qizhang::value::{Day, Fen, Ratio};
use serde_json::json;

const LOAN: &str = "第十七条/贷款贴息";
const INSURANCE: &str = "第十七条/科技保险";
const ON: &str = "2027-06-30";

fn holder() -> Story {
    let lpr = |on: &str, one: &str, five: &str| json!({"published_on": on, "one_year_pct": one, "five_year_pct": five, "grade": "P"});
    Story::new()
        .certified("GR1", "2025-12-01")
        .fact("2025-05-20", "lpr.published", lpr("2025-05-20", "3.00", "3.50"))
        .fact("2026-01-20", "lpr.published", lpr("2026-01-20", "2.90", "3.40"))
}

fn contracted(story: Story, rate: &str, months: u32) -> Story {
    let data = json!({"contract_no": "C1", "bank": "某银行", "principal": "5000000", "rate_pct": rate, "term_months": months, "signed_on": "2025-12-10"});
    story.fact("2025-12-10", "loan.contracted", data)
}

fn paid(story: Story, period: &str, on: &str, amount: &str, penalty: &str) -> Story {
    let data = json!({"contract_no": "C1", "period": period, "amount": amount, "penalty": penalty, "paid_on": on});
    story.fact(on, "loan.interest_paid", data)
}

fn evaluated(story: Story) -> Story {
    story.fact("2027-02-01", "loan.evaluated", json!({"year": 2026, "passed": true}))
}

fn loan(rate: &str, months: u32) -> Story {
    let story = paid(contracted(holder(), rate, months), "2026-01-01/2026-03-31", "2026-03-31", "60000", "0");
    evaluated(paid(story, "2026-04-01/2026-06-30", "2026-06-30", "40100", "100"))
}

#[test]
fn half_of_the_interest_with_the_lpr_as_the_limit() {
    // rate, half at the LPR of 3.00, all at the LPR
    let rows = [
        ("2.9999", "50000.00", "50000.00"),
        ("3", "50000.00", "50000.00"),
        ("3.0001", "49998.33", "99996.67"),
        ("3.6", "41666.67", "83333.33"),
        ("6", "25000.00", "50000.00"),
    ];
    for (rate, half, all) in rows {
        assert_eq!(loan(rate, 12).net(LOAN, ON), half, "a rate of {rate}");
        assert_eq!(loan(rate, 12).read("R17.1", "all_at_lpr").net(LOAN, ON), all, "a rate of {rate}, all at the LPR");
    }
}

#[test]
fn the_term_chooses_the_lpr() {
    // 60 months: 3.00; 61 months: 3.50
    assert_eq!(loan("7", 60).net(LOAN, ON), "21428.57");
    assert_eq!(loan("7", 61).net(LOAN, ON), "25000.00");
    assert_eq!(loan("6", 12).read("R17.2", "last_of_year_before").net(LOAN, ON), "25000.00");
    let resets = loan("6", 12).read("R17.2", "each_reset").position(ON);
    assert!(matches!(items(&resets, LOAN)[0].outcome, Outcome::Undetermined(_)));
}

#[test]
fn what_is_not_recorded_is_not_guessed() {
    let unevaluated = paid(contracted(holder(), "3", 12), "2026-01-01/2026-03-31", "2026-03-31", "60000", "0");
    let position = unevaluated.position(ON);
    assert!(
        matches!(&items(&position, LOAN)[0].outcome, Outcome::Undetermined(gaps) if matches!(gaps[0], Gap::Fact { .. }))
    );
    let failed = unevaluated.fact("2027-02-01", "loan.evaluated", json!({"year": 2026, "passed": false}));
    assert!(matches!(items(&failed.position(ON), LOAN)[0].outcome, Outcome::Refused(_)));
    let unsigned = evaluated(paid(holder(), "2026-01-01/2026-03-31", "2026-03-31", "60000", "0"));
    assert!(matches!(items(&unsigned.position(ON), LOAN)[0].outcome, Outcome::Undetermined(_)));
}

#[test]
fn an_evaluation_may_be_graded() {
    let story = paid(contracted(holder(), "3", 12), "2026-01-01/2026-03-31", "2026-03-31", "60000", "0");
    let story = story.fact("2027-02-01", "loan.evaluated", json!({"year": 2026, "passed": true, "share_pct": "80"}));
    assert_eq!(story.net(LOAN, ON), "30000.00");
    assert_eq!(story.read("R17.4", "graded").net(LOAN, ON), "24000.00");
}

#[test]
fn interest_counts_in_the_year_it_is_paid_or_accrues() {
    let story = paid(contracted(holder(), "3", 12), "2026-10-01/2026-12-31", "2027-01-05", "60000", "0");
    let story = evaluated(story).fact("2028-02-01", "loan.evaluated", json!({"year": 2027, "passed": true}));
    let years = |story: &Story| {
        items(&story.position("2028-06-30"), LOAN).iter().map(|item| item.fact_year).collect::<Vec<i32>>()
    };
    assert_eq!(years(&story), [2027]);
    assert_eq!(years(&story.read("R17.3", "accrued")), [2026]);
}

#[test]
fn one_million_a_year() {
    for (interest, due) in [("2000000", "1000000.00"), ("2000000.02", "1000000.00")] {
        let story = paid(contracted(holder(), "3", 12), "2026-01-01/2026-03-31", "2026-03-31", interest, "0");
        assert_eq!(evaluated(story).net(LOAN, ON), due, "interest of {interest}");
    }
}

#[test]
fn half_of_the_premium_at_most() {
    // premium, evaluated share, due, always half
    let rows = [
        ("80000", "50", "40000.00", "40000.00"),
        ("80000", "60", "40000.00", "40000.00"),
        ("80000", "25", "20000.00", "40000.00"),
        ("100000", "50", "50000.00", "50000.00"),
        ("100000.02", "50", "50000.00", "50000.00"),
    ];
    for (premium, share, due, always) in rows {
        let data = json!({"policy_no": "I1", "insurer": "某保险", "kind": "研发责任", "premium": premium});
        let story = holder().fact("2026-04-01", "insurance.premium_paid", data);
        let position = story.position(ON);
        assert!(matches!(items(&position, INSURANCE)[0].outcome, Outcome::Undetermined(_)), "nobody evaluated it");
        assert_eq!(story.clone().read("R17.5", "always_50").net(INSURANCE, ON), always, "{premium}");
        let story = story.fact("2027-02-01", "insurance.evaluated", json!({"year": 2026, "share_pct": share}));
        assert_eq!(story.net(INSURANCE, ON), due, "{premium} at {share}%");
    }
}

/// What was evaluated above the bound counts in full once the bound is raised: an item that was cut does not tell it, and is judged anew.
#[test]
fn a_bound_that_cut_what_was_evaluated_is_raised() {
    let data = json!({"policy_no": "I1", "insurer": "某保险", "kind": "研发责任", "premium": "80000"});
    let story = holder().fact("2026-04-01", "insurance.premium_paid", data).fact(
        "2027-02-01",
        "insurance.evaluated",
        json!({"year": 2026, "share_pct": "60"}),
    );
    let program = story.program();
    let id = program.parameters_at(None, "第十七条/保险/最高比例")[0];
    let mut raised = program.clone();
    let value = ParamValue::Percent(Ratio::new(70, 100).unwrap());
    let (from, by, written) = (Day::MIN, ActsBy::Governing, "70%".into());
    raised.suppose(id, ParameterValue { from, by, value, written });
    let who = code(ENTERPRISE);
    let known = story.with_engine(&program, day(ON), |engine| engine.items_of(who));
    let again = Again { grant: &|name| name == INSURANCE, caps: false, amounts_alone: true };
    let (found, anew) =
        story.with_engine(&raised, day(ON), |engine| (engine.items_again(who, &known, &again), engine.items_of(who)));
    let due =
        |items: &[Item]| items.iter().filter(|item| *item.grant_id == *INSURANCE).map(|item| item.net).sum::<Fen>();
    assert_eq!([due(&known), due(&anew)], [Fen::yuan(40_000), Fen::yuan(48_000)]);
    assert_eq!(found, Some(anew));
}

/// A loan above the LPR of its signing, with a row of reference of some grade.
fn graded(grade: &str) -> Story {
    let row = json!({"published_on": "2025-12-05", "one_year_pct": "3.00", "five_year_pct": "3.50", "grade": grade});
    let story = Story::new().certified("GR1", "2025-12-01").fact("2025-12-05", "lpr.published", row);
    evaluated(paid(contracted(story, "6", 12), "2026-01-01/2026-03-31", "2026-03-31", "60000", "0"))
}

#[test]
fn a_rate_that_nobody_checked_is_flagged_where_it_decides() {
    for (grade, flagged) in [("P", false), ("C", false), ("G", true), ("U", true)] {
        let position = graded(grade).position(ON);
        assert_eq!(items(&position, LOAN)[0].net.to_yuan(), "15000.00", "{grade}: the amount is the same");
        let weak = position.issues.iter().find(|issue| issue.name() == "weak_reference");
        assert_eq!(weak.is_some(), flagged, "{grade}");
        let facts = weak
            .map_or(0, |issue| issue.facts.iter().filter(|fact| fact.day == crate::story::day("2025-12-05")).count());
        assert_eq!(facts, usize::from(flagged), "{grade}: it names the row");
    }
    let read = graded("U").read("R17.2", "each_reset").position(ON);
    assert!(
        read.issues.iter().all(|issue| issue.name() != "weak_reference"),
        "a row that is not asked for is not flagged"
    );
}
