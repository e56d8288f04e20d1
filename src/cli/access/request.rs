//! What was typed, understood.

use crate::access::{Mark, Wanted};
use crate::cli::request::{day, number};
use crate::cli::usage::Slip;
use clap::ArgMatches;

/// One of these commands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum Access {
    Log { wanted: Wanted, limit: Option<usize> },
    Verify { against: Option<Mark> },
}

/// The command of this name with its words; none when it is another's.
pub(in crate::cli) fn understood(name: &str, own: &ArgMatches) -> Result<Option<Access>, Slip> {
    let text = |name: &str| own.get_one::<String>(name).cloned();
    Ok(Some(match name {
        "access log" => {
            let (since, until) = (day(own, "since")?, day(own, "until")?);
            let limit: usize = number(own, "limit", "50")?.unwrap_or(50);
            let wanted = Wanted { by: text("by"), about: text("about"), since, until, before: None };
            Access::Log { wanted, limit: Some(limit).filter(|limit| *limit > 0) }
        }
        "access verify" => {
            let bad = |value| Slip::BadValue {
                flag: "--against",
                value,
                example: "1200:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            };
            let against = text("against").map(|given| Mark::parse(&given).ok_or_else(|| bad(given)));
            Access::Verify { against: against.transpose()? }
        }
        _ => return Ok(None),
    }))
}
