//! Users: people who sign in with a password, of which only what Argon2id makes of it is kept.

use crate::access::refused::PersonError;
use crate::access::role::Role;
use crate::value::{Digest, Instant};
use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// A password has at least and at most so many characters.
pub(super) const LEAST: usize = 10;
const MOST: usize = 256;
/// What is tried first by whoever guesses.
const COMMON: [&str; 20] = [
    "password", "passw0rd", "p@ssw0rd", "12345678", "123456", "87654321", "11111111", "00000000", "qwerty", "asdfgh",
    "zxcvbn", "1qaz2wsx", "abc123", "abcdef", "iloveyou", "letmein", "welcome", "woaini", "5201314", "admin",
];
/// Beside one of these there stand at least so many letters.
const BESIDE: usize = 6;

/// A password as somebody typed it. It stands in no log and no message.
#[derive(Clone)]
pub struct Password(String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

impl Password {
    /// What was typed.
    pub const fn typed(text: String) -> Self {
        Self(text)
    }

    /// Whether it will do for a user of a name.
    pub fn will_do(&self, name: &str) -> Result<(), PersonError> {
        let letters = self.0.chars().count();
        if letters < LEAST {
            return Err(PersonError::PasswordShort { least: LEAST });
        }
        if letters > MOST {
            return Err(PersonError::PasswordLong { most: MOST });
        }
        let mut others = self.0.chars();
        let first = others.next();
        let same = others.all(|letter| Some(letter) == first);
        let plain = same || self.0.to_lowercase().contains(&name.trim().to_lowercase()) || self.is_common();
        if plain { Err(PersonError::PasswordPlain) } else { Ok(()) }
    }

    /// Whether it is little more than what everybody tries first: a long password may have such a word in it.
    fn is_common(&self) -> bool {
        let mut rest = self.0.to_lowercase();
        for common in COMMON {
            rest = rest.replace(common, "");
        }
        rest.len() < self.0.to_lowercase().len() && rest.chars().count() < BESIDE
    }

    /// What is kept of it: parameters, salt and what Argon2id makes of both, in its usual notation.
    pub(super) fn kept(&self) -> Result<Arc<str>, PersonError> {
        let mut salt = [0_u8; 16];
        getrandom::fill(&mut salt).map_err(|_| PersonError::Unhashed)?;
        let salt = SaltString::encode_b64(&salt).map_err(|_| PersonError::Unhashed)?;
        let kept = Argon2::default().hash_password(self.0.as_bytes(), &salt).map_err(|_| PersonError::Unhashed)?;
        Ok(kept.to_string().into())
    }

    /// Whether it is the one of which this was kept.
    fn is(&self, kept: &str) -> bool {
        PasswordHash::new(kept).is_ok_and(|kept| Argon2::default().verify_password(self.0.as_bytes(), &kept).is_ok())
    }

    /// Takes as long as comparing it with that of a user, so that nobody learns from the time who is one.
    pub(super) fn compare_with_nobody(&self) {
        static NOBODY: OnceLock<Option<Arc<str>>> = OnceLock::new();
        let made = || Password(Digest::of(b"nobody").to_string()).kept().ok();
        let _ = NOBODY.get_or_init(made).as_ref().is_some_and(|kept| self.is(kept));
    }
}

/// A user as he is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// Under this name he signs in and records.
    pub name: Arc<str>,
    /// What he is there for; none where a newer program gave him a role that is not known here.
    pub role: Option<Role>,
    /// The ledger he is a user of.
    pub ledger: Arc<str>,
    /// What is kept of his password.
    pub(super) password: Arc<str>,
    /// When he was added, and by whom.
    pub added: (Instant, Arc<str>),
    /// When the password was last set.
    pub password_set: Instant,
    /// When he was closed, and by whom.
    pub closed: Option<(Instant, Arc<str>)>,
}

/// What is kept of a password stands in no message either.
impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User").field("name", &self.name).field("role", &self.role).finish_non_exhaustive()
    }
}

impl User {
    /// Whether a password is his. It takes a while, whatever the answer.
    pub(super) fn has(&self, password: &Password) -> bool {
        password.is(&self.password)
    }
}
