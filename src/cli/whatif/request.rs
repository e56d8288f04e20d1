//! What was typed, understood.

use clap::ArgMatches;
use std::path::PathBuf;

/// `whatif run`.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Run {
    pub(super) sets: Vec<String>,
    pub(super) drops: Vec<String>,
    pub(super) adds: Vec<PathBuf>,
    /// A parameter and its range.
    pub(in crate::cli) sweep: Option<String>,
    pub(super) all: bool,
}

/// The command of this name with its words; none when it is another's.
pub(in crate::cli) fn understood(name: &str, own: &ArgMatches) -> Option<Run> {
    let texts = |name: &str| own.get_many::<String>(name).into_iter().flatten().cloned().collect::<Vec<_>>();
    (name == "whatif run").then(|| Run {
        sets: texts("set"),
        drops: texts("drop"),
        adds: texts("add").into_iter().map(PathBuf::from).collect(),
        sweep: own.get_one::<String>("sweep").cloned(),
        all: own.get_flag("all"),
    })
}
