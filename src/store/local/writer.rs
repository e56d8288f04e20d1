//! The one writer: checks a group of appends, writes it, and lets it count.

use super::archive::Archive;
use super::beyond::open_from;
use super::disk::{self, Syncing};
use super::draft::{Chunk, Draft};
use super::fault::Fault;
use super::head::{Head, HeadFile};
use super::keeper::Keeper;
use super::options::LocalOptions;
use super::recovery::cut;
use super::request::Request;
use super::root::Root;
use super::segment::Segment;
use crate::store::admission::Group;
use crate::store::contract::{Admitted, Appended};
use crate::store::refusal::AppendRefusal;
use std::io;
use std::sync::Arc;
use uuid::Uuid;

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
    /// A full segment of the staged append that is on its way to the disk.
    syncing: Option<Syncing>,
    /// Why nothing may be written any more.
    broken: Option<io::ErrorKind>,
}

impl Writer {
    pub(super) fn new(archive: Arc<Archive>, head: HeadFile, options: LocalOptions) -> Result<Self, io::Error> {
        let keeper = Keeper::start(head, options.head_delay)?;
        let log_bytes = archive.known().bytes();
        Ok(Self { archive, keeper, options, log_bytes, syncing: None, broken: None })
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

    /// Why nothing may be written any more.
    pub(super) fn failure(&mut self) -> Option<io::ErrorKind> {
        self.broken = self.broken.or_else(|| self.keeper.failure());
        self.broken
    }

    fn refuse_if_broken(&mut self) -> Result<(), AppendRefusal> {
        self.failure().map_or(Ok(()), |kind| Err(AppendRefusal::Broken(kind.into())))
    }

    /// Writes one append behind what `staged` has, and lets it count there only.
    pub(super) fn stage(&mut self, request: Request, staged: &Archive) -> Answer {
        self.refuse_if_broken()?;
        let group = self.archive.known().head.group + 1;
        let terms = request.terms();
        let laid = lay_out(request, staged, group, |number, room| self.new_segment(Segment::begin, number, room));
        let (appended, laid) = laid.map_err(|unlaid| match unlaid {
            Unlaid::Refused(refusal) => refusal,
            // Whoever stages gives all of it up now, segments too.
            Unlaid::Fault(fault) => self.refusal(io::Error::from(fault)),
        })?;
        if let Some((chunks, head)) = laid {
            write(&chunks).map_err(|error| self.refusal(error))?;
            for full in chunks.split_last().map_or(&[][..], |(_, full)| full) {
                self.sync_by_and_by(&full.segment, full.end()).map_err(|error| self.refusal(error))?;
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
            self.sync_by_and_by(&last, reached.offset).map_err(|error| self.refusal(error))?;
        }
        self.wait_for_sync().map_err(|error| self.refusal(error))?;
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
        let _ = self.wait_for_sync();
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

    /// Fills up a segment and begins to sync it, when the one before is synced: what waits to be written stays small.
    fn sync_by_and_by(&mut self, segment: &Segment, end: u64) -> io::Result<()> {
        let syncing = segment.fill_up(end)?;
        let before = self.syncing.replace(syncing);
        before.map_or(Ok(()), Syncing::wait)
    }

    fn wait_for_sync(&mut self) -> io::Result<()> {
        self.syncing.take().map_or(Ok(()), Syncing::wait)
    }

    /// Checks one append against the ledger and the group, and gives it its place in the draft.
    fn place(&mut self, request: Request, last: bool, group: &mut Group<'_, Archive>, draft: &mut Draft) -> Answer {
        let Request { labelled, bodies } = request;
        let entries = group.check(&labelled)?;
        let news = labelled.labels.iter().zip(bodies).zip(&entries);
        let ready = news.filter(|(_, answer)| matches!(answer, Admitted::New(_))).map(|(event, _)| event);
        let mark = draft.mark();
        let placed = draft.place(ready, |number, room| self.new_segment(Segment::create, number, room));
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
        let size = self.options.segment_bytes(self.log_bytes).max(room);
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

/// What is to be written, and the head with it.
type Laid = Option<(Vec<Chunk>, Head)>;

/// Why an append has no place in what is staged.
pub(super) enum Unlaid {
    Refused(AppendRefusal),
    Fault(Fault),
}

impl From<AppendRefusal> for Unlaid {
    fn from(refusal: AppendRefusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Checks one append against the ledger and what is staged, and gives it its place behind that. Nothing is to be written when all
/// of it was there before.
pub(super) fn lay_out(
    request: Request,
    staged: &Archive,
    group: u64,
    more: impl FnMut(u64, u64) -> Result<Segment, Fault>,
) -> Result<(Appended, Laid), Unlaid> {
    let (head, segment) = staged.known().end();
    let mut draft = Draft::going_on(staged.files.ledger, Head { group, ..head }, segment);
    draft.reserve(request.bytes());
    let Request { labelled, bodies } = request;
    let mut checked = Group::new(staged, head.position);
    let entries = checked.check(&labelled)?;
    let news = labelled.labels.iter().zip(bodies).zip(&entries);
    let ready = news.filter(|(_, answer)| matches!(answer, Admitted::New(_))).map(|(event, _)| event);
    draft.place(ready, more).map_err(Unlaid::Fault)?;
    checked.admit_last(&entries);
    let appended = Appended { entries, head: checked.head() };
    Ok((appended, (!draft.is_empty()).then(|| draft.unfinished())))
}

pub(super) fn write(chunks: &[Chunk]) -> io::Result<()> {
    chunks.iter().try_for_each(|Chunk { segment, offset, bytes, .. }| segment.write_at(bytes, *offset))
}

/// Lets readers see what was placed. Postings of a segment that is full now are made while readers go on reading.
pub(super) fn count(archive: &Archive, chunks: Vec<Chunk>, head: Head) {
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
