//! Where a command is going to write, looked at before it does anything: the directory is there, and it is no ledger's own.

use crate::cli::audit::Audit;
use crate::cli::import::Import;
use crate::cli::new_file::NewFile;
use crate::cli::output::Stop;
use crate::cli::pay::{Pay, Record};
use crate::cli::request::{Append, Checkpoint, Globals, Request, Verify};
use crate::cli::upkeep::Upkeep;
use crate::cli::usage::Slip;
use crate::cli::whatif::Run;
use crate::ledger::{Ledger, true_place};
use std::path::{Path, PathBuf};

/// Something that is to be made.
enum New<'r> {
    File(&'r Path),
    Key(&'r Path),
    Ledger(&'r Path),
    Copy(&'r Path),
}

/// Refuses a place that cannot be written to. Whoever is told so afterwards has done half of what was asked.
pub(super) fn look(globals: &Globals, request: &Request) -> Result<(), Stop> {
    let mut made = of(globals, request);
    made.extend(globals.paper.as_ref().map(|paper| New::File(paper.path())));
    made.iter().try_for_each(New::look)?;
    let files: Vec<&Path> = made.iter().filter_map(New::file).collect();
    let twice = files.iter().enumerate().find(|(at, path)| files.iter().take(*at).any(|other| same(other, path)));
    match twice {
        Some((_, path)) => Err(Stop::Slip(Slip::TooMany { word: path.display().to_string() })),
        None => Ok(()),
    }
}

/// A key that is there is told of by the command, as another ledger's.
fn new_key(globals: &Globals, dry_run: bool) -> Option<New<'_>> {
    globals.key.as_deref().filter(|key| !dry_run && !key.exists()).map(New::Key)
}

fn file(path: Option<&PathBuf>) -> Option<New<'_>> {
    path.map(|path| New::File(path.as_path()))
}

fn of<'r>(globals: &'r Globals, request: &'r Request) -> Vec<New<'r>> {
    let both = |one: Option<New<'r>>, other: Option<New<'r>>| one.into_iter().chain(other).collect();
    match request {
        Request::Init { path, dry_run, .. } => {
            both(Some(New::Ledger(path.as_deref().unwrap_or(&globals.ledger))), new_key(globals, *dry_run))
        }
        Request::Demo(demo) => both(Some(New::Ledger(&demo.path)), file(demo.faults.as_ref())),
        Request::Import(Import::Template { out, .. }) | Request::Upkeep(Upkeep::ExportBundle { out, .. }) => {
            vec![New::File(out)]
        }
        Request::Import(Import::Check(table) | Import::Submit { table, .. }) => both(file(table.bad.as_ref()), None),
        Request::Append(Append { receipt, .. }) | Request::Import(Import::Confirm { receipt, .. }) => {
            both(file(receipt.as_ref()), None)
        }
        Request::Checkpoint(
            Checkpoint::Sign { out } | Checkpoint::NewKey { out, .. } | Checkpoint::AcceptLoss { out, .. },
        )
        | Request::Audit(Audit::Impact { out, .. })
        | Request::Pay(Pay::Record(Record { out, .. }))
        | Request::Verify(Verify::Since { out, .. })
        | Request::WhatIf(Run { save: out, .. })
        | Request::Upkeep(Upkeep::ExportJsonl { out }) => both(file(out.as_ref()), None),
        Request::Verify(Verify::Event { out, entry, .. }) => both(file(out.as_ref()), file(entry.as_ref())),
        Request::Upkeep(Upkeep::Backup { dest }) => vec![New::Copy(dest)],
        Request::Upkeep(Upkeep::Restore { path, .. }) => vec![New::Copy(path.as_deref().unwrap_or(&globals.ledger))],
        Request::Checkpoint(Checkpoint::Keys)
        | Request::Verify(Verify::Whole | Verify::Proof { .. })
        | Request::Upkeep(Upkeep::Doctor | Upkeep::IndexRebuild)
        | Request::Show { .. }
        | Request::WhyPayment { .. }
        | Request::WhyArticle { .. }
        | Request::Statement { .. }
        | Request::Lapses { .. }
        | Request::Overview { .. }
        | Request::Search { .. }
        | Request::PolicyAttach { .. }
        | Request::PolicyIssue { .. }
        | Request::PolicyReadings { .. }
        | Request::PolicyParameters { .. }
        | Request::Notice { .. }
        | Request::PolicyDocuments
        | Request::PolicyText { .. }
        | Request::PolicyGoverning { .. }
        | Request::PolicyTransitions { .. }
        | Request::PolicyDiff { .. }
        | Request::PolicyNew { .. }
        | Request::PolicyCheck { .. }
        | Request::PolicyRelease { .. }
        | Request::Engine(_)
        | Request::Register { .. }
        | Request::Audit(
            Audit::List { .. }
            | Audit::Against { .. }
            | Audit::Show { .. }
            | Audit::Rules { .. }
            | Audit::NeverPaid { .. }
            | Audit::Do { .. },
        )
        | Request::Pay(Pay::Plan { .. } | Pay::Approve { .. })
        | Request::Import(Import::List { .. } | Import::Drop { .. })
        | Request::Serve(_)
        | Request::Config(_)
        | Request::Token(_)
        | Request::Link(_)
        | Request::Access(_)
        | Request::Completions(_)
        | Request::Man(_)
        | Request::User(_)
        | Request::EventLog(_)
        | Request::Event(_) => Vec::new(),
    }
}

impl New<'_> {
    fn file(&self) -> Option<&Path> {
        match self {
            New::File(path) | New::Key(path) => Some(path),
            New::Ledger(_) | New::Copy(_) => None,
        }
    }

    fn look(&self) -> Result<(), Stop> {
        match *self {
            New::File(path) => {
                Ledger::keeps_clear(path)?;
                NewFile::at(path).map(drop)
            }
            New::Key(path) => NewFile::at(path).map(drop),
            New::Ledger(path) => Ok(Ledger::keeps_clear(path)?),
            New::Copy(path) => Ok(Ledger::keeps_copy_clear(path)?),
        }
    }
}

fn same(one: &Path, other: &Path) -> bool {
    true_place(one).is_some_and(|place| Some(place) == true_place(other))
}
