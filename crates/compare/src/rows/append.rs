//! Appends that are answered when they are durable, each on the condition that nothing else was recorded for its own tag.

use super::place::Place;
use crate::done::Done;
use crate::events::{Fact, Facts};
use crate::helper::{as_f64, tagged};
use crate::options::Options;
use crate::peer::{Guard, Peer};
use crate::table::{Row, Table, Unit};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Instant;

const ALONE: Row =
    Row { title: "one durable conditional append after the other", unit: Unit::PerSecond, target: "≥ 4,000/s" };
const TOGETHER: Row = Row { title: "the same from 64 clients at once", unit: Unit::PerSecond, target: "≥ 30,000/s" };
const APPENDS: u64 = 2_000;
const CLIENTS: u64 = 64;
const APPENDS_EACH: u64 = 500;
/// Numbers of events that nobody else in this run gives.
static NEXT: AtomicU64 = AtomicU64::new(1 << 40);

pub(crate) fn measure(options: &Options, place: &Place, table: &mut Table) -> Done<()> {
    let facts = Facts::open(&place.facts)?.take(1000)?;
    table.measure(ALONE, options.rounds, |kind, round| {
        let store = kind.open(&place.of(kind))?;
        let watch = Instant::now();
        client(&*store, &facts, &format!("client:alone-{round}"), APPENDS)?;
        Done::Ok(Some(as_f64(APPENDS) / watch.elapsed().as_secs_f64()))
    })?;
    table.measure(TOGETHER, options.rounds, |kind, round| {
        let store = kind.open(&place.of(kind))?;
        let watch = Instant::now();
        thread::scope(|scope| {
            let (store, facts) = (&*store, &facts);
            let tag = |number| format!("client:{round}-{number}");
            let clients: Vec<_> =
                (0..CLIENTS).map(|one| scope.spawn(move || client(store, facts, &tag(one), APPENDS_EACH))).collect();
            clients.into_iter().try_for_each(|one| one.join().map_err(|_| "a client panicked")?)
        })?;
        Done::Ok(Some(as_f64(CLIENTS * APPENDS_EACH) / watch.elapsed().as_secs_f64()))
    })
}

/// Appends so many events, each on the condition that its tag has got none since the last.
fn client(store: &dyn Peer, facts: &[Fact], tag: &str, count: u64) -> Done<()> {
    let mut after = store.head()?;
    for fact in facts.iter().cycle().take(usize::try_from(count)?) {
        let fact = tagged(fact, NEXT.fetch_add(1, Ordering::Relaxed), tag);
        after = store.append(std::slice::from_ref(&fact), Some(Guard { tag, after }))?;
    }
    Ok(())
}
