//! The local store of Qizhang. An append returns after `fdatasync` of the segment; ids and natural keys are looked up
//! besides the condition, each event is hashed, and the tree over all of them is kept.

use crate::done::Done;
use crate::events::Fact;
use crate::peer::{Guard, Peer};
use qizhang::event::{Condition, Guard as Forbidden, Query};
use qizhang::store::{Batch, LocalOptions, LocalStore, ReadOptions, Store};
use qizhang::value::{Position, Tag};
use std::path::Path;

pub(crate) struct Ours(LocalStore);

impl Ours {
    pub(crate) fn open(path: &Path) -> Done<Self> {
        let make = if path.join("log").exists() { LocalStore::open } else { LocalStore::create };
        Ok(Self(make(path, LocalOptions::default()).map_err(|error| format!("{error:?}"))?))
    }

    fn read(&self, query: &Query) -> Done<(u64, u64)> {
        let (mut events, mut bytes) = (0, 0);
        let read = self.0.read(query, ReadOptions::default(), &mut |stored| {
            events += 1;
            bytes += crate::events::len(stored.bytes);
            true
        });
        read.map_err(|error| format!("{error:?}"))?;
        Ok((events, bytes))
    }
}

fn tag(text: &str) -> Done<Tag> {
    let (namespace, value) = text.split_once(':').ok_or("a tag has a namespace")?;
    Ok(Tag::new(namespace, value).ok_or("no tag")?)
}

impl Peer for Ours {
    fn append(&self, facts: &[Fact], guard: Option<Guard<'_>>) -> Done<u64> {
        let entries = facts.iter().map(Fact::to_entry).collect::<Done<_>>()?;
        let condition = guard.map(|guard| {
            let query = Query::tagged(tag(guard.tag)?);
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(Condition {
                guards: vec![Forbidden { query, after: Position(guard.after) }],
            })
        });
        let batch = Batch { entries, condition: condition.transpose()? };
        Ok(self.0.append(&batch).map_err(|error| format!("{error:?}"))?.head.0)
    }

    fn scan(&self) -> Done<(u64, u64)> {
        self.read(&Query::all())
    }

    fn tagged(&self, text: &str) -> Done<(u64, u64)> {
        self.read(&Query::tagged(tag(text)?))
    }

    fn head(&self) -> Done<u64> {
        Ok(self.0.head().0)
    }
}
