//! What whoever sees pseudonyms is not told when a scenario is refused: what is nearest to a name or a value is of somebody.

use super::fault::WhatIfFault;
use crate::ledger::error::LedgerError;

impl LedgerError {
    /// The same refusal without names, codes and values of others.
    #[must_use]
    pub fn veiled(self) -> Self {
        match self {
            LedgerError::WhatIf(WhatIfFault::NothingAlike { text, events, .. }) => {
                LedgerError::WhatIf(WhatIfFault::NothingAlike { text, events, near: None })
            }
            LedgerError::UnknownSubject { name, .. } => LedgerError::UnknownSubject { name, nearest: Vec::new() },
            LedgerError::ManySubjects { name, .. } => LedgerError::ManySubjects { name, found: Vec::new() },
            told => told,
        }
    }
}
