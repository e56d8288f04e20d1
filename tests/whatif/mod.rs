//! What-if: the figures an official finds with a pencil, and arms that are what a ledger would be in which it was so.

mod afresh;
mod alike;
mod baseline;
mod cases;
mod files;
mod generated;
mod groups;
mod instead;
mod refused;
mod same;
mod sweep;
mod under;
mod whose;
mod written;

use crate::audit::Office;
use crate::story::day;
use qizhang::ledger::{AsItIs, KnownAt, Ledger, LedgerError, LineFile, Scenario, WhatIf};
use serde_json::json;
use std::io::{Seek, Write};

/// The call for the facts of 2026 is open.
const ON: &str = "2027-04-01";
const POLICY: &str = "changping-2025-8";

/// A scenario of so many of each.
fn scenario(sets: &[&str], reads: &[(&str, &str)], drops: &[&str]) -> Scenario {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    let reads = reads.iter().map(|(reading, option)| ((*reading).to_owned(), (*option).to_owned())).collect();
    Scenario { sets: owned(sets), reads, drops: owned(drops), ..Scenario::default() }
}

/// A parameter of the document of 2025 set to a value.
fn set(path: &str, value: &str) -> String {
    format!("{POLICY}:{path}={value}")
}

/// Lines as a file of events.
fn added(lines: &[String]) -> qizhang::ledger::Added {
    let mut file = tempfile::tempfile().unwrap_or_else(|error| panic!("{error}"));
    file.write_all(lines.join("\n").as_bytes()).and_then(|()| file.rewind()).unwrap_or_else(|error| panic!("{error}"));
    let lines = LineFile::new(file, "more.jsonl").unwrap_or_else(|error| panic!("{error:?}"));
    qizhang::ledger::Added { name: "more.jsonl".to_owned(), lines, as_policy: false }
}

/// A correction of a research report of 2025.
fn corrects(event: &str, amount: &str) -> String {
    let data = json!({"uscc": crate::story::ENTERPRISE, "year": 2025, "amount": amount, "basis": "special_audit"});
    let data = json!({"event": event, "reason": "试算", "data": data});
    json!({"type": "fact.corrected", "occurred_on": "2027-11-02", "data": data}).to_string()
}

/// The ledger as it is, ready to be held against.
fn as_it_is(ledger: &Ledger, on: &str) -> AsItIs {
    let horizon = ledger.horizon(Some(day(on)), KnownAt::Head).unwrap_or_else(|error| panic!("{error:?}"));
    ledger.as_it_is(horizon).unwrap_or_else(|error| panic!("{error:?}"))
}

/// A scenario on its own. The base lives as long as the test.
fn try_run(ledger: &Ledger, scenario: Scenario, on: &str) -> Result<WhatIf<'static>, LedgerError> {
    let base: &'static AsItIs = Box::leak(Box::new(as_it_is(ledger, on)));
    base.what_if(ledger, scenario)
}

fn run(ledger: &Ledger, scenario: Scenario, on: &str) -> WhatIf<'static> {
    try_run(ledger, scenario, on).unwrap_or_else(|error| panic!("{:?}", error.complaint()))
}

/// Certified first in November 2026 on so much research expense of 2025; what is due has not been approved.
fn spent(amount: &str) -> Office {
    Office::certified().fact("2026-12-01", "rnd.expense_reported", crate::audit::research(amount))
}

/// What leaves events out and is refused: the text, the code, and something that is said.
fn are_refused(ledger: &Ledger, rows: &[(&str, &str, &str)]) {
    for (text, code, says) in rows {
        let complaint = match try_run(ledger, scenario(&[], &[], &[text]), ON) {
            Err(error) => error.complaint(),
            Ok(_) => panic!("{text} was run"),
        };
        let said = format!("{}{}{}", complaint.what.zh, complaint.why.zh, complaint.remedy.zh);
        assert_eq!(complaint.code, *code, "{text}: {said}");
        assert!(said.contains(says), "{text}: {said}");
    }
}
