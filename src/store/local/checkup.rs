//! The state of everything in the directory of a ledger, told without changing anything.

use super::fault::{At, Fault};
use super::head::{FORMAT, Head, HeadFile};
use super::index::Index;
use super::known::{Files, Known};
use super::machine::MachineDisk;
use super::making::left_beside;
use super::report::{Report, examine};
use super::root::Root;
use super::segment::Segment;
use crate::store::refusal::OpenError;
use crate::value::Position;
use rustix::fs::{Access, access, statvfs};
use std::fs::{self, File};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// What a look at everything found.
#[derive(Debug)]
pub struct Checkup {
    /// The version of the format, which is one for all files.
    pub format: u32,
    /// Every event and what leads to it; why not, where that cannot even be begun.
    pub report: Result<Report, OpenError>,
    /// Whether somebody writes.
    pub writer: WriterState,
    /// What the index is worth.
    pub index: IndexHealth,
    /// Bytes written after the head, when nobody is writing: a group that was never finished, and its file.
    pub beyond: Option<(PathBuf, u64)>,
    /// Segments after the one the head is in, when nobody is writing.
    pub extra: Vec<PathBuf>,
    /// Files that were being made when a process died.
    pub leftovers: Vec<PathBuf>,
    /// Files of the log that no ledger makes.
    pub strangers: Vec<PathBuf>,
    /// Files and directories this process may not write.
    pub unwritable: Vec<PathBuf>,
    /// The bytes free on the disk, where the system tells.
    pub free_bytes: Option<u64>,
}

/// Whether somebody writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriterState {
    /// Nobody.
    Nobody,
    /// Somebody; the process, where the system tells.
    Process(Option<u32>),
}

/// What the index is worth. Nothing depends on it: what it lacks is read from the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IndexHealth {
    /// It has everything of the last segment.
    Whole,
    /// It has everything up to this position; the next writer goes on from there.
    Behind(Position),
    /// There is none; the next writer begins one.
    Missing,
    /// It cannot be read or does not fit the log; the next writer begins another.
    Damaged,
    /// The writer has it open, and nobody else may look.
    InUse,
    /// The log is damaged, so nothing can be compared with it.
    Unknown,
}

/// Looks at everything. A directory that is no ledger at all is an error; whatever else is wrong is told.
pub fn check_up(path: &Path) -> Result<Checkup, OpenError> {
    let root = Root::find(Arc::new(MachineDisk), path)?;
    let writer = writer_of(&root);
    let idle = writer == WriterState::Nobody;
    let report = examine(path);
    let head = HeadFile::open(&root, false).ok();
    let names = Names::of(&root, head.as_ref().map(|(_, head)| *head))?;
    let (beyond, index) = match &head {
        Some((file, head)) if idle => (beyond(&root, file, *head), index_health(&root, file, *head)),
        Some(_) => (None, IndexHealth::InUse),
        None => (None, IndexHealth::Unknown),
    };
    Ok(Checkup {
        format: FORMAT,
        unwritable: unwritable(&root, head.as_ref().map(|(_, head)| *head)),
        free_bytes: statvfs(path).ok().map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize)),
        report,
        writer,
        index,
        beyond,
        extra: if idle { names.extra } else { Vec::new() },
        leftovers: if idle { names.leftovers } else { Vec::new() },
        strangers: names.strangers,
    })
}

/// The files of the log, sorted by what they are.
#[derive(Default)]
struct Names {
    extra: Vec<PathBuf>,
    leftovers: Vec<PathBuf>,
    strangers: Vec<PathBuf>,
}

impl Names {
    fn of(root: &Root, head: Option<Head>) -> Result<Self, Fault> {
        let mut names = Self::default();
        let log = root.log();
        let mut files: Vec<PathBuf> = Vec::new();
        for entry in fs::read_dir(&log).at(&log)? {
            files.push(entry.at(&log)?.path());
        }
        files.sort();
        for file in files {
            match (file.extension().and_then(|end| end.to_str()), number_of(&file)) {
                (Some("new"), _) => names.leftovers.push(file),
                (Some("segment"), Some(number)) => {
                    if head.is_some_and(|head| number > head.segment) {
                        names.extra.push(file);
                    }
                }
                (Some("postings"), Some(_)) => {}
                _ => names.strangers.push(file),
            }
        }
        let own = root.head().with_added_extension("new");
        names.leftovers.extend(Some(own).filter(|file| file.exists()));
        names.leftovers.extend(left_beside(root.path(), root.shared_disk()));
        Ok(names)
    }
}

/// The number in the name of a segment or its postings.
fn number_of(file: &Path) -> Option<u64> {
    let name = file.file_stem()?.to_str()?;
    name.parse().ok().filter(|number| *number > 0 && name == format!("{number:012}"))
}

/// A shared lock is refused exactly while the writer holds its own.
fn writer_of(root: &Root) -> WriterState {
    let path = root.lock_file();
    let Ok(file) = File::open(&path) else { return WriterState::Nobody };
    if file.try_lock_shared().is_ok() { WriterState::Nobody } else { WriterState::Process(process_of(&path)) }
}

/// The process that holds a lock, as Linux tells it: `1: FLOCK ADVISORY WRITE 4711 08:01:131090 0 EOF`.
fn process_of(lock: &Path) -> Option<u32> {
    let inode = fs::metadata(lock).ok()?.ino().to_string();
    let table = fs::read_to_string("/proc/locks").ok()?;
    let holds = |line: &&str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        words.get(1) == Some(&"FLOCK") && words.get(5).and_then(|file| file.rsplit(':').next()) == Some(inode.as_str())
    };
    table.lines().find(holds)?.split_whitespace().nth(4)?.parse().ok().filter(|process| *process > 0)
}

/// How much was written after the head, to the last byte that is no zero.
fn beyond(root: &Root, file: &HeadFile, head: Head) -> Option<(PathBuf, u64)> {
    let segment = Segment::open(root, file.ledger(), head.segment, false).ok()?;
    let mut piece = vec![0; 1 << 20];
    let (mut offset, mut last) = (head.offset, head.offset);
    loop {
        let there = segment.read_at(&mut piece, offset).ok().filter(|there| *there > 0)?;
        let used = piece.get(..there)?.iter().rposition(|byte| *byte != 0);
        last = used.map_or(last, |at| offset + super::bytes::len64(at) + 1);
        offset += super::bytes::len64(there);
        if offset >= segment.size {
            return (last > head.offset).then_some((segment.path.clone(), last - head.offset));
        }
    }
}

/// sled changes what it opens, so a copy of the index is looked at.
fn index_health(root: &Root, file: &HeadFile, head: Head) -> IndexHealth {
    let Some(path) = root.index().filter(|path| path.exists()) else { return IndexHealth::Missing };
    let Some(index) = copied(&path, file.ledger()) else { return IndexHealth::Damaged };
    let files = Files { root: root.clone(), ledger: file.ledger(), writes: false, aside: None };
    match index.1.reached() {
        Err(_) => IndexHealth::Damaged,
        Ok(None) => IndexHealth::Behind(Position::ZERO),
        Ok(Some(reached)) if reached.position > head.position => IndexHealth::Damaged,
        Ok(Some(reached)) if reached.segment < head.segment => IndexHealth::Behind(reached.position),
        Ok(Some(_)) => match Known::load(&files, head, Some(&index.1)) {
            Err(_) => IndexHealth::Unknown,
            Ok((_, Some(used))) if used == head.position => IndexHealth::Whole,
            Ok((_, Some(used))) => IndexHealth::Behind(used),
            Ok((_, None)) => IndexHealth::Damaged,
        },
    }
}

fn copied(path: &Path, ledger: Uuid) -> Option<(tempfile::TempDir, Index)> {
    let directory = tempfile::tempdir().ok()?;
    copy_all(path, directory.path())?;
    let index = Index::look(directory.path(), ledger).ok()?;
    Some((directory, index))
}

fn copy_all(from: &Path, to: &Path) -> Option<()> {
    for entry in fs::read_dir(from).ok()? {
        let entry = entry.ok()?;
        let target = to.join(entry.file_name());
        if entry.file_type().ok()?.is_dir() {
            fs::create_dir(&target).ok()?;
            copy_all(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target).ok()?;
        }
    }
    Some(())
}

/// What a writer must be able to write: the directories, the head, the lock and the last segment.
fn unwritable(root: &Root, head: Option<Head>) -> Vec<PathBuf> {
    let mut needed = vec![root.path().to_owned(), root.log(), root.head(), root.lock_file()];
    needed.extend(root.index());
    needed.extend(head.map(|head| root.segment(head.segment)));
    needed.into_iter().filter(|path| path.exists() && access(path, Access::WRITE_OK).is_err()).collect()
}
