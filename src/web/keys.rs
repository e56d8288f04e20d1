//! Keys of a page: what is pressed together with Alt, and the list of it at the foot.
//!
//! They are the browser's own access keys. A bare letter would go to whoever types Chinese through an input method, and who moves about by speaking
//! would press it unawares (WCAG 2.1, 2.1.4); and a page without a script has them too.

use crate::explain::{Paged, Phrase};
use crate::web::form::Html;

/// Something that a key goes to or does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Key {
    /// To the first page.
    Start,
    /// To the field of the search.
    Search,
    /// To the business day.
    Day,
    /// To the answer.
    Answer,
    /// Takes the command along.
    Copy,
    /// The same answer for programs.
    Json,
    /// The same answer as a workbook.
    Workbook,
    /// The same page in the other language.
    Language,
    /// The list of these keys.
    Keys,
}

impl Key {
    /// The letter. None of them is one that Chromium opens a menu with (E, F).
    const fn letter(self) -> char {
        match self {
            Self::Start => 'h',
            Self::Search => 's',
            Self::Day => 'd',
            Self::Answer => 'm',
            Self::Copy => 'c',
            Self::Json => 'j',
            Self::Workbook => 'w',
            Self::Language => 'l',
            Self::Keys => 'k',
        }
    }

    /// What it does, in the words that stand on the page for it.
    fn does(self) -> Phrase {
        Phrase::from(match self {
            Self::Start => Paged::Start,
            Self::Search => Paged::Search,
            Self::Day => Paged::OnField,
            Self::Answer => Paged::Skip,
            Self::Copy => Paged::CopyCommand,
            Self::Json => Paged::AsJson,
            Self::Workbook => Paged::AsWorkbook,
            Self::Language => Paged::OtherLanguage,
            Self::Keys => Paged::Keys,
        })
    }
}

/// The attribute that gives an element its key.
pub(super) fn access(key: Key) -> String {
    format!(" accesskey=\"{}\"", key.letter())
}

/// The list of the keys that this page has.
pub(super) fn list(html: &mut Html, keys: &[Key]) {
    html.raw("<details class=\"keys\">\n<summary")
        .raw(&access(Key::Keys))
        .raw(">")
        .say(Paged::Keys)
        .raw("</summary>\n<p>");
    html.say(Paged::KeysHow).raw("</p>\n<ul>\n");
    for key in keys.iter().chain([&Key::Keys]) {
        // Without its script a page copies nothing, so that it does not say so either.
        html.raw(if *key == Key::Copy { "<li class=\"scripted\" hidden><kbd>" } else { "<li><kbd>" });
        html.raw(&key.letter().to_uppercase().to_string()).raw("</kbd> ").say(key.does()).raw("</li>\n");
    }
    html.raw("</ul>\n</details>\n");
}
