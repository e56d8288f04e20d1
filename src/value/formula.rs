//! Text that a spreadsheet program must not take for a formula.

/// What a formula may begin with, also as it is typed in a wide script.
const BEGINS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// The text so that a spreadsheet program shows it and computes nothing. A number is what it says and stays as it is.
pub fn defused(text: &str) -> String {
    let digits = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '%');
    let is_number = |text: &str| text.chars().all(digits) && text.starts_with(|first: char| first.is_ascii_digit());
    let harmless = !text.starts_with(BEGINS) || text.strip_prefix(['-', '+']).is_some_and(is_number);
    if harmless { text.to_owned() } else { format!("'{text}") }
}

/// The text as it was before it was defused. What nobody defused stays as it is.
///
/// ```
/// use qizhang::value::{defused, fused};
/// assert_eq!(fused(&defused("=1+1")), "=1+1");
/// assert_eq!((fused("'tis"), fused("'-5.00")), ("'tis", "'-5.00"));
/// ```
pub fn fused(text: &str) -> &str {
    text.strip_prefix('\'').filter(|inner| defused(inner) != *inner).unwrap_or(text)
}

#[test]
fn a_formula_is_defused_and_a_number_is_not() {
    for text in ["=1+1", "+1+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "－A1", "-", "-.", "+a"]
    {
        assert_eq!(defused(text), format!("'{text}"), "{text:?}");
        assert_eq!(fused(&defused(text)), text);
    }
    for text in ["", "-5,678.91", "+12.5%", "-0.01", "3=3", "甲-乙", "—", "1-2"] {
        assert_eq!((defused(text), fused(text)), (text.to_owned(), text), "{text:?}");
    }
}
