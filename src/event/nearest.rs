//! The nearest name for a name that does not exist.

/// The candidate most like `word`, when one is near enough to be what was meant: at most a third of it is different.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let room = word.chars().count().div_ceil(3);
    let scored = candidates.into_iter().map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate));
    let (_, best) = scored.filter(|(distance, _)| *distance <= room).min()?;
    Some(best.to_owned())
}
