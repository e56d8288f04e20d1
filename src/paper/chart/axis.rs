//! Windows on one axis of time.

use super::words::{say, words};
use crate::explain::{Cell, Paged, Phrase, Sheet};
use crate::paper::escape;
use crate::value::{Day, Lang, legible};
use std::fmt::Write;

/// The picture is so wide; the bars begin behind the names.
const WIDTH: i64 = 960;
const NAMES: i64 = 230;
/// A row is so high, and the axis above the rows.
const ROW: i64 = 26;
const HEAD: i64 = 24;
/// Days before and after the business day that the picture has at least and at most.
const LEAST: i64 = 366;
const MOST: i64 = 3_660;

/// How a window stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::paper) enum Stands {
    Holds,
    Ahead,
    Over,
}

/// A window as a table tells it.
pub(in crate::paper) struct Window {
    pub(in crate::paper) name: String,
    pub(in crate::paper) first: Day,
    pub(in crate::paper) last: Day,
    pub(in crate::paper) stands: Stands,
    /// Its days in words.
    pub(in crate::paper) words: String,
}

/// What the picture shows, and between which places from left to right.
pub(in crate::paper) struct Frame {
    pub(in crate::paper) first: Day,
    pub(in crate::paper) last: Day,
    edges: (i64, i64),
}

impl Frame {
    /// From the first window that ends to the last end, and some of the time around the business day in any case.
    pub(in crate::paper) fn of(windows: &[Window], on: Day, edges: (i64, i64)) -> Self {
        let ended = || windows.iter().filter(|window| window.last != Day::MAX);
        let first = ended().map(|window| window.first).chain([on.plus_days(-LEAST)]).min().unwrap_or(on);
        let last = ended().map(|window| window.last).chain([on.plus_days(LEAST)]).max().unwrap_or(on);
        Self { first: first.max(on.plus_days(-MOST)), last: last.min(on.plus_days(MOST)), edges }
    }

    /// Where a day stands from left to right.
    pub(in crate::paper) fn x(&self, day: Day) -> i64 {
        let day = day.max(self.first).min(self.last);
        let (passed, all) = (day.days_since(self.first), self.last.days_since(self.first).max(1));
        let (left, right) = self.edges;
        left.saturating_add(passed.saturating_mul(right.saturating_sub(left)).checked_div(all).unwrap_or(0))
    }

    /// The beginnings of years, and of each whether it is named: where there are many every other one is.
    pub(in crate::paper) fn years(&self) -> impl Iterator<Item = (i32, i64, bool)> {
        let (first, last) = (self.first.year(), self.last.year());
        let step = if last.saturating_sub(first) > 14 { 2 } else { 1 };
        let years = first.saturating_add(1)..=last;
        years.map(move |year| (year, self.x(Day::year_start(year)), year.rem_euclid(step) == 0))
    }
}

/// The windows of a table that are not void.
pub(in crate::paper) fn windows(sheet: &Sheet, lang: Lang) -> Vec<Window> {
    sheet.rows.iter().filter_map(|row| window(row, lang)).collect()
}

fn window(row: &[Cell], lang: Lang) -> Option<Window> {
    let [title, first, last, standing, _] = row else { return None };
    let (from, until) = (first.day()?, last.day()?);
    let stands = match standing.name() {
        "holds_for" | "holds_open" => Stands::Holds,
        "ahead" => Stands::Ahead,
        _ => Stands::Over,
    };
    let words = format!("{} – {} {}", first.say(lang), last.say(lang), standing.say(lang));
    Some(Window { name: title.say(lang), first: from, last: until, stands, words }).filter(|_| from <= until)
}

/// A bar for each window that is not void; how it stands is its shape, and a word in the table below.
pub(super) fn axis(sheet: &Sheet, on: Day, lang: Lang) -> String {
    let windows = windows(sheet, lang);
    if windows.is_empty() {
        return String::new();
    }
    let frame = Frame::of(&windows, on, (NAMES, WIDTH));
    let height = HEAD.saturating_add(ROW.saturating_mul(i64::try_from(windows.len()).unwrap_or(0)));
    let legend = Phrase::from(Paged::AxisLegend { on }).say(lang);
    let mut html = "<div class=\"chart\" role=\"region\" tabindex=\"0\" aria-label=\"".to_owned();
    words(&mut html, &sheet.title.say(lang));
    say(&mut html, Paged::AsPicture, lang);
    // Writing to a text does not fail.
    let _ = write!(html, "\">\n<svg class=\"axis\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"");
    words(&mut html, &format!("{}: {legend}", sheet.title.say(lang)));
    html.push_str("\">\n");
    years(&mut html, &frame, height);
    for (row, window) in (0_i64..).zip(&windows) {
        bar(&mut html, &frame, window, HEAD.saturating_add(ROW.saturating_mul(row)));
    }
    let x = frame.x(on);
    let _ = writeln!(html, "<path class=\"on\" d=\"M{x} 0V{height}\"/>\n</svg>");
    html.push_str("</div>\n<p class=\"hint\">");
    words(&mut html, &legend);
    html.push_str("</p>\n");
    html
}

/// The beginning of each year, named where there is room.
fn years(svg: &mut String, frame: &Frame, height: i64) {
    for (year, x, is_named) in frame.years() {
        let _ = writeln!(svg, "<path class=\"tick\" d=\"M{x} {HEAD}V{height}\"/>");
        if is_named && x.saturating_add(34) < WIDTH {
            let _ = writeln!(svg, "<text class=\"year\" x=\"{}\" y=\"15\">{year}</text>", x.saturating_sub(2));
        }
    }
}

fn bar(svg: &mut String, frame: &Frame, window: &Window, y: i64) {
    let (from, until) = (frame.x(window.first), frame.x(window.last));
    let (width, top, base) = (until.saturating_sub(from).max(2), y.saturating_add(6), y.saturating_add(18));
    let _ = write!(svg, "<text class=\"name\" x=\"0\" y=\"{base}\">");
    escape(svg, &legible(&window.name));
    let _ = write!(
        svg,
        "</text>\n<rect class=\"{}\" x=\"{from}\" y=\"{top}\" width=\"{width}\" height=\"14\"><title>",
        class(window.stands)
    );
    escape(svg, &legible(&window.words));
    svg.push_str("</title></rect>\n");
    if window.first < frame.first {
        let _ = writeln!(svg, "<text class=\"beyond\" x=\"{}\" y=\"{base}\">◀</text>", from.saturating_add(2));
    }
    if window.last > frame.last {
        let _ = writeln!(svg, "<text class=\"beyond\" x=\"{}\" y=\"{base}\">▶</text>", until.saturating_sub(14));
    }
}

const fn class(stands: Stands) -> &'static str {
    match stands {
        Stands::Holds => "holds",
        Stands::Ahead => "ahead",
        Stands::Over => "over",
    }
}
