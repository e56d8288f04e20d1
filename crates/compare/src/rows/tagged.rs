//! Reading the events of one enterprise.

use super::place::Place;
use crate::done::Done;
use crate::events::{Facts, len};
use crate::helper::as_f64;
use crate::options::Options;
use crate::table::{Row, Table, Unit};
use std::collections::BTreeMap;
use std::time::Instant;

const TAGGED: Row = Row {
    title: "read one enterprise of about 40 events, warm, median of 500",
    unit: Unit::Seconds,
    target: "< 200 µs",
};
/// Enterprises asked for in turn.
const ASKED: usize = 500;

pub(crate) fn measure(options: &Options, place: &Place, table: &mut Table) -> Done<()> {
    let tags = enterprises(place)?;
    table.measure(TAGGED, options.rounds, |kind, _| {
        let store = kind.open(&place.of(kind))?;
        let mut times = Vec::with_capacity(tags.len());
        for warm in [false, true] {
            for (tag, count) in &tags {
                let watch = Instant::now();
                let (events, _) = store.tagged(tag)?;
                let seconds = watch.elapsed().as_secs_f64();
                if events != *count {
                    return Err(format!("{} has {events} events with {tag}, not {count}", kind.word()).into());
                }
                if warm {
                    times.push(seconds);
                }
            }
        }
        times.sort_by(f64::total_cmp);
        Done::Ok(times.get(times.len() / 2).copied())
    })
}

/// Those with a number of events nearest to 40, with their number.
fn enterprises(place: &Place) -> Done<Vec<(String, u64)>> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    let mut facts = Facts::open(&place.facts)?;
    loop {
        let some = facts.take(10_000)?;
        if some.is_empty() {
            break;
        }
        let tags = some.into_iter().flat_map(|fact| fact.tags).filter(|tag| tag.starts_with("enterprise:"));
        tags.for_each(|tag| *counts.entry(tag).or_default() += 1);
    }
    let mut found: Vec<(String, u64)> = counts.into_iter().collect();
    found.sort_by_key(|(_, count)| count.abs_diff(40));
    found.truncate(ASKED);
    let read: u64 = found.iter().map(|(_, count)| count).sum();
    crate::done::complain(&format!(
        "{} enterprises, {:.1} events each",
        found.len(),
        as_f64(read) / as_f64(len(&found).max(1))
    ));
    Ok(found)
}
