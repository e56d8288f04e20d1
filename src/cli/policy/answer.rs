//! What is said about policies: attached texts, readings, documents, files before they are issued.

use super::release::unchanged;
use crate::cli::append;
use crate::cli::exit::Exit;
use crate::cli::input::options;
use crate::cli::outcome::{Against, outcome};
use crate::cli::output::{Answer, Stop, data};
use crate::cli::request::{Globals, Writing};
use crate::ledger::{Appending, Candidate, Ledger, LedgerError, Scope, attachment, check_policy};
use serde_json::json;
use std::path::Path;

/// `policy attach`: the official text, split by article, quoted beside the rules from then on.
pub(in crate::cli) fn attach(globals: &Globals, file: &Path, policy: Option<&str>, writing: &Writing) -> Answer {
    let text = read(file)?;
    let ledger = globals.open_for(writing)?;
    let world = globals.world(&ledger, Scope::Rules)?;
    let policy = world.policy_of_text(policy, &text)?;
    let mut appending = Appending::new(&ledger, options(writing)?);
    for (line, draft) in (1..).zip(attachment(policy, &text)?) {
        appending.draft(line, draft);
    }
    record(globals, &ledger, appending, writing)
}

/// `policy issue`: a policy file becomes an event, and its document answers from its day of issue.
pub(in crate::cli) fn issue(globals: &Globals, file: &Path, writing: &Writing) -> Answer {
    let text = read(file)?;
    // What was released is what is issued.
    unchanged(file)?;
    let ledger = globals.open_for(writing)?;
    if let Some(by) = ledger.issued_at(&text)? {
        globals.talk(
            &format!("这份文本早已记入（事件 #{by}），没有变化"),
            &format!("this text was issued before (event #{by}) and has not changed"),
        );
        if globals.json.is_some() {
            append::record(globals, &ledger, Appending::new(&ledger, options(writing)?), writing, None)?;
        }
        return Ok(Exit::Done);
    }
    match crate::ledger::issue(&text)? {
        Ok(draft) => {
            let mut appending = Appending::new(&ledger, options(writing)?);
            appending.draft(1, draft);
            record(globals, &ledger, appending, writing)
        }
        Err(complaint) => Ok(globals.complain_of(file, &complaint)),
    }
}

fn record(globals: &Globals, ledger: &Ledger, appending: Appending<'_>, writing: &Writing) -> Answer {
    let rejected = append::record(globals, ledger, appending, writing, None)?;
    Ok(if rejected.is_empty() { Exit::Done } else { Exit::Refused })
}

/// `policy readings`: every reading, its option in force and the others.
pub(in crate::cli) fn readings(globals: &Globals, policy: Option<&str>) -> Answer {
    let ledger = globals.open_read()?;
    let world = globals.world(&ledger, Scope::Rules)?;
    globals.trace(&world.readings(policy)?)?;
    Ok(Exit::Done)
}

/// `policy parameters`: every parameter with its value on the business day.
pub(in crate::cli) fn parameters(globals: &Globals, policy: Option<&str>) -> Answer {
    let ledger = globals.open_read()?;
    let world = globals.world(&ledger, Scope::Rules)?;
    globals.trace(&world.parameters(policy)?)?;
    Ok(Exit::Done)
}

/// `policy readings --sensitivity`: what each reading nobody decided would move, over everybody.
pub(in crate::cli) fn sensitivity(globals: &Globals, policy: Option<&str>) -> Answer {
    let ledger = globals.open_read()?;
    let world = globals.world(&ledger, Scope::All)?;
    globals.trace(&world.sensitivity(policy)?)?;
    Ok(Exit::Done)
}

/// `policy documents`: which documents there are, and when each is in force.
pub(in crate::cli) fn documents(globals: &Globals) -> Answer {
    let ledger = globals.open_read()?;
    globals.trace(&globals.world(&ledger, Scope::Rules)?.documents())?;
    Ok(Exit::Done)
}

/// `policy diff`: two files, or two policies of the ledger, declaration by declaration.
pub(in crate::cli) fn diff(globals: &Globals, one: &str, other: &str) -> Answer {
    let texts = (source(globals, one)?, source(globals, other)?);
    match crate::ledger::policy_differences(&texts.0, &texts.1) {
        Ok(document) => {
            globals.trace(&document)?;
            Ok(Exit::Done)
        }
        Err(wrong) => {
            let (place, complaint) = *wrong;
            Ok(globals.complain_of(Path::new(if place == 0 { one } else { other }), &complaint))
        }
    }
}

/// The text of a policy: a file where there is one, otherwise a policy of the ledger.
fn source(globals: &Globals, name: &str) -> Result<String, Stop> {
    if Path::new(name).is_file() {
        return read(Path::new(name));
    }
    let ledger = globals.open_read()?;
    let world = globals.world(&ledger, Scope::Rules)?;
    Ok(world.policy_of(Some(name))?.text().to_owned())
}

/// `policy text`: the text of a policy as it was issued, to read or to make a draft from.
pub(in crate::cli) fn text(globals: &Globals, policy: Option<&str>) -> Answer {
    let ledger = globals.open_read()?;
    let world = globals.world(&ledger, Scope::Rules)?;
    new(globals, world.policy_of(policy)?.text())
}

/// `policy new`: a file to begin with.
pub(in crate::cli) fn new(globals: &Globals, text: &str) -> Answer {
    if globals.json.is_some() {
        globals.value(&json!({"format": "policy-file.v1", "text": text}))?;
    } else {
        data(text)?;
    }
    Ok(Exit::Done)
}

/// `policy check`: a file before it is issued; and what it would change in a ledger, where one is named.
pub(in crate::cli) fn check(globals: &Globals, file: &Path, against: Option<&Against>) -> Answer {
    let text = read(file)?;
    unchanged(file)?;
    match (check_policy(&text)?, against) {
        (Ok(_), Some(against)) => outcome(globals, file, Candidate::Policy(&text), against),
        (Ok(name), None) => {
            if globals.json.is_some() {
                globals.value(&json!({"format": "policy-check.v1", "policy": name, "fine": true}))?;
            }
            globals.talk(&format!("{name}：没有问题"), &format!("{name}: nothing to complain about"));
            Ok(Exit::Done)
        }
        (Err(complaint), _) => Ok(globals.complain_of(file, &complaint)),
    }
}

fn read(file: &Path) -> Result<String, Stop> {
    let failed = |cause| Stop::from(LedgerError::File { path: file.display().to_string(), cause });
    let text = std::fs::read_to_string(file).map_err(failed)?;
    // Some programs begin a text with a byte order mark.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
