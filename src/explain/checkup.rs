//! A look at a ledger's directory, and what was done to it, in words.

use crate::explain::{Copied, Count, Cure, Document, Proved, State};
use crate::value::{Digest, Position};

/// How one part is, and what to do when something is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How it is.
    pub state: State,
    /// What to do; nothing where all is well.
    pub cure: Option<Cure>,
}

/// Every part on a line, what to do below it, and how many there are that want doing.
pub fn checkup(findings: &[Finding]) -> Document {
    let mut page = Document::default();
    for finding in findings {
        page.say(0, finding.state.clone());
        if let Some(cure) = &finding.cure {
            page.say(1, cure.clone());
        }
    }
    match findings.iter().filter(|finding| finding.cure.is_some()).count() {
        0 => page.say(0, State::Fine),
        count => page.say(0, State::Found { count: Count::of(count, "finding") }),
    }
    page
}

/// A copy that was made and checked.
pub fn copied(from: &str, to: &str, head: Position, root: &Digest) -> Document {
    let mut page = Document::default();
    page.say(0, Copied::From { from: from.into(), to: to.into() });
    page.say(0, Copied::Checked { events: head.0, head });
    page.say(0, Proved::Root { root: root.to_string().into() });
    page
}

/// What follows from the log, made again.
pub fn rebuilt(head: Position) -> Document {
    let mut page = Document::default();
    page.say(0, Copied::Rebuilt { head });
    page
}
