//! What the pages are made from.

use crate::ledger::{Horizon, Ledger, LedgerError, Served};
use crate::value::{Digest, Position};
use crate::web::asked::Asked;

/// A ledger whose pages are given, under the name people know it by.
pub struct Site {
    served: Served,
    name: String,
}

impl Site {
    /// The pages of a ledger.
    pub fn new(ledger: Ledger, name: &str) -> Self {
        Self { served: Served::new(ledger), name: name.to_owned() }
    }

    /// The name people know the ledger by.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) const fn served(&self) -> &Served {
        &self.served
    }

    /// The ledger as it is now.
    pub(super) fn ledger(&self) -> Result<&Ledger, LedgerError> {
        self.served.ledger()
    }

    /// The root of the ledger at a place, where it can be told.
    pub(super) fn root(&self, known: Position) -> Option<Digest> {
        self.ledger().and_then(|ledger| ledger.root(known)).ok()
    }

    /// The two times a page asks about.
    pub(super) fn horizon(&self, asked: &Asked) -> Result<Horizon, LedgerError> {
        self.ledger()?.horizon(asked.on, asked.known)
    }
}
