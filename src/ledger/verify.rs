//! The ledger checked: as a whole, and one event of it.

use crate::ledger::error::LedgerError;
use crate::ledger::recorded::stored_at;
use crate::ledger::service::Ledger;
use crate::ledger::signing::unopened;
use crate::proof::{InclusionProof, leaf_digest};
use crate::store::examine;
use crate::value::{Digest, EventId, Position};
use std::path::Path;

/// What a look at every event found.
#[derive(Debug)]
pub enum Examined {
    /// All events are as they were written, and every root recorded between them is the root over those before it.
    Whole {
        /// The last event.
        head: Position,
        /// The root over all of them.
        root: Digest,
    },
    /// Some are not: each place as an error of its own, in order.
    Damaged(Vec<LedgerError>),
}

/// An event with the proof that it is in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inclusion {
    /// The proof.
    pub proof: InclusionProof,
    /// The leaf, computed from the event.
    pub leaf: Digest,
    /// The root it stands under.
    pub root: Digest,
}

impl Ledger {
    /// Reads every event of a ledger up to its head and computes the whole tree again, from the files alone: no index and
    /// nothing that was computed before is believed. Damage is no error here but the answer.
    pub fn examine(path: &Path) -> Result<Examined, LedgerError> {
        let report = examine(path).map_err(|error| unopened(path, error))?;
        match report.root {
            Some(root) => Ok(Examined::Whole { head: report.head, root }),
            None => Ok(Examined::Damaged(report.damage.into_iter().map(LedgerError::damaged).collect())),
        }
    }

    /// Proves an event, named by its position or its id, under the root of the ledger as far as it is known. The proof is
    /// checked before it is given: where it does not hold, the ledger contradicts itself.
    pub fn prove(&self, event: &str, known: Position) -> Result<Inclusion, LedgerError> {
        let position = self.position_of(event)?;
        if position > known {
            return Err(LedgerError::BeyondHead { asked: position, head: known });
        }
        let unknown = || LedgerError::NoSuchEvent { name: event.to_owned() };
        let stored = stored_at(&*self.store, position)?.ok_or_else(unknown)?;
        let proof = self.store.inclusion(position, known)?.ok_or_else(unknown)?;
        let leaf = leaf_digest(&stored.kind, &stored.tags, &stored.bytes);
        let root = self.store.root(known)?;
        if proof.proves(&leaf, &root) {
            Ok(Inclusion { proof, leaf, root })
        } else {
            Err(LedgerError::Unproved { position })
        }
    }

    /// The root over the ledger up to a position.
    pub fn root(&self, known: Position) -> Result<Digest, LedgerError> {
        Ok(self.store.root(known)?)
    }

    pub(super) fn position_of(&self, event: &str) -> Result<Position, LedgerError> {
        let unknown = || LedgerError::NoSuchEvent { name: event.to_owned() };
        if let Some(id) = EventId::parse(event) {
            return self.store.find(id)?.ok_or_else(unknown);
        }
        let number = event.strip_prefix('#').unwrap_or(event).replace(',', "").parse().ok();
        number.filter(|number| *number > 0).map(Position).ok_or_else(unknown)
    }
}
