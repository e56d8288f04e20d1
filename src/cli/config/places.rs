//! Where a file of settings is looked for.

use super::environment::CONFIG;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

/// Who named a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Named {
    /// `--config`.
    Flag,
    /// `QIZHANG_CONFIG`.
    Variable,
    /// Nobody: it is where a user keeps such files, or the system.
    Nobody,
}

/// What became of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Its file counts.
    Read,
    /// There is no file.
    Absent,
    /// There is a file, and an earlier one counts.
    Shadowed,
    /// It would count, and does not read: nothing counts of it, and no other takes its place.
    Broken,
}

/// A place that was looked at.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) path: PathBuf,
    pub(super) named: Named,
    pub(super) state: State,
}

/// The file of the whole machine.
const SYSTEM: &str = "/etc/qizhang/config.toml";

/// The places in their order. A file that somebody names is the only one; otherwise the first that is there counts, alone: values that
/// come from two files would have to be looked for in both.
pub(super) fn places(named: Option<&str>, variables: &BTreeMap<String, OsString>) -> Vec<Place> {
    let path = |name: &str| variables.get(name).map(PathBuf::from);
    let place = |path: PathBuf, named| Place { path, named, state: State::Absent };
    if let Some(named) = named {
        return vec![place(PathBuf::from(named), Named::Flag)];
    }
    if let Some(named) = path(CONFIG) {
        return vec![place(named, Named::Variable)];
    }
    // A folder of settings that is not whole from the root is none, as the XDG Base Directory Specification has it.
    let given = path("XDG_CONFIG_HOME").filter(|folder| folder.is_absolute());
    let own = given.or_else(|| path("HOME").map(|home| home.join(".config")));
    let own = own.map(|folder| folder.join("qizhang/config.toml"));
    own.into_iter().chain([PathBuf::from(SYSTEM)]).map(|path| place(path, Named::Nobody)).collect()
}
