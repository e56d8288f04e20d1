//! What the log of the desk holds: plain JSON records, each under a type of its own. No token, no password, and no body that somebody sent, stands
//! in them.

use crate::access::handed::HandedLink;
use crate::access::people::tag;
use crate::access::role::Role;
use crate::access::scope::Scope;
use crate::access::token::Token;
use crate::access::user::User;
use crate::store::{Entry as Stored, Passing};
use crate::value::{Day, Digest, EventId, Instant, Pseudonyms, Tag, TypeName};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

const ISSUED: &str = "token.issued";
const REVOKED: &str = "token.revoked";
const WRITTEN: &str = "write.asked";
const ADDED: &str = "user.added";
const PASSWORD: &str = "user.password_set";
const CLOSED: &str = "user.closed";
const LINK_HANDED: &str = "link.handed";
const LINK_REVOKED: &str = "link.revoked";
pub(super) const PSEUDONYMS: &str = "pseudonyms.made";

/// One record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A token was issued.
    Issued(Token),
    /// A token was revoked.
    Revoked {
        /// Which.
        id: Arc<str>,
        /// When.
        at: Instant,
        /// By whom.
        by: Arc<str>,
    },
    /// A user was added.
    UserAdded(User),
    /// A user has another password.
    PasswordSet {
        /// Who.
        name: Arc<str>,
        /// What is kept of it.
        password: Arc<str>,
        /// When.
        at: Instant,
        /// By whom.
        by: Arc<str>,
    },
    /// A user was closed.
    UserClosed {
        /// Who.
        name: Arc<str>,
        /// When.
        at: Instant,
        /// By whom.
        by: Arc<str>,
    },
    /// A link to the notice of a subject was handed out.
    LinkHanded(HandedLink),
    /// Such a link was revoked.
    LinkRevoked {
        /// Which.
        id: Arc<str>,
        /// When.
        at: Instant,
        /// By whom.
        by: Arc<str>,
    },
    /// Pseudonyms are made with this key from now on.
    Pseudonyms {
        /// What makes them.
        key: Pseudonyms,
        /// Since when.
        at: Instant,
    },
    /// Somebody asked for something to be written.
    Wrote(Write),
}

/// A request to write, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// When.
    pub at: Instant,
    /// The token it was asked with, where that is known.
    pub token: Option<Arc<str>>,
    /// Under which name.
    pub actor: Option<Arc<str>>,
    /// Where it was asked, without what stood behind the path.
    pub route: Arc<str>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a request to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Events were recorded, or had been by the same request before.
    Recorded {
        /// How many.
        events: u64,
        /// The first and the last.
        positions: Option<(u64, u64)>,
        /// The digest of the key under which it is not done twice, and of what was sent under it.
        key: Digest,
        /// The digest of what was sent under it.
        body: Digest,
        /// What was answered the first time.
        answer: Arc<str>,
    },
    /// The same was asked before, and the first answer was given again.
    Repeated,
    /// It was checked and not to be recorded.
    Tried,
    /// A table was submitted, and waits for a second person.
    Submitted {
        /// The number of its batch.
        batch: u64,
    },
    /// A batch that waited was taken away.
    Dropped {
        /// Its number.
        batch: u64,
    },
    /// Somebody signed in.
    SignedIn,
    /// Somebody signed out.
    SignedOut,
    /// It was refused, with this code.
    Refused {
        /// The code.
        code: Arc<str>,
    },
}

impl Outcome {
    /// Its word.
    pub const fn name(&self) -> &'static str {
        match self {
            Outcome::Recorded { .. } => "recorded",
            Outcome::Repeated => "repeated",
            Outcome::Tried => "tried",
            Outcome::Submitted { .. } => "submitted",
            Outcome::Dropped { .. } => "dropped",
            Outcome::SignedIn => "signed_in",
            Outcome::SignedOut => "signed_out",
            Outcome::Refused { .. } => "refused",
        }
    }

    /// The batch of a table that it speaks of.
    pub const fn batch(&self) -> Option<u64> {
        match self {
            Outcome::Submitted { batch } | Outcome::Dropped { batch } => Some(*batch),
            Outcome::Recorded { .. }
            | Outcome::Repeated
            | Outcome::Tried
            | Outcome::SignedIn
            | Outcome::SignedOut
            | Outcome::Refused { .. } => None,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct IssuedRecord {
    id: String,
    sha256: String,
    actor: String,
    scopes: Vec<String>,
    ledger: String,
    until: String,
    at: String,
    by: String,
}

#[derive(Serialize, Deserialize)]
struct RevokedRecord {
    id: String,
    at: String,
    by: String,
}

#[derive(Serialize, Deserialize)]
struct AddedRecord {
    name: String,
    role: String,
    ledger: String,
    password: String,
    at: String,
    by: String,
}

/// A password that was set, or a user that was closed.
#[derive(Serialize, Deserialize)]
struct UserRecord {
    name: String,
    password: Option<String>,
    at: String,
    by: String,
}

/// A key is 32 bytes, written as a digest is.
#[derive(Serialize, Deserialize)]
struct PseudonymsRecord {
    key: String,
    at: String,
}

#[derive(Serialize, Deserialize)]
struct WriteRecord {
    at: String,
    token: Option<String>,
    actor: Option<String>,
    route: String,
    outcome: String,
    code: Option<String>,
    events: Option<u64>,
    positions: Option<(u64, u64)>,
    key: Option<String>,
    body: Option<String>,
    answer: Option<String>,
    batch: Option<u64>,
}

impl Entry {
    /// As the store takes it, with an id of its own.
    pub(super) fn stored(&self, id: [u8; 16]) -> Option<Stored> {
        let (kind, tags, text) = match self {
            Entry::Issued(token) => (ISSUED, vec![Tag::new("token", &token.id)], issued(token)),
            Entry::Revoked { id, at, by } => (REVOKED, vec![Tag::new("token", id)], revoked(id, *at, by)),
            Entry::LinkHanded(link) => (LINK_HANDED, vec![Tag::new("link", &link.id)], link.written()),
            Entry::LinkRevoked { id, at, by } => (LINK_REVOKED, vec![Tag::new("link", id)], revoked(id, *at, by)),
            Entry::UserAdded(user) => (ADDED, vec![tag(&user.name)], added(user)),
            Entry::PasswordSet { name, password, at, by } => (PASSWORD, vec![tag(name)], {
                let password = Some(password.to_string());
                about_user(name, (*at, by), password)
            }),
            Entry::UserClosed { name, at, by } => (CLOSED, vec![tag(name)], about_user(name, (*at, by), None)),
            Entry::Pseudonyms { key, at } => {
                let record = PseudonymsRecord { key: Digest(*key.key()).to_string(), at: at.to_string() };
                (PSEUDONYMS, Vec::new(), serde_json::to_string(&record))
            }
            Entry::Wrote(write) => {
                let token = write.token.as_ref().and_then(|id| Tag::new("token", id));
                let key = match &write.outcome {
                    Outcome::Recorded { key, .. } => Tag::new("key", &key.to_string()),
                    Outcome::Repeated
                    | Outcome::Tried
                    | Outcome::Submitted { .. }
                    | Outcome::Dropped { .. }
                    | Outcome::SignedIn
                    | Outcome::SignedOut
                    | Outcome::Refused { .. } => None,
                };
                (WRITTEN, vec![token, key], wrote(write))
            }
        };
        let (id, tags) = (EventId(Uuid::new_v8(id)), tags.into_iter().flatten().collect());
        Some(Stored { id, kind: TypeName::parse(kind)?, tags, keys: Vec::new(), bytes: text.ok()?.into_bytes() })
    }

    /// As it was stored; none where it does not read.
    pub(super) fn of(stored: &Passing<'_>) -> Option<Self> {
        match stored.kind.as_str() {
            ISSUED => serde_json::from_slice(stored.bytes).ok().and_then(read_issued).map(Entry::Issued),
            REVOKED | LINK_REVOKED => {
                let RevokedRecord { id, at, by } = serde_json::from_slice(stored.bytes).ok()?;
                let (id, at, by) = (id.into(), Instant::parse(&at)?, by.into());
                let is_token = stored.kind.as_str() == REVOKED;
                Some(if is_token { Entry::Revoked { id, at, by } } else { Entry::LinkRevoked { id, at, by } })
            }
            LINK_HANDED => HandedLink::read(stored.bytes).map(Entry::LinkHanded),
            ADDED => serde_json::from_slice(stored.bytes).ok().and_then(read_added).map(Entry::UserAdded),
            PASSWORD | CLOSED => {
                let UserRecord { name, password, at, by } = serde_json::from_slice(stored.bytes).ok()?;
                let (name, at, by) = (name.into(), Instant::parse(&at)?, by.into());
                Some(match password {
                    Some(password) => Entry::PasswordSet { name, password: password.into(), at, by },
                    None => Entry::UserClosed { name, at, by },
                })
            }
            PSEUDONYMS => {
                let PseudonymsRecord { key, at } = serde_json::from_slice(stored.bytes).ok()?;
                Some(Entry::Pseudonyms { key: Pseudonyms::of(Digest::parse(&key)?.0), at: Instant::parse(&at)? })
            }
            WRITTEN => serde_json::from_slice(stored.bytes).ok().and_then(read_wrote).map(Entry::Wrote),
            _ => None,
        }
    }
}

fn issued(token: &Token) -> serde_json::Result<String> {
    serde_json::to_string(&IssuedRecord {
        id: token.id.to_string(),
        sha256: token.sha256.to_string(),
        actor: token.actor.to_string(),
        scopes: token.scopes.iter().map(|scope| scope.name().to_owned()).collect(),
        ledger: token.ledger.to_string(),
        until: token.until.to_string(),
        at: token.issued.0.to_string(),
        by: token.issued.1.to_string(),
    })
}

/// A scope that this program does not know is none: what is not understood is not allowed.
fn read_issued(record: IssuedRecord) -> Option<Token> {
    Some(Token {
        id: record.id.into(),
        sha256: Digest::parse(&record.sha256)?,
        actor: record.actor.into(),
        scopes: record.scopes.iter().filter_map(|word| Scope::parse(word)).collect(),
        ledger: record.ledger.into(),
        until: Day::parse(&record.until)?,
        issued: (Instant::parse(&record.at)?, record.by.into()),
        revoked: None,
    })
}

fn added(user: &User) -> serde_json::Result<String> {
    serde_json::to_string(&AddedRecord {
        name: user.name.to_string(),
        role: user.role.map(Role::name).unwrap_or_default().to_owned(),
        ledger: user.ledger.to_string(),
        password: user.password.to_string(),
        at: user.added.0.to_string(),
        by: user.added.1.to_string(),
    })
}

/// A role that this program does not know is none: what is not understood is not allowed.
fn read_added(record: AddedRecord) -> Option<User> {
    let at = Instant::parse(&record.at)?;
    Some(User {
        name: record.name.into(),
        role: Role::parse(&record.role),
        ledger: record.ledger.into(),
        password: record.password.into(),
        added: (at, record.by.into()),
        password_set: at,
        closed: None,
    })
}

fn revoked(id: &str, at: Instant, by: &str) -> serde_json::Result<String> {
    serde_json::to_string(&RevokedRecord { id: id.to_owned(), at: at.to_string(), by: by.to_owned() })
}

fn about_user(name: &str, (at, by): (Instant, &str), password: Option<String>) -> serde_json::Result<String> {
    serde_json::to_string(&UserRecord { name: name.to_owned(), password, at: at.to_string(), by: by.to_owned() })
}

fn wrote(write: &Write) -> serde_json::Result<String> {
    let (code, done) = match &write.outcome {
        Outcome::Refused { code } => (Some(code.to_string()), None),
        Outcome::Recorded { events, positions, key, body, answer } => {
            (None, Some((*events, *positions, key.to_string(), body.to_string(), answer.to_string())))
        }
        Outcome::Repeated
        | Outcome::Tried
        | Outcome::Submitted { .. }
        | Outcome::Dropped { .. }
        | Outcome::SignedIn
        | Outcome::SignedOut => (None, None),
    };
    let (events, positions, key, body, answer) = match done {
        Some((events, positions, key, body, answer)) => (Some(events), positions, Some(key), Some(body), Some(answer)),
        None => (None, None, None, None, None),
    };
    serde_json::to_string(&WriteRecord {
        at: write.at.to_string(),
        token: write.token.as_ref().map(ToString::to_string),
        actor: write.actor.as_ref().map(ToString::to_string),
        route: write.route.to_string(),
        outcome: write.outcome.name().to_owned(),
        code,
        events,
        positions,
        key,
        body,
        answer,
        batch: write.outcome.batch(),
    })
}

fn read_wrote(record: WriteRecord) -> Option<Write> {
    let outcome = match record.outcome.as_str() {
        "recorded" => Outcome::Recorded {
            events: record.events?,
            positions: record.positions,
            key: Digest::parse(&record.key?)?,
            body: Digest::parse(&record.body?)?,
            answer: record.answer?.into(),
        },
        "repeated" => Outcome::Repeated,
        "tried" => Outcome::Tried,
        "submitted" => Outcome::Submitted { batch: record.batch? },
        "dropped" => Outcome::Dropped { batch: record.batch? },
        "signed_in" => Outcome::SignedIn,
        "signed_out" => Outcome::SignedOut,
        "refused" => Outcome::Refused { code: record.code?.into() },
        _ => return None,
    };
    Some(Write {
        at: Instant::parse(&record.at)?,
        token: record.token.map(Arc::from),
        actor: record.actor.map(Arc::from),
        route: record.route.into(),
        outcome,
    })
}
