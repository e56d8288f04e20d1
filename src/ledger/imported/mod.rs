//! Tables that people send, on their way into the ledger.
//!
//! `columns` says what a type asks for, and `template` makes a workbook of it; `value` and `reading` make bodies of cells; `sift`
//! checks them by the road an append takes and tells every cell that is wrong; `twins` finds what may be there already; `back`
//! gives bad rows back; `batch` keeps good ones until a second person confirms them.

mod back;
mod batch;
mod columns;
mod fault;
mod reading;
mod remarks;
mod sift;
mod template;
mod trouble;
mod twins;
mod value;

pub use back::returned_rows;
pub use batch::{Batch, BatchEvent, Batches};
pub use fault::ImportFault;
pub use sift::{Duplicates, Good, Sifted, Sifting, Upload};
pub use template::template;
pub use trouble::{Bad, Trouble};
pub use twins::{Suspect, Twin};
