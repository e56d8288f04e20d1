//! The life of public money: every row of its table, possible and impossible in each way.

mod cases;
mod door;
mod page;

use super::{LISTED, Office, everything, look};
use crate::ledger::{line, try_append};
use crate::story::{CATALOGUE, ENTERPRISE, day, nth_code};
use cases::cases;
use qizhang::audit::{Asks, LIFE};
use qizhang::ledger::{AppendOptions, KnownAt, Ledger, detectors, needs};
use qizhang::value::Lang;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A step: its day, its type, what it says.
type Step = (&'static str, &'static str, Value);
type Steps = Vec<Step>;

const S: &str = "application.submitted";
const A: &str = "application.accepted";
const RETURNED: &str = "application.returned";
const REJECTED: &str = "application.rejected";
const WITHDRAWN: &str = "application.withdrawn";
const REVIEWED: &str = "review.completed";
const STARTED: &str = "publicity.started";
const ENDED: &str = "publicity.ended";
const FILED: &str = "objection.filed";
const RESOLVED: &str = "objection.resolved";
const APPROVED: &str = "grant.approved";
const MADE: &str = "payment.made";
const BOUNCED: &str = "payment.bounced";
const ORDERED: &str = "clawback.ordered";
const RECOVERED: &str = "clawback.recovered";
const WAIVED: &str = "clawback.waived";

fn other() -> String {
    nth_code(7)
}

/// The usual body of a step.
fn body(kind: &str) -> Value {
    match kind {
        S => json!({"application_no": "SB1", "call_year": 2027}),
        RETURNED | REJECTED | WITHDRAWN => json!({"application_no": "SB1", "reason": "材料不齐"}),
        A => json!({"application_no": "SB1"}),
        REVIEWED => json!({"application_no": "SB1", "passed": true, "opinion_no": "PS1"}),
        STARTED => json!({"list_no": "GS1", "days": 5}),
        ENDED => json!({"list_no": "GS1"}),
        FILED => json!({"objection_no": "Y1", "list_no": "GS1", "application_no": "SB1"}),
        RESOLVED => json!({"objection_no": "Y1", "upheld": false}),
        APPROVED => {
            let lines = json!([{"grant": LISTED, "matter": "cultivation_list:L1", "amount": "10000"}]);
            json!({"approval_no": "A1", "application_no": "SB1", "lines": lines})
        }
        MADE => json!({"payment_no": "P1", "approval_no": "A1", "amount": "10000"}),
        BOUNCED => json!({"payment_no": "P1", "reason": "账号有误"}),
        ORDERED => json!({"clawback_no": "C1", "payment_no": "P1", "amount": "4000", "basis": "复核"}),
        RECOVERED => json!({"clawback_no": "C1", "amount": "4000"}),
        WAIVED => json!({"clawback_no": "C1", "amount": "4000", "reason": "企业注销"}),
        _ => panic!("{kind} is no step"),
    }
}

fn step(on: &'static str, kind: &'static str) -> Step {
    (on, kind, body(kind))
}

/// The usual step with some fields changed.
fn with(on: &'static str, kind: &'static str, fields: Value) -> Step {
    let mut data = body(kind);
    for (name, value) in fields.as_object().into_iter().flatten() {
        data[name] = value.clone();
    }
    (on, kind, data)
}

/// A case: what it is, the steps on record, the step that comes, and a piece of what stands against it; nothing where it is possible.
struct Case(&'static str, Steps, Step, &'static str);

fn submitted() -> Steps {
    vec![step("2027-03-10", S)]
}

fn accepted() -> Steps {
    vec![step("2027-03-10", S), step("2027-03-15", A)]
}

fn approved() -> Steps {
    let review = step("2027-06-10", REVIEWED);
    let shown = [step("2027-08-02", STARTED), step("2027-08-09", ENDED)];
    accepted().into_iter().chain([review]).chain(shown).chain([step("2027-08-20", APPROVED)]).collect()
}

fn paid() -> Steps {
    and(approved(), step("2027-09-25", MADE))
}

fn ordered() -> Steps {
    and(paid(), step("2027-10-10", ORDERED))
}

fn and(mut steps: Steps, one: Step) -> Steps {
    steps.push(one);
    steps
}

fn of_other() -> Value {
    json!({"uscc": other()})
}

fn recorded(steps: &Steps) -> Office {
    let listed = Office::new().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"}));
    steps.iter().fold(listed, |office, (on, kind, data)| {
        let mut office = match *kind {
            STARTED | ENDED => office.everybody(on, on, kind, data.clone()),
            _ => office.fact(on, kind, data.clone()),
        };
        if *kind == WAIVED {
            office = office.proven("免予追回批准文件");
        }
        office
    })
}

/// A step as a line of a file.
fn drafted((on, kind, data): &(&str, &str, Value)) -> String {
    let mut data = data.clone();
    if !matches!(*kind, STARTED | ENDED) && data.get("uscc").is_none() {
        data["uscc"] = json!(ENTERPRISE);
    }
    let mut line: Value = serde_json::from_str(&line(on, kind, data)).unwrap_or_default();
    if *kind == WAIVED {
        let sha256 = qizhang::value::Digest::of(b"waiver").to_string();
        line["evidence"] = json!([{"title": "免予追回批准文件", "sha256": sha256}]);
    }
    line.to_string()
}

fn by(name: &str) -> AppendOptions {
    AppendOptions { by: name.into(), clock_is_right: true, ..AppendOptions::default() }
}

/// What stands against some lines, in Chinese; empty for one that is let in.
fn refusals(ledger: &Ledger, lines: &[String]) -> Vec<(u64, String)> {
    let options = AppendOptions { dry_run: true, ..by("somebody") };
    let (_, rejected) = try_append(ledger, options, lines).unwrap_or_else(|error| panic!("{error:?}"));
    rejected
        .iter()
        .map(|one| (one.line, one.fault.complaint()))
        .map(|(at, told)| (at, format!("{} {}", told.what.get(Lang::Zh), told.why.get(Lang::Zh))))
        .collect()
}

/// Impossible steps that the audit finds.
fn found(ledger: &Ledger) -> Vec<String> {
    let own = detectors(&["L01".to_owned()]).unwrap_or_default();
    let horizon = ledger.horizon(Some(day("2031-12-31")), KnownAt::Head).unwrap_or_else(|error| panic!("{error:?}"));
    let audited = ledger.audited(horizon, &[], needs(&own)).unwrap_or_else(|error| panic!("{error:?}"));
    audited.found(&own).into_iter().map(|one| one.says.zh.to_string()).collect()
}

/// At the door and in the audit of a history that came in past it.
#[test]
fn each_step_is_possible_or_not() {
    for Case(name, before, comes, piece) in cases() {
        let row = format!("{} {name}", comes.1);
        let office = recorded(&before);
        let ledger = office.ledger();
        assert_eq!(found(&ledger), [""; 0], "{row}: what is on record is possible");
        let refused = refusals(&ledger, &[drafted(&comes)]);
        let own: Vec<&(u64, String)> = refused.iter().filter(|(_, told)| told.contains("L01")).collect();
        let brought = recorded(&and(before, comes)).ledger();
        if piece.is_empty() {
            assert!(own.is_empty(), "{row}: {own:?}");
            assert_eq!(found(&brought), [""; 0], "{row}");
        } else {
            assert!(own.iter().any(|(at, told)| *at == 1 && told.contains(piece)), "{row}: {refused:?}");
            assert!(found(&brought).iter().any(|told| told.contains(piece)), "{row}: {:?}", found(&brought));
        }
    }
}

/// Each condition of the table is broken by a case, so that no row is words alone.
#[test]
fn every_condition_of_the_table_has_its_case() {
    let mut told = BTreeSet::new();
    for Case(_, before, comes, piece) in cases() {
        if !piece.is_empty() {
            told.extend(found(&recorded(&and(before, comes)).ledger()));
        }
    }
    let kinds: BTreeSet<&str> = cases().iter().map(|case| case.2.1).collect();
    for step in &LIFE {
        assert!(kinds.contains(step.kind), "{} has no case", step.kind);
        for rule in step.rules {
            if let Asks::AskedBy(id) = rule.asks {
                let known = detectors(&[id.to_owned()]).unwrap_or_default();
                assert!(known.iter().any(|one| one.guards), "{id} guards");
                continue;
            }
            let title = CATALOGUE.type_id_of(step.kind).map(|kind| CATALOGUE.declaration(kind).title.zh.to_string());
            let said = format!("{}：须{}；", title.unwrap_or_default(), rule.says.0);
            assert!(told.iter().any(|one| one.starts_with(&said)), "nothing breaks {said}");
        }
    }
}
