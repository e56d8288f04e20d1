//! What the store on this machine is asked: to append, and to answer.

use super::request::Request;
use super::staged::Stage;
use super::store::{LOOK_AGAIN, LocalStore, died};
use super::writer::Answer;
use crate::event::{Condition, Query};
use crate::store::contract::{Appended, Batch, ReadOptions, Staged, Store};
use crate::store::passing::Passing;
use crate::store::prepared::Prepared;
use crate::store::refusal::{AppendRefusal, ReadError};
use crate::store::subscription::Subscription;
use crate::value::{Digest, EventId, Position};
use std::time::Duration;

impl LocalStore {
    fn submit(&self, request: impl FnOnce() -> Result<Request, AppendRefusal>) -> Answer {
        let writing = self.writing.as_ref().ok_or(AppendRefusal::ReadOnly)?;
        let answer = writing.desk.submit(request()?, |requests| {
            let answers = writing.writer().serve(requests);
            self.announced.tell(self.archive.head());
            writing.indexer().grown();
            answers
        });
        answer.unwrap_or_else(|| Err(died()))
    }

    /// Sees what other processes have appended, and tells whoever watches.
    fn refresh(&self) -> Result<(), ReadError> {
        if self.writing.is_none() {
            self.archive.refresh()?;
            self.announced.tell(self.archive.head());
        }
        Ok(())
    }
}

impl Store for LocalStore {
    fn append(&self, batch: &Batch) -> Result<Appended, AppendRefusal> {
        self.submit(|| Request::of(batch))
    }

    fn append_prepared(
        &self,
        prepared: Vec<Prepared>,
        condition: Option<Condition>,
    ) -> Result<Appended, AppendRefusal> {
        self.submit(|| Request::ready(prepared, condition))
    }

    fn stage(&self) -> Result<Box<dyn Staged + '_>, AppendRefusal> {
        let writing = self.writing.as_ref().ok_or(AppendRefusal::ReadOnly)?;
        Ok(Box::new(Stage::begin(writing, &self.archive, &self.announced)?))
    }

    fn may_write(&self) -> Result<(), AppendRefusal> {
        let writing = self.writing.as_ref().ok_or(AppendRefusal::ReadOnly)?;
        writing.failure().map_or(Ok(()), |kind| Err(AppendRefusal::Broken(kind.into())))
    }

    fn attempt(&self) -> Result<Box<dyn Staged + '_>, AppendRefusal> {
        self.refresh().map_err(AppendRefusal::Unreadable)?;
        Ok(Box::new(Stage::aside(&self.archive)?))
    }

    fn read(
        &self,
        query: &Query,
        options: ReadOptions,
        visit: &mut dyn FnMut(Passing<'_>) -> bool,
    ) -> Result<(), ReadError> {
        self.refresh()?;
        Ok(self.archive.read(query, options, visit)?)
    }

    fn subscribe(&self, query: Query, from: Position) -> Subscription<'_> {
        Subscription::new(self, query, from)
    }

    fn wait(&self, after: Position, patience: Duration) -> Result<Position, ReadError> {
        if self.writing.is_some() {
            return Ok(self.announced.wait(after, patience));
        }
        // Nobody tells this process what another one writes, so it looks at the head on disk again and again.
        let mut left = patience;
        loop {
            self.refresh()?;
            let nap = left.min(LOOK_AGAIN);
            let head = self.announced.wait(after, nap);
            if head > after || left.is_zero() {
                return Ok(head);
            }
            left -= nap;
        }
    }

    fn find(&self, id: EventId) -> Result<Option<Position>, ReadError> {
        self.refresh()?;
        Ok(self.archive.identity(id)?.map(|(position, _)| position))
    }

    fn holder(&self, key: &str) -> Result<Option<Position>, ReadError> {
        self.refresh()?;
        Ok(self.archive.holder(key)?)
    }

    fn head(&self) -> Position {
        // A reader that cannot see further says how far it has seen; reading then says why.
        let _ = self.refresh();
        self.archive.head()
    }

    fn root(&self, size: Position) -> Result<Digest, ReadError> {
        self.refresh()?;
        Ok(self.archive.root(size)?)
    }

    fn leaves(&self, until: Position, visit: &mut dyn FnMut(Digest)) -> Result<(), ReadError> {
        self.refresh()?;
        Ok(self.archive.leaves(until, visit)?)
    }
}
