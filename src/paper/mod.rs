//! Papers to take away: a document as a page that prints and as a workbook that reckons.
//!
//! Both say what the terminal says, phrase by phrase and in one language; nothing is computed here.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]
#![deny(clippy::wildcard_enum_match_arm)]

mod html;
#[cfg(feature = "sheet")]
mod workbook;

pub use html::html;
#[cfg(feature = "sheet")]
pub use workbook::workbook;
