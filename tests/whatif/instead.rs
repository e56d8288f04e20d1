//! Another policy file in the place of the one that was issued.

use super::same::{self, decided};
use super::{ON, as_it_is, scenario, set, spent};
use qizhang::ledger::{AsItIs, Extent, Ledger, LedgerError, Repeated, Scenario, WhatIf, policy_in_place};
use qizhang::value::{Digest, Lang};
use qizhang::whatif::Change;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const RATE: &str = r#""第五条/新认定/比例" = [{ value = "10", "#;

fn law() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("events/policies/changping-2025-8.toml");
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{error}"))
}

fn put(folder: &TempDir, text: &str) -> PathBuf {
    let path = folder.path().join("draft.toml");
    std::fs::write(&path, text).unwrap_or_else(|error| panic!("{error}"));
    path
}

fn issued(text: &str) -> Result<Scenario, LedgerError> {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let added = policy_in_place(&put(&folder, text), "draft.toml")?;
    Ok(Scenario { adds: vec![added], ..Scenario::default() })
}

fn run<'b>(ledger: &Ledger, base: &'b AsItIs, text: &str) -> Result<WhatIf<'b>, LedgerError> {
    base.what_if(ledger, issued(text)?)
}

fn code(result: Result<WhatIf<'_>, LedgerError>) -> &'static str {
    result.err().map_or("", |error| error.complaint().code)
}

/// A text with another rate is the law with another rate: over a whole district with its decisions, line by line.
#[test]
fn a_text_with_another_rate_is_the_law_with_another_rate() {
    let ledger = decided();
    let base = as_it_is(&ledger, same::ON);
    let text = law().replace(RATE, &RATE.replace("10", "15"));
    let policy = run(&ledger, &base, &text).unwrap_or_else(|error| panic!("{:?}", error.complaint()));
    let rate = base
        .what_if(&ledger, scenario(&[&set("第五条/新认定/比例", "15%")], &[], &[]))
        .unwrap_or_else(|error| panic!("{:?}", error.complaint()));
    assert!(rate.sums.changed() > 3, "{:?}", rate.sums);
    assert_eq!((policy.sums, &policy.table, policy.subjects), (rate.sums, &rate.table, rate.subjects));
    let lines = |run: &WhatIf<'_>| -> Vec<_> {
        run.changed.iter().map(|one| (one.subject, one.row.clone(), one.due, one.parts.clone())).collect()
    };
    assert_eq!(lines(&policy), lines(&rate));
}

/// Where the floor is the ceiling too, 3,000,000 yuan give 50,000.
#[test]
fn a_text_with_another_rule() {
    let ledger = spent("3000000").ledger();
    let base = as_it_is(&ledger, ON);
    let lower = law().replace("ceiling = \"第五条/新认定/上限\"", "ceiling = \"第五条/新认定/下限\"");
    // What nothing looks at any more goes as well.
    let used = |line: &&str| !line.starts_with("\"第五条/新认定/上限\"");
    let text = lower.lines().filter(used).collect::<Vec<_>>().join("\n");
    let run = run(&ledger, &base, &text).unwrap_or_else(|error| panic!("{:?}", error.complaint()));
    assert_eq!((run.sums.base.to_yuan(), run.sums.supposed.to_yuan()), ("300000.00".into(), "50000.00".into()));
    let Change::Policy { policy, was, .. } = &run.changes[0].0 else { panic!("{:?}", run.changes) };
    assert_eq!((&**policy, was.as_deref()), ("changping-2025-8", Some("昌政办发〔2025〕8号")));
    let page = run.page(&Extent::lines(20)).render(Lang::Zh);
    assert!(page.contains("昌政办发〔2025〕8号，按 draft.toml"), "{page}");
    assert!(run.command.contains("--policy draft.toml"), "{}", run.command);
    // What is kept has the text in it, and is the same answer.
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let kept = put(&folder, &run.cited.file(Digest::of(b"")));
    let file = ledger.scenario_file(&kept).unwrap_or_else(|error| panic!("{:?}", error.complaint()));
    let again = base.what_if(&ledger, file.scenario).unwrap_or_else(|error| panic!("{:?}", error.complaint()));
    assert!(matches!(&again.changes[0].0, Change::Policy { .. }));
    let saved = file.saved.unwrap_or_else(|| panic!("it was saved"));
    assert_eq!(again.cited.repeats(&saved, Digest::of(b"")), Some(Repeated::Same));
}

#[test]
fn what_takes_the_place_of_nothing() {
    let ledger = spent("3000000").ledger();
    let base = as_it_is(&ledger, ON);
    assert_eq!(code(run(&ledger, &base, &law())), "whatif-is-issued");
    let older = law().replacen("issued_on = 2025-09-05", "issued_on = 2025-09-04", 1);
    assert_eq!(code(run(&ledger, &base, &older)), "whatif-older-policy");
    let newer = law().replacen("issued_on = 2025-09-05", "issued_on = 2025-09-06", 1);
    assert_eq!(code(run(&ledger, &base, &newer)), "");
    let broken = run(&ledger, &base, &law().replacen("years = 5", "years = \"5\"", 1)).err();
    let said = broken.map(|error| error.complaint().what.zh.to_string()).unwrap_or_default();
    assert!(said.contains("draft.toml") && said.contains("第 13 行第 9 列"), "{said}");
    // What the door refuses is told of the file, and of no line of an event.
    let unused = run(
        &ledger,
        &base,
        &law().replacen(
            "[parameters]",
            "[parameters]\n\"第五条/无用\" = [{ value = \"1\", unit = \"percent\", from = 2025-09-05 }]",
            1,
        ),
    )
    .err();
    let complaint = unused.map(|error| error.complaint());
    let said = complaint.map(|told| (told.code, told.what.zh.to_string())).unwrap_or_default();
    assert!(said.0 == "parameter-unused" && said.1.starts_with("draft.toml：政策文件"), "{said:?}");
    // Another policy answers beside the others, and they stay.
    let named = law().replacen("id = \"changping-2025-8\"", "id = \"changping-draft\"", 1);
    let other = named.replacen("document = \"昌政办发〔2025〕8号\"", "document = \"征求意见稿\"", 1);
    let run = run(&ledger, &base, &other).unwrap_or_else(|error| panic!("{:?}", error.complaint()));
    let Change::Policy { was, .. } = &run.changes[0].0 else { panic!("{:?}", run.changes) };
    assert_eq!((was, run.supposed.policies.len()), (&None, base.world.policies.len() + 1));
}

/// Of 3,000,000 yuan: the draft says 15%, 450,000. Values are looked up in the draft, also those that are the law's.
#[test]
fn values_are_set_in_the_draft() {
    let ledger = spent("3000000").ledger();
    let base = as_it_is(&ledger, ON);
    let fifteen = law().replace(RATE, &RATE.replace("10", "15"));
    let with = |text: &str, sets: &[&str]| {
        let own = issued(text).unwrap_or_else(|error| panic!("{:?}", error.complaint()));
        let run = base.what_if(&ledger, Scenario { sets: scenario(sets, &[], &[]).sets, ..own });
        run.map(|run| run.sums.supposed.to_yuan()).map_err(|error| error.complaint().code)
    };
    let rate = |value: &str| set("第五条/新认定/比例", value);
    let rows = [
        (&fifteen, vec![], Ok("450000.00".to_owned())),
        (&fifteen, vec![rate("12%")], Ok("360000.00".to_owned())),
        (&fifteen, vec![rate("10%")], Ok("300000.00".to_owned())),
        (&fifteen, vec![rate("15%")], Err("whatif-is-law")),
    ];
    for (text, sets, expected) in rows {
        let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
        assert_eq!(with(text, &sets), expected, "{sets:?}");
    }
    let renamed = law().replace("第五条/新认定/上限", "第五条/新认定/最高");
    assert_eq!(with(&renamed, &[&set("第五条/新认定/上限", "20万元")]), Err("no-such-parameter"));
    assert_eq!(with(&renamed, &[&set("第五条/新认定/最高", "20万元")]), Ok("200000.00".to_owned()));
    let sweep = |text: &str, range: &str| {
        let own = issued(text).unwrap_or_else(|error| panic!("{:?}", error.complaint()));
        let sweep = base.sweep(&ledger, own, &set("第五条/新认定/比例", range), &mut |_, _| {
            std::ops::ControlFlow::Continue(())
        });
        let sweep = sweep.unwrap_or_else(|error| panic!("{:?}", error.complaint()));
        sweep.steps.iter().map(|(_, sums)| sums.supposed.to_yuan()).collect::<Vec<_>>()
    };
    // The value of the law and the one of the draft are rows like any other.
    assert_eq!(sweep(&fifteen, "5%..15%/5%"), ["150000.00", "300000.00", "450000.00"]);
}

/// Of one policy the text said last counts; said twice at once it is a slip.
#[test]
fn one_text_of_a_policy() {
    let ledger = spent("3000000").ledger();
    let base = as_it_is(&ledger, ON);
    let rate = |value: &str| law().replace(RATE, &RATE.replace("10", value));
    let both = |one: &str, other: &str| {
        let mut own = issued(&rate(one)).unwrap_or_else(|error| panic!("{:?}", error.complaint()));
        own.adds.extend(issued(&rate(other)).unwrap_or_else(|error| panic!("{:?}", error.complaint())).adds);
        own
    };
    assert_eq!(code(base.what_if(&ledger, both("12", "15"))), "whatif-twice");
    for (first, last, expected) in [("12", "15", "450000.00"), ("15", "12", "360000.00")] {
        let earlier = issued(&rate(first)).unwrap_or_else(|error| panic!("{:?}", error.complaint()));
        let own = issued(&rate(last)).unwrap_or_else(|error| panic!("{:?}", error.complaint()));
        let run = base.what_if(&ledger, Scenario { earlier: vec![earlier], ..own });
        let run = run.unwrap_or_else(|error| panic!("{:?}", error.complaint()));
        assert_eq!((run.sums.supposed.to_yuan().as_str(), run.changes.len()), (expected, 1), "{first} and {last}");
    }
    let beside = base.baseline(&ledger, issued(&rate("12")).unwrap_or_else(|error| panic!("{error:?}")));
    let beside = beside.unwrap_or_else(|error| panic!("{:?}", error.complaint()));
    let run = run(&ledger, &beside, &rate("15")).unwrap_or_else(|error| panic!("{:?}", error.complaint()));
    assert_eq!((run.sums.base.to_yuan(), run.sums.supposed.to_yuan()), ("360000.00".into(), "450000.00".into()));
}

/// Where what was issued is left out, a text of an earlier day is the last one; and a mark of the byte order is no part of it.
#[test]
fn an_earlier_text_where_the_other_is_left_out() {
    let ledger = spent("3000000").ledger();
    let base = as_it_is(&ledger, ON);
    let at = base.world.policies.iter().position(|policy| &*policy.id == "changping-2025-8");
    let by = at.and_then(|at| base.world.issued[at].first()).map(|by| by.position.0.to_string());
    let own = issued(&format!("\u{feff}{}", law().replacen("issued_on = 2025-09-05", "issued_on = 2025-09-04", 1)));
    let own = own.unwrap_or_else(|error| panic!("{:?}", error.complaint()));
    let run = base.what_if(&ledger, Scenario { drops: by.into_iter().collect(), ..own });
    let run = run.unwrap_or_else(|error| panic!("{:?}", error.complaint()));
    assert_eq!(run.sums.supposed.to_yuan(), "300000.00");
    let page = run.page(&Extent::lines(1)).render(Lang::Zh);
    assert!(page.contains(&format!("账本 #1–#{}", base.horizon.known.0)), "{page}");
}
