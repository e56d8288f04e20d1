//! The power is lost while sled writes the index, which it never syncs for anybody: its files are there as they were at
//! some time, or each as it was at another, or page by page and sector by sector of any time since. The log is whole. No
//! answer may be another one, nothing may fail or hang, and the next writer must leave an index that is whole again.

mod life;
mod loss;
mod seen;

use crate::asked::Done;
use crate::chance::Chance;
use crate::checked;
use crate::options::Options;
use crate::place::Place;
use crate::sum::{Sum, say};
use crate::trouble::{Trouble, While};
use life::{Life, Moment};
use loss::{Files, Loss};
use qizhang::store::{IndexState, LocalStore, ReadError, Store};
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::exit;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// An opening that takes so long will not end.
const HANGS_AFTER: Duration = Duration::from_mins(3);
/// A file that stays beside those of sled for as long as its index is not begun anew.
const MARK: &str = "index/mark";

/// What became of the index in the hands of the next writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Became {
    Used,
    BegunAnew,
    Failed,
}

/// How often each loss came to what.
type Tally = BTreeMap<(Loss, Became), u64>;

/// One loss, to be told in words.
struct Lost {
    loss: Loss,
    moment: usize,
    /// The version of the index that is certainly there, and the newest of which something may be there.
    range: (usize, usize),
}

/// A cycle is the life of a ledger, and the power lost at each moment of it, in each way. Each has a seed of its own.
pub(crate) fn run(options: &Options, sum: &mut Sum) -> Result<(), Trouble> {
    // sled stops by panicking when it cannot read its files; the store catches that, and nobody needs to read it here.
    std::panic::set_hook(Box::new(|_| {}));
    let (told, heard) = channel();
    std::thread::Builder::new().spawn(move || watch(&heard))?;
    let place = Place::new(options)?;
    let mut tally = Tally::new();
    for seed in options.seed..options.seed.saturating_add(options.cycles()) {
        let mut chance = Chance::new(seed);
        let life = Life::live(place.path(), &mut chance, sum)?;
        for (at, moment) in life.moments.iter().enumerate() {
            for loss in Loss::EVERY {
                let range = life.range(moment, &mut chance);
                let lost = Lost { loss, moment: at, range };
                let _ = told.send(format!("seed {seed}, {lost}"));
                sum.acked += 1;
                judge(&life, &lost, &place, &mut chance, sum, &mut tally)?;
                if !sum.is_clean() {
                    say(&format!("index: it was seed {seed}"));
                    place.keep_if_faulty(sum);
                    return Ok(());
                }
            }
        }
    }
    for ((loss, became), times) in tally {
        say(&format!("index: unsynced: {loss:?}, {became:?} {times} times"));
    }
    Ok(())
}

/// Ends the program when a loss is judged for too long: nothing else would ever tell that an opening hangs.
fn watch(heard: &Receiver<String>) {
    let mut judged = "the first life".to_owned();
    loop {
        match heard.recv_timeout(HANGS_AFTER) {
            Ok(lost) => judged = lost,
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                say(&format!("WRONG: {judged}: there is no end of it"));
                exit(1);
            }
        }
    }
}

fn judge(
    life: &Life,
    lost: &Lost,
    place: &Place,
    chance: &mut Chance,
    sum: &mut Sum,
    tally: &mut Tally,
) -> Result<(), Trouble> {
    let (moment, path) = (&life.moments[lost.moment], place.path().join("left"));
    let index = life.index.after(lost.loss, lost.range, chance);
    put(&path, moment, &index)?;
    // What cannot be opened or asked is a fault of the store, and the run goes on to say where it was.
    match next_openings(life, lost, &path, chance, sum) {
        Ok(became) => *tally.entry((lost.loss, became)).or_default() += 1,
        Err(trouble) => sum.wrong(&format!("{lost}: {trouble}")),
    }
    if !sum.is_clean() {
        put(&place.path().join("as-it-was-left"), moment, &index)?;
    }
    Ok(())
}

/// First a reader, then a writer, then the one after that, who finds an index that is whole.
fn next_openings(life: &Life, lost: &Lost, path: &Path, chance: &mut Chance, sum: &mut Sum) -> Result<Became, Trouble> {
    let (answers, options) = (&life.moments[lost.moment].answers, &life.options);
    let reader = LocalStore::open_read(path, options).while_doing("opening for reading")?;
    answers.ask(&reader, lost, chance, sum);
    drop(reader);
    let marked = path.join(MARK);
    fs::create_dir_all(path.join("index"))?;
    fs::write(&marked, [])?;
    let writer = LocalStore::open(path, options.clone()).while_doing("opening for writing")?;
    let became = match writer.index_state() {
        IndexState::Failed { .. } | IndexState::Absent => Became::Failed,
        IndexState::Reaches(_) if marked.exists() => Became::Used,
        IndexState::Reaches(_) => Became::BegunAnew,
    };
    answers.ask(&writer, lost, chance, sum);
    drop(writer);
    let next = LocalStore::open(path, options.clone()).while_doing("opening once more")?;
    match next.index_state() {
        IndexState::Reaches(reached) if reached == answers.head() => {}
        other => sum.wrong(&format!("{lost}: {became:?}, and then left as {other:?}")),
    }
    answers.ask(&next, lost, chance, sum);
    if chance.once_in(4) {
        go_on(next, life, lost, path, chance, sum)?;
    }
    checked::sound(path, sum);
    Ok(became)
}

/// The ledger takes more, and is opened with an index that stands on what was left.
fn go_on(
    store: LocalStore,
    life: &Life,
    lost: &Lost,
    path: &Path,
    chance: &mut Chance,
    sum: &mut Sum,
) -> Result<(), Trouble> {
    let answers = life::grow(&store, 1 + chance.below(6), chance, sum)?;
    drop(store);
    let store = LocalStore::open(path, life.options.clone()).while_doing("opening after going on")?;
    if store.head() != answers.head() {
        sum.lost(&format!("{lost}: what was appended afterwards is gone"));
    }
    answers.ask(&store, lost, chance, sum);
    Ok(())
}

/// A ledger as it was left: the log of the moment, and whatever the loss left of the index.
fn put(path: &Path, moment: &Moment, index: &Files) -> Result<(), Trouble> {
    if path.exists() {
        fs::remove_dir_all(path)?;
    }
    let index = index.iter().map(|(name, bytes)| (PathBuf::from("index").join(name), bytes));
    for (name, bytes) in moment.files.iter().map(|(name, bytes)| (name.clone(), bytes)).chain(index) {
        let file = path.join(name);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(file, bytes)?;
    }
    Ok(())
}

/// Nobody is to complain: the log is whole.
impl Done for Lost {
    fn explains_reading(&self, error: &ReadError, sum: &mut Sum) {
        sum.wrong(&format!("{self}: {error:?}"));
    }
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { loss, moment, range: (base, top) } = self;
        write!(f, "moment {moment}, unsynced of the index since version {base} of {top}: {loss:?}")
    }
}
