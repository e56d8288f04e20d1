//! What cells refer to: shared texts, and formats of numbers.

use crate::sheet::fault::SheetFault;
use crate::sheet::limits::TEXT_BYTES_MAX;
use crate::sheet::shown::Format;
use crate::sheet::table::Shown;
use crate::sheet::xml::{Node, Xml};
use crate::sheet::zipped::Zipped;
use std::sync::Arc;

/// Phonetic readings stand beside the text they are of.
pub(super) const NOT_TEXT: &[&str] = &["rPh"];

/// What the cells of a workbook refer to by number.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) strings: Vec<Arc<str>>,
    formats: Vec<Format>,
    /// Days are counted from 1904.
    pub(super) since_1904: bool,
}

impl Parts {
    pub(super) fn read(
        zipped: &mut Zipped<'_>,
        [strings, styles]: [&str; 2],
        since_1904: bool,
    ) -> Result<Self, SheetFault> {
        Ok(Self { strings: shared(zipped, strings)?, formats: formats(zipped, styles)?, since_1904 })
    }

    pub(super) fn format(&self, style: u32) -> Format {
        let style = usize::try_from(style).unwrap_or(usize::MAX);
        self.formats.get(style).copied().unwrap_or(Format::Number(Shown::Plain))
    }
}

fn shared(zipped: &mut Zipped<'_>, name: &str) -> Result<Vec<Arc<str>>, SheetFault> {
    let Some(part) = zipped.part(name)? else { return Ok(Vec::new()) };
    let mut xml = Xml::new(name, part);
    let (mut strings, mut bytes) = (Vec::new(), 0_usize);
    loop {
        match xml.next()? {
            Node::Open(tag, closed) if tag.name == "si" => {
                let text = if closed { String::new() } else { xml.text_within("si", NOT_TEXT)? };
                bytes = bytes.saturating_add(text.len());
                if bytes > TEXT_BYTES_MAX {
                    return Err(SheetFault::TooMuchText { most: TEXT_BYTES_MAX });
                }
                strings.push(Arc::from(unescaped(&text)));
            }
            Node::End => return Ok(strings),
            Node::Open(..) | Node::Close(_) | Node::Text(_) => {}
        }
    }
}

/// The format of each style of cells.
fn formats(zipped: &mut Zipped<'_>, name: &str) -> Result<Vec<Format>, SheetFault> {
    let Some(part) = zipped.part(name)? else { return Ok(Vec::new()) };
    let mut xml = Xml::new(name, part);
    let mut own: Vec<(u32, Format)> = Vec::new();
    let (mut formats, mut inside) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Node::Open(tag, _) if tag.name == "numFmt" => {
                own.extend(tag.number("numFmtId").zip(tag.get("formatCode").map(Format::of)));
            }
            Node::Open(tag, closed) if tag.name == "cellXfs" => inside = !closed,
            Node::Close(name) if name == "cellXfs" => inside = false,
            Node::Open(tag, _) if inside && tag.name == "xf" => {
                let id = tag.number("numFmtId").unwrap_or_default();
                let spelled = own.iter().find(|(own, _)| *own == id).map(|(_, format)| *format);
                formats.push(spelled.unwrap_or_else(|| Format::built_in(id)));
            }
            Node::End => return Ok(formats),
            Node::Open(..) | Node::Close(_) | Node::Text(_) => {}
        }
    }
}

/// Letters that XML does not take stand as `_x000D_`.
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, after) = rest.split_at(at);
        plain.push_str(before);
        let code = after.get(2..6).filter(|_| after.get(6..7) == Some("_"));
        match code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            Some(letter) => {
                plain.push(letter);
                rest = after.get(7..).unwrap_or_default();
            }
            None => {
                plain.push_str("_x");
                rest = after.get(2..).unwrap_or_default();
            }
        }
    }
    plain.push_str(rest);
    plain
}
