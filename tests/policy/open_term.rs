//! Open terms: undetermined until decided, and decided only inside their range.

use crate::story::{CATALOGUE, ENTERPRISE, Story, items};
use qizhang::policy::{Choices, Policy, Program, TermValue};
use qizhang::position::{Gap, IssueKind, Item, Outcome, Position};
use qizhang::value::Fen;
use serde_json::json;

/// A document with nothing but terms: an amount, a share, a number and a share for each enterprise and year.
const DOCUMENT: &str = r#"
format = 1
id = "terms"
title = { zh = "待定项", en = "Terms" }
document = "试〔2025〕1号"
authority = { zh = "某委", en = "An office" }
district = "某区"
issued_on = 2025-01-01
years = 5

[options]
rounding = "half_up_fen"
year_end = "anniversary_inclusive"
test_day = "application_day"
after_approval = "withhold_unpaid"
same_matter = "matter_key"
lower_paid = "difference"
caps_count = "new_cash"
other_support = "difference"
governed_on = "fact_day"
cap_year = "fact_year"
above_cap = "lost"
missed_call = "lost"
successors = "inherit"

[parameters]
"甲/上限" = [{ value = "30万元", unit = "yuan", from = 2025-01-01 }]

[[open_term]]
name = "甲/金额"
article = "甲"
title = { zh = "评定金额", en = "the amount as evaluated" }
authority = { zh = "某委", en = "An office" }
type = "amount"
least = "1万元"
most = "50万元"
filled_by = { event = "parameter.set", named = "name", value = "value", unit = "unit", where = { year = { year = "fact" } } }

[[open_term]]
name = "乙/比例"
article = "乙"
title = { zh = "支持比例", en = "the share" }
authority = { zh = "某委", en = "An office" }
type = "percent"
least = "5"
most = "20"
filled_by = { event = "parameter.set", named = "name", value = "value", unit = "unit" }

[[open_term]]
name = "丙/起点"
article = "丙"
title = { zh = "起点", en = "the threshold" }
authority = { zh = "某委", en = "An office" }
type = "whole"
least = "1"
most = "3"
filled_by = { event = "parameter.set", named = "name", value = "value", unit = "unit" }

[[open_term]]
name = "丁/比例"
article = "丁"
title = { zh = "各家比例", en = "a share for each" }
authority = { zh = "某委", en = "An office" }
type = "percent"
least = "0"
most = "50"
filled_by = { event = "insurance.evaluated", subject = "uscc", value = "share_pct", where = { year = { year = "fact" } } }

[[measure]]
name = "保费"
fact = "insurance.premium_paid"
title = { zh = "保费", en = "premium" }
sum = { field = "premium" }

[[measure]]
name = "此前入库"
title = { zh = "此前入库次数", en = "earlier entries" }
entries = { event = "cultivation_list.entered", since = "ever" }

[[grant]]
id = "甲/评定"
article = "甲"
sentence = 1
title = { zh = "评定", en = "as evaluated" }
restates = { zh = "按评定给。", en = "As evaluated." }
trigger = [{ event = "cultivation_list.entered" }]
amount = { decided = "甲/金额", ceiling = "甲/上限" }
matter = "list:{list_no}"

[[grant]]
id = "乙/保险"
article = "乙"
sentence = 1
title = { zh = "保险", en = "insurance" }
restates = { zh = "按比例给。", en = "By a share." }
trigger = [{ event = "insurance.premium_paid" }]
amount = { share = { rate = { term = "乙/比例" }, base = "保费" } }
matter = "insurance:{policy_no}"

[[grant]]
id = "丙/多次"
article = "丙"
sentence = 1
title = { zh = "多次", en = "several times" }
restates = { zh = "多次入库的给。", en = "For several entries." }
trigger = [{ event = "cultivation_list.entered" }]
when = [{ title = { zh = "次数", en = "times" }, measure = "此前入库", op = ">=", term = "丙/起点" }]
amount = { fixed = "甲/上限" }
matter = "times:{list_no}"

[[grant]]
id = "丁/各家"
article = "丁"
sentence = 1
title = { zh = "各家", en = "for each" }
restates = { zh = "各家比例。", en = "A share for each." }
trigger = [{ event = "insurance.premium_paid" }]
amount = { share = { rate = { term = "丁/比例" }, base = "保费" } }
matter = "each:{policy_no}"
"#;

const ON: &str = "2026-12-31";

/// A document without any rule.
pub(super) fn head() -> &'static str {
    DOCUMENT.split("[parameters]").next().unwrap_or_default()
}

fn compile(text: &str) -> Result<Program, &'static str> {
    let policy = Policy::parse(text).map_err(|error| error.fault.code())?;
    policy.check(&CATALOGUE).map_err(|error| error.fault.code())?;
    policy.program(&CATALOGUE, &Choices::default()).map_err(|error| error.fault.code())
}

fn program() -> Program {
    compile(DOCUMENT).unwrap_or_else(|code| panic!("{code}"))
}

/// An enterprise on two lists and with an insurance, all in 2026.
fn story() -> Story {
    let premium = json!({"policy_no": "P1", "insurer": "某保险", "kind": "某险", "premium": "1000"});
    Story::new()
        .fact("2026-02-01", "cultivation_list.entered", json!({"list_no": "L1"}))
        .fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L2"}))
        .fact("2026-04-01", "insurance.premium_paid", premium)
}

fn decide(story: Story, name: &str, year: i32, value: &str) -> Story {
    let document = format!("试〔2026〕{value}号");
    let data = json!({"name": name, "year": year, "value": value, "document": document});
    story.fact("2026-06-01", "parameter.set", data)
}

fn only<'p>(position: &'p Position, grant: &str, matter: &str) -> &'p Item {
    let mut found = items(position, grant).into_iter().filter(|item| &*item.matter == matter);
    found.next().unwrap_or_else(|| panic!("no {grant} for {matter}"))
}

fn conflicts(position: &Position) -> Vec<(Option<&str>, u64)> {
    let issues = position.issues.iter().filter(|issue| issue.kind == IssueKind::Conflict);
    issues.map(|issue| (issue.article.as_deref(), issue.facts[0].position.0)).collect()
}

/// Net in yuan, or `?` while it is not determined.
fn answer(item: &Item) -> String {
    match &item.outcome {
        Outcome::Undetermined(gaps) => {
            assert!(matches!(gaps.as_slice(), [Gap::Term(_)]) && item.net == Fen::ZERO, "{gaps:?}");
            "?".to_owned()
        }
        Outcome::Refused(_) => "refused".to_owned(),
        _ => item.net.to_yuan(),
    }
}

#[test]
fn what_nobody_decided_is_undetermined_and_never_zero() {
    let position = story().under(&program(), ON);
    assert_eq!(position.items.len(), 6);
    for item in &position.items {
        assert_eq!(answer(item), "?", "{}", item.grant_id);
        assert!(item.decided.is_empty());
    }
    assert!(position.issues.iter().all(|issue| issue.kind == IssueKind::Undetermined), "{:?}", position.issues);
}

/// Both bounds of each range are inside; the next value is not, and then the item says which decision is none.
#[test]
fn a_decision_counts_inside_its_range_and_is_named_outside() {
    let rows = [
        // term, value, grant, matter, what the item nets
        ("甲/金额", "9999.99", "甲/评定", "list:L1", "?"),
        ("甲/金额", "10000", "甲/评定", "list:L1", "10000.00"),
        ("甲/金额", "1万元", "甲/评定", "list:L1", "10000.00"),
        ("甲/金额", "300000.01", "甲/评定", "list:L1", "300000.00"),
        ("甲/金额", "50万元", "甲/评定", "list:L1", "300000.00"),
        ("甲/金额", "500000.01", "甲/评定", "list:L1", "?"),
        ("甲/金额", "五万元", "甲/评定", "list:L1", "?"),
        ("乙/比例", "4.9999", "乙/保险", "insurance:P1", "?"),
        ("乙/比例", "5", "乙/保险", "insurance:P1", "50.00"),
        ("乙/比例", "20", "乙/保险", "insurance:P1", "200.00"),
        ("乙/比例", "20.0001", "乙/保险", "insurance:P1", "?"),
        ("丙/起点", "0", "丙/多次", "times:L2", "?"),
        ("丙/起点", "1", "丙/多次", "times:L2", "300000.00"),
        ("丙/起点", "1", "丙/多次", "times:L1", "refused"),
        ("丙/起点", "3", "丙/多次", "times:L2", "refused"),
        ("丙/起点", "4", "丙/多次", "times:L2", "?"),
    ];
    let program = program();
    for (term, value, grant, matter, net) in rows {
        let position = decide(story(), term, 2026, value).under(&program, ON);
        let item = only(&position, grant, matter);
        assert_eq!(answer(item), net, "{term} = {value}");
        let (article, _) = term.split_once('/').unwrap_or_default();
        let expected = if net == "?" { vec![(Some(article), 5)] } else { vec![] };
        assert_eq!(conflicts(&position), expected, "{term} = {value}");
        assert_eq!(item.decided.len(), usize::from(net != "?"), "{term} = {value}");
    }
}

#[test]
fn an_item_points_at_the_decision_it_rests_on() {
    let story = decide(story(), "甲/金额", 2026, "20万元");
    let position = story.under(&program(), ON);
    let [decision] = only(&position, "甲/评定", "list:L1").decided.as_slice() else { panic!("one decision") };
    assert_eq!((decision.value, decision.fact.position.0), (TermValue::Amount(Fen::yuan(200_000)), 5));
    assert_eq!(decision.term, 0);
}

#[test]
fn the_last_decision_of_the_right_year_counts() {
    let program = program();
    let net = |story: &Story| answer(only(&story.under(&program, ON), "甲/评定", "list:L1"));
    let other_year = decide(story(), "甲/金额", 2025, "20万元");
    assert_eq!(net(&other_year), "?");
    let decided = decide(other_year, "甲/金额", 2026, "10万元");
    assert_eq!(net(&decided), "100000.00");
    let again = json!({"name": "甲/金额", "year": 2026, "value": "15万元", "document": "试9号"});
    let again = decided.fact("2026-07-01", "parameter.set", again);
    assert_eq!(net(&again), "150000.00");
    assert_eq!(answer(only(&again.under(&program, "2026-06-30"), "甲/评定", "list:L1")), "100000.00");
    assert_eq!(answer(only(&again.under(&program, "2026-05-31"), "甲/评定", "list:L1")), "?");
}

#[test]
fn a_unit_that_is_not_the_terms_is_no_decision() {
    let set = |unit: &str| {
        let data = json!({"name": "乙/比例", "year": 2026, "value": "10", "unit": unit, "document": "试1号"});
        story().fact("2026-06-01", "parameter.set", data)
    };
    let program = program();
    let net = |story: &Story| answer(only(&story.under(&program, ON), "乙/保险", "insurance:P1"));
    assert_eq!(net(&set("percent")), "100.00");
    assert_eq!(net(&set("yuan")), "?");
    assert_eq!(conflicts(&set("yuan").under(&program, ON)), [(Some("乙"), 5)]);
}

/// A type that says something of each enterprise in each year fills the term for that one alone.
#[test]
fn a_term_may_be_filled_for_each_enterprise() {
    let (program, other) = (program(), crate::story::nth_code(7));
    let evaluated = |story: Story, code: &str, year: i32, share: &str| {
        story.fact("2026-06-01", "insurance.evaluated", json!({"uscc": code, "year": year, "share_pct": share}))
    };
    let net = |story: &Story| answer(only(&story.under(&program, ON), "丁/各家", "each:P1"));
    assert_eq!(net(&evaluated(story().registered(&other, "enterprise"), &other, 2026, "40")), "?");
    assert_eq!(net(&evaluated(story(), ENTERPRISE, 2025, "40")), "?");
    assert_eq!(net(&evaluated(story(), ENTERPRISE, 2026, "50")), "500.00");
    assert_eq!(net(&evaluated(story(), ENTERPRISE, 2026, "0")), "0.00", "nothing, because somebody decided so");
    let beyond = evaluated(story(), ENTERPRISE, 2026, "50.01");
    assert_eq!(net(&beyond), "?");
    assert_eq!(conflicts(&beyond.under(&program, ON)), [(Some("丁"), 5)]);
}

#[test]
fn a_term_declared_wrongly_does_not_compile() {
    let trigger = "trigger = [{ event = \"cultivation_list.entered\", where = { measure = \"此前入库\", op = \">=\", term = \"丙/起点\" } }]";
    let rows = [
        ("most = \"50万元\"", "most = \"5000\"", "empty-range"),
        ("most = \"50万元\"", "most = \"50%\"", "bad-value"),
        ("most = \"50万元\"\n", "", "missing-key"),
        ("type = \"amount\"", "type = \"number\"", "unknown-word"),
        ("type = \"amount\"", "type = \"flag\"", "wrong-unit"),
        ("decided = \"甲/金额\"", "decided = \"乙/比例\"", "wrong-unit"),
        ("rate = { term = \"乙/比例\" }", "rate = { term = \"甲/金额\" }", "wrong-unit"),
        ("decided = \"甲/金额\"", "decided = \"甲/数额\"", "unknown-name"),
        ("value = \"share_pct\"", "value = \"uscc\"", "wrong-field"),
        ("value = \"share_pct\"", "value = \"share\"", "policy-unknown-field"),
        ("event = \"insurance.evaluated\"", "event = \"insurance.evaluate\"", "unknown-event"),
        ("trigger = [{ event = \"cultivation_list.entered\" }]", trigger, "term-in-trigger"),
    ];
    for (right, wrong, code) in rows {
        assert!(DOCUMENT.contains(right), "the document does not say {right}");
        assert_eq!(compile(&DOCUMENT.replacen(right, wrong, 1)).err(), Some(code), "{wrong}");
    }
}
