//! Appending: lines are checked one by one, and then recorded together.

use crate::event::{Catalogue, Condition, Draft, Guard, Known, Query};
use crate::ledger::admit::Way;
use crate::ledger::door::Door;
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::ledger::input::{Back, Given};
use crate::ledger::intake::{Checked, Halt, Intake, Tally};
use crate::ledger::outdated::{Counted, Outdated};
use crate::ledger::recorded::{Recorded, stored_at};
use crate::ledger::service::Ledger;
use crate::ledger::source::{LineFile, Source};
use crate::ledger::unread::{Counted as Strange, Unread};
use crate::store::{AppendRefusal, Prepared, ReadOptions};
use crate::value::{Digest, Instant, Position};
use std::sync::Arc;

/// A clock may be this much behind the last entry; its time is then used again.
pub(super) const BEHIND_MILLIS: i64 = 5 * 60 * 1000;
/// A clock further ahead of the last entry than this is suspect.
const AHEAD_MILLIS: i64 = 30 * 86_400_000;
/// So many events are told that stand against a batch.
const TOLD: u64 = 100;

/// How a batch is to be recorded.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own, named where it is set")]
pub struct AppendOptions {
    /// Nothing is recorded when one line is refused; otherwise the good lines are.
    pub atomic: bool,
    /// Moments and authors of a migrated history are kept.
    pub preserve: bool,
    /// Who records the lines that do not keep their author.
    pub by: Arc<str>,
    /// Everything is checked and nothing recorded.
    pub dry_run: bool,
    /// Where the ids of lines without one come from.
    pub ids: Ids,
    /// The clock is right although the last entry is more than thirty days old.
    pub clock_is_right: bool,
    /// Why what the guards refuse is recorded all the same, together with what they found.
    pub overriding: Option<Arc<str>>,
    /// What must not have happened since whoever brings the lines looked; a batch that was recorded before is not held against it again.
    pub unless: Vec<Guard>,
}

/// Where the ids of lines without one come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ids {
    /// Each is new, so the same file brought twice is recorded twice.
    Fresh,
    /// They follow from the content of the file, so the same file brought twice gets its first answer.
    Of(Digest),
}

/// What was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// How many events are new.
    pub recorded: u64,
    /// How many were there already.
    pub repeated: u64,
    /// How many lines stand in a batch that was refused whole, and are not to blame for that.
    pub held_back: u64,
    /// The first and the last position of the batch's events; none when the batch was empty or not recorded.
    pub positions: Option<(Position, Position)>,
    /// The end of the ledger afterwards.
    pub head: Position,
    /// The root over the ledger up to there.
    pub root: Digest,
    /// The deprecated types that the batch has events of.
    pub deprecated: Vec<Outdated>,
    /// What a history has that was brought in whole and that nobody reads here; of a batch there is nothing to tell.
    pub unread: Vec<Unread>,
}

/// A line that was refused.
#[derive(Debug, Clone)]
pub struct Rejected {
    /// Its number, from 1.
    pub line: u64,
    /// What of it can be given back.
    pub back: Back,
    /// Why.
    pub fault: Fault,
}

impl Default for AppendOptions {
    fn default() -> Self {
        Self {
            atomic: true,
            preserve: false,
            by: Arc::from("unknown"),
            dry_run: false,
            ids: Ids::Fresh,
            clock_is_right: false,
            overriding: None,
            unless: Vec::new(),
        }
    }
}

/// A batch on its way into the ledger.
pub struct Appending<'l> {
    ledger: &'l Ledger,
    catalogue: Arc<Catalogue>,
    options: AppendOptions,
    /// The first events of a ledger: tests hold that what the program brings along is sound.
    genesis: bool,
    source: Source,
    /// What was refused before it became a line.
    refused: Vec<Rejected>,
}

/// What one attempt came to.
enum Attempt {
    Done(Receipt, Vec<Rejected>),
    /// Somebody else came in between.
    Again,
    LookUp,
}

impl<'l> Appending<'l> {
    /// Begins a batch whose lines are given one by one.
    pub fn new(ledger: &'l Ledger, options: AppendOptions) -> Self {
        let catalogue = ledger.catalogue();
        Self { ledger, catalogue, options, genesis: false, source: Source::Given(Vec::new()), refused: Vec::new() }
    }

    /// Begins the first batch of a new ledger.
    pub(super) fn genesis(ledger: &'l Ledger) -> Self {
        let options = AppendOptions { preserve: true, ..AppendOptions::default() };
        Self { genesis: true, ..Self::new(ledger, options) }
    }

    /// A batch of the lines of a file. It need not fit into the memory: a large one is written while it is checked, and counts
    /// when all of it is written. To try it, it is written elsewhere.
    pub fn of_file(ledger: &'l Ledger, file: LineFile, options: AppendOptions) -> Self {
        Self { source: Source::File(file), ..Self::new(ledger, options) }
    }

    /// Whether so many lines are more than is recorded at once: they are then written while they are checked.
    pub fn is_many(lines: usize) -> bool {
        crate::ledger::source::is_large(lines)
    }

    /// Adds a line. What is wrong with it is told at the end.
    pub fn line(&mut self, line: u64, text: String) {
        self.give(line, Given::Text(text));
    }

    /// Adds a draft.
    pub fn draft(&mut self, line: u64, draft: Draft) {
        self.give(line, Given::Draft(Box::new(draft)));
    }

    /// Adds what was refused before it became a line; it counts like any other line that is refused.
    pub fn refuse(&mut self, refused: Vec<Rejected>) {
        self.refused.extend(refused);
    }

    fn give(&mut self, line: u64, given: Given) {
        if let Source::Given(lines) = &mut self.source {
            lines.push((line, given));
        }
    }

    /// Checks everything and records it, or nothing. Refused lines come back with their reasons.
    pub fn finish(self) -> Result<(Receipt, Vec<Rejected>), LedgerError> {
        let large = self.source.is_large();
        let mut looks_up_ids = match self.options.ids {
            Ids::Of(digest) => self.known_file(&digest)?,
            Ids::Fresh => false,
        } || (self.options.dry_run && !large);
        loop {
            let way = Way { looks_up_ids, trusted: self.genesis, supposed: false };
            match if large { self.attempt_in_parts(way) } else { self.attempt(way) } {
                Ok(Attempt::Done(receipt, rejected)) => return Ok((receipt, rejected)),
                Ok(Attempt::Again) => {}
                Ok(Attempt::LookUp) | Err(Halt::LookUp) => looks_up_ids = true,
                Err(Halt::Error(error)) => return Err(error),
            }
        }
    }

    /// What the lines would have been recorded as behind a position, one after the other, and which would have been refused. Nothing is
    /// recorded, and guards are not asked: they concern what is done, not what is supposed. No clock is asked either, so that the same
    /// lines are the same events whenever this is: they were recorded at the moment of the last one before them.
    pub(super) fn foreseen(&self, until: Position) -> Result<(Vec<Prepared>, Vec<Rejected>), LedgerError> {
        let last = self.ledger.recorded_at(until)?.unwrap_or(Instant::from_millis(i64::MIN));
        let catalogue = self.ledger.catalogue_at(until)?.unwrap_or_else(|| Arc::clone(&self.catalogue));
        let door = Door { catalogue: &catalogue, options: &self.options, now: last };
        let mut way = Way { looks_up_ids: true, trusted: false, supposed: true };
        loop {
            let recorded = Recorded::then(&*self.ledger.store, &catalogue, until);
            match Intake::whole(recorded, door, last, way).bring_in(&self.source) {
                Ok(Checked { entries, rejected, .. }) => return Ok((entries, rejected)),
                Err(Halt::LookUp) => way.looks_up_ids = true,
                Err(Halt::Error(error)) => return Err(error),
            }
        }
    }

    /// Checks all lines, and then records them together.
    fn attempt(&self, way: Way) -> Result<Attempt, Halt> {
        // What is checked here must still be so when it is recorded: nothing may come in between.
        let seen = self.ledger.head();
        let (now, last) = self.moments()?;
        let door = self.door(now);
        let intake = Intake::whole(Recorded::new(&*self.ledger.store, door.catalogue), door, last, way);
        let mut checked = intake.bring_in(&self.source)?;
        self.hold_against(&checked)?;
        let (admitted, refused) = (count(checked.entries.len()), checked.rejected.len());
        self.watch(&mut checked, now)?;
        let others = admitted.saturating_sub(count(checked.rejected.len().saturating_sub(refused)));
        checked.rejected.extend(self.refused.iter().cloned());
        checked.rejected.sort_by_key(|one| one.line);
        let Checked { entries, lines, rejected, repeated, tally: Tally { unread, .. } } = checked;
        let recorded = count(entries.len()).saturating_sub(repeated);
        let mut outdated = Counted::default();
        outdated.add(&self.catalogue, &entries);
        if self.stops_here(&rejected) {
            let counts = (recorded, repeated, others);
            return Ok(Attempt::Done(self.not_recorded(counts, (outdated, unread), &rejected)?, rejected));
        }
        if entries.is_empty() {
            return Ok(Attempt::Done(self.nothing()?, rejected));
        }
        let registers = entries.iter().any(|entry| Known::of(entry.kind()) == Some(Known::EventTypeRegistered));
        let mut guards = vec![Guard { query: Query::all(), after: seen }];
        guards.extend(self.options.unless.iter().cloned());
        match self.ledger.store.append_prepared(entries, Some(Condition { guards })) {
            Ok(appended) => {
                if registers {
                    self.ledger.reload()?;
                }
                let mut tally = Tally::default();
                appended.entries.iter().for_each(|answer| tally.count(*answer));
                (tally.outdated, tally.unread) = (outdated, unread);
                Ok(Attempt::Done(self.receipt(tally, appended.head)?, rejected))
            }
            // An id was recorded before: perhaps with this very content. It is looked up on the second way round.
            Err(AppendRefusal::IdTaken { .. }) if !way.looks_up_ids => Ok(Attempt::LookUp),
            Err(AppendRefusal::Conflict { .. }) => Ok(Attempt::Again),
            Err(refusal) => Err(Halt::Error(Self::refusal(refusal, &lines))),
        }
    }

    /// Refuses what was decided before something happened that it was to know of. What was recorded before got its answer then.
    fn hold_against(&self, checked: &Checked) -> Result<(), Halt> {
        let (all, repeated) = (count(checked.entries.len()), checked.repeated);
        if checked.rejected.is_empty() && all > 0 && repeated == all {
            return Ok(());
        }
        let found = self.ledger.overtaking(&self.options.unless)?;
        if found.is_empty() { Ok(()) } else { Err(Halt::Error(LedgerError::Append(AppendRefusal::Conflict { found }))) }
    }

    /// Records the lines while they are checked; they count when all of them are recorded.
    fn attempt_in_parts(&self, way: Way) -> Result<Attempt, Halt> {
        let store = &self.ledger.store;
        let staged = if self.options.dry_run { store.attempt() } else { store.stage() }.map_err(LedgerError::Append)?;
        let (now, last) = self.moments()?;
        let before = staged.head();
        // Nobody else appends while this is staged; what is only tried does not see it.
        let found = self.ledger.overtaking(&self.options.unless)?;
        if !found.is_empty() {
            return Err(Halt::Error(LedgerError::Append(AppendRefusal::Conflict { found })));
        }
        let mut checked = Intake::in_parts(&*staged, self.door(now), last, way).bring_in(&self.source)?;
        let refused = checked.rejected.len();
        self.watch_staged(&*staged, before, &mut checked, now)?;
        let Checked { rejected, tally, .. } = checked;
        if self.stops_here(&rejected) {
            drop(staged);
            let admitted = tally.recorded.saturating_add(tally.repeated);
            let others = admitted.saturating_sub(count(rejected.len().saturating_sub(refused)));
            let counts = (tally.recorded, tally.repeated, others);
            return Ok(Attempt::Done(self.not_recorded(counts, (tally.outdated, tally.unread), &rejected)?, rejected));
        }
        let head = staged.keep().map_err(LedgerError::Append)?;
        self.ledger.reload()?;
        Ok(Attempt::Done(self.receipt(tally, head)?, rejected))
    }

    /// A history that is brought in was decided elsewhere: what is wrong with it is for the auditor to find.
    pub(super) fn is_watched(&self) -> bool {
        !self.genesis && !self.options.preserve
    }

    pub(super) fn is_atomic(&self) -> bool {
        self.options.atomic
    }

    pub(super) fn overriding(&self) -> Option<&str> {
        self.options.overriding.as_deref()
    }

    pub(super) fn ledger(&self) -> &Ledger {
        self.ledger
    }

    /// A line as it can be given back.
    pub(super) fn back(&self, line: u64) -> Result<Back, LedgerError> {
        for run in self.source.runs() {
            let back = run?.back(line);
            if back != Back::default() {
                return Ok(back);
            }
        }
        Ok(Back::default())
    }

    pub(super) fn door(&self, now: Instant) -> Door<'_> {
        Door { catalogue: &self.catalogue, options: &self.options, now }
    }

    /// Whether nothing is to be recorded after all.
    fn stops_here(&self, rejected: &[Rejected]) -> bool {
        self.options.dry_run || (self.options.atomic && !rejected.is_empty())
    }

    /// How much would have been recorded; of a batch that is refused whole, nothing, however many lines of it are in order.
    fn not_recorded(
        &self,
        (recorded, repeated, others): (u64, u64, u64),
        (outdated, unread): (Counted, Strange),
        rejected: &[Rejected],
    ) -> Result<Receipt, LedgerError> {
        if self.options.atomic && !rejected.is_empty() {
            return Ok(Receipt { held_back: others, ..self.nothing()? });
        }
        let (deprecated, unread) = (outdated.told(&self.catalogue), unread.told(&self.catalogue));
        Ok(Receipt { recorded, repeated, deprecated, unread, ..self.nothing()? })
    }

    /// Now, and when the last entry was recorded; the last moment is used again while the clock is a little behind.
    fn moments(&self) -> Result<(Instant, Instant), LedgerError> {
        let now = self.ledger.clock.now();
        let Some(last) = self.ledger.last_recorded()? else {
            return Ok((now, Instant::from_millis(i64::MIN)));
        };
        if self.options.preserve {
            return Ok((now, last));
        }
        let ahead = now.millis().saturating_sub(last.millis());
        if ahead < -BEHIND_MILLIS {
            return Err(LedgerError::ClockBehind { now, last });
        }
        if ahead > AHEAD_MILLIS && !self.options.clock_is_right {
            return Err(LedgerError::ClockAhead { now, last });
        }
        Ok((now.max(last), last))
    }

    /// Whether the first line of this file is in the ledger already.
    fn known_file(&self, digest: &Digest) -> Result<bool, LedgerError> {
        let Some(first) = self.source.first()? else { return Ok(false) };
        Ok(self.ledger.store.find(crate::ledger::clock::derived_id(digest, first))?.is_some())
    }

    fn receipt(&self, tally: Tally, head: Position) -> Result<Receipt, LedgerError> {
        let Tally { recorded, repeated, positions, outdated, unread, .. } = tally;
        let (deprecated, unread) = (outdated.told(&self.catalogue), unread.told(&self.catalogue));
        let root = self.ledger.store.root(head)?;
        Ok(Receipt { recorded, repeated, held_back: 0, positions, head, root, deprecated, unread })
    }

    fn nothing(&self) -> Result<Receipt, LedgerError> {
        let head = self.ledger.head();
        let (root, deprecated, unread) = (self.ledger.store.root(head)?, Vec::new(), Vec::new());
        Ok(Receipt { recorded: 0, repeated: 0, held_back: 0, positions: None, head, root, deprecated, unread })
    }

    /// A refusal of the store names an entry; people know the line.
    pub(super) fn refusal(refusal: AppendRefusal, lines: &[u64]) -> LedgerError {
        let line = |entry: usize| lines.get(entry).copied().unwrap_or_default();
        let fault = match &refusal {
            AppendRefusal::TooLarge { entry, bytes, .. } => (line(*entry), Fault::TooLarge { bytes: *bytes }),
            AppendRefusal::KeyTaken { entry, key, by } => {
                (line(*entry), Fault::KeyTaken { key: key.clone(), by: *by, line: None })
            }
            _ => return LedgerError::Append(refusal),
        };
        LedgerError::Line { line: fault.0, fault: Box::new(fault.1) }
    }
}

fn count(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}

impl Ledger {
    /// What happened that some guards forbid, the first of it in order.
    fn overtaking(&self, guards: &[Guard]) -> Result<Vec<Position>, LedgerError> {
        let mut found = Vec::new();
        for Guard { query, after } in guards {
            let options = ReadOptions { from: Some(after.next()), limit: Some(TOLD), ..ReadOptions::default() };
            self.store.read(query, options, &mut |stored| {
                found.push(stored.position);
                true
            })?;
        }
        found.sort_unstable();
        found.dedup();
        found.truncate(usize::try_from(TOLD).unwrap_or(usize::MAX));
        Ok(found)
    }

    /// When the last entry was recorded.
    pub(super) fn last_recorded(&self) -> Result<Option<Instant>, LedgerError> {
        self.recorded_at(self.head())
    }

    /// When the event at a position was recorded.
    pub(super) fn recorded_at(&self, position: Position) -> Result<Option<Instant>, LedgerError> {
        #[derive(serde::Deserialize)]
        struct Moment<'m> {
            recorded_at: &'m str,
        }
        let Some(stored) = stored_at(&*self.store, position)? else { return Ok(None) };
        let moment: Option<Moment<'_>> = serde_json::from_slice(&stored.bytes).ok();
        match moment.and_then(|moment| Instant::parse(moment.recorded_at)) {
            Some(moment) => Ok(Some(moment)),
            // The careful way says what is wrong with it.
            None => crate::ledger::scope::decode(&self.catalogue(), stored.pass()).map(|event| Some(event.recorded_at)),
        }
    }
}
