//! Whether a text is in the one spelling of its content already, told in one pass and without taking it apart.
//!
//! The answer is that of reading the text to a value, writing the value canonically and comparing; a property test holds it.

use crate::event::canonical::write_number;
use serde_json::Number;

/// Deeper than this no value is read.
const DEPTH_MAX: usize = 127;
/// Whole numbers of so many digits are certainly spelled as they are.
const DIGITS_PLAIN: usize = 15;

/// Whether a text is canonical JSON (RFC 8785), to the byte.
pub fn is_canonical(text: &str) -> bool {
    let mut scan = Scan { text, at: 0 };
    scan.value(0).is_some() && scan.at == text.len()
}

/// A text and how far it was found canonical.
struct Scan<'t> {
    text: &'t str,
    at: usize,
}

/// A key as it is written, without its quotes.
#[derive(Clone, Copy)]
struct Key<'t> {
    written: &'t str,
    /// Neither an escape nor a letter beyond ASCII: the bytes are in the order of UTF-16.
    plain: bool,
}

impl<'t> Scan<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn take(&mut self, word: &str) -> Option<()> {
        let there = self.text.as_bytes().get(self.at..)?.starts_with(word.as_bytes());
        self.at += word.len();
        there.then_some(())
    }

    /// A value within so many others.
    fn value(&mut self, depth: usize) -> Option<()> {
        match self.peek()? {
            b'"' => self.string().map(|_| ()),
            b'{' => self.within(depth, b'}', Self::members),
            b'[' => self.within(depth, b']', Self::elements),
            b't' => self.take("true"),
            b'f' => self.take("false"),
            b'n' => self.take("null"),
            _ => self.number(),
        }
    }

    fn within(&mut self, depth: usize, end: u8, inside: fn(&mut Self, usize) -> Option<()>) -> Option<()> {
        self.at += 1;
        if depth >= DEPTH_MAX {
            return None;
        }
        if self.peek() == Some(end) {
            self.at += 1;
            return Some(());
        }
        inside(self, depth + 1)
    }

    fn elements(&mut self, depth: usize) -> Option<()> {
        loop {
            self.value(depth)?;
            if self.ends(b']')? {
                return Some(());
            }
        }
    }

    /// Each key comes after the one before, so none comes twice.
    fn members(&mut self, depth: usize) -> Option<()> {
        let mut last: Option<Key<'t>> = None;
        loop {
            let key = self.string()?;
            if last.is_some_and(|last| !last.is_before(key)) {
                return None;
            }
            last = Some(key);
            self.take(":")?;
            self.value(depth)?;
            if self.ends(b'}')? {
                return Some(());
            }
        }
    }

    /// Whether this was the last one, or a comma says that another follows.
    fn ends(&mut self, end: u8) -> Option<bool> {
        match self.next()? {
            b',' => Some(false),
            byte => (byte == end).then_some(true),
        }
    }

    fn string(&mut self) -> Option<Key<'t>> {
        self.take("\"")?;
        let start = self.at;
        let mut plain = true;
        loop {
            match self.next()? {
                b'"' => break,
                b'\\' => {
                    self.escape()?;
                    plain = false;
                }
                0..0x20 => return None,
                0x20..0x80 => {}
                0x80.. => plain = false,
            }
        }
        Some(Key { written: self.text.get(start..self.at - 1)?, plain })
    }

    /// What must be escaped, and by its short name where it has one.
    fn escape(&mut self) -> Option<()> {
        let whole = match self.next()? {
            b'"' | b'\\' | b'b' | b'f' | b'n' | b'r' | b't' => true,
            b'u' => match [self.next()?, self.next()?, self.next()?, self.next()?] {
                [b'0', b'0', b'0', low] => matches!(low, b'0'..=b'7' | b'b' | b'e' | b'f'),
                [b'0', b'0', b'1', low] => matches!(low, b'0'..=b'9' | b'a'..=b'f'),
                _ => false,
            },
            _ => false,
        };
        whole.then_some(())
    }

    fn number(&mut self) -> Option<()> {
        let rest = self.text.get(self.at..)?;
        let end = rest.find(|letter: char| !matches!(letter, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'));
        let written = rest.get(..end.unwrap_or(rest.len()))?;
        self.at += written.len();
        is_number(written).then_some(())
    }
}

fn is_number(written: &str) -> bool {
    let digits = written.strip_prefix('-').unwrap_or(written);
    let whole = (1..=DIGITS_PLAIN).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole && (written == "0" || !digits.starts_with('0')) {
        return true;
    }
    let number: Option<Number> = serde_json::from_str(written).ok();
    let mut canonical = String::new();
    number.and_then(|number| write_number(&mut canonical, &number)).is_some() && canonical == written
}

impl Key<'_> {
    /// Whether this key stands before another one, in the order of UTF-16.
    fn is_before(self, other: Self) -> bool {
        if self.plain && other.plain {
            return self.written < other.written;
        }
        self.units().zip(other.units()).is_some_and(|(this, other)| this < other)
    }

    fn units(self) -> Option<Vec<u16>> {
        let key: String = serde_json::from_str(&format!("\"{}\"", self.written)).ok()?;
        Some(key.encode_utf16().collect())
    }
}
