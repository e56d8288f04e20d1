//! A stretch of a history: the lines that are read by the same types, in runs that can be worked on at once.

use crate::ledger::error::LedgerError;
use crate::ledger::lines::{Line, Lines};
use std::io::BufRead;

/// A run has so many bytes, or one line more: enough to be worth the handing over, and the runs that wait are as much as
/// is recorded together.
const RUN_BYTES: usize = 512 << 10;

/// Lines in a row, and what is wrong behind the last of them.
pub(super) struct Run {
    pub(super) lines: Vec<Line>,
    pub(super) broken: Option<LedgerError>,
}

/// The runs of a stretch. It ends where a line is to be read by types that the lines before it register.
pub(super) struct Stretch<'l, R> {
    lines: &'l mut Lines<R>,
    registering: bool,
    /// There is no further run.
    over: bool,
    /// There is no further line.
    last: bool,
}

impl<'l, R: BufRead> Stretch<'l, R> {
    pub(super) fn new(lines: &'l mut Lines<R>) -> Self {
        Self { lines, registering: false, over: false, last: false }
    }

    /// Whether the file ended with it.
    pub(super) fn is_last(&self) -> bool {
        self.last
    }

    /// The next line; none at the end of the stretch.
    fn line(&mut self) -> Result<Option<Line>, LedgerError> {
        let Some(line) = self.lines.next()? else {
            (self.over, self.last) = (true, true);
            return Ok(None);
        };
        let registers = line.registers();
        if self.registering && !registers {
            self.lines.hold(line);
            self.over = true;
            return Ok(None);
        }
        self.registering = registers;
        Ok(Some(line))
    }
}

impl<R: BufRead> Iterator for Stretch<'_, R> {
    type Item = Run;

    fn next(&mut self) -> Option<Run> {
        let mut run = Run { lines: Vec::new(), broken: None };
        let mut bytes = 0;
        while !self.over && bytes < RUN_BYTES {
            match self.line() {
                Ok(Some(line)) => {
                    bytes += line.bytes.len();
                    run.lines.push(line);
                }
                Ok(None) => {}
                Err(error) => (self.over, run.broken) = (true, Some(error)),
            }
        }
        (!run.lines.is_empty() || run.broken.is_some()).then_some(run)
    }
}
