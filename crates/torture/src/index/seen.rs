//! The files of an index as they came to be. A thread reads them again and again while the ledger is used, and keeps every
//! page that has changed: so much of what sled wrote can be taken away again.

use super::loss::Files;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// What an operating system writes in one piece.
pub(super) const PAGE: usize = 4096;
const AGAIN_AFTER: Duration = Duration::from_millis(2);

/// Every version of every file. Version 0 has none.
#[derive(Default)]
pub(super) struct Seen {
    version: usize,
    pub(super) files: BTreeMap<PathBuf, FileSeen>,
}

/// One file, by its name.
#[derive(Default)]
pub(super) struct FileSeen {
    /// From a version on, how long it was; none while it was not there.
    lengths: Vec<(usize, Option<usize>)>,
    /// Each page, with what it was from a version on. A page that is gone keeps what it was.
    pages: Vec<Vec<(usize, Vec<u8>)>>,
}

/// A thread that looks, and where.
pub(super) struct Watched {
    desk: Arc<Mutex<Desk>>,
    thread: JoinHandle<()>,
}

struct Desk {
    path: PathBuf,
    seen: Seen,
    stopped: bool,
}

impl Watched {
    pub(super) fn start(path: PathBuf) -> io::Result<Self> {
        let desk = Arc::new(Mutex::new(Desk { path, seen: Seen::default(), stopped: false }));
        let theirs = Arc::clone(&desk);
        let thread = std::thread::Builder::new().spawn(move || {
            while !locked(&theirs).stopped {
                locked(&theirs).look();
                std::thread::sleep(AGAIN_AFTER);
            }
        })?;
        Ok(Self { desk, thread })
    }

    /// Looks now; the version there is.
    pub(super) fn look(&self) -> usize {
        let mut desk = locked(&self.desk);
        desk.look();
        desk.seen.version
    }

    /// Looks elsewhere from now on.
    pub(super) fn turn_to(&self, path: PathBuf) {
        locked(&self.desk).path = path;
    }

    pub(super) fn stop(self) -> Seen {
        locked(&self.desk).stopped = true;
        let _ = self.thread.join();
        std::mem::take(&mut locked(&self.desk).seen)
    }
}

fn locked(desk: &Mutex<Desk>) -> MutexGuard<'_, Desk> {
    desk.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    fn look(&mut self) {
        let found = below(&self.path);
        self.seen.add(&found);
    }
}

impl Seen {
    /// The newest.
    pub(super) fn version(&self) -> usize {
        self.version
    }

    fn add(&mut self, found: &Files) {
        let (next, mut changed) = (self.version + 1, false);
        for (name, bytes) in found {
            changed |= self.files.entry(name.clone()).or_default().add(next, Some(bytes));
        }
        for (_, gone) in self.files.iter_mut().filter(|(name, _)| !found.contains_key(*name)) {
            changed |= gone.add(next, None);
        }
        self.version += usize::from(changed);
    }
}

impl FileSeen {
    /// How long it was, and whether it was there.
    pub(super) fn length(&self, version: usize) -> Option<usize> {
        self.lengths.iter().rev().find(|(from, _)| *from <= version).and_then(|(_, length)| *length)
    }

    /// Its bytes at a version, from all of its pages.
    pub(super) fn bytes(&self, version: usize) -> Option<Vec<u8>> {
        let length = self.length(version)?;
        let mut bytes = Vec::with_capacity(length);
        for page in 0..length.div_ceil(PAGE) {
            bytes.resize(page * PAGE, 0);
            bytes.extend(self.page(page, version).unwrap_or_default());
        }
        bytes.resize(length, 0);
        Some(bytes)
    }

    /// The versions between two at which a page changed.
    pub(super) fn changes(&self, page: usize, (base, top): (usize, usize)) -> Vec<usize> {
        let all = self.pages.get(page).map_or(&[][..], Vec::as_slice);
        all.iter().map(|(from, _)| *from).filter(|from| base < *from && *from <= top).collect()
    }

    /// A page at a version.
    pub(super) fn page(&self, page: usize, version: usize) -> Option<&[u8]> {
        let of = self.pages.get(page)?.iter().rev().find(|(from, _)| *from <= version);
        of.map(|(_, bytes)| bytes.as_slice())
    }

    /// Whether anything is new.
    fn add(&mut self, next: usize, bytes: Option<&Vec<u8>>) -> bool {
        let mut changed = self.length(next) != bytes.map(Vec::len);
        if changed {
            self.lengths.push((next, bytes.map(Vec::len)));
        }
        for (number, page) in bytes.map_or(&[][..], Vec::as_slice).chunks(PAGE).enumerate() {
            if number == self.pages.len() {
                self.pages.push(Vec::new());
            }
            let of = &mut self.pages[number];
            if of.last().is_none_or(|(_, last)| last != page) {
                of.push((next, page.to_vec()));
                changed = true;
            }
        }
        changed
    }
}

/// Every file below a folder, by its name from there. What goes away meanwhile is not there.
pub(super) fn below(root: &Path) -> Files {
    let mut found = Files::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|item| item.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if let (Ok(bytes), Ok(name)) = (fs::read(&path), path.strip_prefix(root)) {
                found.insert(name.to_owned(), bytes);
            }
        }
    }
    found
}
