//! The state of everything, as findings in words.

use crate::explain::{Complaint, Cure, Finding, State};
use crate::ledger::append::BEHIND_MILLIS;
use crate::ledger::clock::Clock;
use crate::ledger::complain::open_complaint;
use crate::ledger::error::LedgerError;
use crate::ledger::imported::batches_looked_at;
use crate::ledger::service::Ledger;
use crate::ledger::signing::{KeyHealth, Origin, unopened};
use crate::ledger::twofold::contradictions;
use crate::store::{
    Checkup, IndexHealth, IndexState, LocalOptions, LocalStore, PostingsState, Report, SlotState, Store, WriterState,
    check_up,
};
use crate::value::{Instant, Position};
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl Ledger {
    /// Looks at every part of a ledger without changing anything.
    pub fn doctor(path: &Path, clock: Box<dyn Clock>) -> Result<Vec<Finding>, LedgerError> {
        let checkup = check_up(path).map_err(|error| unopened(path, error))?;
        let mut findings = Vec::new();
        let whole = matches!(&checkup.report, Ok(report) if report.damage.is_empty());
        match &checkup.report {
            Ok(report) => {
                findings.push(fine(State::Format { version: checkup.format.into() }));
                log(report, &mut findings);
            }
            Err(error) => findings.push(complained(open_complaint(error))),
        }
        rest(&checkup, &mut findings);
        findings.push(index(&checkup.index));
        findings.push(fine(match checkup.writer {
            WriterState::Nobody => State::Idle,
            WriterState::Process(None) => State::Writing,
            WriterState::Process(Some(process)) => State::WritingAs { process: process.to_string().into() },
        }));
        findings.extend(room(&checkup));
        rights(&checkup.unwritable, &mut findings);
        findings.extend(key(path));
        let ledger = if whole { Some(Self::open_read(path, clock)?) } else { None };
        findings.extend(batches_looked_at(path, ledger.as_ref()));
        if let Some(ledger) = &ledger {
            findings.push(checkpoint(ledger));
            findings.extend(keys(ledger)?);
            let contradictions = contradictions(&*ledger.store, &ledger.catalogue())?;
            findings.extend(contradictions.iter().map(|error| complained(error.complaint())));
            findings.extend(time(ledger)?);
        }
        Ok(findings)
    }

    /// Deletes what follows from the log, makes it again, and says how far the ledger goes.
    pub fn rebuild_index(path: &Path) -> Result<Position, LedgerError> {
        let store = LocalStore::rebuilt(path, LocalOptions::default())?;
        match store.index_state() {
            IndexState::Failed { why } => Err(LedgerError::Index { path: path.join("index"), why }),
            IndexState::Absent | IndexState::Reaches(_) => Ok(store.head()),
        }
    }
}

fn fine(state: State) -> Finding {
    Finding { state, cure: None }
}

fn wrong(state: State, cure: Cure) -> Finding {
    Finding { state, cure: Some(cure) }
}

fn complained(told: Complaint) -> Finding {
    wrong(State::Told { what: told.what, why: told.why }, Cure::AsTold { remedy: told.remedy })
}

fn shown(path: &Path) -> Arc<str> {
    path.display().to_string().into()
}

/// Events, the two slots, and the segments with their postings.
fn log(report: &Report, findings: &mut Vec<Finding>) {
    findings.extend(report.damage.iter().map(|damage| complained(LedgerError::damaged(damage.clone()).complaint())));
    if let Some(root) = report.root {
        let (events, head) = (report.head.0, report.head);
        findings.push(fine(State::Whole { events, head, root: root.to_string().into() }));
    }
    let torn = (0..).zip(report.slots).filter(|(_, slot)| *slot == SlotState::Torn);
    let torn: Vec<Finding> = torn.map(|(slot, _)| wrong(State::SlotTorn { slot }, Cure::NextWriter)).collect();
    findings.extend(if torn.is_empty() { vec![fine(State::SlotsWhole)] } else { torn });
    let total = |of: fn(&crate::store::SegmentReport) -> u64| size(report.segments.iter().map(of).sum());
    findings.push(fine(State::Segments {
        count: u64::try_from(report.segments.len()).unwrap_or(u64::MAX),
        used: total(|one| one.used_bytes),
        size: total(|one| one.size_bytes),
    }));
    let mut whole = 0;
    for segment in &report.segments {
        let file = shown(&segment.file);
        match segment.postings {
            PostingsState::Whole => whole += 1,
            PostingsState::Missing => findings.push(wrong(State::PostingsMissing { file }, Cure::Rebuild)),
            PostingsState::Damaged => findings.push(wrong(State::PostingsDamaged { file }, Cure::Rebuild)),
            PostingsState::NotYet | PostingsState::Unknown => {}
        }
    }
    if whole > 0 {
        findings.push(fine(State::PostingsWhole { count: whole }));
    }
}

/// What lies about that nobody reads.
fn rest(checkup: &Checkup, findings: &mut Vec<Finding>) {
    let before = findings.len();
    if let Some((file, bytes)) = &checkup.beyond {
        findings.push(wrong(State::Beyond { file: shown(file), bytes: *bytes }, Cure::NextWriter));
    }
    let mut each = |files: &[PathBuf], state: fn(Arc<str>) -> State, cure: &Cure| {
        findings.extend(files.iter().map(|file| wrong(state(shown(file)), cure.clone())));
    };
    each(&checkup.extra, |file| State::Extra { file }, &Cure::NextWriter);
    each(&checkup.leftovers, |file| State::Leftover { file }, &Cure::Delete);
    each(&checkup.strangers, |file| State::Stranger { file }, &Cure::MoveAway);
    if findings.len() == before && checkup.writer == WriterState::Nobody {
        findings.push(fine(State::NothingBeyond));
    }
}

fn index(health: &IndexHealth) -> Finding {
    match health {
        IndexHealth::Whole => fine(State::IndexWhole),
        IndexHealth::Behind(reached) => fine(State::IndexBehind { reached: *reached }),
        IndexHealth::Missing => wrong(State::IndexMissing, Cure::Rebuild),
        IndexHealth::Damaged => wrong(State::IndexDamaged, Cure::Rebuild),
        IndexHealth::InUse => fine(State::IndexInUse),
        IndexHealth::Unknown => fine(State::IndexUnknown),
    }
}

/// The next segment must fit, and a little more.
fn room(checkup: &Checkup) -> Option<Finding> {
    let free = checkup.free_bytes?;
    let wanted = LocalOptions::default().segment_bytes;
    Some(if free < wanted.saturating_mul(2) {
        wrong(State::LittleRoom { free: size(free), wanted: size(wanted) }, Cure::MakeRoom)
    } else {
        fine(State::Room { free: size(free) })
    })
}

fn rights(unwritable: &[PathBuf], findings: &mut Vec<Finding>) {
    if unwritable.is_empty() {
        findings.push(fine(State::Permitted));
    }
    findings.extend(unwritable.iter().map(|file| wrong(State::NotPermitted { file: shown(file) }, Cure::Permit)));
}

/// The last checkpoint beside the ledger: a ledger put back to an earlier state is whole, and is not what it was.
fn checkpoint(ledger: &Ledger) -> Finding {
    match ledger.since_last() {
        Ok(Some(at)) => fine(State::Signed { at }),
        Ok(None) => fine(State::Unsigned),
        Err(error) => complained(error.complaint()),
    }
}

/// The key that is to sign the next append.
fn key(path: &Path) -> Option<Finding> {
    Some(match KeyHealth::of(path) {
        Ok(KeyHealth::Signs(file)) => fine(State::KeySigns { file: shown(&file) }),
        Ok(KeyHealth::NotYet) => fine(State::KeyNotYet),
        Ok(KeyHealth::Elsewhere(file)) => fine(State::KeyElsewhere { file: shown(&file) }),
        Ok(KeyHealth::Unfinished(file)) => fine(State::KeyUnfinished { file: shown(&file) }),
        Ok(KeyHealth::Hidden(file)) => fine(State::KeyHidden { file: shown(&file) }),
        Ok(KeyHealth::Unfit(fault)) => complained(LedgerError::Key(fault).complaint()),
        // Where the head cannot be read, that is told already.
        Ok(KeyHealth::Unlisted) | Err(LedgerError::Open(_)) => return None,
        Err(error) => complained(error.complaint()),
    })
}

/// The list of public keys, which nobody signed: what vouches for each of them. A list that cannot be read is told with the key.
fn keys(ledger: &Ledger) -> Result<Vec<Finding>, LedgerError> {
    let origins = match ledger.origins() {
        Ok(origins) => origins,
        Err(error @ LedgerError::Disproved { .. }) => return Ok(vec![complained(error.complaint())]),
        Err(LedgerError::Key(_)) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut findings = Vec::new();
    for (key, origin) in &origins {
        let key = key.as_str().into();
        match origin {
            Origin::AfterLoss => findings.push(fine(State::KeyAfterLoss { key })),
            Origin::Untold | Origin::Smuggled => findings.push(fine(State::KeyUntold { key })),
            Origin::First | Origin::Vouched => {}
        }
    }
    if findings.is_empty() && origins.len() > 1 {
        findings.push(fine(State::KeysVouched { count: origins.len() }));
    }
    Ok(findings)
}

/// The clock against the last entry, where there is one.
fn time(ledger: &Ledger) -> Result<Option<Finding>, LedgerError> {
    let now = ledger.clock.now();
    let Some(last) = ledger.last_recorded()? else { return Ok(None) };
    let shown = |at: Instant| at.to_string().into();
    let behind = last.millis().saturating_sub(now.millis()) > BEHIND_MILLIS;
    Ok(Some(if behind {
        wrong(State::ClockBehind { now: shown(now), last: shown(last) }, Cure::SetClock)
    } else {
        fine(State::Clock { last: shown(last) })
    }))
}

/// Bytes as people read them.
fn size(bytes: u64) -> Arc<str> {
    let units = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    let found = units.into_iter().find(|(unit, _)| bytes >= *unit);
    match found {
        Some((unit, name)) => format!("{} {name}", bytes / unit).into(),
        None => format!("{bytes} B").into(),
    }
}
