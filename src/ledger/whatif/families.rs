//! Whose items belong together: a change of code that one arm knows and another does not makes two subjects of one.

use crate::ledger::world::World;
use crate::value::Uscc;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One subject under the codes each arm knows it by.
#[derive(Debug, Clone)]
pub(super) struct Family {
    /// The code it is told by.
    pub(super) code: Uscc,
    /// Its codes in the base, then in each arm.
    pub(super) members: Vec<Vec<Uscc>>,
}

/// Everybody in some worlds, in order of code.
pub(super) fn families(worlds: &[&World]) -> Vec<Family> {
    let Some(first) = worlds.first() else { return Vec::new() };
    let shared = worlds.iter().all(|world| Arc::ptr_eq(&world.timeline, &first.timeline));
    if shared {
        let alone = |code: &Uscc| Family { code: *code, members: vec![vec![*code]; worlds.len()] };
        return first.timeline.subjects().iter().map(alone).collect();
    }
    let mut found: BTreeMap<Uscc, Vec<Vec<Uscc>>> = BTreeMap::new();
    for (number, world) in worlds.iter().enumerate() {
        for code in world.timeline.subjects() {
            let now = worlds.iter().fold(*code, |code, world| world.timeline.code_now(code));
            let members = found.entry(now).or_insert_with(|| vec![Vec::new(); worlds.len()]);
            if let Some(own) = members.get_mut(number) {
                own.push(*code);
            }
        }
    }
    found.into_iter().map(|(code, members)| Family { code, members }).collect()
}
