//! A line of the access log: who asked to see what, when, and what came of it. It is canonical JSON (RFC 8785) and holds the digest of the line
//! before it.

use crate::event::canonical_json;
use crate::value::{Day, Digest, Instant, Position};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;

/// What the first line says the others are.
const FORMAT: &str = "qizhang.access-log.v1";

/// The number of a request, which goes along with it from the door on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestNumber(pub Arc<str>);

/// Who asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asker {
    /// Somebody who is signed in: his name, and the word of his role.
    User {
        /// His name.
        name: Arc<str>,
        /// What he is there for.
        role: Arc<str>,
    },
    /// A program: the id of its token, and its name where the token counts.
    Token {
        /// The id.
        id: Arc<str>,
        /// Under which name it records.
        actor: Option<Arc<str>>,
    },
    /// Whoever has a link that was handed out: its id.
    Link {
        /// The id.
        id: Arc<str>,
    },
    /// Somebody at the machine itself, by the name the system has for him.
    Command {
        /// That name.
        name: Arc<str>,
    },
    /// Nobody who said who he is.
    Nobody,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// He was given it.
    Read,
    /// He was refused.
    Refused,
    /// He was given nothing for another reason: it is not there, or the question does not read.
    Failed,
}

/// One look at the ledger, or the wish for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// When.
    pub at: Instant,
    /// Who.
    pub asker: Asker,
    /// Under which number the log of requests and the answer have it.
    pub request: Option<Arc<str>>,
    /// The method and the pattern of the address, or the command.
    pub route: Arc<str>,
    /// What it was about, each as `kind:name`; nothing where it was about everybody.
    pub about: Vec<Arc<str>>,
    /// What was asked besides, each as `name=value`.
    pub asked: Vec<Arc<str>>,
    /// The business day.
    pub on: Option<Day>,
    /// The knowledge.
    pub known: Option<Position>,
    /// What came of it.
    pub came: Came,
    /// What the answer said to a browser or a program.
    pub status: Option<u16>,
    /// Why it was refused.
    pub code: Option<Arc<str>>,
}

/// A look at its place in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1 on.
    pub number: u64,
    /// The digest of its bytes, which the next line holds.
    pub digest: Digest,
    /// What it tells.
    pub look: Look,
}

/// The first line, which has the number 0: what follows, and of which ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Heading {
    pub(super) at: String,
    format: String,
    pub(super) ledger: String,
    n: u64,
}

#[derive(Serialize, Deserialize)]
struct Record {
    about: Vec<Arc<str>>,
    asked: Vec<Arc<str>>,
    at: String,
    by: String,
    code: Option<Arc<str>>,
    known: Option<u64>,
    n: u64,
    on: Option<String>,
    outcome: String,
    prev: String,
    request: Option<Arc<str>>,
    role: Option<Arc<str>>,
    route: Arc<str>,
    status: Option<u16>,
    token: Option<Arc<str>>,
    who: Option<Arc<str>>,
}

/// What is read of a line.
#[derive(Debug)]
pub(super) enum Read {
    /// The first one.
    Heading(Heading),
    /// Any other, with the digest it holds.
    Line(Box<Line>, Digest),
}

impl Asker {
    /// Of what kind he is, in a word.
    pub const fn kind(&self) -> &'static str {
        match self {
            Asker::User { .. } => "user",
            Asker::Token { .. } => "token",
            Asker::Link { .. } => "link",
            Asker::Command { .. } => "command",
            Asker::Nobody => "nobody",
        }
    }

    /// His name, where it is known.
    pub fn name(&self) -> Option<&Arc<str>> {
        match self {
            Asker::User { name, .. } | Asker::Command { name } => Some(name),
            Asker::Token { actor, .. } => actor.as_ref(),
            Asker::Link { .. } | Asker::Nobody => None,
        }
    }

    /// His role.
    pub fn role(&self) -> Option<&Arc<str>> {
        match self {
            Asker::User { role, .. } => Some(role),
            Asker::Token { .. } | Asker::Link { .. } | Asker::Command { .. } | Asker::Nobody => None,
        }
    }

    /// The id of the token that was shown, or of the link that was opened.
    pub fn token(&self) -> Option<&Arc<str>> {
        match self {
            Asker::Token { id, .. } | Asker::Link { id } => Some(id),
            Asker::User { .. } | Asker::Command { .. } | Asker::Nobody => None,
        }
    }
}

impl Came {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Read, Self::Refused, Self::Failed];

    /// Its word.
    pub const fn name(self) -> &'static str {
        match self {
            Came::Read => "read",
            Came::Refused => "refused",
            Came::Failed => "failed",
        }
    }
}

impl Heading {
    /// The first line of the log of a ledger.
    pub(super) fn text(ledger: &str, at: Instant) -> Option<String> {
        let heading = Self { at: at.to_string(), format: FORMAT.to_owned(), ledger: ledger.to_owned(), n: 0 };
        canonical_json(&serde_json::to_value(heading).ok()?)
    }
}

impl Look {
    /// The line of it behind another one.
    pub(super) fn text(&self, number: u64, before: Digest) -> Option<String> {
        let record = Record {
            about: self.about.clone(),
            asked: self.asked.clone(),
            at: self.at.to_string(),
            by: self.asker.kind().to_owned(),
            code: self.code.clone(),
            known: self.known.map(|known| known.0),
            n: number,
            on: self.on.map(|on| on.to_string()),
            outcome: self.came.name().to_owned(),
            prev: before.to_string(),
            request: self.request.clone(),
            role: self.asker.role().cloned(),
            route: Arc::clone(&self.route),
            status: self.status,
            token: self.asker.token().cloned(),
            who: self.asker.name().cloned(),
        };
        canonical_json(&serde_json::to_value(record).ok()?)
    }
}

impl Read {
    /// What stands in the bytes of a line, without its end; none where they are no line of ours or spelt in another way than ours.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let value: Value = serde_json::from_slice(bytes).ok()?;
        if canonical_json(&value)?.as_bytes() != bytes {
            return None;
        }
        if value.get("format").is_some() {
            let heading: Heading = serde_json::from_value(value).ok()?;
            return (heading.format == FORMAT && heading.n == 0).then_some(Self::Heading(heading));
        }
        let record: Record = serde_json::from_value(value).ok()?;
        let (number, before) = (record.n, Digest::parse(&record.prev)?);
        Some(Self::Line(Box::new(Line { number, digest: Digest::of(bytes), look: read(record)? }), before))
    }
}

fn read(record: Record) -> Option<Look> {
    let name = record.who;
    let asker = match record.by.as_str() {
        "user" => Asker::User { name: name?, role: record.role? },
        "token" => Asker::Token { id: record.token?, actor: name },
        "link" => Asker::Link { id: record.token? },
        "command" => Asker::Command { name: name? },
        "nobody" => Asker::Nobody,
        _ => return None,
    };
    Some(Look {
        at: Instant::parse(&record.at)?,
        asker,
        request: record.request,
        route: record.route,
        about: record.about,
        asked: record.asked,
        on: record.on.map_or(Some(None), |on| Day::parse(&on).map(Some))?,
        known: record.known.map(Position),
        came: Came::ALL.into_iter().find(|came| came.name() == record.outcome)?,
        status: record.status,
        code: record.code,
    })
}
