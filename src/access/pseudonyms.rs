//! What makes the pseudonyms of a ledger: kept at its desk, made when first wanted, and the same ever after.

use crate::access::desk::{Desk, append};
use crate::access::error::AccessError;
use crate::access::record::{Entry, PSEUDONYMS};
use crate::event::{Condition, Guard, Query};
use crate::value::{Instant, Position, Pseudonyms, TypeName};

impl Desk {
    /// What makes them. There must be a desk: who sees pseudonyms is a user.
    pub fn pseudonyms(&self, now: Instant) -> Result<Pseudonyms, AccessError> {
        if let Some(made) = self.made_pseudonyms()? {
            return Ok(made);
        }
        let mut key = [0_u8; 32];
        getrandom::fill(&mut key).map_err(|error| AccessError::NoChance(std::io::Error::other(error.to_string())))?;
        let guards = vec![Guard { query: ours(), after: Position::ZERO }];
        let entry = Entry::Pseudonyms { key: Pseudonyms::of(key), at: now };
        match append(&self.write(false)?, &entry, Some(Condition { guards })) {
            // Whoever else made it in between made the one that counts.
            Err(AccessError::Desk(error)) if error.conflicting().is_some() => {}
            other => other?,
        }
        self.made_pseudonyms()?.ok_or(AccessError::Unknown)
    }

    /// The same; none where nobody wanted them yet.
    pub fn made_pseudonyms(&self) -> Result<Option<Pseudonyms>, AccessError> {
        let mut made = None;
        self.selected(&ours(), &mut |_, entry| {
            if let Entry::Pseudonyms { key, .. } = entry {
                made.get_or_insert(key);
            }
            made.is_none()
        })?;
        Ok(made)
    }
}

/// The record of the key, and no other.
fn ours() -> Query {
    Query::of_types(TypeName::parse(PSEUDONYMS).into_iter().collect())
}
