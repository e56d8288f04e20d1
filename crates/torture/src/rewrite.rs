//! An insider changes one event and makes everything in the files agree again. Nobody can see that from the files; anybody
//! who holds one older root sees it.

mod forger;

use crate::body;
use crate::chance::Chance;
use crate::checked;
use crate::files::Files;
use crate::options::Options;
use crate::place::{Place, in_segments_of};
use crate::sum::{Sum, say};
use crate::tree;
use crate::trouble::{Trouble, While};
use forger::Forger;
use qizhang::store::{LocalStore, Store};
use qizhang::value::{Digest, Position};
use std::path::Path;

/// So often a ledger is forged before another one is written.
const FORGERIES_OF_ONE_LEDGER: u64 = 100;
const SEGMENT_BYTES: u64 = 16 << 10;

pub(crate) fn run(options: &Options, sum: &mut Sum) -> Result<(), Trouble> {
    let mut chance = Chance::new(options.seed);
    let place = Place::new(options)?;
    let mut left = options.cycles();
    while left > 0 && sum.is_clean() {
        let forgeries = left.min(FORGERIES_OF_ONE_LEDGER);
        left -= forgeries;
        place.clear()?;
        forge_one_ledger(&place.ledger(), forgeries, &mut chance, sum)?;
    }
    say(&format!("rewrite: {} of {} found by whoever held one root", options.cycles() - left, options.cycles()));
    place.keep_if_faulty(sum);
    Ok(())
}

fn forge_one_ledger(ledger: &Path, forgeries: u64, chance: &mut Chance, sum: &mut Sum) -> Result<(), Trouble> {
    let roots = roots_of_honest(ledger, chance, sum)?;
    let files = Files::of(ledger)?;
    for _ in 0..forgeries {
        let mut forger = Forger::of(&files)?;
        let event = forger.change_one(chance);
        for (path, bytes) in forger.finish() {
            std::fs::write(path, bytes)?;
        }
        forger::remove_what_follows(ledger)?;
        // If the files did not agree, the forgery would be too easy to find.
        checked::sound(ledger, sum);
        sum.acked += 1;
        compare(ledger, event, &roots, chance, sum)?;
        files.put_back(None)?;
    }
    Ok(())
}

/// Writes a ledger and gives its root at every size from 0 on, as an outsider keeps one of them.
fn roots_of_honest(ledger: &Path, chance: &mut Chance, sum: &mut Sum) -> Result<Vec<Digest>, Trouble> {
    let store = LocalStore::create(ledger, in_segments_of(SEGMENT_BYTES)).while_doing("making a ledger")?;
    let mut after = Position::ZERO;
    for number in 1..=20 + chance.below(60) {
        let batch = body::batch(0, number, 1 + chance.below(3), after, chance);
        let batch = batch.ok_or_else(|| Trouble::new("a batch has no name"))?;
        after = store.append(&batch).while_doing("filling a ledger")?.head;
    }
    let events = checked::everything(&store).while_doing("reading an honest ledger")?;
    checked::roots(&store, &events, events.len() / 2, sum);
    let leaves = checked::leaves(&events);
    Ok((0..=leaves.len()).map(|size| tree::root(&leaves[..size])).collect())
}

/// Somebody holds the root at one size. Where that size takes the changed event in, the root there is another one now;
/// where it does not, nothing before it was changed, and the root is the same.
fn compare(ledger: &Path, event: u64, roots: &[Digest], chance: &mut Chance, sum: &mut Sum) -> Result<(), Trouble> {
    let store = LocalStore::open_read(ledger, &in_segments_of(SEGMENT_BYTES)).while_doing("opening a forged ledger")?;
    let event = usize::try_from(event).while_doing("counting events")?;
    let held = event + chance.place(roots.len() - event);
    let told = store.root(checked::position(held)).while_doing("asking for an older root")?;
    if told == roots[held] {
        sum.undetected(&format!("event {event} was changed, and the root at {held} is the old one"));
    }
    let before = chance.place(event);
    let told = store.root(checked::position(before)).while_doing("asking for an older root")?;
    if told != roots[before] {
        sum.wrong(&format!("event {event} was changed, and the root at {before} is another one"));
    }
    Ok(())
}
