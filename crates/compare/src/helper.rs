//! What runs in a process of its own: so that memory is that of one import alone, and so that a process can be killed.

use crate::done::{Done, say};
use crate::events::{self, Fact, Facts};
use crate::peer::Kind;
use qizhang::ledger::{AppendOptions, Appending, FixedClock, Ledger, LineFile};
use qizhang::value::{Day, Instant};
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant as Stopwatch;

/// Events in a batch of an import.
pub(crate) const BATCH: usize = 1000;
/// How a helper's answer begins: some stores print lines of their own.
const ANSWER: &str = "answer ";

/// Runs a helper to its end: the numbers it answers.
pub(crate) fn ask(words: &[&str]) -> Done<Vec<f64>> {
    let mut child = start(words)?;
    let answer = listen(&mut child)?;
    let status = child.wait()?;
    if status.success() { Ok(answer) } else { Err(format!("{words:?} ended with {status}").into()) }
}

/// Starts a helper.
pub(crate) fn start(words: &[&str]) -> Done<Child> {
    let mut command = Command::new(std::env::current_exe()?);
    Ok(command.arg("helper").args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?)
}

/// Waits for the answer of a helper.
pub(crate) fn listen(child: &mut Child) -> Done<Vec<f64>> {
    let mut out = BufReader::new(child.stdout.take().ok_or("the helper has no output")?);
    let mut line = String::new();
    while out.read_line(&mut line)? > 0 {
        if let Some(answer) = line.strip_prefix(ANSWER) {
            return Ok(answer.split_whitespace().map(str::parse).collect::<Result<_, _>>()?);
        }
        line.clear();
    }
    Err("a helper ended without an answer".into())
}

/// What this program does in the processes it starts itself.
pub(crate) fn run(words: &[String]) -> Done<()> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let answer = match words.as_slice() {
        ["prepare", count, lines, facts] => {
            events::prepare(count.parse()?, Path::new(lines), Path::new(facts))?;
            Vec::new()
        }
        ["import", kind, path, facts] => import(Kind::parse(kind)?, Path::new(path), Path::new(facts))?,
        ["ledger", path, lines] => ledger(Path::new(path), Path::new(lines))?,
        ["hold", kind, path, facts] => return hold(Kind::parse(kind)?, Path::new(path), Path::new(facts)),
        ["first", kind, path, tag] => return first(Kind::parse(kind)?, Path::new(path), tag),
        _ => return Err(format!("no helper does {words:?}").into()),
    };
    tell(&answer);
    Ok(())
}

fn tell(answer: &[f64]) {
    let words: Vec<String> = answer.iter().map(f64::to_string).collect();
    say(&format!("{ANSWER}{}", words.join(" ")));
}

/// Seconds and the most memory. The store is closed within the time: what it still owes the disk then counts.
fn import(kind: Kind, path: &Path, facts: &Path) -> Done<Vec<f64>> {
    let mut facts = Facts::open(facts)?;
    let watch = Stopwatch::now();
    let store = kind.open(path)?;
    loop {
        let batch = facts.take(BATCH)?;
        if batch.is_empty() {
            break;
        }
        store.append(&batch, None)?;
    }
    let seconds = watch.elapsed().as_secs_f64();
    drop(store);
    Ok(vec![seconds, peak_memory()?])
}

/// The same events through the ledger's door: lines decoded, checked against their declarations and the history, made
/// canonical, and recorded all or nothing.
fn ledger(path: &Path, lines: &Path) -> Done<Vec<f64>> {
    let told = |error| format!("{error:?}");
    let clock = Box::new(FixedClock(Instant::end_of(Day::year_end(2030))));
    let (ledger, _) = Ledger::create(path, Some(Day::year_start(2020)), clock).map_err(told)?;
    let watch = Stopwatch::now();
    let file = LineFile::new(File::open(lines)?, "lines").map_err(told)?;
    let options = AppendOptions { preserve: true, ..AppendOptions::default() };
    let (receipt, rejected) = Appending::of_file(&ledger, file, options).finish().map_err(told)?;
    let seconds = watch.elapsed().as_secs_f64();
    match rejected.first() {
        None => Ok(vec![seconds, peak_memory()?, as_f64(receipt.recorded)]),
        Some(first) => Err(format!("{} lines were refused, first {first:?}", rejected.len()).into()),
    }
}

/// Appends one event after the other until it is killed.
fn hold(kind: Kind, path: &Path, facts: &Path) -> Done<()> {
    let facts = Facts::open(facts)?.take(BATCH)?;
    let store = kind.open(path)?;
    let start = store.head()?;
    for (number, fact) in (start..).zip(facts.iter().cycle()) {
        store.append(std::slice::from_ref(&fact.again(number)), None)?;
        if number == start + 200 {
            tell(&[]);
        }
        // Whoever was to kill it is gone.
        if number > start + 1_000_000 {
            break;
        }
    }
    Ok(())
}

/// Opens for writing and reads the events with a tag; answers how many.
fn first(kind: Kind, path: &Path, tag: &str) -> Done<()> {
    let (events, _) = kind.open(path)?.tagged(tag)?;
    tell(&[as_f64(events)]);
    // Whatever else the store does when it closes is not waited for.
    let mut end = Vec::new();
    std::io::stdin().read_to_end(&mut end)?;
    Ok(())
}

/// The most memory this process has had, in bytes.
fn peak_memory() -> Done<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    let kibibytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kibibytes * 1024.0)
}

/// Counts here are far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
pub(crate) fn as_f64(count: u64) -> f64 {
    count as f64
}

/// One of the facts, as another event.
pub(crate) fn tagged(fact: &Fact, number: u64, tag: &str) -> Fact {
    let mut fact = fact.again(number);
    match fact.tags.first_mut() {
        Some(first) => tag.clone_into(first),
        None => fact.tags.push(tag.to_owned()),
    }
    fact
}
