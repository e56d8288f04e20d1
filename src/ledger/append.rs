//! Appending: lines are checked one by one, and then recorded together.

use crate::event::{Catalogue, Condition, Draft, Guard, Known, Query};
use crate::ledger::admit::{Admission, Way};
use crate::ledger::door::{Door, Entered, Input};
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::ledger::recorded::stored_at;
use crate::ledger::service::Ledger;
use crate::store::{Admitted, AppendRefusal, Batch, Entry, RUN, in_order};
use crate::value::{Digest, Instant, Position};
use std::sync::Arc;

/// A clock may be this much behind the last entry; its time is then used again.
pub(super) const BEHIND_MILLIS: i64 = 5 * 60 * 1000;
/// A clock further ahead of the last entry than this is suspect.
const AHEAD_MILLIS: i64 = 30 * 86_400_000;

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
    /// The first and the last position of the batch's events; none when the batch was empty or not recorded.
    pub positions: Option<(Position, Position)>,
    /// The end of the ledger afterwards.
    pub head: Position,
    /// The root over the ledger up to there.
    pub root: Digest,
}

/// A line that was refused.
#[derive(Debug, Clone)]
pub struct Rejected {
    /// Its number, from 1.
    pub line: u64,
    /// Its text, when it came as text.
    pub text: Option<String>,
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
    lines: Vec<(u64, Input)>,
    rejected: Vec<Rejected>,
}

impl<'l> Appending<'l> {
    /// Begins a batch.
    pub fn new(ledger: &'l Ledger, options: AppendOptions) -> Self {
        let catalogue = ledger.catalogue();
        Self { ledger, catalogue, options, genesis: false, lines: Vec::new(), rejected: Vec::new() }
    }

    /// Begins the first batch of a new ledger.
    pub(super) fn genesis(ledger: &'l Ledger) -> Self {
        let options = AppendOptions { preserve: true, ..AppendOptions::default() };
        Self { genesis: true, ..Self::new(ledger, options) }
    }

    /// Adds a line of a file. What is wrong with it is told at the end.
    pub fn line(&mut self, line: u64, text: String) {
        self.lines.push((line, Input::Text(text)));
    }

    /// Adds a line that is not text at all.
    pub fn not_text(&mut self, line: u64) {
        self.rejected.push(Rejected { line, text: None, fault: Fault::NotText });
    }

    /// Adds a draft.
    pub fn draft(&mut self, line: u64, draft: Draft) {
        self.lines.push((line, Input::Draft(Box::new(draft))));
    }

    /// Checks everything and records it, or nothing. Refused lines come back with their reasons.
    pub fn finish(self) -> Result<(Receipt, Vec<Rejected>), LedgerError> {
        let mut looks_up_ids = match self.options.ids {
            Ids::Of(digest) => self.options.dry_run || self.known_file(&digest)?,
            Ids::Fresh => self.options.dry_run,
        };
        loop {
            // What is checked here must still be so when it is recorded: nothing may come in between.
            let seen = self.ledger.head();
            let (now, last) = self.moments()?;
            let Checked { entries, lines, rejected, repeated } = self.check(now, last, looks_up_ids)?;
            if !rejected.is_empty() && !looks_up_ids {
                // What looks like a fault may be the trace of this very batch, recorded before.
                looks_up_ids = true;
                continue;
            }
            if self.options.dry_run || (self.options.atomic && !rejected.is_empty()) {
                let (mut recorded, mut repeated) = (count(entries.len()).saturating_sub(repeated), repeated);
                if !self.options.dry_run || (self.options.atomic && !rejected.is_empty()) {
                    (recorded, repeated) = (0, 0);
                }
                return Ok((Receipt { recorded, repeated, ..self.nothing()? }, rejected));
            }
            if entries.is_empty() {
                return Ok((self.nothing()?, rejected));
            }
            let registers = entries.iter().any(|entry| Known::of(&entry.kind) == Some(Known::EventTypeRegistered));
            let guards = vec![Guard { query: Query::all(), after: seen }];
            match self.ledger.store.append_whole(Batch { entries, condition: Some(Condition { guards }) }) {
                Ok(appended) => {
                    if registers {
                        self.ledger.reload()?;
                    }
                    return Ok((self.receipt(&appended.entries, appended.head)?, rejected));
                }
                // An id was recorded before: perhaps with this very content. It is looked up on the second way round.
                Err(AppendRefusal::IdTaken { .. }) if !looks_up_ids => looks_up_ids = true,
                Err(AppendRefusal::Conflict { .. }) => {}
                Err(refusal) => return Err(Self::refusal(refusal, &lines)),
            }
        }
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
        let Some((first, _)) = self.lines.first() else { return Ok(false) };
        Ok(self.ledger.store.find(crate::ledger::clock::derived_id(digest, *first))?.is_some())
    }

    fn check(&self, now: Instant, last: Instant, looks_up_ids: bool) -> Result<Checked, LedgerError> {
        let way = Way { looks_up_ids, trusted: self.genesis };
        let door = Door { catalogue: &self.catalogue, options: &self.options, now };
        let mut admission = Admission::new(&*self.ledger.store, door, last, way);
        let mut rejected = self.rejected.clone();
        let mut keep = |(line, input): &(u64, Input), taken: Result<(), Fault>| {
            let Err(fault) = taken else { return };
            let text = if let Input::Text(text) = input { Some(text.clone()) } else { None };
            rejected.push(Rejected { line: *line, text, fault });
        };
        if looks_up_ids {
            for one in &self.lines {
                keep(one, admission.take_looking_up(one.0, one.1.read())?);
            }
        } else {
            let enter = |run: &[(u64, Input)]| {
                let entered = run.iter().map(|(line, input)| door.enter(*line, input.read()?));
                entered.collect::<Vec<Result<Entered, Fault>>>()
            };
            let mut lines = self.lines.iter();
            in_order(self.lines.chunks(RUN), enter, |run| {
                for (entered, one) in run.into_iter().zip(&mut lines) {
                    keep(one, admission.take(one.0, entered)?);
                }
                Ok::<_, LedgerError>(())
            })?;
        }
        rejected.sort_by_key(|one| one.line);
        let (entries, lines, repeated) = admission.finish();
        Ok(Checked { entries, lines, rejected, repeated })
    }

    fn receipt(&self, answers: &[Admitted], head: Position) -> Result<Receipt, LedgerError> {
        let at = |answer: &Admitted| match answer {
            Admitted::New(position) | Admitted::Repeated(position) => *position,
        };
        let recorded = count(answers.iter().filter(|answer| matches!(answer, Admitted::New(_))).count());
        let positions = answers.iter().map(at).min().zip(answers.iter().map(at).max());
        let repeated = count(answers.len()).saturating_sub(recorded);
        Ok(Receipt { recorded, repeated, positions, head, root: self.ledger.store.root(head)? })
    }

    fn nothing(&self) -> Result<Receipt, LedgerError> {
        let head = self.ledger.head();
        Ok(Receipt { recorded: 0, repeated: 0, positions: None, head, root: self.ledger.store.root(head)? })
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

/// A batch after all checks.
struct Checked {
    entries: Vec<Entry>,
    /// The line of each entry.
    lines: Vec<u64>,
    rejected: Vec<Rejected>,
    /// How many entries are in the ledger already, as far as that was looked up.
    repeated: u64,
}

fn count(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}

impl Ledger {
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
            None => crate::ledger::scope::decode(&self.catalogue(), &stored).map(|event| Some(event.recorded_at)),
        }
    }
}
