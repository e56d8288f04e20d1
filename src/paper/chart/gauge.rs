//! Caps by year: how much of each is used.

use super::words::words;
use crate::explain::{Cell, Paged, Phrase, Sheet};
use crate::value::{Fen, Lang};

/// A row that has a gauge.
pub(in crate::paper) struct Gauge {
    /// What it is of.
    pub(in crate::paper) name: String,
    /// The share that is used, in hundredths of a percent.
    pub(in crate::paper) used: u128,
    /// How it stands, and the figures.
    pub(in crate::paper) said: String,
}

/// The gauges of a table.
pub(in crate::paper) fn gauges(sheet: &Sheet, lang: Lang) -> Vec<Gauge> {
    let own = |row: &Vec<Cell>| {
        let [article, title, year, used, cap, left] = &row[..] else { return None };
        let (used, cap, left) = (used.amount()?, cap.amount()?, left.amount()?);
        let [article, title, year] = [article, title, year].map(|cell| cell.say(lang));
        let [standing, figures] =
            [standing(used, left), Paged::CapFigures { used, cap, left }].map(|said| Phrase::from(said).say(lang));
        let (name, said) = (format!("{article} {title} {year}"), format!("{standing} {figures}"));
        Some(Gauge { name, used: hundredths(used, cap), said })
    };
    sheet.rows.iter().filter_map(own).collect()
}

/// A gauge for each row: what it is of, a bar, the figures, and how it stands in a word.
pub(super) fn listed(sheet: &Sheet, lang: Lang) -> String {
    let mut html = "<ul class=\"gauges\">\n".to_owned();
    for Gauge { name, used, said } in gauges(sheet, lang) {
        html.push_str("<li><span class=\"of\">");
        words(&mut html, &name);
        html.push_str("</span>\n");
        html.push_str(&bar(used));
        html.push_str("<span class=\"figures\">");
        words(&mut html, &said);
        html.push_str("</span></li>\n");
    }
    html.push_str("</ul>\n");
    html
}

const fn standing(used: Fen, left: Fen) -> Paged {
    if used.get() <= 0 {
        Paged::CapUnused
    } else if left.get() <= 0 {
        Paged::CapUsedUp
    } else {
        Paged::CapLeft
    }
}

/// A share in hundredths of a percent, none above the whole.
pub(super) fn hundredths(part: Fen, whole: Fen) -> u128 {
    let (part, whole) = (part.get().unsigned_abs(), whole.get().unsigned_abs());
    let share = part.saturating_mul(10_000).checked_div(whole);
    share.unwrap_or(0).min(10_000)
}

fn bar(used: u128) -> String {
    format!(
        "<svg class=\"gauge\" viewBox=\"0 0 10000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">\
         <rect class=\"ground\" width=\"10000\" height=\"10\"/><rect class=\"used\" width=\"{used}\" height=\"10\"/></svg>\n"
    )
}

#[test]
fn a_share_is_never_more_than_the_whole() {
    let fen = Fen::new;
    let rows = [(0, 100, 0), (50, 100, 5_000), (100, 100, 10_000), (150, 100, 10_000), (1, 3, 3_333), (5, 0, 0)];
    for (part, whole, share) in rows {
        assert_eq!(hundredths(fen(part), fen(whole)), share, "{part} of {whole}");
    }
}
