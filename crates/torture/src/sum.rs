//! What is counted, and how it is told.

use crate::options::number;
use crate::trouble::Trouble;
use std::fmt;
use std::io::Write as _;

/// Faults beyond so many are counted and not told one by one.
const TOLD_MAX: u64 = 20;

/// The figures of one run.
#[derive(Debug, Default)]
pub(crate) struct Sum {
    /// Events a writer was told to be durable, or harms that were done.
    pub(crate) acked: u64,
    lost: u64,
    wrong: u64,
    undetected: u64,
}

impl Sum {
    /// Something acknowledged is not there any more.
    pub(crate) fn lost(&mut self, what: &str) {
        self.lost += 1;
        self.tell("LOST", what);
    }

    /// An answer that is not the right one, or not given where it must be.
    pub(crate) fn wrong(&mut self, what: &str) {
        self.wrong += 1;
        self.tell("WRONG", what);
    }

    /// Harm to what counts that nobody was told of.
    pub(crate) fn undetected(&mut self, what: &str) {
        self.undetected += 1;
        self.tell("UNDETECTED", what);
    }

    /// What another process counted, as [`Sum::in_numbers`] told it.
    pub(crate) fn add(&mut self, numbers: &str) -> Result<(), Trouble> {
        let numbers = numbers.split_whitespace().map(number).collect::<Result<Vec<u64>, _>>()?;
        let [acked, lost, wrong, undetected] = numbers.as_slice() else {
            return Err(Trouble::new("four figures were to be told"));
        };
        self.acked += acked;
        self.lost += lost;
        self.wrong += wrong;
        self.undetected += undetected;
        Ok(())
    }

    pub(crate) fn in_numbers(&self) -> String {
        format!("{} {} {} {}", self.acked, self.lost, self.wrong, self.undetected)
    }

    pub(crate) fn is_clean(&self) -> bool {
        self.faults() == 0
    }

    fn faults(&self) -> u64 {
        self.lost + self.wrong + self.undetected
    }

    fn tell(&self, kind: &str, what: &str) {
        if self.faults() <= TOLD_MAX {
            say(&format!("{kind}: {what}"));
        }
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { acked, lost, wrong, undetected } = self;
        write!(f, "acked {acked}, lost {lost}, wrong {wrong}, undetected {undetected}")
    }
}

/// A line on standard output.
pub(crate) fn say(line: &str) {
    // Where nobody listens there is nobody to tell that.
    let _ = writeln!(std::io::stdout(), "{line}");
}
