//! A bundle that was checked, in words.

use crate::explain::{Bundled, Document, Phrase};

/// How it ended, and below it each check, each amount, each difference and each remark in turn.
pub fn bundle(outcome: Bundled, below: Vec<Phrase>) -> Document {
    let mut page = Document::default();
    page.say(0, outcome);
    for phrase in below {
        page.say(1, phrase);
    }
    page
}
