//! Tables that people send, on their way into the ledger.
//!
//! `columns` says what a type asks for, and `template` makes a workbook of it; `value` and `reading` make bodies of cells; `sift`
//! checks them by the road an append takes and tells every cell that is wrong; `twins` finds what may be there already; `back`
//! gives bad rows back; `batch` makes a batch of good ones, `waiting` keeps it until a second person confirms it, which `confirming` has
//! recorded, and `told` lists what became of all of them.

mod back;
mod batch;
mod columns;
mod confirming;
mod fault;
mod reading;
mod remarks;
mod sift;
mod template;
mod told;
mod trouble;
mod twins;
mod value;
mod waiting;

pub use back::returned_rows;
pub use batch::{Batch, BatchEvent, Kept, OnRecord};
pub use confirming::Confirmation;
pub use fault::ImportFault;
pub use sift::{Duplicates, Good, Sifted, Sifting, Upload};
pub use template::{PlainTemplate, fits_a_table, plain_template, template};
pub use told::{BatchHead, Listed, Standing};
pub use trouble::{Bad, Trouble};
pub use twins::{Likeness, Suspect, Twin};
pub(super) use value::{of_day, of_digest, of_field, of_words};
pub use waiting::{Batches, Held, Outcome, Settlement, Waits};
