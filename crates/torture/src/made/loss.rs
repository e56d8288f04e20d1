//! What a loss of power leaves.
//!
//! Whatever was synced stays. Of the rest the disk may have written anything: all of it or nothing, some writes and not
//! others, some sectors of a write and not others, some bytes of a sector and not others. A byte that was not written over
//! stays what it was: the store relies on that, as most do. Changes of names in a directory reach the disk in the order in
//! which they were made, as a file system with a journal keeps them, up to any one of them.

use super::world::{self, Node, Step, World};
use crate::chance::Chance;
use std::collections::BTreeMap;

/// What is written in one piece.
const SECTOR: usize = 512;

/// What becomes of writes that were not synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Loss {
    /// All are there: no power was lost, the process was killed.
    Nothing,
    /// None is.
    All,
    /// In order up to one that is torn, and none after it.
    Later,
    /// Each is there or not.
    Some,
    /// Each sector of each is there or not.
    Sectors,
    /// Each sector of each is there, or not, or some of its bytes are.
    Mixed,
}

impl Loss {
    pub(crate) const EVERY: [Self; 6] = [Self::Nothing, Self::All, Self::Later, Self::Some, Self::Sectors, Self::Mixed];
}

/// The world after a number of its steps and then a loss of power.
pub(super) fn world_after(world: &World, steps: usize, loss: Loss, chance: &mut Chance) -> World {
    let steps = &world.steps[..steps.min(world.steps.len())];
    let durable = durable(steps);
    let mut nodes = world.base.clone();
    nodes.extend(world.nodes[nodes.len()..].iter().map(Node::emptied));
    let mut names = kept_names(steps, &durable, loss, chance);
    let mut until = Until::of(steps, &durable, chance);
    for (step, durable) in steps.iter().zip(&durable) {
        match step {
            _ if *durable => step.apply(&mut nodes),
            Step::Write { node, at, bytes } => {
                if let Node::File(file) = &mut nodes[*node] {
                    write_in_part(file, *at, bytes, loss, &mut until, chance);
                }
            }
            Step::Link { node, .. } | Step::Unlink { node, .. } | Step::Rename { node, .. } => {
                let left = names.entry(*node).or_default();
                if *left > 0 {
                    *left -= 1;
                    step.apply(&mut nodes);
                }
            }
            Step::Synced { .. } | Step::SyncFailed { .. } => {}
        }
    }
    World::at_rest(nodes)
}

/// Which steps a later sync made durable. A sync that failed forgets what it could not write: none after it brings that
/// back.
fn durable(steps: &[Step]) -> Vec<bool> {
    let mut synced: BTreeMap<usize, bool> = BTreeMap::new();
    let mut durable: Vec<bool> = steps
        .iter()
        .rev()
        .map(|step| match step {
            Step::Synced { node } => {
                synced.insert(*node, true);
                false
            }
            Step::SyncFailed { node } => {
                synced.insert(*node, false);
                false
            }
            Step::Write { node, .. }
            | Step::Link { node, .. }
            | Step::Unlink { node, .. }
            | Step::Rename { node, .. } => synced.get(node).copied().unwrap_or(false),
        })
        .collect();
    durable.reverse();
    durable
}

/// How many of the changes of names that are not durable are there all the same, for each directory.
fn kept_names(steps: &[Step], durable: &[bool], loss: Loss, chance: &mut Chance) -> BTreeMap<usize, u64> {
    let mut loose: BTreeMap<usize, u64> = BTreeMap::new();
    for (step, _) in steps.iter().zip(durable).filter(|(step, durable)| !**durable && is_of_names(step)) {
        *loose.entry(step.node()).or_default() += 1;
    }
    for count in loose.values_mut() {
        *count = match loss {
            Loss::Nothing => *count,
            Loss::All => 0,
            Loss::Later | Loss::Some | Loss::Sectors | Loss::Mixed => chance.below(*count + 1),
        };
    }
    loose
}

fn is_of_names(step: &Step) -> bool {
    matches!(step, Step::Link { .. } | Step::Unlink { .. } | Step::Rename { .. })
}

/// Counts down to the write that is torn.
struct Until(u64);

impl Until {
    fn of(steps: &[Step], durable: &[bool], chance: &mut Chance) -> Self {
        let loose =
            steps.iter().zip(durable).filter(|(step, durable)| !**durable && matches!(step, Step::Write { .. }));
        let count = loose.fold(0, |count, _| count + 1);
        Self(chance.below(count + 1))
    }
}

fn write_in_part(file: &mut Vec<u8>, at: usize, bytes: &[u8], loss: Loss, until: &mut Until, chance: &mut Chance) {
    match loss {
        Loss::Nothing => world::write(file, at, bytes),
        Loss::All => {}
        Loss::Later => {
            match until.0 {
                0 => return,
                1 => sectors(at, bytes).take(chance.place(bytes.len() / SECTOR + 2)).for_each(|(at, part)| {
                    world::write(file, at, part);
                }),
                _ => world::write(file, at, bytes),
            }
            until.0 -= 1;
        }
        Loss::Some => {
            if chance.once_in(2) {
                world::write(file, at, bytes);
            }
        }
        Loss::Sectors | Loss::Mixed => {
            for (at, part) in sectors(at, bytes) {
                if loss == Loss::Mixed && chance.once_in(4) {
                    mix(file, at, part, chance);
                } else if chance.once_in(2) {
                    world::write(file, at, part);
                }
            }
        }
    }
}

/// Each byte the old one or the new one.
fn mix(file: &mut Vec<u8>, at: usize, bytes: &[u8], chance: &mut Chance) {
    for (at, byte) in (at..).zip(bytes) {
        if chance.once_in(2) {
            world::write(file, at, &[*byte]);
        }
    }
}

/// A write cut where sectors of the file end.
fn sectors(at: usize, bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let first = (SECTOR - at % SECTOR).min(bytes.len());
    let (head, rest) = bytes.split_at(first);
    let rest = rest.chunks(SECTOR).scan(at + first, |at, part| {
        let here = *at;
        *at += part.len();
        Some((here, part))
    });
    std::iter::once((at, head)).chain(rest)
}
