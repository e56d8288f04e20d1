//! SQLite with a write-ahead log and `synchronous = FULL`: the log is synced (`fdatasync`) at each commit.
//!
//! One connection writes; clients wait for it one after the other, each with a transaction of its own, because SQLite
//! gathers none. Ids and documents' names are not made unique here, which saves SQLite two lookups that ours makes.

use crate::done::Done;
use crate::events::Fact;
use crate::peer::{Guard, Peer};
use rusqlite::{Connection, OptionalExtension as _, params};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS event(position INTEGER PRIMARY KEY, id BLOB, type TEXT, tags TEXT, body BLOB);
    CREATE TABLE IF NOT EXISTS tag(tag TEXT, position INTEGER, PRIMARY KEY(tag, position)) WITHOUT ROWID;";

pub(crate) struct Sqlite(Mutex<Connection>);

impl Sqlite {
    pub(crate) fn open(path: &Path) -> Done<Self> {
        std::fs::create_dir_all(path)?;
        let connection = Connection::open(path.join("events.sqlite"))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "cache_size", -65_536)?;
        connection.execute_batch(SCHEMA)?;
        Ok(Self(Mutex::new(connection)))
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, query: &str, tag: &[&str]) -> Done<(u64, u64)> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(query)?;
        let mut rows = statement.query(rusqlite::params_from_iter(tag))?;
        let (mut events, mut bytes) = (0, 0);
        while let Some(row) = rows.next()? {
            let (kind, tags, body): (String, String, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            std::hint::black_box((kind, tags));
            events += 1;
            bytes += crate::events::len(&body);
        }
        Ok((events, bytes))
    }
}

impl Peer for Sqlite {
    fn append(&self, facts: &[Fact], guard: Option<Guard<'_>>) -> Done<u64> {
        let mut connection = self.connection();
        let turn = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let mut last: i64 = turn
            .prepare_cached("SELECT position FROM event ORDER BY position DESC LIMIT 1")?
            .query_row([], |row| row.get(0))
            .optional()?
            .unwrap_or(0);
        if let Some(guard) = guard {
            let mut seek = turn.prepare_cached("SELECT 1 FROM tag WHERE tag = ? AND position > ? LIMIT 1")?;
            if seek.exists(params![guard.tag, i64::try_from(guard.after)?])? {
                return Err("the condition does not hold".into());
            }
        }
        {
            let mut event = turn.prepare_cached("INSERT INTO event VALUES (?, ?, ?, ?, ?)")?;
            let mut tag = turn.prepare_cached("INSERT INTO tag VALUES (?, ?)")?;
            for fact in facts {
                last += 1;
                event.execute(params![last, fact.id, fact.kind, fact.tags.join("\n"), fact.body])?;
                for one in &fact.tags {
                    tag.execute(params![one, last])?;
                }
            }
        }
        turn.commit()?;
        Ok(u64::try_from(last)?)
    }

    fn scan(&self) -> Done<(u64, u64)> {
        self.read("SELECT type, tags, body FROM event ORDER BY position", &[])
    }

    fn tagged(&self, tag: &str) -> Done<(u64, u64)> {
        let query = "SELECT type, tags, body FROM tag JOIN event USING (position) WHERE tag = ? ORDER BY position";
        self.read(query, &[tag])
    }

    fn head(&self) -> Done<u64> {
        let last: Option<i64> = self.connection().query_row("SELECT max(position) FROM event", [], |row| row.get(0))?;
        Ok(u64::try_from(last.unwrap_or(0))?)
    }
}
