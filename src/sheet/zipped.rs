//! The parts of a packed file, never more of them than a table may have.

use super::fault::SheetFault;
use super::flaw::Flaw;
use super::limits::UNPACKED_BYTES_MAX;
use std::cell::Cell;
use std::io::{self, BufReader, Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// A packed file.
pub(super) struct Zipped<'f> {
    archive: ZipArchive<Cursor<&'f [u8]>>,
    /// How many bytes may still be unpacked, whatever the file claims.
    left: Cell<u64>,
}

/// A part that is read, and counted.
pub(super) type Part<'z> = BufReader<Metered<'z>>;

/// Counts what is unpacked.
pub(super) struct Metered<'z> {
    inner: Box<dyn Read + 'z>,
    left: &'z Cell<u64>,
}

impl<'f> Zipped<'f> {
    /// Opens a packed file. One that claims too much is refused before anything is unpacked.
    pub(super) fn open(bytes: &'f [u8]) -> Result<Self, SheetFault> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken("zip", &error))?;
        let mut claimed: u64 = 0;
        for number in 0..archive.len() {
            let part = archive.by_index_raw(number).map_err(|error| broken("zip", &error))?;
            claimed = claimed.saturating_add(part.size());
        }
        if claimed > UNPACKED_BYTES_MAX {
            return Err(SheetFault::Unpacked { most: UNPACKED_BYTES_MAX });
        }
        Ok(Self { archive, left: Cell::new(UNPACKED_BYTES_MAX) })
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// A part by its name, whichever way the letters are written; none where there is none.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part<'_>>, SheetFault> {
        let alike = |raw: &[u8]| raw.eq_ignore_ascii_case(name.as_bytes());
        let at = self.archive.index_for_name(name).or_else(|| self.archive.file_names_raw().position(alike));
        let Some(at) = at else { return Ok(None) };
        match self.archive.by_index(at) {
            Ok(part) => Ok(Some(BufReader::new(Metered { inner: Box::new(part), left: &self.left }))),
            Err(error) => Err(broken(name, &error)),
        }
    }

    /// The first bytes of a part, for a look at what the file is.
    pub(super) fn begin(&mut self, name: &str, most: u64) -> Result<Option<Vec<u8>>, SheetFault> {
        let Some(part) = self.part(name)? else { return Ok(None) };
        let mut bytes = Vec::new();
        part.take(most).read_to_end(&mut bytes).map_err(|error| read_fault(name, &error))?;
        Ok(Some(bytes))
    }
}

impl Read for Metered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left.get() == 0 {
            return Err(io::Error::other(Exhausted));
        }
        let most = usize::try_from(self.left.get()).unwrap_or(usize::MAX).min(buffer.len());
        let there = self.inner.read(buffer.get_mut(..most).unwrap_or_default())?;
        self.left.set(self.left.get().saturating_sub(u64::try_from(there).unwrap_or(u64::MAX)));
        Ok(there)
    }
}

/// More came out than may.
#[derive(Debug)]
struct Exhausted;

impl std::fmt::Display for Exhausted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("too much to unpack")
    }
}

impl std::error::Error for Exhausted {}

/// Why a part cannot be read.
pub(super) fn read_fault(part: &str, error: &io::Error) -> SheetFault {
    if matches!(error.get_ref(), Some(inner) if inner.is::<Exhausted>()) {
        return SheetFault::Unpacked { most: UNPACKED_BYTES_MAX };
    }
    SheetFault::Broken { part: part.to_owned(), why: Flaw::Said { words: error.to_string() } }
}

fn broken(part: &str, error: &ZipError) -> SheetFault {
    if matches!(error, ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED) {
        return SheetFault::Protected;
    }
    SheetFault::Broken { part: part.to_owned(), why: Flaw::Said { words: error.to_string() } }
}
