//! redb with `Durability::Immediate`: the file is synced (`fdatasync`) at each commit. One transaction writes at a time
//! and redb gathers none, so clients wait for each other.

use crate::done::Done;
use crate::events::Fact;
use crate::peer::{Guard, Peer};
use redb::{Database, Durability, ReadableDatabase as _, ReadableTable as _, TableDefinition};
use std::path::Path;

const EVENTS: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("event");
const TAGS: TableDefinition<'_, (&str, u64), ()> = TableDefinition::new("tag");

pub(crate) struct Redb(Database);

impl Redb {
    pub(crate) fn open(path: &Path) -> Done<Self> {
        std::fs::create_dir_all(path)?;
        let database = Database::create(path.join("events.redb"))?;
        let turn = database.begin_write()?;
        turn.open_table(EVENTS)?;
        turn.open_table(TAGS)?;
        turn.commit()?;
        Ok(Self(database))
    }
}

impl Peer for Redb {
    fn append(&self, facts: &[Fact], guard: Option<Guard<'_>>) -> Done<u64> {
        let mut turn = self.0.begin_write()?;
        turn.set_durability(Durability::Immediate)?;
        let mut last;
        {
            let (mut events, mut tags) = (turn.open_table(EVENTS)?, turn.open_table(TAGS)?);
            last = events.last()?.map_or(0, |(position, _)| position.value());
            if let Some(Guard { tag, after }) = guard
                && tags.range((tag, after + 1)..=(tag, u64::MAX))?.next().is_some()
            {
                return Err("the condition does not hold".into());
            }
            for fact in facts {
                last += 1;
                events.insert(last, fact.to_bytes().as_slice())?;
                for tag in &fact.tags {
                    tags.insert((tag.as_str(), last), ())?;
                }
            }
        }
        turn.commit()?;
        Ok(last)
    }

    fn scan(&self) -> Done<(u64, u64)> {
        let events = self.0.begin_read()?.open_table(EVENTS)?;
        let (mut count, mut bytes) = (0, 0);
        for entry in events.iter()? {
            let fact = Fact::from_bytes(entry?.1.value())?;
            count += 1;
            bytes += crate::events::len(&fact.body);
        }
        Ok((count, bytes))
    }

    fn tagged(&self, tag: &str) -> Done<(u64, u64)> {
        let turn = self.0.begin_read()?;
        let (events, tags) = (turn.open_table(EVENTS)?, turn.open_table(TAGS)?);
        let (mut count, mut bytes) = (0, 0);
        for entry in tags.range((tag, 0)..=(tag, u64::MAX))? {
            let position = entry?.0.value().1;
            let event = events.get(position)?.ok_or("a tag without its event")?;
            let fact = Fact::from_bytes(event.value())?;
            count += 1;
            bytes += crate::events::len(&fact.body);
        }
        Ok((count, bytes))
    }

    fn head(&self) -> Done<u64> {
        Ok(self.0.begin_read()?.open_table(EVENTS)?.last()?.map_or(0, |(position, _)| position.value()))
    }
}
