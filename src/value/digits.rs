//! Digits read by tables: every stored event has a hundred of them, and each has one spelling.

/// What a byte is worth as a hexadecimal digit in lower case; `BAD` when it is none.
const HEX: [u8; 256] = table(b"0123456789abcdef");
const BAD: u8 = 0x80;

/// Each letter's place in an alphabet.
pub(super) const fn table(alphabet: &[u8]) -> [u8; 256] {
    let mut places = [BAD; 256];
    let mut rest = alphabet;
    let mut place = 0_u8;
    while let [letter, after @ ..] = rest {
        #[expect(clippy::indexing_slicing, reason = "a table has a place for each byte")]
        {
            places[*letter as usize] = place;
        }
        place = place.wrapping_add(1);
        rest = after;
    }
    places
}

/// The place of a byte in the alphabet of a table.
pub(super) fn place(table: &[u8; 256], byte: u8) -> Option<u8> {
    table.get(usize::from(byte)).copied().filter(|place| *place != BAD)
}

/// So many bytes from twice as many hexadecimal digits in lower case.
pub(super) fn hex<const N: usize>(text: &[u8]) -> Option<[u8; N]> {
    let (pairs, odd) = text.as_chunks::<2>();
    if pairs.len() != N || !odd.is_empty() {
        return None;
    }
    let digit = |byte: u8| HEX.get(usize::from(byte)).copied().unwrap_or(BAD);
    let (mut bytes, mut seen) = ([0; N], 0);
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        let (high, low) = (digit(*high), digit(*low));
        // Whether one was none is asked once, for all of them.
        seen |= high | low;
        *byte = high << 4 | low;
    }
    (seen & BAD == 0).then_some(bytes)
}

/// A whole number of at most eighteen decimal digits, and at least one.
pub(super) fn decimal(text: &[u8]) -> Option<u64> {
    if text.is_empty() || text.len() > 18 {
        return None;
    }
    let (number, right) = sum(text);
    right.then_some(number)
}

/// As [`decimal`], of so many digits.
pub(super) fn digits<const N: usize>(text: [u8; N]) -> Option<u32> {
    const { assert!(N > 0 && N < 10, "it must fit") };
    let (number, right) = sum(&text);
    if right { u32::try_from(number).ok() } else { None }
}

/// The last so many decimal digits of a number, zeros before them where it has fewer.
pub(super) fn spell<const N: usize>(number: u32) -> [u8; N] {
    let (mut spelled, mut left) = ([b'0'; N], number);
    for digit in spelled.iter_mut().rev() {
        *digit = digit.saturating_add(u8::try_from(left % 10).unwrap_or(0));
        left /= 10;
    }
    spelled
}

/// The number, and whether all were digits.
#[inline]
fn sum(text: &[u8]) -> (u64, bool) {
    let (mut number, mut strays) = (0_u64, 0);
    for byte in text {
        let digit = byte.wrapping_sub(b'0');
        number = number.wrapping_mul(10).wrapping_add(digit.into());
        strays |= u8::from(digit > 9);
    }
    (number, strays == 0)
}
