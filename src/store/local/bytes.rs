//! Whole numbers to and from little-endian bytes.

/// Reads one field after another from a run of bytes; `None` when there are too few.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'b> {
    rest: &'b [u8],
}

impl<'b> Fields<'b> {
    pub(super) fn of(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(super) fn bytes(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*taken)
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.array().map(u8::from_le_bytes)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    /// A number as [`put_short`] writes it.
    pub(super) fn short(&mut self) -> Option<u32> {
        let (mut number, mut shift) = (0_u32, 0);
        loop {
            let byte = self.u8()?;
            number |= u32::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(number);
            }
            shift += 7;
        }
    }

    /// Text with its length in one byte before it.
    pub(super) fn short_text(&mut self) -> Option<&'b str> {
        let length = self.u8()?;
        std::str::from_utf8(self.bytes(length.into())?).ok()
    }

    /// Everything that is left.
    pub(super) fn rest(&self) -> &'b [u8] {
        self.rest
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }
}

/// The number at the start of some bytes; zero when there are too few, which callers have ruled out.
pub(super) fn u32_at(bytes: &[u8], start: usize) -> u32 {
    let field = bytes.get(start..).and_then(<[u8]>::first_chunk);
    field.map_or(0, |field| u32::from_le_bytes(*field))
}

/// As [`u32_at`], eight bytes wide.
pub(super) fn u64_at(bytes: &[u8], start: usize) -> u64 {
    let field = bytes.get(start..).and_then(<[u8]>::first_chunk);
    field.map_or(0, |field| u64::from_le_bytes(*field))
}

/// Overwrites four bytes of a run that is known to be long enough.
pub(super) fn put_u32_at(bytes: &mut [u8], start: usize, value: u32) {
    if let Some(field) = bytes.get_mut(start..).and_then(<[u8]>::first_chunk_mut) {
        *field = value.to_le_bytes();
    }
}

/// Adds a number seven bits at a time, the lowest first; a byte with its highest bit set has more behind it.
pub(super) fn put_short(out: &mut Vec<u8>, number: u32) {
    let mut rest = number;
    loop {
        let [low, ..] = rest.to_le_bytes();
        rest >>= 7;
        if rest == 0 {
            return out.push(low & 0x7f);
        }
        out.push(low | 0x80);
    }
}

/// A length as it stands in a file. Whatever is measured here was kept far below 4 GiB before.
pub(super) fn len32(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// As [`len32`], for offsets.
pub(super) fn len64(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}

/// A stored number as a length in memory.
pub(super) fn size(of: u64) -> usize {
    usize::try_from(of).unwrap_or(usize::MAX)
}
