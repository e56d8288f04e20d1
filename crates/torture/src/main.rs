//! The local store under torture: each subcommand does it one kind of harm, again and again, and counts what was
//! acknowledged, what of it was lost, what was answered wrongly and what harm went unnoticed. `docs/reliability.md` says
//! what the long runs found.
//!
//! `body` makes events that say themselves what they must be, `tree` and `log` know the format a second time, without
//! the store's own code, `checked` compares a store with what it must hold, and `asked` asks one everything. `made` is a disk in memory, and `left` what somebody left on
//! one. The rest is a file for each harm.

mod asked;
mod body;
mod chance;
mod checked;
mod contend;
mod files;
mod full;
mod index;
mod kill;
mod lanes;
mod left;
mod log;
mod made;
mod options;
mod place;
mod power;
mod rewrite;
mod rot;
mod sim;
mod skew;
mod sum;
mod tree;
mod trouble;

use options::{Command, Options};
use std::process::ExitCode;
use sum::{Sum, say};
use trouble::Trouble;

/// Does one kind of harm as often as is asked for, and counts what comes of it.
type Run = fn(&Options, &mut Sum) -> Result<(), Trouble>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match Command::of(&words) {
        Ok(Command::Torture { name, options }) => torture(&name, &options),
        Ok(Command::Helper { name, words }) => helper(&name, &words),
        Err(trouble) => Err(trouble),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(trouble) => {
            say(&format!("torture: {trouble}"));
            ExitCode::from(2)
        }
    }
}

/// Runs one kind of harm; `true` when nothing was lost, wrong or unnoticed.
fn torture(name: &str, options: &Options) -> Result<bool, Trouble> {
    let (usual_cycles, run): (u64, Run) = match name {
        "kill" => (100, kill::run),
        "rot" => (1000, rot::run),
        "power" => (20, power::run),
        "sim" => (1000, sim::run),
        "full" => (96, full::run),
        "skew" => (2000, skew::run),
        "index" => (20, index::run),
        "contend" => (20_000, contend::run),
        "rewrite" => (1000, rewrite::run),
        _ => return Err(Trouble::new(format!("no torture is called {name}; {}", options::USAGE))),
    };
    let options = Options { cycles: options.cycles.or(Some(usual_cycles)), ..options.clone() };
    say(&format!("{name}: seed {}, cycles {}", options.seed, options.cycles()));
    let mut sum = Sum::default();
    // What stopped the run is told among the faults: mostly it is the store that would not do what it must.
    if let Err(trouble) = run(&options, &mut sum) {
        sum.wrong(&trouble.to_string());
    }
    say(&format!("{name}: {sum}"));
    Ok(sum.is_clean())
}

/// What this program does in the processes it starts itself.
fn helper(name: &str, words: &[String]) -> Result<bool, Trouble> {
    match name {
        "writer" => kill::write(words),
        "small-disk" => full::inside(words),
        "follower" => contend::follow(words),
        _ => Err(Trouble::new(format!("no helper is called {name}"))),
    }
}
