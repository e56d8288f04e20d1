//! CSV: text with separators, in the encodings that people have.

use super::builder::Builder;
use super::fault::SheetFault;
use super::flaw::Flaw;
use super::table::{Cell, Content, Source, Table};
use crate::value::fused;
use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

const CSV: &str = "CSV";

/// Reads text. Each cell is text; a row's number is that of its first line.
pub(super) fn read(bytes: &[u8]) -> Result<Table, SheetFault> {
    let (text, encoding) = decoded(bytes)?;
    // A quotation mark that does not close would take everything below it into one cell.
    if text.matches('"').count() % 2 == 1 {
        return Err(SheetFault::Broken { part: CSV.to_owned(), why: Flaw::QuotationOpen });
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&text))
        .from_reader(text.as_bytes());
    let mut builder = Builder::default();
    let mut record = csv::StringRecord::new();
    let mut lines = Lines { text: &text, at: 0, line: 1 };
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                return Err(SheetFault::Broken { part: CSV.to_owned(), why: Flaw::Said { words: error.to_string() } });
            }
        }
        let line = lines.of(record.position().map_or(0, csv::Position::byte));
        let cells = (0..).zip(&record).filter(|(_, text)| !text.is_empty());
        let cells = cells.map(|(column, text)| Cell { column, content: Content::Text(plain(text).into()) });
        builder.row(line, false, cells.collect())?;
    }
    Ok(Table { source: Source::Csv(encoding), ..builder.table() })
}

/// Counts lines. The reader of records counts from where the one before ended, empty lines in between included.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line in which the record behind a place begins.
    fn of(&mut self, byte: u64) -> u32 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        let blank = self.text.get(byte..).unwrap_or_default().bytes().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let first = byte.saturating_add(blank.count());
        let passed = ends(self.text.get(self.at..first).unwrap_or_default());
        self.line = self.line.saturating_add(u32::try_from(passed).unwrap_or(u32::MAX));
        self.at = first;
        self.line
    }
}

/// How many lines end in a text: with a line feed, a carriage return, or both.
fn ends(text: &str) -> usize {
    let count = |end: &str| text.matches(end).count();
    count("\n").saturating_add(count("\r")).saturating_sub(count("\r\n"))
}

/// The text of a cell. Some programs write `="007"` so that others leave a text as it is; files of ours have an apostrophe before what a
/// spreadsheet program would take for a formula.
fn plain(text: &str) -> &str {
    text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"')).unwrap_or_else(|| fused(text))
}

/// The text, and the name of the encoding it was in.
fn decoded(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static str), SheetFault> {
    let wrong = |byte| SheetFault::Encoding { byte };
    let marked = [(UTF_16LE, &b"\xff\xfe"[..], "UTF-16LE"), (UTF_16BE, b"\xfe\xff", "UTF-16BE")];
    for (encoding, mark, name) in marked {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let text = encoding.decode_without_bom_handling_and_without_replacement(rest).ok_or(wrong(0))?;
            return Ok((text, name));
        }
    }
    let rest = bytes.strip_prefix(b"\xef\xbb\xbf");
    match std::str::from_utf8(rest.unwrap_or(bytes)) {
        Ok(text) if !text.contains('\0') => return Ok((Cow::Borrowed(text), "UTF-8")),
        Ok(_) => return Err(SheetFault::NotATable),
        Err(error) if rest.is_some() => return Err(wrong(error.valid_up_to())),
        Err(_) => {}
    }
    if bytes.contains(&0) {
        return Err(SheetFault::NotATable);
    }
    let first = std::str::from_utf8(bytes).err().map_or(0, |error| error.valid_up_to());
    match GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
        // Bytes of another encoding often end up where nobody wrote anything.
        Some(text) if !text.chars().any(|letter| matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{80}'..='\u{9f}')) => {
            Ok((text, "GB18030"))
        }
        Some(_) | None => Err(wrong(first)),
    }
}

/// What stands between the cells: the one that the first lines have most of.
fn separator(text: &str) -> u8 {
    let count = |byte: u8| text.lines().take(10).flat_map(str::bytes).filter(|own| *own == byte).count();
    let [comma, tab, semicolon] = [b',', b'\t', b';'].map(count);
    if tab > comma && tab >= semicolon {
        b'\t'
    } else if semicolon > comma {
        b';'
    } else {
        b','
    }
}
