//! Why a row of the treasury's list comes back.

use crate::value::{Fen, Position};
use std::sync::Arc;

/// Why a row of the list is not recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum Unmatched {
    /// A cell is blank that must not be, or does not read: the column in Chinese and in English, what stands there, what would read.
    Cell { column: (&'static str, &'static str), value: String, example: &'static str },
    /// Nothing is approved for the subject, under the number the row gives, and not paid yet.
    NothingOpen { subject: String, approval: Option<Arc<str>> },
    /// Several approved lines have this amount.
    Ambiguous { open: Vec<String> },
    /// What is approved and not paid is another amount.
    OtherAmount { given: Fen, open: Vec<String> },
    /// The number belongs to a payment on record that was another one: to whom and how much.
    OtherPayment { number: Arc<str>, by: Position },
    /// An earlier row of the list has the same number.
    Twice { number: Arc<str>, line: u64 },
    /// The total the list states is not the sum of its rows.
    Total { stated: Fen, sum: Fen },
}
