//! Words in HTML.

use crate::explain::Phrase;
use crate::paper::escape;
use crate::value::{Lang, legible};

/// Words of anybody, so that they are read as what they are.
pub(super) fn words(html: &mut String, words: &str) {
    escape(html, &legible(words));
}

/// A phrase.
pub(super) fn say(html: &mut String, phrase: impl Into<Phrase>, lang: Lang) {
    words(html, &phrase.into().say(lang));
}
