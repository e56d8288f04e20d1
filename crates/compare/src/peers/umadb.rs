//! UmaDB as the crate its server is made of: appends go to its writing thread, which gathers those that wait, as in the
//! server with its usual settings; no network in between. It syncs its file (`fdatasync`) twice at each commit: the pages,
//! then the header.

use crate::done::Done;
use crate::events::Fact;
use crate::peer::{Guard, Peer};
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;
use tokio::sync::{mpsc, oneshot, watch};
use umadb_core::db::UmaDb;
use umadb_core::mvcc::{Mvcc, StorageOptions};
use umadb_core::writer_thread_blocking::writer_thread_blocking;
use umadb_core::writer_thread_request::WriterThreadRequest;
use umadb_dcb::{DcbAppendCondition, DcbEvent, DcbEventStoreSync as _, DcbQuery, DcbQueryItem};

/// As in its server.
const GROUP_EVENTS_MAX: usize = 2000;
/// Events asked for at a time: a read is answered whole, in memory.
const PAGE: u32 = 10_000;

pub(crate) struct Umadb {
    store: UmaDb,
    requests: mpsc::Sender<WriterThreadRequest>,
    writer: Option<JoinHandle<()>>,
}

impl Umadb {
    pub(crate) fn open(path: &Path) -> Done<Self> {
        std::fs::create_dir_all(path)?;
        let store = Arc::new(Mvcc::new(false, StorageOptions::default().db_path(path))?);
        let (requests, taken) = mpsc::channel(1024);
        let theirs = Arc::clone(&store);
        let writer = std::thread::spawn(move || {
            writer_thread_blocking(theirs, taken, watch::channel(None).0, GROUP_EVENTS_MAX);
        });
        Ok(Self { store: UmaDb::from_arc(store), requests, writer: Some(writer) })
    }

    fn read(&self, query: Option<&DcbQuery>) -> Done<(u64, u64)> {
        let (mut count, mut bytes, mut start) = (0, 0, 1);
        loop {
            let (events, _) = self.store.read_with_head(query.cloned(), Some(start), false, Some(PAGE))?;
            count += crate::events::len(&events);
            bytes += events.iter().map(|one| crate::events::len(&one.event.data)).sum::<u64>();
            match events.last() {
                Some(last) if events.len() == usize::try_from(PAGE)? => start = last.position + 1,
                _ => return Ok((count, bytes)),
            }
        }
    }
}

fn with_tag(tag: &str) -> DcbQuery {
    DcbQuery::with_items([DcbQueryItem::new().tags([tag])])
}

fn event(fact: &Fact) -> DcbEvent {
    let event = DcbEvent::new().event_type(&*fact.kind).tags(fact.tags.iter().map(String::as_str));
    event.data(&*fact.body).uuid(uuid::Uuid::from_bytes(fact.id))
}

impl Peer for Umadb {
    fn append(&self, facts: &[Fact], guard: Option<Guard<'_>>) -> Done<u64> {
        let condition = guard.map(|guard| DcbAppendCondition::new(with_tag(guard.tag)).after(Some(guard.after)));
        let (response_tx, answer) = oneshot::channel();
        let events = facts.iter().map(event).collect();
        let request = WriterThreadRequest::Append { events, condition, tracking_info: None, response_tx, cancel: None };
        self.requests.blocking_send(request).map_err(|_| "its writer is gone")?;
        Ok(answer.blocking_recv()??)
    }

    fn scan(&self) -> Done<(u64, u64)> {
        self.read(None)
    }

    fn tagged(&self, tag: &str) -> Done<(u64, u64)> {
        self.read(Some(&with_tag(tag)))
    }

    fn head(&self) -> Done<u64> {
        Ok(self.store.head()?.unwrap_or(0))
    }
}

impl Drop for Umadb {
    fn drop(&mut self) {
        let _ = self.requests.blocking_send(WriterThreadRequest::Shutdown);
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}
