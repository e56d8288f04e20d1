//! The access log: who read what, and what was refused, in a file of its own beside the ledger (decision 0042).
//!
//! `line` is one line of it, `chain` reads lines and finds out whether each follows the one before, `tail` writes the next, `keeping` is the log
//! as programs hold it, `wanted` finds lines that somebody wants to see, `latest` the last ones without reading all of it, `page` shows them, `sparing` how many refusals have a line in a minute, `looked` is what a look at the ledger tells of it, `fault`
//! why it does not do something.

mod chain;
mod fault;
mod keeping;
mod latest;
mod line;
mod looked;
mod page;
mod sparing;
mod tail;
mod wanted;

pub use chain::{Chain, Damage, Flaw, Mark};
pub(super) use fault::examples;
pub use fault::{LogFault, Past};
pub use keeping::AccessLog;
pub use line::{Asker, Came, Line, Look, RequestNumber};
pub use sparing::{Sparing, is_untold, untold};
pub use wanted::{Seen, Wanted};
