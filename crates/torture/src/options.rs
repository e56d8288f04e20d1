//! The words of the command line.

use crate::trouble::Trouble;
use std::hash::{BuildHasher as _, RandomState};
use std::path::PathBuf;
use std::str::FromStr;

pub(crate) const USAGE: &str =
    "say: torture kill|power|index|sim|rot|contend|full|skew|rewrite [--seed N] [--cycles N] [--dir PATH]";

/// What is asked for.
pub(crate) enum Command {
    Torture {
        name: String,
        options: Options,
    },
    /// A process started by a torture, with words for it alone.
    Helper {
        name: String,
        words: Vec<String>,
    },
}

/// How a torture is run. The same seed gives the same run, as far as threads and the disk allow.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    pub(crate) seed: u64,
    pub(crate) cycles: Option<u64>,
    /// Where the ledgers are made: in the directory for temporary files unless said otherwise.
    pub(crate) dir: Option<PathBuf>,
}

impl Command {
    pub(crate) fn of(words: &[String]) -> Result<Self, Trouble> {
        match words {
            [helper, name, words @ ..] if helper == "helper" => {
                Ok(Self::Helper { name: name.clone(), words: words.to_vec() })
            }
            [name, rest @ ..] => Ok(Self::Torture { name: name.clone(), options: Options::of(rest)? }),
            [] => Err(Trouble::new(USAGE)),
        }
    }
}

impl Options {
    fn of(words: &[String]) -> Result<Self, Trouble> {
        let mut options = Self { seed: any_seed(), cycles: None, dir: None };
        for pair in words.chunks(2) {
            match pair {
                [name, value] if name == "--seed" => options.seed = number(value)?,
                [name, value] if name == "--cycles" => options.cycles = Some(number(value)?),
                [name, value] if name == "--dir" => options.dir = Some(PathBuf::from(value)),
                _ => return Err(Trouble::new(USAGE)),
            }
        }
        Ok(options)
    }

    pub(crate) fn cycles(&self) -> u64 {
        self.cycles.unwrap_or(1)
    }
}

/// A number among the words.
pub(crate) fn number<N: FromStr>(word: &str) -> Result<N, Trouble> {
    word.parse().map_err(|_| Trouble::new(format!("{word} is no number of the right size")))
}

/// The standard library draws a fresh key for each hasher's state; that is chance enough.
fn any_seed() -> u64 {
    RandomState::new().hash_one(0) >> 16
}
