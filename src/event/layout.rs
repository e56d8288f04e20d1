//! A declaration compiled for reading bodies: which key goes to which slot, and what may stand there.

use crate::event::declaration::{Field, FieldKind, Format};
use crate::event::nearest::nearest;
use crate::event::refusal::BodyFault;
use crate::event::slot::{Record, Slot};
use crate::value::{Day, DayPeriod, Digest, EventId, Fen, Ratio, StandardNo, Uscc};
use std::sync::Arc;

/// How an object of flat fields is read.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    columns: Box<[Column]>,
    /// The numbers of the columns in the order of their names, which is the order of canonical JSON.
    by_name: Box<[usize]>,
    /// One bit for each column that must be given.
    required: u64,
    /// How many slots a record of it has.
    width: usize,
    /// Values for slots that are absent after reading.
    fills: Box<[(usize, Slot)]>,
}

/// One key of the JSON.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) name: Box<str>,
    /// The name as canonical JSON writes it before a value.
    pub(super) key: Box<str>,
    pub(super) shape: Shape,
    pub(super) target: Target,
}

/// Where a value goes.
#[derive(Debug, Clone)]
pub(super) enum Target {
    /// To a slot.
    Slot(usize),
    /// To a slot that counts in a smaller unit: so many of it make one of this.
    Times(usize, i64),
    /// Nowhere: a newer version has no such field.
    Nowhere,
    /// In parts to several slots.
    Split { by: Box<str>, into: Box<[Option<(usize, Shape)>]> },
}

/// What may stand at a key.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// Text in a format, of so many characters.
    Text { least: u64, most: u64, format: Format },
    /// One of some words.
    Choice(Box<[Arc<str>]>),
    /// A whole number between bounds.
    Whole { least: i64, most: i64 },
    /// Yes or no.
    Flag,
    /// Rows, so many.
    Rows { layout: Box<Layout>, least: u64, most: u64 },
    /// Any object, kept as canonical JSON.
    Raw,
    /// Any object, kept as it is written.
    Verbatim,
}

impl Layout {
    /// Compiles the fields of a body or of a row to slots in the same order.
    pub(super) fn of(fields: &[Field]) -> Self {
        let column = |(slot, field): (usize, &Field)| {
            (Column::new(&field.name, Shape::of(&field.kind), Target::Slot(slot)), field.required)
        };
        Self::new(fields.iter().enumerate().map(column).collect(), fields.len(), Vec::new())
    }

    /// Puts columns (and whether each must be given) together.
    pub(super) fn new(columns: Vec<(Column, bool)>, width: usize, fills: Vec<(usize, Slot)>) -> Self {
        let bit = |(number, (_, required)): (usize, &(Column, bool))| if *required { bit(number) } else { 0 };
        let required = columns.iter().enumerate().map(bit).fold(0, |all, one| all | one);
        let columns: Box<[Column]> = columns.into_iter().map(|(column, _)| column).collect();
        let mut by_name: Vec<usize> = (0..columns.len()).collect();
        by_name.sort_by_key(|number| columns.get(*number).map(|column| column.name.clone()));
        Self { columns, by_name: by_name.into(), required, width, fills: fills.into() }
    }

    /// The column of a key. `turn` is how many keys came before: in canonical JSON without gaps it finds the key at once.
    pub(super) fn find(&self, key: &str, turn: usize) -> Option<usize> {
        let is_key = |number: usize| self.columns.get(number).is_some_and(|column| &*column.name == key);
        let guess = self.by_name.get(turn).copied().filter(|number| is_key(*number));
        guess.or_else(|| (0..self.columns.len()).find(|number| is_key(*number)))
    }

    /// A column by its number.
    pub(super) fn column(&self, number: usize) -> Option<&Column> {
        self.columns.get(number)
    }

    /// Every column with its number, in the order of canonical JSON.
    pub(super) fn in_order(&self) -> impl Iterator<Item = (usize, &Column)> {
        self.by_name.iter().filter_map(|number| Some((*number, self.columns.get(*number)?)))
    }

    /// Room for a record.
    pub(super) fn empty_slots(&self) -> Vec<Slot> {
        vec![Slot::Absent; self.width]
    }

    /// The record of slots that some columns were read to; otherwise the first column that is missing.
    pub(super) fn record(&self, mut slots: Vec<Slot>, seen: u64) -> Result<Record, &Column> {
        if let Some(missing) = self.first_missing(seen) {
            return Err(missing);
        }
        for (target, value) in &self.fills {
            if slots.get(*target) == Some(&Slot::Absent) {
                put(&mut slots, *target, value.clone());
            }
        }
        Ok(Record::new(slots))
    }

    /// The first column that must be given and was not seen.
    fn first_missing(&self, seen: u64) -> Option<&Column> {
        let missing = self.required & !seen;
        if missing == 0 { None } else { self.columns.get(usize::try_from(missing.trailing_zeros()).ok()?) }
    }

    /// The fault of a key that is not there.
    pub(super) fn unknown(&self, key: &str) -> BodyFault {
        BodyFault::Unknown { nearest: nearest(key, self.columns.iter().map(|column| &*column.name)) }
    }
}

impl Column {
    pub(super) fn new(name: &str, shape: Shape, target: Target) -> Self {
        Self { name: name.into(), key: format!("{}:", serde_json::Value::from(name)).into(), shape, target }
    }

    /// Puts a value of this column where it belongs.
    #[inline]
    pub(super) fn put(&self, slot: Slot, slots: &mut [Slot]) -> Result<(), BodyFault> {
        match &self.target {
            Target::Slot(target) => put(slots, *target, slot),
            Target::Times(target, by) => {
                // The bounds of the old field times the factor are exact numbers: that was asked when the layout was made.
                let number = slot.whole().and_then(|number| number.checked_mul(*by));
                put(slots, *target, number.map_or(slot, Slot::Whole));
            }
            Target::Nowhere => {}
            Target::Split { by, into } => {
                let text = slot.text().unwrap_or_default();
                for (part, target) in text.splitn(into.len(), &**by).zip(into) {
                    let Some((target, shape)) = target else { continue };
                    put(slots, *target, shape.read_text(part)?);
                }
            }
        }
        Ok(())
    }
}

#[inline]
fn put(slots: &mut [Slot], target: usize, slot: Slot) {
    if let Some(place) = slots.get_mut(target) {
        *place = slot;
    }
}

/// The bit of a column; the profile allows 64.
pub(super) fn bit(number: usize) -> u64 {
    u32::try_from(number).ok().and_then(|shift| 1_u64.checked_shl(shift)).unwrap_or(0)
}

impl Shape {
    /// Compiles what a field may hold.
    pub(super) fn of(kind: &FieldKind) -> Self {
        match kind {
            FieldKind::Text { least, most, format } => Shape::Text { least: *least, most: *most, format: *format },
            FieldKind::Choice(words) => Shape::Choice(words.iter().map(|(word, _)| word.as_str().into()).collect()),
            FieldKind::Whole { least, most } => Shape::Whole { least: *least, most: *most },
            FieldKind::Flag => Shape::Flag,
            FieldKind::Rows { fields, least, most } => {
                Shape::Rows { layout: Box::new(Layout::of(fields)), least: *least, most: *most }
            }
            FieldKind::Raw => Shape::Raw,
        }
    }

    /// The JSON type that stands here.
    pub(super) const fn expected(&self) -> &'static str {
        match self {
            Shape::Text { .. } | Shape::Choice(_) => "text",
            Shape::Whole { .. } => "whole number",
            Shape::Flag => "yes or no",
            Shape::Rows { .. } => "array",
            Shape::Raw | Shape::Verbatim => "object",
        }
    }

    /// Reads a text that stands here.
    pub(super) fn read_text(&self, text: &str) -> Result<Slot, BodyFault> {
        match self {
            Shape::Text { least, most, format } => {
                let slot = read_format(*format, text)?;
                check_length(text, *least, *most)?;
                Ok(slot)
            }
            Shape::Choice(words) => match words.iter().find(|word| &***word == text) {
                Some(word) => Ok(Slot::Text(Arc::clone(word))),
                None => Err(not_in_list(words, text)),
            },
            Shape::Whole { .. } | Shape::Flag | Shape::Rows { .. } | Shape::Raw | Shape::Verbatim => {
                Err(BodyFault::WrongType { expected: self.expected() })
            }
        }
    }

    /// Reads a whole number that stands here.
    pub(super) fn read_whole(&self, number: i64) -> Result<Slot, BodyFault> {
        let Shape::Whole { least, most } = *self else {
            return Err(BodyFault::WrongType { expected: self.expected() });
        };
        if number < least {
            return Err(BodyFault::TooSmall { least });
        }
        if number > most { Err(BodyFault::TooLarge { most }) } else { Ok(Slot::Whole(number)) }
    }
}

fn read_format(format: Format, text: &str) -> Result<Slot, BodyFault> {
    match format {
        Format::Plain => Ok(Slot::Text(text.into())),
        Format::Amount => Fen::parse_yuan(text).map(Slot::Money).map_err(|_| BodyFault::BadAmount),
        Format::Percentage => {
            Ratio::parse_percent(text).map(|ratio| Slot::Percent(Box::new(ratio))).ok_or(BodyFault::BadPercentage)
        }
        Format::Date => Day::parse(text).map(Slot::Day).ok_or(BodyFault::BadDay),
        Format::DayPeriod => DayPeriod::parse(text).map(Slot::Period).ok_or(BodyFault::BadPeriod),
        Format::Uscc => Uscc::parse(text).map(Slot::Code).map_err(BodyFault::BadUscc),
        Format::StandardNo => {
            StandardNo::parse(text).map(|number| Slot::Standard(Box::new(number))).ok_or(BodyFault::BadStandardNo)
        }
        Format::Uuid => EventId::parse(text).map(Slot::Id).ok_or(BodyFault::BadUuid),
        Format::Digest => Digest::parse(text).map(|digest| Slot::Digest(Box::new(digest))).ok_or(BodyFault::BadDigest),
    }
}

/// Counts characters only where the bytes do not settle it.
pub(super) fn check_length(text: &str, least: u64, most: u64) -> Result<(), BodyFault> {
    let bytes = u64::try_from(text.len()).unwrap_or(u64::MAX);
    if bytes <= most && bytes.div_ceil(4) >= least {
        return Ok(());
    }
    let characters = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    if characters < least {
        return Err(BodyFault::TooShort { least });
    }
    if characters > most { Err(BodyFault::TooLong { most }) } else { Ok(()) }
}

#[cold]
fn not_in_list(words: &[Arc<str>], text: &str) -> BodyFault {
    let allowed = words.iter().map(ToString::to_string).collect();
    BodyFault::NotInList { allowed, nearest: nearest(text, words.iter().map(|word| &**word)) }
}
