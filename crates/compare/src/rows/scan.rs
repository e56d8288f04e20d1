//! Reading everything.

use super::place::Place;
use crate::done::Done;
use crate::events::catalogue;
use crate::helper::as_f64;
use crate::options::Options;
use crate::peer::Kind;
use crate::table::{Row, Table, Unit};
use qizhang::event::{Event, Query};
use qizhang::store::{LocalOptions, LocalStore, ReadOptions, Store as _};
use std::time::Instant;

const SCAN: Row = Row { title: "scan of everything, one thread", unit: Unit::PerSecond, target: "—" };
const DECODED: Row =
    Row { title: "the same, decoded to slots, one thread", unit: Unit::PerSecond, target: "≥ 3,000,000/s" };

pub(crate) fn measure(options: &Options, place: &Place, table: &mut Table) -> Done<()> {
    table.measure(SCAN, options.rounds, |kind, _| {
        let store = kind.open(&place.of(kind))?;
        let watch = Instant::now();
        let (events, bytes) = store.scan()?;
        let seconds = watch.elapsed().as_secs_f64();
        if events < options.events || bytes == 0 {
            return Err(format!("{} gave back {events} events only", kind.word()).into());
        }
        Done::Ok(Some(as_f64(events) / seconds))
    })?;
    table.measure(
        DECODED,
        options.rounds,
        |kind, _| {
            if kind == Kind::Ours { decoded(place).map(Some) } else { Ok(None) }
        },
    )
}

fn decoded(place: &Place) -> Done<f64> {
    let catalogue = catalogue()?;
    let told = |error| format!("{error:?}");
    let store = LocalStore::open_read(&place.of(Kind::Ours), &LocalOptions::default()).map_err(told)?;
    let (mut events, mut unread) = (0, 0_u64);
    let watch = Instant::now();
    let read = store.read(&Query::all(), ReadOptions::default(), &mut |stored| {
        events += 1;
        let event = Event::decode(&catalogue, stored.position, stored.bytes);
        unread += u64::from(std::hint::black_box(event).is_err());
        true
    });
    let seconds = watch.elapsed().as_secs_f64();
    read.map_err(|error| format!("{error:?}"))?;
    if unread == 0 { Ok(as_f64(events) / seconds) } else { Err(format!("{unread} events cannot be decoded").into()) }
}
