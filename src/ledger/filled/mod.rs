//! A type as a form to fill in, and what somebody typed into it as a line of an append.
//!
//! `blank` makes the form of the declaration, `typed` reads what was typed with everything that is wrong in it, `tried` has the ledger say
//! what would become of it.

mod blank;
mod tried;
mod typed;

pub use blank::{Ask, Blank, Holds, blank};
pub use tried::{Tried, amends, target_kind};
pub use typed::{Typed, Wrong};
