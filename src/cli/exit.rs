//! How the program ends: one number per kind of ending.

use crate::ledger::{LedgerError, Severity};
use std::process::ExitCode;

/// The endings that a script can tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// It was done.
    Done,
    /// The input, a condition or a conflict stood against it.
    Refused,
    /// The words of the command were wrong.
    Usage,
    /// Whoever read the output went away.
    Closed,
    /// A look at the ledger found something to be done, or what was checked does not hold.
    Found,
    /// Somebody else is writing.
    Busy,
    /// The ledger is damaged, or the program is at fault.
    Fault,
    /// Somebody broke it off at the keyboard.
    Interrupted,
}

impl Exit {
    /// The number.
    pub(super) const fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Refused => 1,
            Exit::Usage => 2,
            Exit::Closed => 3,
            Exit::Found => 4,
            Exit::Busy => 6,
            Exit::Fault => 70,
            Exit::Interrupted => 130,
        }
    }

    /// How an error ends.
    pub(super) fn of(error: &LedgerError) -> Self {
        Self::of_severity(error.severity())
    }

    /// How a failure of some kind ends.
    pub(super) const fn of_severity(severity: Severity) -> Self {
        match severity {
            Severity::Refused => Exit::Refused,
            Severity::Busy => Exit::Busy,
            Severity::Found => Exit::Found,
            Severity::Fault => Exit::Fault,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code())
    }
}
