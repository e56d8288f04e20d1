//! Every call that changes a file, so that durability can be read in one place.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::FileExt;
use std::path::Path;

/// Zeros are written in pieces of this many bytes.
const PIECE: usize = 1 << 20;

/// Opens a file that exists.
pub(super) fn open(path: &Path, write: bool) -> io::Result<File> {
    OpenOptions::new().read(true).write(write).open(path)
}

/// Makes a name in a directory survive a loss of power.
pub(super) fn sync_directory(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Puts a whole new file in place: written beside, synced, renamed, and the name synced too. A crash leaves the old file
/// or the new one, and at worst a leftover ending in `.new`.
pub(super) fn place(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let beside = path.with_added_extension("new");
    let placed = File::create(&beside).and_then(|mut file| {
        fill(&mut file)?;
        file.sync_all()?;
        fs::rename(&beside, path)?;
        path.parent().map_or(Ok(()), sync_directory)
    });
    if placed.is_err() {
        // The room is worth more than a second complaint: the first error is the one to report.
        let _ = fs::remove_file(&beside);
    }
    placed
}

/// Writes zeros from the file's cursor on. Zeros that were written, unlike room that was only promised, can be
/// overwritten later without touching the file's metadata, and never end in "disk full".
pub(super) fn write_zeros(file: &mut File, count: u64) -> io::Result<()> {
    let piece = vec![0; PIECE];
    let mut left = count;
    while left > 0 {
        let part = piece.get(..super::bytes::size(left)).unwrap_or(&piece);
        file.write_all(part)?;
        left -= super::bytes::len64(part.len());
    }
    Ok(())
}

/// Reads at an offset; how many bytes there were when the file ends early.
pub(super) fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match file.read_at(rest, offset + super::bytes::len64(filled)) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Whether an error says that there is no room.
pub(super) fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}
