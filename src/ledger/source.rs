//! The lines of a batch, read as often as it takes: given one by one, or from a file that need not fit into the memory.

use crate::ledger::error::LedgerError;
use crate::ledger::input::{BEGIN_BYTES, Back, Given, Input};
use crate::store::{EVENT_BYTES_MAX, RUN};
use crate::value::{Digest, Digester};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::os::unix::fs::FileExt;

/// Bytes of a file that are worked on together, and so many more as its last line needs.
const BLOCK: usize = 256 << 10;
/// A batch of more lines, or of a file with more bytes, is recorded in parts.
const LINES_AT_ONCE: usize = 8 * RUN;
const BYTES_AT_ONCE: usize = 8 * BLOCK;
/// A line may end with a carriage return and a line feed.
const LINE_END_MAX: usize = 2;
/// Some programs begin a text with it.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Where the lines of a batch come from.
pub(super) enum Source {
    /// They were given, each with its number.
    Given(Vec<(u64, Given)>),
    File(LineFile),
}

/// A file of lines, numbered from 1. Lines of nothing but blanks are passed over, and so is a byte order mark.
#[derive(Debug)]
pub struct LineFile {
    file: File,
    /// What it is called, for whoever must be told that it cannot be read.
    name: String,
    bytes: u64,
}

/// Lines that are worked on together.
pub(super) enum Run<'s> {
    Given(&'s [(u64, Given)]),
    Block(Block),
}

/// Whole lines of a file.
pub(super) struct Block {
    /// The number of the first.
    first: u64,
    bytes: Vec<u8>,
    /// Where each line ends.
    ends: Vec<usize>,
    /// Lines longer than an event may be; in their place there is nothing.
    long: Vec<Long>,
}

/// A line longer than an event may be.
struct Long {
    line: u64,
    /// How many.
    bytes: usize,
    /// The first of them.
    begin: Vec<u8>,
}

impl LineFile {
    /// Takes a file as long as it is now: what is written behind its end later is not seen.
    pub fn new(file: File, name: &str) -> Result<Self, LedgerError> {
        let failed = |cause| LedgerError::File { path: name.to_owned(), cause };
        let bytes = file.metadata().map_err(failed)?.len();
        Ok(Self { file, name: name.to_owned(), bytes })
    }

    /// The digest of its lines, each as if it ended with a line feed and nothing else, and without empty ones at the end: a
    /// file that another program has saved again is still the same.
    pub fn digest(&self) -> Result<Digest, LedgerError> {
        let (mut digester, mut empty) = (Digester::default(), 0);
        let mut blocks = self.blocks();
        loop {
            let block = blocks.block().map_err(|cause| LedgerError::File { path: self.name.clone(), cause })?;
            if block.ends.is_empty() {
                return Ok(digester.digest());
            }
            for line in (0..block.ends.len()).filter_map(|at| block.bytes_of(at)) {
                if line.is_empty() {
                    empty += 1;
                    continue;
                }
                (0..std::mem::take(&mut empty)).for_each(|_| digester.add(b"\n"));
                digester.add(line);
                digester.add(b"\n");
            }
        }
    }

    /// Whether it is more than is recorded at once: then it is written while it is checked.
    fn is_large(&self) -> bool {
        self.bytes > u64::try_from(BYTES_AT_ONCE).unwrap_or(u64::MAX)
    }

    fn whole(&self) -> Range<'_> {
        Range { file: &self.file, at: 0, end: self.bytes }
    }

    fn blocks(&self) -> Blocks<'_> {
        Blocks { name: &self.name, reader: BufReader::with_capacity(BLOCK, self.whole()), line: 1 }
    }
}

/// A part of a file, read without moving anybody else's place in it.
struct Range<'f> {
    file: &'f File,
    at: u64,
    end: u64,
}

impl Read for Range<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let most = buffer.len().min(left);
        let there = self.file.read_at(buffer.get_mut(..most).unwrap_or_default(), self.at)?;
        self.at = self.at.saturating_add(u64::try_from(there).unwrap_or(u64::MAX));
        Ok(there)
    }
}

/// Whether so many lines are more than is recorded at once.
pub(super) fn is_large(lines: usize) -> bool {
    lines > LINES_AT_ONCE
}

impl Source {
    /// Whether it is more than is recorded at once.
    pub(super) fn is_large(&self) -> bool {
        match self {
            Source::Given(lines) => is_large(lines.len()),
            Source::File(file) => file.is_large(),
        }
    }

    /// The lines in runs, in order.
    pub(super) fn runs(&self) -> Box<dyn Iterator<Item = Result<Run<'_>, LedgerError>> + '_> {
        match self {
            Source::Given(lines) => Box::new(lines.chunks(RUN).map(|run| Ok(Run::Given(run)))),
            Source::File(file) => Box::new(file.blocks()),
        }
    }

    /// The number of the first line.
    pub(super) fn first(&self) -> Result<Option<u64>, LedgerError> {
        for run in self.runs() {
            if let Some((line, _)) = run?.lines().next() {
                return Ok(Some(line));
            }
        }
        Ok(None)
    }
}

/// The blocks of a file still to come.
struct Blocks<'f> {
    name: &'f str,
    reader: BufReader<Range<'f>>,
    /// The number of the next line.
    line: u64,
}

impl Blocks<'_> {
    fn block(&mut self) -> io::Result<Block> {
        let (bytes, ends, long) = (Vec::with_capacity(2 * BLOCK), Vec::new(), Vec::new());
        let mut block = Block { first: self.line, bytes, ends, long };
        while block.bytes.len() < BLOCK && self.add_line(&mut block)? {
            block.ends.push(block.bytes.len());
            self.line = self.line.saturating_add(1);
        }
        Ok(block)
    }

    /// Reads one more line; `false` at the end of the file. Of a line that is too long its length and its beginning are kept.
    fn add_line(&mut self, block: &mut Block) -> io::Result<bool> {
        if self.line == 1 && self.reader.fill_buf()?.starts_with(BYTE_ORDER_MARK) {
            self.reader.consume(BYTE_ORDER_MARK.len());
        }
        let before = block.bytes.len();
        let most = EVENT_BYTES_MAX.saturating_add(LINE_END_MAX);
        let mut reader = self.reader.by_ref().take(u64::try_from(most).unwrap_or(u64::MAX));
        let there = reader.read_until(b'\n', &mut block.bytes)?;
        if there == most && !block.bytes.ends_with(b"\n") {
            let more = self.reader.skip_until(b'\n')?;
            let begin = block.bytes.iter().skip(before).take(BEGIN_BYTES).copied().collect();
            block.long.push(Long { line: self.line, bytes: there.saturating_add(more), begin });
            block.bytes.truncate(before);
            block.bytes.push(b'\n');
        }
        Ok(there > 0)
    }
}

impl<'f> Iterator for Blocks<'f> {
    type Item = Result<Run<'f>, LedgerError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.block() {
            Ok(block) if block.bytes.is_empty() => None,
            Ok(block) => Some(Ok(Run::Block(block))),
            Err(cause) => Some(Err(LedgerError::File { path: self.name.to_owned(), cause })),
        }
    }
}

impl Run<'_> {
    /// The lines with their numbers, blank ones passed over.
    pub(super) fn lines(&self) -> Box<dyn Iterator<Item = (u64, Input<'_>)> + '_> {
        match self {
            Run::Given(lines) => Box::new(lines.iter().map(|(line, given)| (*line, given.input()))),
            Run::Block(block) => Box::new(block.lines()),
        }
    }

    /// A line as it can be given back.
    pub(super) fn back(&self, line: u64) -> Back {
        self.input(line).map(|input| input.back()).unwrap_or_default()
    }

    fn input(&self, line: u64) -> Option<Input<'_>> {
        let (_, input) = match self {
            Run::Given(_) => self.lines().find(|(number, _)| *number == line)?,
            Run::Block(block) => block.line(usize::try_from(line.checked_sub(block.first)?).ok()?)?,
        };
        Some(input)
    }
}

impl Block {
    fn lines(&self) -> impl Iterator<Item = (u64, Input<'_>)> {
        (0..self.ends.len()).filter_map(|at| self.line(at))
    }

    /// The line at a place, counted from 0, unless it is blank.
    fn line(&self, at: usize) -> Option<(u64, Input<'_>)> {
        let number = self.first.saturating_add(u64::try_from(at).ok()?);
        Some((number, self.input(number, self.bytes_of(at)?)?))
    }

    /// The bytes of a line, without its end.
    fn bytes_of(&self, at: usize) -> Option<&[u8]> {
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        let whole = self.bytes.get(start..*self.ends.get(at)?)?;
        let line = whole.strip_suffix(b"\n").unwrap_or(whole);
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    }

    fn input<'b>(&'b self, line: u64, bytes: &'b [u8]) -> Option<Input<'b>> {
        if let Some(long) = self.long.iter().find(|long| long.line == line) {
            return Some(Input::TooLong(long.bytes, &long.begin));
        }
        match std::str::from_utf8(bytes) {
            Ok(text) if text.trim_start().is_empty() => None,
            Ok(text) => Some(Input::Text(text)),
            Err(_) => Some(Input::NotText(bytes)),
        }
    }
}
