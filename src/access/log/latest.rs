//! The last lines of the log, read from its end. Whether each line follows the one before it is found out once, as lines are added: what was held
//! against each other is remembered, and only what came since is walked along.

use super::chain::Walk;
use super::fault::LogFault;
use super::keeping::{AccessLog, measured};
use super::line::{Line, Read as Spelt};
use super::tail::aside;
use super::wanted::Seen;
use crate::access::error::AccessError;
use crate::value::Digest;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read, Seek, SeekFrom};
use std::os::unix::fs::{FileExt, MetadataExt};
use std::sync::{Mutex, PoisonError};

/// So much of the end is read first.
const PIECE: u64 = 65_536;

/// How far a log was found to be whole.
#[derive(Default)]
pub(super) struct Checked(Mutex<Option<Whole>>);

/// A log that was whole up to a place.
struct Whole {
    /// What the file is to the system.
    id: (u64, u64),
    end: u64,
    walk: Walk,
}

impl Whole {
    /// Whether a file still is that log: the same one, no shorter, and with the same line at the place.
    fn is(&self, file: &File, id: (u64, u64), length: u64) -> io::Result<bool> {
        if self.id != id || length < self.end {
            return Ok(false);
        }
        let last = before(file, self.end, 1)?;
        Ok(last.front().map(|line| Digest::of(line)) == self.walk.before.map(|mark| mark.digest))
    }
}

impl AccessLog {
    /// The last lines, so many at most, and what was found out about the log.
    pub(super) fn latest(&self, most: usize) -> Result<Seen, AccessError> {
        let path = self.file();
        let failed = |cause| AccessError::from(LogFault::Unread { file: path.clone(), cause });
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Seen::default()),
            Err(error) => return Err(failed(error)),
        };
        let length = measured(&file).map_err(failed)?;
        // One more than is shown tells whether there are older ones, and the first line of all is none of them.
        let raw = before(&file, length, most.saturating_add(2)).map_err(failed)?;
        let walk = self.walked(&file, length, are_linked(&raw)).map_err(failed)?;
        let mut lines: VecDeque<Line> = raw.iter().filter_map(|bytes| line(bytes)).collect();
        let more = lines.len() > most;
        while lines.len() > most {
            lines.pop_front();
        }
        let chain = walk.found(aside(self.folder()).map_err(failed)?);
        Ok(Seen { lines: lines.into(), more, chain })
    }

    /// Walks along what was not walked along before; along all of it where what is shown does not hold together.
    fn walked(&self, file: &File, length: u64, holds: bool) -> io::Result<Walk> {
        let found = file.metadata()?;
        let id = (found.dev(), found.ino());
        let mut checked = self.checked().0.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut walk, from) = match checked.take() {
            Some(whole) if holds && whole.is(file, id, length)? => (whole.walk, whole.end),
            Some(_) | None => (Walk::whole(), 0),
        };
        let mut rest = file;
        rest.seek(SeekFrom::Start(from))?;
        walk.along(BufReader::new(rest.take(length.saturating_sub(from))), &mut |_, _| {})?;
        // What is damaged is looked at as a whole each time.
        if walk.first().is_none() {
            *checked = Some(Whole { id, end: length, walk: walk.clone() });
        }
        Ok(walk)
    }
}

/// Whether each of some lines holds the digest of the one before it.
fn are_linked(lines: &VecDeque<Vec<u8>>) -> bool {
    let mut pairs = lines.iter().zip(lines.iter().skip(1));
    pairs.all(|(one, next)| matches!(Spelt::of(next), Some(Spelt::Line(_, held)) if held == Digest::of(one)))
}

fn line(bytes: &[u8]) -> Option<Line> {
    match Spelt::of(bytes)? {
        Spelt::Line(line, _) => Some(*line),
        Spelt::Heading(_) => None,
    }
}

/// The last lines that end at a place or before it, so many at most, without their ends.
fn before(file: &File, end: u64, most: usize) -> io::Result<VecDeque<Vec<u8>>> {
    let mut size = PIECE;
    loop {
        let start = end.saturating_sub(size);
        let mut bytes = vec![0; usize::try_from(end.saturating_sub(start)).unwrap_or_default()];
        file.read_exact_at(&mut bytes, start)?;
        // What stands behind the last end of a line is none.
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').and_then(|last| bytes.get(..last));
        let mut lines: VecDeque<Vec<u8>> =
            whole.map(|whole| whole.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()).unwrap_or_default();
        if start > 0 {
            // The first may have begun before.
            lines.pop_front();
        }
        if start == 0 || lines.len() >= most {
            while lines.len() > most {
                lines.pop_front();
            }
            return Ok(lines);
        }
        size = size.saturating_mul(4);
    }
}
