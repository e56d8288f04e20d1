//! A batch run by run: what can be asked of a line alone is asked on any processor, the rest in order; and a large batch is
//! handed to the store in parts.

use crate::event::Draft;
use crate::ledger::admit::{Admission, Way};
use crate::ledger::append::{Appending, Rejected};
use crate::ledger::door::{Door, Entered};
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::ledger::input::Input;
use crate::ledger::outdated::Counted;
use crate::ledger::recorded::Recorded;
use crate::ledger::source::{Run, Source};
use crate::ledger::unread::Counted as Strange;
use crate::store::{Admitted, AppendRefusal, Prepared, ReadError, Staged, in_order};
use crate::value::{Instant, Position};

/// A part of a large batch is handed over when it has so many events, or bytes of them.
const EVENTS_TOGETHER: usize = 4096;
const BYTES_TOGETHER: usize = 8 << 20;

/// A batch on its way in.
pub(super) struct Intake<'a> {
    admission: Admission<'a>,
    door: Door<'a>,
    way: Way,
    rejected: Vec<Rejected>,
    /// Where a large batch is handed to, part by part.
    staged: Option<&'a dyn Staged>,
    tally: Tally,
}

/// Why a batch is not taken to its end.
pub(super) enum Halt {
    /// What looks like a fault may be the trace of this very batch, recorded before: all ids are to be looked up.
    LookUp,
    Error(LedgerError),
}

/// What the parts of a large batch came to.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) recorded: u64,
    pub(super) repeated: u64,
    /// The first and the last position of the batch's events.
    pub(super) positions: Option<(Position, Position)>,
    /// Of types that should not be used any more.
    pub(super) outdated: Counted,
    /// Of types and versions that nobody here reads.
    pub(super) unread: Strange,
    lines: LineNumbers,
}

/// The line each recorded event came from. Neighbours mostly come from neighbouring lines, so only the places where they do
/// not are kept: the number of the event, counted from 0, and of its line.
#[derive(Default)]
struct LineNumbers {
    count: u64,
    steps: Vec<(u64, u64)>,
}

/// What became of the lines of a run so far.
struct Worked<'s> {
    run: Run<'s>,
    /// Each line with its number.
    came: Vec<(u64, Came)>,
}

/// What became of a line on its own.
enum Came {
    Entered(Result<Entered, Fault>),
    /// It may be in the ledger already, so it is only read.
    Read(Result<Draft, Fault>),
}

/// A batch after all checks.
pub(super) struct Checked {
    /// What is not handed over yet.
    pub(super) entries: Vec<Prepared>,
    /// The line of each entry.
    pub(super) lines: Vec<u64>,
    pub(super) rejected: Vec<Rejected>,
    /// How many entries are in the ledger already, as far as that was looked up.
    pub(super) repeated: u64,
    /// What was handed over.
    pub(super) tally: Tally,
}

impl<'a> Intake<'a> {
    /// A batch that is kept together.
    pub(super) fn whole(recorded: Recorded<'a>, door: Door<'a>, last: Instant, way: Way) -> Self {
        let admission = Admission::new(recorded, door, last, way);
        Self { admission, door, way, rejected: Vec::new(), staged: None, tally: Tally::default() }
    }

    /// A batch that is handed over in parts.
    pub(super) fn in_parts(staged: &'a dyn Staged, door: Door<'a>, last: Instant, way: Way) -> Self {
        Self { staged: Some(staged), ..Self::whole(Recorded::new(staged, door.catalogue), door, last, way) }
    }

    /// Takes all lines of a batch.
    pub(super) fn bring_in<'s>(mut self, source: &'s Source) -> Result<Checked, Halt> {
        let (door, looks_up) = (self.door, self.way.looks_up_ids);
        let work = |run: Result<Run<'s>, LedgerError>| run.map(|run| Worked::on(run, &door, looks_up));
        in_order(source.runs(), work, |worked| self.take(worked.map_err(Halt::Error)?))?;
        self.hand_over()?;
        let (entries, lines, repeated, unread) = self.admission.finish();
        let tally = Tally { unread, ..self.tally };
        Ok(Checked { entries, lines, rejected: self.rejected, repeated, tally })
    }

    fn take(&mut self, worked: Worked<'_>) -> Result<(), Halt> {
        let Worked { run, came } = worked;
        for (line, came) in came {
            let taken = match came {
                Came::Entered(entered) => self.admission.take(line, entered)?,
                Came::Read(draft) => self.admission.take_looking_up(line, draft)?,
            };
            if let Err(fault) = taken {
                if !self.way.looks_up_ids {
                    return Err(Halt::LookUp);
                }
                let fault = fault.by_line(|position| self.line_of(position));
                self.rejected.push(Rejected { line, back: run.back(line), fault });
            }
            if self.admission.entries() >= EVENTS_TOGETHER || self.admission.bytes() >= BYTES_TOGETHER {
                self.hand_over()?;
            }
        }
        Ok(())
    }

    /// Hands what was admitted to the store, where it is recorded in parts.
    fn hand_over(&mut self) -> Result<(), Halt> {
        let Some(staged) = self.staged else { return Ok(()) };
        let (entries, lines) = self.admission.take_out();
        if entries.is_empty() {
            return Ok(());
        }
        self.tally.outdated.add(self.door.catalogue, &entries);
        match staged.append_prepared(entries, None) {
            Ok(appended) => self.count(&lines, &appended.entries),
            // An id was recorded before: perhaps with this very content.
            Err(AppendRefusal::IdTaken { .. }) if !self.way.looks_up_ids => Err(Halt::LookUp),
            Err(refusal) => Err(Halt::Error(Appending::refusal(refusal, &lines))),
        }
    }

    fn count(&mut self, lines: &[u64], answers: &[Admitted]) -> Result<(), Halt> {
        let before = self.admission.before();
        for (line, answer) in lines.iter().zip(answers) {
            match *answer {
                Admitted::New(_) => self.tally.lines.push(*line),
                // Of two lines with one id the later is refused, as it is in a batch that is kept together.
                Admitted::Repeated(position) if position > before => return Err(Halt::LookUp),
                Admitted::Repeated(_) => {}
            }
            self.tally.count(*answer);
        }
        Ok(())
    }

    /// The line of the batch an event came from; none where it was there before.
    fn line_of(&self, position: Position) -> Option<u64> {
        let number = position.0.checked_sub(self.admission.before().0)?.checked_sub(1)?;
        self.tally.line_of(number)
    }
}

impl Tally {
    /// The line of the n-th event of the batch, counted from 0.
    pub(super) fn line_of(&self, number: u64) -> Option<u64> {
        self.lines.get(number)
    }

    /// Counts an answer of the store.
    pub(super) fn count(&mut self, answer: Admitted) {
        let position = match answer {
            Admitted::New(position) => {
                self.recorded = self.recorded.saturating_add(1);
                position
            }
            Admitted::Repeated(position) => {
                self.repeated = self.repeated.saturating_add(1);
                position
            }
        };
        let (first, last) = self.positions.unwrap_or((position, position));
        self.positions = Some((first.min(position), last.max(position)));
    }
}

impl LineNumbers {
    fn push(&mut self, line: u64) {
        if self.last() != line.checked_sub(1) {
            self.steps.push((self.count, line));
        }
        self.count = self.count.saturating_add(1);
    }

    fn last(&self) -> Option<u64> {
        self.get(self.count.checked_sub(1)?)
    }

    fn get(&self, number: u64) -> Option<u64> {
        let at = self.steps.partition_point(|(event, _)| *event <= number).checked_sub(1)?;
        let (event, line) = self.steps.get(at).filter(|_| number < self.count)?;
        Some(line.saturating_add(number.saturating_sub(*event)))
    }
}

impl<'s> Worked<'s> {
    fn on(run: Run<'s>, door: &Door<'_>, looks_up: bool) -> Self {
        let worked = |line, input: &Input<'_>| match input
            .text()
            .filter(|_| !looks_up)
            .and_then(|text| door.enter_written(text))
        {
            Some(entered) => Came::Entered(Ok(entered)),
            None if looks_up => Came::Read(input.read()),
            None => Came::Entered(input.read().and_then(|draft| door.enter(line, draft))),
        };
        let came = run.lines().map(|(line, input)| (line, worked(line, &input))).collect();
        Self { run, came }
    }
}

impl From<LedgerError> for Halt {
    fn from(error: LedgerError) -> Self {
        Halt::Error(error)
    }
}

impl From<ReadError> for Halt {
    fn from(error: ReadError) -> Self {
        Halt::Error(LedgerError::Read(error))
    }
}
