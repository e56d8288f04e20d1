//! So many of something, in English, which has another word for one than for several.

/// `1 event`, `2 events`: for nouns that add an s.
///
/// ```
/// use qizhang::value::counted;
/// assert_eq!((counted(1_u64, "place"), counted(0_u64, "place")), ("1 place".to_owned(), "0 places".to_owned()));
/// ```
pub fn counted(number: impl TryInto<u64>, noun: &str) -> String {
    let number = number.try_into().unwrap_or(u64::MAX);
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// The same as the subject of a sentence: `1 row comes`, `2 rows come`.
///
/// ```
/// use qizhang::value::counted_doing;
/// assert_eq!(counted_doing(1_u64, "row", ["comes", "come"]), "1 row comes");
/// ```
pub fn counted_doing(number: impl TryInto<u64>, noun: &str, does: [&str; 2]) -> String {
    let ([one, several], number) = (does, number.try_into().unwrap_or(u64::MAX));
    format!("{} {}", counted(number, noun), if number == 1 { one } else { several })
}
