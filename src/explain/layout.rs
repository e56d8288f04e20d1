//! A document as plain text: labels beside what stands under them, columns padded, wide characters counted as two.

use crate::explain::shown::Shown;
use crate::explain::{Align, Cell, Clause, Document, Line, Part, Phrase, Sheet};
use crate::value::{Lang, legible};
use unicode_width::UnicodeWidthStr;

impl Document {
    /// The text in one language.
    pub fn render(&self, lang: Lang) -> String {
        let mut page = Page { lang, text: String::new(), label: None, width: self.label_width(lang) };
        for part in &self.parts {
            match part {
                Part::Line(line) => page.line(line),
                Part::Sheet(sheet) => page.sheet(sheet),
            }
        }
        page.end_label();
        page.text
    }

    /// The text for other programs: no margins, and the cells of a sheet apart by tabs.
    pub fn render_plain(&self, lang: Lang) -> String {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Line(line) => text.push_str(&shown(&line.phrase, lang)),
                Part::Sheet(sheet) => {
                    let heads = sheet.columns.iter().map(|column| shown(&column.head, lang)).collect();
                    let rows = sheet.rows.iter().map(|row| row.iter().map(|cell| legible(&cell.say(lang))).collect());
                    let lines: Vec<Vec<String>> = std::iter::once(heads).chain(rows).collect();
                    let lines: Vec<String> = lines.iter().map(|cells| cells.join("\t")).collect();
                    text.push_str(&lines.join("\n"));
                }
            }
            text.push('\n');
        }
        text
    }

    fn label_width(&self, lang: Lang) -> usize {
        let label = |part: &Part| match part {
            Part::Line(Line { phrase: Phrase::Label(label), .. }) => label.say(lang).width(),
            Part::Line(_) | Part::Sheet(_) => 0,
        };
        self.parts.iter().map(label).max().unwrap_or(0).saturating_add(2)
    }
}

impl Cell {
    /// What it says.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Cell::Phrase(phrase) => phrase.say(lang),
            Cell::Money(amount) => amount.to_string(),
            Cell::Number(number) => number.to_string(),
            Cell::Fact(fact) => fact.position.show(lang),
            Cell::Linked(cell, _) | Cell::Struck(cell) => cell.say(lang),
            Cell::Empty => String::new(),
        }
    }
}

/// What a phrase says on a page of text. Only an official text has lines of its own; a line break in anything else was sent by
/// somebody who wants a line to be taken for ours.
fn shown(phrase: &Phrase, lang: Lang) -> String {
    let said = phrase.say(lang);
    if matches!(phrase, Phrase::Clause(Clause::Quoted { .. })) {
        return said.lines().map(legible).collect::<Vec<_>>().join("\n");
    }
    legible(&said)
}

struct Page {
    lang: Lang,
    text: String,
    /// The level of the label in force, and its words while nothing stands beside it yet.
    label: Option<(u8, Option<String>)>,
    width: usize,
}

impl Page {
    fn line(&mut self, line: &Line) {
        let said = shown(&line.phrase, self.lang);
        if let Phrase::Label(_) = line.phrase {
            self.end_label();
            self.label = Some((line.level, Some(said)));
            return;
        }
        let above = self.label.as_ref().map(|(level, _)| *level).filter(|level| line.level > *level);
        let Some(level) = above else {
            self.end_label();
            self.put(usize::from(line.level).saturating_mul(2), &said);
            return;
        };
        let margin = usize::from(level).saturating_mul(2);
        let deeper = usize::from(line.level.saturating_sub(level).saturating_sub(1)).saturating_mul(2);
        match self.label.as_mut().and_then(|(_, words)| words.take()) {
            Some(words) => {
                let gap = self.width.saturating_sub(words.width()).saturating_add(deeper);
                self.put(margin, &format!("{words}{}{said}", " ".repeat(gap)));
            }
            None => self.put(margin.saturating_add(self.width).saturating_add(deeper), &said),
        }
    }

    /// A label with nothing beside it stands alone.
    fn end_label(&mut self) {
        if let Some((level, Some(words))) = self.label.take() {
            self.put(usize::from(level).saturating_mul(2), &words);
        }
    }

    fn put(&mut self, indent: usize, said: &str) {
        for line in said.lines() {
            self.text.push_str(&" ".repeat(indent));
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    fn sheet(&mut self, sheet: &Sheet) {
        self.end_label();
        self.put(0, &shown(&sheet.title, self.lang));
        let heads = sheet.columns.iter().map(|column| shown(&column.head, self.lang)).collect();
        let cells = |row: &Vec<Cell>| row.iter().map(|cell| legible(&cell.say(self.lang))).collect();
        let rows: Vec<Vec<String>> = std::iter::once(heads).chain(sheet.rows.iter().map(cells)).collect();
        let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
        let widths: Vec<usize> = (0..sheet.columns.len()).map(|column| width(column).unwrap_or(0)).collect();
        for row in &rows {
            let padded: Vec<String> = row
                .iter()
                .zip(sheet.columns.iter().zip(&widths))
                .map(|(cell, (column, width))| pad(cell, *width, column.align))
                .collect();
            self.put(2, &padded.join("  "));
        }
    }
}

fn pad(cell: &str, width: usize, align: Align) -> String {
    let gap = " ".repeat(width.saturating_sub(cell.width()));
    match align {
        Align::Left => format!("{cell}{gap}"),
        Align::Right => format!("{gap}{cell}"),
    }
}
