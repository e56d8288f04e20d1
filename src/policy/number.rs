//! Numbers of documents as offices write them: `昌政办发〔2025〕8号`.

/// Whether two spellings are of one number: brackets may have any shape, digits and letters either width, and blanks do not
/// count.
///
/// ```
/// use qizhang::policy::same_number;
///
/// assert!(same_number("昌政办发〔2025〕8号", "昌政办发[2025] 8号"));
/// assert!(same_number("昌政办发〔2025〕8号", "昌政办发（２０２５）８号"));
/// assert!(!same_number("昌政办发〔2025〕8号", "昌政办发〔2025〕18号"));
/// ```
pub fn same_number(one: &str, other: &str) -> bool {
    plain(one).eq(plain(other))
}

fn plain(number: &str) -> impl Iterator<Item = char> {
    number.chars().filter(|letter| !letter.is_whitespace()).map(|letter| match narrow(letter) {
        '[' | '(' | '{' | '〔' | '【' | '﹝' | '〖' => '〔',
        ']' | ')' | '}' | '〕' | '】' | '﹞' | '〗' => '〕',
        other => other,
    })
}

/// The usual form of a letter of full width.
fn narrow(letter: char) -> char {
    let code = u32::from(letter);
    let narrowed = (0xFF01..=0xFF5E).contains(&code).then(|| code.checked_sub(0xFEE0)).flatten();
    narrowed.and_then(char::from_u32).unwrap_or(letter)
}
