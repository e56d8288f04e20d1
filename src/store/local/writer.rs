//! The one writer: checks a group of appends, writes it, and lets it count.

use super::archive::Archive;
use super::beyond::open_from;
use super::disk;
use super::draft::{Chunk, Draft, Ready};
use super::fault::Fault;
use super::head::{Head, HeadFile};
use super::keeper::Keeper;
use super::options::LocalOptions;
use super::record;
use super::recovery::cut;
use super::root::Root;
use super::segment::Segment;
use super::term::{Term, Use, uses_of};
use crate::store::admission::{Group, Label, Labelled};
use crate::store::contract::{Admitted, AppendRefusal, Appended, Batch, Entry};
use crate::store::runs::{RUN, in_order};
use std::io;
use std::sync::Arc;
use uuid::Uuid;

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

/// How a new segment is made.
type Make = fn(&Root, Uuid, u64, u64) -> Result<Segment, Fault>;

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
        let log_bytes = archive.known().bytes();
        Ok(Self { archive, keeper, options, log_bytes, broken: None })
    }

    /// The most memory for postings of sealed segments.
    pub(super) fn postings_bytes_max(&self) -> u64 {
        self.options.postings_bytes_max
    }

    /// Serves a group: one answer per request, in order, once all of it is durable.
    pub(super) fn serve(&mut self, requests: Vec<Request>) -> Vec<Answer> {
        let count = requests.len();
        if let Some(kind) = self.failure() {
            return all_broken(count, kind);
        }
        let archive = Arc::clone(&self.archive);
        let (head, segment) = archive.known().end();
        let mut group = Group::new(&*archive, head.position);
        let mut draft = Draft::new(archive.files.ledger, head, segment);
        let answers = (1..=count)
            .zip(requests)
            .map(|(number, request)| self.place(request, number == count, Segment::create, &mut group, &mut draft))
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

    fn failure(&mut self) -> Option<io::ErrorKind> {
        self.broken = self.broken.or_else(|| self.keeper.failure());
        self.broken
    }

    fn refuse_if_broken(&mut self) -> Result<(), AppendRefusal> {
        self.failure().map_or(Ok(()), |kind| Err(AppendRefusal::Broken(kind.into())))
    }

    /// Writes one append behind what `staged` has, and lets it count there only.
    pub(super) fn stage(&mut self, request: Request, staged: &Archive) -> Answer {
        self.refuse_if_broken()?;
        let (head, segment) = staged.known().end();
        let mut group = Group::new(staged, head.position);
        let group_number = self.archive.known().head.group + 1;
        let mut draft = Draft::going_on(staged.files.ledger, Head { group: group_number, ..head }, segment);
        let terms: Vec<Term> = request.labelled.labels.iter().flat_map(terms_of).collect();
        let appended = self.place(request, true, Segment::begin, &mut group, &mut draft)?;
        if !draft.is_empty() {
            let (chunks, head) = draft.unfinished();
            write(&chunks).map_err(|error| self.refusal(error))?;
            for full in chunks.split_last().map_or(&[][..], |(_, full)| full) {
                full.segment.fill_up(full.end()).map_err(|error| self.refusal(error))?;
            }
            count(staged, chunks, head);
            staged.remember(terms);
        }
        Ok(appended)
    }

    /// Ends the group that `staged` has, and lets it count everywhere.
    pub(super) fn keep(&mut self, staged: &Archive) -> Result<(), AppendRefusal> {
        self.refuse_if_broken()?;
        let (begun, begun_in) = self.archive.known().end();
        let (reached, last) = staged.known().end();
        if reached.position == begun.position {
            return Ok(());
        }
        if last.number > begun_in.number {
            last.fill_up(reached.offset).map_err(|error| self.refusal(error))?;
        }
        let draft = Draft::going_on(staged.files.ledger, reached, Arc::clone(&last));
        let (chunks, head) = draft.finish(&staged.known().tree.root());
        // From here on somebody may see the group whole, so there is no way back.
        let counted = begun_in.sync().and_then(|()| write(&chunks)).and_then(|()| last.sync());
        if let Err(error) = counted.and_then(|()| self.keeper.write(head)) {
            return Err(self.break_off(error));
        }
        count(staged, chunks, head);
        std::mem::swap(&mut *self.archive.known_mut(), &mut *staged.known_mut());
        Ok(())
    }

    /// Removes what was staged and is not to count. A writer that is broken leaves that to the one who opens the ledger next:
    /// perhaps it counts after all.
    pub(super) fn forget_staged(&mut self) {
        if self.broken.is_some() {
            return;
        }
        let (head, _) = self.archive.known().end();
        let files = &self.archive.files;
        match open_from(files, head).and_then(|segments| cut(files, &segments, head)) {
            Ok(()) => self.log_bytes = self.archive.known().bytes(),
            Err(fault) => self.broken = Some(io::Error::from(fault).kind()),
        }
    }

    /// Checks one append against the ledger and the group, and gives it its place in the draft.
    fn place(
        &mut self,
        request: Request,
        last: bool,
        make: Make,
        group: &mut Group<'_, Archive>,
        draft: &mut Draft,
    ) -> Answer {
        let Request { labelled, encoded } = request;
        let entries = group.check(&labelled)?;
        let news = labelled.labels.iter().zip(encoded).zip(&entries);
        let ready = news.filter(|(_, answer)| matches!(answer, Admitted::New(_))).map(|((label, encoded), _)| {
            let Encoded { record, uses } = encoded;
            Ready { record, leaf: label.leaf, uses }
        });
        let mark = draft.mark();
        let placed = draft.place(ready, |number, room| self.new_segment(make, number, room));
        if let Err(fault) = placed {
            draft.return_to(mark).iter().for_each(|segment| self.give_back(segment));
            return Err(self.refusal(io::Error::from(fault)));
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
        write(&chunks)?;
        // A chunk without bytes is a segment that was full already.
        for chunk in chunks.iter().filter(|chunk| !chunk.bytes.is_empty()) {
            chunk.segment.sync()?;
        }
        self.keeper.write(head)?;
        count(&self.archive, chunks, head);
        Ok(())
    }

    fn new_segment(&mut self, make: Make, number: u64, room: u64) -> Result<Segment, Fault> {
        let size = self.options.segment_bytes().max(room);
        let files = &self.archive.files;
        if self.options.log_bytes_max.is_some_and(|most| self.log_bytes + size > most) {
            let cause = io::Error::from(io::ErrorKind::QuotaExceeded);
            return Err(Fault::Io { path: files.root.log(), cause });
        }
        let segment = make(&files.root, files.ledger, number, size)?;
        self.log_bytes += size;
        Ok(segment)
    }

    /// Removes a segment no append was placed in. If that fails, opening the ledger removes it.
    fn give_back(&mut self, segment: &Segment) {
        self.log_bytes = self.log_bytes.saturating_sub(segment.size);
        let _ = self.archive.files.root.disk().remove(&segment.path);
    }

    /// A disk without room is no reason to stop for good.
    fn refusal(&mut self, error: io::Error) -> AppendRefusal {
        if disk::is_full(&error) { AppendRefusal::Full } else { self.break_off(error) }
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

/// What an event brings that may be looked up while more is staged.
fn terms_of(label: &Label) -> impl Iterator<Item = Term> {
    std::iter::once(Term::of_id(label.id)).chain(label.keys.iter().map(|key| Term::of_key(key.as_str())))
}

fn write(chunks: &[Chunk]) -> io::Result<()> {
    chunks.iter().try_for_each(|Chunk { segment, offset, bytes, .. }| segment.write_at(bytes, *offset))
}

/// Lets readers see what was placed. Postings of a segment that is full now are made while readers go on reading.
fn count(archive: &Archive, chunks: Vec<Chunk>, head: Head) {
    for chunk in chunks {
        if chunk.segment.number != archive.known().segment.number {
            let front = archive.known().seal(&archive.files);
            archive.known_mut().turn(front, Arc::clone(&chunk.segment));
        }
        let end = chunk.end();
        let mut known = archive.known_mut();
        chunk.labels.into_iter().for_each(|labels| known.push(labels));
        known.tail.end = end;
        if chunk.segment.number == head.segment {
            known.head = head;
        }
    }
}

fn all_broken(count: usize, kind: io::ErrorKind) -> Vec<Answer> {
    (0..count).map(|_| Err(AppendRefusal::Broken(io::Error::from(kind)))).collect()
}
