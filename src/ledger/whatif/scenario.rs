//! A scenario as it is asked for, and the command that asks for it again.

use crate::ledger::horizon::Horizon;
use crate::ledger::source::LineFile;

/// What is supposed to be otherwise, as it is asked for.
#[derive(Debug, Default)]
pub struct Scenario {
    /// Parameters: `PATH=VALUE`, `PATH@DAY=VALUE`, either with `POLICY:` before it.
    pub sets: Vec<String>,
    /// Readings and their options.
    pub reads: Vec<(String, String)>,
    /// Events left out, by position or id.
    pub drops: Vec<String>,
    /// Files of events brought in.
    pub adds: Vec<Added>,
}

/// A file of events brought in.
#[derive(Debug)]
pub struct Added {
    /// Its name as it was given.
    pub name: String,
    /// Its lines.
    pub lines: LineFile,
}

impl Scenario {
    /// Whether nothing is supposed.
    pub(super) fn is_empty(&self) -> bool {
        self.sets.is_empty() && self.reads.is_empty() && self.drops.is_empty() && self.adds.is_empty()
    }

    /// The command that asks the same again, whenever and whatever was recorded since.
    pub(super) fn command(&self, horizon: Horizon) -> String {
        self.command_with(horizon, &[])
    }

    /// The same with further words.
    pub(super) fn command_with(&self, horizon: Horizon, further: &[String]) -> String {
        let mut words = vec!["qizhang whatif run".to_owned()];
        words.extend(self.sets.iter().map(|set| format!("--set {}", quoted(set))));
        words.extend(
            self.reads.iter().map(|(reading, option)| format!("--read {}", quoted(&format!("{reading}={option}")))),
        );
        words.extend(self.drops.iter().map(|event| format!("--drop {}", quoted(event))));
        words.extend(self.adds.iter().map(|added| format!("--add {}", quoted(&added.name))));
        words.extend(further.iter().cloned());
        words.push(format!("--on {} --known {}", horizon.on, horizon.known.0));
        words.join(" ")
    }
}

/// A word as a shell takes it for one.
pub fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "/_-.=:@%,+".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
