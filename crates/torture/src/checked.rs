//! A store compared with what it must hold.

use crate::body::{self, Said};
use crate::sum::Sum;
use crate::tree;
use qizhang::event::Query;
use qizhang::store::{Disk, LocalOptions, MachineDisk, Passing, ReadError, ReadOptions, Store, Stored, examine_on};
use qizhang::value::{Digest, Position};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Everything a store gives, in order.
pub(crate) fn everything(store: &dyn Store) -> Result<Vec<Stored>, ReadError> {
    selected(store, &Query::all(), ReadOptions::default())
}

pub(crate) fn selected(store: &dyn Store, query: &Query, options: ReadOptions) -> Result<Vec<Stored>, ReadError> {
    let mut found = Vec::new();
    let keep = &mut |stored: Passing<'_>| {
        found.push(stored.keep());
        true
    };
    store.read(query, options, keep).map(|()| found)
}

pub(crate) fn leaves(events: &[Stored]) -> Vec<Digest> {
    events.iter().map(tree::leaf).collect()
}

pub(crate) fn position(place: usize) -> Position {
    Position(u64::try_from(place).unwrap_or(u64::MAX))
}

/// Positions without gaps, every body right, every batch whole and each lane's batches in order. Gives what each event
/// says.
pub(crate) fn whole_batches(events: &[Stored], sum: &mut Sum) -> Vec<Said> {
    let mut lanes: BTreeMap<u64, u64> = BTreeMap::new();
    let mut all = Vec::with_capacity(events.len());
    let mut open: Option<Said> = None;
    for (place, stored) in (1..).zip(events) {
        if stored.position != position(place) {
            sum.wrong(&format!("position {} where {place} was due", stored.position.0));
        }
        let Some(said) = body::said(&stored.bytes) else {
            sum.wrong(&format!("the body of {place} is not what was written"));
            continue;
        };
        let due =
            open.unwrap_or_else(|| Said { at: 0, batch: lanes.get(&said.lane).map_or(1, |last| last + 1), ..said });
        if said != due || stored.id != body::id(said) {
            sum.wrong(&format!("{said:?} at {place} where {due:?} was due"));
        }
        lanes.insert(said.lane, said.batch);
        open = (said.at + 1 < said.of).then_some(Said { at: said.at + 1, ..said });
        all.push(said);
    }
    if let Some(due) = open {
        sum.wrong(&format!("the last batch lacks {due:?}"));
    }
    all
}

/// The roots a store tells, at its head and at another size, are those of the events it gives.
pub(crate) fn roots(store: &dyn Store, events: &[Stored], size: usize, sum: &mut Sum) {
    let leaves = leaves(events);
    for size in [leaves.len(), size.min(leaves.len())] {
        match store.root(position(size)) {
            Ok(root) if root == tree::root(&leaves[..size]) => {}
            other => sum.wrong(&format!("the root at {size} is told as {other:?}")),
        }
    }
}

/// The whole look at the files finds nothing.
pub(crate) fn sound(path: &Path, sum: &mut Sum) {
    sound_on(Arc::new(MachineDisk), path, &LocalOptions::default(), sum);
}

pub(crate) fn sound_on(disk: Arc<dyn Disk>, path: &Path, options: &LocalOptions, sum: &mut Sum) {
    match examine_on(disk, path, options) {
        Ok(report) if report.damage.is_empty() => {}
        Ok(report) => sum.wrong(&format!("damage where none was done: {:?}", report.damage)),
        Err(error) => sum.wrong(&format!("the files cannot be examined: {error:?}")),
    }
}
