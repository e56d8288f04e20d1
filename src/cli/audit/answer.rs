//! The answers.

use super::Audit;
use crate::cli::append;
use crate::cli::exit::Exit;
use crate::cli::input::{options, read};
use crate::cli::new_file::NewFile;
use crate::cli::output::{Answer, Stop};
use crate::cli::request::{Globals, Writing};
use crate::explain::{Listing, scored};
use crate::ledger::{
    Appending, Audited, Detector, Doing, Finding, Ledger, Needs, detector_of, detectors, doing, needs, truth,
};
use crate::value::counted_doing;
use crate::view::{AgainstV1, FindingsV1, ImpactV1};
use serde_json::Value;
use std::path::Path;

/// Answers one of these commands.
pub(in crate::cli) fn audit(globals: &Globals, request: &Audit) -> Answer {
    match request {
        Audit::List { rules, of, all } => list(globals, rules, of.as_deref(), *all),
        Audit::Against { rules, truth } => against(globals, rules, truth),
        Audit::Show { number } => show(globals, number),
        Audit::Rules { rules } => told(globals, rules),
        Audit::NeverPaid { of } => never_paid(globals, of.as_deref()),
        Audit::Impact { event, out } => impact(globals, event, out.as_deref()),
        Audit::Do { number, doing, writing } => act(globals, number, doing, writing),
    }
}

/// What detectors find.
fn list(globals: &Globals, rules: &[String], of: Option<&str>, all: bool) -> Answer {
    let ledger = globals.open_read()?;
    let subject =
        of.map(|name| ledger.subject(name, globals.horizon(&ledger)?.known).map_err(Stop::from)).transpose()?;
    let asked = asked(rules);
    let audited = look(globals, &ledger, &asked)?;
    let mut found = audited.found(&asked);
    found.retain(|finding| subject.is_none_or(|subject| finding.subjects.contains(&subject)));
    // What is only worth knowing is listed when it is asked for by name.
    let named = !rules.is_empty();
    let page = audited.page(&found, Listing { settled: all, information: named });
    let shown: Vec<_> = found.iter().filter(|finding| all || finding.state.is_open()).collect();
    globals.document(&page, || shaped(&audited, &shown))?;
    let counts = |finding: &&Finding| named || !finding.is_information();
    let open = found.iter().filter(counts).any(|finding| finding.state.is_open());
    Ok(if open { Exit::Found } else { Exit::Done })
}

/// What detectors find, held against what is known to be true, on the day the truth holds unless another one is asked about.
fn against(globals: &Globals, rules: &[String], file: &Path) -> Answer {
    let truth = truth(&file.display().to_string(), &read(Some(file))?)?;
    let ledger = globals.open_read()?;
    let asked = asked(rules);
    let horizon = ledger.horizon(Some(globals.on.unwrap_or(truth.on)), globals.known)?;
    let audited = ledger.audited(horizon, &globals.reads, needs(&asked))?;
    let found = audited.found(&asked);
    let score = truth.hold(&found, &asked);
    let world = &audited.world;
    let page = scored(&score, (world.horizon.known, world.horizon.on), &|code| audited.name(code));
    globals.document(&page, || serde_json::to_value(AgainstV1::of(&score, world)).unwrap_or_default())?;
    Ok(if score.is_perfect() { Exit::Done } else { Exit::Found })
}

/// One finding.
fn show(globals: &Globals, number: &str) -> Answer {
    let ledger = globals.open_read()?;
    let audited = look(globals, &ledger, &detector_of(number))?;
    let finding = audited.finding(number)?;
    globals.document(&audited.told(&finding), || shaped(&audited, &[&finding]))?;
    Ok(Exit::Done)
}

/// What an event changes about decided money.
fn impact(globals: &Globals, event: &str, out: Option<&Path>) -> Answer {
    let ledger = globals.open_read()?;
    let kept = out.map(NewFile::at).transpose()?;
    let impact = ledger.impact(event, globals.horizon(&ledger)?, &globals.reads)?;
    let orders = impact.orders();
    let lines: Vec<String> = orders.iter().map(Value::to_string).collect();
    globals.document(&impact.page(&lines), || {
        let view = ImpactV1::of(&impact, orders.clone(), &|code| impact.world.named(code));
        serde_json::to_value(view).unwrap_or_default()
    })?;
    if let Some(mut file) = kept.filter(|_| !lines.is_empty()) {
        let path = file.path().display().to_string();
        lines.iter().try_for_each(|line| file.line(line.as_bytes()))?;
        file.place()?;
        let count = lines.len();
        globals.talk(
            &format!("{count} 行追回决定写在 {path}，尚未记入"),
            &format!("{} in {path}, and not recorded", counted_doing(count, "order", ["is", "are"])),
        );
    }
    Ok(if impact.changed.is_empty() { Exit::Done } else { Exit::Found })
}

/// What was due and never paid.
fn never_paid(globals: &Globals, of: Option<&str>) -> Answer {
    let ledger = globals.open_read()?;
    let subject =
        of.map(|name| ledger.subject(name, globals.horizon(&ledger)?.known).map_err(Stop::from)).transpose()?;
    let audited = ledger.audited(globals.horizon(&ledger)?, &globals.reads, Needs::Now)?;
    globals.trace(&audited.never_paid(subject))?;
    Ok(Exit::Done)
}

/// The detectors, or one of them.
fn told(globals: &Globals, rules: &[String]) -> Answer {
    let asked = asked(rules);
    let page = match asked[..] {
        [one] => crate::explain::detector(one),
        _ => crate::explain::detectors(&asked),
    };
    globals.trace(&page)?;
    Ok(Exit::Done)
}

/// Somebody does something about a finding.
fn act(globals: &Globals, number: &str, what: &Doing, writing: &Writing) -> Answer {
    let ledger = globals.open_for(writing)?;
    let finding = look(globals, &ledger, &detector_of(number))?.finding(number)?;
    let mut appending = Appending::new(&ledger, options(writing)?);
    for (line, draft) in (1..).zip(doing(&finding, what, globals.on.unwrap_or_else(|| ledger.today()))?) {
        appending.draft(line, draft);
    }
    let rejected = append::record(globals, &ledger, appending, writing, None)?;
    Ok(if rejected.is_empty() { Exit::Done } else { Exit::Refused })
}

fn look(globals: &Globals, ledger: &Ledger, asked: &[&'static Detector]) -> Result<Audited, Stop> {
    Ok(ledger.audited(globals.horizon(ledger)?, &globals.reads, needs(asked))?)
}

/// The names were looked at when the command was understood.
fn asked(rules: &[String]) -> Vec<&'static Detector> {
    detectors(rules).unwrap_or_default()
}

fn shaped(audited: &Audited, found: &[&Finding]) -> Value {
    serde_json::to_value(FindingsV1::of(found, &audited.world, &|code| audited.name(code))).unwrap_or_default()
}
