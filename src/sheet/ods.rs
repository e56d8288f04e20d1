//! ODS: one XML part, in which rows and cells are written once with a number of times.

use super::builder::Builder;
use super::fault::SheetFault;
use super::flaw::Flaw;
use super::limits::ROWS_MAX;
use super::number::shortest;
use super::table::{Area, Cell, Content, Place, Shown, Source, Table};
use super::xml::{Node, Tag, Xml};
use super::zipped::Zipped;
use crate::value::Day;
use std::sync::Arc;

const CONTENT: &str = "content.xml";
/// So often an empty cell or row may be repeated; programs fill a sheet up with them.
const COLUMNS: u32 = 16_384;

/// Reads a sheet by its name, or the first one.
pub(super) fn read(mut zipped: Zipped<'_>, name: Option<&str>) -> Result<Table, SheetFault> {
    if is_sealed(&mut zipped)? {
        return Err(SheetFault::Protected);
    }
    let missing = || SheetFault::Broken { part: CONTENT.to_owned(), why: Flaw::Missing };
    let mut xml = Xml::new(CONTENT, zipped.part(CONTENT)?.ok_or_else(missing)?);
    let mut hidden: Vec<String> = Vec::new();
    let (mut style, mut names, mut found) = (String::new(), Vec::new(), None);
    loop {
        match xml.next()? {
            Node::Open(tag, _) if tag.name == "style" => tag.get("name").unwrap_or_default().clone_into(&mut style),
            Node::Open(tag, _) if tag.name == "table-properties" && tag.get("display") == Some("false") => {
                hidden.push(style.clone());
            }
            Node::Open(tag, closed) if tag.name == "table" => {
                let own = tag.get("name").unwrap_or_default().to_owned();
                let shows = tag.get("style-name").is_none_or(|style| !hidden.iter().any(|hidden| hidden == style));
                let wanted = found.is_none() && name.map_or(shows, |name| name == own);
                let table = if closed { Table::default() } else { sheet(&mut xml, wanted)? };
                if wanted {
                    found = Some((own.clone(), table));
                }
                names.push(own);
            }
            Node::End => break,
            Node::Open(..) | Node::Close(_) | Node::Text(_) => {}
        }
    }
    let Some((own, table)) = found else {
        return Err(SheetFault::NoSheet { name: name.unwrap_or_default().to_owned(), found: names });
    };
    names.retain(|name| *name != own);
    Ok(Table { source: Source::Ods, sheet: Some(own.into()), others: names, ..table })
}

/// Whether the parts are encrypted.
fn is_sealed(zipped: &mut Zipped<'_>) -> Result<bool, SheetFault> {
    let listed = zipped.begin("META-INF/manifest.xml", 1 << 20)?.unwrap_or_default();
    Ok(String::from_utf8_lossy(&listed).contains("encryption-data"))
}

/// The rows of a sheet that was just opened; of one that is not wanted, nothing.
fn sheet(xml: &mut Xml<'_>, wanted: bool) -> Result<Table, SheetFault> {
    let mut builder = Builder::default();
    let (mut number, mut column, mut depth) = (1_u32, 0_u32, 0_usize);
    loop {
        match xml.next()? {
            Node::Open(tag, closed) if tag.name == "table-row" && wanted => {
                let times = tag.number("number-rows-repeated").unwrap_or(1);
                let hidden = matches!(tag.get("visibility"), Some("collapse" | "filter"));
                let cells = if closed { Vec::new() } else { row(xml, &mut builder, number)? };
                if !cells.is_empty() {
                    let most = u32::try_from(ROWS_MAX).unwrap_or(u32::MAX).saturating_add(1);
                    for turn in 0..times.min(most) {
                        builder.row(number.saturating_add(turn), hidden, cells.clone())?;
                    }
                }
                number = number.saturating_add(times);
            }
            Node::Open(tag, _) if tag.name == "table-column" && wanted => {
                let last = column.saturating_add(tag.number("number-columns-repeated").unwrap_or(1));
                if matches!(tag.get("visibility"), Some("collapse" | "filter")) {
                    builder.hidden_columns(column, last.saturating_sub(1));
                }
                column = last;
            }
            Node::Open(tag, false) if tag.name == "table" => depth = depth.saturating_add(1),
            Node::Close(name) if name == "table" && depth > 0 => depth = depth.saturating_sub(1),
            Node::Close(name) if name == "table" => return Ok(builder.table()),
            Node::End => return Err(xml.cut("table")),
            Node::Open(..) | Node::Close(_) | Node::Text(_) => {}
        }
    }
}

fn row(xml: &mut Xml<'_>, builder: &mut Builder, number: u32) -> Result<Vec<Cell>, SheetFault> {
    let mut cells: Vec<Cell> = Vec::new();
    let mut column = 0_u32;
    loop {
        match xml.next()? {
            Node::Open(tag, closed) if matches!(tag.name.as_str(), "table-cell" | "covered-table-cell") => {
                let text = if closed { String::new() } else { written(xml, &tag.name)? };
                let times = tag.number("number-columns-repeated").unwrap_or(1);
                let spans = |name| tag.number(name).unwrap_or(1).max(1).saturating_sub(1);
                let first = Place { row: number, column };
                let (rows, columns) = (spans("number-rows-spanned"), spans("number-columns-spanned"));
                let last = Place { row: number.saturating_add(rows), column: column.saturating_add(columns) };
                builder.merged(Area { first, last });
                if let Some(content) = content(xml, &tag, text)? {
                    let most = times.min(COLUMNS.saturating_sub(column));
                    cells.extend(
                        (0..most).map(|turn| Cell { column: column.saturating_add(turn), content: content.clone() }),
                    );
                }
                column = column.saturating_add(times);
            }
            Node::Close(name) if name == "table-row" => return Ok(cells),
            Node::End => return Err(xml.cut("table-row")),
            Node::Open(..) | Node::Close(_) | Node::Text(_) => {}
        }
    }
}

/// The paragraphs of a cell that was just opened, without remarks that are pinned to it.
fn written(xml: &mut Xml<'_>, cell: &str) -> Result<String, SheetFault> {
    let mut text = String::new();
    let (mut paragraphs, mut inside) = (0_usize, 0_usize);
    loop {
        match xml.next()? {
            Node::Open(tag, false) if tag.name == "annotation" => drop(xml.text_within("annotation", &[])?),
            Node::Open(tag, closed) if tag.name == "p" => {
                if paragraphs > 0 {
                    text.push('\n');
                }
                paragraphs = paragraphs.saturating_add(1);
                inside = inside.saturating_add(usize::from(!closed));
            }
            Node::Open(tag, _) if tag.name == "s" => {
                let blanks = tag.number("c").unwrap_or(1).min(10_000);
                text.extend((0..blanks).map(|_| ' '));
            }
            Node::Open(tag, _) if tag.name == "tab" => text.push('\t'),
            Node::Open(tag, _) if tag.name == "line-break" => text.push('\n'),
            Node::Close(name) if name == "p" => inside = inside.saturating_sub(1),
            Node::Text(more) if inside > 0 => text.push_str(&more),
            Node::Close(name) if name == cell => return Ok(text),
            Node::End => return Err(xml.cut(cell)),
            Node::Open(..) | Node::Close(_) | Node::Text(_) => {}
        }
    }
}

fn content(xml: &Xml<'_>, tag: &Tag, text: String) -> Result<Option<Content>, SheetFault> {
    if tag.says("value-type", "error") || text.starts_with("#N/A") || text.starts_with("Err:") {
        return Ok(Some(Content::Error(text.into())));
    }
    let number = |shown| {
        let value = tag.get("value").unwrap_or_default();
        let number = shortest(value).ok_or_else(|| xml.broken(Flaw::NotANumber { shown: value.to_string() }))?;
        Ok(Some(Content::Number(number.into(), shown)))
    };
    match tag.get("value-type") {
        Some("float" | "currency") => number(Shown::Plain),
        Some("percentage") => number(Shown::Percent),
        Some("date") => {
            let value = tag.get("date-value").unwrap_or_default();
            let day = value.split_once("T00:00:00").map_or(value, |(day, _)| day);
            Ok(Some(Day::parse(day).map_or_else(|| Content::Moment(Arc::from(value)), Content::Day)))
        }
        Some("time") => Ok(Some(Content::Moment(tag.get("time-value").unwrap_or_default().into()))),
        Some("boolean") => Ok(Some(Content::Flag(tag.get("boolean-value") == Some("true")))),
        Some(_) => Ok(Some(Content::Text(tag.get("string-value").map_or(text, str::to_owned).into()))),
        None => match tag.get("formula") {
            Some(formula) if text.is_empty() => Ok(Some(Content::Unreckoned(formula.into()))),
            Some(_) | None => {
                Ok(Some(Content::Text(text.into())).filter(|content| *content != Content::Text("".into())))
            }
        },
    }
}
