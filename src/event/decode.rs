//! Bodies read straight from JSON to slots.

use crate::event::canonical_json;
use crate::event::layout::{Layout, Shape, bit};
use crate::event::refusal::{BodyFault, BodyRefusal};
use crate::event::slot::{Record, Slot};
use crate::event::strict::{check_numbers, read_strictly};
use crate::event::trace::{Trace, wrong_types};
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use std::fmt;
use std::sync::Arc;

impl Layout {
    /// Reads a body. The first fault in the order of the text is told; missing fields come last.
    pub(super) fn decode(&self, text: &str) -> Result<Record, BodyRefusal> {
        let trace = Trace::default();
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let read = RecordSeed { layout: self, trace: &trace }.deserialize(&mut deserializer);
        read.and_then(|record| deserializer.end().map(|()| record)).map_err(|error| trace.refusal(&error))
    }
}

impl Shape {
    /// Reads one value that a declaration gives.
    pub(super) fn decode(&self, value: &serde_json::Value) -> Result<Slot, BodyRefusal> {
        let trace = Trace::default();
        let text = value.to_string();
        let mut deserializer = serde_json::Deserializer::from_str(&text);
        let read = SlotSeed { shape: self, trace: &trace }.deserialize(&mut deserializer);
        read.map_err(|error| trace.refusal(&error))
    }
}

#[derive(Clone, Copy)]
struct RecordSeed<'s> {
    layout: &'s Layout,
    trace: &'s Trace,
}

impl<'de> DeserializeSeed<'de> for RecordSeed<'_> {
    type Value = Record;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Record, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl RecordSeed<'_> {
    fn wrong_type<E: Error>(self) -> E {
        self.trace.wrong_type("object")
    }

    /// Reads the value of one column to its slot.
    fn read_column<'de, A: MapAccess<'de>>(
        self,
        number: usize,
        map: &mut A,
        slots: &mut [Slot],
    ) -> Result<(), A::Error> {
        let Some(column) = self.layout.column(number) else { return Ok(()) };
        let seed = SlotSeed { shape: &column.shape, trace: self.trace };
        let slot = map.next_value_seed(seed).inspect_err(|_| self.trace.through_field(&column.name))?;
        column.put(slot, slots).map_err(|fault| self.trace.fails_at(&column.name, fault))
    }
}

impl<'de> Visitor<'de> for RecordSeed<'_> {
    type Value = Record;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
        let layout = self.layout;
        let mut slots = layout.empty_slots();
        let mut seen = 0;
        let mut turn = 0;
        while let Some(number) = map.next_key_seed(KeySeed { layout, trace: self.trace, turn })? {
            if seen & bit(number) != 0 {
                let name = layout.column(number).map_or("", |column| &*column.name);
                return Err(self.trace.fails_at(name, BodyFault::Repeated));
            }
            seen |= bit(number);
            turn += 1;
            self.read_column(number, &mut map, &mut slots)?;
        }
        layout.record(slots, seen).map_err(|missing| self.trace.fails_at(&missing.name, BodyFault::Missing))
    }

    wrong_types!('de, visit_bool(bool), visit_i64(i64), visit_u64(u64), visit_f64(f64), visit_str(&str), visit_unit,
        visit_seq);
}

/// Finds the column of a key.
struct KeySeed<'s> {
    layout: &'s Layout,
    trace: &'s Trace,
    turn: usize,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<usize, E> {
        let found = self.layout.find(key, self.turn);
        found.ok_or_else(|| self.trace.fails_at(key, self.layout.unknown(key)))
    }
}

#[derive(Clone, Copy)]
struct SlotSeed<'s> {
    shape: &'s Shape,
    trace: &'s Trace,
}

impl<'de> DeserializeSeed<'de> for SlotSeed<'_> {
    type Value = Slot;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Slot, D::Error> {
        match self.shape {
            Shape::Raw => {
                let raw = <&RawValue>::deserialize(deserializer)?;
                canonical_object(raw.get()).map_err(|refusal| self.trace.fails_at(&refusal.field, refusal.fault))
            }
            Shape::Verbatim => {
                let raw = <&RawValue>::deserialize(deserializer)?;
                if raw.get().starts_with('{') { Ok(Slot::Text(raw.get().into())) } else { Err(self.wrong_type()) }
            }
            Shape::Text { .. } | Shape::Choice(_) | Shape::Whole { .. } | Shape::Flag | Shape::Rows { .. } => {
                deserializer.deserialize_any(self)
            }
        }
    }
}

/// An object as canonical JSON.
fn canonical_object(text: &str) -> Result<Slot, BodyRefusal> {
    let value = read_strictly(text)?;
    let wrong = || BodyRefusal { field: String::new(), fault: BodyFault::WrongType { expected: "object" } };
    if !value.is_object() {
        return Err(wrong());
    }
    check_numbers(&value)?;
    canonical_json(&value).map(|text| Slot::Text(Arc::from(text))).ok_or_else(wrong)
}

impl SlotSeed<'_> {
    fn wrong_type<E: Error>(self) -> E {
        self.trace.wrong_type(self.shape.expected())
    }
}

impl<'de> Visitor<'de> for SlotSeed<'_> {
    type Value = Slot;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.shape.expected())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Slot, E> {
        self.shape.read_text(text).map_err(|fault| self.trace.fails(fault))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Slot, E> {
        self.shape.read_whole(number).map_err(|fault| self.trace.fails(fault))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Slot, E> {
        // Every bound lies far below, so a larger number is refused as the largest one.
        self.visit_i64(i64::try_from(number).unwrap_or(i64::MAX))
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Slot, E> {
        if let Shape::Flag = self.shape { Ok(Slot::Flag(flag)) } else { Err(self.wrong_type()) }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Slot, A::Error> {
        let Shape::Rows { layout, least, most } = self.shape else { return Err(self.wrong_type()) };
        let seed = RecordSeed { layout, trace: self.trace };
        let mut rows = Vec::new();
        let mut count = 0;
        while let Some(row) = seq.next_element_seed(seed).inspect_err(|_| self.trace.through_row(rows.len()))? {
            rows.push(row);
            count += 1;
            if count > *most {
                return Err(self.trace.fails(BodyFault::TooMany { most: *most }));
            }
        }
        if count < *least {
            return Err(self.trace.fails(BodyFault::TooFew { least: *least }));
        }
        Ok(Slot::Rows(rows.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Slot, A::Error> {
        Err(self.wrong_type())
    }

    wrong_types!('de, visit_f64(f64), visit_unit);
}
