//! Article 22 is a declaration: which matters meet, and what other support takes off, stands in the policy file.

use super::open_term::head;
use crate::story::{CATALOGUE, Story, net};
use qizhang::policy::{Choices, Policy, Program};
use serde_json::json;

/// Two grants for one matter.
const GRANTS: &str = r#"
[parameters]
"甲/金额" = [{ value = "30万元", unit = "yuan", from = 2025-01-01 }]
"乙/金额" = [{ value = "5万元", unit = "yuan", from = 2025-01-01 }]

[[grant]]
id = "甲"
article = "甲"
sentence = 1
title = { zh = "甲", en = "A" }
restates = { zh = "入库的给。", en = "For an entry." }
trigger = [{ event = "cultivation_list.entered" }]
amount = { fixed = "甲/金额" }
matter = "list:{list_no}"

[[grant]]
id = "乙"
article = "乙"
sentence = 1
title = { zh = "乙", en = "B" }
restates = { zh = "入库的也给。", en = "For an entry too." }
trigger = [{ event = "cultivation_list.entered" }]
amount = { fixed = "乙/金额" }
matter = "list:{list_no}"
"#;

const BEST: &str = r#"
[[exclusion]]
name = "从优"
article = "丙"
title = { zh = "从优", en = "the best" }
best_of = "matter"
joined_by = [{ event = "reference.mapped", where = [{ field = "kind", is = "matter" }] }]
deducts = { event = "external_support.recorded", where = [{ field = "level", is = "district" }] }
"#;

fn compile(rules: &str) -> Result<Program, &'static str> {
    let policy = Policy::parse(&format!("{}{GRANTS}{rules}", head())).map_err(|error| error.fault.code())?;
    policy.program(&CATALOGUE, &Choices::default()).map_err(|error| error.fault.code())
}

/// What both grants net in yuan, under a document with these rules.
fn nets(story: &Story, rules: &str) -> (String, String) {
    let program = compile(rules).unwrap_or_else(|code| panic!("{code}: {rules}"));
    let position = story.under(&program, "2026-12-31");
    (net(&position, "甲"), net(&position, "乙"))
}

fn listed() -> Story {
    Story::new().fact("2026-02-01", "cultivation_list.entered", json!({"list_no": "L1"}))
}

#[test]
fn one_grant_wins_a_matter_only_where_the_document_says_so() {
    let both = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    assert_eq!(nets(&listed(), BEST), both("300000.00", "0.00"));
    assert_eq!(nets(&listed(), ""), both("300000.00", "50000.00"));
    let two = listed().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L2"}));
    let joined = json!({"kind": "matter", "old": "list:L1", "new": "list:L2"});
    let joined = two.fact("2026-04-01", "reference.mapped", joined);
    assert_eq!(nets(&joined, BEST), both("300000.00", "0.00"), "two names of one matter");
    assert_eq!(nets(&joined, ""), both("600000.00", "100000.00"), "names are joined by that rule alone");
}

#[test]
fn the_document_says_which_other_support_is_deducted() {
    let support = |level: &str, exclusive: bool| {
        let data =
            json!({"level": level, "scheme": "某专项", "matter": "list:L1", "amount": "20000", "exclusive": exclusive});
        listed().fact("2026-09-01", "external_support.recorded", data)
    };
    let municipal = BEST.replace("\"district\"", "\"municipal\"");
    // The level of the other support, whether it excludes by itself, the rules, and what the first grant nets.
    let rows = [
        ("district", false, BEST, "280000.00"),
        ("municipal", false, BEST, "300000.00"),
        ("municipal", true, BEST, "0.00"),
        ("district", false, &municipal, "300000.00"),
        ("municipal", false, &municipal, "280000.00"),
        ("district", false, "", "300000.00"),
    ];
    for (level, exclusive, rules, due) in rows {
        assert_eq!(nets(&support(level, exclusive), rules).0, due, "{level} {exclusive} {rules}");
    }
}

#[test]
fn a_level_that_does_not_exist_is_refused() {
    assert_eq!(compile(&BEST.replace("\"district\"", "\"districts\"")).err(), Some("unreachable-key"));
    assert_eq!(compile(&BEST.replace("deducts = ", "deduct = ")).err(), Some("missing-key"));
}
