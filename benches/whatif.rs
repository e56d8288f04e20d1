//! What-ifs over a district, timed apart: the ledger as it is, then scenarios over it, one parameter, one reading, everything.
//!
//! `cargo bench --bench whatif -- [ENTERPRISES]` (2,300 when not given). Figures go into `benches/README.md`.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench prints and times")]

use qizhang::ledger::{AppendOptions, Appending, AsItIs, FixedClock, KnownAt, Ledger, LedgerError, Scenario};
use qizhang::sample::{Line, Plan, facts};
use qizhang::value::{Day, Instant};
use std::error::Error;
use std::time::{Duration, Instant as Stopwatch};

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Each scenario is run so often, and the median told.
const TIMES: usize = 21;

fn main() -> Result<(), Box<dyn Error>> {
    let wanted = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let plan = Plan { enterprises: wanted.unwrap_or(2300), ..Plan::default() };
    let folder = tempfile::TempDir::new()?;
    let path = folder.path().join("bench.ledger");
    let last = Day::year_end(plan.last_year);
    let clock = || Box::new(FixedClock(Instant::end_of(last)));
    let (ledger, _) = Ledger::create(&path, Some(Day::year_start(plan.first_year - 2)), clock()).map_err(told)?;
    let mut appending = Appending::new(&ledger, AppendOptions { preserve: true, ..AppendOptions::default() });
    for (number, line) in (1..).zip(facts(&plan).iter().map(Line::to_json)) {
        appending.line(number, line);
    }
    appending.finish().map_err(told)?;
    drop(ledger);

    let ledger = Ledger::open_read(&path, clock()).map_err(told)?;
    let horizon = ledger.horizon(Some(last), KnownAt::Head).map_err(told)?;
    let watch = Stopwatch::now();
    let base = ledger.as_it_is(horizon).map_err(told)?;
    let subjects = base.world.timeline.subjects().len();
    let (events, took) = (ledger.head().0, watch.elapsed());
    let each = took.as_nanos() / u128::from(events.max(1));
    println!("as it is: {events} events, {subjects} subjects {took:>9.1?}, {each} ns an event, {}", memory());
    for (name, sets, reads) in scenarios() {
        let scenario = || Scenario {
            sets: sets.iter().map(|set| (*set).to_owned()).collect(),
            reads: reads.iter().map(|(reading, option)| ((*reading).to_owned(), (*option).to_owned())).collect(),
            ..Scenario::default()
        };
        let (median, slowest, told) = timed(&ledger, &base, &scenario)?;
        println!("{name:<34} {median:>9.1?} at the median, {slowest:>9.1?} at most  {told}");
    }
    println!("at the end {}", memory());
    Ok(())
}

/// What the process holds now and held at most, as Linux tells it; nothing elsewhere.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let told = ["VmRSS:", "VmHWM:"].map(|name| status.lines().find_map(|line| line.strip_prefix(name)).map(str::trim));
    let [now, most] = told.map(|kilobytes| kilobytes.unwrap_or("?").to_owned());
    format!("{now} held, {most} at most")
}

type Named = (&'static str, &'static [&'static str], &'static [(&'static str, &'static str)]);

fn scenarios() -> [Named; 5] {
    [
        ("one rate", &["changping-2025-8:第五条/新认定/比例=15%"], &[]),
        ("one yearly cap", &["changping-2025-8:第七条/年度上限=150万元"], &[]),
        ("one reading", &[], &[("R16.1", "once_ever")]),
        (
            "three parameters, each also alone",
            &[
                "changping-2025-8:第五条/新认定/比例=15%",
                "changping-2025-8:第七条/年度上限=150万元",
                "changping-2025-8:第四条/首次入库/金额=2万元",
            ],
            &[],
        ),
        ("the years of a certificate", &["changping-2025-8:第五条/证书/年数=4"], &[]),
    ]
}

fn timed(
    ledger: &Ledger,
    base: &AsItIs,
    scenario: &dyn Fn() -> Scenario,
) -> Result<(Duration, Duration, String), Box<dyn Error>> {
    let (mut times, mut told_of) = (Vec::new(), String::new());
    for _ in 0..TIMES {
        let watch = Stopwatch::now();
        let run = base.what_if(ledger, scenario()).map_err(told)?;
        times.push(watch.elapsed());
        let (asked, _) = run.asked;
        told_of = format!("¥{} over {} lines, {asked} subjects asked again", run.sums.difference(), run.changed.len());
    }
    times.sort();
    let median = times.get(times.len() / 2).copied().unwrap_or_default();
    Ok((median, times.last().copied().unwrap_or_default(), told_of))
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in `map_err`")]
fn told(error: LedgerError) -> String {
    error.complaint().what.en.to_string()
}
