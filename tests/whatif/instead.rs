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
