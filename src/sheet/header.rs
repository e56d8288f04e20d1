//! The row that names the columns, wherever it stands.

use super::fault::SheetFault;
use super::said::Scale;
use super::table::{Content, Place, Row, Table};
use super::tidy::folded;

/// The header is among the first rows that have something in them.
const ROWS_LOOKED_AT: usize = 50;

/// A column that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its stable name.
    pub name: String,
    /// What people call it.
    pub labels: Vec<String>,
    /// Headings of this table that somebody said mean it.
    pub meant: Vec<String>,
}

/// A column that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Which column.
    pub column: u32,
    /// The number of the one that was asked for.
    pub wanted: usize,
    /// The unit of money that its heading names.
    pub scale: Option<Scale>,
    /// Its heading, as it stands.
    pub heading: Heading,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Where it stands.
    pub place: Place,
    /// What it says; nothing where the column has none.
    pub text: String,
}

/// What the columns of a table are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The first and the last row that names them; what comes behind are facts.
    pub rows: (u32, u32),
    /// The columns that were asked for and found, from the left.
    pub columns: Vec<Named>,
    /// Columns that nobody asked for.
    pub unknown: Vec<Heading>,
    /// Columns that were found before, further left.
    pub twice: Vec<Heading>,
    /// The unit of money that a row above names for the whole table, such as `单位：万元`.
    pub unit: Option<(Place, Scale)>,
}

/// What a heading says that is understood.
struct Understood {
    column: u32,
    wanted: usize,
    scale: Option<Scale>,
    text: String,
}

impl Header {
    /// Finds the row that names most of the columns, and those beside it that name them too: labels and stable names may stand
    /// one above the other. A heading is understood by its stable name or one of its labels, whatever the width of its letters
    /// and the blanks in it; behind it a unit of money may stand in brackets.
    pub fn find(table: &Table, wanted: &[Wanted]) -> Result<Self, SheetFault> {
        let understood: Vec<(&Row, Vec<Understood>)> =
            table.rows.iter().take(ROWS_LOOKED_AT).map(|row| (row, understood(row, wanted))).collect();
        let found = |(_, understood): &(&Row, Vec<Understood>)| understood.len();
        let most = understood.iter().map(found).max().unwrap_or_default();
        let at = understood.iter().position(|row| found(row) == most).unwrap_or_default();
        if most < 2.min(wanted.len()) {
            let row = understood.get(at).filter(|_| most > 0).map(|(row, _)| row.number);
            let wanted = wanted.iter().map(|wanted| wanted.labels.first().unwrap_or(&wanted.name).clone()).collect();
            return Err(SheetFault::NoHeader { row, named: most, wanted, headings: likely(table) });
        }
        let (first, last) = block(&understood, at);
        let rows = understood.get(first..=last).unwrap_or_default();
        let ends = |at: usize| understood.get(at).map_or(0, |(row, _)| row.number);
        let mut header = Self {
            rows: (ends(first), ends(last)),
            columns: Vec::new(),
            unknown: Vec::new(),
            twice: Vec::new(),
            unit: unit_above(table, ends(first))?,
        };
        header.take(rows);
        header.find_unknown(table, understood.get(at).map(|(row, _)| *row));
        Ok(header)
    }

    /// The column of one that was asked for.
    pub fn column(&self, wanted: usize) -> Option<&Named> {
        self.columns.iter().find(|named| named.wanted == wanted)
    }

    /// The columns that nobody asked for: the letters of each and its heading.
    pub fn unread(&self) -> Vec<(String, String)> {
        self.unknown.iter().map(|own| (Place::letters(own.place.column), own.text.clone())).collect()
    }

    /// The rows behind the header.
    pub fn facts<'t>(&self, table: &'t Table) -> impl Iterator<Item = &'t Row> {
        let last = self.rows.1;
        table.rows.iter().filter(move |row| row.number > last)
    }

    fn take(&mut self, rows: &[(&Row, Vec<Understood>)]) {
        let all = rows.iter().flat_map(|(row, understood)| understood.iter().map(|one| (row.number, one)));
        let mut all: Vec<(u32, &Understood)> = all.collect();
        all.sort_by_key(|(row, one)| (one.column, *row));
        for (row, one) in all {
            let Understood { column, wanted, scale, ref text } = *one;
            let heading = Heading { place: Place { row, column }, text: text.clone() };
            if let Some(same) = self.columns.iter_mut().find(|named| named.column == column) {
                same.scale = same.scale.or(scale);
            } else if self.column(wanted).is_some() {
                self.twice.push(heading);
            } else {
                self.columns.push(Named { column, wanted, scale, heading });
            }
        }
    }

    /// Columns with a heading or with something below it that nobody asked for.
    fn find_unknown(&mut self, table: &Table, header: Option<&Row>) {
        let number = header.map_or(0, |row| row.number);
        let with_text = header.into_iter().flat_map(|row| row.cells.iter().map(|cell| cell.column));
        let mut columns: Vec<u32> = with_text.collect();
        columns.extend(self.facts(table).flat_map(|row| row.cells.iter().map(|cell| cell.column)));
        columns.sort_unstable();
        columns.dedup();
        let known = |column: &u32| {
            self.columns.iter().any(|named| named.column == *column)
                || self.twice.iter().any(|one| one.place.column == *column)
        };
        columns.retain(|column| !known(column));
        let text = |column| header.and_then(|row| row.at(column)).map(ToString::to_string).unwrap_or_default();
        let heading = |column| Heading { place: Place { row: number, column }, text: text(column).trim().to_owned() };
        self.unknown = columns.into_iter().map(heading).collect();
    }
}

/// The rows next to the best one that name columns too and nothing else of them: the first and the last.
fn block(rows: &[(&Row, Vec<Understood>)], best: usize) -> (usize, usize) {
    let agrees = |at: usize| {
        let (Some((row, own)), Some((_, of_best))) = (rows.get(at), rows.get(best)) else { return false };
        let beside =
            |one: &Understood| of_best.iter().all(|other| other.column != one.column || other.wanted == one.wanted);
        own.len() > 1 && own.len().saturating_mul(2) > row.cells.len() && own.iter().all(beside)
    };
    let mut first = best;
    while first > 0 && agrees(first.saturating_sub(1)) {
        first = first.saturating_sub(1);
    }
    let mut last = best;
    while agrees(last.saturating_add(1)) {
        last = last.saturating_add(1);
    }
    (first, last)
}

/// The headings of a row that are understood.
fn understood(row: &Row, wanted: &[Wanted]) -> Vec<Understood> {
    let read = |cell: &super::table::Cell| {
        let Content::Text(text) = &cell.content else { return None };
        let (wanted, scale) = asked_for(text, wanted)?;
        Some(Understood { column: cell.column, wanted, scale, text: text.trim().to_owned() })
    };
    row.cells.iter().filter_map(read).collect()
}

/// What the row says that has most texts without a digit: the letters of each column and its text. Where no name is understood it is the one that
/// names the columns; rows of facts have codes, numbers and days.
fn likely(table: &Table) -> Vec<(String, String)> {
    let texts = |row: &Row| {
        let text = |cell: &super::table::Cell| {
            let Content::Text(text) = &cell.content else { return None };
            Some((Place::letters(cell.column), text.trim().to_owned()))
        };
        row.cells.iter().filter_map(text).collect::<Vec<_>>()
    };
    let rows: Vec<Vec<(String, String)>> = table.rows.iter().take(ROWS_LOOKED_AT).map(texts).collect();
    let named = |row: &Vec<(String, String)>| row.iter().filter(|(_, text)| !text.contains(char::is_numeric)).count();
    let most = rows.iter().map(named).max().unwrap_or_default();
    rows.into_iter().find(|row| named(row) == most).unwrap_or_default()
}

/// Whether a heading is this one, whatever the width of its letters and the blanks in it; a unit behind it in brackets may be left out.
pub fn is_heading(text: &str, name: &str) -> bool {
    let (heading, name) = (normal(text), normal(name));
    heading == name || bracketed(&heading).is_some_and(|(before, _)| before == name)
}

/// A heading apart from what stands behind it in brackets.
fn bracketed(heading: &str) -> Option<(&str, &str)> {
    let (before, unit) = heading.strip_suffix([')', ']', '】'])?.rsplit_once(['(', '[', '【'])?;
    Some((before.trim_end_matches('*'), unit.strip_prefix("单位:").unwrap_or(unit)))
}

/// The column that somebody said a heading means. The unit behind it counts all the same, and one that is not known is not passed over: taken for
/// yuan it would make another amount.
fn said_to_mean(text: &str, wanted: &[Wanted]) -> Option<(usize, Option<Scale>)> {
    let found = wanted.iter().position(|wanted| wanted.meant.iter().any(|meant| is_heading(text, meant)))?;
    let heading = normal(text);
    let Some((_, unit)) = bracketed(&heading) else { return Some((found, None)) };
    match (Scale::named(unit), is_money(unit)) {
        (Some(scale), _) => Some((found, Some(scale))),
        (None, true) => None,
        (None, false) => Some((found, None)),
    }
}

fn asked_for(text: &str, wanted: &[Wanted]) -> Option<(usize, Option<Scale>)> {
    if let Some(found) = said_to_mean(text, wanted) {
        return Some(found);
    }
    let heading = normal(text);
    let called = |heading: &str| {
        let same = |name: &String| normal(name) == heading;
        wanted.iter().position(|wanted| same(&wanted.name) || wanted.labels.iter().any(same))
    };
    if let Some(found) = called(&heading) {
        return Some((found, None));
    }
    let (before, unit) = bracketed(&heading)?;
    let found = called(before)?;
    match Scale::named(unit) {
        Some(scale) => Some((found, Some(scale))),
        None => matches!(unit, "%" | "必填" | "选填" | "required" | "optional").then_some((found, None)),
    }
}

fn normal(text: &str) -> String {
    folded(text).to_lowercase().trim_end_matches('*').to_owned()
}

/// What a row above the header says of all amounts: `单位：万元`, `金额单位（万元）`. A unit of money that is not known is a fault: taken
/// for yuan it would make another amount.
fn unit_above(table: &Table, header: u32) -> Result<Option<(Place, Scale)>, SheetFault> {
    let above = table.rows.iter().take_while(|row| row.number < header);
    for (place, content) in above.flat_map(|row| row.cells.iter().map(|cell| (row.place(cell.column), &cell.content))) {
        match stated_unit(&content.to_string()) {
            Some(Some(scale)) => return Ok(Some((place, scale))),
            Some(None) => {
                return Err(SheetFault::UnknownUnit { place: place.to_string(), said: content.to_string() });
            }
            None => {}
        }
    }
    Ok(None)
}

/// The unit of money that a text states for everything around it, such as `单位：万元`; none inside where it is one that is not known.
///
/// ```
/// use qizhang::sheet::{Scale, stated_unit};
/// assert_eq!(stated_unit("金额单位（万元）"), Some(Some(Scale::TenThousand)));
/// assert_eq!(stated_unit("单位：百万"), Some(None));
/// assert_eq!(stated_unit("单位：某某局"), None);
/// ```
pub fn stated_unit(text: &str) -> Option<Option<Scale>> {
    let text = normal(text);
    let unit = unit_said(&text)?;
    let scale = Scale::named(unit);
    (scale.is_some() || is_money(unit)).then_some(scale)
}

/// Whether a unit is one of money, known or not.
fn is_money(unit: &str) -> bool {
    let counts = !unit.is_empty() && unit.chars().all(|letter| "十百千万亿".contains(letter) || letter.is_numeric());
    unit.ends_with('元') || counts || ["yuan", "rmb", "cny"].iter().any(|word| unit.contains(word))
}

/// The unit a text names: what stands behind `单位` with nothing before it but what is counted.
fn unit_said(text: &str) -> Option<&str> {
    let (before, unit) = text.split_once("单位").or_else(|| text.split_once("unit"))?;
    let before = before.trim_start_matches(['(', '[', '【']);
    if !["", "金额", "货币", "计量"].contains(&before) {
        return None;
    }
    let unit = unit.strip_prefix([':', '(', '['])?;
    unit.split([')', ']', '】', ',', ';', '。']).next()
}
