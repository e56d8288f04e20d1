//! Scenario files, and the files they go on from.

use super::fault::WhatIfFault;
use super::instead::policy_in_place;
use super::scenario::{Added, Scenario};
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use crate::ledger::source::LineFile;
use crate::value::{Day, Digest, KnownAt, Position};
use crate::whatif::{Beside, Brought, Saved, Supposed, Written};
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// No scenario is longer; the events it brings in stand in it once it is saved.
const BYTES_MAX: u64 = 64 << 20;

/// A scenario file, read with all it goes on from: their changes, and their times, baseline and range where it has none of its own.
#[derive(Debug, Default)]
pub struct ScenarioFile {
    /// The business day it names.
    pub on: Option<Day>,
    /// How much of the ledger it uses.
    pub known: Option<KnownAt>,
    /// What it supposes.
    pub scenario: Scenario,
    /// What it is held against, where that is a scenario.
    pub beside: Option<Scenario>,
    /// Whether nothing that was decided counts in either arm.
    pub afresh: bool,
    /// A parameter and the range it runs through.
    pub sweep: Option<String>,
    /// What a run left in it.
    pub saved: Option<Saved>,
}

/// What a file has that another scenario is to be held against.
#[derive(Debug, Default)]
pub struct Baseline {
    /// What it supposes. It is asked on the day of the one that is held against it, and of what that one knows.
    pub scenario: Scenario,
    /// Whether nothing that was decided counts in either arm.
    pub afresh: bool,
}

/// A file on the way: where it is, and the files that led to it.
struct Reading<'l> {
    ledger: &'l Ledger,
    trail: Vec<PathBuf>,
}

impl Ledger {
    /// Reads a scenario file. One that was saved must be as it was saved, and the ledger one that grew out of the one it was run on.
    pub fn scenario_file(&self, path: &Path) -> Result<ScenarioFile, LedgerError> {
        Reading { ledger: self, trail: Vec::new() }.file(path)
    }

    /// Reads a scenario file that another scenario is to be held against.
    pub fn baseline_file(&self, path: &Path) -> Result<Baseline, LedgerError> {
        Reading { ledger: self, trail: Vec::new() }.baseline(path)
    }
}

impl Reading<'_> {
    fn file(&mut self, path: &Path) -> Result<ScenarioFile, LedgerError> {
        let name = || path.display().to_string();
        let place = path.canonicalize().map_err(|cause| LedgerError::File { path: name(), cause })?;
        if let Some(first) = self.trail.iter().position(|earlier| *earlier == place) {
            let round = self.trail.iter().skip(first).chain([&place]);
            let files = round.map(|file| file.display().to_string()).collect();
            return Err(LedgerError::WhatIf(WhatIfFault::Circle { files }));
        }
        let source = text(path)?;
        let written = Written::parse(&source).map_err(|error| {
            LedgerError::WhatIf(WhatIfFault::File {
                file: name(),
                error: Box::new(error),
                text: Arc::from(source.as_str()),
            })
        })?;
        if let Some(saved) = &written.saved {
            self.is_of_this_ledger(&written, saved, path)?;
        }
        self.trail.push(place);
        let found = self.of(written, path);
        self.trail.pop();
        found
    }

    fn of(&mut self, written: Written, path: &Path) -> Result<ScenarioFile, LedgerError> {
        let mut scenario = supposed(written.supposed, path)?;
        scenario.title = written.title;
        let mut before = ScenarioFile::default();
        for file in &written.extends {
            let earlier = self.file(&beside_of(path, file))?;
            scenario.earlier.push(earlier.scenario);
            before = ScenarioFile {
                on: earlier.on.or(before.on),
                known: earlier.known.or(before.known),
                beside: earlier.beside.or(before.beside),
                afresh: earlier.afresh || before.afresh,
                sweep: earlier.sweep.or(before.sweep),
                ..ScenarioFile::default()
            };
        }
        let mut afresh = written.afresh.unwrap_or(before.afresh);
        let beside = match written.beside {
            None => before.beside,
            Some(Beside::File(file)) => {
                let beside = self.baseline(&beside_of(path, &file))?;
                afresh |= beside.afresh;
                Some(beside.scenario)
            }
            Some(Beside::Here { title, supposed: own }) => Some(Scenario { title, ..supposed(own, path)? }),
        };
        let (on, known) = (written.on.or(before.on), written.known.or(before.known));
        let (sweep, saved) = (written.sweep.or(before.sweep), written.saved);
        Ok(ScenarioFile { on, known, scenario, beside, afresh, sweep, saved })
    }

    fn baseline(&mut self, path: &Path) -> Result<Baseline, LedgerError> {
        let found = self.file(path)?;
        if found.sweep.is_some() {
            let file = path.display().to_string();
            return Err(LedgerError::WhatIf(WhatIfFault::RangeAsBaseline { file }));
        }
        Ok(Baseline { scenario: found.scenario, afresh: found.afresh })
    }

    fn is_of_this_ledger(&self, written: &Written, saved: &Saved, path: &Path) -> Result<(), LedgerError> {
        let file = path.display().to_string();
        let whole = Digest::parse(&saved.answer).is_some();
        if !whole || written.digest(&saved.root).to_string() != saved.digest {
            return Err(LedgerError::WhatIf(WhatIfFault::Edited { file }));
        }
        let position = Position(u64::try_from(saved.position).unwrap_or(u64::MAX));
        let same = position <= self.ledger.head() && self.ledger.store.root(position)?.to_string() == saved.root;
        if same { Ok(()) } else { Err(LedgerError::WhatIf(WhatIfFault::OtherLedger { file, position })) }
    }
}

/// What a file supposes. Files of events are named from where it stands.
fn supposed(own: Supposed, path: &Path) -> Result<Scenario, LedgerError> {
    let mut adds = Vec::new();
    for name in own.adds {
        let place = beside_of(path, &name);
        let failed = |cause| LedgerError::File { path: place.display().to_string(), cause };
        let file = File::open(&place).map_err(failed)?;
        adds.push(Added { lines: LineFile::new(file, &name)?, name, as_policy: false });
    }
    for name in own.policies {
        adds.push(policy_in_place(&beside_of(path, &name), &name)?);
    }
    for Brought { name, lines } in own.events {
        let failed = |cause| LedgerError::File { path: name.clone(), cause };
        let file = aside(&lines).map_err(failed)?;
        adds.push(Added { lines: LineFile::new(file, &name)?, name, as_policy: false });
    }
    let Supposed { sets, reads, drops, only_known, adds: _, policies: _, events: _ } =
        Supposed { adds: Vec::new(), policies: Vec::new(), events: Vec::new(), ..own };
    Ok(Scenario { sets, reads, drops, adds, only_known, ..Scenario::default() })
}

/// Lines as a file without a name.
pub(super) fn aside(lines: &[String]) -> io::Result<File> {
    let mut aside = tempfile::tempfile()?;
    aside.write_all(lines.join("\n").as_bytes())?;
    aside.rewind()?;
    Ok(aside)
}

/// A file named by another one, from where that one stands.
fn beside_of(path: &Path, name: &str) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).join(name)
}

/// The text of a file that is no longer than scenarios may be.
pub(super) fn text(path: &Path) -> Result<String, LedgerError> {
    let failed = |cause| LedgerError::File { path: path.display().to_string(), cause };
    let file = File::open(path).map_err(failed)?;
    if !file.metadata().map_err(failed)?.is_file() {
        return Err(failed(io::ErrorKind::InvalidInput.into()));
    }
    let mut source = String::new();
    let read = file.take(BYTES_MAX.saturating_add(1)).read_to_string(&mut source).map_err(failed)?;
    if u64::try_from(read).is_ok_and(|read| read > BYTES_MAX) {
        return Err(failed(io::ErrorKind::FileTooLarge.into()));
    }
    Ok(source)
}
