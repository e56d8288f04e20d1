//! What lies in the log beyond the head: whole groups whose head was not written or not synced in time, and then perhaps a
//! group that was never finished.

use super::bytes::len64;
use super::fault::Fault;
use super::frame::{self, Found};
use super::head::{Head, HeadFile};
use super::known::Files;
use super::segment::{self, Segment};
use super::walk::{Step, Walk};
use crate::store::cause::Cause;
use crate::value::Position;
use std::sync::Arc;
use std::time::Duration;

/// Bytes looked at together.
const PIECE: usize = 1 << 20;

/// The log from a head on.
pub(super) struct Beyond {
    /// The head's segment and those after it.
    pub(super) segments: Vec<Arc<Segment>>,
    /// The end of the last whole group.
    pub(super) reached: Head,
    /// What comes then.
    broken: Option<Broken>,
}

/// Where the walk beyond the head met something that does not belong there.
struct Broken {
    segment: u64,
    byte: u64,
    position: Position,
    what: Cause,
}

/// How far a reader sees: to the head, and where no writer is at work to the last whole group. A loss of power may have
/// taken the head that came after it, and what was acknowledged is there all the same.
pub(super) fn seen(files: &Files, file: &HeadFile, head: Head, patience: Duration) -> Result<Head, Fault> {
    if Beyond::look(files, head).is_ok_and(|beyond| beyond.is_nothing(head)) {
        return Ok(head);
    }
    std::thread::sleep(patience);
    let later = file.read()?;
    if later != head {
        return Ok(later);
    }
    let beyond = Beyond::look(files, head)?;
    beyond.refuse_if_later(files)?;
    Ok(beyond.reached)
}

impl Beyond {
    /// Passes whole groups from the head on.
    pub(super) fn look(files: &Files, head: Head) -> Result<Self, Fault> {
        let segments = open_from(files, head)?;
        let (reached, broken) = walk_on(files, &segments, head)?;
        Ok(Self { segments, reached, broken })
    }

    fn is_nothing(&self, head: Head) -> bool {
        self.reached == head && self.broken.is_none()
    }

    /// Refuses when there is a whole frame of a group after the one that is not whole: then that one had been finished, and
    /// this is damage.
    pub(super) fn refuse_if_later(&self, files: &Files) -> Result<(), Fault> {
        let mut buffer = Vec::new();
        for segment in self.segments.iter().filter(|segment| segment.number >= self.reached.segment) {
            let mut offset = start_in(segment, self.reached);
            while let Some(start) = next_frame(segment, offset)? {
                let found = frame::read(segment, files.ledger, start, &mut buffer)?;
                if matches!(found, Found::Whole(header) if header.group > self.reached.group + 1) {
                    return Err(self.damage(files));
                }
                offset = start + 1;
            }
        }
        Ok(())
    }

    fn damage(&self, files: &Files) -> Fault {
        let Head { segment, offset, position, .. } = self.reached;
        match &self.broken {
            Some(Broken { segment, byte, position, what }) => {
                Fault::damaged(&files.root.segment(*segment), *byte, *position, *what)
            }
            None => Fault::damaged(&files.root.segment(segment), offset, position.next(), Cause::FramesMissing),
        }
    }
}

/// Where what lies beyond a head begins in a segment.
pub(super) fn start_in(segment: &Segment, head: Head) -> u64 {
    if segment.number == head.segment { head.offset } else { segment::HEADER_BYTES }
}

/// The next place at or after an offset that looks like the start of a frame.
pub(super) fn next_frame(segment: &Segment, from: u64) -> Result<Option<u64>, Fault> {
    // Pieces overlap, so that a magic number on their border is seen.
    let overlap = 3;
    let mut offset = from;
    let (zeros, mut piece) = (vec![0; PIECE], vec![0; PIECE]);
    loop {
        let there = segment.read_at(&mut piece, offset)?;
        let bytes = piece.get(..there).unwrap_or_default();
        // Most of it is zeros, and to compare is much quicker than to search.
        let empty = zeros.get(..there) == Some(bytes);
        if let Some(at) = (!empty).then(|| frame::find_magic(bytes)).flatten() {
            return Ok(Some(offset + len64(at)));
        }
        if there < PIECE {
            return Ok(None);
        }
        offset += len64(PIECE - overlap);
    }
}

/// The segment of a head, and those after it.
pub(super) fn open_from(files: &Files, head: Head) -> Result<Vec<Arc<Segment>>, Fault> {
    let numbers = head.segment..=files.root.last_segment().max(head.segment);
    let open = |number| {
        let opened = Segment::open(&files.root, files.ledger, number, files.writes);
        opened.map(Arc::new).map_err(|fault| fault.concerning(|| first_in(files, head, number)))
    };
    numbers.map(open).collect()
}

/// The first position of a segment that does not open, as the one before it tells.
fn first_in(files: &Files, head: Head, number: u64) -> Position {
    if number > head.segment { head.position.next() } else { last_in(files, number - 1).unwrap_or_default().next() }
}

/// The last position of a sealed segment, as far as it can be read.
fn last_in(files: &Files, number: u64) -> Option<Position> {
    let segment = Segment::open(&files.root, files.ledger, number, false).ok()?;
    let mut walk = Walk::new(&segment, files.ledger, segment::HEADER_BYTES, Position::ZERO);
    walk.before = walk.position_before(segment::HEADER_BYTES).ok()??;
    while let Ok(Step::Events(..) | Step::End(..)) = walk.step() {}
    Some(walk.before)
}

/// Passes whole groups from the head on.
fn walk_on(files: &Files, segments: &[Arc<Segment>], head: Head) -> Result<(Head, Option<Broken>), Fault> {
    let mut later = segments.iter();
    let Some(first) = later.next() else { return Ok((head, None)) };
    let mut walk = Walk::new(first, files.ledger, head.offset, head.position);
    let mut reached = head;
    loop {
        let (byte, next) = (walk.offset, walk.before.next());
        let broken = |byte, position, what| Broken { segment: walk.segment.number, byte, position, what };
        match walk.step()? {
            Step::Events(header, _) | Step::End(header, _) if header.group != reached.group + 1 => {
                return Ok((reached, Some(broken(byte, next, Cause::AnotherGroup))));
            }
            Step::Events(..) => {}
            Step::End(header, _) => {
                let (segment, offset) = (walk.segment.number, walk.offset);
                reached = Head { position: walk.before, group: header.group, segment, offset };
            }
            Step::Nothing => match later.next() {
                Some(segment) => walk.enter(segment),
                None => return Ok((reached, None)),
            },
            Step::Broken { byte, position, what } => return Ok((reached, Some(broken(byte, position, what)))),
        }
    }
}
