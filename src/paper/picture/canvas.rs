//! A drawing on its way to SVG: words, bars and lines with their colours beside them. Every colour of words is at least 4.5:1 on white, every
//! colour of an edge at least 3:1.

use super::fit::lines;
use crate::paper::escape;
use crate::value::legible;
use std::fmt::Write;

/// Every picture is so wide, and so much of it stays free at each side.
pub(super) const WIDTH: i64 = 1_000;
pub(super) const MARGIN: i64 = 24;
/// A line of words is so high, as a share of the size of its font in tenths.
const LEADING: i64 = 15;

const FONTS: &str = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif";
const INK: &str = "#1b1b1b";
const SOFT: &str = "#55504a";
const OWN: &str = "#7a1f1f";
const FULL: &str = "#2f6690";
const EDGE: &str = "#8a8378";
const GRID: &str = "#d5d0c8";

/// How words look.
#[derive(Clone, Copy)]
pub(super) struct Letters {
    pub(super) size: i64,
    pub(super) bold: bool,
    pub(super) soft: bool,
}

/// Words as they are for the most part.
pub(super) const PLAIN: Letters = Letters { size: 13, bold: false, soft: false };
/// What is said besides.
pub(super) const BESIDE: Letters = Letters { size: 12, bold: false, soft: true };
/// A title.
pub(super) const TITLE: Letters = Letters { size: 18, bold: true, soft: false };
/// A sum.
pub(super) const SUM: Letters = Letters { size: 13, bold: true, soft: false };

impl Letters {
    /// How high a line of them is.
    pub(super) const fn line(self) -> i64 {
        self.size.saturating_mul(LEADING).div_euclid(10)
    }
}

/// Where words stand beside a place.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a bar looks. Each has another shape, so that a picture without colours says the same.
#[derive(Clone, Copy)]
pub(super) enum Look {
    /// Filled.
    Full,
    /// Hollow, with a thick edge.
    Hollow,
    /// Hollow, with a thin edge.
    Thin,
    /// Hollow, with a broken edge.
    Broken,
}

/// How a line looks.
#[derive(Clone, Copy)]
pub(super) enum Stroke {
    Grid,
    Zero,
    Day,
}

/// A drawing that grows downwards.
pub(super) struct Canvas {
    svg: String,
    /// How far down it goes.
    pub(super) y: i64,
}

impl Canvas {
    pub(super) const fn new() -> Self {
        Self { svg: String::new(), y: MARGIN }
    }

    /// Goes further down.
    pub(super) fn down(&mut self, by: i64) {
        self.y = self.y.saturating_add(by);
    }

    /// One line of words on a base line.
    pub(super) fn text(&mut self, (x, base): (i64, i64), letters: Letters, anchor: Anchor, words: &str) {
        let (size, ink) = (letters.size, if letters.soft { SOFT } else { INK });
        let weight = if letters.bold { " font-weight=\"700\"" } else { "" };
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        // Writing to a text does not fail.
        let _ = write!(self.svg, "<text x=\"{x}\" y=\"{base}\" font-size=\"{size}\" fill=\"{ink}\"{weight}{anchor}>");
        escape(&mut self.svg, &legible(words));
        self.svg.push_str("</text>\n");
    }

    /// Lines of words below each other, the first one below a place. How high they are.
    pub(super) fn lines(&mut self, (x, top): (i64, i64), letters: Letters, said: &[String]) -> i64 {
        let mut below = top;
        for line in said {
            below = below.saturating_add(letters.line());
            self.text((x, below.saturating_sub(letters.size.div_euclid(3))), letters, Anchor::Start, line);
        }
        below.saturating_sub(top)
    }

    /// A paragraph over the whole width, and goes down by it.
    pub(super) fn paragraph(&mut self, letters: Letters, words: &str) {
        let room = WIDTH.saturating_sub(MARGIN.saturating_mul(2));
        let said = lines(&legible(words), room, letters.size);
        let high = self.lines((MARGIN, self.y), letters, &said);
        self.down(high);
    }

    /// A bar: left edge and width in hundredths, upper edge and height; and what whoever points at it is told.
    pub(super) fn bar(&mut self, look: Look, (x, width): (i64, i64), (y, height): (i64, i64), told: &str) {
        let look = match look {
            Look::Full => format!("fill=\"{FULL}\""),
            Look::Hollow => format!("fill=\"#ffffff\" stroke=\"{OWN}\" stroke-width=\"2\""),
            Look::Thin => format!("fill=\"#ffffff\" stroke=\"{EDGE}\" stroke-width=\"1.5\""),
            Look::Broken => format!("fill=\"#ffffff\" stroke=\"{FULL}\" stroke-width=\"1.5\" stroke-dasharray=\"5 3\""),
        };
        let (x, width) = (hundredths(x), hundredths(width));
        let _ = write!(self.svg, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" {look}");
        if told.is_empty() {
            self.svg.push_str("/>\n");
            return;
        }
        self.svg.push_str("><title>");
        escape(&mut self.svg, &legible(told));
        self.svg.push_str("</title></rect>\n");
    }

    /// A line downwards, its place in hundredths.
    pub(super) fn upright(&mut self, stroke: Stroke, x: i64, (from, to): (i64, i64)) {
        let x = hundredths(x);
        self.path(stroke, &format!("M{x} {from}V{to}"));
    }

    /// A line over the whole width.
    pub(super) fn across(&mut self, stroke: Stroke, y: i64) {
        let end = WIDTH.saturating_sub(MARGIN);
        self.path(stroke, &format!("M{MARGIN} {y}H{end}"));
    }

    fn path(&mut self, stroke: Stroke, way: &str) {
        let (colour, width) = match stroke {
            Stroke::Grid => (GRID, "1"),
            Stroke::Zero => (INK, "1.5"),
            Stroke::Day => (OWN, "2"),
        };
        let _ = writeln!(self.svg, "<path d=\"{way}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"/>");
    }

    /// A mark that points to where something goes on: its tip, and whether it points to the right.
    pub(super) fn arrow(&mut self, (x, middle): (i64, i64), to_the_right: bool) {
        let base = if to_the_right { x.saturating_sub(8) } else { x.saturating_add(8) };
        let (above, below) = (middle.saturating_sub(4), middle.saturating_add(4));
        let _ = writeln!(
            self.svg,
            "<path d=\"M{x} {middle}L{base} {above}V{below}Z\" fill=\"{INK}\" stroke=\"#ffffff\" stroke-width=\"1\"/>"
        );
    }

    /// The file: its title and what it says in words come first, for whoever does not see it.
    pub(super) fn file(self, title: &str, told: &[String]) -> String {
        let height = self.y.saturating_add(MARGIN);
        let mut file = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
             font-family=\"{FONTS}\">\n<title>"
        );
        escape(&mut file, &legible(title));
        file.push_str("</title>\n<desc>");
        escape(&mut file, &legible(&told.join("; ")));
        let _ = writeln!(file, "</desc>\n<rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#ffffff\"/>");
        file.push_str(&self.svg);
        file.push_str("</svg>\n");
        file
    }
}

/// A number of hundredths as a decimal.
fn hundredths(number: i64) -> String {
    let (whole, part) = (number.div_euclid(100), number.rem_euclid(100));
    let said = format!("{whole}.{part:02}");
    said.trim_end_matches('0').trim_end_matches('.').to_owned()
}
