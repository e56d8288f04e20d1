//! A checkpoint held against a ledger.

use super::fault::Mismatch;
use crate::proof::{Checkpoint, NoteFault, PublicKey};
use crate::store::{ReadError, Store};
use crate::value::Position;

/// The checkpoint of a note, when it is of this ledger and a believed key signed it.
pub(super) fn believed(note: &str, origin: &str, keys: &[PublicKey]) -> Result<Checkpoint, Mismatch> {
    // Whose it is comes first: a good checkpoint of another ledger is signed by a key that is unknown here.
    let claimed = Checkpoint::claimed(note).ok_or(Mismatch::NotACheckpoint)?;
    if claimed.origin != origin {
        return Err(Mismatch::OtherLedger { origin: claimed.origin, own: origin.to_owned() });
    }
    Checkpoint::open(note, keys).map_err(|fault| match fault {
        NoteFault::Malformed => Mismatch::NotACheckpoint,
        NoteFault::Unsigned => Mismatch::Unsigned,
        NoteFault::Forged => Mismatch::Forged,
    })
}

/// Why the ledger up to `known` is not one that grew out of the checkpoint; none when it is. The root of that time is
/// computed from the leaves, so whoever holds the log needs no other proof.
pub(super) fn contradiction(
    store: &dyn Store,
    checkpoint: &Checkpoint,
    known: Position,
) -> Result<Option<Mismatch>, ReadError> {
    let size = Position(checkpoint.size);
    if size > known {
        return Ok(Some(Mismatch::Shorter { size, head: known }));
    }
    let found = store.root(size)?;
    Ok((found != checkpoint.root).then_some(Mismatch::Rewritten { size, signed: checkpoint.root, found }))
}
