//! What is asked of a store.

use crate::done::Done;
use crate::events::Fact;
use crate::peers;
use std::path::Path;

/// One of the stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Ours,
    Sqlite,
    Redb,
    Sled,
    Umadb,
}

/// What must not have happened for an append to count: no event with this tag after that position.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Guard<'g> {
    pub(crate) tag: &'g str,
    pub(crate) after: u64,
}

/// A store, open. Everything may be asked by many threads at once.
pub(crate) trait Peer: Send + Sync {
    /// Appends, all or nothing; what it answers, the last position, is durable. A store without conditions passes over the
    /// guard, and the table says so.
    fn append(&self, facts: &[Fact], guard: Option<Guard<'_>>) -> Done<u64>;

    /// Reads every event in order: how many, and how many bytes of bodies.
    fn scan(&self) -> Done<(u64, u64)>;

    /// Reads every event with a tag: how many, and how many bytes of bodies.
    fn tagged(&self, tag: &str) -> Done<(u64, u64)>;

    /// The last position.
    fn head(&self) -> Done<u64>;
}

impl Kind {
    pub(crate) const ALL: [Self; 5] = [Self::Ours, Self::Sqlite, Self::Redb, Self::Sled, Self::Umadb];

    pub(crate) fn parse(word: &str) -> Done<Self> {
        let found = Self::ALL.into_iter().find(|kind| kind.word() == word);
        found.ok_or_else(|| format!("no store here is called {word}").into())
    }

    /// Its name on the command line, and of its directory.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Sqlite => "sqlite",
            Self::Redb => "redb",
            Self::Sled => "sled",
            Self::Umadb => "umadb",
        }
    }

    /// Its name in the table.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Ours => "Qizhang",
            Self::Sqlite => "SQLite 3 (rusqlite 0.43)",
            Self::Redb => "redb 4.6",
            Self::Sled => "sled 0.34",
            Self::Umadb => "UmaDB 0.7.8",
        }
    }

    /// Opens the store in a directory, or makes it there.
    pub(crate) fn open(self, path: &Path) -> Done<Box<dyn Peer>> {
        Ok(match self {
            Self::Ours => Box::new(peers::ours::Ours::open(path)?),
            Self::Sqlite => Box::new(peers::sqlite::Sqlite::open(path)?),
            Self::Redb => Box::new(peers::redb::Redb::open(path)?),
            Self::Sled => Box::new(peers::sled::Sled::open(path)?),
            Self::Umadb => Box::new(peers::umadb::Umadb::open(path)?),
        })
    }
}
