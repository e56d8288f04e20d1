//! What was typed, understood.

use clap::ArgMatches;
use std::path::PathBuf;

/// One of these commands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum Upkeep {
    Backup { dest: PathBuf },
    Restore { source: PathBuf, path: Option<PathBuf> },
    ExportJsonl { out: Option<PathBuf> },
    ExportBundle { about: String, out: PathBuf },
    Doctor,
    IndexRebuild,
}

/// The command of this name with its words; none when it is another's.
pub(in crate::cli) fn understood(name: &str, own: &ArgMatches) -> Option<Upkeep> {
    let path = |name| own.get_one::<String>(name).map(PathBuf::from);
    Some(match name {
        "backup" => Upkeep::Backup { dest: path("dest").unwrap_or_default() },
        "restore" => Upkeep::Restore { source: path("source").unwrap_or_default(), path: path("path") },
        "export jsonl" => Upkeep::ExportJsonl { out: path("out").filter(|path| path.as_os_str() != "-") },
        "export bundle" => Upkeep::ExportBundle {
            about: own.get_one::<String>("about").cloned().unwrap_or_default(),
            out: path("out").unwrap_or_default(),
        },
        "doctor" => Upkeep::Doctor,
        "index rebuild" => Upkeep::IndexRebuild,
        _ => return None,
    })
}
