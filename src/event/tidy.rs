//! Texts that look alike must be alike: no blanks at the edges, no characters that cannot be seen.

use crate::event::declaration::{Declaration, Field, FieldKind};
use crate::event::slot::{Record, Slot};

/// The first text of a body that could be taken for another one: its field, and the letter that makes it so.
pub(super) fn untidy(declaration: &Declaration, record: &Record) -> Option<(String, char)> {
    in_fields("", &declaration.fields, record)
}

fn in_fields(at: &str, fields: &[Field], record: &Record) -> Option<(String, char)> {
    fields.iter().zip(record.slots()).find_map(|(field, slot)| {
        let path = || format!("{at}{}", field.name);
        match (slot, &field.kind) {
            (Slot::Text(text), _) => stray(text).map(|letter| (path(), letter)),
            (Slot::Rows(rows), FieldKind::Rows { fields, .. }) => (0..)
                .zip(rows)
                .find_map(|(row, record): (usize, _)| in_fields(&format!("{}[{row}].", path()), fields, record)),
            _ => None,
        }
    })
}

/// The letter of a text that should not be there. A text of several lines, such as a policy, may end with a line end.
fn stray(text: &str) -> Option<char> {
    let lines = text.contains('\n');
    let edges = [text.chars().next(), text.chars().next_back()];
    let blank = edges.into_iter().flatten().find(|letter| letter.is_whitespace() && !lines);
    let unseen = |letter: &char| unseen(*letter) && !(lines && matches!(letter, '\n' | '\r' | '\t'));
    blank.or_else(|| text.chars().find(unseen))
}

/// Control and format characters of Unicode, and the blank that does not break.
fn unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{a0}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}
