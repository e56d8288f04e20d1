//! A process is killed while it appends; another one opens the store and answers.

use super::place::{Place, word};
use crate::done::Done;
use crate::events::Facts;
use crate::helper::{listen, start};
use crate::options::Options;
use crate::table::{Row, Table, Unit};
use std::time::Instant;

const FIRST: Row = Row {
    title: "after `kill -9` while appending: a new process, opened, to its first answer",
    unit: Unit::Seconds,
    target: "< 1 s",
};

pub(crate) fn measure(options: &Options, place: &Place, table: &mut Table) -> Done<()> {
    let facts = Facts::open(&place.facts)?.take(1000)?;
    let tag = facts.iter().flat_map(|fact| &fact.tags).find(|tag| tag.starts_with("enterprise:"));
    let tag = tag.ok_or("no event concerns an enterprise")?;
    table.measure(FIRST, options.rounds, |kind, _| {
        let path = place.of(kind);
        let mut writer = start(&["hold", kind.word(), word(&path)?, word(&place.facts)?])?;
        listen(&mut writer)?;
        writer.kill()?;
        writer.wait()?;
        let watch = Instant::now();
        let mut reader = start(&["first", kind.word(), word(&path)?, tag])?;
        let answer = listen(&mut reader)?;
        let seconds = watch.elapsed().as_secs_f64();
        drop(reader.stdin.take());
        reader.wait()?;
        if answer.first().is_none_or(|events| *events < 1.0) {
            return Err(format!("{} has lost {tag}", kind.word()).into());
        }
        Done::Ok(Some(seconds))
    })
}
