//! The end of the log, where lines are added. Whoever adds one has the file to himself meanwhile, so that several processes write one chain.

use super::chain::{Flaw, Mark, Walk};
use super::fault::LogFault;
use super::line::{Heading, Look, Read};
use crate::value::{Digest, Instant};
use rustix::fs::{Mode, OFlags};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, BufReader, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

/// The file of the lines, in the folder of the log.
pub(super) const NAME: &str = "log.jsonl";
/// What begins the name of a file that holds what was not written whole.
const ASIDE: &str = "torn-";
/// How often, and after what time, it is tried again while another process has the file to itself.
const TRIES: u32 = 2000;
const PAUSE: Duration = Duration::from_millis(1);
/// So much of the end is read first; a line is seldom longer.
const PIECE: u64 = 8192;

/// The log, open to be added to.
pub(super) struct Tail {
    path: PathBuf,
    pub(super) file: Arc<File>,
    /// Where the last line ends.
    end: u64,
    last: Mark,
    /// What the file is to the system, by which it is known should another one lie in its place.
    id: (u64, u64),
}

/// The file, for the time somebody has it to himself.
struct Alone<'f>(&'f File);

impl<'f> Alone<'f> {
    fn with(file: &'f File, path: &Path) -> Result<Self, LogFault> {
        for _ in 0..TRIES {
            match file.try_lock() {
                Ok(()) => return Ok(Self(file)),
                Err(fs::TryLockError::WouldBlock) => sleep(PAUSE),
                Err(fs::TryLockError::Error(error)) => return Err(LogFault::unwritable(path, error)),
            }
        }
        Err(LogFault::Busy { file: path.to_owned() })
    }
}

impl Drop for Alone<'_> {
    fn drop(&mut self) {
        // It is given back at the latest with the file.
        let _ = self.0.unlock();
    }
}

impl Tail {
    /// Opens the log of a ledger, or begins it. What was not written whole at its end is put aside.
    pub(super) fn open(folder: &Path, ledger: &str, now: Instant) -> Result<Self, LogFault> {
        let path = folder.join(NAME);
        let failed = |error| LogFault::unwritable(&path, error);
        match DirBuilder::new().mode(0o700).create(folder) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(failed(error)),
            Ok(()) | Err(_) => {}
        }
        let mut how = OpenOptions::new();
        let file = how.read(true).write(true).create(true).truncate(false).mode(0o600).open(&path).map_err(failed)?;
        let found = file.metadata().map_err(failed)?;
        let id = (found.dev(), found.ino());
        let nothing = Mark { number: 0, digest: Digest::of(b"") };
        let mut tail = Self { path, file: Arc::new(file), end: 0, last: nothing, id };
        let file = Arc::clone(&tail.file);
        let _alone = Alone::with(&file, &tail.path)?;
        tail.find_end(folder)?;
        if tail.end == 0 {
            tail.begin(folder, ledger, now)?;
        } else {
            tail.is_of(ledger)?;
        }
        Ok(tail)
    }

    /// Writes the first line.
    fn begin(&mut self, folder: &Path, ledger: &str, now: Instant) -> Result<(), LogFault> {
        let text = Heading::text(ledger, now).ok_or_else(|| self.failed(ErrorKind::InvalidData.into()))?;
        let digest = Digest::of(text.as_bytes());
        self.put(text, Mark { number: 0, digest })?;
        self.file.sync_all().map_err(|error| self.failed(error))?;
        // The name of a new file is safe when its folder is.
        let open = rustix::fs::open(folder, OFlags::RDONLY | OFlags::DIRECTORY, Mode::empty());
        let synced = open.and_then(rustix::fs::fsync);
        synced.map_err(|error| self.failed(error.into()))
    }

    /// Whether the first line is of a ledger.
    fn is_of(&self, ledger: &str) -> Result<(), LogFault> {
        let mut first = vec![0; usize::try_from(PIECE.min(self.end)).unwrap_or_default()];
        self.file.read_exact_at(&mut first, 0).map_err(|error| self.failed(error))?;
        let line = first.split(|byte| *byte == b'\n').next().unwrap_or_default();
        match Read::of(line) {
            Some(Read::Heading(heading)) if heading.ledger == ledger || ledger.is_empty() => Ok(()),
            Some(Read::Heading(heading)) => {
                Err(LogFault::OfOther { file: self.path.clone(), of: heading.ledger.into(), own: ledger.into() })
            }
            Some(Read::Line(..)) | None => Err(self.damaged(1, Flaw::Heading)),
        }
    }

    /// Finds the last line, and puts aside what is behind it.
    fn find_end(&mut self, folder: &Path) -> Result<(), LogFault> {
        let length = self.length()?;
        let mut size = PIECE;
        let (end, line) = loop {
            let start = length.saturating_sub(size);
            let piece = self.piece(start, length)?;
            let last = piece.iter().rposition(|byte| *byte == b'\n');
            let whole = last.and_then(|last| piece.get(..last));
            let before = whole.and_then(|whole| whole.iter().rposition(|byte| *byte == b'\n'));
            match (last, whole, before) {
                (Some(last), Some(whole), Some(before)) => {
                    let line = whole.get(before.saturating_add(1)..).unwrap_or_default().to_vec();
                    break (start.saturating_add(length_of(last)).saturating_add(1), line);
                }
                (Some(last), Some(whole), None) if start == 0 => {
                    break (length_of(last).saturating_add(1), whole.to_vec());
                }
                _ if start == 0 => break (0, Vec::new()),
                _ => size = size.saturating_mul(8),
            }
        };
        if end > 0 {
            let digest = Digest::of(&line);
            let number = match Read::of(&line) {
                Some(Read::Heading(_)) => 0,
                Some(Read::Line(line, _)) => line.number,
                None => return Err(self.first_damage()),
            };
            self.last = Mark { number, digest };
        }
        self.end = end;
        self.put_aside(folder, length)
    }

    /// Keeps what is behind the last line in a file of its own, and takes it away.
    fn put_aside(&self, folder: &Path, length: u64) -> Result<(), LogFault> {
        if length <= self.end {
            return Ok(());
        }
        let failed = |error| self.failed(error);
        let torn = self.piece(self.end, length)?;
        let next = if self.end == 0 { 0 } else { self.last.number.saturating_add(1) };
        let mut names =
            (1..).map(|time| if time == 1 { format!("{ASIDE}{next}") } else { format!("{ASIDE}{next}-{time}") });
        let mut made = loop {
            let Some(name) = names.next() else { return Err(failed(ErrorKind::AlreadyExists.into())) };
            match OpenOptions::new().write(true).create_new(true).mode(0o600).open(folder.join(name)) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                made => break made.map_err(failed)?,
            }
        };
        made.write_all(&torn).and_then(|()| made.sync_all()).map_err(failed)?;
        self.file.set_len(self.end).and_then(|()| self.file.sync_all()).map_err(failed)
    }

    /// Adds the line of a look.
    pub(super) fn add(&mut self, look: &Look) -> Result<(), LogFault> {
        let place = fs::metadata(&self.path).map(|found| (found.dev(), found.ino()));
        if place.ok() != Some(self.id) {
            return Err(LogFault::Gone { file: self.path.clone() });
        }
        let file = Arc::clone(&self.file);
        let _alone = Alone::with(&file, &self.path)?;
        self.catch_up()?;
        let number = self.last.number.saturating_add(1);
        let text = look.text(number, self.last.digest).ok_or_else(|| self.failed(ErrorKind::InvalidData.into()))?;
        let digest = Digest::of(text.as_bytes());
        self.put(text, Mark { number, digest })
    }

    /// Goes along with what other processes added meanwhile.
    fn catch_up(&mut self) -> Result<(), LogFault> {
        let length = self.length()?;
        if length < self.end {
            return Err(LogFault::Shorter { file: self.path.clone(), head: self.last });
        }
        if length == self.end {
            return Ok(());
        }
        let added = self.piece(self.end, length)?;
        let whole = added.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last.saturating_add(1));
        let mut walk = Walk::behind(self.last);
        walk.along(added.get(..whole).unwrap_or_default(), &mut |_, _| {}).map_err(|error| self.failed(error))?;
        if let Some(damage) = walk.first() {
            return Err(self.damaged(damage.line, damage.flaw));
        }
        self.last = walk.before.unwrap_or(self.last);
        self.end = self.end.saturating_add(length_of(whole));
        let folder = self.path.parent().map(Path::to_owned).unwrap_or_default();
        self.put_aside(&folder, length)
    }

    /// Writes a line behind the last. What was written of it in vain is taken away again; where that fails too, the next to open it does so.
    fn put(&mut self, text: String, mark: Mark) -> Result<(), LogFault> {
        let line = text + "\n";
        if let Err(error) = self.file.write_all_at(line.as_bytes(), self.end) {
            let _ = self.file.set_len(self.end);
            return Err(self.failed(error));
        }
        self.end = self.end.saturating_add(length_of(line.len()));
        self.last = mark;
        Ok(())
    }

    fn length(&self) -> Result<u64, LogFault> {
        self.file.metadata().map(|found| found.len()).map_err(|error| self.failed(error))
    }

    fn piece(&self, from: u64, to: u64) -> Result<Vec<u8>, LogFault> {
        let mut bytes = vec![0; usize::try_from(to.saturating_sub(from)).unwrap_or_default()];
        self.file.read_exact_at(&mut bytes, from).map_err(|error| self.failed(error))?;
        Ok(bytes)
    }

    /// What is wrong with a log whose last line does not read: the first thing that a walk along it finds.
    fn first_damage(&self) -> LogFault {
        let mut walk = Walk::whole();
        let walked = File::open(&self.path).and_then(|file| walk.along(BufReader::new(file), &mut |_, _| {}));
        match (walked, walk.first()) {
            (Ok(()), Some(damage)) => self.damaged(damage.line, damage.flaw),
            (Ok(()), None) => self.failed(ErrorKind::InvalidData.into()),
            (Err(error), _) => self.failed(error),
        }
    }

    fn damaged(&self, line: u64, flaw: Flaw) -> LogFault {
        LogFault::Damaged { file: self.path.clone(), line, flaw }
    }

    fn failed(&self, error: io::Error) -> LogFault {
        LogFault::unwritable(&self.path, error)
    }
}

/// The files in the folder of a log that hold what was not written whole, by name.
pub(super) fn aside(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(ASIDE) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

fn length_of(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}
