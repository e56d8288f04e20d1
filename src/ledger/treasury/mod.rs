//! The treasury's list comes back: which payments of it were made or returned, matched against what was approved and is not paid.
//!
//! `table` makes rows of text of a file, `columns` knows the heads, `listed` reads a row, `open` tells what is approved and not paid,
//! `pairing` puts both together. What cannot be matched comes back with its reason; nothing is guessed.

mod columns;
mod listed;
mod open;
mod pairing;
mod table;
mod unmatched;

pub use pairing::{Known, PaymentList};
pub use table::{ListFault, TextRow, rows_of};
pub use unmatched::Unmatched;
