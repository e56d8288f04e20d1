//! A body, read from where it stands.

use super::cursor::Cursor;
use crate::event::declaration::Format;
use crate::event::layout::{Layout, Shape, bit};
use crate::event::slot::{Record, Slot};

impl Layout {
    /// Reads an object whose keys come in their order.
    pub(super) fn read_quickly(&self, cursor: &mut Cursor<'_>) -> Option<Record> {
        cursor.expect("{")?;
        let mut slots = self.empty_slots();
        let mut seen = 0;
        let mut columns = self.in_order();
        let mut follows = !cursor.passes("}");
        while follows {
            // Columns that were passed are not given, or come out of order and are not found any more.
            let (number, column) = columns.find(|(_, column)| cursor.passes(&column.key))?;
            let slot = column.shape.read_quickly(cursor)?;
            column.put(slot, &mut slots).ok()?;
            seen |= bit(number);
            follows = cursor.follows(b'}')?;
        }
        self.record(slots, seen).ok()
    }

    fn rows(&self, cursor: &mut Cursor<'_>, least: u64, most: u64) -> Option<Vec<Record>> {
        cursor.expect("[")?;
        let mut rows = Vec::new();
        let mut count = 0;
        let mut follows = !cursor.passes("]");
        while follows && count <= most {
            rows.push(self.read_quickly(cursor)?);
            count += 1;
            follows = cursor.follows(b']')?;
        }
        (least..=most).contains(&count).then_some(rows)
    }
}

impl Shape {
    fn read_quickly(&self, cursor: &mut Cursor<'_>) -> Option<Slot> {
        match self {
            Shape::Text { format, .. } => {
                cursor.expect("\"")?;
                let text = match fixed_length(*format) {
                    Some(length) => cursor.fixed(length)?,
                    None => cursor.plain()?,
                };
                self.read_text(text).ok()
            }
            Shape::Choice(_) => {
                cursor.expect("\"")?;
                self.read_text(cursor.plain()?).ok()
            }
            Shape::Whole { .. } => self.read_whole(cursor.whole()?).ok(),
            Shape::Flag if cursor.passes("true") => Some(Slot::Flag(true)),
            Shape::Flag => cursor.expect("false").map(|()| Slot::Flag(false)),
            Shape::Rows { layout, least, most } => {
                layout.rows(cursor, *least, *most).map(|rows| Slot::Rows(rows.into()))
            }
            // Objects of any shape are rare, and reading them is no short matter.
            Shape::Raw | Shape::Verbatim => None,
        }
    }
}

/// How many bytes a text of a format has, where all have the same number; these are digits, letters and hyphens only.
const fn fixed_length(format: Format) -> Option<usize> {
    match format {
        Format::Date => Some(10),
        Format::Uscc => Some(18),
        Format::Uuid => Some(36),
        Format::Digest => Some(64),
        Format::Plain | Format::Amount | Format::Percentage | Format::DayPeriod | Format::StandardNo => None,
    }
}
