//! How many connections there is room for: each is an open file to the system, which gives a process few unless it asks for more.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// So many files are left to the ledger and to everything else; where there are few, a quarter of them.
const KEPT_BACK: u64 = 512;
/// So many connections there are always.
const LEAST: u64 = 16;

/// As many as are wanted, or as the system lets after it was asked.
pub(super) fn places(wanted: usize) -> usize {
    let wanted = u64::try_from(wanted).unwrap_or(u64::MAX);
    let has = getrlimit(Resource::Nofile);
    let asked = asks(has, wanted);
    let has = if asked != has && setrlimit(Resource::Nofile, asked).is_ok() { asked } else { has };
    usize::try_from(fits(has.current, wanted)).unwrap_or(usize::MAX)
}

/// What is asked of the system: never less than there is, and never more than it may give.
fn asks(has: Rlimit, wanted: u64) -> Rlimit {
    let Some(current) = has.current else { return has };
    let enough = wanted.saturating_add(KEPT_BACK).min(has.maximum.unwrap_or(u64::MAX));
    Rlimit { current: Some(current.max(enough)), ..has }
}

/// How many connections so many files are enough for.
fn fits(files: Option<u64>, wanted: u64) -> u64 {
    files.map_or(wanted, |files| wanted.min(files.saturating_sub(KEPT_BACK.min(files / 4)).max(LEAST)))
}

#[cfg(test)]
mod tests {
    use super::{asks, fits};
    use rustix::process::Rlimit;

    #[test]
    fn as_many_files_are_asked_for_as_are_needed_and_may_be_had() {
        let limit = |current, maximum| Rlimit { current, maximum };
        for (has, wanted, asked, room) in [
            (limit(Some(1024), Some(524_288)), 4096, Some(4608), 4096),
            (limit(Some(1024), Some(4608)), 4096, Some(4608), 4096),
            (limit(Some(1024), Some(4607)), 4096, Some(4607), 4095),
            (limit(Some(1024), Some(1024)), 4096, Some(1024), 768),
            (limit(Some(300), Some(300)), 4096, Some(300), 225),
            (limit(Some(20_000), Some(20_000)), 4096, Some(20_000), 4096),
            (limit(Some(1024), None), 4096, Some(4608), 4096),
            (limit(None, None), 4096, None, 4096),
            (limit(Some(20), Some(20)), 4096, Some(20), 16),
            (limit(Some(1024), Some(524_288)), 2, Some(1024), 2),
        ] {
            assert_eq!(asks(has, wanted).current, asked, "{has:?} {wanted}");
            assert_eq!(fits(asked, wanted), room, "{has:?} {wanted}");
        }
    }
}
