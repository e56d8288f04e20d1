//! The envelope every fact travels in.

use crate::event::{Record, TypeId};
use crate::value::{Day, Digest, EventId, Instant, Position, TypeName};
use std::sync::Arc;

/// A document that comes with a fact: its title, the digest of its bytes, and where it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// What the document is called.
    pub title: Arc<str>,
    /// SHA-256 of its bytes.
    pub sha256: Digest,
    /// Where the office keeps it, when it says so.
    pub uri: Option<Arc<str>>,
}

/// An event as a caller hands it in: what the ledger sets may still be missing.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The type's name.
    pub kind: TypeName,
    /// The version of its declaration; the newest one when absent.
    pub version: Option<u16>,
    /// The id, which makes a repeated append idempotent; the ledger makes one when absent.
    pub id: Option<EventId>,
    /// The business day; may be absent where the declaration says which field it is.
    pub occurred_on: Option<Day>,
    /// When the ledger learnt it; kept only when a history is migrated.
    pub recorded_at: Option<Instant>,
    /// Who recorded it.
    pub recorded_by: Option<Arc<str>>,
    /// The body, as JSON.
    pub data: serde_json::Value,
    /// Documents.
    pub evidence: Vec<Attachment>,
    /// A remark.
    pub note: Option<Arc<str>>,
}

/// An event as the ledger holds it, its body decoded.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its place in the ledger.
    pub position: Position,
    /// Its identity.
    pub id: EventId,
    /// The type's name.
    pub kind: TypeName,
    /// The version of the declaration it was written with.
    pub version: u16,
    /// The business day.
    pub occurred_on: Day,
    /// When the ledger learnt it.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub recorded_by: Arc<str>,
    /// What it says.
    pub body: Body,
    /// Documents.
    pub evidence: Arc<[Attachment]>,
    /// A remark.
    pub note: Option<Arc<str>>,
}

/// What an event says.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// A declared type, decoded; versions before the newest read as the newest.
    Typed(TypeId, Record),
    /// A type this catalogue does not know: the JSON as it stands.
    Raw(Arc<str>),
    /// `fact.corrected`: the new body is decoded when the corrected event, and so its type, is known.
    Corrected(Arc<Correction>),
}

/// The content of `fact.corrected`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The corrected event.
    pub event: EventId,
    /// Its business day after the correction, when that changes too.
    pub occurred_on: Option<Day>,
    /// The whole new body, as canonical JSON.
    pub data: Arc<str>,
    /// Why.
    pub reason: Arc<str>,
}
