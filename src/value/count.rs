//! So many of something, in English, which has another word for one than for several.

/// `1 event`, `2 events`: for nouns that add an s.
///
/// ```
/// use qizhang::value::counted;
/// assert_eq!((counted(1, "place"), counted(0, "place")), ("1 place".to_owned(), "0 places".to_owned()));
/// ```
pub fn counted(number: u64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
