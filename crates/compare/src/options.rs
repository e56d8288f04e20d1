//! The words of the command line.

use crate::done::Done;
use crate::peer::Kind;
use std::path::PathBuf;

const USAGE: &str = "say: compare [--events N] [--rounds N] [--only ours,sqlite,redb,sled,umadb] [--dir PATH]";

/// What is asked for.
pub(crate) enum Command {
    Compare(Options),
    /// A process started by this program, with words for it alone.
    Helper(Vec<String>),
}

/// How the comparison is run.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    /// How many events each store gets.
    pub(crate) events: u64,
    pub(crate) rounds: u32,
    pub(crate) peers: Vec<Kind>,
    /// Where the stores are made: in the directory for temporary files unless said otherwise.
    pub(crate) dir: Option<PathBuf>,
}

impl Command {
    pub(crate) fn of(words: &[String]) -> Done<Self> {
        match words {
            [helper, words @ ..] if helper == "helper" => Ok(Self::Helper(words.to_vec())),
            _ => Ok(Self::Compare(Options::of(words)?)),
        }
    }
}

impl Options {
    fn of(words: &[String]) -> Done<Self> {
        let mut options = Self { events: 100_000, rounds: 3, peers: Kind::ALL.to_vec(), dir: None };
        for pair in words.chunks(2) {
            match pair {
                [name, value] if name == "--events" => options.events = value.parse().map_err(|_| USAGE)?,
                [name, value] if name == "--rounds" => options.rounds = value.parse().map_err(|_| USAGE)?,
                [name, value] if name == "--only" => {
                    options.peers = value.split(',').map(Kind::parse).collect::<Done<_>>()?;
                }
                [name, value] if name == "--dir" => options.dir = Some(PathBuf::from(value)),
                _ => return Err(USAGE.into()),
            }
        }
        if options.events < 2_000 || options.rounds == 0 {
            return Err("at least 2,000 events and one round".into());
        }
        Ok(options)
    }
}
