//! Canonical bytes: one content, one spelling (RFC 8785).

use serde_json::{Number, Value};

/// Whole numbers up to here are the same in every reader: 2^53 - 1.
const SAFE_WHOLE: u64 = 9_007_199_254_740_991;

/// The canonical JSON of a value: keys sorted by UTF-16, no spaces, numbers in their shortest form.
///
/// Bodies hold no fractions, so every number is a whole one and canonicalisation cannot lose anything.
pub fn canonical_json(value: &Value) -> Option<String> {
    let mut text = String::with_capacity(256);
    write_value(&mut text, value)?;
    Some(text)
}

fn write_value(out: &mut String, value: &Value) -> Option<()> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => write_number(out, number)?,
        Value::String(text) => write_text(out, text)?,
        Value::Array(elements) => {
            write_all(out, ('[', ']'), elements.iter(), write_value)?;
        }
        Value::Object(map) => {
            let mut entries: Vec<(&String, &Value)> = map.iter().collect();
            entries.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            write_all(out, ('{', '}'), entries.into_iter(), |out, (key, value)| {
                write_text(out, key)?;
                out.push(':');
                write_value(out, value)
            })?;
        }
    }
    Some(())
}

fn write_all<T>(
    out: &mut String,
    ends: (char, char),
    items: impl Iterator<Item = T>,
    write: impl Fn(&mut String, T) -> Option<()>,
) -> Option<()> {
    out.push(ends.0);
    for (number, item) in items.enumerate() {
        if number > 0 {
            out.push(',');
        }
        write(out, item)?;
    }
    out.push(ends.1);
    Some(())
}

pub(super) fn write_number(out: &mut String, number: &Number) -> Option<()> {
    let safe = number.as_i64().is_some_and(|whole| whole.unsigned_abs() <= SAFE_WHOLE);
    let text = if safe { number.to_string() } else { serde_json_canonicalizer::to_string(number).ok()? };
    out.push_str(&text);
    Some(())
}

/// Writes a text with its quotes.
pub(super) fn write_text(out: &mut String, text: &str) -> Option<()> {
    if text.bytes().any(|byte| byte < 0x20 || byte == b'"' || byte == b'\\') {
        out.push_str(&serde_json::to_string(text).ok()?);
    } else {
        out.push('"');
        out.push_str(text);
        out.push('"');
    }
    Some(())
}
