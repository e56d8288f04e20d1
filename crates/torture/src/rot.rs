//! A bit flips, or a file is cut short, anywhere in a ledger at rest: every answer is the old one or an error that names
//! the place, and the whole look finds all harm to bytes that count.

mod harm;

use crate::asked::Answers;
use crate::body;
use crate::chance::Chance;
use crate::files::{Files, Part};
use crate::options::Options;
use crate::place::{Place, in_segments_of};
use crate::sum::{Sum, say};
use crate::trouble::{Trouble, While};
use harm::Harm;
use qizhang::store::{LocalOptions, LocalStore, OpenError, PostingsState, Report, SlotState, Store, examine};
use qizhang::value::Position;
use std::collections::BTreeMap;
use std::path::Path;

/// So often a ledger is harmed before another one is built.
const HARMS_OF_ONE_LEDGER: u64 = 500;
const SEGMENT_BYTES: u64 = 8 << 10;
const LANES: u64 = 5;

/// How often each part was harmed where it counts, and where it does not.
type Tally = BTreeMap<(Part, bool), u64>;

pub(crate) fn run(options: &Options, sum: &mut Sum) -> Result<(), Trouble> {
    // sled stops by panicking when it cannot read its files; the store catches that, and nobody needs to read it here.
    std::panic::set_hook(Box::new(|_| {}));
    let mut chance = Chance::new(options.seed);
    let place = Place::new(options)?;
    let mut tally = Tally::new();
    let mut left = options.cycles();
    while left > 0 && sum.is_clean() {
        let harms = left.min(HARMS_OF_ONE_LEDGER);
        left -= harms;
        place.clear()?;
        harm_one_ledger(&place.ledger(), harms, &mut chance, sum, &mut tally)?;
    }
    for ((part, counts), harms) in tally {
        let counts = if counts { "where it counts" } else { "where nothing depends on it" };
        say(&format!("rot: {part:?} harmed {harms} times {counts}"));
    }
    place.keep_if_faulty(sum);
    Ok(())
}

fn harm_one_ledger(
    ledger: &Path,
    harms: u64,
    chance: &mut Chance,
    sum: &mut Sum,
    tally: &mut Tally,
) -> Result<(), Trouble> {
    let store = LocalStore::create(ledger, options()).while_doing("making a ledger")?;
    fill(&store, chance)?;
    let answers = Answers::of(&store, sum)?;
    drop(store);
    let files = Files::of(ledger)?;
    for _ in 0..harms {
        let harm = Harm::any(&files, chance);
        files.put_back(Some((&harm.path, &harm.bytes)))?;
        sum.acked += 1;
        *tally.entry((harm.part, harm.counts)).or_default() += 1;
        judge(ledger, &harm, &answers, chance, sum);
        if !sum.is_clean() {
            return Ok(());
        }
    }
    files.put_back(None)
}

fn options() -> LocalOptions {
    in_segments_of(SEGMENT_BYTES)
}

/// Batches in turn to each lane, until there are several segments.
fn fill(store: &LocalStore, chance: &mut Chance) -> Result<(), Trouble> {
    let mut last: BTreeMap<u64, Position> = BTreeMap::new();
    let batches = 30 + chance.below(60);
    for turn in 0..batches {
        let (lane, number) = (turn % LANES, turn / LANES + 1);
        let after = last.entry(lane).or_default();
        let batch = body::batch(lane, number, 1 + chance.below(4), *after, chance);
        let batch = batch.ok_or_else(|| Trouble::new("a batch has no name"))?;
        *after = store.append(&batch).while_doing("filling a ledger")?.head;
    }
    Ok(())
}

fn judge(ledger: &Path, harm: &Harm, answers: &Answers, chance: &mut Chance, sum: &mut Sum) {
    let noticed = match examine(ledger) {
        Ok(report) => is_noticed(&report, harm, sum),
        Err(error) => {
            harm.explains_opening(&error, sum);
            true
        }
    };
    if harm.must_be_noticed() && !noticed {
        sum.undetected(&harm.to_string());
    }
    let mut ask = |opened: Result<LocalStore, OpenError>| match opened {
        Ok(store) => answers.ask(&store, harm, chance, sum),
        Err(error) => harm.explains_opening(&error, sum),
    };
    ask(LocalStore::open_read(ledger, &options()));
    ask(LocalStore::open(ledger, options()));
}

/// Whether the whole look says that something is not as it was written; what it says must fit the harm.
fn is_noticed(report: &Report, harm: &Harm, sum: &mut Sum) -> bool {
    if let Some(damage) = report.damage.first() {
        harm.explains(&damage.file, damage.byte, damage.position, damage.what, sum);
    }
    let mut postings = report.segments.iter().map(|segment| segment.postings);
    !report.damage.is_empty()
        || report.slots.contains(&SlotState::Torn)
        || postings.any(|state| matches!(state, PostingsState::Missing | PostingsState::Damaged))
}
