//! A disk in memory. It remembers every step since it was made, so that the power can be cut after any of them; and it
//! fails or lies as it is told to.

mod fault;
mod loss;
mod world;

use crate::chance::Chance;
use fault::{Doing, Operation, Plan};
use qizhang::store::{Disk, DiskEntry, DiskFile, DiskLock};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use world::{Node, Step, World};

pub(crate) use fault::{Fault, FaultKind, Hit};
pub(crate) use loss::Loss;

/// The disk. Clones are the same disk.
#[derive(Debug, Clone)]
pub(crate) struct MadeDisk {
    inside: Arc<Mutex<Inside>>,
}

#[derive(Debug)]
struct Inside {
    world: World,
    plan: Plan,
}

/// An open file.
#[derive(Debug)]
struct MadeFile {
    inside: Arc<Mutex<Inside>>,
    node: usize,
    write: bool,
}

#[derive(Debug)]
struct MadeLock {
    inside: Arc<Mutex<Inside>>,
    node: usize,
}

impl MadeDisk {
    pub(crate) fn new() -> Self {
        Self::with(World::empty())
    }

    fn with(world: World) -> Self {
        Self { inside: Arc::new(Mutex::new(Inside { world, plan: Plan::none() })) }
    }

    /// How many steps were taken.
    pub(crate) fn steps(&self) -> usize {
        locked(&self.inside).world.steps.len()
    }

    /// The disk that is there when the power is lost after so many steps. This one stays as it is.
    pub(crate) fn after(&self, steps: usize, loss: Loss, chance: &mut Chance) -> Self {
        Self::with(loss::world_after(&locked(&self.inside).world, steps, loss, chance))
    }

    /// The disk as another process finds it after the one at work was killed: nothing is lost, and nothing more is synced
    /// than was. This one stays with the killed process.
    pub(crate) fn after_a_kill(&self) -> Self {
        let mut world = locked(&self.inside).world.clone();
        world.locked.clear();
        Self::with(world)
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        locked(&self.inside).world.find(Path::new(path)).is_some()
    }

    /// Plans a fault, in place of what was planned.
    pub(crate) fn plan(&self, fault: Fault, chance: Chance) {
        locked(&self.inside).plan = Plan::of(fault, chance);
    }

    /// From now on all goes well. Says what the planned fault has met, if anything.
    pub(crate) fn heal(&self) -> Option<Hit> {
        std::mem::replace(&mut locked(&self.inside).plan, Plan::none()).hit
    }
}

fn locked(inside: &Mutex<Inside>) -> MutexGuard<'_, Inside> {
    inside.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Inside {
    fn well(&mut self, operation: Operation) -> io::Result<()> {
        match self.plan.meets(operation, 0) {
            Doing::Well => Ok(()),
            Doing::Wrong(kind) => Err(kind.error()),
        }
    }

    fn sync(&mut self, node: usize) -> io::Result<()> {
        let done = self.well(Operation::Sync);
        self.world.take(if done.is_ok() { Step::Synced { node } } else { Step::SyncFailed { node } });
        done
    }

    fn write(&mut self, node: usize, bytes: &[u8], at: usize) -> io::Result<()> {
        let grows = at + bytes.len() > self.world.file(node).len();
        let operation = if grows { Operation::Growth } else { Operation::Write };
        let (node, at, bytes, done) = match self.plan.meets(operation, bytes.len()) {
            Doing::Well => (node, at, bytes, Ok(())),
            Doing::Wrong(FaultKind::Dropped) => return Ok(()),
            Doing::Wrong(FaultKind::Misdirected) => {
                let (node, at) = self.elsewhere(bytes.len());
                (node, at, bytes, Ok(()))
            }
            Doing::Wrong(kind @ FaultKind::WriteStops) => {
                let part = self.plan.chance.place(bytes.len() + 1);
                (node, at, &bytes[..part], Err(kind.error()))
            }
            Doing::Wrong(kind) => return Err(kind.error()),
        };
        self.world.take(Step::Write { node, at, bytes: bytes.to_vec() });
        done
    }

    /// A place in any file where so many bytes fit, or the start of one too short.
    fn elsewhere(&mut self, count: usize) -> (usize, usize) {
        let files = self.world.files();
        let node = files[self.plan.chance.place(files.len())];
        let room = self.world.file(node).len().saturating_sub(count);
        (node, self.plan.chance.place(room + 1))
    }

    fn read(&mut self, node: usize, buffer: &mut [u8], at: usize) -> io::Result<usize> {
        let doing = self.plan.meets(Operation::Read, buffer.len());
        let file = self.world.file(node);
        let rest = file.get(at..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        match doing {
            Doing::Well => {}
            Doing::Wrong(FaultKind::ReadFlips) => {
                if let Some(byte) = buffer[..count].get_mut(self.plan.chance.place(count)) {
                    *byte ^= 1 << self.plan.chance.below(8);
                }
            }
            Doing::Wrong(kind) => return Err(kind.error()),
        }
        Ok(count)
    }
}

impl Disk for MadeDisk {
    fn open(&self, path: &Path, write: bool) -> io::Result<Arc<dyn DiskFile>> {
        let node = locked(&self.inside).world.found(path)?;
        Ok(Arc::new(MadeFile { inside: Arc::clone(&self.inside), node, write }))
    }

    fn create(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        let mut inside = locked(&self.inside);
        inside.well(Operation::Growth)?;
        let node = inside.world.make(path, Node::File(Vec::new()))?;
        Ok(Arc::new(MadeFile { inside: Arc::clone(&self.inside), node, write: true }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut inside = locked(&self.inside);
        let (node, name) = inside.world.place(from)?;
        let (there, new_name) = inside.world.place(to)?;
        if node != there {
            return Err(io::ErrorKind::CrossesDevices.into());
        }
        inside.world.found(from)?;
        inside.world.take(Step::Rename { node, from: name.to_owned(), to: new_name.to_owned() });
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut inside = locked(&self.inside);
        inside.world.found(path)?;
        let (node, name) = inside.world.place(path)?;
        inside.world.take(Step::Unlink { node, name: name.to_owned() });
        Ok(())
    }

    fn remove_all(&self, path: &Path) -> io::Result<()> {
        self.remove(path)
    }

    fn remove_directory(&self, path: &Path) -> io::Result<()> {
        if self.list(path)?.is_empty() { self.remove(path) } else { Err(io::ErrorKind::DirectoryNotEmpty.into()) }
    }

    fn make_directory(&self, path: &Path) -> io::Result<()> {
        let mut inside = locked(&self.inside);
        if inside.world.find(path).is_some() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        inside.world.make(path, Node::Directory(BTreeMap::new())).map(|_| ())
    }

    fn is_link(&self, _: &Path) -> bool {
        false
    }

    fn list(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        let inside = locked(&self.inside);
        let node = inside.world.found(path)?;
        let names = inside.world.directory(node).ok_or(io::ErrorKind::NotADirectory)?;
        Ok(names.keys().map(|name| path.join(name)).collect())
    }

    fn entry(&self, path: &Path) -> io::Result<Option<DiskEntry>> {
        let inside = locked(&self.inside);
        let found = inside.world.find(path);
        Ok(found.map(|node| match inside.world.directory(node) {
            Some(_) => DiskEntry::Directory,
            None => DiskEntry::File,
        }))
    }

    fn sync_directory(&self, path: &Path) -> io::Result<()> {
        let mut inside = locked(&self.inside);
        let node = inside.world.found(path)?;
        inside.sync(node)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn DiskLock>>> {
        let mut inside = locked(&self.inside);
        let node = match inside.world.find(path) {
            Some(node) => node,
            None => inside.world.make(path, Node::File(Vec::new()))?,
        };
        let free = inside.world.locked.insert(node);
        Ok(free.then(|| Box::new(MadeLock { inside: Arc::clone(&self.inside), node }) as Box<dyn DiskLock>))
    }

    fn machine_path(&self, _: &Path) -> Option<PathBuf> {
        None
    }
}

impl DiskFile for MadeFile {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        locked(&self.inside).read(self.node, buffer, place(offset)?)
    }

    fn write_all_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        if !self.write {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        locked(&self.inside).write(self.node, bytes, place(offset)?)
    }

    fn sync_data(&self) -> io::Result<()> {
        locked(&self.inside).sync(self.node)
    }

    fn sync_all(&self) -> io::Result<()> {
        self.sync_data()
    }

    fn length(&self) -> io::Result<u64> {
        let length = locked(&self.inside).world.file(self.node).len();
        u64::try_from(length).map_err(io::Error::other)
    }
}

impl DiskLock for MadeLock {}

impl Drop for MadeLock {
    fn drop(&mut self) {
        locked(&self.inside).world.locked.remove(&self.node);
    }
}

fn place(offset: u64) -> io::Result<usize> {
    usize::try_from(offset).map_err(io::Error::other)
}
