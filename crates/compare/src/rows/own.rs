//! What only our store does: the index made again, everything verified, an event proved.

use super::place::Place;
use crate::done::Done;
use crate::helper::as_f64;
use crate::options::Options;
use crate::peer::Kind;
use crate::table::{Row, Table, Unit};
use qizhang::store::{IndexState, LocalOptions, LocalStore, Store as _, examine};
use qizhang::value::Position;
use std::time::{Duration, Instant};

const REBUILT: Row =
    Row { title: "index made again from the log, and caught up", unit: Unit::Seconds, target: "< 10 s" };
const VERIFIED: Row =
    Row { title: "everything verified, one thread", unit: Unit::Seconds, target: "< 5 s for 1 M events" };
const PROVED: Row =
    Row { title: "the largest proof of 8 events, in base64 lines", unit: Unit::Bytes, target: "≤ 1,536 B" };
const PROVING: Row = Row { title: "one event proved", unit: Unit::Seconds, target: "—" };

pub(crate) fn measure(options: &Options, place: &Place, table: &mut Table) -> Done<()> {
    let path = place.of(Kind::Ours);
    let told = |error| format!("{error:?}");
    table.measure(REBUILT, options.rounds, |kind, _| {
        if kind != Kind::Ours {
            return Done::Ok(None);
        }
        let store = LocalStore::open(&path, LocalOptions::default()).map_err(told)?;
        let watch = Instant::now();
        store.rebuild_index().map_err(|error| format!("{error:?}"))?;
        while store.index_state() != IndexState::Reaches(store.head()) {
            std::thread::sleep(Duration::from_millis(2));
        }
        Ok(Some(watch.elapsed().as_secs_f64()))
    })?;
    table.measure(VERIFIED, options.rounds, |kind, _| {
        if kind != Kind::Ours {
            return Done::Ok(None);
        }
        let watch = Instant::now();
        let report = examine(&path).map_err(told)?;
        let seconds = watch.elapsed().as_secs_f64();
        if report.root.is_some() && report.damage.is_empty() { Ok(Some(seconds)) } else { Err("damage".into()) }
    })?;
    let (largest, seconds) = proofs(place)?;
    table.measure(PROVED, 1, |kind, _| Done::Ok(Some(largest).filter(|_| kind == Kind::Ours)))?;
    table.measure(PROVING, 1, |kind, _| Done::Ok(Some(seconds).filter(|_| kind == Kind::Ours)))
}

/// The size of the largest proof among some events, and the time for the first of them.
fn proofs(place: &Place) -> Done<(f64, f64)> {
    let told = |error| format!("{error:?}");
    let store = LocalStore::open_read(&place.of(Kind::Ours), &LocalOptions::default()).map_err(told)?;
    let head = store.head();
    let mut leaves = Vec::new();
    store.leaves(head, &mut |leaf| leaves.push(leaf)).map_err(|error| format!("{error:?}"))?;
    let root = store.root(head).map_err(|error| format!("{error:?}"))?;
    let watch = Instant::now();
    let first = store.inclusion(Position(1), head).map_err(|error| format!("{error:?}"))?;
    let seconds = watch.elapsed().as_secs_f64();
    let mut largest = first.map_or(0, |proof| proof.path.len());
    for step in 1..8 {
        let index = head.0 * step / 8;
        let proof = qizhang::proof::InclusionProof::of_leaves(index, &leaves).ok_or("no proof")?;
        let leaf = leaves.get(usize::try_from(index)?).ok_or("no leaf")?;
        if !proof.proves(leaf, &root) {
            return Err("a proof that does not prove".into());
        }
        largest = largest.max(proof.path.len());
    }
    // A line of base64 holds a digest in 44 letters and its end; event, size and root stand before them.
    Ok((as_f64(u64::try_from(largest)? * 45 + 100), seconds))
}
