//! What somebody sees who follows the ledger.

use crate::options::number;
use crate::place::in_segments_of;
use crate::sum::say;
use crate::trouble::{Trouble, While};
use qizhang::event::Query;
use qizhang::store::{LocalStore, Store, Stored};
use qizhang::value::{Digest, Position};
use std::path::Path;
use std::process::Child;
use std::time::Duration;

/// A follower that sees nothing new for so many seconds gives up and says what it has seen.
const PATIENCE_SECONDS: u64 = 30;

/// The events seen: how many, how often a position was not the one after the last, and a digest over all of them in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    events: u64,
    steps_aside: u64,
    last: Position,
    chain: Digest,
}

impl Default for Seen {
    fn default() -> Self {
        Self { events: 0, steps_aside: 0, last: Position::ZERO, chain: Digest::of(&[]) }
    }
}

impl Seen {
    pub(super) fn add(&mut self, stored: &Stored) {
        self.events += 1;
        self.steps_aside += u64::from(stored.position != self.last.next());
        self.last = stored.position;
        let position = stored.position.0.to_le_bytes();
        self.chain = Digest::of_parts(&[&self.chain.0, &position, stored.id.0.as_bytes(), &stored.bytes]);
    }

    /// Follows until so many were seen, or nothing comes any more.
    pub(super) fn following(store: &LocalStore, total: u64) -> Result<Self, Trouble> {
        let mut seen = Self::default();
        let mut following = store.subscribe(Query::all(), Position(1));
        let mut waited = 0;
        while seen.events < total && waited < PATIENCE_SECONDS {
            match following.next(Duration::from_secs(1)).while_doing("following")? {
                Some(stored) => {
                    seen.add(&stored);
                    waited = 0;
                }
                None => waited += 1,
            }
        }
        Ok(seen)
    }

    pub(super) fn is_gapless_to(&self, total: u64) -> bool {
        self.events == total && self.steps_aside == 0 && self.last == Position(total)
    }
}

/// The helper: follows from another process and says what it saw.
pub(crate) fn follow(words: &[String]) -> Result<bool, Trouble> {
    let [path, total] = words else { return Err(Trouble::new("a follower needs a path and a number")) };
    let options = in_segments_of(super::SEGMENT_BYTES);
    let store = LocalStore::open_read(Path::new(path), &options).while_doing("opening for reading")?;
    let Seen { events, steps_aside, last, chain } = Seen::following(&store, number(total)?)?;
    say(&format!("{events} {steps_aside} {} {chain}", last.0));
    Ok(true)
}

/// What the helper said.
pub(super) fn told(child: Child) -> Result<Seen, Trouble> {
    let output = child.wait_with_output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [events, steps_aside, last, chain] => Ok(Seen {
            events: number(events)?,
            steps_aside: number(steps_aside)?,
            last: Position(number(last)?),
            chain: Digest::parse(chain).ok_or_else(|| Trouble::new("a follower said no digest"))?,
        }),
        _ => Err(Trouble::new(format!("a follower said: {text}"))),
    }
}
