//! Filling a store: how fast, with how much memory, and what it takes on the disk.

use super::place::{Place, clear, size, word};
use crate::done::Done;
use crate::helper::{as_f64, ask};
use crate::options::Options;
use crate::peer::Kind;
use crate::table::{Row, Table, Unit};
use std::collections::BTreeMap;

const BATCHES: Row =
    Row { title: "import, batches of 1,000, each durable, nothing decoded", unit: Unit::PerSecond, target: "—" };
const LEDGER: Row = Row {
    title: "import through the ledger: decoded, checked, hashed, all or nothing",
    unit: Unit::PerSecond,
    target: "≥ 200,000/s",
};
const MEMORY: Row = Row { title: "most memory of the import in batches", unit: Unit::Bytes, target: "—" };
const LEDGER_MEMORY: Row =
    Row { title: "most memory of the import through the ledger", unit: Unit::Bytes, target: "< 1 GiB" };
const DISK: Row =
    Row { title: "on disk, of the raw JSON lines, index included", unit: Unit::Times, target: "≤ 1.6×" };
const LEDGER_DISK: Row =
    Row { title: "the same, of the ledger (with the program's own events)", unit: Unit::Times, target: "≤ 1.6×" };

pub(crate) fn measure(options: &Options, place: &Place, table: &mut Table) -> Done<()> {
    let count = as_f64(options.events);
    let mut memory = BTreeMap::new();
    table.measure(BATCHES, options.rounds, |kind, round| {
        let path = place.of(kind);
        clear(&path)?;
        let answer = ask(&["import", kind.word(), word(&path)?, word(&place.facts)?])?;
        let [seconds, most] = answer.as_slice() else { return Err("a short answer".into()) };
        memory.insert((kind.word(), round), *most);
        Ok::<_, Box<dyn std::error::Error + Send + Sync>>(Some(count / seconds))
    })?;
    table.measure(MEMORY, options.rounds, |kind, round| Done::Ok(memory.get(&(kind.word(), round)).copied()))?;
    let mut ledger_memory = BTreeMap::new();
    table.measure(LEDGER, options.rounds, |kind, round| {
        if kind != Kind::Ours {
            return Done::Ok(None);
        }
        let path = place.ledger();
        clear(&path)?;
        let answer = ask(&["ledger", word(&path)?, word(&place.lines)?])?;
        let [seconds, most, recorded] = answer.as_slice() else { return Err("a short answer".into()) };
        ledger_memory.insert(round, *most);
        Ok(Some(recorded / seconds))
    })?;
    table.measure(LEDGER_MEMORY, options.rounds, |kind, round| {
        Done::Ok(ledger_memory.get(&round).copied().filter(|_| kind == Kind::Ours))
    })?;
    let raw = as_f64(std::fs::metadata(&place.lines)?.len());
    table.measure(DISK, 1, |kind, _| Done::Ok(Some(as_f64(size(&place.of(kind))?.1) / raw)))?;
    table.measure(LEDGER_DISK, 1, |kind, _| {
        if kind == Kind::Ours { Ok(Some(as_f64(size(&place.ledger())?.1) / raw)) } else { Done::Ok(None) }
    })
}
