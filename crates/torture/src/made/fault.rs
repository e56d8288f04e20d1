//! What a disk does that it should not.

use crate::chance::Chance;
use std::io;

/// One thing that goes wrong, some operations of its kind from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) kind: FaultKind,
    /// So many operations of the kind go well first.
    pub(crate) after: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// A write does nothing, and says so.
    WriteFails,
    /// A write stops in the middle, and says so.
    WriteStops,
    /// A sync fails: what it did not write stays visible until the power is lost, and no later sync writes it.
    SyncFails,
    /// A read fails.
    ReadFails,
    /// From now on no file grows and none is made.
    NoRoom,
    /// A write goes to another place of the same file or of another, and says that all is well.
    Misdirected,
    /// A write is thrown away, and says that all is well.
    Dropped,
    /// A read gives one bit that is not there.
    ReadFlips,
}

/// An operation that went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    /// How many bytes were to be written or read.
    pub(crate) bytes: usize,
}

/// What an operation is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doing {
    Well,
    Wrong(FaultKind),
}

/// An operation a fault may meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    Write,
    /// A write that makes the file longer, or makes a file.
    Growth,
    Sync,
    Read,
}

impl FaultKind {
    pub(crate) const HONEST: [Self; 5] =
        [Self::WriteFails, Self::WriteStops, Self::SyncFails, Self::ReadFails, Self::NoRoom];
    pub(crate) const LIES: [Self; 3] = [Self::Misdirected, Self::Dropped, Self::ReadFlips];

    pub(crate) fn is_a_lie(self) -> bool {
        Self::LIES.contains(&self)
    }

    fn meets(self, operation: Operation) -> bool {
        match self {
            FaultKind::WriteFails | FaultKind::WriteStops => matches!(operation, Operation::Write | Operation::Growth),
            // A new segment is written whole and synced under another name first; a lie there is met when it is read.
            FaultKind::Misdirected | FaultKind::Dropped => operation == Operation::Write,
            FaultKind::SyncFails => operation == Operation::Sync,
            FaultKind::ReadFails | FaultKind::ReadFlips => operation == Operation::Read,
            FaultKind::NoRoom => operation == Operation::Growth,
        }
    }

    /// What the operating system says of it.
    pub(super) fn error(self) -> io::Error {
        match self {
            FaultKind::NoRoom => io::ErrorKind::StorageFull.into(),
            FaultKind::WriteFails
            | FaultKind::WriteStops
            | FaultKind::SyncFails
            | FaultKind::ReadFails
            | FaultKind::Misdirected
            | FaultKind::Dropped
            | FaultKind::ReadFlips => io::Error::other("input or output error"),
        }
    }
}

/// The faults planned, and the chance that decides about their details.
#[derive(Debug)]
pub(super) struct Plan {
    fault: Option<Fault>,
    pub(super) hit: Option<Hit>,
    pub(super) chance: Chance,
}

impl Plan {
    pub(super) fn none() -> Self {
        Self { fault: None, hit: None, chance: Chance::new(0) }
    }

    pub(super) fn of(fault: Fault, chance: Chance) -> Self {
        Self { fault: Some(fault), hit: None, chance }
    }

    /// Counts an operation, and says whether it goes well.
    pub(super) fn meets(&mut self, operation: Operation, bytes: usize) -> Doing {
        match &mut self.fault {
            Some(Fault { kind, after }) if kind.meets(operation) => {
                let kind = *kind;
                if *after > 0 {
                    *after -= 1;
                    return Doing::Well;
                }
                self.hit = Some(Hit { bytes });
                if kind != FaultKind::NoRoom {
                    self.fault = None;
                }
                Doing::Wrong(kind)
            }
            _ => Doing::Well,
        }
    }
}
