//! A difference by clause and year: bars to both sides of nothing.

use super::gauge::hundredths;
use crate::explain::{Paged, Sheet};
use crate::value::{Fen, Lang};
use crate::web::form::Html;

/// The column of the difference.
const DIFFERENCE: usize = 4;

/// A bar for each row with a year; the largest has half the width.
pub(super) fn bars(sheet: &Sheet, lang: Lang) -> String {
    let rows = sheet.rows.iter().filter_map(|row| {
        let (clause, year, own) = (row.first()?, row.get(1)?.say(lang), row.get(DIFFERENCE)?);
        let amount = own.figure().filter(|_| !year.is_empty())?;
        Some((format!("{} {year}", clause.say(lang)), amount, own.say(lang)))
    });
    let rows: Vec<(String, Fen, String)> = rows.collect();
    let size = |amount: &Fen| amount.get().unsigned_abs();
    let Some(most) = rows.iter().map(|(_, amount, _)| *amount).max_by_key(size).filter(|most| size(most) > 0) else {
        return String::new();
    };
    let mut html = Html::new(lang);
    html.raw("<ul class=\"gauges bars\">\n");
    for (name, amount, said) in &rows {
        html.raw("<li><span class=\"of\">").words(name).raw("</span>\n").raw(&bar(*amount, most));
        html.raw("<span class=\"figures\">").words(said).raw("</span></li>\n");
    }
    html.raw("</ul>\n<p class=\"hint\">").say(Paged::BarsLegend).raw("</p>\n");
    html.text
}

fn bar(amount: Fen, most: Fen) -> String {
    let width = hundredths(amount, most);
    let (class, from) = if amount.get() < 0 { ("less", 10_000_u128.saturating_sub(width)) } else { ("more", 10_000) };
    format!(
        "<svg class=\"gauge\" viewBox=\"0 0 20000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">\
         <rect class=\"{class}\" x=\"{from}\" width=\"{width}\" height=\"10\"/>\
         <path class=\"zero\" d=\"M10000 0V10\"/></svg>\n"
    )
}
