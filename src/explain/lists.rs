//! Lists over many subjects or over a policy: what lapses, and the readings.

use crate::explain::{Cell, Column, Decisions, Document, Filed, Heading, Link, Phrase, Sheet, Standing};
use crate::policy::{Choices, Policy};
use crate::value::{Bilingual, Day, Uscc};
use std::sync::Arc;

/// A status of somebody that ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LapseRow {
    /// Whose.
    pub subject: Uscc,
    /// The name, where it is known.
    pub name: Option<Arc<str>>,
    /// The status.
    pub status: Bilingual,
    /// The last day inside.
    pub last: Day,
    /// Days from the business day to the last day.
    pub days_left: i64,
    /// What happens then.
    pub happens: Phrase,
}

/// What lapses, the nearest first.
pub fn lapses(rows: &[LapseRow]) -> Document {
    let mut page = Document::default();
    if rows.is_empty() {
        page.say(0, Heading::Lapses);
        page.say(1, Filed::NothingLapses);
        return page;
    }
    let mut columns = vec![Column::left(Filed::Name), Column::left(Filed::Code), Column::left(Filed::Status)];
    columns.extend([Column::left(Filed::Until), Column::right(Filed::DaysLeft), Column::left(Filed::Happens)]);
    let mut sheet = Sheet::new(Heading::Lapses, columns);
    let mut sorted: Vec<&LapseRow> = rows.iter().collect();
    sorted.sort_by_key(|row| (row.last, row.subject));
    for row in sorted {
        let name = row.name.clone().map_or(Cell::Empty, |text| Cell::of(Filed::Text { text }));
        let cells = vec![
            name.to(Link::Subject(row.subject)),
            Cell::of(Filed::Text { text: row.subject.as_str().into() }).to(Link::Subject(row.subject)),
            Cell::of(row.status.clone()),
            Cell::of(Filed::On { day: row.last }),
            Cell::Number(row.days_left),
            Cell::of(row.happens.clone()),
        ];
        sheet.rows.push(cells);
    }
    page.show(sheet);
    page
}

/// The readings of a policy in file order: the option in force, whether it was decided, and the other options.
pub fn readings(policy: &Policy, choices: &Choices, decided: &Decisions) -> Document {
    let mut page = Document::default();
    let heads = [Filed::Id, Filed::Article, Filed::Question, Filed::Option, Filed::Standing, Filed::Others];
    let known = policy.readings.iter().filter(|reading| decided.contains_key(&reading.id)).count();
    let title = Heading::Readings { document: policy.id.clone(), decided: known, all: policy.readings.len() };
    let mut sheet = Sheet::new(title, heads.into_iter().map(Column::left).collect());
    for reading in &policy.readings {
        let chosen = reading.chosen(choices);
        let others = reading.options.iter().filter(|option| Some(*option) != chosen);
        let others: Vec<Phrase> = others.map(|option| option.title.clone().into()).collect();
        let cells = vec![
            Cell::of(Filed::Text { text: reading.id.0.clone() }),
            Cell::of(Filed::Text { text: reading.article.clone() }),
            Cell::of(reading.question.clone()),
            chosen.map_or(Cell::Empty, |option| Cell::of(option.title.clone())),
            Cell::of(Filed::As { standing: Standing::of(reading, choices, decided) }),
            if others.is_empty() { Cell::Empty } else { Cell::of(Phrase::Several(others)) },
        ];
        sheet.rows.push(cells);
    }
    page.show(sheet);
    page
}
