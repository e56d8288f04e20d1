//! Which lines of the log somebody wants to see.

use super::chain::Chain;
use super::keeping::AccessLog;
use super::line::{Line, Look};
use crate::access::error::AccessError;
use crate::value::Day;
use std::collections::VecDeque;

/// Which lines somebody wants to see; what is not said takes all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Of whom: a name, or the id of a token or its beginning.
    pub by: Option<String>,
    /// About what: a code or a number, with its kind before it or without.
    pub about: Option<String>,
    /// From this day on.
    pub since: Option<Day>,
    /// Up to this day.
    pub until: Option<Day>,
    /// Before the line of this number.
    pub before: Option<u64>,
}

/// Lines that were found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    /// The lines, the oldest first.
    pub lines: Vec<Line>,
    /// Whether there are older ones that were wanted.
    pub more: bool,
    /// What was found out about the log; none where none was begun.
    pub chain: Option<Chain>,
}

impl Wanted {
    fn takes(&self, line: &Line) -> bool {
        let look = &line.look;
        let is = |given: &Option<String>, one: &str| given.as_ref().is_none_or(|given| given.eq_ignore_ascii_case(one));
        let by = self.by.as_ref().is_none_or(|by| is_by(look, by));
        let about = self.about.is_none()
            || look
                .about
                .iter()
                .any(|own| is(&self.about, own) || own.split_once(':').is_some_and(|(_, name)| is(&self.about, name)));
        let day = look.at.day();
        by && about
            && self.since.is_none_or(|since| since <= day)
            && self.until.is_none_or(|until| day <= until)
            && self.before.is_none_or(|before| line.number < before)
    }
}

fn is_by(look: &Look, by: &str) -> bool {
    let named = look.asker.name().is_some_and(|name| name.eq_ignore_ascii_case(by));
    let token = look.asker.token().is_some_and(|id| by.len() >= 4 && id.starts_with(by));
    named || token || look.asker.kind() == by && look.asker.name().is_none()
}

impl AccessLog {
    /// The last lines that are wanted, so many at most, and what was found out about the log on the way. The last of all are read from the end.
    pub fn seen(&self, wanted: &Wanted, most: Option<usize>) -> Result<Seen, AccessError> {
        if let Some(most) = most.filter(|_| *wanted == Wanted::default()) {
            return self.latest(most);
        }
        let mut lines = VecDeque::new();
        let mut more = false;
        let chain = self.walk(&mut |line| {
            if wanted.takes(&line) {
                lines.push_back(line);
                if most.is_some_and(|most| lines.len() > most) {
                    lines.pop_front();
                    more = true;
                }
            }
        })?;
        Ok(Seen { lines: lines.into(), more, chain })
    }
}
