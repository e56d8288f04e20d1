//! What stands above a drawing: the shapes and what each means in words, and the units.

use super::canvas::{Anchor, Canvas, Look, MARGIN, PLAIN, Stroke, WIDTH};
use super::fit::width;
use crate::explain::{Charted, Phrase};
use crate::value::Lang;

/// A shape is so wide and so high, and the words stand so far behind it.
const SHAPE: (i64, i64) = (26, 12);
const BEHIND: i64 = 8;
const BETWEEN: i64 = 24;

/// A shape of a drawing.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    Bar(Look),
    Day,
    Arrow,
}

/// The shapes beside each other, on a second line where there is no room, and below them a sentence about units.
pub(super) fn legend(canvas: &mut Canvas, lang: Lang, shapes: &[(Shape, Charted)], units: Option<Charted>) {
    canvas.down(10);
    let mut x = MARGIN;
    for (shape, words) in shapes {
        let words = Phrase::from(words.clone()).say(lang);
        let takes = SHAPE.0.saturating_add(BEHIND).saturating_add(width(&words, PLAIN.size));
        if x > MARGIN && x.saturating_add(takes) > WIDTH.saturating_sub(MARGIN) {
            x = MARGIN;
            canvas.down(PLAIN.line());
        }
        drawn(canvas, *shape, x);
        let (behind, base) = (x.saturating_add(SHAPE.0).saturating_add(BEHIND), canvas.y.saturating_add(14));
        canvas.text((behind, base), PLAIN, Anchor::Start, &words);
        x = x.saturating_add(takes).saturating_add(BETWEEN);
    }
    canvas.down(PLAIN.line().saturating_add(2));
    if let Some(units) = units {
        canvas.paragraph(PLAIN, &Phrase::from(units).say(lang));
    }
}

fn drawn(canvas: &mut Canvas, shape: Shape, x: i64) {
    let (wide, high) = SHAPE;
    let (top, middle) = (canvas.y.saturating_add(3), x.saturating_add(wide.div_euclid(2)));
    match shape {
        Shape::Bar(look) => {
            let hundredths = (x.saturating_mul(100), wide.saturating_mul(100));
            canvas.bar(look, hundredths, (top, high), "");
        }
        Shape::Day => {
            let ends = (top.saturating_sub(2), top.saturating_add(high).saturating_add(2));
            canvas.upright(Stroke::Day, middle.saturating_mul(100), ends);
        }
        Shape::Arrow => {
            let level = top.saturating_add(high.div_euclid(2));
            canvas.arrow((middle.saturating_sub(10), level), false);
            canvas.arrow((middle.saturating_add(10), level), true);
        }
    }
}
