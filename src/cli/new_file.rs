//! Files the program writes for people: new ones only, whole or not at all.

use crate::cli::output::Stop;
use crate::ledger::LedgerError;
use std::fs::{self, Permissions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file that is to be, and goes away unless it is placed. It grows under a name nobody else has.
pub(super) struct NewFile {
    path: PathBuf,
    beside: BufWriter<NamedTempFile>,
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
        let made = tempfile::Builder::new().permissions(Permissions::from_mode(0o644)).tempfile_in(folder);
        let beside = BufWriter::new(made.map_err(|cause| failed(path, cause))?);
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
        let synced = written.and_then(|file| file.as_file().sync_all().map(|()| file));
        let file = synced.map_err(|cause| failed(&path, cause))?;
        file.persist_noclobber(&path).map(|_| ()).map_err(|error| failed(&path, error.error))
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
