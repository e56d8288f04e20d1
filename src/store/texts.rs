//! Texts where they were read.

/// Some texts one behind the other, each with its length in one byte before it. Whoever makes one has read each of them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Texts<'b> {
    count: u16,
    bytes: &'b [u8],
}

impl<'b> Texts<'b> {
    /// So many texts at the start of some bytes, and the bytes behind them; none when there are too few, or one is no text.
    pub(super) fn read(count: u16, bytes: &'b [u8]) -> Option<(Self, &'b [u8])> {
        let mut rest = bytes;
        for _ in 0..count {
            let (text, after) = split(rest)?;
            // Nearly all of them are of no other letters, and that is found out sooner.
            if !text.is_ascii() {
                std::str::from_utf8(text).ok()?;
            }
            rest = after;
        }
        let bytes = bytes.get(..bytes.len().checked_sub(rest.len())?)?;
        Some((Self { count, bytes }, rest))
    }

    /// Each of them.
    pub(super) fn iter(self) -> impl ExactSizeIterator<Item = &'b str> {
        self.bytes().map(|text| std::str::from_utf8(text).unwrap_or_default())
    }

    /// The bytes of each of them.
    pub(super) fn bytes(self) -> Bytes<'b> {
        Bytes(self)
    }
}

/// One text after another, as bytes.
#[derive(Debug, Clone)]
pub(super) struct Bytes<'b>(Texts<'b>);

impl<'b> Iterator for Bytes<'b> {
    type Item = &'b [u8];

    fn next(&mut self) -> Option<&'b [u8]> {
        let (text, rest) = split(self.0.bytes)?;
        self.0 = Texts { count: self.0.count.saturating_sub(1), bytes: rest };
        Some(text)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = usize::from(self.0.count);
        (count, Some(count))
    }
}

impl ExactSizeIterator for Bytes<'_> {}

fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first()?;
    rest.split_at_checked(usize::from(*length))
}
