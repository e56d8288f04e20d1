//! What was typed, understood.

use crate::cli::request::{number, path, reason};
use crate::cli::usage::Slip;
use crate::value::KnownAt;
use clap::ArgMatches;
use std::path::PathBuf;

/// `whatif run`.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Run {
    /// A scenario file.
    pub(super) file: Option<PathBuf>,
    /// The scenario file that it is held against.
    pub(super) beside: Option<PathBuf>,
    /// What people call it.
    pub(super) title: Option<String>,
    pub(super) sets: Vec<String>,
    pub(super) drops: Vec<String>,
    pub(super) adds: Vec<PathBuf>,
    /// Policy files in the place of what was issued.
    pub(super) policies: Vec<PathBuf>,
    pub(super) afresh: bool,
    pub(super) only_known: Option<KnownAt>,
    /// A parameter and its range.
    pub(in crate::cli) sweep: Option<String>,
    pub(super) all: bool,
    /// So many of the largest differences with how each arm comes to them.
    pub(super) why: usize,
    pub(super) sensitivity: bool,
    /// A new file for the scenario.
    pub(in crate::cli) save: Option<PathBuf>,
}

impl Run {
    /// Whether a scenario file is run, which may have a range of its own.
    pub(in crate::cli) fn has_file(&self) -> bool {
        self.file.is_some()
    }
}

/// The command of this name with its words; none when it is another's.
pub(in crate::cli) fn understood(name: &str, own: &ArgMatches) -> Result<Option<Run>, Slip> {
    if name != "whatif run" {
        return Ok(None);
    }
    let texts = |name: &str| own.get_many::<String>(name).into_iter().flatten().cloned().collect::<Vec<_>>();
    let only_known = own.get_one::<String>("only-known").map(|known| {
        let bad = || Slip::BadValue { flag: "--only-known", value: known.clone(), example: "2026-08-20, 48213" };
        KnownAt::parse(known).ok_or_else(bad)
    });
    Ok(Some(Run {
        file: path(own, "file"),
        beside: path(own, "beside"),
        title: reason(own, "title", "--title")?,
        sets: texts("set"),
        drops: texts("drop"),
        adds: texts("add").into_iter().map(PathBuf::from).collect(),
        policies: texts("policy").into_iter().map(PathBuf::from).collect(),
        afresh: own.get_flag("afresh"),
        only_known: only_known.transpose()?,
        sweep: own.get_one::<String>("sweep").cloned(),
        all: own.get_flag("all"),
        why: number(own, "why", "3")?.unwrap_or(0),
        sensitivity: own.get_flag("sensitivity"),
        save: path(own, "save"),
    }))
}
