//! What was typed, understood.

use crate::cli::request::{Writing, writing};
use crate::cli::usage::Slip;
use crate::ledger::{Closing, Doing, detectors};
use clap::ArgMatches;
use std::path::PathBuf;

/// One of these commands.
#[derive(Debug, Clone)]
pub(in crate::cli) enum Audit {
    /// What detectors find: these, or all when none is named; of one subject; with what is settled.
    List {
        rules: Vec<String>,
        of: Option<String>,
        all: bool,
    },
    /// What they find, held against what is known to be true.
    Against {
        rules: Vec<String>,
        truth: PathBuf,
    },
    Show {
        number: String,
    },
    Rules {
        rules: Vec<String>,
    },
    /// What was due and never paid, of everybody or of one subject.
    NeverPaid {
        of: Option<String>,
    },
    /// What an event changes about decided money; the orders that would bring money back go to a file.
    Impact {
        event: String,
        out: Option<PathBuf>,
    },
    Do {
        number: String,
        doing: Doing,
        writing: Writing,
    },
}

/// The command of this name with its words; none when it is another's.
pub(in crate::cli) fn understood(name: &str, own: &ArgMatches) -> Result<Option<Audit>, Slip> {
    let text = |name: &str| own.get_one::<String>(name).cloned();
    let number = || text("number").unwrap_or_default();
    let doing = |doing| Ok::<_, Slip>(Audit::Do { number: number(), doing, writing: writing(own)? });
    Ok(Some(match name {
        "audit" if own.contains_id("against") => {
            Audit::Against { rules: rules(own)?, truth: text("against").map(PathBuf::from).unwrap_or_default() }
        }
        "audit" => Audit::List { rules: rules(own)?, of: text("of"), all: own.get_flag("all") },
        "audit show" => Audit::Show { number: number() },
        "audit never-paid" => Audit::NeverPaid { of: text("of") },
        "audit rules" => Audit::Rules { rules: rules(own)? },
        "audit impact" => {
            Audit::Impact { event: text("event").unwrap_or_default(), out: text("out").map(PathBuf::from) }
        }
        "audit review" => doing(Doing::Review)?,
        "audit explain" => doing(Doing::Explain(text("because").unwrap_or_default()))?,
        "audit close" => {
            let outcome = text("outcome").unwrap_or_default();
            let bad = || Slip::BadValue {
                flag: "--outcome",
                value: outcome.clone(),
                example: "confirmed, dismissed, remedied",
            };
            doing(Doing::Close(Closing::parse(&outcome).ok_or_else(bad)?, text("note")))?
        }
        _ => return Ok(None),
    }))
}

/// Detectors by name, joined by commas.
fn rules(own: &ArgMatches) -> Result<Vec<String>, Slip> {
    let given = own.get_one::<String>("rule").map_or("", String::as_str);
    let names: Vec<String> =
        given.split([',', '，']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    match detectors(&names) {
        Ok(_) => Ok(names),
        Err((value, _)) => Err(Slip::BadValue { flag: "--rule", value, example: "D01, D05 (qizhang audit rules)" }),
    }
}
