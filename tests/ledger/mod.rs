//! The service: what is let in, what is kept out and why, and what is known at a horizon.

#![expect(clippy::unwrap_used, clippy::needless_pass_by_value, reason = "a test says what it expected and stops")]

mod amendments;
mod appending;
mod bundles;
mod clocks;
mod companions;
mod contending;
mod forever;
mod genesis;
mod governing;
pub(crate) mod history;
mod horizons;
mod imported;
mod long_history;
mod moved;
mod parts;
mod retagged;
mod room;
mod scopes;
mod superseded;
mod twofold;

use crate::story::day;
use qizhang::ledger::{
    AppendOptions, Appending, FixedClock, Horizon, Ids, KnownAt, Ledger, LedgerError, Question, Receipt, Rejected,
    Scope, World,
};
use qizhang::value::{Instant, Uscc};
use serde_json::{Value, json};

/// A ledger in memory whose clock stands still.
pub(crate) fn ledger(now: &str) -> Ledger {
    ledger_as_of(now, None)
}

pub(crate) fn ledger_as_of(now: &str, as_of: Option<&str>) -> Ledger {
    let clock = Box::new(FixedClock(moment(now)));
    Ledger::in_memory(as_of.map(day), clock).unwrap_or_else(|error| panic!("{:?}", error.complaint())).0
}

pub(crate) fn moment(text: &str) -> Instant {
    Instant::parse(text).unwrap_or_else(|| panic!("{text} is a moment"))
}

/// A line of a file.
pub(crate) fn line(on: &str, kind: &str, data: Value) -> String {
    json!({"type": kind, "occurred_on": on, "data": data}).to_string()
}

/// A line that was recorded at another moment.
pub(crate) fn recorded(at: &str, on: &str, kind: &str, data: Value) -> String {
    json!({"type": kind, "occurred_on": on, "recorded_at": at, "recorded_by": "clerk", "data": data}).to_string()
}

pub(crate) fn by_clerk() -> AppendOptions {
    AppendOptions { by: "clerk".into(), clock_is_right: true, ..AppendOptions::default() }
}

pub(crate) fn migrating() -> AppendOptions {
    AppendOptions { preserve: true, ..AppendOptions::default() }
}

/// Appends some lines and gives what came of it.
pub(crate) fn try_append(
    ledger: &Ledger,
    options: AppendOptions,
    lines: &[String],
) -> Result<(Receipt, Vec<Rejected>), LedgerError> {
    let mut appending = Appending::new(ledger, options);
    for (number, text) in (1..).zip(lines) {
        appending.line(number, text.clone());
    }
    appending.finish()
}

/// Appends some lines that must be good.
pub(crate) fn append(ledger: &Ledger, options: AppendOptions, lines: &[String]) -> Receipt {
    let (receipt, rejected) = try_append(ledger, options, lines).unwrap_or_else(|error| panic!("{error:?}"));
    assert!(rejected.is_empty(), "{rejected:?}");
    receipt
}

/// The codes of the refusals of some lines, with the number of each line.
pub(crate) fn codes(rejected: &[Rejected]) -> Vec<(u64, &'static str)> {
    rejected.iter().map(|one| (one.line, one.fault.complaint().code)).collect()
}

pub(crate) fn world(ledger: &Ledger, on: &str, known: KnownAt, scope: Scope) -> World {
    let horizon: Horizon = ledger.horizon(Some(day(on)), known).unwrap_or_else(|error| panic!("{error:?}"));
    let question = Question { horizon, scope, reads: Vec::new() };
    ledger.world(&question).unwrap_or_else(|error| panic!("{error:?}"))
}

/// What a subject nets under a grant, in yuan.
pub(crate) fn net(ledger: &Ledger, subject: Uscc, grant: &str, on: &str, known: KnownAt) -> String {
    let world = world(ledger, on, known, Scope::Subject(subject));
    crate::story::net(&world.position(subject), grant)
}

/// A file of lines whose ids follow from its content.
pub(crate) fn of_file(lines: &[String]) -> AppendOptions {
    let digest = qizhang::value::Digest::of(lines.join("\n").as_bytes());
    AppendOptions { ids: Ids::Of(digest), ..by_clerk() }
}
