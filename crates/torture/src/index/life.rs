//! The life of a ledger whose index is written: it is appended to, closed, killed, opened again, and its index made again.

use super::loss::Files;
use super::seen::{Seen, Watched, below};
use crate::asked::Answers;
use crate::body;
use crate::chance::Chance;
use crate::checked;
use crate::lanes::Lanes;
use crate::place::in_segments_of;
use crate::sum::Sum;
use crate::trouble::{Trouble, While};
use qizhang::store::{IndexState, LocalOptions, LocalStore, Store};
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

/// Longer than sled lets its own writes wait.
const LONG: Duration = Duration::from_millis(600);
const SHORT: Duration = Duration::from_millis(10);

/// What a life left behind.
pub(super) struct Life {
    pub(super) options: LocalOptions,
    pub(super) moments: Vec<Moment>,
    /// The index as it was seen from beginning to end.
    pub(super) index: Seen,
}

/// A time at which the power may be lost.
pub(super) struct Moment {
    /// Everything but the index. All of it is synced.
    pub(super) files: Files,
    pub(super) answers: Rc<Answers>,
    /// The newest version of the index.
    version: usize,
}

/// A life that is being lived.
struct Living<'l> {
    place: &'l Path,
    /// How often the ledger went on elsewhere.
    homes: usize,
    options: LocalOptions,
    watched: Watched,
    moments: Vec<Moment>,
    answers: Rc<Answers>,
}

impl Life {
    /// Lives one, in a directory of its own.
    pub(super) fn live(place: &Path, chance: &mut Chance, sum: &mut Sum) -> Result<Self, Trouble> {
        let options = in_segments_of([8 << 10, 32 << 10, 256 << 10][chance.place(3)]);
        let home = home(place, 0);
        let mut store = LocalStore::create(&home, options.clone()).while_doing("making a ledger")?;
        let watched = Watched::start(home.join("index"))?;
        let answers = Rc::new(grow(&store, 3, chance, sum)?);
        let mut it = Living { place, homes: 0, options, watched, moments: Vec::new(), answers };
        for _ in 0..8 + chance.below(6) {
            it.moment();
            store = it.act(store, chance, sum)?;
        }
        drop(store);
        it.moment();
        let Living { options, watched, moments, homes, .. } = it;
        let index = watched.stop();
        (0..=homes).try_for_each(|number| fs::remove_dir_all(self::home(place, number)))?;
        Ok(Self { options, moments, index })
    }

    /// What of the index is certainly there, and of what something may be there, when the power is lost at a moment. Now and then
    /// it is newer than the log: the log was put back from a copy.
    pub(super) fn range(&self, moment: &Moment, chance: &mut Chance) -> (usize, usize) {
        let newest = if chance.once_in(8) { self.index.version() } else { moment.version };
        let top = newest - if chance.once_in(3) { chance.place(newest.min(6) + 1) } else { 0 };
        let back = match chance.below(3) {
            0 => chance.place(top.min(2) + 1),
            1 => chance.place(top.min(12) + 1),
            _ => chance.place(top + 1),
        };
        (top - back, top)
    }
}

impl Living<'_> {
    fn home(&self) -> PathBuf {
        home(self.place, self.homes)
    }

    fn moment(&mut self) {
        let mut files = below(&self.home());
        files.retain(|name, _| !name.starts_with("index"));
        let version = self.watched.look();
        self.moments.push(Moment { files, answers: Rc::clone(&self.answers), version });
    }

    fn act(&mut self, store: LocalStore, chance: &mut Chance, sum: &mut Sum) -> Result<LocalStore, Trouble> {
        match chance.below(9) {
            0..=3 => {
                self.answers = Rc::new(grow(&store, 1 + chance.below(12), chance, sum)?);
                std::thread::sleep(if chance.once_in(4) { LONG } else { SHORT });
            }
            4 => {
                // What the thread of the index wrote stays in sled's memory for a while.
                while matches!(store.index_state(), IndexState::Reaches(reached) if reached < store.head()) {
                    std::thread::sleep(SHORT);
                }
            }
            5 => {
                store.rebuild_index().while_doing("making the index again")?;
            }
            6 => return self.go_on_elsewhere(store),
            _ => {
                drop(store);
                self.moment();
                return self.open();
            }
        }
        Ok(store)
    }

    /// As if the process had been killed: nothing is closed, and another one goes on with the files as they are.
    fn go_on_elsewhere(&mut self, killed: LocalStore) -> Result<LocalStore, Trouble> {
        let left = below(&self.home());
        self.homes += 1;
        for (name, bytes) in left {
            let file = self.home().join(name);
            fs::create_dir_all(file.parent().unwrap_or(self.place))?;
            fs::write(file, bytes)?;
        }
        self.watched.turn_to(self.home().join("index"));
        drop(killed);
        self.open()
    }

    fn open(&self) -> Result<LocalStore, Trouble> {
        LocalStore::open(&self.home(), self.options.clone()).while_doing("opening again")
    }
}

fn home(place: &Path, number: usize) -> PathBuf {
    place.join(format!("ledger-{number}"))
}

/// Appends so many batches, few of them large, and asks for everything that is there then.
pub(super) fn grow(store: &LocalStore, batches: u64, chance: &mut Chance, sum: &mut Sum) -> Result<Answers, Trouble> {
    let mut lanes = Lanes::of(&checked::everything(store).while_doing("reading to go on")?);
    for _ in 0..batches {
        let (mut said, mut batch) = lanes.next(chance)?;
        if chance.once_in(3) {
            said.of = 1 + chance.below(60);
            let after = batch.condition.and_then(|condition| condition.guards.first().map(|guard| guard.after));
            let large = body::batch(said.lane, said.batch, said.of, after.unwrap_or_default(), chance);
            batch = large.ok_or_else(|| Trouble::new("a batch has no name"))?;
        }
        let head = store.append(&batch).while_doing("appending")?.head;
        lanes.taken(said, head);
    }
    Answers::of(store, sum)
}
