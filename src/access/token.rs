//! Tokens: 256 random bits that a program shows, of which only the digest is kept.

use crate::access::scope::Scope;
use crate::value::{Day, Digest, Instant};
use std::fmt;
use std::sync::Arc;

/// What every token begins with, so that one that was left lying about is known for what it is.
const MARK: &str = "qz_";
/// So many letters of the digest name a token.
const NAMED: usize = 12;

/// A token as a program shows it. It is told once.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// It does not stand in a log by mistake.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    /// A new one that nobody can guess.
    pub(super) fn draw() -> Result<Self, std::io::Error> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
        // Written as a digest is: 64 letters.
        Ok(Self(format!("{MARK}{}", Digest(bytes))))
    }

    /// What a program showed, where it can be a token at all.
    pub fn shown(text: &str) -> Option<Self> {
        let bits = text.strip_prefix(MARK)?;
        Digest::parse(bits).map(|_| Self(text.to_owned()))
    }

    /// What is kept of it.
    pub fn digest(&self) -> Digest {
        Digest::of(self.0.as_bytes())
    }

    /// The token itself, to be told once.
    pub fn told(&self) -> &str {
        &self.0
    }
}

/// A token as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its name, by which it is listed and revoked: the first letters of its digest.
    pub id: Arc<str>,
    /// SHA-256 of what the program shows.
    pub sha256: Digest,
    /// Under which name it records.
    pub actor: Arc<str>,
    /// What it is for.
    pub scopes: Vec<Scope>,
    /// The ledger it is for.
    pub ledger: Arc<str>,
    /// The last day it counts, in Beijing.
    pub until: Day,
    /// When it was issued, and by whom.
    pub issued: (Instant, Arc<str>),
    /// When it was revoked, and by whom.
    pub revoked: Option<(Instant, Arc<str>)>,
}

/// A token that was just issued, with what the program is to show.
#[derive(Debug, Clone)]
pub struct Issued {
    /// As it is kept.
    pub token: Token,
    /// What nobody is told again.
    pub secret: Secret,
}

impl Token {
    /// The name of a token with this digest.
    pub(super) fn id_of(sha256: &Digest) -> Arc<str> {
        sha256.to_string().chars().take(NAMED).collect::<String>().into()
    }
}
