//! The district's years, played in order of time: facts as the office heard of them, and between them its decisions
//! and payments, computed from what it knew on the day.

use crate::cli::bar::Bar;
use crate::cli::output::Stop;
use crate::cli::request::Globals;
use crate::ledger::{
    AppendOptions, Appending, Decision, FixedClock, KnownAt, Ledger, LedgerError, Question, Receipt, Scope, decide,
    pay, returned,
};
use crate::sample::{Line, Plan, Truth, days_of_decision};
use crate::value::{Day, Instant};
use serde_json::Value;
use std::path::Path;

/// Decisions and payments are recorded at ten in the morning.
const HOUR_MILLIS: i64 = 3_600_000;
/// A payment in so many comes back from the bank.
const BOUNCES: usize = 97;

/// The ledger, and how it was filled.
pub(super) struct Built {
    pub(super) ledger: Ledger,
    /// The last business day of the plan.
    pub(super) last: Day,
    pub(super) receipt: Receipt,
}

/// What happens at a moment, after the facts recorded before it.
#[derive(Debug, Clone, Copy)]
enum Act {
    Decide,
    Pay,
    Bounce,
    PayAgain,
}

/// Makes a ledger at a path and plays the facts of a plan into it. What was planted brings its own decisions.
pub(super) fn build(
    globals: &Globals,
    path: &Path,
    plan: &Plan,
    (lines, truth): (&[Line], &Truth),
) -> Result<Built, Stop> {
    let last = Day::year_end(plan.last_year);
    let first = lines.first().map_or(last, |line| Instant::from_millis(line.recorded_at).day());
    let clock = Box::new(FixedClock(Instant::end_of(last)));
    let (ledger, receipt) = Ledger::create(path, Some(first), clock)?;
    let bar = Bar::of(globals, lines.len(), ["已记 {human_pos} 个事件", "{human_pos} events recorded"]);
    let mut game = Play { ledger, receipt, bar, paid: Decision::default(), planted: &truth.subjects };
    let mut rest = lines;
    for (moment, year, act) in acts(plan) {
        let heard = rest.partition_point(|line| line.recorded_at < moment.millis());
        let (before, after) = rest.split_at(heard);
        game.facts(before)?;
        rest = after;
        game.act(act, year, moment)?;
    }
    game.facts(rest)?;
    game.bar.clear();
    Ok(Built { ledger: game.ledger, last, receipt: game.receipt })
}

/// When the office decides and pays, in order.
fn acts(plan: &Plan) -> Vec<(Instant, i32, Act)> {
    let mut acts = Vec::new();
    for (year, decided, paid) in days_of_decision(plan) {
        let (Some(decided), Some(paid)) = (Day::from_date(decided), Day::from_date(paid)) else { continue };
        let at = |day: Day| Instant::start_of(day).plus_millis(10 * HOUR_MILLIS);
        acts.push((at(decided), year, Act::Decide));
        acts.push((at(paid), year, Act::Pay));
        acts.push((at(paid.plus_days(3)), year, Act::Bounce));
        acts.push((at(paid.plus_days(14)), year, Act::PayAgain));
    }
    acts
}

struct Play<'t> {
    ledger: Ledger,
    receipt: Receipt,
    bar: Bar,
    /// The payments of the year, of which some come back.
    paid: Decision,
    /// Whom the office leaves alone.
    planted: &'t [String],
}

impl Play<'_> {
    fn facts(&mut self, lines: &[Line]) -> Result<(), Stop> {
        let mut appending = Appending::new(&self.ledger, migrating());
        for (number, line) in (1..).zip(lines) {
            appending.line(number, line.to_json());
        }
        self.receipt = finish(appending)?;
        self.bar.advance(lines.len());
        Ok(())
    }

    fn act(&mut self, act: Act, year: i32, at: Instant) -> Result<(), Stop> {
        let decision = match act {
            Act::Decide => self.of_others(decide(&self.world(at)?, year, at)?),
            Act::Pay => {
                self.paid = self.of_others(pay(&self.world(at)?, year, at)?);
                self.paid.clone()
            }
            Act::Bounce => returned(&self.paid, BOUNCES, at)?.0,
            Act::PayAgain => returned(&self.paid, BOUNCES, at)?.1,
        };
        self.bar.tick();
        let mut appending = Appending::new(&self.ledger, migrating());
        for (number, draft) in (1..).zip(decision.drafts) {
            appending.draft(number, draft);
        }
        self.receipt = finish(appending)?;
        Ok(())
    }

    /// A decision without those whose stories bring their own.
    fn of_others(&self, mut decision: Decision) -> Decision {
        decision.drafts.retain(|draft| {
            let code = draft.data.get("uscc").and_then(Value::as_str);
            !self.planted.iter().any(|planted| code == Some(planted))
        });
        decision
    }

    fn world(&self, at: Instant) -> Result<crate::ledger::World, Stop> {
        let horizon = self.ledger.horizon(Some(at.day()), KnownAt::Head)?;
        Ok(self.ledger.world(&Question { horizon, scope: Scope::All, reads: Vec::new() })?)
    }
}

/// Records a batch in which no line may be refused.
fn finish(appending: Appending<'_>) -> Result<Receipt, Stop> {
    let (receipt, rejected) = appending.finish()?;
    match rejected.into_iter().next() {
        Some(one) => Err(LedgerError::Line { line: one.line, fault: Box::new(one.fault) }.into()),
        None => Ok(receipt),
    }
}

fn migrating() -> AppendOptions {
    AppendOptions { preserve: true, ..AppendOptions::default() }
}
