//! Every backend proves its events and its past, by what a verifier has: leaves and roots.

use super::make::{add, each_backend, everything, plain};
use qizhang::proof::leaf_digest;
use qizhang::store::Store;
use qizhang::value::{Digest, Position};

const EVENTS: u64 = 60;

fn fill(store: &dyn Store) -> Vec<Digest> {
    for first in (1..=EVENTS).step_by(3) {
        add(store, (first..first + 3).map(plain).collect());
    }
    everything(store).iter().map(|event| leaf_digest(&event.kind, &event.tags, &event.bytes)).collect()
}

#[test]
fn every_event_is_proved_at_every_size() {
    each_backend(|store| {
        let leaves = fill(store);
        for size in 1..=EVENTS {
            let root = store.root(Position(size)).unwrap();
            for (position, leaf) in (1..=size).zip(&leaves) {
                let proof = store.inclusion(Position(position), Position(size)).unwrap().unwrap();
                assert_eq!((proof.index, proof.size), (position - 1, size));
                assert!(proof.proves(leaf, &root), "#{position} at {size}");
            }
        }
    });
}

#[test]
fn every_size_is_proved_to_grow_out_of_every_earlier_one() {
    each_backend(|store| {
        fill(store);
        let roots: Vec<Digest> = (0..=EVENTS).map(|size| store.root(Position(size)).unwrap()).collect();
        for (size, root) in (0..).zip(&roots) {
            for (old, old_root) in (0..=size).zip(&roots) {
                let proof = store.consistency(Position(old), Position(size)).unwrap().unwrap();
                assert!(proof.proves(old_root, root), "{old} and {size}");
            }
        }
    });
}

#[test]
fn what_is_not_there_has_no_proof() {
    each_backend(|store| {
        fill(store);
        let beyond = Position(EVENTS + 1);
        for (event, size) in [(0, 5), (6, 5), (EVENTS + 1, EVENTS + 1), (1, EVENTS + 1), (u64::MAX, u64::MAX)] {
            assert_eq!(store.inclusion(Position(event), Position(size)).unwrap(), None, "#{event} at {size}");
        }
        assert_eq!(store.consistency(Position(5), beyond).unwrap(), None);
        assert_eq!(store.consistency(Position(0), beyond).unwrap(), None, "not even out of nothing");
        assert_eq!(store.consistency(Position(6), Position(5)).unwrap(), None);
    });
}
