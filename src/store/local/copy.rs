//! A whole ledger copied: a backup, or a backup brought back.
//!
//! The copy is the same ledger, of the same name, with the same positions and the same root. It holds the log up to one
//! head, so another process may go on writing to the original. What follows from the log is not copied but made again.

use super::beyond::seen;
use super::bytes::{len64, size};
use super::disk;
use super::fault::{At, Fault};
use super::head::{self, HeadFile};
use super::known::Files;
use super::machine::MachineDisk;
use super::making;
use super::options::LocalOptions;
use super::report::{Report, examine};
use super::root::Root;
use super::segment::{HEADER_BYTES, Segment};
use super::store::LocalStore;
use crate::store::cause::Cause;
use crate::store::contract::Store;
use crate::store::refusal::OpenError;
use crate::value::{Digest, Position};
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

/// Bytes copied together.
const PIECE: usize = 1 << 20;

/// What a copy holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// The last event.
    pub head: Position,
    /// The root over all of them.
    pub root: Digest,
}

/// Copies a ledger to a place where nothing is. The original is read whole first, and refused where it is damaged; the
/// copy is made beside its place, read whole as well, and gets its name last. A failure leaves nothing behind.
pub fn copy(from: &Path, to: &Path) -> Result<Copied, OpenError> {
    let source = Root::find(Arc::new(MachineDisk), from)?;
    if fs::symlink_metadata(to).is_ok() {
        return Err(OpenError::Exists(to.to_owned()));
    }
    refuse_inside(from, to)?;
    making::place(source.shared_disk(), to, |beside| {
        let before = whole(examine(from)?, &source)?;
        copy_files(&source, beside)?;
        let copied = whole(examine(beside.path())?, beside)?;
        // The writer's way of opening makes lock, postings and index, and shows that the copy opens.
        let store = LocalStore::open(beside.path(), LocalOptions::default())?;
        let grown_from = store.root(before.head).map_err(OpenError::from)?;
        if grown_from == before.root { Ok(copied) } else { Err(changed(&source).into()) }
    })
}

/// What a report says of a ledger without damage; otherwise its first damage.
fn whole(report: Report, root: &Root) -> Result<Copied, Fault> {
    let first = report.damage.into_iter().next().map(Fault::Damaged);
    match report.root {
        Some(root) => Ok(Copied { head: report.head, root }),
        None => Err(first.unwrap_or_else(|| changed(root))),
    }
}

/// Whoever changed what was written while it was copied did so behind the writer's back.
fn changed(root: &Root) -> Fault {
    Fault::damaged(&root.segment(1), HEADER_BYTES, Position(1), Cause::SegmentChanged)
}

/// A copy inside its original would be lost with it.
fn refuse_inside(from: &Path, to: &Path) -> Result<(), OpenError> {
    let ledger = fs::canonicalize(from).at(from)?;
    let around = to.ancestors().skip(1).find_map(|outer| {
        let outer = if outer.as_os_str().is_empty() { Path::new(".") } else { outer };
        fs::canonicalize(outer).ok()
    });
    if around.is_some_and(|around| around.starts_with(&ledger)) {
        return Err(OpenError::Inside { ledger: from.to_owned(), path: to.to_owned() });
    }
    Ok(())
}

/// Head and segments, up to one head. Postings and index follow from them.
fn copy_files(from: &Root, to: &Root) -> Result<(), Fault> {
    let (file, head) = HeadFile::open(from, false)?;
    let files = Files { root: from.clone(), ledger: file.ledger(), writes: false, aside: None };
    let head = seen(&files, &file, head, LocalOptions::default().patience)?;
    let log = to.log();
    to.disk().make_directory(&log).at(&log)?;
    for number in 1..=head.segment {
        let segment = Segment::open(from, file.ledger(), number, false)?;
        let until = if number == head.segment { head.offset } else { segment.size };
        copy_segment(&segment, until, to)?;
    }
    head::create_at(to, file.ledger(), head)
}

/// A segment up to a byte, and zeros from there on: what lies beyond the head may be half a group.
fn copy_segment(segment: &Segment, until: u64, to: &Root) -> Result<(), Fault> {
    let path = to.segment(segment.number);
    let mut unread = None;
    let made = disk::place(to.disk(), &path, |pen| {
        let mut piece = vec![0; PIECE];
        let mut offset = 0;
        while offset < until {
            let wanted = PIECE.min(size(until - offset));
            let part = piece.get_mut(..wanted).unwrap_or_default();
            match segment.read_at(part, offset) {
                Ok(there) if there == wanted => pen.write_all(part)?,
                Ok(_) => unread = Some(Fault::damaged(&segment.path, offset, Position(1), Cause::FileShort)),
                Err(fault) => unread = Some(fault),
            }
            if unread.is_some() {
                return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
            }
            offset += len64(wanted);
        }
        pen.zeros(segment.size - until)
    });
    match unread {
        Some(fault) => Err(fault),
        None => made.at(&path),
    }
}
