//! Who waits for many runs looks on, and may have enough.

use super::fault::WhatIfFault;
use crate::ledger::error::LedgerError;
use std::ops::ControlFlow;

/// Is told how many of how many are done, and says whether it goes on.
pub(super) type Watch<'w> = dyn FnMut(usize, usize) -> ControlFlow<()> + 'w;

pub(super) fn goes_on(said: ControlFlow<()>) -> Result<(), LedgerError> {
    match said {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(LedgerError::WhatIf(WhatIfFault::Stopped)),
    }
}
