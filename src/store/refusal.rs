//! Why a store does not append, open or read.

use crate::store::cause::Cause;
use crate::store::contract::{EVENT_BYTES_MAX, LABEL_BYTES_MAX};
use crate::store::facet::Facet;
use crate::value::{EventId, Position};
use std::path::PathBuf;

/// Why a batch was not admitted; nothing of it was.
#[derive(Debug)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum AppendRefusal {
    /// The batch holds no event. Whether its condition holds is not looked at: no other decision would help.
    Empty,
    /// The condition does not hold: decide again, with these positions in view (at most the first 100).
    Conflict { found: Vec<Position> },
    /// The same id was recorded with other content. `entry` counts from 0 within the batch; `by` is absent when it is
    /// another entry of the same batch.
    IdTaken { entry: usize, by: Option<Position> },
    /// The document is recorded already; `by` is absent when another entry of the same batch takes it.
    KeyTaken { entry: usize, key: String, by: Option<Position> },
    /// A part of the event has so many bytes, more than [`Part::bytes_max`].
    TooLarge { entry: usize, part: Part, bytes: usize },
    /// Somebody else is writing, or the store cannot write just now: try again. A staged append begun on another one gets
    /// this answer always.
    Busy,
    /// The disk is full; nothing was written. Try again with room.
    Full,
    /// The store was opened for reading.
    ReadOnly,
    /// What must be checked first cannot be read; nothing was written.
    Unreadable(ReadError),
    /// Writing failed and this writer must be opened again; what was acknowledged is safe.
    Broken(std::io::Error),
}

/// What of an event has a size of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The envelope.
    Envelope,
    /// The tags and the natural keys together.
    Labels,
}

/// Why a store does not open.
#[derive(Debug)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum OpenError {
    /// There is no ledger at this path.
    Missing(PathBuf),
    /// There is something at this path already.
    Exists(PathBuf),
    /// A copy of this ledger was to be made inside it.
    Inside { ledger: PathBuf, path: PathBuf },
    /// Nothing can be made at this path.
    Place { path: PathBuf, why: PlaceFault },
    /// Another process is writing.
    Locked(PathBuf),
    /// The log is damaged where it must not be: file, byte and the first position concerned.
    Damaged { file: PathBuf, byte: u64, position: Position, what: Cause },
    /// A format this program does not know.
    Format { file: PathBuf, found: u32 },
    /// The operating system refused.
    Io { path: PathBuf, cause: std::io::Error },
}

/// Why nothing can be made at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaceFault {
    /// Another process is making it.
    BeingMade,
    /// It would be made under this name first, and something is there that no killed making left.
    InTheWay(PathBuf),
    /// The directory it would lie in is missing.
    NoDirectory(PathBuf),
    /// It would lie inside this ledger, or under a name this ledger keeps for itself.
    OfLedger(PathBuf),
}

/// Why reading failed.
#[derive(Debug)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum ReadError {
    /// The log is damaged: file, byte and position.
    Damaged { file: PathBuf, byte: u64, position: Position, what: Cause },
    /// A format this program does not know.
    Format { file: PathBuf, found: u32 },
    /// The operating system refused.
    Io { path: PathBuf, cause: std::io::Error },
    /// Only a part of the ledger is here, and the answer is not in it.
    NotHeld { asked: Asked },
}

/// What was asked of a part of a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Every event.
    Everything,
    /// Every event of one type, or with some tags.
    Facet(Facet),
    /// The event at a place.
    Event(Position),
    /// Where the event of an id stands.
    Id(EventId),
    /// The root at a size.
    Root(Position),
    /// Who holds a natural key.
    Holder,
}

impl Part {
    /// The most bytes it may have.
    pub fn bytes_max(self) -> usize {
        match self {
            Part::Envelope => EVENT_BYTES_MAX,
            Part::Labels => LABEL_BYTES_MAX,
        }
    }
}
