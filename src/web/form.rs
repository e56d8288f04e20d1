//! Pieces of HTML: words are escaped, what the program itself writes is not.

use crate::explain::Phrase;
use crate::paper::escape;
use crate::value::{Lang, legible};

/// HTML in one language on its way.
pub(super) struct Html {
    pub(super) text: String,
    lang: Lang,
}

impl Html {
    /// Nothing yet.
    pub(super) const fn new(lang: Lang) -> Self {
        Self { text: String::new(), lang }
    }

    /// Markup of the program itself, or what was escaped before.
    pub(super) fn raw(&mut self, markup: &str) -> &mut Self {
        self.text.push_str(markup);
        self
    }

    /// Words of anybody, so that they are read as what they are.
    pub(super) fn words(&mut self, words: &str) -> &mut Self {
        escape(&mut self.text, &legible(words));
        self
    }

    /// Words of anybody in several lines, as a field has them.
    pub(super) fn lines(&mut self, words: &str) -> &mut Self {
        let plain: Vec<String> = words.split('\n').map(legible).collect();
        escape(&mut self.text, &plain.join("\n"));
        self
    }

    /// The language it is in.
    pub(super) const fn lang(&self) -> Lang {
        self.lang
    }

    /// A word of the page.
    pub(super) fn say(&mut self, phrase: impl Into<Phrase>) -> &mut Self {
        let said = phrase.into().say(self.lang);
        self.words(&said)
    }

    /// A field of one line under its name.
    pub(super) fn field(&mut self, label: impl Into<Phrase>, name: &str, value: &str) -> &mut Self {
        self.raw("<label>").say(label).raw(" <input name=\"").raw(name).raw("\" value=\"").words(value);
        self.raw("\"></label>\n")
    }
}

/// What a form sends along without showing it.
pub(super) fn hidden<'p>(html: &mut Html, pairs: impl IntoIterator<Item = (&'p str, &'p str)>) {
    for (name, value) in pairs {
        html.raw("<input type=\"hidden\" name=\"").words(name).raw("\" value=\"").words(value).raw("\">\n");
    }
}
