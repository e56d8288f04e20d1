//! What was due and never paid, by subject and one by one.

use crate::explain::amounts::linked;
use crate::explain::{Case, Cell, Claiming, Column, Count, Document, Filed, Link, Paying, Sheet, Who};
use crate::position::Item;
use crate::value::{Bilingual, Day, Fen, Position, Uscc};
use std::cmp::Reverse;
use std::sync::Arc;

/// An item that was due and never paid.
#[derive(Debug)]
pub struct NeverPaid<'n> {
    /// What it is told from.
    pub case: Case<'n>,
    /// The item.
    pub item: &'n Item,
    /// The name of the subject, where it is known.
    pub name: Option<Arc<str>>,
    /// How much.
    pub amount: Fen,
    /// How it was missed.
    pub how: Bilingual,
    /// The number of the finding that says so.
    pub finding: Arc<str>,
}

impl NeverPaid<'_> {
    fn who(&self) -> Who {
        Who { name: self.name.clone(), code: self.case.position.subject }
    }
}

/// All of them, the largest sums first; and how many besides are settled.
pub fn never_paid(rows: &[NeverPaid<'_>], settled: usize, (known, on): (Position, Day)) -> Document {
    let mut page = Document::default();
    page.say(0, Claiming::NeverPaid { known, on });
    page.say(1, Claiming::Lead);
    let groups = groups(rows);
    if groups.is_empty() {
        page.say(1, Claiming::NoneMissed);
    } else {
        page.show(by_subject(&groups));
        page.show(one_by_one(&groups));
    }
    if settled > 0 {
        page.say(1, Claiming::SettledBesides { count: Count::of(settled, "item") });
    }
    page
}

/// The items of each subject with their sum, the largest sum first.
fn groups<'r, 'n>(rows: &'r [NeverPaid<'n>]) -> Vec<(Fen, Vec<&'r NeverPaid<'n>>)> {
    let code = |row: &NeverPaid<'_>| -> Uscc { row.case.position.subject };
    let mut sorted: Vec<&NeverPaid<'_>> = rows.iter().collect();
    sorted.sort_by_key(|row| (code(row), row.item.fact_year, row.item.grant, Arc::clone(&row.item.matter)));
    let own = sorted.chunk_by(|a, b| code(a) == code(b));
    let mut groups: Vec<_> = own.map(|own| (own.iter().map(|row| row.amount).sum::<Fen>(), own.to_vec())).collect();
    groups.sort_by_key(|(sum, _)| Reverse(*sum));
    groups
}

fn by_subject(groups: &[(Fen, Vec<&NeverPaid<'_>>)]) -> Sheet {
    let columns = vec![
        Column::left(Claiming::Subject),
        Column::left(Filed::Code),
        Column::right(Filed::Items),
        Column::right(Claiming::Missed),
    ];
    let mut sheet = Sheet::new(Claiming::BySubject, columns);
    let count = |count: usize| Cell::Number(i64::try_from(count).unwrap_or(i64::MAX));
    for (sum, own) in groups {
        let Some(first) = own.first() else { continue };
        let who = first.who();
        let link = Link::Subject(who.code);
        let text = |text: Arc<str>| Cell::of(Claiming::Text { text }).to(link.clone());
        let code: Arc<str> = who.code.as_str().into();
        sheet.rows.push(vec![
            text(who.name.unwrap_or_else(|| Arc::clone(&code))),
            text(code),
            count(own.len()),
            Cell::Money(*sum),
        ]);
    }
    let all = groups.iter().map(|(_, own)| own.len()).sum();
    let sum = groups.iter().map(|(sum, _)| *sum).sum();
    sheet.rows.push(vec![Cell::of(Filed::Sum), Cell::Empty, count(all), Cell::Money(sum)]);
    sheet
}

fn one_by_one(groups: &[(Fen, Vec<&NeverPaid<'_>>)]) -> Sheet {
    let mut columns: Vec<Column> = [Claiming::Subject, Claiming::Clause].map(Column::left).into();
    columns.extend([Column::left(Paying::Matter), Column::right(Filed::FactYear), Column::right(Claiming::Missed)]);
    columns.extend([Claiming::How, Claiming::Finding].map(Column::left));
    let mut sheet = Sheet::new(Claiming::OneByOne, columns);
    for row in groups.iter().flat_map(|(_, own)| own) {
        let clause = row.case.clause(row.item);
        sheet.rows.push(vec![
            Cell::of(Claiming::Whom { who: row.who() }),
            linked(Cell::of(row.case.heading(row.item)), clause.as_ref()),
            Cell::of(Filed::MatterOf { matter: row.case.matter(row.item) }),
            Cell::Number(row.item.fact_year.into()),
            linked(Cell::Money(row.amount), clause.as_ref()),
            Cell::of(row.how.clone()),
            Cell::of(Claiming::Text { text: Arc::clone(&row.finding) }).to(Link::Finding(Arc::clone(&row.finding))),
        ]);
    }
    sheet
}
