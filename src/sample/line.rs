//! One event line.

use super::calendar;
use chrono::NaiveDate;
use serde_json::{Map, Value, json};

/// A document that comes with a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is called.
    pub title: &'static str,
    /// 64 hexadecimal digits in the place of the SHA-256 of its bytes (there are no bytes: the document is invented).
    pub sha256: String,
    /// Where the office keeps it.
    pub uri: String,
}

/// An event as the office recorded it.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The type's name; the version is always 1.
    pub kind: &'static str,
    /// The business day.
    pub occurred_on: NaiveDate,
    /// When it was recorded, in milliseconds since 1970-01-01T00:00Z.
    pub recorded_at: i64,
    /// Which desk recorded it.
    pub recorded_by: &'static str,
    /// A version 7 UUID: the moment of recording and random bits.
    pub id: [u8; 16],
    /// The body.
    pub data: Value,
    /// Documents.
    pub evidence: Vec<Document>,
}

impl Line {
    /// The id as text.
    pub fn id_text(&self) -> String {
        uuid_text(self.id)
    }

    /// The moment of recording in Beijing, as text.
    pub fn recorded_at_text(&self) -> String {
        calendar::text_of(self.recorded_at)
    }

    /// The envelope as a JSON value; the body is copied.
    pub fn to_value(&self) -> Value {
        let evidence: Vec<Value> = self.evidence.iter().map(Document::to_value).collect();
        let fields = [
            ("id", Value::String(self.id_text())),
            ("type", Value::from(self.kind)),
            ("version", Value::from(1)),
            ("occurred_on", Value::String(self.occurred_on.to_string())),
            ("recorded_at", Value::String(self.recorded_at_text())),
            ("recorded_by", Value::from(self.recorded_by)),
            ("data", self.data.clone()),
            ("evidence", Value::Array(evidence)),
        ];
        Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
    }

    /// The envelope as one line of JSON, without a line end.
    pub fn to_json(&self) -> String {
        self.to_value().to_string()
    }
}

impl Document {
    fn to_value(&self) -> Value {
        json!({"title": self.title, "sha256": self.sha256, "uri": self.uri})
    }
}

/// A version 7 UUID for a moment.
pub(super) fn uuid(millis: i64, random: [u8; 16]) -> [u8; 16] {
    let time = u128::try_from(millis).unwrap_or(0) << 80;
    let bits = u128::from_be_bytes(random) & !(u128::MAX << 80);
    let version = bits & !(0xF << 76) | (0x7 << 76);
    let variant = version & !(0b11 << 62) | (0b10 << 62);
    (time | variant).to_be_bytes()
}

/// `018f0000-0000-7000-8000-000000000000`.
pub(super) fn uuid_text(id: [u8; 16]) -> String {
    let bits = u128::from_be_bytes(id);
    let part = |shift: u32, digits: u32| (bits >> shift) & ((1 << (digits * 4)) - 1);
    format!("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", part(96, 8), part(80, 4), part(64, 4), part(48, 4), part(0, 12))
}
