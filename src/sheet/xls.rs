//! XLS, the workbook of old.

use super::builder::Builder;
use super::fault::SheetFault;
use super::flaw::Flaw;
use super::number::shortest_of;
use super::said::serial_day;
use super::table::{Area, Cell, Content, Place, Shown, Source, Table};
use calamine::{Data, Dimensions, Reader, SheetVisible, Xls, XlsError};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Reads a sheet by its name, or the first one that shows.
pub(super) fn read(bytes: &[u8], name: Option<&str>) -> Result<Table, SheetFault> {
    // The reader of this old format stops where a length points outside of the file; that is the file's fault.
    let caught = catch_unwind(AssertUnwindSafe(|| sheet(bytes, name)));
    caught.unwrap_or_else(|_| Err(SheetFault::Broken { part: "xls".to_owned(), why: Flaw::WrongLength }))
}

fn sheet(bytes: &[u8], name: Option<&str>) -> Result<Table, SheetFault> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| fault(&error))?;
    let listed: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    let wanted = |(own, shows): &&(String, bool)| name.map_or(*shows, |name| name == own);
    let Some((chosen, _)) = listed.iter().find(wanted) else {
        let found = listed.into_iter().map(|(name, _)| name).collect();
        return Err(SheetFault::NoSheet { name: name.unwrap_or_default().to_owned(), found });
    };
    let since_1904 = book.has_1904_epoch();
    let values = book.worksheet_range(chosen).map_err(|error| fault(&error))?;
    let formulas = book.worksheet_formula(chosen).map_err(|error| fault(&error))?;
    let mut builder = Builder::default();
    let (top, left) = values.start().unwrap_or_default();
    for (row, line) in (top..).zip(values.rows()) {
        let cells = (left..).zip(line).filter_map(|(column, value)| {
            let formula = formulas.get_value((row, column)).filter(|formula| !formula.is_empty());
            Some(Cell { column, content: content(value, formula, since_1904)? })
        });
        builder.row(row.saturating_add(1), false, cells.collect())?;
    }
    for Dimensions { start, end } in book.merge_cells_by_sheet_name(chosen).map_err(|error| fault(&error))? {
        let place = |(row, column): (u32, u32)| Place { row: row.saturating_add(1), column };
        builder.merged(Area { first: place(start), last: place(end) });
    }
    let others = listed.iter().map(|(name, _)| name).filter(|name| *name != chosen).cloned().collect();
    Ok(Table { source: Source::Xls, sheet: Some(chosen.as_str().into()), others, ..builder.table() })
}

fn content(value: &Data, formula: Option<&String>, since_1904: bool) -> Option<Content> {
    if formula.is_some_and(|formula| formula.contains("DISPIMG(")) {
        return Some(Content::Picture);
    }
    let number = |number: f64| Some(Content::Number(shortest_of(number)?.into(), Shown::Untold));
    match value {
        Data::Empty => formula.map(|formula| Content::Unreckoned(formula.as_str().into())),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            Some(Content::Text(text.as_str().into()))
        }
        Data::Float(value) => number(*value),
        Data::Int(value) => Some(Content::Number(value.to_string().into(), Shown::Untold)),
        Data::Bool(flag) => Some(Content::Flag(*flag)),
        Data::Error(error) => Some(Content::Error(error.to_string().into())),
        Data::DateTime(moment) => {
            let number = shortest_of(moment.as_f64())?;
            let day = serial_day(&number, since_1904).filter(|_| moment.is_datetime());
            Some(day.map_or_else(|| Content::Moment(number.into()), Content::Day))
        }
    }
}

fn fault(error: &XlsError) -> SheetFault {
    if matches!(error, XlsError::Password) {
        return SheetFault::Protected;
    }
    SheetFault::Broken { part: "xls".to_owned(), why: Flaw::Said { words: error.to_string() } }
}
