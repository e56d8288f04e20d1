//! Windows on one axis of time.

use crate::explain::{Paged, Phrase, Sheet};
use crate::paper::escape;
use crate::value::{Day, Lang, legible};
use crate::web::form::Html;
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

/// A window as a table tells it.
struct Window {
    name: String,
    first: Day,
    last: Day,
    /// How it stands, as a class.
    class: &'static str,
    /// Its days in words.
    words: String,
}

/// What the picture shows.
struct Frame {
    first: Day,
    last: Day,
}

impl Frame {
    /// From the first window that ends to the last end, and some of the time around the business day in any case.
    fn of(windows: &[Window], on: Day) -> Self {
        let ended = || windows.iter().filter(|window| window.last != Day::MAX);
        let first = ended().map(|window| window.first).chain([on.plus_days(-LEAST)]).min().unwrap_or(on);
        let last = ended().map(|window| window.last).chain([on.plus_days(LEAST)]).max().unwrap_or(on);
        Self { first: first.max(on.plus_days(-MOST)), last: last.min(on.plus_days(MOST)) }
    }

    /// Where a day stands from left to right.
    fn x(&self, day: Day) -> i64 {
        let day = day.max(self.first).min(self.last);
        let (passed, all) = (day.days_since(self.first), self.last.days_since(self.first).max(1));
        NAMES.saturating_add(passed.saturating_mul(WIDTH.saturating_sub(NAMES)).checked_div(all).unwrap_or(0))
    }
}

/// A bar for each window that is not void; how it stands is its shape, and a word in the table below.
pub(super) fn axis(sheet: &Sheet, on: Day, lang: Lang) -> String {
    let windows: Vec<Window> = sheet.rows.iter().filter_map(|row| window(row, lang)).collect();
    if windows.is_empty() {
        return String::new();
    }
    let frame = Frame::of(&windows, on);
    let height = HEAD.saturating_add(ROW.saturating_mul(i64::try_from(windows.len()).unwrap_or(0)));
    let mut svg = format!("<svg class=\"axis\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"");
    let legend = Phrase::from(Paged::AxisLegend { on }).say(lang);
    escape(&mut svg, &legible(&format!("{}: {legend}", sheet.title.say(lang))));
    svg.push_str("\">\n");
    years(&mut svg, &frame, height);
    for (row, window) in (0_i64..).zip(&windows) {
        bar(&mut svg, &frame, window, HEAD.saturating_add(ROW.saturating_mul(row)));
    }
    let x = frame.x(on);
    // Writing to a text does not fail.
    let _ = writeln!(svg, "<path class=\"on\" d=\"M{x} 0V{height}\"/>\n</svg>");
    let mut html = Html::new(lang);
    html.raw("<div class=\"chart\" role=\"region\" tabindex=\"0\" aria-label=\"")
        .words(&legible(&sheet.title.say(lang)));
    html.say(Paged::AsPicture).raw("\">\n").raw(&svg).raw("</div>\n<p class=\"hint\">").words(&legend).raw("</p>\n");
    html.text
}

fn window(row: &[crate::explain::Cell], lang: Lang) -> Option<Window> {
    let [title, first, last, standing, _] = row else { return None };
    let (from, until) = (first.day()?, last.day()?);
    let class = match standing.name() {
        "holds_for" | "holds_open" => "holds",
        "ahead" => "ahead",
        _ => "over",
    };
    let words = format!("{} – {} {}", first.say(lang), last.say(lang), standing.say(lang));
    Some(Window { name: title.say(lang), first: from, last: until, class, words }).filter(|_| from <= until)
}

/// The beginning of each year, named where there is room.
fn years(svg: &mut String, frame: &Frame, height: i64) {
    let (first, last) = (frame.first.year(), frame.last.year());
    let step = if last.saturating_sub(first) > 14 { 2 } else { 1 };
    for year in first.saturating_add(1)..=last {
        let x = frame.x(Day::year_start(year));
        let _ = writeln!(svg, "<path class=\"tick\" d=\"M{x} {HEAD}V{height}\"/>");
        let has_room = x.saturating_add(34) < WIDTH && year.rem_euclid(step) == 0;
        if has_room {
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
        window.class
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
