//! A table as comma separated values (RFC 4180), for programs and for those that show tables.

use crate::explain::Sheet;
use crate::value::{Lang, defused, legible};
use csv::{Terminator, WriterBuilder};

/// By this mark in front spreadsheet programs know UTF-8.
const MARK: &str = "\u{feff}";

/// The bytes of a table in one language: a line of heads, then the rows. Amounts are plain decimals and days are ISO; nothing is a formula.
pub fn csv(sheet: &Sheet, lang: Lang) -> Result<Vec<u8>, String> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(MARK.as_bytes().to_vec());
    let heads = sheet.columns.iter().map(|column| legible(&column.head.say(lang))).collect();
    let rows = sheet.rows.iter().map(|row| row.iter().map(|cell| cell.bare(lang)).collect());
    for row in std::iter::once(heads).chain(rows) {
        let row: Vec<String> = row;
        writer.write_record(row.iter().map(|cell| defused(cell))).map_err(|error| error.to_string())?;
    }
    writer.into_inner().map_err(|error| error.to_string())
}
