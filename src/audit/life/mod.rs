//! The life of public money: from an application to what is recovered, as one table of steps that may follow each other.
//!
//! `law` says how a step is declared, `table` declares them all, `walk` holds the facts against them.

mod facts;
mod law;
mod table;
mod walk;

pub(super) use facts::Facts;
pub use law::{Asks, Bound, Rule, Step};
pub use table::LIFE;
pub(super) use walk::{impossible, of_payment, ordered_as};
