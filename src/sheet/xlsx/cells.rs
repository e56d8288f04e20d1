//! The cells of a sheet, row by row.

use super::parts::{NOT_TEXT, Parts, unescaped};
use crate::sheet::builder::Builder;
use crate::sheet::fault::SheetFault;
use crate::sheet::flaw::Flaw;
use crate::sheet::number::shortest;
use crate::sheet::said::serial_day;
use crate::sheet::shown::Format;
use crate::sheet::table::{Area, Cell, Content, Place, Table};
use crate::sheet::xml::{Node, Tag, Xml};
use crate::sheet::zipped::Zipped;
use std::sync::Arc;

/// Columns beyond this one no workbook has.
const COLUMNS: u32 = 16_384;

pub(super) fn read(zipped: &mut Zipped<'_>, part: &str, parts: &Parts) -> Result<Table, SheetFault> {
    let missing = || SheetFault::Broken { part: part.to_owned(), why: Flaw::Missing };
    let mut xml = Xml::new(part, zipped.part(part)?.ok_or_else(missing)?);
    let mut builder = Builder::default();
    let mut last = 0;
    loop {
        match xml.next()? {
            Node::Open(tag, closed) if tag.name == "row" => {
                let number = tag.number("r").unwrap_or_else(|| u32::saturating_add(last, 1));
                last = number;
                let cells = if closed { Vec::new() } else { row(&mut xml, parts, number)? };
                builder.row(number, tag.is("hidden"), cells)?;
            }
            Node::Open(tag, _) if tag.name == "col" && tag.is("hidden") => {
                let ends = tag.number("min").zip(tag.number("max"));
                if let Some((first, last)) = ends {
                    builder.hidden_columns(first.saturating_sub(1), last.saturating_sub(1));
                }
            }
            Node::Open(tag, _) if tag.name == "mergeCell" => {
                tag.get("ref").and_then(area).into_iter().for_each(|area| builder.merged(area));
            }
            Node::End => return Ok(builder.table()),
            Node::Open(..) | Node::Close(_) | Node::Text(_) => {}
        }
    }
}

fn area(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':')?;
    Some(Area { first: Place::parse(first)?, last: Place::parse(last)? })
}

fn row(xml: &mut Xml<'_>, parts: &Parts, number: u32) -> Result<Vec<Cell>, SheetFault> {
    let mut cells = Vec::new();
    let mut next = 0_u32;
    loop {
        match xml.next()? {
            Node::Open(tag, closed) if tag.name == "c" => {
                let column = tag.get("r").and_then(Place::parse).map_or(next, |place| place.column);
                if column >= COLUMNS {
                    return Err(xml.broken(Flaw::NoColumn { row: number, column: column.to_string() }));
                }
                next = column.saturating_add(1);
                let content = if closed { None } else { content(xml, parts, &tag)? };
                cells.extend(content.map(|content| Cell { column, content }));
            }
            Node::Close(name) if name == "row" => return Ok(cells),
            Node::End => return Err(xml.cut("row")),
            Node::Open(..) | Node::Close(_) | Node::Text(_) => {}
        }
    }
}

/// What is in a cell that was just opened.
fn content(xml: &mut Xml<'_>, parts: &Parts, tag: &Tag) -> Result<Option<Content>, SheetFault> {
    let (mut formula, mut value, mut inline) = (None, None, None);
    loop {
        match xml.next()? {
            Node::Open(inner, closed) => {
                let text = if closed { String::new() } else { xml.text_within(&inner.name, NOT_TEXT)? };
                match inner.name.as_str() {
                    "f" => formula = Some(text),
                    "v" => value = Some(text).filter(|text| !text.is_empty()),
                    "is" => inline = Some(text),
                    _ => {}
                }
            }
            Node::Close(_) => break,
            Node::Text(_) => {}
            Node::End => return Err(xml.cut("c")),
        }
    }
    let is_picture = |text: &Option<String>| text.as_ref().is_some_and(|text| text.contains("DISPIMG("));
    if is_picture(&formula) || is_picture(&value) {
        return Ok(Some(Content::Picture));
    }
    match (value, inline, formula) {
        (Some(value), _, _) => told(xml, parts, tag, &value).map(Some),
        (None, Some(text), _) => Ok(Some(Content::Text(Arc::from(unescaped(&text))))),
        // A formula may have an empty text for its result.
        (None, None, Some(_)) if tag.get("t") == Some("str") => Ok(None),
        (None, None, Some(formula)) => Ok(Some(Content::Unreckoned(formula.into()))),
        (None, None, None) => Ok(None),
    }
}

fn told(xml: &Xml<'_>, parts: &Parts, tag: &Tag, value: &str) -> Result<Content, SheetFault> {
    Ok(match tag.get("t").unwrap_or("n") {
        "s" => {
            let string = value.trim().parse().ok().and_then(|at: usize| parts.strings.get(at));
            Content::Text(Arc::clone(string.ok_or_else(|| xml.broken(Flaw::NoText { number: value.to_string() }))?))
        }
        "str" => Content::Text(Arc::from(unescaped(value))),
        "b" => Content::Flag(value.trim() == "1"),
        "e" => Content::Error(value.into()),
        "d" => Content::Text(value.into()),
        _ => {
            let number = shortest(value).ok_or_else(|| xml.broken(Flaw::NotANumber { shown: value.to_string() }))?;
            match parts.format(tag.number("s").unwrap_or_default()) {
                Format::Number(shown) => Content::Number(number.into(), shown),
                Format::Day => {
                    serial_day(&number, parts.since_1904).map_or_else(|| Content::Moment(number.into()), Content::Day)
                }
                Format::Time => Content::Moment(number.into()),
            }
        }
    })
}
