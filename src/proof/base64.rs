//! The standard Base 64 of RFC 4648, section 4.

const LETTERS: [u8; 64] = *b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Writes bytes.
pub(super) fn write(bytes: &[u8]) -> String {
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for at in 0..4 {
            let letter = usize::try_from(bits >> (18 - 6 * at) & 63).ok().and_then(|value| LETTERS.get(value));
            text.push(if at > three.len() { '=' } else { char::from(letter.copied().unwrap_or(b'=')) });
        }
    }
    text
}

/// Reads what [`write`] writes and nothing else, so that some bytes have one spelling only.
pub(super) fn read(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for four in text.as_bytes().chunks(4) {
        let filled = four.iter().take_while(|letter| **letter != b'=').count();
        let mut bits = 0_u32;
        for letter in four.iter().take(filled) {
            let value = LETTERS.iter().position(|known| known == letter)?;
            bits = bits << 6 | u32::try_from(value).ok()?;
        }
        let [_, three @ ..] = (bits << (6 * (4 - filled))).to_be_bytes();
        bytes.extend(three.iter().take(filled.saturating_sub(1)));
    }
    (write(&bytes) == text).then_some(bytes)
}
