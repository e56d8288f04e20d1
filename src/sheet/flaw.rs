//! What is wrong with a part of a file that should be a table.

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum Flaw {
    /// A quotation mark does not close, and would take everything below it into one cell.
    QuotationOpen,
    /// The part is not there.
    Missing,
    /// It ends before a tag does.
    Cut { tag: String },
    /// A length in it leads out of it.
    WrongLength,
    /// A cell of a row stands twice.
    CellTwice { row: u32 },
    /// A row is not behind the one above it.
    RowOutOfOrder { row: u32 },
    /// A row has a cell where no column is.
    NoColumn { row: u32, column: String },
    /// A cell names a text that is not there.
    NoText { number: String },
    /// A number is none.
    NotANumber { shown: String },
    /// Something else, in the words of whoever made the reader.
    Said { words: String },
}
