//! Files the program writes for people: new ones only, whole or not at all.

use crate::cli::output::Stop;
use crate::ledger::LedgerError;
use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, openat};
use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Where the files a process has open have names.
const OWN_FILES: &str = "/proc/self/fd";

/// A file that is to be, and goes away unless it is placed.
pub(super) struct NewFile {
    path: PathBuf,
    beside: BufWriter<Beside>,
}

/// What grows before it is placed.
enum Beside {
    /// A file without a name: nothing is left of it, however the process ends.
    Nameless(File),
    /// Where the disk has no such files: under a name nobody else has.
    Named(NamedTempFile),
}

impl Beside {
    /// Readable by others as far as the user lets new files be.
    const MODE: u32 = 0o644;

    fn begun_in(folder: &Path) -> io::Result<Self> {
        let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
        match openat(CWD, folder, flags, Mode::from_raw_mode(Self::MODE)) {
            Ok(file) if Path::new(OWN_FILES).exists() => Ok(Self::Nameless(File::from(file))),
            Ok(_) | Err(_) => {
                let mode = Permissions::from_mode(Self::MODE);
                tempfile::Builder::new().permissions(mode).tempfile_in(folder).map(Self::Named)
            }
        }
    }

    /// Gives it its name, if nobody else has it.
    fn place_at(self, path: &Path) -> io::Result<()> {
        match self {
            Self::Nameless(file) => {
                file.sync_all()?;
                let own = format!("{OWN_FILES}/{}", file.as_raw_fd());
                Ok(linkat(CWD, own.as_str(), CWD, path, AtFlags::SYMLINK_FOLLOW)?)
            }
            Self::Named(file) => {
                file.as_file().sync_all()?;
                file.persist_noclobber(path).map(|_| ()).map_err(|error| error.error)
            }
        }
    }
}

impl Write for Beside {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Nameless(file) => file.write(bytes),
            Self::Named(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Nameless(file) => file.flush(),
            Self::Named(file) => file.flush(),
        }
    }
}

impl NewFile {
    /// Finds out that there is room for it, before anything is done that it is to tell of.
    pub(super) fn at(path: &Path) -> Result<Self, Stop> {
        if fs::symlink_metadata(path).is_ok() {
            let cause = io::Error::new(
                io::ErrorKind::AlreadyExists,
                "已有这个文件，不会覆盖 · it exists and is not overwritten",
            );
            return Err(failed(path, cause));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if fs::metadata(folder).is_err_and(|cause| cause.kind() == io::ErrorKind::NotFound) {
            return Err(LedgerError::no_directory(path, folder).into());
        }
        let beside = BufWriter::new(Beside::begun_in(folder).map_err(|cause| failed(path, cause))?);
        Ok(Self { path: path.to_owned(), beside })
    }

    /// Where it is to be.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the next line.
    pub(super) fn line(&mut self, line: &[u8]) -> Result<(), Stop> {
        let written = self.beside.write_all(line).and_then(|()| self.beside.write_all(b"\n"));
        written.map_err(|cause| failed(&self.path, cause))
    }

    /// Writes all of it and puts it in its place.
    pub(super) fn fill(mut self, bytes: &[u8]) -> Result<(), Stop> {
        self.beside.write_all(bytes).map_err(|cause| failed(&self.path, cause))?;
        self.place()
    }

    /// Puts it in its place.
    pub(super) fn place(self) -> Result<(), Stop> {
        let Self { path, beside } = self;
        let written = beside.into_inner().map_err(io::IntoInnerError::into_error);
        written.and_then(|file| file.place_at(&path)).map_err(|cause| failed(&path, cause))
    }
}

/// Puts a whole new content in the place of a file that is one's own, or makes the file.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = tempfile::Builder::new().permissions(Permissions::from_mode(0o644)).tempfile_in(folder).and_then(
        |mut beside| {
            beside.write_all(bytes)?;
            beside.as_file().sync_all()?;
            beside.persist(path).map(|_| ()).map_err(|error| error.error)
        },
    );
    written.map_err(|cause| failed(path, cause))
}

fn failed(path: &Path, cause: io::Error) -> Stop {
    LedgerError::File { path: path.display().to_string(), cause }.into()
}
