//! Which table is drawn on a page.

use super::axis::axis;
use super::bars::bars;
use super::gauge::listed;
use crate::explain::Sheet;
use crate::value::{Day, Lang};

/// The picture of a table by its name, as HTML; nothing for most.
pub fn chart(name: &str, sheet: &Sheet, on: Day, lang: Lang) -> String {
    match name {
        "caps" => listed(sheet, lang),
        "statuses" => axis(sheet, on, lang),
        "whatif_by_clause" => bars(sheet, lang),
        _ => String::new(),
    }
}
