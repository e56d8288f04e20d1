//! A file of lines, read one after another without keeping it.

use crate::event::Known;
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::store::EVENT_BYTES_MAX;
use std::io::{BufRead, Read};

/// What some editors put before the first line of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// A line without its end.
#[derive(Debug)]
pub(super) struct Line {
    /// From 1.
    pub(super) number: u64,
    pub(super) bytes: Vec<u8>,
}

impl Line {
    /// Whether the line registers a type, if it is an event in its one spelling: type and version stand last there. A line
    /// in another spelling is refused, and then it does not matter what it would have been.
    pub(super) fn registers(&self) -> bool {
        let version = self.bytes.iter().rposition(|byte| *byte == b',');
        let before = version.and_then(|at| self.bytes.get(..at)).and_then(|before| before.strip_suffix(b"\""));
        let name = before.and_then(|before| before.strip_suffix(Known::EventTypeRegistered.name().as_bytes()));
        name.is_some_and(|before| before.ends_with(b",\"type\":\""))
    }
}

/// The lines still to come.
pub(super) struct Lines<R> {
    reader: R,
    /// What the file is called, for whoever must be told that it cannot be read.
    name: String,
    number: u64,
    held: Option<Line>,
    /// The first of the blank lines just read: at the end of a file they mean nothing.
    blank: Option<u64>,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(reader: R, name: &str) -> Self {
        Self { reader, name: name.to_owned(), number: 0, held: None, blank: None }
    }

    /// The next line; none at the end of the file. A line longer than an event may be is refused before it fills the
    /// memory, one without its end because the file was cut there, and a blank one because something was taken out there,
    /// unless nothing follows. A byte order mark before the first line is no part of it.
    pub(super) fn next(&mut self) -> Result<Option<Line>, LedgerError> {
        if let Some(held) = self.held.take() {
            return Ok(Some(held));
        }
        while let Some(line) = self.read()? {
            if line.bytes.trim_ascii().is_empty() {
                self.blank.get_or_insert(line.number);
                continue;
            }
            return match self.blank {
                Some(number) => Err(refused(number, Fault::LineBlank)),
                None => Ok(Some(line)),
            };
        }
        Ok(None)
    }

    fn read(&mut self) -> Result<Option<Line>, LedgerError> {
        let most = u64::try_from(EVENT_BYTES_MAX).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        let read = self.reader.by_ref().take(most.saturating_add(2)).read_until(b'\n', &mut bytes);
        read.map_err(|cause| LedgerError::File { path: self.name.clone(), cause })?;
        if bytes.is_empty() {
            return Ok(None);
        }
        self.number = self.number.saturating_add(1);
        if self.number == 1 && bytes.starts_with(MARK) {
            bytes.drain(..MARK.len());
        }
        let ended = bytes.last() == Some(&b'\n');
        bytes.truncate(bytes.len().saturating_sub(usize::from(ended)));
        if bytes.len() > EVENT_BYTES_MAX {
            let fault = Fault::LineTooLong { bytes: bytes.len(), most: EVENT_BYTES_MAX };
            return Err(refused(self.number, fault));
        }
        if !ended && !bytes.trim_ascii().is_empty() {
            return Err(refused(self.number, Fault::LineCut));
        }
        Ok(Some(Line { number: self.number, bytes }))
    }

    /// Gives a line back: it is the next one again.
    pub(super) fn hold(&mut self, line: Line) {
        self.held = Some(line);
    }

    /// How many lines were read.
    pub(super) fn number(&self) -> u64 {
        self.number
    }
}

fn refused(line: u64, fault: Fault) -> LedgerError {
    LedgerError::Line { line, fault: Box::new(fault) }
}
