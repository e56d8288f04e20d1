//! How many connections there is room for: each is an open file to the system, which gives a process few unless it asks for more.

use crate::http::error::ServeError;
use crate::http::limits::Limits;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::io;
use std::net::TcpListener;
use std::os::fd::AsRawFd;

/// So many files are left to the ledger and to everything else; where there are few, a quarter of them.
const KEPT_BACK: u64 = 512;
/// So many are left in any case: what the program itself waits on, and what is read while answers are worked out.
const OWN: u64 = 32;
/// So many connections there are always.
const LEAST: u64 = 16;
/// So many files are open before a ledger is.
const BEFORE: u64 = 16;
/// Nobody needs to allow more than that.
pub(super) const ENOUGH: usize = 4096 + 512;

/// Asks the system for as many files as connections take, and refuses to go on with fewer than the smallest ledger needs. Whoever opens a ledger
/// first and asks then is told something about the ledger.
pub fn files_to_begin() -> Result<(), ServeError> {
    let allowed = allowed(wanted(Limits::default().connections));
    let needed = BEFORE.saturating_add(OWN).saturating_add(LEAST);
    if allowed < needed { Err(ServeError::FewFiles { allowed, needed }) } else { Ok(()) }
}

/// As many connections as are wanted, or as the system lets after it was asked and the ledger was opened.
pub(super) fn places(listener: &TcpListener, connections: usize) -> Result<usize, ServeError> {
    let wanted = wanted(connections);
    let allowed = allowed(wanted);
    // The system gives the lowest number that is free: that many files are open.
    let next = listener.try_clone().map_or(allowed, |next| u64::try_from(next.as_raw_fd()).unwrap_or_default());
    match fits(allowed, next, wanted) {
        Ok(places) => Ok(usize::try_from(places).unwrap_or(usize::MAX)),
        Err(needed) => Err(ServeError::FewFiles { allowed, needed }),
    }
}

/// The same of a listener that could not even be opened: everything that is allowed is open.
pub(super) fn all_taken(error: &io::Error) -> Option<ServeError> {
    let allowed = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
    let needed = allowed.saturating_add(OWN).saturating_add(LEAST);
    is_too_many(error).then_some(ServeError::FewFiles { allowed, needed })
}

/// Whether the system says that a process has as many files open as it may.
fn is_too_many(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::MFILE.raw_os_error())
}

fn wanted(connections: usize) -> u64 {
    u64::try_from(connections).unwrap_or(u64::MAX)
}

/// How many files may be open, after the system was asked for more.
fn allowed(wanted: u64) -> u64 {
    let has = getrlimit(Resource::Nofile);
    let asked = asks(has, wanted);
    let has = if asked != has && setrlimit(Resource::Nofile, asked).is_ok() { asked } else { has };
    has.current.unwrap_or(u64::MAX)
}

/// What is asked of the system: never less than there is, and never more than it may give.
fn asks(has: Rlimit, wanted: u64) -> Rlimit {
    let Some(current) = has.current else { return has };
    let enough = wanted.saturating_add(KEPT_BACK).min(has.maximum.unwrap_or(u64::MAX));
    Rlimit { current: Some(current.max(enough)), ..has }
}

/// How many connections so many files are enough for, of which some are open; where they are not enough for any, how many would be.
fn fits(allowed: u64, open: u64, wanted: u64) -> Result<u64, u64> {
    let kept = KEPT_BACK.min(allowed / 4).max(open.saturating_add(OWN));
    let least = LEAST.min(wanted);
    match allowed.checked_sub(kept).filter(|free| *free >= least) {
        Some(free) => Ok(wanted.min(free)),
        None => Err(open.saturating_add(OWN).saturating_add(least)),
    }
}

#[cfg(test)]
mod tests {
    use super::{asks, fits};
    use rustix::process::Rlimit;

    #[test]
    fn as_many_files_are_asked_for_as_are_needed_and_may_be_had() {
        let limit = |current, maximum| Rlimit { current, maximum };
        for (has, wanted, asked, room) in [
            (limit(Some(1024), Some(524_288)), 4096, Some(4608), Ok(4096)),
            (limit(Some(1024), Some(4608)), 4096, Some(4608), Ok(4096)),
            (limit(Some(1024), Some(4607)), 4096, Some(4607), Ok(4095)),
            (limit(Some(1024), Some(1024)), 4096, Some(1024), Ok(768)),
            (limit(Some(300), Some(300)), 4096, Some(300), Ok(225)),
            (limit(Some(20_000), Some(20_000)), 4096, Some(20_000), Ok(4096)),
            (limit(Some(1024), None), 4096, Some(4608), Ok(4096)),
            (limit(None, None), 4096, None, Ok(4096)),
            (limit(Some(60), Some(60)), 4096, Some(60), Ok(18)),
            (limit(Some(57), Some(57)), 4096, Some(57), Err(58)),
            (limit(Some(20), Some(20)), 4096, Some(20), Err(58)),
            (limit(Some(1024), Some(524_288)), 2, Some(1024), Ok(2)),
            (limit(Some(44), Some(44)), 2, Some(44), Ok(2)),
        ] {
            assert_eq!(asks(has, wanted).current, asked, "{has:?} {wanted}");
            assert_eq!(fits(asked.unwrap_or(u64::MAX), 10, wanted), room, "{has:?} {wanted}");
        }
        assert_eq!(fits(1024, 900, 4096), Ok(92), "a ledger of many files leaves less");
        assert_eq!(fits(1024, 1000, 4096), Err(1048));
    }
}
