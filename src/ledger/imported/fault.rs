//! Why a table as a whole is not brought in.

use super::standing::Settlement;
use crate::sheet::SheetFault;
use crate::value::{Position, TypeName};
use std::path::PathBuf;

/// Why a table is not brought in, or a batch not confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum ImportFault {
    /// The file is no table.
    Sheet(SheetFault),
    /// A type whose body holds another body fits into no table.
    NotByTable { kind: TypeName },
    /// Columns that must be there are not; those that the type does not have.
    ColumnsMissing { names: Vec<String>, unread: Vec<(String, String)> },
    /// Columns that the type does not have.
    ColumnsUnknown { columns: Vec<(String, String)> },
    /// One column stands twice.
    ColumnTwice { place: String, heading: String },
    /// A column that was to be left out is not there; those that may be.
    NoColumn { name: String, offered: Vec<(String, String)> },
    /// A heading that was said to mean a column is not there; those that the type does not have.
    NoHeading { heading: String, headings: Vec<(String, String)> },
    /// What a heading was said to mean is no column of the type.
    NotOfType { name: String, nearest: Option<String> },
    /// One heading was said to mean two columns.
    MeantTwice { heading: String },
    /// There is nothing below the header.
    NoRows,
    /// Some rows are bad, and no file was named for them.
    BadRows { bad: usize },
    /// Some rows may be there already, and nobody said what to do with them.
    Suspected { count: usize },
    /// No row is left.
    NothingGood,
    /// The folder of the batches is a link, and nothing is where it leads.
    LeadsNowhere { folder: PathBuf },
    /// No batch of this number waits.
    NoBatch { number: u64 },
    /// The batch was confirmed or dropped before, and what is told of it.
    Settled { number: u64, told: Option<Box<Settlement>> },
    /// The file of the batch is damaged, or not as it was submitted.
    Changed { number: u64, file: PathBuf },
    /// The file that tells what became of the batch is damaged.
    OutcomeUnread { number: u64, file: PathBuf },
    /// What is told of the batch says that it was recorded, and the ledger has none of it.
    NotOnRecord { number: u64, told: Box<Settlement>, file: PathBuf },
    /// The batch is settled, and its file is damaged, or not as it was submitted.
    ChangedSince { number: u64, file: PathBuf },
    /// The reason for dropping a batch is longer than is kept.
    LongReason { letters: usize, most: usize },
    /// The batch was submitted against another ledger; the names of both.
    OtherLedger { number: u64, submitted: String, own: String },
    /// Rows of the batch look like events that were recorded after it was submitted.
    RecordedSince { number: u64, rows: Vec<(String, Position)> },
    /// Who submitted a batch does not confirm it.
    SamePerson { number: u64, by: String },
}

impl ImportFault {
    /// The columns of which something may be said to mend it: the letters of each and its heading; none where that is no help.
    pub fn headings(&self) -> &[(String, String)] {
        match self {
            ImportFault::ColumnsUnknown { columns: headings }
            | ImportFault::ColumnsMissing { unread: headings, .. }
            | ImportFault::NoColumn { offered: headings, .. }
            | ImportFault::NoHeading { headings, .. }
            | ImportFault::Sheet(SheetFault::NoHeader { headings, .. }) => headings,
            _ => &[],
        }
    }

    /// The sheets that may be meant instead; none where another sheet is no help.
    pub fn sheets(&self) -> Vec<String> {
        if let ImportFault::Sheet(fault) = self { fault.sheets() } else { Vec::new() }
    }
}
