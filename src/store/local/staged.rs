//! An append of any size: its frames are written while it grows, and count by the end frame of their one group.

use super::archive::Archive;
use super::desk::Occupied;
use super::request::Request;
use super::store::Writing;
use super::writer::{Answer, Writer};
use crate::event::{Condition, Query};
use crate::store::announced::Announced;
use crate::store::contract::{Appended, Batch, ReadOptions, Staged, Store};
use crate::store::passing::Passing;
use crate::store::prepared::Prepared;
use crate::store::refusal::{AppendRefusal, ReadError};
use crate::store::subscription::Subscription;
use crate::value::{Digest, EventId, Position};
use std::sync::MutexGuard;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// What a staged append on a local store has so far, and where it grows.
pub(super) struct Stage<G> {
    archive: Archive,
    announced: Announced,
    grows: G,
}

/// Where a staged append is written.
pub(super) trait Grows: Send + Sync {
    /// Writes one append behind what the archive has, and lets it count there.
    fn add(&self, request: Request, archive: &Archive) -> Answer;

    /// Lets all of it count, if it is to.
    fn keep(&mut self, archive: &Archive) -> Result<Position, AppendRefusal>;
}

/// Behind the log, by the writer.
pub(super) struct Behind<'s> {
    writing: &'s Writing,
    /// Where the store tells its head.
    store_announced: &'s Announced,
    /// A write failed, and what lies in the log may be half of an append.
    spoilt: AtomicBool,
    kept: bool,
    /// Given back last, when nothing of it is left to do.
    _turn: Occupied<'s, Request, Answer>,
}

impl<'s> Stage<Behind<'s>> {
    /// Begins one where the log ends.
    pub(super) fn begin(
        writing: &'s Writing,
        store: &Archive,
        store_announced: &'s Announced,
    ) -> Result<Self, AppendRefusal> {
        let turn = writing.desk.occupy().ok_or_else(super::store::died)?;
        let archive = store.to_stage_on(writing.writer().postings_bytes_max());
        Ok(Self::of(archive, Behind { writing, store_announced, spoilt: false.into(), kept: false, _turn: turn }))
    }
}

impl<G> Stage<G> {
    pub(super) fn of(archive: Archive, grows: G) -> Self {
        let announced = Announced::default();
        announced.tell(archive.head());
        Self { archive, announced, grows }
    }
}

impl<G: Grows> Stage<G> {
    fn add(&self, request: Request) -> Answer {
        let answer = self.grows.add(request, &self.archive);
        self.announced.tell(self.archive.head());
        answer
    }
}

impl Behind<'_> {
    fn writer(&self) -> Result<MutexGuard<'_, Writer>, AppendRefusal> {
        if self.spoilt.load(Ordering::Relaxed) { Err(AppendRefusal::Full) } else { Ok(self.writing.writer()) }
    }
}

impl Grows for Behind<'_> {
    fn add(&self, request: Request, archive: &Archive) -> Answer {
        let answer = self.writer()?.stage(request, archive);
        if matches!(answer, Err(AppendRefusal::Full | AppendRefusal::Broken(_))) {
            self.spoilt.store(true, Ordering::Relaxed);
        }
        answer
    }

    fn keep(&mut self, archive: &Archive) -> Result<Position, AppendRefusal> {
        let head = archive.head();
        self.writer()?.keep(archive)?;
        self.kept = true;
        self.store_announced.tell(head);
        self.writing.indexer().grown();
        Ok(head)
    }
}

impl Drop for Behind<'_> {
    fn drop(&mut self) {
        if !self.kept {
            self.writing.writer().forget_staged();
        }
    }
}

impl<G: Grows> Staged for Stage<G> {
    fn keep(mut self: Box<Self>) -> Result<Position, AppendRefusal> {
        self.grows.keep(&self.archive)
    }
}

impl<G: Grows> Store for Stage<G> {
    fn append(&self, batch: &Batch) -> Result<Appended, AppendRefusal> {
        self.add(Request::of(batch)?)
    }

    fn append_prepared(
        &self,
        prepared: Vec<Prepared>,
        condition: Option<Condition>,
    ) -> Result<Appended, AppendRefusal> {
        self.add(Request::ready(prepared, condition)?)
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
        Ok(self.archive.read(query, options, visit)?)
    }

    fn subscribe(&self, query: Query, from: Position) -> Subscription<'_> {
        Subscription::new(self, query, from)
    }

    fn wait(&self, after: Position, patience: Duration) -> Result<Position, ReadError> {
        Ok(self.announced.wait(after, patience))
    }

    fn find(&self, id: EventId) -> Result<Option<Position>, ReadError> {
        Ok(self.archive.identity(id)?.map(|(position, _)| position))
    }

    fn holder(&self, key: &str) -> Result<Option<Position>, ReadError> {
        Ok(self.archive.holder(key)?)
    }

    fn head(&self) -> Position {
        self.archive.head()
    }

    fn root(&self, size: Position) -> Result<Digest, ReadError> {
        Ok(self.archive.root(size)?)
    }

    fn leaves(&self, until: Position, visit: &mut dyn FnMut(Digest)) -> Result<(), ReadError> {
        Ok(self.archive.leaves(until, visit)?)
    }
}
