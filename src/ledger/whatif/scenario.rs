//! A scenario as it is asked for, and the command that asks for it again.

use super::base::AsItIs;
use crate::ledger::source::LineFile;
use crate::value::KnownAt;

/// What is supposed to be otherwise, as it is asked for.
#[derive(Debug, Default)]
pub struct Scenario {
    /// What people call it.
    pub title: Option<String>,
    /// Parameters: `PATH=VALUE`, `PATH@DAY=VALUE`, either with `POLICY:` before it.
    pub sets: Vec<String>,
    /// Readings and their options.
    pub reads: Vec<(String, String)>,
    /// Events left out, by position or id, or several by what they have in common: `type=TYPE,of=SUBJECT,FIELD=VALUE`.
    pub drops: Vec<String>,
    /// Files of events brought in.
    pub adds: Vec<Added>,
    /// Nothing that was recorded behind this is known.
    pub only_known: Option<KnownAt>,
    /// Scenarios whose changes come before, the first of them first. What a later one says of the same takes the place of what they say.
    pub earlier: Vec<Scenario>,
    /// The file that has the earlier ones, and the one that this is held against, as the command names them.
    pub files: Files,
}

/// The files a scenario is asked for with.
#[derive(Debug, Default, Clone)]
pub struct Files {
    /// The scenario itself.
    pub own: Option<String>,
    /// What it is held against.
    pub beside: Option<String>,
    /// Whether the range that a parameter runs through stands in the scenario's own file.
    pub has_range: bool,
}

/// A file of events brought in.
#[derive(Debug)]
pub struct Added {
    /// Its name as it was given.
    pub name: String,
    /// Its lines.
    pub lines: LineFile,
    /// Whether it is a policy file, and its only line the event that issues it.
    pub as_policy: bool,
}

impl Scenario {
    /// What it is called: a title of its own, or that of the scenario it goes on from, where it adds nothing to that.
    pub(super) fn called(&self) -> Option<&String> {
        let same = match self.earlier.as_slice() {
            [one] if self.adds_nothing() => one.called(),
            _ => None,
        };
        self.title.as_ref().or(same)
    }

    fn adds_nothing(&self) -> bool {
        self.sets.is_empty()
            && self.reads.is_empty()
            && self.drops.is_empty()
            && self.adds.is_empty()
            && self.only_known.is_none()
    }

    /// It and those before it, the first of them first; none of them has another one before it any more.
    pub(super) fn layers(mut self) -> Vec<Scenario> {
        let mut layers: Vec<Scenario> =
            std::mem::take(&mut self.earlier).into_iter().flat_map(Scenario::layers).collect();
        layers.push(self);
        layers
    }

    /// The command that asks the same again, whenever and whatever was recorded since.
    pub(super) fn command(&self, base: &AsItIs, further: &[String]) -> String {
        let mut words = vec!["qizhang whatif run".to_owned()];
        words.extend(self.files.own.iter().map(|file| file_word(file)));
        words.extend(self.files.beside.iter().map(|file| format!("--beside {}", file_word(file))));
        words.extend(self.title.iter().map(|title| format!("--title {}", quoted(title))));
        words.extend(self.sets.iter().map(|set| format!("--set {}", quoted(set))));
        words.extend(
            self.reads.iter().map(|(reading, option)| format!("--read {}", quoted(&format!("{reading}={option}")))),
        );
        words.extend(self.drops.iter().map(|event| format!("--drop {}", quoted(event))));
        let option = |added: &Added| if added.as_policy { "--policy" } else { "--add" };
        words.extend(self.adds.iter().map(|added| format!("{} {}", option(added), quoted(&added.name))));
        words.extend(self.only_known.iter().map(|known| format!("--only-known {known}")));
        words.extend(base.afresh.map(|_| "--afresh".to_owned()));
        words.extend(further.iter().cloned());
        let horizon = base.horizon;
        words.push(format!("--on {} --known {}", horizon.on, horizon.known.0));
        words.join(" ")
    }
}

/// A file as a word that is not taken for an option.
fn file_word(file: &str) -> String {
    if file.starts_with('-') { quoted(&format!("./{file}")) } else { quoted(file) }
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
