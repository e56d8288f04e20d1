//! The ledger kept a second time: copied, or written out as lines.

use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use crate::ledger::signing::{Public, unopened};
use crate::proof::{TreeHead, leaf_digest};
use crate::store::{ReadOptions, copy};
use crate::value::{Digest, Position};
use std::path::Path;

/// How far something reaches, and the root over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// The last event.
    pub head: Position,
    /// The root over all events up to there.
    pub root: Digest,
}

impl Ledger {
    /// Copies a ledger to a place where nothing is, while others may write to it. Both the original and the copy are read
    /// whole; damage is refused with its place. The last checkpoint and the public keys go along; the key that signs stays
    /// where it is.
    pub fn copy(from: &Path, to: &Path) -> Result<Reach, LedgerError> {
        let public = Public::of(from)?;
        let copied = copy(from, to).map_err(|error| unopened(from, error))?;
        public.put_beside(to)?;
        Ok(Reach { head: copied.head, root: copied.root })
    }

    /// Hands over the canonical envelope of every event up to a position, in order, until `visit` answers `false`. Gives
    /// how far that is, and the root there.
    pub fn export(&self, known: Position, visit: &mut dyn FnMut(&[u8]) -> bool) -> Result<Reach, LedgerError> {
        let options = ReadOptions { until: Some(known), ..ReadOptions::default() };
        let mut tree = TreeHead::default();
        self.store.read(&crate::event::Query::all(), options, &mut |stored| {
            tree.push(leaf_digest(stored.kind, &stored.tags.to_vec(), stored.bytes));
            visit(stored.bytes)
        })?;
        let root = self.store.root(known)?;
        // The root told must be that of the lines handed over, and not of what once stood in their place.
        if tree.size() == known.0 && tree.root() != root {
            return Err(LedgerError::Unproved { position: known });
        }
        Ok(Reach { head: known, root })
    }
}
