//! `token.v1`, `tokens.v1`, `user.v1`, `users.v1` and `access.v1`: who may write, and who wrote.

use crate::access::{Outcome, Role, Token, User, Write};
use serde::Serialize;

/// A token; what the program is to show stands in it once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/token.v1.json describes every field in both languages")]
pub struct TokenV1 {
    pub format: &'static str,
    pub token: Option<String>,
    #[serde(flatten)]
    pub kept: KeptV1,
}

/// A token as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/token.v1.json describes every field in both languages")]
pub struct KeptV1 {
    pub id: String,
    pub actor: String,
    pub may: Vec<&'static str>,
    pub until: String,
    pub issued_at: String,
    pub issued_by: String,
    pub revoked_at: Option<String>,
    pub revoked_by: Option<String>,
}

/// Every token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/tokens.v1.json describes every field in both languages")]
pub struct TokensV1 {
    pub format: &'static str,
    pub tokens: Vec<KeptV1>,
}

/// A user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/user.v1.json describes every field in both languages")]
pub struct UserV1 {
    pub format: &'static str,
    #[serde(flatten)]
    pub kept: KeptUserV1,
}

/// A user as he is kept, without anything of his password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/user.v1.json describes every field in both languages")]
pub struct KeptUserV1 {
    pub name: String,
    pub role: Option<&'static str>,
    pub added_at: String,
    pub added_by: String,
    pub password_set_at: String,
    pub closed_at: Option<String>,
    pub closed_by: Option<String>,
}

/// Every user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/users.v1.json describes every field in both languages")]
pub struct UsersV1 {
    pub format: &'static str,
    pub users: Vec<KeptUserV1>,
}

impl UserV1 {
    /// Shapes a user.
    pub fn of(user: &User) -> Self {
        Self { format: "user.v1", kept: KeptUserV1::of(user) }
    }
}

impl KeptUserV1 {
    fn of(user: &User) -> Self {
        Self {
            name: user.name.to_string(),
            role: user.role.map(Role::name),
            added_at: user.added.0.to_string(),
            added_by: user.added.1.to_string(),
            password_set_at: user.password_set.to_string(),
            closed_at: user.closed.as_ref().map(|(at, _)| at.to_string()),
            closed_by: user.closed.as_ref().map(|(_, by)| by.to_string()),
        }
    }
}

impl UsersV1 {
    /// Shapes all users.
    pub fn of(users: &[User]) -> Self {
        Self { format: "users.v1", users: users.iter().map(KeptUserV1::of).collect() }
    }
}

/// Requests to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/access.v1.json describes every field in both languages")]
pub struct AccessV1 {
    pub format: &'static str,
    pub writes: Vec<WriteV1>,
}

/// A request to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/access.v1.json describes every field in both languages")]
pub struct WriteV1 {
    pub at: String,
    pub token: Option<String>,
    pub actor: Option<String>,
    pub route: String,
    pub outcome: &'static str,
    pub code: Option<String>,
    pub events: Option<u64>,
    pub first: Option<u64>,
    pub last: Option<u64>,
    pub batch: Option<u64>,
}

impl TokenV1 {
    /// Shapes a token, with what the program is to show where it was just issued.
    pub fn of(token: &Token, secret: Option<&str>) -> Self {
        Self { format: "token.v1", token: secret.map(str::to_owned), kept: KeptV1::of(token) }
    }
}

impl KeptV1 {
    fn of(token: &Token) -> Self {
        Self {
            id: token.id.to_string(),
            actor: token.actor.to_string(),
            may: token.scopes.iter().map(|scope| scope.name()).collect(),
            until: token.until.to_string(),
            issued_at: token.issued.0.to_string(),
            issued_by: token.issued.1.to_string(),
            revoked_at: token.revoked.as_ref().map(|(at, _)| at.to_string()),
            revoked_by: token.revoked.as_ref().map(|(_, by)| by.to_string()),
        }
    }
}

impl TokensV1 {
    /// Shapes all tokens.
    pub fn of(tokens: &[Token]) -> Self {
        Self { format: "tokens.v1", tokens: tokens.iter().map(KeptV1::of).collect() }
    }
}

impl AccessV1 {
    /// Several requests, the oldest first.
    pub fn of(writes: Vec<WriteV1>) -> Self {
        Self { format: "access.v1", writes }
    }
}

impl WriteV1 {
    /// Shapes a request.
    pub fn of(write: &Write) -> Self {
        let (code, recorded) = match &write.outcome {
            Outcome::Recorded { events, positions, .. } => (None, Some((*events, *positions))),
            Outcome::Refused { code } => (Some(code.to_string()), None),
            Outcome::Repeated
            | Outcome::Tried
            | Outcome::Submitted { .. }
            | Outcome::Dropped { .. }
            | Outcome::SignedIn
            | Outcome::SignedOut => (None, None),
        };
        let positions = recorded.and_then(|(_, positions)| positions);
        Self {
            at: write.at.to_string(),
            token: write.token.as_ref().map(ToString::to_string),
            actor: write.actor.as_ref().map(ToString::to_string),
            route: write.route.to_string(),
            outcome: write.outcome.name(),
            code,
            events: recorded.map(|(events, _)| events),
            first: positions.map(|(first, _)| first),
            last: positions.map(|(_, last)| last),
            batch: write.outcome.batch(),
        }
    }
}
