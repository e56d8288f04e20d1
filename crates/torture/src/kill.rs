//! A writer is killed at any moment; what it was told to be durable is there, and nothing is there by half.

use crate::body::{self, Said};
use crate::chance::Chance;
use crate::checked;
use crate::left::{Left, Promised};
use crate::options::{Options, number};
use crate::place::{Place, in_segments_of};
use crate::sum::Sum;
use crate::trouble::{Trouble, While};
use qizhang::store::{Admitted, LocalStore, MachineDisk, ReadOptions, Store};
use qizhang::value::Position;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

/// So many threads of the child append, each to a lane of its own.
const LANES: u64 = 3;
/// So often a ledger is killed before a new one is begun.
const KILLS_OF_ONE_LEDGER: u64 = 10;
/// A writer lives no longer than this after it was ready, in microseconds.
const LIFE_MICROS: u64 = 60_000;

pub(crate) fn run(options: &Options, sum: &mut Sum) -> Result<(), Trouble> {
    let mut chance = Chance::new(options.seed);
    let place = Place::new(options)?;
    let mut promised = Promised::default();
    for cycle in 0..options.cycles() {
        if cycle % KILLS_OF_ONE_LEDGER == 0 {
            place.clear()?;
            promised = Promised::default();
        }
        let news = write_and_kill(&place.ledger(), &mut chance)?;
        sum.acked += news.iter().map(|said| said.1.of).sum::<u64>();
        promised.acked.extend(news);
        // A ledger that does not open or cannot be read has lost what it promised.
        if let Err(trouble) = check(&place.ledger(), &mut promised, &mut chance, sum) {
            sum.lost(&trouble.to_string());
        }
        if !sum.is_clean() {
            break;
        }
    }
    place.keep_if_faulty(sum);
    Ok(())
}

/// Starts a writer, kills it, and gives the first event of each batch it acknowledged.
fn write_and_kill(ledger: &Path, chance: &mut Chance) -> Result<Vec<(usize, Said)>, Trouble> {
    let mut child = Command::new(std::env::current_exe()?)
        .args(["helper", "writer"])
        .arg(ledger)
        .arg(chance.number().to_string())
        .stdout(Stdio::piped())
        .spawn()?;
    let output = child.stdout.take().ok_or_else(|| Trouble::new("the writer has no output"))?;
    let mut lines = BufReader::new(output);
    let while_opening = chance.once_in(5);
    let ready = if while_opening { String::new() } else { line(&mut lines)? };
    std::thread::sleep(Duration::from_micros(chance.below(if while_opening { 20_000 } else { LIFE_MICROS })));
    end(&mut child)?;
    let mut rest = ready;
    lines.read_to_string(&mut rest)?;
    rest.lines().filter(|told| *told != "ready").map(acknowledged).collect()
}

fn line(lines: &mut BufReader<impl Read>) -> Result<String, Trouble> {
    let mut line = String::new();
    lines.read_line(&mut line)?;
    Ok(line)
}

/// The writer must still have been at work: one that ended by itself was refused something.
fn end(child: &mut Child) -> Result<(), Trouble> {
    if let Some(status) = child.try_wait()? {
        return Err(Trouble::new(format!("the writer ended by itself: {status}")));
    }
    child.kill()?;
    child.wait()?;
    Ok(())
}

fn acknowledged(told: &str) -> Result<(usize, Said), Trouble> {
    let numbers = told.split(' ').map(number).collect::<Result<Vec<u64>, _>>()?;
    match numbers.as_slice() {
        [position, lane, batch, of] => {
            let place = usize::try_from(*position).while_doing("reading a position")?;
            Ok((place, Said { lane: *lane, batch: *batch, at: 0, of: *of }))
        }
        _ => Err(Trouble::new(format!("the writer said {told}"))),
    }
}

/// Looks at what the killed writer left.
fn check(ledger: &Path, promised: &mut Promised, chance: &mut Chance, sum: &mut Sum) -> Result<(), Trouble> {
    let options = in_segments_of(segment_bytes(chance));
    if !ledger.exists() {
        if !promised.acked.is_empty() {
            sum.lost("the ledger is gone");
        }
        return Ok(());
    }
    let left = Left { disk: Arc::new(MachineDisk), path: ledger.to_owned(), options };
    promised.check(&left, chance, sum)
}

/// The helper: appends until it is killed.
pub(crate) fn write(words: &[String]) -> Result<bool, Trouble> {
    let [path, seed] = words else { return Err(Trouble::new("a writer needs a path and a seed")) };
    let (path, mut chance) = (Path::new(path), Chance::new(number(seed)?));
    let options = in_segments_of(segment_bytes(&mut chance));
    let opened = if path.exists() { LocalStore::open(path, options) } else { LocalStore::create(path, options) };
    let store = opened.while_doing("opening for writing")?;
    tell("ready\n")?;
    let restless = chance.once_in(4);
    std::thread::scope(|scope| {
        let lanes: Vec<_> = (0..LANES)
            .map(|lane| {
                let (store, chance) = (&store, Chance::new(chance.number()));
                scope.spawn(move || append_to(store, lane, chance))
            })
            .collect();
        while restless && lanes.iter().all(|lane| !lane.is_finished()) {
            store.rebuild_index().while_doing("making the index again")?;
            std::thread::sleep(Duration::from_millis(chance.below(5)));
        }
        lanes.into_iter().try_for_each(|lane| lane.join().while_doing("appending")?)
    })?;
    Ok(true)
}

/// Sizes at which segments fill up every few appends, or hardly ever.
fn segment_bytes(chance: &mut Chance) -> u64 {
    [4 << 10, 16 << 10, 256 << 10][chance.place(3)]
}

fn append_to(store: &LocalStore, lane: u64, mut chance: Chance) -> Result<(), Trouble> {
    let query = body::of_lane(lane).ok_or_else(|| Trouble::new("a lane has no name"))?;
    let last = ReadOptions { backwards: true, limit: Some(1), ..ReadOptions::default() };
    let last = checked::selected(store, &query, last).while_doing("reading the last batch")?;
    let mut after = last.first().map_or(Position::ZERO, |stored| stored.position);
    let mut number = last.first().and_then(|stored| body::said(&stored.bytes)).map_or(0, |said| said.batch);
    loop {
        number += 1;
        let of = 1 + chance.below(4);
        let batch = body::batch(lane, number, of, after, &mut chance);
        let batch = batch.ok_or_else(|| Trouble::new("a batch has no name"))?;
        let appended = store.append(&batch).while_doing("appending")?;
        let (Some(Admitted::New(first)), Some(Admitted::New(last))) =
            (appended.entries.first().copied(), appended.entries.last().copied())
        else {
            return Err(Trouble::new("a new batch was taken for an old one"));
        };
        after = last;
        tell(&format!("{} {lane} {number} {of}\n", first.0))?;
    }
}

/// A line short enough to go through the pipe whole or not at all.
fn tell(line: &str) -> Result<(), Trouble> {
    let mut out = std::io::stdout().lock();
    out.write_all(line.as_bytes())?;
    Ok(out.flush()?)
}
