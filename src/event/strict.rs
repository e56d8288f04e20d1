//! JSON of any shape, read strictly: no key twice, and numbers that every reader holds exactly.

use crate::event::refusal::{BodyFault, BodyRefusal};
use crate::event::trace::Trace;
use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

const SAFE_WHOLE: i64 = 9_007_199_254_740_991;

/// Reads any JSON, refusing a key that appears twice anywhere.
pub(super) fn read_strictly(text: &str) -> Result<Value, BodyRefusal> {
    let trace = Trace::default();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = Strict { trace: &trace }.deserialize(&mut deserializer);
    read.and_then(|value| deserializer.end().map(|()| value)).map_err(|error| trace.refusal(&error))
}

/// Refuses fractions and whole numbers beyond 2^53 - 1, which canonical JSON would change.
pub(super) fn check_numbers(value: &Value) -> Result<(), BodyRefusal> {
    let trace = Trace::default();
    walk(value, &trace).map_err(|error| trace.refusal(&error))
}

fn walk(value: &Value, trace: &Trace) -> Result<(), serde_json::Error> {
    match value {
        Value::Number(number) => check_number(number).map_err(|fault| trace.fails(fault)),
        Value::Array(elements) => {
            (0..).zip(elements).try_for_each(|(row, value)| walk(value, trace).inspect_err(|_| trace.through_row(row)))
        }
        Value::Object(map) => {
            map.iter().try_for_each(|(key, value)| walk(value, trace).inspect_err(|_| trace.through_field(key)))
        }
        Value::Null | Value::Bool(_) | Value::String(_) => Ok(()),
    }
}

fn check_number(number: &Number) -> Result<(), BodyFault> {
    match number.as_i64() {
        Some(whole) if whole > SAFE_WHOLE => Err(BodyFault::TooLarge { most: SAFE_WHOLE }),
        Some(whole) if whole < -SAFE_WHOLE => Err(BodyFault::TooSmall { least: -SAFE_WHOLE }),
        Some(_) => Ok(()),
        None if number.is_u64() => Err(BodyFault::TooLarge { most: SAFE_WHOLE }),
        None => Err(BodyFault::WrongType { expected: "whole number" }),
    }
}

#[derive(Clone, Copy)]
struct Strict<'s> {
    trace: &'s Trace,
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut elements = Vec::new();
        while let Some(value) = seq.next_element_seed(self).inspect_err(|_| self.trace.through_row(elements.len()))? {
            elements.push(value);
        }
        Ok(Value::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if object.contains_key(&key) {
                return Err(self.trace.fails_at(&key, BodyFault::Repeated));
            }
            let value = map.next_value_seed(self).inspect_err(|_| self.trace.through_field(&key))?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}
