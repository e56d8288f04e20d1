//! Events named by what they have in common.

use super::{ON, are_refused, run, scenario, try_run};
use crate::audit::Office;
use crate::story::ENTERPRISE;
use qizhang::whatif::Change;
use serde_json::json;

/// Three entries to the list, on different days and under different numbers; the second is corrected.
fn office() -> Office {
    let entered = |office: Office, day: &str, number: &str| {
        office.fact(day, "cultivation_list.entered", json!({"list_no": number}))
    };
    let office = entered(Office::certified(), "2026-12-01", "L1");
    let office = entered(office, "2027-01-10", "L2");
    let second = office.last();
    let office = office.correct("2027-01-20", &second, json!({"uscc": ENTERPRISE, "list_no": "L2甲"}));
    let office = entered(office, "2027-02-10", "L3");
    let office = office.fact("2027-02-11", "enterprise.renamed", json!({"old_name": "甲", "new_name": "甲，乙"}));
    office.fact("2027-02-12", "enterprise.renamed", json!({"old_name": "甲，乙", "new_name": "甲,乙"}))
}

/// How many events have it in common, and how many others go with them.
fn dropped(text: &str) -> (usize, usize) {
    match &run(&office().ledger(), scenario(&[], &[], &[text]), ON).changes[0].0 {
        Change::DropAlike { events, with, .. } => (events.len(), *with),
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_condition_counts_and_both_days_are_inside() {
    let rows = [
        ("type=cultivation_list.entered", (3, 1)),
        (" type = cultivation_list.entered , of = 北京某某科技有限公司 ", (3, 1)),
        ("type=cultivation_list.entered,from=2027-01-10", (2, 1)),
        ("type=cultivation_list.entered,from=2027-01-11", (1, 0)),
        ("type=cultivation_list.entered,until=2027-01-10", (2, 1)),
        ("type=cultivation_list.entered,until=2027-01-09", (1, 0)),
        ("type=cultivation_list.entered,list_no=L3", (1, 0)),
        ("type=cultivation_list.entered,list_no=\"L3\",from=\"2027-01-01\"", (1, 0)),
        // A comma of Chinese text is no comma between two conditions.
        ("type=enterprise.renamed,new_name=甲，乙", (1, 0)),
        ("type=enterprise.renamed,new_name=\"甲,乙\"", (1, 0)),
        // An event says what was recorded with it; what corrects it goes with it.
        ("type=cultivation_list.entered,list_no=L2", (1, 1)),
    ];
    for (text, expected) in rows {
        assert_eq!(dropped(text), expected, "{text}");
    }
    let code = format!("type=cultivation_list.entered,of={ENTERPRISE}");
    assert_eq!(dropped(&code), (3, 1));
}

#[test]
fn what_names_no_events() {
    let rows = [
        ("type=", "whatif-alike", "type=类型"),
        ("of=x", "whatif-alike", "type=类型"),
        ("type=cultivation_list.entered,", "whatif-alike", "type=类型"),
        ("type=cultivation_list.entered,from=2027", "whatif-alike", "type=类型"),
        ("type=cultivation_list.entered,list_no=L1,list_no=L2", "whatif-alike", "各写一次"),
        ("type=cultivation_list.enterd", "no-such-type", "cultivation_list.entered"),
        ("type=cultivation_list.entered,list_n=L1", "whatif-no-such-field", "最接近的是“list_no”"),
        ("type=cultivation_list.entered,list_no=L4", "whatif-nothing-alike", "list_no=L"),
        ("type=cultivation_list.entered,from=2028-01-01", "whatif-nothing-alike", "from=2026-12-01,until=2027-02-10"),
        ("type=award.won", "whatif-nothing-alike", "查到 0 个"),
        ("type=cultivation_list.entered,of=没有这家", "unknown-subject", ""),
        ("type=event_type.registered", "whatif-needed", ""),
        (
            "type=cultivation_list.entered,from=2027-02-01,until=2027-01-31",
            "whatif-alike",
            "“from=2027-02-01,until=2027-01-31”读不懂",
        ),
        ("type=cultivation_list.entered,until=2027-02-30", "whatif-alike", "“until=2027-02-30”读不懂"),
        ("type=enterprise.renamed,new_name=甲,乙", "whatif-alike", "“乙”读不懂"),
        ("type=cultivation_list.entered,list_no=全然不同的号", "whatif-nothing-alike", "有的是“list_no=L1”"),
        ("type=standard.published,units=1", "whatif-nothing-alike", "没有一个符合其余全部条件"),
    ];
    let ledger = office().ledger();
    are_refused(&ledger, &rows);
    // Of two conditions that no event meets both of, none is named as the wrong one.
    let both = try_run(&ledger, scenario(&[], &[], &["type=cultivation_list.entered,list_no=L1,from=2027-01-01"]), ON);
    let why = both.err().map(|error| error.complaint().why.zh.to_string()).unwrap_or_default();
    assert!(why.contains("没有一个符合其余全部条件"), "{why}");
}

/// One event by itself, and again among those of its type.
#[test]
fn the_same_event_twice() {
    let office = office();
    let last = office.last();
    let ledger = office.ledger();
    for drops in [[last.as_str(), "type=enterprise.renamed"], ["type=enterprise.renamed", &last]] {
        let twice = try_run(&ledger, scenario(&[], &[], &drops), ON);
        assert_eq!(twice.err().map(|error| error.complaint().code), Some("whatif-twice"), "{drops:?}");
    }
    // Some of both is another matter.
    let both = ["type=cultivation_list.entered,from=2027-01-10", "type=cultivation_list.entered,until=2027-01-10"];
    assert!(try_run(&ledger, scenario(&[], &[], &both), ON).is_ok());
}
