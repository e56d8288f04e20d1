//! What a store may say of a fault it meets.

use crate::made::FaultKind;
use qizhang::store::{AppendRefusal, OpenError, ReadError};

/// Opening may say that the disk failed; that something is damaged, and where, only when the disk has lied.
pub(super) fn of_opening(error: &OpenError, kind: FaultKind) -> bool {
    match error {
        OpenError::Io { .. } => !kind.is_a_lie(),
        OpenError::Damaged { file, .. } | OpenError::Format { file, .. } => {
            kind.is_a_lie() && file.starts_with(super::LEDGER)
        }
        OpenError::Missing(_)
        | OpenError::Exists(_)
        | OpenError::Inside { .. }
        | OpenError::Place { .. }
        | OpenError::Locked(_) => false,
    }
}

pub(super) fn of_reading(error: &ReadError, kind: FaultKind) -> bool {
    match error {
        ReadError::Io { .. } => kind == FaultKind::ReadFails,
        ReadError::Damaged { file, .. } | ReadError::Format { file, .. } => {
            kind.is_a_lie() && file.starts_with(super::LEDGER)
        }
        ReadError::NotHeld { .. } => false,
    }
}

pub(super) fn of_appending(refusal: &AppendRefusal, kind: FaultKind) -> bool {
    match refusal {
        AppendRefusal::Full => kind == FaultKind::NoRoom,
        AppendRefusal::Broken(_) => true,
        AppendRefusal::Unreadable(error) => of_reading(error, kind),
        AppendRefusal::Empty
        | AppendRefusal::Conflict { .. }
        | AppendRefusal::IdTaken { .. }
        | AppendRefusal::KeyTaken { .. }
        | AppendRefusal::TooLarge { .. }
        | AppendRefusal::Busy
        | AppendRefusal::ReadOnly => false,
    }
}
