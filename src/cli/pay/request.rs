//! What was typed, understood.

use crate::cli::pay::Record;
use crate::cli::request::{Writing, atomic, reason, writing, year_of};
use crate::cli::usage::Slip;
use clap::ArgMatches;
use std::path::PathBuf;

/// One of these commands.
#[derive(Debug, Clone)]
pub(in crate::cli) enum Pay {
    Plan { year: i32, of: Option<String> },
    Record(Record),
    Approve { year: i32, of: Option<String>, undecided: Option<String>, writing: Writing },
}

/// The command of this name with its words; none when it is another's.
pub(in crate::cli) fn understood(name: &str, own: &ArgMatches) -> Result<Option<Pay>, Slip> {
    let of = || own.get_one::<String>("of").cloned();
    Ok(Some(match name {
        "pay plan" => Pay::Plan { year: year_of(own)?, of: of() },
        "pay record" => {
            let path = |name: &str| own.get_one::<String>(name).map(PathBuf::from);
            Pay::Record(Record {
                file: path("file").filter(|file| file.as_os_str() != "-"),
                out: path("out"),
                atomic: atomic(own)?,
                overriding: reason(own, "override", "--override")?,
                writing: writing(own)?,
            })
        }
        "pay approve" => {
            let undecided = reason(own, "undecided", "--undecided")?;
            Pay::Approve { year: year_of(own)?, of: of(), undecided, writing: writing(own)? }
        }
        _ => return Ok(None),
    }))
}
