//! A district's ledger on disk, timed step by step: brought in, read back whole, replayed, and one subject asked for.
//!
//! `cargo bench --bench ledger -- [ENTERPRISES]` (2,300 when not given). Figures go into `benches/README.md`.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench prints and times")]

use qizhang::ledger::{AppendOptions, Appending, FixedClock, KnownAt, Ledger, LedgerError, Question, Scope, World};
use qizhang::sample::{Line, Plan, facts, planted};
use qizhang::value::{Day, Fen, Instant, Uscc};
use std::error::Error;
use std::time::Instant as Stopwatch;

fn main() -> Result<(), Box<dyn Error>> {
    let wanted = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let plan = Plan { enterprises: wanted.unwrap_or(2300), ..Plan::default() };
    let lines: Vec<String> = facts(&plan).iter().map(Line::to_json).collect();
    let bytes: usize = lines.iter().map(String::len).sum();
    let folder = tempfile::TempDir::new()?;
    let path = folder.path().join("bench.ledger");
    let last = Day::year_end(plan.last_year);
    let clock = || Box::new(FixedClock(Instant::end_of(last)));
    let first = Day::year_start(plan.first_year - 2);

    let watch = Stopwatch::now();
    let (ledger, _) = Ledger::create(&path, Some(first), clock()).map_err(told)?;
    println!("made                        {:>9.1?}", watch.elapsed());

    let watch = Stopwatch::now();
    let mut appending = Appending::new(&ledger, AppendOptions { preserve: true, ..AppendOptions::default() });
    for (number, line) in (1..).zip(&lines) {
        appending.line(number, line.clone());
    }
    let (receipt, rejected) = appending.finish().map_err(told)?;
    let taken = watch.elapsed();
    println!("brought in {:>9} events {taken:>9.1?}, {} refused", receipt.recorded, rejected.len());
    drop(ledger);

    let watch = Stopwatch::now();
    let ledger = Ledger::open_read(&path, clock()).map_err(told)?;
    println!("opened     {:>9} events {:>9.1?}", ledger.head().0, watch.elapsed());

    let watch = Stopwatch::now();
    let world = world(&ledger, last, Scope::All)?;
    println!("read       {:>9} facts  {:>9.1?}", world.timeline.facts().len(), watch.elapsed());

    let watch = Stopwatch::now();
    let engine = world.engine();
    let net: Fen =
        world.timeline.subjects().iter().flat_map(|subject| engine.position(*subject).items).map(|item| item.net).sum();
    println!("positions  {:>9} of ¥{net} {:>9.1?}", world.timeline.subjects().len(), watch.elapsed());

    let subject = Uscc::parse(&planted(&plan).corrected_rnd).map_err(|error| format!("{error:?}"))?;
    let mut times = Vec::new();
    for _ in 0..200 {
        let watch = Stopwatch::now();
        let own = world_of(&ledger, last, subject)?;
        let position = own.position(subject);
        times.push((watch.elapsed(), own.timeline.facts().len(), position.items.len()));
    }
    times.sort();
    let (median, read, items) = times.get(times.len() / 2).copied().unwrap_or_default();
    let slowest = times.last().map(|(time, ..)| *time).unwrap_or_default();
    println!("one subject {read:>8} facts  {median:>9.1?} at the median, {slowest:.1?} at most, {items} items");
    let size: u64 = sizes(&path)?;
    println!("on disk    {size:>9} bytes for {bytes} bytes of lines");
    Ok(())
}

fn world(ledger: &Ledger, on: Day, scope: Scope) -> Result<World, Box<dyn Error>> {
    let horizon = ledger.horizon(Some(on), KnownAt::Head).map_err(told)?;
    Ok(ledger.world(&Question { horizon, scope, reads: Vec::new() }).map_err(told)?)
}

fn world_of(ledger: &Ledger, on: Day, subject: Uscc) -> Result<World, Box<dyn Error>> {
    world(ledger, on, Scope::Subject(subject))
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in `map_err`")]
fn told(error: LedgerError) -> String {
    error.complaint().what.en.to_string()
}

/// The bytes of every file under a folder.
fn sizes(folder: &std::path::Path) -> std::io::Result<u64> {
    let mut total = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        total += if entry.file_type()?.is_dir() { sizes(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(total)
}
