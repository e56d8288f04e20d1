//! What was typed, understood.

use crate::cli::usage::Slip;
use clap::ArgMatches;
use std::path::PathBuf;
use std::time::Duration;

/// One of these commands.
#[derive(Debug, Clone)]
pub(in crate::cli) enum Engine {
    /// What everybody is due.
    Items,
    /// The same of another program, held against it.
    Check(Check),
}

/// `engine check`.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Check {
    pub(in crate::cli) other: PathBuf,
    pub(in crate::cli) accept: Option<PathBuf>,
    /// How long the other program may take.
    pub(in crate::cli) within: Duration,
}

/// How long that is when nothing else is said, and the most that can be said, in seconds.
const WITHIN: u64 = 600;
const LONGEST: u64 = 86_400;

/// The command of this name with its words; none when it is another's.
pub(in crate::cli) fn understood(name: &str, own: &ArgMatches) -> Result<Option<Engine>, Slip> {
    let path = |name| own.get_one::<String>(name).map(PathBuf::from);
    Ok(Some(match name {
        "engine items" => Engine::Items,
        "engine check" => Engine::Check(Check {
            other: path("other").unwrap_or_default(),
            accept: path("accept"),
            within: within(own.get_one::<String>("within"))?,
        }),
        _ => return Ok(None),
    }))
}

fn within(given: Option<&String>) -> Result<Duration, Slip> {
    let Some(text) = given else { return Ok(Duration::from_secs(WITHIN)) };
    let seconds = text.parse().ok().filter(|seconds| (1..=LONGEST).contains(seconds));
    let bad = || Slip::BadValue { flag: "--within", value: text.clone(), example: "600" };
    seconds.map(Duration::from_secs).ok_or_else(bad)
}
