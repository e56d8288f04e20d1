//! Room on a disk, taken away and given back.

use crate::options::Options;
use crate::place::Place;
use crate::trouble::Trouble;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The smallest room a file takes more.
pub(super) const PAGE: u64 = 4096;

/// Mounts a small file system where nobody else sees it, and goes on in the program there. It goes away with the process.
const ON_A_SMALL_DISK: &str = r#"mount -t tmpfs -o size=4m none "$1" && shift && exec "$@""#;

/// Runs the helper on a small file system, and gives what it said; `None` when the system does not let us have one.
pub(super) fn on_a_small_disk(place: &Place, options: &Options) -> Result<Option<String>, Trouble> {
    if !on_one(place, "true").status().is_ok_and(|status| status.success()) {
        return Ok(None);
    }
    let mut command = on_one(place, std::env::current_exe()?);
    command.args(["helper", "small-disk"]);
    command.args([options.seed.to_string(), options.cycles().to_string()]).arg(place.path());
    let output = command.stderr(Stdio::inherit()).output()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() { Ok(Some(said)) } else { Err(Trouble::new(said)) }
}

/// A program with a small file system under its feet.
fn on_one(place: &Place, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--mount", "--", "sh", "-c", ON_A_SMALL_DISK, "sh"]).arg(place.path());
    command.arg(program).stderr(Stdio::null());
    command
}

/// A file that takes all room but some pages.
pub(super) struct Room {
    ballast: PathBuf,
}

impl Room {
    pub(super) fn leave(ledger: &Path, pages: u64) -> Result<Self, Trouble> {
        let ballast = ledger.with_added_extension("ballast");
        let mut file = File::create(&ballast)?;
        let page = [1; 4096];
        let mut written: u64 = 0;
        let full = loop {
            match file.write(&page) {
                Ok(count) => written += u64::try_from(count).unwrap_or(0),
                Err(error) => break error,
            }
        };
        if full.kind() != ErrorKind::StorageFull {
            return Err(full.into());
        }
        file.set_len(written.saturating_sub(pages * PAGE))?;
        Ok(Self { ballast })
    }

    pub(super) fn give_back(self) -> Result<(), Trouble> {
        Ok(fs::remove_file(self.ballast)?)
    }
}

/// What the segments of a ledger take.
pub(super) fn log_bytes(ledger: &Path) -> Result<u64, Trouble> {
    let mut sum = 0;
    for file in fs::read_dir(ledger.join("log"))? {
        let path = file?.path();
        if path.extension().is_some_and(|end| end == "segment") {
            sum += fs::metadata(path)?.len();
        }
    }
    Ok(sum)
}
