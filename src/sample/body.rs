//! The body of an event, field by field.

use chrono::NaiveDate;
use serde_json::{Map, Value};

/// A body under construction.
#[derive(Debug, Clone, Default)]
pub(super) struct Body(Map<String, Value>);

impl Body {
    /// A body that names an enterprise.
    pub(super) fn of(uscc: &str) -> Self {
        Self::default().text("uscc", uscc)
    }

    fn set(mut self, field: &str, value: Value) -> Self {
        self.0.insert(field.to_owned(), value);
        self
    }

    /// Adds text.
    pub(super) fn text(self, field: &str, value: impl Into<String>) -> Self {
        self.set(field, Value::String(value.into()))
    }

    /// Adds a whole number.
    pub(super) fn number(self, field: &str, value: impl Into<i64>) -> Self {
        self.set(field, Value::from(value.into()))
    }

    /// Adds yes or no.
    pub(super) fn flag(self, field: &str, value: bool) -> Self {
        self.set(field, Value::Bool(value))
    }

    /// Adds a day.
    pub(super) fn day(self, field: &str, value: NaiveDate) -> Self {
        self.text(field, value.to_string())
    }

    /// Adds an amount, given in fen and written in yuan.
    pub(super) fn yuan(self, field: &str, fen: i64) -> Self {
        self.text(field, hundredths(fen))
    }

    /// Adds a percentage, given in hundredths of a percent.
    pub(super) fn percent(self, field: &str, hundredths_of_percent: i64) -> Self {
        self.text(field, hundredths(hundredths_of_percent))
    }

    /// Adds rows.
    pub(super) fn rows(self, field: &str, rows: Vec<Body>) -> Self {
        let rows = rows.into_iter().map(Body::into_value).collect();
        self.set(field, Value::Array(rows))
    }

    /// Adds a whole body.
    pub(super) fn whole(self, field: &str, value: Value) -> Self {
        self.set(field, value)
    }

    /// The finished body.
    pub(super) fn into_value(self) -> Value {
        Value::Object(self.0)
    }
}

/// `345678912` as `3456789.12`.
pub(super) fn hundredths(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", value.unsigned_abs() / 100, value.unsigned_abs() % 100)
}

/// `3456789.12` as `345678912`; nothing where the field is absent or written otherwise.
pub(super) fn fen_of(body: &Value, field: &str) -> Option<i64> {
    let (yuan, fen) = body.get(field)?.as_str()?.split_once('.')?;
    Some(yuan.parse::<i64>().ok()? * 100 + fen.parse::<i64>().ok()?)
}
