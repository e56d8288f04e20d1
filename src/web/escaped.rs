//! Words in an address: percent signs and what they stand for.

use std::fmt::Write;

/// A word as one step of a path, or as a name or value of a query.
pub(super) fn escaped(word: &str) -> String {
    let mut text = String::with_capacity(word.len());
    for byte in word.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a text does not fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

/// What a name or value of a query stands for; nothing when that is no text.
pub(super) fn unescaped(word: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(word.len());
    let mut rest = word.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                let (high, low) = (digit()?, digit()?);
                u8::try_from(high.checked_mul(16)?.checked_add(low)?).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

/// The pairs of a query, those without a value left out: a form sends every field, also those nobody filled in.
pub(super) fn pairs(query: &str) -> Result<Vec<(String, String)>, String> {
    let mut found = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        match (unescaped(name), unescaped(value)) {
            (Some(name), Some(value)) if !value.trim().is_empty() => found.push((name, value.trim().to_owned())),
            (Some(_), Some(_)) => {}
            (name, _) => return Err(name.unwrap_or_else(|| "?".to_owned())),
        }
    }
    Ok(found)
}

/// A query of some pairs, with its question mark; nothing without any.
pub(super) fn query<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> String {
    let mut text = String::new();
    for (name, value) in pairs {
        text.push(if text.is_empty() { '?' } else { '&' });
        text.push_str(&escaped(name));
        text.push('=');
        text.push_str(&escaped(value));
    }
    text
}
