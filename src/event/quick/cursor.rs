//! A place in canonical JSON.

const ONES: u64 = u64::from_le_bytes([1; 8]);
const HIGHS: u64 = u64::from_le_bytes([0x80; 8]);

/// A text and how far it was read. Whoever gets `None` reads no further: the place means nothing any more.
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn is_over(&self) -> bool {
        self.at == self.text.len()
    }

    fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Passes some words if they stand here.
    #[inline]
    pub(super) fn passes(&mut self, words: &str) -> bool {
        let there = self.rest().starts_with(words.as_bytes());
        self.at += if there { words.len() } else { 0 };
        there
    }

    /// Passes words that must stand here.
    #[inline]
    pub(super) fn expect(&mut self, words: &str) -> Option<()> {
        self.passes(words).then_some(())
    }

    /// Whether a comma says that another one follows; otherwise it must be the end.
    pub(super) fn follows(&mut self, end: u8) -> Option<bool> {
        let byte = *self.rest().first()?;
        self.at += 1;
        if byte == b',' { Some(true) } else { (byte == end).then_some(false) }
    }

    /// A text of so many bytes and its closing quote. What the text is made of must be looked at by whoever takes it:
    /// none of its letters may be one that JSON escapes.
    pub(super) fn fixed(&mut self, length: usize) -> Option<&'t str> {
        let end = self.at.checked_add(length)?;
        let text = self.text.get(self.at..end)?;
        self.at = end;
        self.expect("\"")?;
        Some(text)
    }

    /// A text without escapes and its closing quote.
    pub(super) fn plain(&mut self) -> Option<&'t str> {
        let length = plain_length(self.rest())?;
        self.fixed(length)
    }

    /// A whole number in its one spelling, if it is not too long to be surely exact.
    pub(super) fn whole(&mut self) -> Option<i64> {
        let negative = self.passes("-");
        let digits = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).take(16).count();
        let (written, _) = self.rest().split_at_checked(digits)?;
        let right = match written {
            [] | [b'0', _, ..] => false,
            [b'0'] => !negative,
            [_, ..] => digits < 16,
        };
        let number = written.iter().fold(0, |sum: i64, digit| sum * 10 + i64::from(digit - b'0'));
        self.at += digits;
        right.then_some(if negative { -number } else { number })
    }
}

/// How many bytes stand before the closing quote; none when there is an escape among them, or what must be one.
fn plain_length(bytes: &[u8]) -> Option<usize> {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut length = 0;
    for word in words {
        let marks = marks(u64::from_le_bytes(*word));
        if marks != 0 {
            // The lowest mark is always a true one.
            length += usize::try_from(marks.trailing_zeros() / 8).ok()?;
            return (bytes.get(length) == Some(&b'"')).then_some(length);
        }
        length += 8;
    }
    let inside = rest.iter().position(|byte| *byte < 0x20 || matches!(byte, b'"' | b'\\'))?;
    (rest.get(inside) == Some(&b'"')).then_some(length + inside)
}

/// Marks the bytes of a word that are quotes, backslashes or control characters, and perhaps some behind the first of them.
fn marks(word: u64) -> u64 {
    let equal = |byte: u8| {
        let differs = word ^ (ONES * u64::from(byte));
        differs.wrapping_sub(ONES) & !differs
    };
    let below = word.wrapping_sub(ONES * 0x20) & !word;
    (equal(b'"') | equal(b'\\') | below) & HIGHS
}

#[cfg(test)]
mod tests {
    use super::{Cursor, plain_length};
    use proptest::prelude::*;

    fn plainly(bytes: &[u8]) -> Option<usize> {
        let at = bytes.iter().position(|byte| *byte < 0x20 || matches!(byte, b'"' | b'\\'))?;
        (bytes[at] == b'"').then_some(at)
    }

    proptest! {
        #[test]
        fn a_text_ends_where_it_would_byte_by_byte(
            bytes in proptest::collection::vec(prop_oneof![any::<u8>(), 0x1e..0x24_u8, 0x5a..0x5e_u8], 0..40),
        ) {
            prop_assert_eq!(plain_length(&bytes), plainly(&bytes));
        }

        #[test]
        fn a_number_is_read_as_json_reads_it(text in "-?[0-9]{0,18}") {
            let read = Cursor::new(&text).whole();
            let json: Option<i64> = serde_json::from_str(&text).ok();
            prop_assert!(read.is_none() || read == json, "{:?} {:?}", read, json);
            let short = text.trim_start_matches('-').len() <= 15;
            prop_assert!(!short || text == "-0" || read == json, "{:?} {:?}", read, json);
        }
    }
}
