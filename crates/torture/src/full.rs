//! The disk is full, with room for so many pages more: whatever step comes first without room, the append is refused,
//! what was acknowledged can be read and verified, and with room again the same batch is taken.

mod room;

use crate::body;
use crate::chance::Chance;
use crate::checked;
use crate::options::{Options, number};
use crate::place::{Place, in_segments_of};
use crate::sum::{Sum, say};
use crate::trouble::{Trouble, While};
use qizhang::store::{AppendRefusal, Batch, LocalOptions, LocalStore, Store};
use qizhang::value::Position;
use room::Room;
use std::path::{Path, PathBuf};

/// Segments of several pages, so that one may be written in part.
const SEGMENT_BYTES: u64 = 32 << 10;
/// From no room at all to more than a new segment, its postings and what the index takes need.
const PAGES: u64 = 48;
/// No ledger here has room for so many batches.
const BATCHES_MAX: u64 = 4000;

/// Runs on a small file system of its own where the system lets us have one, otherwise under a limit the store sets itself.
pub(crate) fn run(options: &Options, sum: &mut Sum) -> Result<(), Trouble> {
    let place = Place::new(options)?;
    if let Some(told) = room::on_a_small_disk(&place, options)? {
        let (lines, figures) = told.trim_end().rsplit_once('\n').unwrap_or(("full: on a small disk", &told));
        say(lines);
        return sum.add(figures);
    }
    say("full: no small file system can be had here, so the store limits itself");
    cycles(options.seed, options.cycles(), place.path(), false, sum)
}

/// The helper: everything, on the small file system that is there now.
pub(crate) fn inside(words: &[String]) -> Result<bool, Trouble> {
    let [seed, count, path] = words else { return Err(Trouble::new("needs a seed, a number of cycles and a path")) };
    std::panic::set_hook(Box::new(|_| {}));
    let mut sum = Sum::default();
    say("full: on a small disk");
    cycles(number(seed)?, number(count)?, Path::new(path), true, &mut sum)?;
    say(&sum.in_numbers());
    Ok(true)
}

fn cycles(seed: u64, count: u64, path: &Path, small_disk: bool, sum: &mut Sum) -> Result<(), Trouble> {
    let mut chance = Chance::new(seed);
    for cycle in 0..count {
        let ledger = path.join(format!("ledger-{cycle}"));
        // Seven has no factor in common with the pages, so each number of them comes, and a short run sees them spread.
        let mut trial = Trial { ledger, cycle, pages: cycle * 7 % PAGES, after: Position::ZERO, batches: 0 };
        trial.run(small_disk, &mut chance, sum)?;
        if !sum.is_clean() {
            return Ok(());
        }
        std::fs::remove_dir_all(&trial.ledger)?;
    }
    Ok(())
}

/// One ledger that runs into a full disk.
struct Trial {
    ledger: PathBuf,
    cycle: u64,
    /// The room left.
    pages: u64,
    after: Position,
    batches: u64,
}

impl Trial {
    fn run(&mut self, small_disk: bool, chance: &mut Chance, sum: &mut Sum) -> Result<(), Trouble> {
        let store = LocalStore::create(&self.ledger, options(None)).while_doing("making a ledger")?;
        for _ in 0..chance.below(40) {
            let batch = self.next(chance)?;
            self.take(&store, &batch, sum);
        }
        let (store, room) = if small_disk {
            (store, Some(Room::leave(&self.ledger, self.pages)?))
        } else {
            drop(store);
            let most = room::log_bytes(&self.ledger)? + self.pages * room::PAGE;
            (LocalStore::open(&self.ledger, options(Some(most))).while_doing("opening with a limit")?, None)
        };
        let refused = self.until_refused(&store, chance, sum)?;
        self.check(&store, sum)?;
        let store = if chance.once_in(2) { self.open_again(store, small_disk, sum)? } else { store };
        let store = match room {
            Some(room) => {
                room.give_back()?;
                store
            }
            None => {
                drop(store);
                LocalStore::open(&self.ledger, options(None)).while_doing("opening without a limit")?
            }
        };
        self.take(&store, &refused, sum);
        self.check(&store, sum)?;
        drop(store);
        let store = LocalStore::open(&self.ledger, options(None)).while_doing("opening with room")?;
        self.check(&store, sum)
    }

    fn next(&self, chance: &mut Chance) -> Result<Batch, Trouble> {
        let batch = body::batch(0, self.batches + 1, 1 + chance.below(4), self.after, chance);
        batch.ok_or_else(|| Trouble::new("a batch has no name"))
    }

    /// Appends a batch there must be room for.
    fn take(&mut self, store: &LocalStore, batch: &Batch, sum: &mut Sum) {
        match store.append(batch) {
            Ok(done) => self.taken(batch, done.head, sum),
            Err(refusal) => sum.wrong(&format!("{}: with room, an append is refused: {refusal:?}", self.name())),
        }
    }

    fn taken(&mut self, batch: &Batch, head: Position, sum: &mut Sum) {
        sum.acked += u64::try_from(batch.entries.len()).unwrap_or(0);
        self.batches += 1;
        self.after = head;
    }

    /// Gives the batch for which there was no room.
    fn until_refused(&mut self, store: &LocalStore, chance: &mut Chance, sum: &mut Sum) -> Result<Batch, Trouble> {
        loop {
            let batch = self.next(chance)?;
            match store.append(&batch) {
                Ok(done) if self.batches < BATCHES_MAX => self.taken(&batch, done.head, sum),
                Err(AppendRefusal::Full) => return Ok(batch),
                other => {
                    sum.wrong(&format!("{}: without room, an append gives {other:?}", self.name()));
                    return Ok(batch);
                }
            }
        }
    }

    /// Everything acknowledged is there and nothing else, for this process and for another reader, and it verifies.
    fn check(&self, store: &LocalStore, sum: &mut Sum) -> Result<(), Trouble> {
        let events = checked::everything(store).while_doing("reading without room")?;
        if checked::position(events.len()) != self.after {
            sum.lost(&format!("{}: {} of {} events", self.name(), events.len(), self.after.0));
        }
        checked::whole_batches(&events, sum);
        checked::roots(store, &events, events.len() / 2, sum);
        checked::sound(&self.ledger, sum);
        let reader = LocalStore::open_read(&self.ledger, &options(None)).while_doing("opening for reading")?;
        if checked::everything(&reader).while_doing("reading beside")? != events {
            sum.wrong(&format!("{}: a reader sees something else", self.name()));
        }
        Ok(())
    }

    /// A ledger opens for writing on a full disk too.
    fn open_again(&self, store: LocalStore, small_disk: bool, sum: &mut Sum) -> Result<LocalStore, Trouble> {
        drop(store);
        let limit = if small_disk { None } else { Some(0) };
        let store = LocalStore::open(&self.ledger, options(limit)).while_doing("opening without room")?;
        self.check(&store, sum)?;
        Ok(store)
    }

    fn name(&self) -> String {
        format!("cycle {}, {} pages left", self.cycle, self.pages)
    }
}

fn options(log_bytes_max: Option<u64>) -> LocalOptions {
    LocalOptions { log_bytes_max, ..in_segments_of(SEGMENT_BYTES) }
}
