//! The picture of a table with what its document says of it: what was asked, what it holds for, and by which digest it is cited.

use super::canvas::{BESIDE, Canvas, PLAIN, TITLE};
use super::{bars, gauges, windows};
use crate::explain::{Charted, Document, Line, Part, Phrase, Sheet, Supposing};
use crate::paper::chart::{self, Bars};
use crate::value::Lang;

/// The pictures of a document: a file for each of its tables that has one, by the name of the table.
pub fn pictures(document: &Document, lang: Lang) -> Vec<(String, String)> {
    let tables = document.tables().into_iter();
    tables.filter_map(|(name, sheet)| picture(document, &name, sheet, lang).map(|svg| (name, svg))).collect()
}

/// The picture of one table of a document; none for most.
pub fn picture(document: &Document, name: &str, sheet: &Sheet, lang: Lang) -> Option<String> {
    match name {
        "caps" => {
            let gauges = chart::gauges(sheet, lang);
            let draw = |canvas: &mut Canvas| gauges::drawn(canvas, &gauges, lang);
            (!gauges.is_empty()).then(|| written(document, &sheet.title, lang, draw))
        }
        "statuses" => {
            let (windows, on) = (chart::windows(sheet, lang), document.business_day()?);
            let draw = |canvas: &mut Canvas| windows::drawn(canvas, &windows, on, lang);
            (!windows.is_empty()).then(|| written(document, &sheet.title, lang, draw))
        }
        "whatif_by_clause" => {
            let bars = Bars::of(sheet, lang)?;
            let (table, column) = (Box::new(sheet.title.clone()), Box::new(Supposing::Difference.into()));
            let title = Charted::Title { table, column }.into();
            Some(written(document, &title, lang, |canvas| bars::drawn(canvas, &bars, lang)))
        }
        _ => None,
    }
}

fn written(document: &Document, title: &Phrase, lang: Lang, draw: impl FnOnce(&mut Canvas) -> Vec<String>) -> String {
    let title = title.say(lang);
    let mut canvas = Canvas::new();
    canvas.paragraph(TITLE, &title);
    canvas.down(4);
    for line in above(document) {
        canvas.paragraph(PLAIN, &line.say(lang));
    }
    let told = draw(&mut canvas);
    canvas.down(6);
    for line in cited(document) {
        canvas.paragraph(BESIDE, &line.say(lang));
    }
    canvas.file(&title, &told)
}

/// What a document says of all of itself, before its first table.
fn above(document: &Document) -> impl Iterator<Item = &Phrase> {
    let parts = document.parts.iter().map_while(|part| match part {
        Part::Line(line) => Some(line),
        Part::Sheet(_) => None,
    });
    parts.filter(|line| line.level == 0 && !matches!(line.phrase, Phrase::Label(_))).map(|line| &line.phrase)
}

/// The digest by which a scenario is cited.
fn cited(document: &Document) -> impl Iterator<Item = &Phrase> {
    document.parts.iter().filter_map(|part| match part {
        Part::Line(Line { phrase: phrase @ Phrase::Supposing(Supposing::Cited { .. }), .. }) => Some(phrase),
        Part::Line(_) | Part::Sheet(_) => None,
    })
}
