//! What a writer does before it trusts a log that may have been left in the middle of a group.
//!
//! Up to the head everything was synced, so any damage there is corruption. Beyond it there may be whole groups whose
//! head was not synced in time: they count, once they are certainly on the disk. After them there may be one group that
//! was never finished: nobody was told of it, so it is cut. Anything later than that group would prove that the group had
//! been finished, and that the damage is corruption after all.

use super::beyond::{Beyond, start_in};
use super::bytes::{len64, size};
use super::fault::{At, Fault};
use super::head::{Head, HeadFile};
use super::known::Files;
use super::segment::Segment;
use std::sync::Arc;

/// Bytes looked at together.
const PIECE: usize = 1 << 20;

/// Leaves the log ending with its last whole group, and the head there.
pub(super) fn recover(files: &Files, file: &mut HeadFile, head: Head) -> Result<Head, Fault> {
    let beyond = Beyond::look(files, head)?;
    beyond.refuse_if_later(files)?;
    let Beyond { segments, reached, .. } = beyond;
    cut(files, &segments, reached)?;
    if reached != head {
        copy(&segments, head, reached)?;
    }
    // Also where it stays: a sync that failed before says so once only, and the slot it was found in may be in memory alone.
    let path = files.root.head();
    file.sync_found().and_then(|()| file.settle(reached)).at(&path)?;
    Ok(reached)
}

/// Zeroes everything after the last whole group, so that no remainder can ever be taken for a frame, and removes the
/// segments after it.
pub(super) fn cut(files: &Files, segments: &[Arc<Segment>], reached: Head) -> Result<(), Fault> {
    files.root.remove_postings_from(reached.segment)?;
    for segment in segments {
        if segment.number == reached.segment {
            zero_from(segment, reached.offset)?;
        } else if segment.number > reached.segment {
            files.root.disk().remove(&segment.path).at(&segment.path)?;
        }
    }
    let log = files.root.log();
    files.root.disk().sync_directory(&log).at(&log)
}

fn zero_from(segment: &Segment, start: u64) -> Result<(), Fault> {
    let zeros = vec![0; PIECE];
    let mut piece = vec![0; PIECE];
    let mut offset = start;
    let mut changed = Vec::new();
    while offset < segment.size {
        let wanted = PIECE.min(size(segment.size - offset));
        let part = piece.get_mut(..wanted).unwrap_or_default();
        let there = segment.read_at(part, offset)?;
        let zero = zeros.get(..wanted).unwrap_or_default();
        if there < wanted || part != zero {
            segment.write_at(zero, offset).at(&segment.path)?;
            changed.push(offset);
        }
        offset += len64(wanted);
    }
    if changed.is_empty() {
        return Ok(());
    }
    segment.sync_all().at(&segment.path).inspect_err(|_| unsettle(segment, &changed))
}

/// After a failed sync the operating system shows zeros that never reached the disk, and whoever comes next would take them
/// for what is there. A byte that is not zero makes him write them again.
fn unsettle(segment: &Segment, pieces: &[u64]) {
    for offset in pieces {
        // Where this fails too, the disk will hardly be written to next time.
        let _ = segment.write_at(&[0xFF], *offset);
    }
}

/// Writes the groups beyond the old head once more, and syncs them. They may have been read from memory only: after a
/// failed sync the operating system forgets that they never reached the disk.
fn copy(segments: &[Arc<Segment>], head: Head, reached: Head) -> Result<(), Fault> {
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
