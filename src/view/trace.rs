//! `trace.v1`: an explanation as a tree of lines and tables, in both languages.

use crate::explain::{Cell, Document, Part};
use crate::position::FactRef;
use crate::value::{Fen, Lang};
use crate::view::EventV1;
use serde::Serialize;

/// An explanation for other programs: the parts in order, a line under the line above it with a smaller level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/trace.v1.json describes every field in both languages")]
pub struct TraceV1 {
    pub format: &'static str,
    pub parts: Vec<PartV1>,
}

/// A line or a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "part", rename_all = "snake_case")]
#[expect(missing_docs, reason = "docs/schemas/trace.v1.json describes every field in both languages")]
pub enum PartV1 {
    Line { level: u8, says: String, zh: String, en: String, amounts: Vec<String>, events: Vec<EventV1> },
    Sheet { says: String, zh: String, en: String, columns: Vec<ColumnV1>, rows: Vec<Vec<CellV1>> },
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/trace.v1.json describes every field in both languages")]
pub struct ColumnV1 {
    pub says: String,
    pub zh: String,
    pub en: String,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/trace.v1.json describes every field in both languages")]
pub struct CellV1 {
    pub zh: String,
    pub en: String,
    pub amount: Option<String>,
    pub events: Vec<EventV1>,
}

impl TraceV1 {
    /// Shapes an explanation.
    pub fn of(document: &Document) -> Self {
        Self { format: "trace.v1", parts: document.parts.iter().map(PartV1::of).collect() }
    }
}

impl PartV1 {
    fn of(part: &Part) -> Self {
        match part {
            Part::Line(line) => PartV1::Line {
                level: line.level,
                says: line.phrase.name().to_owned(),
                zh: line.phrase.say(Lang::Zh),
                en: line.phrase.say(Lang::En),
                amounts: line.phrase.amounts().into_iter().map(Fen::to_yuan).collect(),
                events: events(&line.phrase.facts()),
            },
            Part::Sheet(sheet) => PartV1::Sheet {
                says: sheet.title.name().to_owned(),
                zh: sheet.title.say(Lang::Zh),
                en: sheet.title.say(Lang::En),
                columns: sheet
                    .columns
                    .iter()
                    .map(|column| ColumnV1 {
                        says: column.head.name().to_owned(),
                        zh: column.head.say(Lang::Zh),
                        en: column.head.say(Lang::En),
                    })
                    .collect(),
                rows: sheet.rows.iter().map(|row| row.iter().map(CellV1::of).collect()).collect(),
            },
        }
    }
}

impl CellV1 {
    fn of(cell: &Cell) -> Self {
        let amount = cell.amount().map(Fen::to_yuan);
        Self { zh: cell.say(Lang::Zh), en: cell.say(Lang::En), amount, events: events(&cell.facts()) }
    }
}

fn events(facts: &[FactRef]) -> Vec<EventV1> {
    facts.iter().map(EventV1::of).collect()
}
