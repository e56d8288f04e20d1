//! A difference by what subjects are, by year as far as money is still to be paid, and under readings that nobody decided.

use crate::explain::whatif::{by, number, side_head};
use crate::explain::{Cell, Column, Count, Document, Filed, Phrase, Sheet, Supposing};
use crate::value::{Bilingual, Fen};
use crate::whatif::{Group, Sums, ToPay};
use std::sync::Arc;

/// The same difference under another option of a reading.
#[derive(Debug, Clone)]
pub struct Under {
    /// The reading.
    pub reading: Arc<str>,
    /// What it asks.
    pub question: Bilingual,
    /// The stable name of the option.
    pub token: Arc<str>,
    /// The option.
    pub option: Bilingual,
    /// What both arms come to under it.
    pub sums: Sums,
}

/// Groups that differ, the others as one row. Where there is one group only, it is the whole.
pub(super) fn groups(page: &mut Document, title: Supposing, head: Supposing, groups: &[Group], is_baseline: bool) {
    if groups.len() < 2 || groups.iter().all(|group| group.changed == 0) {
        return;
    }
    let mut columns = vec![Column::left(head)];
    columns.extend(
        [side_head(is_baseline), Supposing::AsSupposed, Supposing::Difference, Supposing::Differ].map(Column::right),
    );
    let mut sheet = Sheet::new(title, columns);
    let row = |name: Phrase, [base, supposed]: [Fen; 2], changed: Cell| {
        vec![Cell::of(name), Cell::Money(base), Cell::Money(supposed), by(supposed.minus(base)), changed]
    };
    let (differ, same): (Vec<&Group>, Vec<&Group>) = groups.iter().partition(|group| group.changed > 0);
    for group in differ {
        let name = group.name.as_ref().map_or_else(|| Supposing::NotOnRecord.into(), |(_, label)| label.clone().into());
        sheet.rows.push(row(name, [group.base, group.supposed], number(group.changed)));
    }
    let rest: Fen = same.iter().map(|group| group.base).sum();
    if !same.is_empty() {
        sheet.rows.push(row(Supposing::Rest.into(), [rest, rest], number(0)));
    }
    page.show(sheet);
}

/// Years for whose facts money may still be paid or was paid too much, in either arm. Each arm has all that is known in it; where that is
/// not the same, the other tables leave out what is known in one only, and it is said that this one does not.
pub(super) fn to_pay(page: &mut Document, years: &[ToPay], is_baseline: bool, differs_in_known: bool) {
    if years.iter().all(|own| own.outstanding[0] == own.outstanding[1] && own.overpaid[0] == own.overpaid[1]) {
        return;
    }
    let mut columns = vec![Column::right(Filed::FactYear)];
    columns.extend([side_head(is_baseline), Supposing::AsSupposed, Supposing::Difference].map(Column::right));
    columns.extend([Supposing::OverpaidAsIs, Supposing::OverpaidAsSupposed].map(Column::right));
    let title = if differs_in_known { Supposing::ToPayOfEach } else { Supposing::ToPay };
    let mut sheet = Sheet::new(title, columns);
    let row = |year: Cell, [base, supposed]: [Fen; 2], [had, has]: [Fen; 2]| {
        vec![
            year,
            Cell::Money(base),
            Cell::Money(supposed),
            by(supposed.minus(base)),
            Cell::Money(had),
            Cell::Money(has),
        ]
    };
    for own in years {
        sheet.rows.push(row(Cell::Number(own.year.into()), own.outstanding, own.overpaid));
    }
    let sum = |of: fn(&ToPay) -> Fen| years.iter().map(of).sum::<Fen>();
    sheet.rows.push(row(
        Cell::of(Supposing::Sum),
        [sum(|own| own.outstanding[0]), sum(|own| own.outstanding[1])],
        [sum(|own| own.overpaid[0]), sum(|own| own.overpaid[1])],
    ));
    page.show(sheet);
}

/// Options under which the difference is another one; how many leave it as it is.
pub(super) fn under(page: &mut Document, options: &[Under], own: Fen, is_baseline: bool) {
    let (other, same): (Vec<&Under>, Vec<&Under>) = options.iter().partition(|under| under.sums.difference() != own);
    let mut columns = vec![Column::left(Supposing::ReadingHead), Column::left(Supposing::OptionHead)];
    columns.extend([side_head(is_baseline), Supposing::AsSupposed, Supposing::Difference].map(Column::right));
    columns.push(Column::right(Supposing::AgainstNow));
    let mut sheet = Sheet::new(Supposing::UnderReadings, columns);
    for under in &other {
        let (id, question) = (under.reading.clone(), under.question.clone());
        sheet.rows.push(vec![
            Cell::of(Supposing::Reading { id, question }),
            Cell::of(under.option.clone()),
            Cell::Money(under.sums.base),
            Cell::Money(under.sums.supposed),
            by(under.sums.difference()),
            by(under.sums.difference().minus(own)),
        ]);
    }
    page.show(sheet);
    if !same.is_empty() {
        page.say(1, Supposing::SameUnder { count: Count::of(same.len(), "other option") });
    }
}
