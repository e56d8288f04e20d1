//! Caps by year, as a file: how much of each is used, of the whole length of its bar.

use super::canvas::{BESIDE, Canvas, Look, MARGIN, PLAIN, WIDTH};
use super::fit::lines;
use super::legend::{Shape, legend};
use crate::explain::Charted;
use crate::paper::chart::Gauge;
use crate::value::Lang;

/// Names end here, the bars go from here to there, and the figures begin here.
const NAMES: i64 = 320;
const BAR: (i64, i64) = (340, 640);
const FIGURES: i64 = 660;
const HIGH: i64 = 14;
/// A whole bar, in hundredths of a percent.
const WHOLE: i64 = 10_000;

/// Draws the gauges and tells what they say.
pub(super) fn drawn(canvas: &mut Canvas, gauges: &[Gauge], lang: Lang) -> Vec<String> {
    let shapes = [(Shape::Bar(Look::Full), Charted::Used), (Shape::Bar(Look::Thin), Charted::Unused)];
    legend(canvas, lang, &shapes, Some(Charted::CapsInYuan));
    canvas.down(10);
    for gauge in gauges {
        row(canvas, gauge);
    }
    gauges.iter().map(told).collect()
}

fn told(gauge: &Gauge) -> String {
    format!("{}: {}", gauge.name, gauge.said)
}

fn row(canvas: &mut Canvas, gauge: &Gauge) {
    let name = lines(&gauge.name, NAMES.saturating_sub(MARGIN), PLAIN.size);
    let figures = lines(&gauge.said, WIDTH.saturating_sub(MARGIN).saturating_sub(FIGURES), BESIDE.size);
    let high = |said: &[String], line: i64| i64::try_from(said.len()).unwrap_or(1).saturating_mul(line);
    let (of_name, of_figures) = (high(&name, PLAIN.line()), high(&figures, BESIDE.line()));
    let whole = of_name.max(of_figures).max(HIGH).saturating_add(10);
    let middle = canvas.y.saturating_add(whole.div_euclid(2));
    canvas.lines((MARGIN, middle.saturating_sub(of_name.div_euclid(2))), PLAIN, &name);
    canvas.lines((FIGURES, middle.saturating_sub(of_figures.div_euclid(2))), BESIDE, &figures);
    let (from, wide) = (BAR.0.saturating_mul(100), BAR.1.saturating_sub(BAR.0).saturating_mul(100));
    let upright = (middle.saturating_sub(HIGH.div_euclid(2)), HIGH);
    canvas.bar(Look::Thin, (from, wide), upright, "");
    let share = i64::try_from(gauge.used).unwrap_or(WHOLE).min(WHOLE);
    let used = wide.saturating_mul(share).div_euclid(WHOLE);
    if used > 0 {
        canvas.bar(Look::Full, (from, used), upright, &told(gauge));
    }
    canvas.down(whole);
}
