//! Papers to take away: a document as a page that prints and as a workbook that reckons; each of its tables for other
//! programs, and some of them as pictures; and as part of a page in a browser.
//!
//! All of them say what the terminal says, phrase by phrase and in one language; nothing is computed here.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]
#![deny(clippy::wildcard_enum_match_arm)]

mod body;
mod chart;
mod html;
#[cfg(feature = "sheet")]
mod parquet;
mod picture;
#[cfg(feature = "sheet")]
mod table;
#[cfg(feature = "sheet")]
mod workbook;

pub use body::{Files, Screen, escape, fragment, title};
pub use chart::chart;
pub use html::{html, linked};
#[cfg(feature = "sheet")]
pub use parquet::parquet;
pub use picture::{picture, pictures};
#[cfg(feature = "sheet")]
pub use table::csv;
#[cfg(feature = "sheet")]
pub use workbook::workbook;
