//! The page: the difference first, then where it lies and what it is made of.

use super::changes::{changes, is_of_a_price};
use super::moving::{Moving, largest, trees};
use crate::explain::grouped::{Under, groups, to_pay, under};
use crate::explain::{Cell, Column, Count, Difference, Document, Filed, Listed, Phrase, Sheet, Side, Supposing};
use crate::value::{Day, Digest, Fen, Position};
use crate::whatif::{BoundMove, Bounds, Bridge, Cause, Change, Effect, Group, Row, Sums, Table, ToPay};
use std::sync::Arc;

/// What is told.
#[derive(Debug)]
pub struct Supposition<'s> {
    /// The business day, and the last event that was known.
    pub horizon: (Day, Position),
    /// So many events by which money was decided are left out of both arms, where they are.
    pub afresh: Option<usize>,
    /// What the scenario is called, and its digest.
    pub scenario: (Option<&'s str>, Digest),
    /// The same of the scenario it is held against, where that is not the ledger as it is.
    pub beside: Option<(Option<&'s str>, Digest)>,
    /// The changes, each with what it did by itself.
    pub changes: &'s [(Change, Effect)],
    /// What all lines come to.
    pub sums: &'s Sums,
    /// The same by clause and year.
    pub table: &'s Table,
    /// What the difference is made of.
    pub bridge: &'s Bridge,
    /// What floors, ceilings and caps did.
    pub bounds: &'s Bounds,
    /// How many subjects get more, and how many less.
    pub subjects: [usize; 2],
    /// How many subjects were asked again, and how many there are.
    pub asked: (usize, usize),
    /// How many lines differ.
    pub changed: usize,
    /// How many are made up otherwise and due the same.
    pub cancelled: usize,
    /// Whether no line is shown, because the scenario names facts and whoever asks is not to know whose a line is.
    pub withholds_lines: bool,
    /// The lines to be shown.
    pub moving: Vec<Moving<'s>>,
    /// How both arms come to the first of them.
    pub trees: &'s [[Document; 2]],
    /// By field of technology.
    pub fields: &'s [Group],
    /// By scale.
    pub scales: &'s [Group],
    /// What may still be paid.
    pub to_pay: &'s [ToPay],
    /// The difference under other readings, where that was asked for.
    pub under: Option<&'s [Under]>,
    /// How many documents there are.
    pub documents: usize,
    /// The command that asks the same again.
    pub command: &'s str,
}

/// A scenario in words.
pub fn whatif(of: &Supposition<'_>) -> Document {
    let mut page = Document::default();
    head(&mut page, of.horizon, (of.scenario.0, of.afresh), of.beside);
    total(&mut page, of);
    changes(&mut page, of);
    if of.changed > 0 {
        by_clause(&mut page, of);
    }
    let beside = of.beside.is_some();
    groups(&mut page, Supposing::ByField, Supposing::FieldHead, of.fields, beside);
    groups(&mut page, Supposing::ByScale, Supposing::ScaleHead, of.scales, beside);
    to_pay(&mut page, of.to_pay, beside, of.sums.opened.count > 0 || of.sums.settled.count > 0);
    bridge(&mut page, of);
    largest(&mut page, of);
    trees(&mut page, of);
    if let Some(options) = of.under {
        under(&mut page, options, of.sums.difference(), beside);
    }
    page.say(0, held(of.afresh));
    let (asked, all) = of.asked;
    page.say(
        0,
        if asked < all {
            Supposing::AskedAgain { asked, all }
        } else {
            Supposing::AllAskedAgain { all: Count::of(all, "subject") }
        },
    );
    page.say(0, Supposing::Cited { digest: of.scenario.1.to_string().into() });
    page.say(0, Supposing::Again { command: of.command.into() });
    page
}

/// What is asked of what, and what it is held against.
pub(in crate::explain) fn head(
    page: &mut Document,
    (on, known): (Day, Position),
    (title, afresh): (Option<&str>, Option<usize>),
    beside: Option<(Option<&str>, Digest)>,
) {
    page.say(
        0,
        match beside {
            None => Supposing::Title { known, on },
            Some((None, digest)) => Supposing::TitleBeside { known, on, digest: digest.short().into() },
            Some((Some(name), digest)) => {
                Supposing::TitleBesideNamed { known, on, name: name.into(), digest: digest.short().into() }
            }
        },
    );
    if let Some(name) = title {
        page.say(0, Supposing::Named { name: name.into() });
    }
    if let Some(decisions) = afresh {
        page.say(0, Supposing::Afresh { decisions: Count::of(decisions, "event") });
    }
}

/// What was held.
pub(in crate::explain) fn held(afresh: Option<usize>) -> Supposing {
    match afresh {
        None => Supposing::Held,
        Some(_) => Supposing::HeldAfresh,
    }
}

/// The word for what a scenario is held against.
fn side(of: &Supposition<'_>) -> Side {
    if of.beside.is_some() { Side::Baseline } else { Side::Law }
}

/// The head of its column.
pub(in crate::explain) fn side_head(is_baseline: bool) -> Supposing {
    if is_baseline { Supposing::AsBaseline } else { Supposing::AsIs }
}

fn total(page: &mut Document, of: &Supposition<'_>) {
    let sums = of.sums;
    let (base, supposed, difference) = (sums.base, sums.supposed, Difference(sums.difference()));
    let side = side(of);
    if sums.opened.count > 0 || sums.settled.count > 0 {
        let (whole, other) = (base.plus(sums.opened.amount), supposed.plus(sums.settled.amount));
        page.say(0, Supposing::Whole { side, base: whole, supposed: other });
        page.say(0, Supposing::Both { side, base, supposed, difference });
    } else {
        page.say(
            0,
            match share(sums.difference(), base) {
                Some(share) => Supposing::TotalShare { side, base, supposed, difference, share },
                None => Supposing::Total { side, base, supposed, difference },
            },
        );
    }
    if of.changed == 0 {
        page.say(1, Supposing::NoDifference);
    } else {
        let items = |count| Count::of(count, "item");
        let [winners, losers] = of.subjects.map(|count| Count::of(count, "subject"));
        let (more, less) = (items(sums.more.count), items(sums.less.count));
        page.say(1, Supposing::Lines { more, gain: sums.more.amount, less, loss: sums.less.amount, winners, losers });
    }
    let beside = |count| Count::of(count, "item");
    if of.cancelled > 0 {
        page.say(1, Supposing::Cancelled { count: beside(of.cancelled) });
    }
    if sums.opened.count > 0 {
        page.say(1, Supposing::Opened { count: beside(sums.opened.count), amount: sums.opened.amount });
    }
    if sums.settled.count > 0 {
        page.say(1, Supposing::Settled { count: beside(sums.settled.count), amount: sums.settled.amount });
    }
    if sums.open > 0 {
        page.say(1, Supposing::Open { count: beside(sums.open) });
    }
}

/// A difference as a share of what there is, half up to a hundredth of a percent: `+12.34%`. It is for reading and nothing rests on it.
fn share(difference: Fen, base: Fen) -> Option<Arc<str>> {
    let (size, of) = (difference.get().unsigned_abs(), base.get().unsigned_abs());
    if size == 0 {
        return None;
    }
    let doubled = size.checked_mul(20_000)?.checked_add(of)?;
    let hundredths = doubled.checked_div(of.checked_mul(2)?)?;
    let sign = if difference.get() < 0 { "−" } else { "+" };
    Some(format!("{sign}{}.{:02}%", hundredths.div_euclid(100), hundredths.rem_euclid(100)).into())
}

pub(in crate::explain) fn number(count: usize) -> Cell {
    Cell::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

pub(in crate::explain) fn by(amount: Fen) -> Cell {
    Cell::of(Supposing::By { difference: Difference(amount) })
}

/// The rows that differ, the others as one row, and all of them.
fn by_clause(page: &mut Document, of: &Supposition<'_>) {
    let mut columns = vec![Column::left(Filed::Article), Column::right(Filed::FactYear)];
    columns.extend(
        [side_head(of.beside.is_some()), Supposing::AsSupposed, Supposing::Difference, Supposing::Differ]
            .map(Column::right),
    );
    let mut sheet = Sheet::new(Supposing::ByClause, columns);
    let mut rest = Sums::default();
    for (row, sums) in of.table {
        if sums.changed() == 0 {
            rest.join(sums);
            continue;
        }
        let year = Cell::Number(row.year.into());
        sheet.rows.push(sums_row(Cell::of(clause(row, of.documents)), year, sums));
    }
    if rest.base != Fen::ZERO {
        sheet.rows.push(sums_row(Cell::of(Supposing::Rest), Cell::Empty, &rest));
    }
    sheet.rows.push(sums_row(Cell::of(Supposing::Sum), Cell::Empty, of.sums));
    page.show(sheet);
}

fn sums_row(clause: Cell, year: Cell, sums: &Sums) -> Vec<Cell> {
    let (base, supposed) = (Cell::Money(sums.base), Cell::Money(sums.supposed));
    vec![clause, year, base, supposed, by(sums.difference()), number(sums.changed())]
}

fn clause(row: &Row, documents: usize) -> Phrase {
    let (document, article) = (row.document.clone(), row.article.clone());
    match (row.article.is_empty(), documents > 1) {
        (true, _) => Supposing::NoClause,
        (false, true) => Supposing::ClauseOf { document, article },
        (false, false) => Supposing::Clause { article },
    }
    .into()
}

fn bridge(page: &mut Document, of: &Supposition<'_>) {
    let columns = vec![Column::left(Supposing::Why), Column::right(Supposing::Count), Column::right(Supposing::Amount)];
    let mut sheet = Sheet::new(Supposing::Bridge, columns);
    for (cause, (count, amount)) in &of.bridge.0 {
        sheet.rows.push(vec![Cell::of(cause_words(*cause)), number(*count), by(*amount)]);
    }
    // One cause is the whole difference.
    if sheet.rows.len() > 1 {
        let sum: Fen = of.bridge.0.values().map(|(_, amount)| *amount).sum();
        sheet.rows.push(vec![Cell::of(Supposing::Sum), Cell::Empty, by(sum)]);
    }
    page.show(sheet);
    let moves: Vec<Phrase> = of.bounds.0.iter().map(|(kind, count)| bound_words(*kind, *count).into()).collect();
    if !moves.is_empty() && of.sums.changed() > 0 && of.changes.iter().any(|(change, _)| is_of_a_price(change)) {
        page.say(1, Supposing::Bounds { moves: Listed(moves) });
    }
}

fn cause_words(cause: Cause) -> Supposing {
    match cause {
        Cause::Amount => Supposing::OfAmount,
        Cause::Elsewhere => Supposing::OfElsewhere,
        Cause::Cap => Supposing::OfCap,
        Cause::Answer => Supposing::OfAnswer,
        Cause::Appears => Supposing::OfAppears,
        Cause::Vanishes => Supposing::OfVanishes,
        Cause::Regrouped => Supposing::OfRegrouped,
        Cause::Approved => Supposing::OfApproved,
        Cause::AskedBack => Supposing::OfAskedBack,
    }
}

fn bound_words(kind: BoundMove, count: usize) -> Supposing {
    match kind {
        BoundMove::StillAtFloor => Supposing::StillAtFloor { count },
        BoundMove::StillAtCeiling => Supposing::StillAtCeiling { count },
        BoundMove::ToFloor => Supposing::ToFloor { count },
        BoundMove::OffFloor => Supposing::OffFloor { count },
        BoundMove::ToCeiling => Supposing::ToCeiling { count },
        BoundMove::OffCeiling => Supposing::OffCeiling { count },
        BoundMove::TakenUp => Supposing::TakenUp { count },
    }
}
