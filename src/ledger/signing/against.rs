//! A checkpoint held against a ledger.

use super::fault::Mismatch;
use crate::proof::{Attestation, Checkpoint, KeyChange, NoteFault, PublicKey};
use crate::store::{ReadError, Store};
use crate::value::Position;

/// The checkpoint of a note, when it is of this ledger and a believed key signed it.
pub(super) fn believed(note: &str, origin: &str, keys: &[PublicKey]) -> Result<Checkpoint, Mismatch> {
    // Whose it is comes first: a good checkpoint of another ledger is signed by a key that is unknown here.
    let claimed = claimed(note).ok_or(Mismatch::NotACheckpoint)?;
    if claimed.origin != origin {
        return Err(Mismatch::OtherLedger { origin: claimed.origin, own: origin.to_owned() });
    }
    if keys.is_empty() {
        return Err(Mismatch::NoKeys);
    }
    opened(note, keys).map_err(mismatch)
}

fn mismatch(fault: NoteFault) -> Mismatch {
    match fault {
        NoteFault::Malformed => Mismatch::NotACheckpoint,
        NoteFault::Unsigned => Mismatch::Unsigned,
        NoteFault::Forged => Mismatch::Forged,
    }
}

/// What a ledger says of a bundle, when it is this ledger and a believed key signed it.
pub(super) fn believed_attestation(note: &str, origin: &str, keys: &[PublicKey]) -> Result<Attestation, Mismatch> {
    let claimed = Attestation::claimed(note).ok_or(Mismatch::NotACheckpoint)?;
    if claimed.at.origin != origin {
        return Err(Mismatch::OtherLedger { origin: claimed.at.origin, own: origin.to_owned() });
    }
    if keys.is_empty() {
        return Err(Mismatch::NoKeys);
    }
    Attestation::open(note, keys).map_err(mismatch)
}

/// What a note says of the ledger, whoever signed it: a checkpoint, or a change of keys, which holds one.
pub(super) fn claimed(note: &str) -> Option<Checkpoint> {
    Checkpoint::claimed(note).or_else(|| KeyChange::claimed(note).map(|change| change.at))
}

/// The same, where one of the keys signed it.
pub(super) fn opened(note: &str, keys: &[PublicKey]) -> Result<Checkpoint, NoteFault> {
    match KeyChange::claimed(note) {
        Some(change) => KeyChange::signed_by(note, keys).map(|()| change.at),
        None => Checkpoint::open(note, keys),
    }
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
