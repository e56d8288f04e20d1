//! Events in memory: for tests, for scenarios, and as the judge of the other backends.

use crate::event::{Guard, Query};
use crate::proof::TreeHead;
use crate::store::admission::{Group, Known, Label, Labelled};
use crate::store::announced::Announced;
use crate::store::contract::{Admitted, Appended, Batch, Entry, ReadOptions, Staged, Store, Stored};
use crate::store::passing::Passing;
use crate::store::refusal::{AppendRefusal, ReadError};
use crate::store::subscription::Subscription;
use crate::store::turns::{Turn, Turns};
use crate::value::{Digest, EventId, Position};
use rustc_hash::FxHashMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

/// A store that lives as long as the program. It is plain on purpose: reading looks at every event in range.
#[derive(Debug, Default)]
pub struct MemoryStore {
    pages: RwLock<Pages>,
    announced: Announced,
    turns: Turns,
}

/// A staged append on a store in memory: a copy of it that grows.
struct Stage<'s> {
    store: &'s MemoryStore,
    own: MemoryStore,
    /// None of what is only tried.
    turn: Option<Turn<'s>>,
}

#[derive(Debug, Default, Clone)]
struct Pages {
    events: Vec<Arc<Stored>>,
    leaves: Vec<Digest>,
    ids: FxHashMap<EventId, Position>,
    holders: FxHashMap<String, Position>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// A store that goes on from here on its own.
    fn copied(&self) -> Self {
        let own = Self { pages: RwLock::new(self.pages().clone()), ..Self::default() };
        own.announced.tell(own.head());
        own
    }

    /// The head, for those who wait until it moves.
    #[cfg(feature = "local")]
    pub fn watch_head(&self) -> tokio::sync::watch::Receiver<Position> {
        self.announced.watch()
    }

    /// No code below can fail half-way through a change, so a poisoned lock still guards a whole pages.
    fn pages(&self) -> RwLockReadGuard<'_, Pages> {
        self.pages.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pages {
    fn head(&self) -> Position {
        Position(u64::try_from(self.events.len()).unwrap_or(u64::MAX))
    }

    fn leaf(&self, position: Position) -> Option<Digest> {
        self.leaves.get(index(position)?).copied()
    }

    /// The events whose positions lie in range, in the order asked for.
    fn range(&self, options: ReadOptions) -> Vec<Arc<Stored>> {
        let (low, high) = options.bounds(self.head());
        let (Some(first), Some(last)) = (index(low), index(high)) else { return Vec::new() };
        let mut events = self.events.get(first..=last).map(<[_]>::to_vec).unwrap_or_default();
        if options.backwards {
            events.reverse();
        }
        events
    }

    fn add(&mut self, label: Label, bytes: Vec<u8>) {
        let position = self.head().next();
        for key in &label.keys {
            match key.holder_after(position) {
                Some(holder) => self.holders.insert(key.as_str().to_owned(), holder),
                None => self.holders.remove(key.as_str()),
            };
        }
        self.ids.insert(label.id, position);
        self.leaves.push(label.leaf);
        let Label { id, kind, tags, .. } = label;
        self.events.push(Arc::new(Stored { position, id, kind, tags, bytes }));
    }
}

fn index(position: Position) -> Option<usize> {
    usize::try_from(position.0.checked_sub(1)?).ok()
}

impl Known for Pages {
    fn identity(&self, id: EventId) -> Result<Option<(Position, Digest)>, ReadError> {
        let position = self.ids.get(&id).copied();
        Ok(position.and_then(|position| Some((position, self.leaf(position)?))))
    }

    fn holder(&self, key: &str) -> Result<Option<Position>, ReadError> {
        Ok(self.holders.get(key).copied())
    }

    fn forbidden(&self, guard: &Guard, limit: usize) -> Result<Vec<Position>, ReadError> {
        let later = self.events.iter().filter(|event| event.position > guard.after);
        let matching = later.filter(|event| guard.query.matches(&event.kind, &event.tags));
        Ok(matching.map(|event| event.position).take(limit).collect())
    }
}

impl Store for MemoryStore {
    fn append(&self, batch: &Batch) -> Result<Appended, AppendRefusal> {
        let labelled = Labelled::of(batch)?;
        let _turn = self.turns.take();
        let mut pages = self.pages.write().unwrap_or_else(PoisonError::into_inner);
        let entries = Group::new(&*pages, pages.head()).check(&labelled)?;
        let news = labelled.labels.into_iter().zip(&batch.entries).zip(&entries);
        for ((label, Entry { bytes, .. }), answer) in news {
            if matches!(answer, Admitted::New(_)) {
                pages.add(label, bytes.clone());
            }
        }
        let head = pages.head();
        self.announced.tell(head);
        Ok(Appended { entries, head })
    }

    fn stage(&self) -> Result<Box<dyn Staged + '_>, AppendRefusal> {
        let turn = self.turns.take();
        Ok(Box::new(Stage { store: self, own: self.copied(), turn: Some(turn) }))
    }

    fn attempt(&self) -> Result<Box<dyn Staged + '_>, AppendRefusal> {
        Ok(Box::new(Stage { store: self, own: self.copied(), turn: None }))
    }

    fn read(
        &self,
        query: &Query,
        options: ReadOptions,
        visit: &mut dyn FnMut(Passing<'_>) -> bool,
    ) -> Result<(), ReadError> {
        // The lock is given back before the first visit, so that a visitor may append.
        let events = self.pages().range(options);
        let mut left = options.limit.unwrap_or(u64::MAX);
        for event in events.iter().filter(|event| query.matches(&event.kind, &event.tags)) {
            if left == 0 || !visit(event.pass()) {
                break;
            }
            left -= 1;
        }
        Ok(())
    }

    fn subscribe(&self, query: Query, from: Position) -> Subscription<'_> {
        Subscription::new(self, query, from)
    }

    fn wait(&self, after: Position, patience: Duration) -> Result<Position, ReadError> {
        Ok(self.announced.wait(after, patience))
    }

    fn find(&self, id: EventId) -> Result<Option<Position>, ReadError> {
        Ok(self.pages().ids.get(&id).copied())
    }

    fn holder(&self, key: &str) -> Result<Option<Position>, ReadError> {
        Known::holder(&*self.pages(), key)
    }

    fn head(&self) -> Position {
        self.pages().head()
    }

    fn root(&self, size: Position) -> Result<Digest, ReadError> {
        let mut tree = TreeHead::default();
        let count = usize::try_from(size.0).unwrap_or(usize::MAX);
        self.pages().leaves.iter().take(count).for_each(|leaf| tree.push(*leaf));
        Ok(tree.root())
    }

    fn leaves(&self, until: Position, visit: &mut dyn FnMut(Digest)) -> Result<(), ReadError> {
        let count = usize::try_from(until.0).unwrap_or(usize::MAX);
        self.pages().leaves.iter().take(count).for_each(|leaf| visit(*leaf));
        Ok(())
    }
}

impl Staged for Stage<'_> {
    fn keep(self: Box<Self>) -> Result<Position, AppendRefusal> {
        if self.turn.is_none() {
            return Err(AppendRefusal::ReadOnly);
        }
        let pages = std::mem::take(&mut *self.own.pages.write().unwrap_or_else(PoisonError::into_inner));
        let head = pages.head();
        *self.store.pages.write().unwrap_or_else(PoisonError::into_inner) = pages;
        self.store.announced.tell(head);
        Ok(head)
    }
}

impl Store for Stage<'_> {
    fn append(&self, batch: &Batch) -> Result<Appended, AppendRefusal> {
        self.own.append(batch)
    }

    fn stage(&self) -> Result<Box<dyn Staged + '_>, AppendRefusal> {
        Err(AppendRefusal::Busy)
    }

    fn read(
        &self,
        query: &Query,
        options: ReadOptions,
        visit: &mut dyn FnMut(Passing<'_>) -> bool,
    ) -> Result<(), ReadError> {
        self.own.read(query, options, visit)
    }

    fn subscribe(&self, query: Query, from: Position) -> Subscription<'_> {
        self.own.subscribe(query, from)
    }

    fn wait(&self, after: Position, patience: Duration) -> Result<Position, ReadError> {
        self.own.wait(after, patience)
    }

    fn find(&self, id: EventId) -> Result<Option<Position>, ReadError> {
        self.own.find(id)
    }

    fn holder(&self, key: &str) -> Result<Option<Position>, ReadError> {
        Store::holder(&self.own, key)
    }

    fn head(&self) -> Position {
        self.own.head()
    }

    fn root(&self, size: Position) -> Result<Digest, ReadError> {
        self.own.root(size)
    }

    fn leaves(&self, until: Position, visit: &mut dyn FnMut(Digest)) -> Result<(), ReadError> {
        self.own.leaves(until, visit)
    }
}
