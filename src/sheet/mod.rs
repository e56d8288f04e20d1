//! Tables of other programs: the bytes of a file become rows of cells, each with its place; and workbooks are written.
//!
//! [`read`] takes what people have: XLSX, XLS, ODS and CSV. `header` finds the row that names the columns, `cell` reads one
//! cell as an amount, a day or a number, exactly. What a table means is not known here, nor is there a ledger.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]
#![deny(clippy::wildcard_enum_match_arm)]

mod builder;
mod cell;
mod fault;
mod flaw;
mod header;
mod limits;
mod number;
mod ods;
mod read;
mod said;
mod shown;
mod table;
mod text;
mod tidy;
mod workbook;
mod xls;
mod xlsx;
mod xml;
mod zipped;

pub use cell::{UNMENDED, amount, day, flag, period, share, whole, words};
pub use fault::{CellFault, SheetFault};
pub use flaw::Flaw;
pub use header::{Header, Heading, Named, Wanted, is_heading, stated_unit};
pub use limits::{CELLS_MAX, FILE_BYTES_MAX, ROWS_MAX, TEXT_BYTES_MAX, UNPACKED_BYTES_MAX};
pub use read::read;
pub use said::Scale;
pub use table::{Area, Cell, Content, Place, Row, Shown, Source, Table};
pub use tidy::{folded, trimmed};
pub use workbook::{Book, Column, Page, Style};
