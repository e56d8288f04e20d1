//! The power is lost after every step a writer takes, and what was not synced is there, or not, or torn: what was
//! acknowledged is there, and nothing is there by half. The power may be lost once more while the ledger is put in order.

use crate::body::Said;
use crate::chance::Chance;
use crate::checked;
use crate::lanes::{Lanes, end, first_place, stage_some};
use crate::left::{Left, Promised};
use crate::made::{Loss, MadeDisk};
use crate::options::Options;
use crate::place::in_segments_of;
use crate::sum::{Sum, say};
use crate::trouble::{Trouble, While};
use qizhang::store::{LocalOptions, LocalStore, Store};
use qizhang::value::Position;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// A cycle is a ledger and every loss it can suffer. Each has a seed of its own, so that one can be run alone.
pub(crate) fn run(options: &Options, sum: &mut Sum) -> Result<(), Trouble> {
    let mut losses = 0;
    for seed in options.seed..options.seed.saturating_add(options.cycles()) {
        losses += Story::write(seed)?.lose_everywhere(sum);
        if !sum.is_clean() {
            say(&format!("power: it was seed {seed}"));
            break;
        }
    }
    say(&format!("power: lost {losses} times"));
    Ok(())
}

/// An acknowledgement: after so many steps, of the batch that begins with this, at this place.
type Acknowledged = (usize, usize, Said);

/// What a writer did, and when it was told what.
struct Story {
    chance: Chance,
    disk: MadeDisk,
    options: LocalOptions,
    acked: Vec<Acknowledged>,
    /// Each append and staged append that was not given up: after so many steps it began, and there it ends.
    ends: Vec<(usize, usize)>,
}

impl Story {
    fn write(seed: u64) -> Result<Self, Trouble> {
        let mut chance = Chance::new(seed);
        let options = options(&mut chance);
        let mut it = Self { disk: MadeDisk::new(), options, acked: Vec::new(), ends: vec![(0, 0)], chance };
        let mut lanes = Lanes::default();
        let mut store = it.left(&it.disk).create().while_doing("making a ledger")?;
        for _ in 0..10 + it.chance.below(20) {
            if it.chance.once_in(5) {
                it.stage(&store, &mut lanes)?;
            } else {
                let begun = it.disk.steps();
                let (said, batch) = lanes.next(&mut it.chance)?;
                let head = store.append(&batch).while_doing("appending")?.head;
                lanes.taken(said, head);
                it.acked.push((it.disk.steps(), first_place(said, head), said));
                it.ends.push((begun, end(head)));
            }
            if it.chance.once_in(8) {
                if it.chance.once_in(2) {
                    it.disk = it.disk.after_a_kill();
                }
                drop(store);
                store = it.left(&it.disk).open().while_doing("opening again")?;
            }
        }
        Ok(it)
    }

    /// Some batches that count together, or are given up together.
    fn stage(&mut self, store: &LocalStore, lanes: &mut Lanes) -> Result<(), Trouble> {
        let begun = self.disk.steps();
        let staged = store.stage().while_doing("staging")?;
        let mut theirs = lanes.clone();
        let placed = stage_some(&*staged, &mut theirs, &mut self.chance)?.while_doing("appending to what is staged")?;
        if self.chance.once_in(3) {
            drop(staged);
            return Ok(());
        }
        let head = staged.keep().while_doing("keeping what is staged")?;
        *lanes = theirs;
        let told = self.disk.steps();
        self.acked.extend(placed.into_iter().map(|(place, said)| (told, place, said)));
        self.ends.push((begun, end(head)));
        Ok(())
    }

    fn left(&self, disk: &MadeDisk) -> Left {
        Left { disk: Arc::new(disk.clone()), path: PathBuf::from("/ledger"), options: self.options.clone() }
    }

    /// After every step, in every way; how many losses that were.
    fn lose_everywhere(mut self, sum: &mut Sum) -> u64 {
        sum.acked += self.acked.iter().map(|(.., said)| said.of).sum::<u64>();
        let mut losses = 0;
        for steps in 0..=self.disk.steps() {
            for loss in Loss::EVERY {
                losses += 1;
                let disk = self.disk.after(steps, loss, &mut self.chance);
                // A ledger that does not open or cannot be read has lost what it promised.
                if let Err(trouble) = self.judge(steps, &disk, sum) {
                    sum.lost(&trouble.to_string());
                }
                if !sum.is_clean() {
                    say(&format!("power: lost after {steps} steps, unsynced: {loss:?}"));
                    return losses;
                }
            }
        }
        losses
    }

    fn judge(&mut self, steps: usize, disk: &MadeDisk, sum: &mut Sum) -> Result<(), Trouble> {
        let told = self.acked.iter().filter(|(at, ..)| *at <= steps);
        let ends = self.ends.iter().filter(|(begun, _)| *begun <= steps).map(|(_, end)| *end).collect();
        let promised = Promised::of(told.map(|(_, place, said)| (*place, *said)).collect(), ends);
        if !disk.has("/ledger") {
            if !promised.acked.is_empty() {
                sum.lost("the ledger is gone");
            }
            return Ok(());
        }
        let mut settled = promised.clone();
        settled.check(&self.left(disk), &mut self.chance, sum)?;
        self.lose_again(disk, promised, sum)?;
        self.go_on(disk, settled, sum)
    }

    /// Somewhere in the steps of putting the ledger in order.
    fn lose_again(&mut self, disk: &MadeDisk, mut promised: Promised, sum: &mut Sum) -> Result<(), Trouble> {
        let steps = self.chance.place(disk.steps() + 1);
        let loss = Loss::EVERY[self.chance.place(Loss::EVERY.len())];
        let disk = disk.after(steps, loss, &mut self.chance);
        promised.check(&self.left(&disk), &mut self.chance, sum)
    }

    /// A ledger that was put in order takes the next batch, and keeps it and everything it has shown.
    fn go_on(&mut self, disk: &MadeDisk, mut promised: Promised, sum: &mut Sum) -> Result<(), Trouble> {
        let store = self.left(disk).open().while_doing("opening to go on")?;
        let events = checked::everything(&store).while_doing("reading to go on")?;
        let (said, batch) = Lanes::of(&events).next(&mut self.chance)?;
        let head: Position = store.append(&batch).while_doing("going on")?.head;
        promised.acked.push((first_place(said, head), said));
        promised.ends.insert(end(head));
        let disk = disk.after(disk.steps(), Loss::All, &mut self.chance);
        promised.check(&self.left(&disk), &mut self.chance, sum)
    }
}

/// Segments that fill up every few appends, or hardly ever. The head is not synced by and by, so that the same seed gives
/// the same steps: a head that was written and not synced may be there after a loss or not, and that is all its sync
/// would change.
fn options(chance: &mut Chance) -> LocalOptions {
    let options = in_segments_of([4 << 10, 8 << 10, 64 << 10][chance.place(3)]);
    LocalOptions { head_delay: Duration::from_hours(1), patience: Duration::ZERO, ..options }
}
