//! Who read what, as a table.

use crate::explain::{Accessed, Cell, Column, Document, Filed, Link, Phrase, Sheet};
use crate::value::{Day, Position};
use std::sync::Arc;

/// A line of the access log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessRow {
    /// Its number.
    pub number: u64,
    /// When.
    pub at: Arc<str>,
    /// Who.
    pub who: Phrase,
    /// His role, where he has one.
    pub role: Option<Phrase>,
    /// The method and the pattern of the address.
    pub route: Arc<str>,
    /// What it was about, and where that leads.
    pub about: Vec<(Arc<str>, Option<Link>)>,
    /// What was asked besides.
    pub asked: Arc<str>,
    /// The business day.
    pub on: Option<Day>,
    /// The knowledge.
    pub known: Option<Position>,
    /// What came of it.
    pub came: Phrase,
    /// The number of the request.
    pub request: Option<Arc<str>>,
}

/// The access log: how it is, and the rows in the order they are given.
pub fn access_log(rows: &[AccessRow], state: Accessed) -> Document {
    let mut page = Document::default();
    page.say(0, Accessed::Log);
    page.say(1, state);
    if rows.is_empty() {
        page.say(1, Accessed::NoLine);
        return page;
    }
    let words = [Accessed::At, Accessed::Who, Accessed::Role, Accessed::Came, Accessed::Route, Accessed::About];
    let more = [Accessed::Asked, Accessed::On, Accessed::Known, Accessed::Request];
    let columns = std::iter::once(Column::right(Accessed::Number));
    let columns = columns.chain(words.into_iter().chain(more).map(Column::left));
    let mut sheet = Sheet::new(Accessed::Log, columns.collect());
    sheet.rows = rows.iter().map(cells).collect();
    page.show(sheet);
    page
}

fn cells(row: &AccessRow) -> Vec<Cell> {
    let text = |text: &Arc<str>| match &**text {
        "" => Cell::Empty,
        _ => Cell::of(Accessed::Text { text: Arc::clone(text) }),
    };
    let about: Vec<&str> = row.about.iter().map(|(about, _)| &**about).collect();
    let about = text(&about.join(" ").into());
    // A cell leads to one thing: the first that has an answer.
    let about = match row.about.iter().find_map(|(_, link)| link.clone()) {
        Some(link) => about.to(link),
        None => about,
    };
    vec![
        Cell::Number(i64::try_from(row.number).unwrap_or(i64::MAX)),
        text(&row.at),
        Cell::of(row.who.clone()),
        row.role.clone().map_or(Cell::Empty, Cell::of),
        Cell::of(row.came.clone()),
        text(&row.route),
        about,
        text(&row.asked),
        row.on.map_or(Cell::Empty, |day| Cell::of(Filed::On { day })),
        row.known.map_or(Cell::Empty, |known| text(&format!("#{known}").into())),
        row.request.as_ref().map_or(Cell::Empty, text),
    ]
}
