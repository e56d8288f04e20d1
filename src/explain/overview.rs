//! The first page: what is in a ledger and what needs attention; and what was searched for.

use crate::audit::{Finding, Severity};
use crate::explain::{Cell, Column, Count, Document, Filed, LapseRow, Link, Paged, Phrase, Sheet};
use crate::policy::Program;
use crate::value::{Day, Instant, Position};
use std::sync::Arc;

/// So many of the windows that end are listed on the first page.
const SHOWN: usize = 10;

/// What the first page tells.
#[derive(Debug)]
pub struct Overview<'o> {
    /// The business day.
    pub on: Day,
    /// The last event, and when it was recorded.
    pub last: (Position, Option<Instant>),
    /// How many subjects are on record.
    pub subjects: usize,
    /// The documents.
    pub program: &'o Program,
    /// What was found and is open.
    pub findings: &'o [Finding],
    /// What ends within so many days, the nearest first.
    pub lapses: &'o [LapseRow],
    /// So many days.
    pub within: i64,
}

/// What is in a ledger, and what needs attention.
pub fn overview(of: &Overview<'_>) -> Document {
    let mut page = Document::default();
    page.say(0, Paged::Overview { on: of.on });
    let (last, moment) = of.last;
    let count = Count { number: last.0, noun: "event" };
    let moment = moment.map_or_else(|| Arc::from("—"), |moment| Arc::from(moment.to_string()));
    page.say(1, Paged::Recorded { count, last, moment });
    page.say(1, Paged::Subjects { count: Count::of(of.subjects, "subject") });
    attention(&mut page, of.findings);
    lapsing(&mut page, of);
    let documents = in_force(of);
    if documents.rows.is_empty() {
        page.say(0, Paged::InForce);
        let last = of.program.documents.iter().map(|document| document.force.last).filter(|last| *last < of.on).max();
        page.say(1, last.map_or(Paged::NoneInForce, |day| Paged::NoneInForceSince { day }));
    }
    page.show(documents);
    page
}

/// Open findings by how grave they are. Their amounts are not added up: several rules may find the same money.
fn attention(page: &mut Document, findings: &[Finding]) {
    let columns = vec![Column::left(Paged::Severity), Column::right(Paged::Number)];
    let mut sheet = Sheet::new(Paged::Attention, columns);
    for severity in [Severity::Fault, Severity::Warning, Severity::Information] {
        let is_own = |finding: &&Finding| finding.state.is_open() && finding.detector.severity == severity;
        let own = findings.iter().filter(is_own).count();
        if own == 0 {
            continue;
        }
        let number = Cell::Number(i64::try_from(own).unwrap_or(i64::MAX));
        let title = Cell::of(severity.title().both());
        sheet.rows.push([title, number].map(|cell| cell.to(Link::Findings)).into());
    }
    if sheet.rows.is_empty() {
        page.say(0, Paged::Attention);
        page.say(1, Paged::NothingOpen);
    }
    page.show(sheet);
}

fn lapsing(page: &mut Document, of: &Overview<'_>) {
    let heading = Paged::LapsesIn { days: Count::days(of.within) };
    let columns = vec![
        Column::left(Filed::Name),
        Column::left(Filed::Status),
        Column::left(Filed::Until),
        Column::right(Filed::DaysLeft),
    ];
    let mut sheet = Sheet::new(heading.clone(), columns);
    for row in of.lapses.iter().take(SHOWN) {
        let name = row.name.clone().unwrap_or_else(|| row.subject.as_str().into());
        sheet.rows.push(vec![
            Cell::of(Filed::Text { text: name }).to(Link::Subject(row.subject)),
            Cell::of(row.status.clone()),
            Cell::of(Filed::On { day: row.last }),
            Cell::Number(row.days_left),
        ]);
    }
    if sheet.rows.is_empty() {
        page.say(0, heading);
        page.say(1, Paged::NothingLapses);
    }
    page.show(sheet);
    let more = of.lapses.len().saturating_sub(SHOWN);
    if more > 0 {
        page.say(1, Paged::AndMore { count: more });
    }
}

/// The documents that stand on the business day.
fn in_force(of: &Overview<'_>) -> Sheet {
    let columns = [Paged::Document, Paged::Policy].map(Column::left).into_iter();
    let columns = columns.chain([Column::left(Filed::From), Column::left(Filed::Until)]);
    let mut sheet = Sheet::new(Paged::InForce, columns.collect());
    for document in &of.program.documents {
        let force = document.force;
        if force.first <= of.on && of.on <= force.last {
            let text = |text: &Arc<str>| Cell::of(Filed::Text { text: Arc::clone(text) });
            sheet.rows.push(vec![
                text(&document.document).to(Link::Readings(Arc::clone(&document.policy))),
                text(&document.policy),
                Cell::of(Filed::On { day: force.first }),
                Cell::of(Filed::On { day: force.last }),
            ]);
        }
    }
    sheet
}

/// Something that was found by its name or its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub kind: Phrase,
    /// Its name or number.
    pub name: Arc<str>,
    /// More about it.
    pub about: Option<Phrase>,
    /// Where it is told.
    pub link: Link,
}

/// What a search found, or what is nearest to it; of so many in all.
pub fn hits(words: &str, (found, all): (&[Hit], usize), nearest: &[Hit]) -> Document {
    let mut page = Document::default();
    let text: Arc<str> = words.trim().into();
    if found.is_empty() {
        page.say(0, Paged::NoneFound { words: text });
        page.say(1, Paged::SearchHint);
        page.show(listed(Paged::Nearest.into(), nearest));
    } else {
        page.show(listed(Paged::Found { words: text, count: Count::of(all, "hit") }.into(), found));
        if found.len() < all {
            page.say(1, Paged::FirstOf { shown: found.len() });
        }
    }
    page
}

fn listed(heading: Phrase, hits: &[Hit]) -> Sheet {
    let mut sheet = Sheet::new(heading, [Paged::Kind, Paged::Hit, Paged::About].map(Column::left).into());
    for hit in hits {
        sheet.rows.push(vec![
            Cell::of(hit.kind.clone()),
            Cell::of(Paged::Text { text: Arc::clone(&hit.name) }).to(hit.link.clone()),
            hit.about.clone().map_or(Cell::Empty, Cell::Phrase),
        ]);
    }
    sheet
}
