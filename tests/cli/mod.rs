//! The program as people and scripts meet it: its words, its answers, its endings.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so and stops")]

mod accessed;
mod amended;
mod answers;
mod appending;
mod audit;
mod batches;
mod batches_changed;
mod bundle;
mod completing;
mod config;
mod declared;
mod demo;
mod drafts;
mod endings;
mod engine;
mod full;
mod guides;
mod help;
mod hindrances;
mod importing;
mod json;
mod killed;
mod links;
mod man;
mod outcome;
mod packaging;
mod paper;
mod paying;
mod places;
mod readme;
mod released;
mod ruled;
mod shown;
mod signing;
mod stories;
mod thorough;
mod tokens;
mod trust;
mod upkeep;
mod users;
mod verify;
mod whatif;

pub(crate) use completing::completed;
pub(crate) use json::keeps;
pub(crate) use paper::{columns, said};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The program in an empty environment and a folder of its own.
pub(crate) struct Office {
    folder: TempDir,
}

impl Office {
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// An office with a ledger of 2020 and the facts of `docs/examples/first.jsonl`, migrated.
    pub(crate) fn with_story() -> Self {
        let office = Self::new();
        office.done(&["init", "--as-of", "2020-01-01"]);
        let story = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/first.jsonl");
        office.done(&["append", story, "--preserve-recorded-at"]);
        office
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), text).unwrap();
        name.to_owned()
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_qizhang"));
        command.args(words).current_dir(self.folder.path()).env_clear().env("USER", "clerk");
        // What is set on the machine of whoever tests is no part of it.
        command.env("QIZHANG_CONFIG", "/dev/null").stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, words: &[&str]) -> Said {
        Said::of(self.command(words).output().unwrap())
    }

    /// Runs a command that must be done, and gives its data.
    pub(crate) fn done(&self, words: &[&str]) -> String {
        let said = self.run(words);
        assert_eq!(said.code, Some(0), "{words:?}: {}", said.talk);
        said.data
    }
}

/// Whether a text holds nothing but letters that are seen, in lines; a tab stands between the cells of a plain sheet.
pub(crate) fn is_legible(text: &str) -> bool {
    let unseen = |letter: char| {
        letter.is_control() && !matches!(letter, '\n' | '\t')
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    !text.contains(unseen)
}

/// What the program said, and how it ended.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) data: String,
    pub(crate) talk: String,
}

impl Said {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code(),
            data: String::from_utf8(output.stdout).unwrap(),
            talk: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Compares a text with the one that was reviewed; `QIZHANG_UPDATE=1` writes it anew for review.
pub(crate) fn reviewed(path: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if option_env!("QIZHANG_UPDATE").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let known = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(known, text, "{} reads differently now", path.display());
}
