//! Sixty-four writers and four followers at once: no condition is ever passed over, no position skipped, and whoever
//! follows the ledger sees each event once and in order.
//!
//! A lane is a counter: whoever appends to it looks for its last number and takes the next one, under the condition that
//! nobody did so in the meantime. Were a condition checked too early, a lane would have one number twice.

mod follower;

use crate::body;
use crate::chance::Chance;
use crate::checked;
use crate::options::Options;
use crate::place::{Place, in_segments_of};
use crate::sum::{Sum, say};
use crate::trouble::{Trouble, While};
use follower::Seen;
use qizhang::event::Query;
use qizhang::store::{AppendRefusal, LocalStore, Passing, ReadOptions, Store};
use qizhang::value::{EventId, Position};
use std::collections::BTreeMap;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

pub(crate) use follower::follow;

const WRITERS: u64 = 64;
/// Fewer lanes than writers, so that they get in each other's way.
const LANES: u64 = 48;
const SEGMENT_BYTES: u64 = 1 << 20;

pub(crate) fn run(options: &Options, sum: &mut Sum) -> Result<(), Trouble> {
    let place = Place::new(options)?;
    let store = LocalStore::create(&place.ledger(), in_segments_of(SEGMENT_BYTES)).while_doing("making a ledger")?;
    let total = options.cycles();
    let elsewhere = [(); 2].map(|()| start_follower(&place, total));
    let conflicts = AtomicU64::new(0);
    let seen = std::thread::scope(|scope| {
        let here = [(); 2].map(|()| scope.spawn(|| Seen::following(&store, total)));
        let mut chance = Chance::new(options.seed);
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let share = total / WRITERS + u64::from(writer < total % WRITERS);
                let (store, conflicts, chance) = (&store, &conflicts, Chance::new(chance.number()));
                scope.spawn(move || write(store, share, chance, conflicts))
            })
            .collect();
        writers.into_iter().try_for_each(|writer| writer.join().while_doing("writing")?)?;
        let seen = here.into_iter().map(|follower| follower.join().while_doing("following")?);
        seen.collect::<Result<Vec<Seen>, Trouble>>()
    })?;
    sum.acked += total;
    say(&format!("contend: {} refused for their condition and tried again", conflicts.into_inner()));
    let right = whole_lanes(&store, total, sum)?;
    let elsewhere = elsewhere.into_iter().map(|child| follower::told(child?)).collect::<Result<Vec<_>, Trouble>>()?;
    for (number, seen) in (1..).zip(seen.iter().chain(&elsewhere)) {
        if *seen != right {
            sum.wrong(&format!("follower {number} saw {seen:?} of {right:?}"));
        }
    }
    drop(store);
    checked::sound(&place.ledger(), sum);
    place.keep_if_faulty(sum);
    Ok(())
}

fn start_follower(place: &Place, total: u64) -> Result<Child, Trouble> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["helper", "follower"]).arg(place.ledger()).arg(total.to_string());
    Ok(command.stdout(Stdio::piped()).spawn()?)
}

fn write(store: &LocalStore, share: u64, mut chance: Chance, conflicts: &AtomicU64) -> Result<(), Trouble> {
    for _ in 0..share {
        while !write_one(store, &mut chance)? {
            conflicts.fetch_add(1, Ordering::Relaxed);
        }
    }
    Ok(())
}

/// Takes the next number of a lane; `false` when somebody else took it.
fn write_one(store: &LocalStore, chance: &mut Chance) -> Result<bool, Trouble> {
    let lane = chance.below(LANES);
    let query = body::of_lane(lane).ok_or_else(|| Trouble::new("a lane has no name"))?;
    let last = ReadOptions { backwards: true, limit: Some(1), ..ReadOptions::default() };
    let last = checked::selected(store, &query, last).while_doing("looking for the last number")?;
    let after = last.first().map_or(Position::ZERO, |stored| stored.position);
    let number = last.first().and_then(|stored| body::said(&stored.bytes)).map_or(0, |said| said.batch) + 1;
    let batch = body::batch(lane, number, 1, after, chance);
    let mut batch = batch.ok_or_else(|| Trouble::new("a batch has no name"))?;
    for entry in &mut batch.entries {
        // Two that take one number must not be told apart by their id: the condition alone has to do it.
        entry.id = EventId(Uuid::from_u64_pair(chance.number(), chance.number()));
    }
    match store.append(&batch) {
        Ok(_) => Ok(true),
        Err(AppendRefusal::Conflict { .. }) => Ok(false),
        Err(other) => Err(Trouble::new(format!("an append was refused: {other:?}"))),
    }
}

/// Every lane counts from 1 without a gap or a repetition. Gives what a follower must have seen.
fn whole_lanes(store: &LocalStore, total: u64, sum: &mut Sum) -> Result<Seen, Trouble> {
    let mut lanes: BTreeMap<u64, u64> = BTreeMap::new();
    let mut right = Seen::default();
    let visit = &mut |stored: Passing<'_>| {
        right.add(&stored.keep());
        let Some(said) = body::said(stored.bytes) else {
            sum.wrong(&format!("the body of {} is not what was written", stored.position.0));
            return true;
        };
        let last = lanes.entry(said.lane).or_default();
        if said.batch != *last + 1 {
            sum.wrong(&format!("number {} after {last} in lane {}", said.batch, said.lane));
        }
        *last = said.batch;
        true
    };
    store.read(&Query::all(), ReadOptions::default(), visit).while_doing("reading what was written")?;
    if right.is_gapless_to(total) {
        Ok(right)
    } else {
        sum.lost(&format!("{total} were acknowledged, and there are {right:?}"));
        Ok(right)
    }
}
