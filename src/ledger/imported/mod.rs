//! Tables that people send, on their way into the ledger.
//!
//! `columns` says what a type asks for and `meant` what headings somebody said mean it, and `template` makes a workbook of it; `value` and `reading` make bodies of cells; `sift`
//! checks them by the road an append takes and tells every cell that is wrong; `twins` finds what may be there already; `back`
//! gives bad rows back and `counts` says how many there are of each kind; `batch` makes a batch of good ones, `waiting` keeps it until a second person confirms it, which `confirming` has
//! recorded; `standing` decides how one stands, `told` lists all of them, and `health` looks for files that are damaged.

mod back;
mod batch;
mod columns;
mod confirming;
mod counts;
mod fault;
mod health;
mod meant;
mod reading;
mod remarks;
mod sift;
mod standing;
mod template;
mod told;
mod trouble;
mod twins;
mod value;
mod waiting;

pub use back::returned_rows;
pub use batch::{Batch, BatchEvent, Kept, OnRecord};
pub use confirming::Confirmation;
pub use counts::Counts;
pub use fault::ImportFault;
pub(super) use health::batches_looked_at;
pub use meant::{Meant, table_columns};
pub use sift::{Duplicates, Good, Sifted, Sifting, Upload};
pub use standing::{Outcome, Settlement, Standing};
pub use template::{PlainTemplate, fits_a_table, plain_template, template};
pub use told::{BatchHead, Listed};
pub use trouble::{Bad, Trouble};
pub use twins::{Likeness, Suspect, Twin};
pub(super) use value::{of_day, of_digest, of_field, of_words};
pub use waiting::{Batches, Held, REASON_LETTERS, Waits};
