//! Windows on one axis of time, as a file: each with its days in words below its name.

use super::canvas::{Anchor, BESIDE, Canvas, Look, MARGIN, PLAIN, Stroke, WIDTH};
use super::fit::lines;
use super::legend::{Shape, legend};
use crate::explain::Charted;
use crate::paper::chart::{Frame, Stands, Window};
use crate::value::{Day, Lang};

/// Names end here, and the axis begins here and goes to the edge.
const NAMES: i64 = 320;
const AXIS: i64 = 340;
const HIGH: i64 = 14;
/// The name of a year takes so much room.
const YEAR: i64 = 32;

/// Draws the windows and tells what they say.
pub(super) fn drawn(canvas: &mut Canvas, windows: &[Window], on: Day, lang: Lang) -> Vec<String> {
    let shapes = [
        (Shape::Bar(Look::Full), Charted::Holds),
        (Shape::Bar(Look::Thin), Charted::Over),
        (Shape::Bar(Look::Broken), Charted::Ahead),
        (Shape::Day, Charted::OnDay { on }),
        (Shape::Arrow, Charted::Beyond),
    ];
    legend(canvas, lang, &shapes, None);
    canvas.down(8);
    let end = WIDTH.saturating_sub(MARGIN);
    let frame = Frame::of(windows, on, (AXIS.saturating_mul(100), end.saturating_mul(100)));
    let rows: Vec<Row> = windows.iter().map(Row::of).collect();
    let top = canvas.y.saturating_add(BESIDE.line()).saturating_add(4);
    let bottom = rows.iter().map(Row::high).fold(top, i64::saturating_add);
    for (year, x, is_named) in frame.years() {
        canvas.upright(Stroke::Grid, x, (top.saturating_sub(4), bottom));
        let x = x.div_euclid(100);
        if is_named && x.saturating_add(YEAR) < end {
            canvas.text((x, top.saturating_sub(8)), BESIDE, Anchor::Start, &year.to_string());
        }
    }
    canvas.y = top;
    for (window, own) in windows.iter().zip(&rows) {
        row(canvas, &frame, window, own);
    }
    canvas.upright(Stroke::Day, frame.x(on), (top.saturating_sub(4), bottom));
    windows.iter().map(told).collect()
}

fn told(window: &Window) -> String {
    format!("{}: {}", window.name, window.words)
}

/// The words of a row in lines.
struct Row {
    name: Vec<String>,
    days: Vec<String>,
}

impl Row {
    fn of(window: &Window) -> Self {
        let room = NAMES.saturating_sub(MARGIN);
        Self { name: lines(&window.name, room, PLAIN.size), days: lines(&window.words, room, BESIDE.size) }
    }

    fn high(&self) -> i64 {
        let lines = |said: &[String], line: i64| i64::try_from(said.len()).unwrap_or(1).saturating_mul(line);
        lines(&self.name, PLAIN.line()).saturating_add(lines(&self.days, BESIDE.line())).saturating_add(10)
    }
}

fn row(canvas: &mut Canvas, frame: &Frame, window: &Window, own: &Row) {
    let (top, high) = (canvas.y, own.high());
    let words = top.saturating_add(5);
    let below = canvas.lines((MARGIN, words), PLAIN, &own.name);
    canvas.lines((MARGIN, words.saturating_add(below)), BESIDE, &own.days);
    let look = match window.stands {
        Stands::Holds => Look::Full,
        Stands::Over => Look::Thin,
        Stands::Ahead => Look::Broken,
    };
    let (from, until) = (frame.x(window.first), frame.x(window.last));
    let width = until.saturating_sub(from).max(200);
    let middle = top.saturating_add(high.div_euclid(2));
    canvas.bar(look, (from, width), (middle.saturating_sub(HIGH.div_euclid(2)), HIGH), &told(window));
    if window.first < frame.first {
        canvas.arrow((from.div_euclid(100).saturating_add(3), middle), false);
    }
    if window.last > frame.last {
        canvas.arrow((until.div_euclid(100).saturating_sub(3), middle), true);
    }
    canvas.down(high);
}
