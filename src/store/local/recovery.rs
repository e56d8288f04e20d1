//! What a writer does before it trusts a log that may have been left in the middle of a group.
//!
//! Up to the head everything was synced, so any damage there is corruption. Beyond it there may be whole groups whose
//! head was not synced in time: they count, once they are certainly on the disk. After them there may be one group that
//! was never finished: nobody was told of it, so it is cut. Anything later than that group would prove that the group had
//! been finished, and that the damage is corruption after all.

use super::bytes::{len64, size};
use super::disk;
use super::fault::{At, Fault};
use super::frame::{self, Found};
use super::head::{Head, HeadFile};
use super::known::Files;
use super::root::Root;
use super::segment::{self, Segment};
use super::walk::{Step, Walk};
use crate::store::cause::Cause;
use crate::value::Position;

/// Bytes looked at together.
const PIECE: usize = 1 << 20;

/// Leaves the log ending with its last whole group, and the head there.
pub(super) fn recover(files: &Files, file: &mut HeadFile, head: Head) -> Result<Head, Fault> {
    let segments = open_from(files, head)?;
    let (reached, broken) = walk_on(files, &segments, head)?;
    let fault = broken.unwrap_or_else(|| Broken::at(&reached));
    refuse_if_later(files, &segments, reached, &fault)?;
    cut(files, &segments, reached)?;
    if reached != head {
        copy(&segments, head, reached)?;
        let path = files.root.head();
        file.write(reached).at(&path)?;
        file.sync().at(&path)?;
    }
    Ok(reached)
}

/// Where the walk beyond the head met something that does not belong there.
struct Broken {
    segment: u64,
    byte: u64,
    position: Position,
    what: Cause,
}

impl Broken {
    fn at(head: &Head) -> Self {
        let what = Cause::FramesMissing;
        Self { segment: head.segment, byte: head.offset, position: head.position.next(), what }
    }
}

fn open_from(files: &Files, head: Head) -> Result<Vec<Segment>, Fault> {
    let numbers = head.segment..=files.root.last_segment().max(head.segment);
    let open = |number| {
        let opened = Segment::open(&files.root, files.ledger, number, true);
        opened.map_err(|fault| fault.concerning(|| first_in(files, head, number)))
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
fn walk_on(files: &Files, segments: &[Segment], head: Head) -> Result<(Head, Option<Broken>), Fault> {
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

/// Looks for a whole frame of a group after the one that is cut.
fn refuse_if_later(files: &Files, segments: &[Segment], reached: Head, broken: &Broken) -> Result<(), Fault> {
    let mut buffer = Vec::new();
    for segment in segments.iter().filter(|segment| segment.number >= reached.segment) {
        let mut offset = start_in(segment, reached);
        while let Some(start) = next_frame(segment, offset)? {
            let found = frame::read(segment, files.ledger, start, &mut buffer)?;
            if matches!(found, Found::Whole(header) if header.group > reached.group + 1) {
                let path = files.root.segment(broken.segment);
                return Err(Fault::damaged(&path, broken.byte, broken.position, broken.what));
            }
            offset = start + 1;
        }
    }
    Ok(())
}

/// Where what lies beyond a head begins in a segment.
fn start_in(segment: &Segment, head: Head) -> u64 {
    if segment.number == head.segment { head.offset } else { segment::HEADER_BYTES }
}

/// The next place at or after an offset that looks like the start of a frame.
pub(super) fn next_frame(segment: &Segment, from: u64) -> Result<Option<u64>, Fault> {
    // Pieces overlap, so that a magic number on their border is seen.
    let overlap = 3;
    let mut offset = from;
    let mut piece = vec![0; PIECE];
    loop {
        let there = segment.read_at(&mut piece, offset)?;
        let bytes = piece.get(..there).unwrap_or_default();
        if let Some(at) = frame::find_magic(bytes) {
            return Ok(Some(offset + len64(at)));
        }
        if there < PIECE {
            return Ok(None);
        }
        offset += len64(PIECE - overlap);
    }
}

/// Zeroes everything after the last whole group, so that no remainder can ever be taken for a frame, and removes the
/// segments after it.
fn cut(files: &Files, segments: &[Segment], reached: Head) -> Result<(), Fault> {
    for segment in segments {
        if segment.number == reached.segment {
            zero_from(segment, reached.offset)?;
        } else if segment.number > reached.segment {
            files.root.disk().remove(&segment.path).at(&segment.path)?;
        }
    }
    remove_postings(&files.root, reached.segment)?;
    let log = files.root.log();
    files.root.disk().sync_directory(&log).at(&log)
}

/// The last segment still grows: postings from a time when it was sealed are of another history.
fn remove_postings(root: &Root, from: u64) -> Result<(), Fault> {
    let numbers = (from..).take_while(|number| disk::exists(root.disk(), &root.postings(*number)));
    numbers.map(|number| root.postings(number)).try_for_each(|path| root.disk().remove(&path).at(&path))
}

fn zero_from(segment: &Segment, start: u64) -> Result<(), Fault> {
    let zeros = vec![0; PIECE];
    let mut piece = vec![0; PIECE];
    let mut offset = start;
    let mut changed = false;
    while offset < segment.size {
        let wanted = PIECE.min(size(segment.size - offset));
        let part = piece.get_mut(..wanted).unwrap_or_default();
        let there = segment.read_at(part, offset)?;
        let zero = zeros.get(..wanted).unwrap_or_default();
        if there < wanted || part != zero {
            segment.write_at(zero, offset).at(&segment.path)?;
            changed = true;
        }
        offset += len64(wanted);
    }
    if changed { segment.sync_all().at(&segment.path) } else { Ok(()) }
}

/// Writes the groups beyond the old head once more, and syncs them. They may have been read from memory only: after a
/// failed sync the operating system forgets that they never reached the disk.
fn copy(segments: &[Segment], head: Head, reached: Head) -> Result<(), Fault> {
    let mut piece = vec![0; PIECE];
    for segment in segments.iter().filter(|segment| segment.number <= reached.segment) {
        let mut offset = start_in(segment, head);
        let end = if segment.number == reached.segment { reached.offset } else { segment.size };
        while offset < end {
            let wanted = PIECE.min(size(end - offset));
            let part = piece.get_mut(..wanted).unwrap_or_default();
            let there = segment.read_at(part, offset)?;
            segment.write_at(part.get(..there).unwrap_or_default(), offset).at(&segment.path)?;
            offset += len64(wanted);
        }
        segment.sync_all().at(&segment.path)?;
    }
    Ok(())
}
