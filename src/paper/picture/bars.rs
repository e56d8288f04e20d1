//! A difference by clause and year, as a file: names, bars to both sides of nothing over an axis, amounts as the table says them, and their sum.

use super::canvas::{Anchor, BESIDE, Canvas, Letters, Look, MARGIN, PLAIN, SUM, Stroke, WIDTH};
use super::fit::{lines, width};
use super::legend::{Shape, legend};
use super::scale::Scale;
use crate::explain::Charted;
use crate::paper::chart::{Bar, Bars};
use crate::value::Lang;

/// Names end here, and the axis goes from here to there.
const NAMES: i64 = 300;
const AXIS: (i64, i64) = (320, 780);
/// Half the axis, in hundredths.
const HALF: i64 = (AXIS.1 - AXIS.0) * 50;
/// A bar is so high, and a row at least.
const HIGH: i64 = 14;
const ROW: i64 = 28;

/// Draws the bars and tells what they say.
pub(super) fn drawn(canvas: &mut Canvas, bars: &Bars, lang: Lang) -> Vec<String> {
    let scale = Scale::of(bars.most);
    let units = if scale.is_large() { Charted::InTenThousands } else { Charted::InYuan };
    let shapes = [(Shape::Bar(Look::Full), Charted::More), (Shape::Bar(Look::Hollow), Charted::Less)];
    legend(canvas, lang, &shapes, Some(units));
    canvas.down(8);
    let ticks = scale.ticks(HALF);
    named(canvas, &ticks);
    let top = canvas.y;
    let rows: Vec<Vec<String>> = bars.rows.iter().map(name).collect();
    let bottom = rows.iter().map(|name| high(name)).fold(top, i64::saturating_add);
    for (place, _) in &ticks {
        let stroke = if *place == HALF { Stroke::Zero } else { Stroke::Grid };
        canvas.upright(stroke, AXIS.0.saturating_mul(100).saturating_add(*place), (top.saturating_sub(4), bottom));
    }
    for (bar, name) in bars.rows.iter().zip(&rows) {
        row(canvas, bar, name, PLAIN, Some(&scale));
    }
    if let Some(sum) = &bars.sum {
        canvas.across(Stroke::Zero, canvas.y.saturating_add(2));
        canvas.down(4);
        row(canvas, sum, &name(sum), SUM, None);
    }
    bars.rows.iter().chain(&bars.sum).map(told).collect()
}

fn name(bar: &Bar) -> Vec<String> {
    lines(&bar.name, NAMES.saturating_sub(MARGIN), PLAIN.size)
}

fn told(bar: &Bar) -> String {
    format!("{}: {}", bar.name, bar.said)
}

fn high(name: &[String]) -> i64 {
    let lines = i64::try_from(name.len()).unwrap_or(1);
    lines.saturating_mul(PLAIN.line()).saturating_add(8).max(ROW)
}

/// What stands at the steps of the axis: as many as there is room for, nothing and both ends among them where it is so.
fn named(canvas: &mut Canvas, ticks: &[(i64, String)]) {
    let widest = ticks.iter().map(|(_, said)| width(said, BESIDE.size)).max().unwrap_or(0).saturating_add(10);
    let half = ticks.len().div_euclid(2);
    let apart = HALF.div_euclid(100).checked_div(i64::try_from(half).unwrap_or(1)).unwrap_or(HALF);
    let fits = |every: &usize| apart.saturating_mul(i64::try_from(*every).unwrap_or(1)) >= widest;
    let every = (1..=half).filter(|every| half.checked_rem(*every) == Some(0)).find(fits).unwrap_or(half.max(1));
    let base = canvas.y.saturating_add(BESIDE.line()).saturating_sub(2);
    for (at, (place, said)) in ticks.iter().enumerate() {
        if at.abs_diff(half).checked_rem(every) == Some(0) {
            let x = AXIS.0.saturating_add(place.div_euclid(100));
            canvas.text((x, base), BESIDE, Anchor::Middle, said);
        }
    }
    canvas.down(BESIDE.line().saturating_add(8));
}

fn row(canvas: &mut Canvas, bar: &Bar, name: &[String], letters: Letters, scale: Option<&Scale>) {
    let (top, high) = (canvas.y, high(name));
    let middle = top.saturating_add(high.div_euclid(2));
    let words = i64::try_from(name.len()).unwrap_or(1).saturating_mul(letters.line());
    canvas.lines((MARGIN, middle.saturating_sub(words.div_euclid(2))), letters, name);
    if let Some(scale) = scale {
        let zero = AXIS.0.saturating_mul(100).saturating_add(HALF);
        let length = scale.length(bar.amount, HALF);
        let (look, from) =
            if bar.amount.get() < 0 { (Look::Hollow, zero.saturating_sub(length)) } else { (Look::Full, zero) };
        canvas.bar(look, (from, length), (middle.saturating_sub(HIGH.div_euclid(2)), HIGH), &told(bar));
    }
    let end = WIDTH.saturating_sub(MARGIN);
    canvas.text((end, middle.saturating_add(letters.size.div_euclid(3))), letters, Anchor::End, &bar.said);
    canvas.down(high);
}
