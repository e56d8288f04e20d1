//! The head: how far the log is certainly written.
//!
//! Two slots, of which one is always synced: until the other one is too, only that other one is written. So a write spoilt
//! by a loss of power leaves the synced one. Format in `docs/format.md`.

use super::bytes::{self, Fields};
use super::disk::{self, DiskFile};
use super::fault::{At, Fault};
use super::root::Root;
use crate::store::cause::Cause;
use crate::value::Position;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// The version of every file in the directory.
pub(super) const FORMAT: u32 = 1;

const MAGIC: [u8; 8] = *b"QZHEAD\r\n";
const SLOT_BYTES: usize = 72;
/// Slots lie in different blocks of the disk.
const SLOT_STRIDE: u64 = 4096;
/// A slot takes less than a microsecond to write.
const LOOKS: u32 = 4;

/// The end of a group of appends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    /// The last event; zero in an empty ledger.
    pub(super) position: Position,
    /// The group's number; zero in an empty ledger.
    pub(super) group: u64,
    /// The segment its end frame is in.
    pub(super) segment: u64,
    /// The byte after its end frame.
    pub(super) offset: u64,
}

/// What stands in one of the two slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotState {
    /// Whole, and so far.
    Whole(Position),
    /// Not readable: torn, or damaged.
    Torn,
}

/// The file, open.
#[derive(Debug)]
pub(super) struct HeadFile {
    path: PathBuf,
    file: Arc<dyn DiskFile>,
    ledger: Uuid,
    sequence: u64,
    /// The slot that may be written: the other one is synced.
    free: u64,
}

struct Slot {
    ledger: Uuid,
    sequence: u64,
    head: Head,
}

/// Writes the head of an empty ledger.
pub(super) fn create(root: &Root, ledger: Uuid) -> Result<(), Fault> {
    let path = root.head();
    let head = Head { position: Position::ZERO, group: 0, segment: 1, offset: super::segment::HEADER_BYTES };
    let made = disk::place(root.disk(), &path, |pen| {
        pen.write_all(&encode(&Slot { ledger, sequence: 0, head }))?;
        pen.zeros(SLOT_STRIDE * 2 - bytes::len64(SLOT_BYTES))
    });
    made.at(&path)
}

/// Writes a head into both slots of a new file.
pub(super) fn create_at(root: &Root, ledger: Uuid, head: Head) -> Result<(), Fault> {
    let path = root.head();
    let gap = SLOT_STRIDE - bytes::len64(SLOT_BYTES);
    let made = disk::place(root.disk(), &path, |pen| {
        for sequence in 0..2 {
            pen.write_all(&encode(&Slot { ledger, sequence, head }))?;
            pen.zeros(gap)?;
        }
        Ok(())
    });
    made.at(&path)
}

impl HeadFile {
    /// Opens the file. A ledger without it is refused: nobody could tell what was acknowledged.
    pub(super) fn open(root: &Root, write: bool) -> Result<(Self, Head), Fault> {
        let path = root.head();
        let file = match root.disk().open(&path, write) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(Fault::damaged(&path, 0, Position(1), Cause::HeadMissing));
            }
            other => other.at(&path)?,
        };
        let (number, slot) = newest(&*file, &path)?;
        Ok((Self { path, file, ledger: slot.ledger, sequence: slot.sequence, free: 1 - number }, slot.head))
    }

    /// The ledger's own name.
    pub(super) fn ledger(&self) -> Uuid {
        self.ledger
    }

    /// Reads the newer whole slot again.
    pub(super) fn read(&self) -> Result<Head, Fault> {
        Ok(newest(&*self.file, &self.path)?.1.head)
    }

    /// Writes the slot that may be written. It is safe from a crash of this process at once; from a loss of power when the
    /// file was synced, and whoever has synced it says so by [`HeadFile::turn`].
    pub(super) fn write(&mut self, head: Head) -> std::io::Result<()> {
        let sequence = self.sequence + 1;
        let slot = encode(&Slot { ledger: self.ledger, sequence, head });
        self.file.write_all_at(&slot, self.free * SLOT_STRIDE)?;
        self.sequence = sequence;
        Ok(())
    }

    /// A second handle to the same file, to sync it from another thread.
    pub(super) fn handle(&self) -> Arc<dyn DiskFile> {
        Arc::clone(&self.file)
    }

    /// What was written last is synced: from now on the other slot is written.
    pub(super) fn turn(&mut self) {
        self.free = 1 - self.free;
    }

    /// Syncs what another process may have written, and was killed before it was synced: the other slot is not touched
    /// until this one is on the disk.
    pub(super) fn sync_found(&self) -> std::io::Result<()> {
        self.file.sync_data()
    }

    /// Writes and syncs.
    pub(super) fn settle(&mut self, head: Head) -> std::io::Result<()> {
        self.write(head)?;
        self.file.sync_data()?;
        self.turn();
        Ok(())
    }

    /// Counts the writes.
    pub(super) fn sequence(&self) -> u64 {
        self.sequence
    }

    /// What stands in each slot.
    pub(super) fn slots(&self) -> Result<[SlotState; 2], Fault> {
        let state = |number| {
            let slot = read_slot(&*self.file, number).at(&self.path)?;
            Ok(slot.map_or(SlotState::Torn, |slot| SlotState::Whole(slot.head.position)))
        };
        Ok([state(0)?, state(1)?])
    }
}

/// The newer whole slot and its number. A writer may be at work while this process reads: a slot that is not whole is
/// looked at again, and found at rest unless it is damaged.
fn newest(file: &dyn DiskFile, path: &Path) -> Result<(u64, Slot), Fault> {
    let mut found = None;
    for _ in 0..LOOKS {
        let slots = [(0, read_slot(file, 0).at(path)?), (1, read_slot(file, 1).at(path)?)];
        let both = slots.iter().all(|(_, slot)| slot.is_some());
        let whole = slots.into_iter().filter_map(|(number, slot)| Some((number, slot?)));
        found = whole.max_by_key(|(_, slot)| slot.sequence).or(found);
        if both {
            break;
        }
    }
    if let Some(found) = found {
        return Ok(found);
    }
    let mut start = [0; 12];
    disk::read_at(file, &mut start, 0).at(path)?;
    match bytes::u32_at(&start, 8) {
        found if start.starts_with(&MAGIC) && found > FORMAT => Err(Fault::Format { file: path.to_owned(), found }),
        _ => Err(Fault::damaged(path, 0, Position(1), Cause::NoSlotWhole)),
    }
}

fn read_slot(file: &dyn DiskFile, number: u64) -> std::io::Result<Option<Slot>> {
    let mut slot = [0; SLOT_BYTES];
    let there = disk::read_at(file, &mut slot, number * SLOT_STRIDE)?;
    // What is missing must not pass for zeros that were written.
    Ok(if there == SLOT_BYTES { decode(&slot) } else { None })
}

fn encode(slot: &Slot) -> Vec<u8> {
    let mut out = Vec::with_capacity(SLOT_BYTES);
    out.extend(MAGIC);
    out.extend(FORMAT.to_le_bytes());
    out.extend(slot.ledger.as_bytes());
    out.extend(slot.sequence.to_le_bytes());
    out.extend(slot.head.position.0.to_le_bytes());
    out.extend(slot.head.group.to_le_bytes());
    out.extend(slot.head.segment.to_le_bytes());
    out.extend(slot.head.offset.to_le_bytes());
    out.extend(crc32c::crc32c(&out).to_le_bytes());
    out
}

fn decode(bytes: &[u8; SLOT_BYTES]) -> Option<Slot> {
    let (body, crc) = bytes.split_last_chunk()?;
    let mut fields = Fields::of(body);
    let whole = fields.array()? == MAGIC && fields.u32()? == FORMAT && crc32c::crc32c(body) == u32::from_le_bytes(*crc);
    if !whole {
        return None;
    }
    let ledger = Uuid::from_bytes(fields.array()?);
    let sequence = fields.u64()?;
    let (position, group) = (Position(fields.u64()?), fields.u64()?);
    let head = Head { position, group, segment: fields.u64()?, offset: fields.u64()? };
    Some(Slot { ledger, sequence, head })
}
