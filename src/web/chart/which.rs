//! Which table has a picture.

use super::axis::axis;
use super::bars::bars;
use super::gauge::gauges;
use crate::explain::Sheet;
use crate::value::{Day, Lang};

/// The picture of a table by its name; nothing for most.
pub(in crate::web) fn chart(name: &str, sheet: &Sheet, on: Day, lang: Lang) -> String {
    match name {
        "caps" => gauges(sheet, lang),
        "statuses" => axis(sheet, on, lang),
        "whatif_by_clause" => bars(sheet, lang),
        _ => String::new(),
    }
}
