//! Files the program writes for people: new ones only, whole or not at all.

use crate::cli::output::Stop;
use crate::ledger::LedgerError;
use std::fs::Permissions;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file that is to be, and goes away unless it is filled.
pub(super) struct NewFile {
    path: PathBuf,
    beside: NamedTempFile,
}

impl NewFile {
    /// Finds out that there is room for it, before anything is done that it is to tell of.
    pub(super) fn at(path: &Path) -> Result<Self, Stop> {
        if path.exists() {
            let cause = io::Error::new(
                io::ErrorKind::AlreadyExists,
                "已有这个文件，不会覆盖 · it exists and is not overwritten",
            );
            return Err(failed(path, cause));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let made = tempfile::Builder::new().permissions(Permissions::from_mode(0o644)).tempfile_in(folder);
        Ok(Self { path: path.to_owned(), beside: made.map_err(|cause| failed(path, cause))? })
    }

    /// Puts it in its place.
    pub(super) fn fill(mut self, bytes: &[u8]) -> Result<(), Stop> {
        let written = self.beside.write_all(bytes).and_then(|()| self.beside.as_file().sync_all());
        written.map_err(|cause| failed(&self.path, cause))?;
        let placed = self.beside.persist_noclobber(&self.path);
        placed.map(|_| ()).map_err(|error| failed(&self.path, error.error))
    }
}

fn failed(path: &Path, cause: io::Error) -> Stop {
    LedgerError::File { path: path.display().to_string(), cause }.into()
}
