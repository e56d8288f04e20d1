//! Bad rows, given back whole with the reason beside them: mended, the file can be brought in again.

use super::columns::reason;
use super::sift::{Sifted, Upload};
use super::trouble::{Bad, Trouble};
use crate::sheet::{Book, Column, Content, Page, Row, Style, UNMENDED};
use crate::value::{Lang, defused};

/// The rows that name the columns, as they are given back.
struct Head<'u> {
    rows: Vec<&'u Row>,
    columns: Vec<u32>,
    sifted: &'u Sifted,
}

/// The bytes of a file of the bad rows: a workbook, or text with commas.
pub fn returned_rows(upload: &Upload, sifted: &Sifted, lang: Lang, as_text: bool) -> Result<Vec<u8>, String> {
    let head = Head::of(upload, sifted);
    let mut rows = Vec::new();
    for bad in &sifted.bad {
        for (turn, number) in bad.rows.iter().enumerate() {
            let at = upload.table.rows.binary_search_by_key(number, |row| row.number).ok();
            let Some(row) = at.and_then(|at| upload.table.rows.get(at)) else { continue };
            let mut cells: Vec<String> = head.columns.iter().map(|column| marked(row, *column, bad)).collect();
            cells.push(if turn == 0 { words(bad, lang) } else { String::new() });
            rows.push(cells);
        }
    }
    let told = reason().get(lang).to_owned();
    let headings = head.headings(&told);
    if as_text { plain(&headings, rows) } else { workbook(headings, rows, &told) }
}

impl<'u> Head<'u> {
    fn of(upload: &'u Upload, sifted: &'u Sifted) -> Self {
        let all = &upload.table.rows;
        let last = all.iter().filter_map(|row| row.cells.last()).map(|cell| cell.column).max().unwrap_or_default();
        let (first_row, last_row) = sifted.header;
        let rows: Vec<&Row> = all.iter().filter(|row| (first_row..=last_row).contains(&row.number)).collect();
        // Reasons of the last time are replaced.
        let old =
            |column: &u32| rows.iter().any(|row| [&*reason().zh, &*reason().en].contains(&text(row, *column).trim()));
        let columns = (0..=last).filter(|column| !old(column)).collect();
        Self { rows, columns, sifted }
    }

    /// The headings of each column, that of the reasons last. A unit that stood above the table stands in the heading now.
    fn headings(&self, told: &str) -> Vec<Vec<String>> {
        let unit = |row: &Row, column| {
            let named = self.sifted.units.iter().find(|(place, _)| *place == row.place(column));
            named.map(|(_, scale)| format!("（{}）", scale.unit())).unwrap_or_default()
        };
        let heading = |row: &Row, column| format!("{}{}", text(row, column), unit(row, column));
        let of = |column: &u32| self.rows.iter().map(|row| heading(row, *column)).collect();
        let mut headings: Vec<Vec<String>> = self.columns.iter().map(of).collect();
        let mut reasons = vec!["import.reason".to_owned(); self.rows.len()];
        if let Some(first) = reasons.first_mut() {
            told.clone_into(first);
        }
        headings.push(reasons);
        headings
    }
}

fn text(row: &Row, column: u32) -> String {
    row.at(column).map(ToString::to_string).unwrap_or_default()
}

/// What a cell shows. What was no text and does not read would read as text, so it is marked to be typed again.
fn marked(row: &Row, column: u32, bad: &Bad) -> String {
    let Some(content) = row.at(column) else { return String::new() };
    let wrong = bad.troubles.iter().any(|trouble| trouble.place == row.place(column));
    match content {
        Content::Text(text) => text.to_string(),
        other if wrong => format!("{UNMENDED}{other}"),
        other => other.to_string(),
    }
}

/// Every reason, each with its cell.
fn words(bad: &Bad, lang: Lang) -> String {
    let (joint, gap) = if lang == Lang::Zh { ("；", "") } else { ("; ", " ") };
    let one = |trouble: &Trouble| {
        let complaint = &trouble.complaint;
        let said = [&complaint.what, &complaint.why, &complaint.remedy].map(|said| said.get(lang));
        let said: Vec<&str> = said.into_iter().filter(|said| !said.is_empty()).collect();
        format!("{} {}", trouble.place, said.join(gap))
    };
    bad.troubles.iter().map(one).collect::<Vec<_>>().join(joint)
}

fn workbook(headings: Vec<Vec<String>>, rows: Vec<Vec<String>>, name: &str) -> Result<Vec<u8>, String> {
    let count = headings.len();
    let column = |(at, headings): (usize, Vec<String>)| {
        let is_reason = at.saturating_add(1) == count;
        let style = Style { width: if is_reason { 60 } else { 18 }, required: is_reason, wraps: is_reason };
        Column { headings, style, ..Column::default() }
    };
    let columns = headings.into_iter().enumerate().map(column).collect();
    Book { pages: vec![Page { name: name.to_owned(), columns, rows }], lists: String::new() }.bytes()
}

/// With a mark in front, by which spreadsheet programs know UTF-8. No cell is a formula there, whatever somebody had typed: an apostrophe stands
/// before it, which reading the file again takes away. A number that is less than nothing is none, and stays as it is.
pub(super) fn plain(headings: &[Vec<String>], rows: Vec<Vec<String>>) -> Result<Vec<u8>, String> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let heads = headings.first().map_or(0, Vec::len);
    let head =
        |at: usize| headings.iter().map(|column| column.get(at).cloned().unwrap_or_default()).collect::<Vec<_>>();
    for record in (0..heads).map(head).chain(rows) {
        writer.write_record(record.iter().map(|cell| defused(cell))).map_err(|error| error.to_string())?;
    }
    writer.into_inner().map_err(|error| error.to_string())
}
