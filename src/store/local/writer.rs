//! The one writer: checks a group of appends, writes it, and lets it count.

use super::archive::Archive;
use super::disk;
use super::draft::{Chunk, Draft, Ready};
use super::fault::Fault;
use super::head::{Head, HeadFile};
use super::keeper::Keeper;
use super::options::LocalOptions;
use super::record;
use super::segment::Segment;
use super::term::{Use, uses_of};
use crate::store::admission::{Group, Label, Labelled};
use crate::store::contract::{Admitted, AppendRefusal, Appended, Batch, Entry};
use crate::store::runs::{RUN, in_order};
use std::io;
use std::sync::Arc;

/// An append, measured and encoded before it waits for its turn.
#[derive(Debug)]
pub(super) struct Request {
    labelled: Labelled,
    encoded: Vec<Encoded>,
}

/// The record of an event, and what the event is found by.
#[derive(Debug)]
struct Encoded {
    record: Vec<u8>,
    uses: Vec<Use>,
}

/// What an append gets back.
pub(super) type Answer = Result<Appended, AppendRefusal>;

/// The writer's own state; all the rest it shares with readers.
#[derive(Debug)]
pub(super) struct Writer {
    archive: Arc<Archive>,
    keeper: Keeper,
    options: LocalOptions,
    /// The bytes of all segments.
    log_bytes: u64,
    /// Why nothing may be written any more.
    broken: Option<io::ErrorKind>,
}

impl Request {
    /// A large batch is shared among the processors: this is where every event is hashed. An entry is let go as soon as
    /// its record is made.
    pub(super) fn of(batch: Batch) -> Result<Self, AppendRefusal> {
        let Batch { entries, condition } = batch;
        if entries.is_empty() {
            return Err(AppendRefusal::Empty);
        }
        let (mut labels, mut encoded) = (Vec::with_capacity(entries.len()), Vec::with_capacity(entries.len()));
        let count = entries.len().div_ceil(RUN);
        let mut left = entries.into_iter();
        let runs = (0..count).map(|run| (run * RUN, left.by_ref().take(RUN).collect()));
        let encode = |(first, run): (usize, Vec<Entry>)| {
            (first..).zip(run).map(|(at, entry)| Encoded::of(at, entry)).collect::<Result<Vec<_>, _>>()
        };
        in_order(runs, encode, |run| {
            for (label, one) in run? {
                labels.push(label);
                encoded.push(one);
            }
            Ok(())
        })?;
        Ok(Self { labelled: Labelled { labels, condition }, encoded })
    }
}

impl Encoded {
    fn of(at: usize, entry: Entry) -> Result<(Label, Self), AppendRefusal> {
        let (label, bytes) = Label::of(at, entry)?;
        let record = record::encode(&label, &bytes);
        let uses = record::view(&record).map(|view| uses_of(&view)).unwrap_or_default();
        Ok((label, Self { record, uses }))
    }
}

impl Writer {
    pub(super) fn new(archive: Arc<Archive>, head: HeadFile, options: LocalOptions) -> Result<Self, io::Error> {
        let keeper = Keeper::start(head, options.head_delay)?;
        let log_bytes = {
            let known = archive.known();
            let sealed: u64 = known.sealed.iter().map(|sealed| sealed.segment.size).sum();
            sealed + known.segment.size
        };
        Ok(Self { archive, keeper, options, log_bytes, broken: None })
    }

    /// Serves a group: one answer per request, in order, once all of it is durable.
    pub(super) fn serve(&mut self, requests: Vec<Request>) -> Vec<Answer> {
        self.broken = self.broken.or_else(|| self.keeper.failure());
        let count = requests.len();
        if let Some(kind) = self.broken {
            return all_broken(count, kind);
        }
        let archive = Arc::clone(&self.archive);
        let (head, segment) = {
            let known = archive.known();
            (known.head, Arc::clone(&known.segment))
        };
        let mut group = Group::new(&*archive, head.position);
        let mut draft = Draft::new(archive.files.ledger, head, segment);
        let answers = (1..=count)
            .zip(requests)
            .map(|(number, request)| self.place(request, number == count, &mut group, &mut draft))
            .collect();
        if draft.is_empty() {
            return answers;
        }
        match self.commit(draft) {
            Ok(()) => answers,
            Err(error) => {
                self.broken = Some(error.kind());
                all_broken(count, error.kind())
            }
        }
    }

    /// Checks one append against the ledger and the group, and gives it its place in the draft.
    fn place(&mut self, request: Request, last: bool, group: &mut Group<'_, Archive>, draft: &mut Draft) -> Answer {
        let Request { labelled, encoded } = request;
        let entries = group.check(&labelled)?;
        let news = labelled.labels.iter().zip(encoded).zip(&entries);
        let ready = news.filter(|(_, answer)| matches!(answer, Admitted::New(_))).map(|((label, encoded), _)| {
            let Encoded { record, uses } = encoded;
            Ready { record, leaf: label.leaf, uses }
        });
        let mark = draft.mark();
        let placed = draft.place(ready, |number, room| self.new_segment(number, room));
        if let Err(fault) = placed {
            draft.return_to(mark).iter().for_each(|segment| self.give_back(segment));
            let error = io::Error::from(fault);
            return Err(if disk::is_full(&error) { AppendRefusal::Full } else { self.break_off(error) });
        }
        if last {
            group.admit_last(&entries);
        } else {
            group.admit(labelled, &entries);
        }
        Ok(Appended { entries, head: group.head() })
    }

    /// Frames first, then one sync, then the head, and only then does the group count.
    fn commit(&mut self, draft: Draft) -> io::Result<()> {
        let mut tree = self.archive.known().tree.clone();
        draft.leaves().for_each(|leaf| tree.push(leaf));
        let (chunks, head) = draft.finish(&tree.root());
        for Chunk { segment, offset, bytes, .. } in &chunks {
            segment.write_at(bytes, *offset)?;
        }
        // A chunk without bytes is a segment that was full already.
        for chunk in chunks.iter().filter(|chunk| !chunk.bytes.is_empty()) {
            chunk.segment.sync()?;
        }
        self.keeper.write(head)?;
        self.count(chunks, head);
        Ok(())
    }

    /// Lets readers see the group. Postings of a segment that is full now are made while readers go on reading.
    fn count(&self, chunks: Vec<Chunk>, head: Head) {
        for chunk in chunks {
            if chunk.segment.number != self.archive.known().segment.number {
                let front = self.archive.known().seal(&self.archive.files);
                self.archive.known_mut().turn(front, Arc::clone(&chunk.segment));
            }
            let end = chunk.end();
            let mut known = self.archive.known_mut();
            chunk.labels.into_iter().for_each(|labels| known.push(labels));
            known.tail.end = end;
            if chunk.segment.number == head.segment {
                known.head = head;
            }
        }
    }

    fn new_segment(&mut self, number: u64, room: u64) -> Result<Segment, Fault> {
        let size = self.options.segment_bytes().max(room);
        let files = &self.archive.files;
        if self.options.log_bytes_max.is_some_and(|most| self.log_bytes + size > most) {
            let cause = io::Error::from(io::ErrorKind::QuotaExceeded);
            return Err(Fault::Io { path: files.root.log(), cause });
        }
        let segment = Segment::create(&files.root, files.ledger, number, size)?;
        self.log_bytes += size;
        Ok(segment)
    }

    /// Removes a segment no append was placed in. If that fails, opening the ledger removes it.
    fn give_back(&mut self, segment: &Segment) {
        self.log_bytes = self.log_bytes.saturating_sub(segment.size);
        let _ = self.archive.files.root.disk().remove(&segment.path);
    }

    fn break_off(&mut self, error: io::Error) -> AppendRefusal {
        self.broken = Some(error.kind());
        AppendRefusal::Broken(error)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if self.broken.is_none() {
            let head = self.archive.known().head;
            // Nothing is lost when this fails: the head is only a little behind.
            let _ = self.keeper.close(head);
        }
    }
}

fn all_broken(count: usize, kind: io::ErrorKind) -> Vec<Answer> {
    (0..count).map(|_| Err(AppendRefusal::Broken(io::Error::from(kind)))).collect()
}
