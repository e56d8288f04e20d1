//! What the demonstration shows: the money by grant, what lapses, one payment and one refusal explained, the root.

use super::build::Built;
use crate::cli::output::{Stop, data};
use crate::cli::request::{Demo, Globals};
use crate::explain::Document;
use crate::ledger::{Horizon, KnownAt, Ledger, Question, Receipt, Scope, World};
use crate::sample::{Plan, planted};
use crate::value::{Day, Position, Uscc, counted};
use crate::view::ReceiptV1;
use std::path::Path;

/// Windows that end within so many days are listed, the first few of them.
const WITHIN: i64 = 90;
const LISTED: usize = 8;

/// Prints the report. Everything in it can be asked for again with the commands it names.
pub(super) fn report(globals: &Globals, request: &Demo, plan: &Plan, built: &Built) -> Result<(), Stop> {
    let path = &request.path;
    if globals.json.is_some() {
        return receipt(globals, &built.receipt);
    }
    let ledger = &built.ledger;
    let horizon = ledger.horizon(Some(built.last), KnownAt::Head)?;
    let world = ledger.world(&Question { horizon, scope: Scope::All, reads: Vec::new() })?;
    data(&head(globals, path, plan, &world))?;
    let engine = world.engine();
    let positions: Vec<_> = world.timeline.subjects().iter().map(|subject| engine.position(*subject)).collect();
    section(globals, &crate::explain::totals(&world.program, positions.iter()))?;
    let rows = world.lapsing(WITHIN);
    section(globals, &crate::explain::lapses(rows.get(..LISTED).unwrap_or(&rows)))?;
    let more = rows.len().saturating_sub(LISTED);
    if more > 0 {
        data(&globals.pick(
            &format!("  另有 {more} 项在 {WITHIN} 天内到期\n"),
            &format!("  and {more} more within {WITHIN} days\n"),
        ))?;
    }
    let cast = planted(plan);
    let mut commands = Vec::new();
    if let Some((number, told)) = paid(ledger, &cast.corrected_rnd, horizon)? {
        section(globals, &told)?;
        commands.push(format!("qizhang why {number}"));
    }
    if let Some((subject, grant, told)) = refused(ledger, &cast.refused_rank3, horizon)? {
        section(globals, &told)?;
        commands.push(format!("qizhang why {subject} {grant}"));
        commands.push(format!("qizhang show {subject}"));
    }
    commands.push(format!("qizhang lapses --within {WITHIN}d"));
    if let Some(truth) = &request.faults {
        commands.push(format!("qizhang audit --against {}", truth.display()));
    }
    data(&foot(globals, path, built, &commands))
}

/// What was recorded, from the first event to the last.
fn receipt(globals: &Globals, last: &Receipt) -> Result<(), Stop> {
    let whole =
        Receipt { recorded: last.head.0, repeated: 0, positions: Some((Position(1), last.head)), ..last.clone() };
    globals.value(&serde_json::to_value(ReceiptV1::of(&whole, false, None, Vec::new())).unwrap_or_default())
}

fn section(globals: &Globals, document: &Document) -> Result<(), Stop> {
    data(&format!("\n{}", document.render(globals.lang)))
}

/// The first payment of a subject, as it was then and as it is now.
fn paid(ledger: &Ledger, code: &str, horizon: Horizon) -> Result<Option<(String, Document)>, Stop> {
    let Ok(subject) = Uscc::parse(code) else { return Ok(None) };
    let ask = |horizon| ledger.world(&Question { horizon, scope: Scope::Subject(subject), reads: Vec::new() });
    let now: World = ask(horizon)?;
    let Some((number, paid)) = now.payments(subject).into_iter().next() else { return Ok(None) };
    let then = ask(Horizon { on: paid.day, known: paid.position })?;
    Ok(Some((number.to_string(), paid.explained(&now, &then))))
}

/// The last refusal of a subject: the grant, and why.
fn refused(ledger: &Ledger, code: &str, horizon: Horizon) -> Result<Option<(Uscc, String, Document)>, Stop> {
    let Ok(subject) = Uscc::parse(code) else { return Ok(None) };
    let own = ledger.world(&Question { horizon, scope: Scope::Subject(subject), reads: Vec::new() })?;
    let position = own.position(subject);
    let Some(item) = position.items.iter().rev().find(|item| item.is_refused()) else { return Ok(None) };
    Ok(Some((subject, item.grant_id.to_string(), crate::explain::why_not(&own.case(&position), &item.grant_id))))
}

fn head(globals: &Globals, path: &Path, plan: &Plan, world: &World) -> String {
    let (shown, first, last) = (path.display(), plan.first_year, plan.last_year);
    let (enterprises, seed, known) = (plan.enterprises, plan.seed, world.horizon.known);
    globals.pick(
        &format!("一个虚构的区：{enterprises} 家企业，{first}–{last} 年，种子 {seed}\n账本 {shown}，#1–#{known}，业务截至 {}\n", world.horizon.on),
        &format!("a made-up district: {}, {first}–{last}, seed {seed}\nledger {shown}, #1–#{known}, business day {}\n", counted(enterprises, "enterprise"), world.horizon.on),
    )
}

fn foot(globals: &Globals, path: &Path, built: &Built, commands: &[String]) -> String {
    let (head, root) = (built.receipt.head, built.receipt.root);
    let day: Day = built.last;
    let lines: Vec<String> =
        commands.iter().map(|one| format!("  {one} --ledger {} --on {day}\n", path.display())).collect();
    globals.pick(
        &format!("\n账本根 {root} @ #{head}\n接着可以试：\n{}", lines.concat()),
        &format!("\nroot {root} @ #{head}\ntry next:\n{}", lines.concat()),
    )
}
