//! Links that an office hands to an enterprise: whoever has one reads the notice of that enterprise and nothing else. It is what the W3C's
//! Technical Architecture Group calls a capability URL (“Good Practices for Capability URLs”, 2014): it ends, can be revoked, leads to no other
//! page, and what opens it is shown once.

use crate::access::token::{Secret, Token};
use crate::value::{Day, Digest, Instant, Uscc};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A link as it is kept: never what opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedLink {
    /// Its name, by which it is listed and revoked: the first letters of its digest.
    pub id: Arc<str>,
    /// SHA-256 of what opens it.
    pub sha256: Digest,
    /// Whose notice it shows.
    pub subject: Uscc,
    /// The ledger it is for.
    pub ledger: Arc<str>,
    /// The last day it opens, in Beijing.
    pub until: Day,
    /// When it was handed out, and by whom.
    pub handed: (Instant, Arc<str>),
    /// When it was revoked, and by whom.
    pub revoked: Option<(Instant, Arc<str>)>,
}

/// A link that was just handed out, with what opens it.
#[derive(Debug, Clone)]
pub struct Handed {
    /// As it is kept.
    pub link: HandedLink,
    /// What nobody is told again.
    pub secret: Secret,
}

/// As it stands at the desk.
#[derive(Serialize, Deserialize)]
struct Record {
    id: String,
    sha256: String,
    subject: String,
    ledger: String,
    until: String,
    at: String,
    by: String,
}

impl HandedLink {
    /// A new one that opens with a secret.
    pub(super) fn of(
        secret: &Secret,
        (subject, ledger): (Uscc, Arc<str>),
        until: Day,
        handed: (Instant, &str),
    ) -> Self {
        let sha256 = secret.digest();
        let handed = (handed.0, handed.1.into());
        Self { id: Token::id_of(&sha256), sha256, subject, ledger, until, handed, revoked: None }
    }

    pub(super) fn written(&self) -> serde_json::Result<String> {
        serde_json::to_string(&Record {
            id: self.id.to_string(),
            sha256: self.sha256.to_string(),
            subject: self.subject.to_string(),
            ledger: self.ledger.to_string(),
            until: self.until.to_string(),
            at: self.handed.0.to_string(),
            by: self.handed.1.to_string(),
        })
    }

    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let record: Record = serde_json::from_slice(bytes).ok()?;
        Some(Self {
            id: record.id.into(),
            sha256: Digest::parse(&record.sha256)?,
            subject: Uscc::parse(&record.subject).ok()?,
            ledger: record.ledger.into(),
            until: Day::parse(&record.until)?,
            handed: (Instant::parse(&record.at)?, record.by.into()),
            revoked: None,
        })
    }
}
