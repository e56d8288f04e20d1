//! A table that is too long for a page is shown in parts. Whatever else the page says, its sums and its pictures are of all of it,
//! and so are the files that programs are given.

use crate::explain::{Cell, Document, Paged, Part, Sheet};
use crate::web::asked::Asked;
use crate::web::fault::Fault;
use crate::web::form::Html;
use std::collections::BTreeMap;

/// What names the rows that are shown.
pub(super) const ROWS: &str = "rows";
/// All of them.
const ALL: &str = "all";
/// A table of so many cells is shown whole: a catalogue is, a list of everybody is not.
const WHOLE: usize = 600;
/// Otherwise rows of so many cells at a time, so that a page stays below 100 KB.
const PART: usize = 400;
const PART_LEAST: usize = 100;

/// The rows that are shown of tables that are too long.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Rows {
    /// The first ones of each.
    #[default]
    First,
    /// Of one table those from a number on, counted from 1; of the others the first ones.
    From(String, usize),
    /// All of them.
    All,
}

/// A document as far as it is shown, and what stands above the rows of a table that is not shown whole, by its name.
pub(super) struct Shown {
    pub(super) document: Document,
    pub(super) told: BTreeMap<String, String>,
}

impl Rows {
    /// `items:101` or `all`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text == ALL {
            return Some(Self::All);
        }
        let (name, from) = text.split_once(':')?;
        let from = from.parse().ok().filter(|from| *from > 0)?;
        Some(Self::From(name.to_owned(), from))
    }

    /// As it stands in an address; nothing for the first ones.
    pub(super) fn said(&self) -> Option<String> {
        match self {
            Self::First => None,
            Self::From(name, from) => Some(format!("{name}:{from}")),
            Self::All => Some(ALL.to_owned()),
        }
    }

    /// Where the part begins that is shown of a table of so many rows, counted from 0. One that begins behind the end, as it
    /// may at another time, is the last one.
    fn start(&self, table: &str, sheet: &Sheet, part: usize) -> usize {
        let asked = match self {
            Self::From(name, from) if name == table => from.saturating_sub(1),
            Self::First | Self::From(..) | Self::All => 0,
        };
        asked.min(rows_by_themselves(sheet).saturating_sub(1) / part * part)
    }
}

/// A page whose tables are all shown whole has no rows to choose from.
pub(super) fn no_rows() -> Fault {
    Fault::UnknownParameter { name: ROWS.to_owned(), nearest: None }
}

/// The parts of a document that a page shows.
pub(super) fn shown(document: &Document, asked: &Asked) -> Result<Shown, Fault> {
    let tables = document.tables();
    // Several long tables share the room of one; where many stand together, those of some length are long.
    let crowded = tables.iter().map(|(_, sheet)| cells(sheet)).sum::<usize>() > 2 * WHOLE;
    let most = if crowded { WHOLE / 3 } else { WHOLE };
    let is_long = |sheet: &Sheet| cells(sheet) > most;
    let long = tables.iter().filter(|(_, sheet)| is_long(sheet)).count();
    if long == 0 && asked.rows != Rows::First {
        return Err(no_rows());
    }
    if let Rows::From(name, _) = &asked.rows
        && !tables.iter().any(|(own, _)| own == name)
    {
        let known = tables.into_iter().map(|(name, _)| name).collect();
        return Err(Fault::Table { parameter: ROWS, name: Some(name.clone()), known });
    }
    let room = (PART / long.max(1)).max(PART_LEAST);
    let mut names = tables.into_iter().map(|(name, _)| name);
    let mut shown = Shown { document: Document::default(), told: BTreeMap::new() };
    for part in &document.parts {
        let name = if matches!(part, Part::Sheet(_)) { names.next() } else { None };
        let part = match (part, name) {
            (Part::Sheet(sheet), Some(name)) if is_long(sheet) => {
                let part = rows_of(room, sheet);
                let start = asked.rows.start(&name, sheet, part);
                shown.told.insert(name.clone(), ways(asked, &name, (start, part), rows_by_themselves(sheet)));
                Part::Sheet(if asked.rows == Rows::All { sheet.clone() } else { cut(sheet, (start, part)) })
            }
            _ => part.clone(),
        };
        shown.document.parts.push(part);
    }
    Ok(shown)
}

fn cells(sheet: &Sheet) -> usize {
    sheet.rows.len() * sheet.columns.len()
}

/// How many rows of a table have so many cells, at least one.
fn rows_of(cells: usize, sheet: &Sheet) -> usize {
    (cells / sheet.columns.len().max(1)).max(1)
}

/// How many rows are no sums of others: those are counted, and a sum stands on every part.
fn rows_by_themselves(sheet: &Sheet) -> usize {
    sheet.rows_by_themselves().count()
}

/// The rows from a place on, and those that add up all of them wherever they stand.
fn cut(sheet: &Sheet, (start, part): (usize, usize)) -> Sheet {
    let here = start..start.saturating_add(part);
    let mut at = 0;
    let mut is_shown = |row: &&Vec<Cell>| {
        let own = at;
        let sum = row.iter().any(Cell::is_sum);
        at += usize::from(!sum);
        sum || here.contains(&own)
    };
    let rows = sheet.rows.iter().filter(|row| is_shown(row)).cloned().collect();
    Sheet { title: sheet.title.clone(), columns: sheet.columns.clone(), rows }
}

/// Which rows these are, and the ways to the others.
fn ways(asked: &Asked, name: &str, (start, part): (usize, usize), rows: usize) -> String {
    let mut html = Html::new(asked.lang);
    html.raw("<p class=\"rows\">");
    let to = |rows: &Rows| format!("{}#{name}", asked.again(&[(ROWS, rows.said().as_deref())]));
    let mut way = |label: Paged, rows: &Rows| {
        html.raw("<a href=\"").words(&to(rows)).raw("\">").say(label).raw("</a>\n");
    };
    let from = |start: usize| Rows::From(name.to_owned(), start.saturating_add(1));
    if asked.rows == Rows::All {
        way(Paged::InParts { all: rows }, &Rows::First);
    } else {
        let last = start.saturating_add(part).min(rows);
        if start > 0 {
            way(Paged::RowsBefore, &from(start.saturating_sub(part)));
        }
        if last < rows {
            way(Paged::RowsAfter, &from(last));
        }
        way(Paged::AllRows { all: rows }, &Rows::All);
        html.raw("<span>").say(Paged::RowsShown { first: start.saturating_add(1), last, all: rows }).raw("</span>");
    }
    html.raw("</p>\n");
    html.text
}
