//! The statement of an enterprise: one line per item with the running total against each cap, totals at the end.

use crate::explain::amounts::{Amount, Sums, linked};
use crate::explain::why::outcome_words;
use crate::explain::{Case, Cell, Column, Document, Filed, Heading, Phrase, Sheet};
use crate::policy::AboveCap;
use crate::position::Item;
use crate::value::Fen;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Gross less what is excluded less what is cut is net, and net is paid, outstanding and withheld, overpaid aside.
const AMOUNTS: [Amount; 9] = [
    Amount::Gross,
    Amount::Excluded,
    Amount::Cut,
    Amount::Net,
    Amount::Approved,
    Amount::Paid,
    Amount::Outstanding,
    Amount::Withheld,
    Amount::Overpaid,
];

/// The statement of the subject of a case, for the facts of one year or of all.
pub fn statement(case: &Case<'_>, year: Option<i32>) -> Document {
    let mut page = Document::default();
    let who = case.who();
    page.say(
        0,
        match year {
            Some(year) => Heading::StatementOf { year, who },
            None => Heading::Statement { who },
        },
    );
    page.say(0, Heading::RestsOn { known: case.known, on: case.position.on });
    let mut own: Vec<&Item> = case.position.items.iter().collect();
    own.sort_by_key(|item| (item.day, item.grant.unwrap_or(usize::MAX), Arc::clone(&item.matter)));
    let shown = |item: &&&Item| year.is_none_or(|year| item.fact_year == year);
    if !own.iter().any(|item| shown(&item)) {
        page.say(1, Filed::NoItems);
        return page;
    }
    let mut running: BTreeMap<(usize, i32), Fen> = BTreeMap::new();
    let mut sheet = Sheet::new(Heading::Items, columns());
    let mut sums = Sums::of(&AMOUNTS);
    for item in &own {
        let against = against_caps(case, item, &mut running);
        if !shown(&item) {
            continue;
        }
        sums.add(item);
        sheet.rows.push(row(case, item, against));
    }
    let mut total = vec![Cell::of(Filed::Sum), Cell::Empty, Cell::Empty];
    total.extend(sums.cells());
    total.extend([Cell::Empty, sums.besides()]);
    sheet.rows.push(total);
    page.show(sheet);
    page
}

fn columns() -> Vec<Column> {
    let mut columns = vec![Column::left(Filed::Grant), Column::left(Filed::Matter), Column::right(Filed::FactYear)];
    columns.extend(AMOUNTS.map(|amount| Column::right(amount.head())));
    columns.extend([Column::left(Filed::Running), Column::left(Filed::Outcome)]);
    columns
}

fn row(case: &Case<'_>, item: &Item, against: Vec<Phrase>) -> Vec<Cell> {
    let mut row = vec![
        linked(Cell::of(case.heading(item)), case.clause(item).as_ref()),
        Cell::of(Filed::MatterOf { matter: case.matter(item) }),
        Cell::Number(item.fact_year.into()),
    ];
    let clause = case.clause(item);
    row.extend(AMOUNTS.map(|amount| linked(amount.cell(item), clause.as_ref())));
    row.push(if against.is_empty() { Cell::Empty } else { Cell::of(Phrase::Several(against)) });
    row.push(Cell::of(outcome_words(case, item)));
    row
}

/// Adds an item to the caps above it and says how far each is used by then.
fn against_caps(case: &Case<'_>, item: &Item, running: &mut BTreeMap<(usize, i32), Fen>) -> Vec<Phrase> {
    let Some(grant) = item.grant.filter(|_| item.net.is_positive()) else { return Vec::new() };
    let limits = case.program.limits.iter().enumerate().filter(|(_, limit)| limit.grants.contains(&grant));
    let mut said: Vec<Phrase> = Vec::new();
    let carried = case.document(item).options.above_cap == AboveCap::Carried;
    for (number, _) in limits {
        let year = item.cap_year(case.document(item));
        let last = if carried { case.position.on.year().max(year) } else { year };
        let mut left = item.net;
        for year in year..=last {
            let known = case.position.caps.iter().find(|cap| cap.limit == number && cap.year == year);
            let Some(cap) = known.filter(|_| left.is_positive()) else { continue };
            let used = running.entry((number, year)).or_default();
            // What a year has no room for goes on to the next one.
            let part = if carried { left.min(cap.cap.less(*used)) } else { left };
            left = left.minus(part);
            *used = used.plus(part);
            let told = Filed::RunningOf { used: *used, cap: cap.cap, year };
            said.extend(part.is_positive().then(|| told.into()));
        }
    }
    said
}
