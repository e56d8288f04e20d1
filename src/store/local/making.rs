//! A ledger on its way to its name.
//!
//! It grows beside its place, in `NAME.creating`, and is moved there when it is whole, so that a crash never leaves half a
//! ledger under its name. The directory belongs to whoever holds the lock of the file `making` in it. Nothing is removed
//! that another process is making, and of what lies there only what a killed making is certain to have left.

use super::disk::{self, Disk, DiskEntry, DiskLock};
use super::fault::At;
use super::root::Root;
use crate::store::refusal::{OpenError, PlaceFault};
use std::ffi::OsStr;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The file that says who is making a ledger here.
const MARK: &str = "making";

/// Makes the directory of a ledger beside its place, and moves it there when it is whole. A failure leaves nothing behind.
pub(super) fn place<T, E: From<OpenError>>(
    disk: Arc<dyn Disk>,
    path: &Path,
    fill: impl FnOnce(&Root) -> Result<T, E>,
) -> Result<T, E> {
    let making = Making::begin(disk, path)?;
    let filled = match fill(&making.beside) {
        Ok(filled) => filled,
        Err(error) => {
            making.give_up();
            return Err(error);
        }
    };
    match making.move_to(path) {
        Ok(()) => Ok(filled),
        Err(Unmoved { error, back }) => {
            if back {
                making.give_up();
            }
            Err(error.into())
        }
    }
}

/// Why a ledger did not get its name. Where it is not certain which name it has after a loss of power, it is left whole: under
/// either it is what it should be.
struct Unmoved {
    error: OpenError,
    back: bool,
}

impl Unmoved {
    fn still_beside(error: impl Into<OpenError>) -> Self {
        Self { error: error.into(), back: true }
    }
}

/// Removes the mark from a ledger that has its name: whoever made it was killed before that.
pub(super) fn forget_mark(root: &Root) {
    let mark = root.path().join(MARK);
    if disk::exists(root.disk(), &mark) && root.disk().lock(&mark).is_ok_and(|free| free.is_some()) {
        // Nobody reads it under this name, so nothing depends on it being gone.
        let _ = root.disk().remove(&mark);
    }
}

/// What a killed making left beside the place of a ledger.
pub(super) fn left_beside(path: &Path, disk: Arc<dyn Disk>) -> Option<PathBuf> {
    let beside = beside(disk, path);
    (disk::exists(beside.disk(), beside.path()) && may_be_taken(&beside)).then(|| beside.path().to_owned())
}

fn beside(disk: Arc<dyn Disk>, path: &Path) -> Root {
    Root::at(disk, path.with_added_extension("creating"))
}

/// The right to make a ledger at a place.
struct Making {
    beside: Root,
    _held: Box<dyn DiskLock>,
}

impl Making {
    fn begin(disk: Arc<dyn Disk>, path: &Path) -> Result<Self, OpenError> {
        if path.file_name().is_none() {
            // Beside a path without a name there is no place of its own.
            return Err(OpenError::Io { path: path.to_owned(), cause: ErrorKind::InvalidInput.into() });
        }
        free(&*disk, path)?;
        has_directory(&*disk, path)?;
        let refused = |why| OpenError::Place { path: path.to_owned(), why };
        let beside = beside(disk, path);
        let in_the_way = || refused(PlaceFault::InTheWay(beside.path().to_owned()));
        match beside.disk().make_directory(beside.path()) {
            Ok(()) => {}
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {
                if !may_be_taken(&beside) {
                    return Err(in_the_way());
                }
            }
            Err(cause) => return Err(OpenError::Io { path: beside.path().to_owned(), cause }),
        }
        let mark = beside.path().join(MARK);
        let held = match beside.disk().lock(&mark) {
            Ok(Some(held)) => held,
            Ok(None) => return Err(refused(PlaceFault::BeingMade)),
            // Whoever was making it has just moved it or given up.
            Err(cause) if cause.kind() == ErrorKind::NotFound => return Err(refused(PlaceFault::BeingMade)),
            Err(cause) => return Err(OpenError::Io { path: mark, cause }),
        };
        if strange(&beside) {
            return Err(in_the_way());
        }
        let making = Self { beside, _held: held };
        // Whoever made it until now may have finished.
        match making.clear().and_then(|()| free(making.beside.disk(), path)) {
            Ok(()) => Ok(making),
            Err(error) => {
                making.give_up();
                Err(error)
            }
        }
    }

    /// Removes everything but the mark, whose name lasts from here on.
    fn clear(&self) -> Result<(), OpenError> {
        let disk = self.beside.disk();
        for part in disk.list(self.beside.path()).at(self.beside.path())? {
            match disk.entry(&part).at(&part)? {
                _ if part.file_name() == Some(OsStr::new(MARK)) => {}
                Some(DiskEntry::Directory) => disk.remove_all(&part).at(&part)?,
                Some(DiskEntry::File) | None => disk.remove(&part).at(&part)?,
            }
        }
        Ok(disk.sync_directory(self.beside.path()).at(self.beside.path())?)
    }

    fn move_to(&self, path: &Path) -> Result<(), Unmoved> {
        let disk = self.beside.disk();
        disk.sync_directory(self.beside.path()).at(self.beside.path()).map_err(Unmoved::still_beside)?;
        disk.rename(self.beside.path(), path).map_err(|cause| Unmoved::still_beside(taken(path, cause)))?;
        let named = Root::at(self.beside.shared_disk(), path.to_owned());
        if let Err(fault) = named.sync_names() {
            // Under its name somebody would use it, although the name may not last.
            let back = disk.rename(path, self.beside.path()).is_ok() && self.beside.sync_names().is_ok();
            return Err(Unmoved { error: fault.into(), back });
        }
        // Where this fails, the next writer does it.
        let _ = disk.remove(&path.join(MARK));
        Ok(())
    }

    /// The room is worth more than a second complaint: the first error is the one to report. The mark goes last, and the
    /// directory only when nobody has begun anew in it.
    fn give_up(self) {
        let disk = self.beside.disk();
        let _ = self.clear().is_ok() && disk.remove(&self.beside.path().join(MARK)).is_ok() && {
            disk.remove_directory(self.beside.path()).is_ok()
        };
    }
}

/// Nothing stands at a place but perhaps an empty directory.
fn free(disk: &dyn Disk, path: &Path) -> Result<(), OpenError> {
    let free = !disk.is_link(path)
        && match disk.entry(path).at(path)? {
            Some(DiskEntry::Directory) => disk.list(path).at(path)?.is_empty(),
            Some(DiskEntry::File) => false,
            None => true,
        };
    if free { Ok(()) } else { Err(OpenError::Exists(path.to_owned())) }
}

/// No directory is made that nobody asked for.
fn has_directory(disk: &dyn Disk, path: &Path) -> Result<(), OpenError> {
    let above = path.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match disk.entry(above).at(above)? {
        Some(_) => Ok(()),
        None => Err(OpenError::Place { path: path.to_owned(), why: PlaceFault::NoDirectory(above.to_owned()) }),
    }
}

fn taken(path: &Path, cause: io::Error) -> OpenError {
    if matches!(cause.kind(), ErrorKind::AlreadyExists | ErrorKind::DirectoryNotEmpty | ErrorKind::NotADirectory) {
        OpenError::Exists(path.to_owned())
    } else {
        OpenError::Io { path: path.to_owned(), cause }
    }
}

/// A making left its mark here, or had no time even for that. What has just gone away is nobody's: whoever made it goes on
/// under another name.
fn may_be_taken(root: &Root) -> bool {
    let disk = root.disk();
    let directory = matches!(disk.entry(root.path()), Ok(Some(DiskEntry::Directory) | None));
    if !directory || disk.is_link(root.path()) {
        return false;
    }
    let mark = root.path().join(MARK);
    match disk.list(root.path()) {
        Ok(parts) if parts.contains(&mark) => {
            matches!(disk.entry(&mark), Ok(Some(DiskEntry::File) | None)) && !disk.is_link(&mark)
        }
        Ok(parts) => parts.is_empty(),
        Err(error) => error.kind() == ErrorKind::NotFound,
    }
}

/// Whether anything lies here that no making leaves.
fn strange(root: &Root) -> bool {
    let disk = root.disk();
    let Ok(parts) = disk.list(root.path()) else { return true };
    let known = |part: &PathBuf| {
        let entry = disk.entry(part).ok().flatten().filter(|_| !disk.is_link(part));
        match (part.file_name().and_then(OsStr::to_str), entry) {
            (Some(MARK | "lock" | "head" | "head.new"), Some(DiskEntry::File)) => true,
            (Some("log"), Some(DiskEntry::Directory)) => {
                disk.list(part).is_ok_and(|files| files.iter().all(|file| is_of_log(file)))
            }
            (Some("index"), Some(DiskEntry::Directory)) => {
                disk.list(part).is_ok_and(|files| files.iter().all(|file| is_of_index(file)))
            }
            _ => false,
        }
    };
    !parts.iter().all(known)
}

fn is_of_log(file: &Path) -> bool {
    let name = file.file_name().and_then(OsStr::to_str).unwrap_or_default();
    let (number, ending) = name.split_once('.').unwrap_or_default();
    let numbered = number.len() == 12 && number.bytes().all(|byte| byte.is_ascii_digit());
    numbered && matches!(ending, "segment" | "segment.new" | "postings" | "postings.new")
}

/// The names sled gives its files.
fn is_of_index(file: &Path) -> bool {
    let name = file.file_name().and_then(OsStr::to_str).unwrap_or_default();
    matches!(name, "conf" | "db" | "blobs") || name.starts_with("snap.")
}
