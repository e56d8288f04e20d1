//! A writer on a disk that fails, fills up or lies. What is said to be durable is so after any failure that was owned up to;
//! where the disk lied, every answer is right or an error that says where the damage is.

mod said;

use crate::chance::Chance;
use crate::checked;
use crate::lanes::{Lanes, end, first_place, stage_some};
use crate::left::{Left, Promised};
use crate::made::{Fault, FaultKind, Hit, Loss, MadeDisk};
use crate::options::Options;
use crate::place::in_segments_of;
use crate::sum::{Sum, say};
use crate::trouble::Trouble;
use qizhang::store::{AppendRefusal, LocalOptions, LocalStore, OpenError, Store, Stored, examine_on};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// A cycle is the life of a ledger. Each has a seed of its own, so that one can be run alone.
pub(crate) fn run(options: &Options, sum: &mut Sum) -> Result<(), Trouble> {
    let mut met = BTreeMap::new();
    for seed in options.seed..options.seed.saturating_add(options.cycles()) {
        Life::new(seed).live(&mut met, sum)?;
        if !sum.is_clean() {
            say(&format!("sim: it was seed {seed}"));
            break;
        }
    }
    for (kind, count) in met {
        say(&format!("sim: {kind} {count} times"));
    }
    Ok(())
}

/// Where the ledger lies on the disk.
const LEDGER: &str = "/ledger";
/// No other write is as long as one of a slot of the head.
const HEAD_BYTES: usize = 72;

/// How often each fault was met.
type Met = BTreeMap<String, u64>;

struct Life {
    chance: Chance,
    disk: MadeDisk,
    options: LocalOptions,
    promised: Promised,
}

impl Life {
    fn new(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let options = in_segments_of([4 << 10, 16 << 10][chance.place(2)]);
        // The head is not synced by and by, so that the same seed gives the same life.
        let options = LocalOptions { head_delay: Duration::from_hours(1), patience: Duration::ZERO, ..options };
        Self { chance, disk: MadeDisk::new(), options, promised: Promised::default() }
    }

    fn live(mut self, met: &mut Met, sum: &mut Sum) -> Result<(), Trouble> {
        for _ in 0..3 + self.chance.below(5) {
            let kind = FaultKind::HONEST[self.chance.place(FaultKind::HONEST.len())];
            self.plan(kind);
            let store = self.work(kind, sum)?;
            self.end(store, met, kind);
            self.check(sum);
            if !sum.is_clean() {
                return Ok(());
            }
        }
        if self.disk.has(LEDGER) {
            let kind = FaultKind::LIES[self.chance.place(FaultKind::LIES.len())];
            self.be_lied_to(kind, met, sum)?;
        }
        Ok(())
    }

    fn left(&self) -> Left {
        Left { disk: Arc::new(self.disk.clone()), path: PathBuf::from(LEDGER), options: self.options.clone() }
    }

    fn plan(&mut self, kind: FaultKind) {
        // A quarter of them meet the opening.
        let after = if self.chance.once_in(4) { self.chance.below(4) } else { self.chance.below(60) };
        let fault = Fault { kind, after };
        self.disk.plan(fault, Chance::new(self.chance.number()));
    }

    /// Opens the ledger, or makes it, and appends until something goes wrong or there is enough. Gives the store, which is
    /// still open unless opening failed.
    fn work(&mut self, kind: FaultKind, sum: &mut Sum) -> Result<Option<LocalStore>, Trouble> {
        let left = self.left();
        match if self.disk.has(LEDGER) { left.open() } else { left.create() } {
            Ok(store) => {
                self.append(&store, kind, sum)?;
                Ok(Some(store))
            }
            Err(error) => {
                if !said::of_opening(&error, kind) {
                    sum.wrong(&format!("{kind:?}: opening gives {error:?}"));
                }
                Ok(None)
            }
        }
    }

    fn append(&mut self, store: &LocalStore, kind: FaultKind, sum: &mut Sum) -> Result<(), Trouble> {
        self.promised.ends.clear();
        let Some(events) = read(store, kind, sum) else { return Ok(()) };
        let mut lanes = Lanes::of(&events);
        self.promised.ends.insert(events.len());
        for _ in 0..self.chance.below(16) {
            if self.chance.once_in(6) {
                if !self.stage(store, &mut lanes, kind, sum)? {
                    break;
                }
                continue;
            }
            let (said, batch) = lanes.next(&mut self.chance)?;
            self.promised.ends.insert(end(store.head()) + batch.entries.len());
            match store.append(&batch) {
                Ok(done) => {
                    sum.acked += said.of;
                    lanes.taken(said, done.head);
                    self.promised.acked.push((first_place(said, done.head), said));
                }
                Err(refusal) => {
                    self.refused(&refusal, store, kind, sum)?;
                    break;
                }
            }
        }
        read(store, kind, sum);
        Ok(())
    }

    /// Some batches that count together, or are given up together; whether the writer may go on.
    fn stage(
        &mut self,
        store: &LocalStore,
        lanes: &mut Lanes,
        kind: FaultKind,
        sum: &mut Sum,
    ) -> Result<bool, Trouble> {
        let staged = match store.stage() {
            Ok(staged) => staged,
            Err(refusal) => return self.refused(&refusal, store, kind, sum).map(|()| false),
        };
        let mut theirs = lanes.clone();
        let placed = stage_some(&*staged, &mut theirs, &mut self.chance)?;
        if placed.is_ok() {
            if self.chance.once_in(3) {
                return Ok(true);
            }
            self.promised.ends.insert(end(staged.head()));
        }
        match placed.and_then(|placed| staged.keep().map(|_| placed)) {
            Ok(placed) => {
                sum.acked += placed.iter().map(|(_, said)| said.of).sum::<u64>();
                self.promised.acked.extend(placed);
                *lanes = theirs;
                Ok(true)
            }
            Err(refusal) => self.refused(&refusal, store, kind, sum).map(|()| false),
        }
    }

    /// A refusal must be one that the fault explains, and a broken writer stays broken.
    fn refused(
        &mut self,
        refusal: &AppendRefusal,
        store: &LocalStore,
        kind: FaultKind,
        sum: &mut Sum,
    ) -> Result<(), Trouble> {
        if !said::of_appending(refusal, kind) {
            sum.wrong(&format!("{kind:?}: an append gives {refusal:?}"));
        }
        if matches!(refusal, AppendRefusal::Broken(_)) {
            let (_, batch) = Lanes::default().next(&mut self.chance)?;
            let again = store.append(&batch);
            if !matches!(again, Err(AppendRefusal::Broken(_))) {
                sum.wrong(&format!("{kind:?}: a broken writer then gives {again:?}"));
            }
        }
        Ok(())
    }

    /// The process ends in peace, is killed, or loses its power; and the disk is mended.
    fn end(&mut self, store: Option<LocalStore>, met: &mut Met, kind: FaultKind) {
        let left = match self.chance.below(3) {
            0 => {
                drop(store);
                self.disk.after_a_kill()
            }
            1 => self.disk.after_a_kill(),
            _ => {
                let loss = Loss::EVERY[self.chance.place(Loss::EVERY.len())];
                self.disk.after(self.disk.steps(), loss, &mut self.chance)
            }
        };
        if self.disk.heal().is_some() {
            *met.entry(format!("{kind:?}")).or_default() += 1;
        }
        self.disk = left;
    }

    /// What was promised is there.
    fn check(&mut self, sum: &mut Sum) {
        let left = self.left();
        if self.disk.has(LEDGER) {
            // What a ledger will not do after a failure that is over is what it has lost.
            if let Err(trouble) = self.promised.check(&left, &mut self.chance, sum) {
                sum.lost(&trouble.to_string());
            }
        } else if !self.promised.acked.is_empty() {
            sum.lost("the ledger is gone");
        }
    }

    /// The disk lies once, and the process is killed. What a reader and the next writer are told must be right, or say that
    /// something is damaged.
    fn be_lied_to(&mut self, kind: FaultKind, met: &mut Met, sum: &mut Sum) -> Result<(), Trouble> {
        self.plan(kind);
        let store = self.work(kind, sum)?;
        let left = self.disk.after_a_kill();
        let hit = self.disk.heal();
        if hit.is_some() {
            *met.entry(format!("{kind:?}")).or_default() += 1;
        }
        drop(store);
        self.disk = left;
        if kind == FaultKind::ReadFlips {
            // Nothing on the disk is other than it was written.
            self.check(sum);
            return Ok(());
        }
        let left = self.left();
        let examined = examine_on(Arc::clone(&left.disk), &left.path, &left.options);
        let noticed = examined.as_ref().map_or(true, |report| !report.damage.is_empty());
        let seen = self.answers(left.open_read(), kind, sum);
        let written = self.answers(left.open(), kind, sum);
        let least =
            self.promised.acked.len().saturating_sub(usize::from(kind == FaultKind::Misdirected && is_of_head(hit)));
        // A head that was not written leaves readers behind until the next writer opens the ledger; any other harm to what
        // a reader is shown is noticed.
        let all = |count: Option<usize>| count.is_none_or(|count| count >= least);
        if !all(written) || (!all(seen) && noticed) {
            let acked = self.promised.acked.len();
            sum.undetected(&format!(
                "{kind:?}: {acked} acknowledged batches, a reader finds {seen:?}, a writer {written:?}"
            ));
        }
        Ok(())
    }

    /// How many of the acknowledged batches a store gives; none when it says that it is damaged.
    fn answers(&self, opened: Result<LocalStore, OpenError>, kind: FaultKind, sum: &mut Sum) -> Option<usize> {
        let store = match opened {
            Ok(store) => store,
            Err(error) => {
                if !said::of_opening(&error, kind) {
                    sum.wrong(&format!("after {kind:?}, opening gives {error:?}"));
                }
                return None;
            }
        };
        let events = read(&store, kind, sum)?;
        let said = checked::whole_batches(&events, sum);
        Some(self.promised.acked.iter().filter(|(place, first)| said.get(place - 1) == Some(first)).count())
    }
}

/// A head that went elsewhere may have fallen on the very group it was to announce: nothing on the disk tells that group
/// from one that was never finished. Whoever holds the receipt can.
fn is_of_head(hit: Option<Hit>) -> bool {
    hit.is_some_and(|hit| hit.bytes == HEAD_BYTES)
}

/// Everything a store gives; nothing when it says why not.
fn read(store: &LocalStore, kind: FaultKind, sum: &mut Sum) -> Option<Vec<Stored>> {
    match checked::everything(store) {
        Ok(events) => Some(events),
        Err(error) => {
            if !said::of_reading(&error, kind) {
                sum.wrong(&format!("{kind:?}: reading gives {error:?}"));
            }
            None
        }
    }
}
