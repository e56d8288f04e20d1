//! A ledger that was checked, in words.

use crate::explain::{Count, Document, Proved};
use crate::proof::{ConsistencyProof, InclusionProof, Span, inclusion_spans};
use crate::value::{Digest, Position};
use std::sync::Arc;

/// A ledger whose every event was read: how many there are, the last checkpoint if there is one, what is known of its
/// keys, the root at the place asked about, and the root over all of them.
pub fn whole(
    head: Position,
    root: &Digest,
    checkpoint: Option<Position>,
    keys: Vec<Proved>,
    at: Option<(Position, Digest)>,
) -> Document {
    let mut page = Document::default();
    page.say(0, Proved::Whole { head, events: head.0 });
    match checkpoint {
        Some(at) => page.say(0, Proved::LastCheckpoint { at }),
        None => page.say(0, Proved::NoCheckpoint),
    }
    for key in keys {
        page.say(0, key);
    }
    if let Some((at, root)) = at {
        page.say(0, Proved::RootAt { at, root: full(&root) });
    }
    page.say(0, Proved::Root { root: full(root) });
    page
}

/// A proof that holds, from the event to the root: which digests it is joined with, and what they stand for.
pub fn included(proof: &InclusionProof, leaf: &Digest, root: &Digest) -> Document {
    let mut page = Document::default();
    let event = Position(proof.index).next();
    page.say(0, Proved::Included { event, size: Position(proof.size) });
    page.say(1, Proved::Leaf { leaf: full(leaf) });
    for (span, digest) in inclusion_spans(proof.index, proof.size).into_iter().flatten().zip(&proof.path) {
        let Span { first, end } = span;
        let (first, last, digest) = (Position(first).next(), Position(end), full(digest));
        if first < event {
            page.say(1, Proved::JoinLeft { first, last, digest });
        } else {
            page.say(1, Proved::JoinRight { first, last, digest });
        }
    }
    page.say(1, Proved::LeadsTo { root: full(root) });
    page
}

/// A ledger that grew out of a checkpoint, and what the belief in its key rests on where that is to be told.
pub fn grown(proof: &ConsistencyProof, old_root: &Digest, root: &Digest, trust: Option<Proved>) -> Document {
    let mut page = Document::default();
    page.say(0, Proved::Grown { old: Position(proof.old), size: Position(proof.size) });
    if let Some(trust) = trust {
        page.say(1, trust);
    }
    page.say(1, Proved::OldRoot { root: full(old_root) });
    page.say(1, Proved::NewRoot { root: full(root) });
    page.say(1, Proved::Digests { count: Count::of(proof.path.len(), "digest") });
    page
}

/// A proof file that holds.
pub fn file_proves(event: Position, size: Position, leaf: &Digest, root: &Digest, trust: Option<Proved>) -> Document {
    let mut page = Document::default();
    page.say(0, Proved::FileProves { event, size });
    if let Some(trust) = trust {
        page.say(1, trust);
    }
    page.say(1, Proved::Leaf { leaf: full(leaf) });
    page.say(1, Proved::SignedRoot { root: full(root) });
    page
}

/// Whoever compares digests needs all of them.
fn full(digest: &Digest) -> Arc<str> {
    digest.to_string().into()
}
