//! What an answer is called where somebody keeps it as a file. Older programs read the name in ASCII, all others the whole one (RFC 6266,
//! RFC 8187).

use crate::web::escaped::escaped;
use axum::http::{HeaderValue, header};
use axum::response::Response;

/// A name has at most so many letters before the times.
pub(super) const NAME: usize = 100;
/// Signs of document numbers that a name may have besides letters and digits.
const SIGNS: &str = ".-_〔〕（）【】《》";

/// An answer that a browser keeps as a file.
pub(super) fn kept_as(mut response: Response, name: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(&disposition(name)) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

fn disposition(name: &str) -> String {
    let whole = whole(name);
    let plain: String = whole.chars().map(|letter| if letter.is_ascii() { letter } else { '-' }).collect();
    let named = format!("attachment; filename=\"{plain}\"");
    if plain == whole { named } else { format!("{named}; filename*=UTF-8''{}", escaped(&whole)) }
}

/// A name that every system takes: no sign that leads to another folder, and none that hides the file.
fn whole(name: &str) -> String {
    let taken = |letter: char| if letter.is_alphanumeric() || SIGNS.contains(letter) { letter } else { '-' };
    let whole: String = name.chars().map(taken).collect();
    match whole.strip_prefix('.') {
        Some(rest) => format!("-{rest}"),
        None => whole,
    }
}

#[test]
fn a_name_is_whole_for_those_who_read_it_and_plain_for_others() {
    for (name, told) in [
        ("P-2026-0001-196.zip", "filename=\"P-2026-0001-196.zip\""),
        (
            "区拨〔2026〕1号.zip",
            "filename=\"---2026-1-.zip\"; filename*=UTF-8''%E5%8C%BA%E6%8B%A8%E3%80%942026%E3%80%951%E5%8F%B7.zip",
        ),
        ("../../x\"; y=\r\n1.csv", "filename=\"-.-..-x---y---1.csv\""),
        ("a\u{202e}gpj.exe", "filename=\"a-gpj.exe\""),
    ] {
        assert_eq!(disposition(name), format!("attachment; {told}"));
    }
}
