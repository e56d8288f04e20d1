//! A segment: one file of the log, of a fixed size from its first day.

use super::bytes::{self, Fields};
use super::disk::{self, DiskFile, Pen, Syncing};
use super::fault::{At, Fault};
use super::head::FORMAT;
use super::root::Root;
use crate::store::cause::Cause;
use crate::value::Position;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use uuid::Uuid;

/// The bytes before the first frame.
pub(super) const HEADER_BYTES: u64 = 64;

const MAGIC: [u8; 8] = *b"QZLOG\r\n\0";
const FIELDS_BYTES: usize = 48;

/// An open segment.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) number: u64,
    pub(super) path: PathBuf,
    /// How long the file is, or should be.
    pub(super) size: u64,
    file: Arc<dyn DiskFile>,
}

impl Segment {
    /// Writes a new segment full of zeros. When this returns, no later write to it can fail for want of room.
    pub(super) fn create(root: &Root, ledger: Uuid, number: u64, size: u64) -> Result<Self, Fault> {
        Self::make(root, ledger, number, size, Pen::zeros)
    }

    /// `rest` sees to the bytes after the header.
    fn make(
        root: &Root,
        ledger: Uuid,
        number: u64,
        size: u64,
        rest: impl FnOnce(&mut Pen, u64) -> std::io::Result<()>,
    ) -> Result<Self, Fault> {
        let path = root.segment(number);
        let made = disk::place(root.disk(), &path, |pen| {
            pen.write_all(&encode(ledger, number, size))?;
            rest(pen, size - HEADER_BYTES)
        });
        made.at(&path)?;
        let file = root.disk().open(&path, true).at(&path)?;
        Ok(Self { number, path, size, file })
    }

    /// Begins a segment that is filled before anything in it counts: its room is only promised, and [`Segment::fill_up`]
    /// takes it. Zeros that are overwritten at once would be written and synced for nothing.
    pub(super) fn begin(root: &Root, ledger: Uuid, number: u64, size: u64) -> Result<Self, Fault> {
        Self::make(root, ledger, number, size, Pen::reach)
    }

    /// Fills a segment that was begun with zeros from an offset on, and begins to sync all of it. When that is over, no later
    /// write to it can fail for want of room.
    pub(super) fn fill_up(&self, from: u64) -> std::io::Result<Syncing> {
        disk::zeros(&*self.file, from, self.size.saturating_sub(from))?;
        Ok(Arc::clone(&self.file).begin_sync())
    }

    /// Opens a segment and checks that it is the one it should be. Which event it begins with is not known here; whoever
    /// knows names it by [`Fault::concerning`].
    pub(super) fn open(root: &Root, ledger: Uuid, number: u64, write: bool) -> Result<Self, Fault> {
        let path = root.segment(number);
        let file = match root.disk().open(&path, write) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(Fault::damaged(&path, 0, Position::ZERO, Cause::SegmentMissing));
            }
            other => other.at(&path)?,
        };
        let mut header = [0; FIELDS_BYTES];
        disk::read_at(&*file, &mut header, 0).at(&path)?;
        if let (Some(found), true) = (header.get(8..12), header.starts_with(&MAGIC)) {
            let found = bytes::u32_at(found, 0);
            if found > FORMAT {
                return Err(Fault::Format { file: path, found });
            }
        }
        let size = decode(&header, ledger, number)
            .ok_or_else(|| Fault::damaged(&path, 0, Position::ZERO, Cause::SegmentHeader))?;
        Ok(Self { number, path, size, file })
    }

    /// Reads at an offset; how many bytes there were when the file is shorter than it should be.
    pub(super) fn read_at(&self, buffer: &mut [u8], offset: u64) -> Result<usize, Fault> {
        disk::read_at(&*self.file, buffer, offset).at(&self.path)
    }

    pub(super) fn write_at(&self, bytes: &[u8], offset: u64) -> std::io::Result<()> {
        self.file.write_all_at(bytes, offset)
    }

    /// Makes what was written survive a loss of power. The file's length never changes, so its data is all there is.
    pub(super) fn sync(&self) -> std::io::Result<()> {
        self.file.sync_data()
    }

    /// As [`Segment::sync`], for a file whose length may just have been restored.
    pub(super) fn sync_all(&self) -> std::io::Result<()> {
        self.file.sync_all()
    }
}

fn encode(ledger: Uuid, number: u64, size: u64) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend(MAGIC);
    out.extend(FORMAT.to_le_bytes());
    out.extend(ledger.as_bytes());
    out.extend(number.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(crc32c::crc32c(&out).to_le_bytes());
    out.resize(bytes::size(HEADER_BYTES), 0);
    out
}

/// The size, when the header belongs to this segment of this ledger.
fn decode(bytes: &[u8; FIELDS_BYTES], ledger: Uuid, number: u64) -> Option<u64> {
    let (body, crc) = bytes.split_last_chunk()?;
    let mut fields = Fields::of(body);
    let whole = fields.array()? == MAGIC
        && fields.u32()? == FORMAT
        && crc32c::crc32c(body) == u32::from_le_bytes(*crc)
        && fields.array()? == *ledger.as_bytes()
        && fields.u64()? == number;
    if whole { fields.u64() } else { None }
}
