//! Text as people type it: full-width letters, blanks nobody sees.

/// Without blanks at the edges, also those that do not break and those that have no width.
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// Letters and digits of full width become plain ones, blanks of any kind go, and small letters stay small.
pub fn folded(text: &str) -> String {
    text.chars().filter(|letter| !is_blank(*letter)).map(narrow).collect()
}

/// A letter of full width as a plain one.
pub(super) fn narrow(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(letter).saturating_sub(0xff01).saturating_add(0x21)).unwrap_or(letter)
        }
        '\u{3000}' => ' ',
        '\u{ffe5}' => '¥',
        other => other,
    }
}

/// Blanks, seen and unseen.
pub(super) fn is_blank(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}')
}
