//! The answers.

use super::{Pay, record};
use crate::cli::append;
use crate::cli::exit::Exit;
use crate::cli::input::options;
use crate::cli::output::{Answer, Stop};
use crate::cli::request::{Globals, Writing};
use crate::ledger::{Appending, Ledger, Planned, Scope, World, approve};
use crate::value::{Uscc, counted_doing};
use serde_json::Value;
use std::mem::ManuallyDrop;

/// Answers one of these commands.
pub(in crate::cli) fn pay(globals: &Globals, request: &Pay) -> Answer {
    match request {
        Pay::Plan { year, of } => {
            let ledger = globals.open_read()?;
            let (world, plan) = planned(globals, &ledger, *year, of.as_deref())?;
            globals.trace(&world.plan_page(*year, &plan))?;
            Ok(Exit::Done)
        }
        Pay::Record(request) => record::record(globals, request),
        Pay::Approve { year, of, undecided, writing } => {
            approved(globals, *year, of.as_deref(), undecided.as_deref(), writing)
        }
    }
}

fn approved(globals: &Globals, year: i32, of: Option<&str>, undecided: Option<&str>, writing: &Writing) -> Answer {
    let ledger = globals.open_for(writing)?;
    let (world, plan) = planned(globals, &ledger, year, of)?;
    let decision = approve(&world, year, &plan, undecided)?;
    let (count, amount) = (decision.drafts.len(), decision.amount);
    let named: Vec<String> = decision.drafts.iter().map(|draft| name_of(&draft.data)).collect();
    let mut appending = Appending::new(&ledger, options(writing)?);
    for (line, draft) in (1..).zip(decision.drafts) {
        appending.draft(line, draft);
    }
    globals.talk(
        &format!("方案可批 {count} 份，合计 ¥{amount}，依据账本 #{}", world.horizon.known),
        &format!(
            "{} ready, ¥{amount} in all, by ledger #{}",
            counted_doing(count, "approval", ["is", "are"]),
            world.horizon.known
        ),
    );
    let rejected = append::record(globals, &ledger, appending, writing, None)?;
    for one in &rejected {
        let at = usize::try_from(one.line.saturating_sub(1)).unwrap_or(usize::MAX);
        if let Some(name) = named.get(at) {
            globals.talk(&format!("第 {} 行是 {name}", one.line), &format!("line {} is {name}", one.line));
        }
    }
    Ok(if rejected.is_empty() { Exit::Done } else { Exit::Refused })
}

/// What an approval is known by: its number and whose it is.
fn name_of(approval: &Value) -> String {
    let text = |field: &str| approval.get(field).and_then(Value::as_str).unwrap_or_default();
    format!("{} {}", text("approval_no"), text("uscc"))
}

type Plan = (ManuallyDrop<World>, Vec<Planned>);

fn planned(globals: &Globals, ledger: &Ledger, year: i32, of: Option<&str>) -> Result<Plan, Stop> {
    let known = globals.horizon(ledger)?.known;
    let subject: Option<Uscc> = of.map(|name| ledger.subject(name, known)).transpose()?;
    let world = globals.world(ledger, subject.map_or(Scope::All, Scope::Subject))?;
    let plan = world.planned(year, subject);
    Ok((world, plan))
}
