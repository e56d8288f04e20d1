//! `access-log.v1` and `access-verify.v1`: who read what, and whether the log of it is as it was written.

use crate::access::{AccessError, Chain, Damage, Line, Seen};
use crate::view::error::BothV1;
use serde::Serialize;
use std::path::Path;

/// Lines of the access log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/access-log.v1.json describes every field in both languages")]
pub struct AccessLogV1 {
    pub format: &'static str,
    pub whole: Option<bool>,
    pub head: Option<String>,
    pub more: bool,
    pub lines: Vec<AccessLineV1>,
}

/// A line of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/access-log.v1.json describes every field in both languages")]
pub struct AccessLineV1 {
    pub number: u64,
    pub digest: String,
    pub at: String,
    pub by: &'static str,
    pub who: Option<String>,
    pub role: Option<String>,
    pub token: Option<String>,
    pub request: Option<String>,
    pub route: String,
    pub about: Vec<String>,
    pub asked: Vec<String>,
    pub on: Option<String>,
    pub known: Option<u64>,
    pub outcome: &'static str,
    pub status: Option<u16>,
    pub code: Option<String>,
}

/// Whether it is whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/access-verify.v1.json describes every field in both languages")]
pub struct AccessVerifyV1 {
    pub format: &'static str,
    pub whole: bool,
    pub file: String,
    pub lines: u64,
    pub head: String,
    pub begun: Option<String>,
    pub damage: Vec<AccessDamageV1>,
    pub aside: Vec<String>,
}

/// A line that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/access-verify.v1.json describes every field in both languages")]
pub struct AccessDamageV1 {
    pub line: u64,
    pub flaw: &'static str,
    pub why: BothV1,
}

impl AccessLogV1 {
    /// Shapes lines that were found.
    pub fn of(seen: &Seen) -> Self {
        let chain = seen.chain.as_ref();
        Self {
            format: "access-log.v1",
            whole: chain.map(|chain| chain.damage.is_empty()),
            head: chain.map(|chain| chain.head.to_string()),
            more: seen.more,
            lines: seen.lines.iter().map(AccessLineV1::of).collect(),
        }
    }
}

impl AccessLineV1 {
    fn of(line: &Line) -> Self {
        let look = &line.look;
        let text = |text: Option<&std::sync::Arc<str>>| text.map(ToString::to_string);
        Self {
            number: line.number,
            digest: line.digest.to_string(),
            at: look.at.to_string(),
            by: look.asker.kind(),
            who: text(look.asker.name()),
            role: text(look.asker.role()),
            token: text(look.asker.token()),
            request: text(look.request.as_ref()),
            route: look.route.to_string(),
            about: look.about.iter().map(ToString::to_string).collect(),
            asked: look.asked.iter().map(ToString::to_string).collect(),
            on: look.on.map(|on| on.to_string()),
            known: look.known.map(|known| known.0),
            outcome: look.came.name(),
            status: look.status,
            code: text(look.code.as_ref()),
        }
    }
}

impl AccessVerifyV1 {
    /// Shapes what was found, with the words of each fault.
    pub fn of(file: &Path, chain: &Chain, faults: &[AccessError]) -> Self {
        let damage = |(damage, fault): (&Damage, &AccessError)| AccessDamageV1 {
            line: damage.line,
            flaw: damage.flaw.name(),
            why: BothV1::of(&fault.complaint().why),
        };
        Self {
            format: "access-verify.v1",
            whole: chain.damage.is_empty(),
            file: file.display().to_string(),
            lines: chain.head.number,
            head: chain.head.to_string(),
            begun: chain.begun.map(|begun| begun.to_string()),
            damage: chain.damage.iter().zip(faults).map(damage).collect(),
            aside: chain.aside.iter().map(|aside| aside.display().to_string()).collect(),
        }
    }
}
