//! A ledger that was checked, in words.

use crate::explain::{Document, Proved};
use crate::proof::{InclusionProof, Span, inclusion_spans};
use crate::value::{Digest, Position};
use std::sync::Arc;

/// A ledger whose every event was read: how many there are, and the root over them.
pub fn whole(head: Position, root: &Digest) -> Document {
    let mut page = Document::default();
    page.say(0, Proved::Whole { head, events: head.0 });
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

/// Whoever compares digests needs all of them.
fn full(digest: &Digest) -> Arc<str> {
    digest.to_string().into()
}
