//! One harm to one file, and which words about it are right.

use crate::asked::Done;
use crate::chance::Chance;
use crate::files::{Files, Part};
use crate::log::{self, Frame, Kind};
use crate::sum::Sum;
use qizhang::store::{Cause, OpenError, ReadError};
use qizhang::value::Position;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Where the fields of the head's two slots lie.
const SLOTS: [Range<usize>; 2] = [0..72, 4096..4168];
/// The fields of a segment's header.
const SEGMENT_FIELDS: Range<usize> = 0..48;

/// A file that is not what it was any more.
pub(super) struct Harm {
    pub(super) path: PathBuf,
    pub(super) part: Part,
    pub(super) bytes: Vec<u8>,
    /// The bytes that are different now, or missing.
    changed: Range<usize>,
    cut: bool,
    /// Whether any of them means something.
    pub(super) counts: bool,
    /// The positions that may be named in a complaint about it.
    positions: Range<u64>,
}

impl Harm {
    /// Any harm to any file; the files of the index, which are many, are harmed less often.
    pub(super) fn any(files: &Files, chance: &mut Chance) -> Self {
        let parts = [Part::Head, Part::Segment, Part::Segment, Part::Segment, Part::Postings, Part::Index];
        loop {
            let part = parts[chance.place(parts.len())];
            let fit: Vec<_> = files.all.iter().filter(|(path, _)| Part::of(path) == Some(part)).collect();
            let Some((path, whole)) = fit.get(chance.place(fit.len())) else { continue };
            if !whole.is_empty() {
                return Self::to(path, whole, part, chance);
            }
        }
    }

    fn to(path: &Path, whole: &[u8], part: Part, chance: &mut Chance) -> Self {
        let cut = chance.once_in(6);
        let at = place_in(whole, part, chance);
        let mut bytes = whole.to_vec();
        if cut {
            bytes.truncate(at);
        } else {
            bytes[at] ^= 1 << chance.below(8);
        }
        let changed = at..if cut { whole.len() } else { at + 1 };
        let (counts, positions) = meaning(whole, part, &changed, cut);
        Self { path: path.to_owned(), part, bytes, changed, cut, counts, positions }
    }

    /// The index is a convenience of which the whole look says nothing.
    pub(super) fn must_be_noticed(&self) -> bool {
        self.counts && self.part != Part::Index
    }

    /// Whether a complaint is about this harm: the right file, a piece that begins no later than the harm, and a position
    /// that is concerned. Nothing depends on postings and index, so there must be no complaint about those.
    pub(super) fn explains(&self, file: &Path, byte: u64, position: Position, what: Cause, sum: &mut Sum) {
        let truth = matches!(self.part, Part::Head | Part::Segment);
        let byte_fits = usize::try_from(byte).is_ok_and(|byte| byte < self.changed.end);
        if !(truth && file == self.path && byte_fits && self.positions.contains(&position.0)) {
            sum.wrong(&format!("{self}: {what} at byte {byte} of {}, position {}", file.display(), position.0));
        }
    }

    pub(super) fn explains_opening(&self, error: &OpenError, sum: &mut Sum) {
        match error {
            OpenError::Damaged { file, byte, position, what } => self.explains(file, *byte, *position, *what, sum),
            // A flipped version is read as another format.
            OpenError::Format { file, .. } if *file == self.path && (8..12).contains(&(self.changed.start % 4096)) => {}
            _ => sum.wrong(&format!("{self}: {error:?}")),
        }
    }
}

impl Done for Harm {
    fn explains_reading(&self, error: &ReadError, sum: &mut Sum) {
        match error {
            ReadError::Damaged { file, byte, position, what } => self.explains(file, *byte, *position, *what, sum),
            ReadError::Io { .. } | ReadError::Format { .. } | ReadError::NotHeld { .. } => {
                sum.wrong(&format!("{self}: {error:?}"));
            }
        }
    }
}

/// Half of the harm goes where something is written: a segment is mostly zeros at first.
fn place_in(whole: &[u8], part: Part, chance: &mut Chance) -> usize {
    let used = whole.iter().rposition(|byte| *byte != 0).map_or(whole.len(), |last| last + 1);
    match part {
        Part::Head if chance.once_in(2) => {
            let slot = &SLOTS[chance.place(2)];
            slot.start + chance.place(slot.len())
        }
        _ if chance.once_in(2) => chance.place(used),
        _ => chance.place(whole.len()),
    }
}

/// Whether changed bytes mean something, and which positions they concern.
fn meaning(whole: &[u8], part: Part, changed: &Range<usize>, cut: bool) -> (bool, Range<u64>) {
    let touches = |piece: &Range<usize>| piece.start < changed.end && changed.start < piece.end;
    match part {
        Part::Head => (SLOTS.iter().any(touches), 0..2),
        Part::Segment => {
            let frames = log::frames(whole);
            let first = frames.first().map_or(0..0, Frame::positions);
            if touches(&SEGMENT_FIELDS) {
                return (true, first.start..first.start + 1);
            }
            let concerned = frames.iter().find(|frame| touches(&frame.bytes));
            let begun = !cut && begins_a_frame(&frames, whole, changed);
            let positions = match concerned {
                Some(frame) => positions_in(frame, changed),
                None if begun => frames.last().map_or(first, Frame::positions),
                None => 0..0,
            };
            // Whatever lies behind a cut is gone too.
            let positions = if cut { positions.start..u64::MAX } else { positions };
            (concerned.is_some() || begun, positions)
        }
        Part::Postings | Part::Index => (true, 0..0),
    }
}

/// Of a damaged frame the event that lies there may be named, or one before it in the frame.
fn positions_in(frame: &Frame, changed: &Range<usize>) -> Range<u64> {
    let all = frame.positions();
    match &frame.kind {
        Kind::Events(first, events) => {
            let before = events.iter().take_while(|event| event.end <= changed.start).count();
            first.0..first.0 + u64::try_from(before).unwrap_or(0) + 1
        }
        Kind::End(_) => all,
    }
}

/// Where frames end there are four zeros; anything else there would be a frame that was begun.
fn begins_a_frame(frames: &[Frame], whole: &[u8], changed: &Range<usize>) -> bool {
    let end = frames.last().map_or(log::HEADER, |frame| frame.bytes.end);
    end + 4 <= whole.len() && (end..end + 4).contains(&changed.start)
}

impl fmt::Display for Harm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.cut { "cut at" } else { "a bit flipped in" };
        write!(f, "{}, {what} byte {}", self.path.display(), self.changed.start)
    }
}
