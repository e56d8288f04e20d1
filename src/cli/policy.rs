//! `policy attach`, `policy readings`, `policy check`.

use crate::cli::append::{options, receipt_told};
use crate::cli::exit::Exit;
use crate::cli::output::{Answer, Stop, complain};
use crate::cli::request::{Globals, Writing};
use crate::ledger::{Appending, LedgerError, Scope, attachment, check_policy};
use std::path::Path;

/// `policy attach`: the official text, split by article, quoted beside the rules from then on.
pub(super) fn attach(globals: &Globals, file: &Path, policy: Option<&str>, writing: &Writing) -> Answer {
    let text = read(file)?;
    let ledger = globals.open()?;
    let world = globals.world(&ledger, Scope::Rules)?;
    let policy = world.policy_of(policy)?;
    let mut appending = Appending::new(&ledger, options(writing));
    for (line, draft) in (1..).zip(attachment(policy, &text)?) {
        appending.draft(line, draft);
    }
    let (receipt, rejected) = appending.finish()?;
    receipt_told(globals, &receipt, writing.dry_run, &rejected)?;
    Ok(if rejected.is_empty() { Exit::Done } else { Exit::Refused })
}

/// `policy readings`: every reading, its option in force and the others.
pub(super) fn readings(globals: &Globals, policy: Option<&str>) -> Answer {
    let ledger = globals.open_read()?;
    let world = globals.world(&ledger, Scope::Rules)?;
    globals.trace(&world.readings(policy)?)?;
    Ok(Exit::Done)
}

/// `policy check`: a file before it is issued.
pub(super) fn check(globals: &Globals, file: &Path) -> Answer {
    let text = read(file)?;
    match check_policy(&text)? {
        Ok(name) => {
            globals.talk(&format!("{name}：没有问题"), &format!("{name}: nothing to complain about"));
            Ok(Exit::Done)
        }
        Err(complaint) => {
            complain(&complaint, globals.lang);
            Ok(Exit::Refused)
        }
    }
}

fn read(file: &Path) -> Result<String, Stop> {
    let failed = |cause| Stop::from(LedgerError::File { path: file.display().to_string(), cause });
    std::fs::read_to_string(file).map_err(failed)
}
