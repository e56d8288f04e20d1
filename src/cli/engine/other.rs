//! Another program, asked as a process what everybody is due.

use super::request::Check;
use crate::cli::output::Stop;
use crate::ledger::{BesideFault, Horizon, LedgerError};
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long one looks away while it works.
const PAUSE: Duration = Duration::from_millis(10);

/// The most bytes of an answer, and of what is repeated of a complaint.
const LONGEST: u64 = 4 << 30;
const SAID: u64 = 400;

/// What the other program says of a ledger at a horizon. What it prints goes to files, so that it never waits for a reader.
pub(super) fn answer(asked: &Check, ledger: &Path, horizon: Horizon) -> Result<String, Stop> {
    let not_run =
        |cause: io::Error| fault(BesideFault::NotRun { program: asked.other.clone(), why: cause.to_string() });
    let (mut told, mut said) = (tempfile::tempfile().map_err(not_run)?, tempfile::tempfile().map_err(not_run)?);
    let mut child = Command::new(&asked.other)
        .args(["engine", "items", "--json", "--ledger"])
        .arg(ledger)
        .args(["--on", &horizon.on.to_string(), "--known", &horizon.known.to_string()])
        .stdin(Stdio::null())
        .stdout(told.try_clone().map_err(not_run)?)
        .stderr(said.try_clone().map_err(not_run)?)
        .spawn()
        .map_err(not_run)?;
    let Some(status) = ended(&mut child, asked.within).map_err(not_run)? else {
        // It may be gone already; otherwise it is not waited for any longer.
        let _ = child.kill().and_then(|()| child.wait());
        let (program, seconds) = (asked.other.clone(), asked.within.as_secs());
        return Err(fault(BesideFault::TooSlow { program, seconds }));
    };
    if !status.success() {
        let said = beginning(&mut said, SAID).map_err(not_run)?;
        let said = said.lines().next().unwrap_or_default().to_owned();
        return Err(fault(BesideFault::Failed { program: asked.other.clone(), code: status.code(), said }));
    }
    beginning(&mut told, LONGEST).map_err(not_run)
}

fn fault(fault: BesideFault) -> Stop {
    LedgerError::Beside(fault).into()
}

/// How it ended; nothing where it did not in time.
#[expect(clippy::disallowed_methods, reason = "only the command line times what it waits for")]
fn ended(child: &mut Child, within: Duration) -> io::Result<Option<ExitStatus>> {
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if began.elapsed() >= within {
            return Ok(None);
        }
        sleep(PAUSE);
    }
}

/// The first bytes of what was written to a file, as text.
fn beginning(file: &mut File, most: u64) -> io::Result<String> {
    file.rewind()?;
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
