//! The lines of the log one after another, and whether each was written after the one before it.

use super::line::{Line, Read};
use crate::value::{Digest, Instant};
use std::fmt;
use std::io::{self, BufRead};
use std::path::PathBuf;

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// The first line is none that a log begins with.
    Heading,
    /// It is no line of a log, or spelt otherwise than the program spells it.
    Unreadable,
    /// It does not hold the digest of the line before it: one of the two was changed, or something between them was taken out or put in.
    Unlinked,
    /// Its number is not the next one.
    Misnumbered,
    /// It has no end: whoever wrote it was stopped.
    Torn,
}

/// A line that is not as it was written, counted from 1 as an editor counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damage {
    /// Which.
    pub line: u64,
    /// What is wrong.
    pub flaw: Flaw,
}

/// A place in the log that somebody notes down, to find out later that the log still has it: `NUMBER:DIGEST`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The number of a line.
    pub number: u64,
    /// The digest of its bytes.
    pub digest: Digest,
}

/// What was found in a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The last line; the first one has the number 0.
    pub head: Mark,
    /// When it was begun, as its first line says.
    pub begun: Option<Instant>,
    /// The ledger that its first line names.
    pub ledger: Option<String>,
    /// What is wrong, in order.
    pub damage: Vec<Damage>,
    /// What was put aside of lines that were not written whole.
    pub aside: Vec<PathBuf>,
}

impl Flaw {
    /// Its word.
    pub const fn name(self) -> &'static str {
        match self {
            Flaw::Heading => "heading",
            Flaw::Unreadable => "unreadable",
            Flaw::Unlinked => "unlinked",
            Flaw::Misnumbered => "misnumbered",
            Flaw::Torn => "torn",
        }
    }
}

impl Mark {
    /// As somebody noted it.
    pub fn parse(text: &str) -> Option<Self> {
        let (number, digest) = text.trim().split_once(':')?;
        Some(Self { number: number.parse().ok()?, digest: Digest::parse(digest)? })
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.number, self.digest)
    }
}

/// Where a walk along the lines is.
#[derive(Clone)]
pub(super) struct Walk {
    /// The line before, if there is one.
    pub(super) before: Option<Mark>,
    /// How many lines it has passed.
    line: u64,
    begun: Option<Instant>,
    ledger: Option<String>,
    damage: Vec<Damage>,
}

impl Walk {
    /// From the first line on.
    pub(super) const fn whole() -> Self {
        Self { before: None, line: 0, begun: None, ledger: None, damage: Vec::new() }
    }

    /// From behind a line on that is known.
    pub(super) const fn behind(mark: Mark) -> Self {
        Self { before: Some(mark), line: mark.number.saturating_add(1), begun: None, ledger: None, damage: Vec::new() }
    }

    /// Passes all lines there are.
    pub(super) fn along(
        &mut self,
        mut lines: impl BufRead,
        visit: &mut dyn FnMut(Mark, Option<Line>),
    ) -> io::Result<()> {
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            if lines.read_until(b'\n', &mut bytes)? == 0 {
                return Ok(());
            }
            self.line = self.line.saturating_add(1);
            if bytes.pop_if(|last| *last == b'\n').is_none() {
                self.wrong(Flaw::Torn);
                return Ok(());
            }
            let line = self.pass(&bytes);
            visit(self.before.unwrap_or(Mark { number: 0, digest: Digest::of(&bytes) }), line);
        }
    }

    /// Passes one line. What is wrong is told once: the next line is held against this one as it stands.
    fn pass(&mut self, bytes: &[u8]) -> Option<Line> {
        let digest = Digest::of(bytes);
        let next = self.before.map_or(0, |before| before.number.saturating_add(1));
        let read = Read::of(bytes);
        let (number, flaw) = match (&read, self.before) {
            (Some(Read::Heading(heading)), None) => {
                (self.begun, self.ledger) = (Instant::parse(&heading.at), Some(heading.ledger.clone()));
                (0, None)
            }
            (Some(Read::Line(line, _)), None) => (line.number, Some(Flaw::Heading)),
            (None, None) => (0, Some(Flaw::Heading)),
            (None | Some(Read::Heading(_)), Some(_)) => (next, Some(Flaw::Unreadable)),
            (Some(Read::Line(line, held)), Some(before)) if *held != before.digest => {
                (line.number, Some(Flaw::Unlinked))
            }
            (Some(Read::Line(line, _)), Some(_)) if line.number != next => (line.number, Some(Flaw::Misnumbered)),
            (Some(Read::Line(..)), Some(_)) => (next, None),
        };
        if let Some(flaw) = flaw {
            self.wrong(flaw);
        }
        self.before = Some(Mark { number, digest });
        match read {
            Some(Read::Line(line, _)) => Some(*line),
            Some(Read::Heading(_)) | None => None,
        }
    }

    fn wrong(&mut self, flaw: Flaw) {
        self.damage.push(Damage { line: self.line, flaw });
    }

    /// The first thing that is wrong.
    pub(super) fn first(&self) -> Option<Damage> {
        self.damage.first().copied()
    }

    /// What was found.
    pub(super) fn found(self, aside: Vec<PathBuf>) -> Option<Chain> {
        let Self { before, begun, ledger, damage, .. } = self;
        // Of a log that ends before its first line does nothing can be told but that.
        let head = before.or_else(|| {
            let nothing = Mark { number: 0, digest: Digest::of(b"") };
            (!damage.is_empty()).then_some(nothing)
        })?;
        Some(Chain { head, begun, ledger, damage, aside })
    }
}
