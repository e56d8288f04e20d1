//! A difference by clause and year: bars to both sides of nothing.

use super::gauge::hundredths;
use super::words::{say, words};
use crate::explain::{Paged, Sheet};
use crate::value::{Fen, Lang};

/// The column of the difference.
const DIFFERENCE: usize = 4;

/// A row that has a bar.
pub(in crate::paper) struct Bar {
    /// The clause and the year.
    pub(in crate::paper) name: String,
    pub(in crate::paper) amount: Fen,
    /// The amount as the table says it.
    pub(in crate::paper) said: String,
}

/// The rows with a year, and what all rows come to.
pub(in crate::paper) struct Bars {
    pub(in crate::paper) rows: Vec<Bar>,
    /// The amount of the longest bar.
    pub(in crate::paper) most: Fen,
    /// The row that adds up the table.
    pub(in crate::paper) sum: Option<Bar>,
}

impl Bars {
    /// The bars of a table; none where nothing differs.
    pub(in crate::paper) fn of(sheet: &Sheet, lang: Lang) -> Option<Self> {
        let (mut rows, mut sum) = (Vec::new(), None);
        for row in &sheet.rows {
            let (Some(clause), Some(year), Some(own)) = (row.first(), row.get(1), row.get(DIFFERENCE)) else {
                continue;
            };
            let (Some(amount), year) = (own.figure(), year.say(lang)) else { continue };
            let bar = Bar { name: format!("{} {year}", clause.say(lang)), amount, said: own.say(lang) };
            if !year.is_empty() {
                rows.push(bar);
            } else if clause.is_sum() {
                sum = Some(Bar { name: clause.say(lang), ..bar });
            }
        }
        let size = |amount: &Fen| amount.get().unsigned_abs();
        let most = rows.iter().map(|bar| bar.amount).max_by_key(size).filter(|most| size(most) > 0)?;
        Some(Self { rows, most, sum })
    }
}

/// A bar for each row with a year; the largest has half the width.
pub(super) fn bars(sheet: &Sheet, lang: Lang) -> String {
    let Some(Bars { rows, most, .. }) = Bars::of(sheet, lang) else { return String::new() };
    let mut html = "<ul class=\"gauges bars\">\n".to_owned();
    for Bar { name, amount, said } in &rows {
        html.push_str("<li><span class=\"of\">");
        words(&mut html, name);
        html.push_str("</span>\n");
        html.push_str(&bar(*amount, most));
        html.push_str("<span class=\"figures\">");
        words(&mut html, said);
        html.push_str("</span></li>\n");
    }
    html.push_str("</ul>\n<p class=\"hint\">");
    say(&mut html, Paged::BarsLegend, lang);
    html.push_str("</p>\n");
    html
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
