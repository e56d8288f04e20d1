//! Caps by year: how much of each is used.

use crate::explain::{Cell, Paged, Sheet};
use crate::value::{Fen, Lang};
use crate::web::form::Html;

/// A gauge for each row: what it is of, a bar, the figures, and how it stands in a word.
pub(super) fn gauges(sheet: &Sheet, lang: Lang) -> String {
    let mut html = Html::new(lang);
    html.raw("<ul class=\"gauges\">\n");
    for row in &sheet.rows {
        let [article, title, year, used, cap, left] = &row[..] else { continue };
        let (Some(used), Some(cap), Some(left)) = (used.amount(), cap.amount(), left.amount()) else { continue };
        let said = |cell: &Cell| cell.say(lang);
        html.raw("<li><span class=\"of\">").words(&format!("{} {} {}", said(article), said(title), said(year)));
        html.raw("</span>\n").raw(&bar(hundredths(used, cap))).raw("<span class=\"figures\">");
        html.say(standing(used, left)).raw(" ").say(Paged::CapFigures { used, cap, left }).raw("</span></li>\n");
    }
    html.raw("</ul>\n");
    html.text
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
