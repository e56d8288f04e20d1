//! What a command is given to work on: a file or standard input, and how what it writes is to be recorded.

use crate::cli::output::Stop;
use crate::cli::request::Writing;
use crate::cli::usage::Slip;
use crate::ledger::{AppendOptions, LedgerError, LineFile};
use std::fs::{self, File, Metadata};
use std::io::{self, Read, Seek};
use std::path::Path;
use std::sync::Arc;

/// The options that every command that writes has. A trial is refused where nobody records too, as the command itself would be.
pub(super) fn options(writing: &Writing) -> Result<AppendOptions, Stop> {
    Ok(AppendOptions { by: user_or(writing.by.as_deref())?, ..by_nobody(writing) })
}

/// The same where nobody is asked who records: each line says it itself, or nothing can be recorded.
pub(super) fn by_nobody(writing: &Writing) -> AppendOptions {
    let Writing { dry_run, clock_is_right, .. } = *writing;
    AppendOptions { dry_run, clock_is_right, ..AppendOptions::default() }
}

/// Who does something: whom an option names, or the user of the system. What nobody did is not written down for ever, and neither is that the
/// program did it.
pub(super) fn user_or(named: Option<&str>) -> Result<Arc<str>, Stop> {
    let own = || user().filter(|name| &**name != PROGRAM);
    named.map(Arc::from).or_else(own).ok_or(Stop::Slip(Slip::NobodyRecords))
}

/// Who looks at something, which stands in no ledger: the user of the system, whatever he is called.
pub(super) fn user_looking() -> Result<Arc<str>, Stop> {
    user().ok_or(Stop::Slip(Slip::NobodyRecords))
}

/// What the program itself records is recorded under this name, and nobody else is called so. A service may well have a user of that name.
pub(super) const PROGRAM: &str = "qizhang";

#[expect(clippy::disallowed_methods, reason = "the command line reads the environment for everybody")]
fn user() -> Option<Arc<str>> {
    let mut named = ["USER", "LOGNAME", "USERNAME"].iter().filter_map(|name| std::env::var(name).ok());
    named.find(|name| !name.trim().is_empty()).map(Arc::from)
}

/// The lines of a file, or of standard input. What can be read only once is kept aside in a temporary file.
pub(super) fn lines(path: Option<&Path>) -> Result<LineFile, Stop> {
    let name = path.map_or_else(|| "-".to_owned(), |path| path.display().to_string());
    let failed = |cause| Stop::from(LedgerError::File { path: name.clone(), cause });
    let file = match path {
        Some(path) => keep_aside(File::open(path).map_err(failed)?),
        None => spooled(std::io::stdin().lock()),
    };
    Ok(LineFile::new(file.map_err(failed)?, &name)?)
}

fn keep_aside(file: File) -> io::Result<File> {
    if file.metadata()?.is_file() { Ok(file) } else { spooled(file) }
}

fn spooled(mut from: impl Read) -> io::Result<File> {
    let mut aside = tempfile::tempfile()?;
    io::copy(&mut from, &mut aside)?;
    aside.rewind()?;
    Ok(aside)
}

/// A file that should not have more than so many bytes: of one that has, it is one byte more. What is no file is refused
/// before it is opened: at a pipe the program would wait until somebody writes into it.
pub(super) fn read_at_most(path: &Path, most: u64) -> Result<Vec<u8>, Stop> {
    let mut bytes = Vec::new();
    let is_file = |found: Metadata| match (found.is_file(), found.is_dir()) {
        (true, _) => Ok(()),
        (false, true) => Err(io::ErrorKind::IsADirectory.into()),
        (false, false) => Err(io::ErrorKind::InvalidInput.into()),
    };
    let opened = fs::metadata(path).and_then(is_file).and_then(|()| File::open(path));
    let read = opened.and_then(|file| file.take(most.saturating_add(1)).read_to_end(&mut bytes));
    read.map(|_| bytes).map_err(|cause| LedgerError::File { path: path.display().to_string(), cause }.into())
}

/// A file, or standard input.
pub(super) fn read(file: Option<&Path>) -> Result<Vec<u8>, Stop> {
    let failed = |path: &str, cause| Stop::from(LedgerError::File { path: path.to_owned(), cause });
    match file {
        Some(path) => std::fs::read(path).map_err(|cause| failed(&path.display().to_string(), cause)),
        None => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).map_err(|cause| failed("-", cause))?;
            Ok(bytes)
        }
    }
}
