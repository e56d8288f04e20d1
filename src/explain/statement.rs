//! The statement of an enterprise: one line per item with the running total against each cap, totals at the end.

use crate::explain::why::outcome_words;
use crate::explain::{Case, Cell, Column, Document, Filed, Heading, Phrase, Sheet};
use crate::position::Item;
use crate::value::Fen;
use std::collections::BTreeMap;
use std::sync::Arc;

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
    let mut sums = [Fen::ZERO; 8];
    for item in &own {
        let against = against_caps(case, item, &mut running);
        if !shown(&item) {
            continue;
        }
        let amounts = amounts(item);
        for (sum, amount) in sums.iter_mut().zip(amounts) {
            *sum = sum.plus(amount);
        }
        sheet.rows.push(row(case, item, amounts, against));
    }
    let mut total = vec![Cell::of(Filed::Sum), Cell::Empty, Cell::Empty];
    total.extend(sums.into_iter().map(Cell::Money));
    total.extend([Cell::Empty, Cell::Empty]);
    sheet.rows.push(total);
    page.show(sheet);
    page
}

fn columns() -> Vec<Column> {
    let mut columns = vec![Column::left(Filed::Grant), Column::left(Filed::Matter), Column::right(Filed::FactYear)];
    let amounts = [
        Filed::Gross,
        Filed::Excluded,
        Filed::Cut,
        Filed::Net,
        Filed::Approved,
        Filed::Paid,
        Filed::Outstanding,
        Filed::Overpaid,
    ];
    columns.extend(amounts.into_iter().map(Column::right));
    columns.extend([Column::left(Filed::Running), Column::left(Filed::Outcome)]);
    columns
}

/// Gross less what is excluded less what is cut is net.
fn amounts(item: &Item) -> [Fen; 8] {
    let excluded = item.excluded.iter().map(|excluded| excluded.amount).sum();
    let cut = item.cuts.iter().map(|cut| cut.amount).sum();
    [item.gross, excluded, cut, item.net, item.approved, item.paid, item.outstanding, item.overpaid]
}

fn row(case: &Case<'_>, item: &Item, amounts: [Fen; 8], against: Vec<Phrase>) -> Vec<Cell> {
    let mut row = vec![
        Cell::of(case.heading(item)),
        Cell::of(Filed::MatterOf { matter: case.matter(item) }),
        Cell::Number(item.fact_year.into()),
    ];
    row.extend(amounts.into_iter().map(Cell::Money));
    row.push(if against.is_empty() { Cell::Empty } else { Cell::of(Phrase::Several(against)) });
    row.push(Cell::of(outcome_words(case, item)));
    row
}

/// Adds an item to the caps above it and says how far each is used by then.
fn against_caps(case: &Case<'_>, item: &Item, running: &mut BTreeMap<(usize, i32), Fen>) -> Vec<Phrase> {
    let Some(grant) = item.grant.filter(|_| item.net.is_positive()) else { return Vec::new() };
    let limits = case.program.limits.iter().enumerate().filter(|(_, limit)| limit.grants.contains(&grant));
    let mut said: Vec<Phrase> = Vec::new();
    for (number, _) in limits {
        let year = crate::explain::why::cap_year(case, item);
        let Some(cap) = case.position.caps.iter().find(|cap| cap.limit == number && cap.year == year) else { continue };
        let used = running.entry((number, year)).or_default();
        *used = used.plus(item.net);
        said.push(Filed::RunningOf { used: *used, cap: cap.cap, year }.into());
    }
    said
}
