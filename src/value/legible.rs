//! Words of others, so that they are read as what they are.

/// Stands where a letter was that nobody would have seen.
const INSTEAD: char = '\u{fffd}';

/// A line of text that can do nothing but be read: whatever would move the cursor, begin another line, turn the direction of
/// writing or take no room among the letters is replaced by a mark that is seen. Somebody who sends a payment number can so not
/// write an answer of the program's own beside it, nor one number that looks like another.
pub fn legible(text: &str) -> String {
    text.chars().map(|letter| if is_unseen(letter) { INSTEAD } else { letter }).collect()
}

fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{61c}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fdd0}'..='\u{fdef}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}
