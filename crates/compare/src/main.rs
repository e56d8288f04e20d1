//! The local store beside other stores: the same events, durable in the same sense, in one run, the rounds interleaved.
//! `benches/README.md` has the command and the figures.
//!
//! `events` draws the events, `peer` says what is asked of a store and `peers` has one file for each; `rows` has one for
//! each kind of measurement, `helper` is what runs in processes of its own, and `table` prints.
#![expect(clippy::disallowed_methods, reason = "a bench times, and makes its threads")]

mod done;
mod events;
mod helper;
mod options;
mod peer;
mod peers;
mod rows;
mod table;

use done::Done;
use options::{Command, Options};
use std::process::ExitCode;
use table::Table;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match Command::of(&words) {
        Ok(Command::Compare(options)) => compare(&options),
        Ok(Command::Helper(words)) => helper::run(&words),
        Err(trouble) => Err(trouble),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            done::complain(&format!("compare: {trouble}"));
            ExitCode::FAILURE
        }
    }
}

/// Each row is measured for every store in turn, as often as there are rounds; the stores made by the import serve the
/// rows after it.
fn compare(options: &Options) -> Done<()> {
    let place = rows::Place::prepare(options)?;
    let mut table = Table::new(options.peers.clone());
    rows::import::measure(options, &place, &mut table)?;
    rows::scan::measure(options, &place, &mut table)?;
    rows::tagged::measure(options, &place, &mut table)?;
    rows::append::measure(options, &place, &mut table)?;
    rows::crash::measure(options, &place, &mut table)?;
    rows::own::measure(options, &place, &mut table)?;
    done::say(&table.to_markdown());
    Ok(())
}
