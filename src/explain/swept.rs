//! A parameter through a range of values, in words.

use crate::explain::whatif::{change_words, head, held, side_head};
use crate::explain::{Cell, Column, Difference, Document, Sheet, Supposing};
use crate::value::{Day, Digest, Fen, Position};
use crate::whatif::{Change, Setting, Sums, Value};

/// What is told.
#[derive(Debug)]
pub struct Swept<'s> {
    /// The business day, and the last event that was known.
    pub horizon: (Day, Position),
    /// So many events by which money was decided are left out of both arms, where they are.
    pub afresh: Option<usize>,
    /// What the scenario is called, and its digest.
    pub scenario: (Option<&'s str>, Digest),
    /// The same of the scenario it is held against, where that is not the ledger as it is.
    pub beside: Option<(Option<&'s str>, Digest)>,
    /// The parameter.
    pub setting: &'s Setting,
    /// What is supposed at every step besides.
    pub changes: &'s [Change],
    /// What each value comes to.
    pub steps: &'s [(Value, Sums)],
    /// The command that asks the same again.
    pub command: &'s str,
}

/// A row for each value: what everybody would be due, how much more than as it is, and than at the value before.
pub fn swept(of: &Swept<'_>) -> Document {
    let mut page = Document::default();
    head(&mut page, of.horizon, (of.scenario.0, of.afresh), of.beside);
    besides(&mut page, of);
    let (path, document) = (of.setting.path.clone(), of.setting.document.clone());
    let title = match of.setting.from {
        Some(from) => Supposing::ParameterFrom { path, document, from },
        None => Supposing::Parameter { path, document },
    };
    let heads = [Supposing::StepValue, Supposing::AsSupposed, Supposing::Difference, Supposing::StepBy];
    let mut columns: Vec<Column> = heads.map(Column::right).into();
    columns.extend([Supposing::StepMore, Supposing::StepLess, Supposing::StepBeside].map(Column::right));
    let mut sheet = Sheet::new(title, columns);
    let mut before: Option<Fen> = None;
    for (value, sums) in of.steps {
        sheet.rows.push(row(*value, sums, before));
        before = Some(sums.difference());
    }
    page.show(sheet);
    page.say(0, held(of.afresh));
    page.say(0, Supposing::Cited { digest: of.scenario.1.to_string().into() });
    page.say(0, Supposing::Again { command: of.command.into() });
    page
}

/// What is supposed at every step besides: without it a difference would be laid at the door of the range.
fn besides(page: &mut Document, of: &Swept<'_>) {
    let heads = [Supposing::Change, side_head(of.beside.is_some()), Supposing::AsSupposed];
    let mut sheet = Sheet::new(Supposing::Besides, heads.map(Column::left).into());
    sheet.rows.extend(of.changes.iter().map(|change| change_words(change).map(Cell::of).into()));
    page.show(sheet);
}

fn row(value: Value, sums: &Sums, before: Option<Fen>) -> Vec<Cell> {
    let by = |amount: Fen| Cell::of(Supposing::By { difference: Difference(amount) });
    let number = |count: usize| Cell::Number(i64::try_from(count).unwrap_or(i64::MAX));
    let shown = match value {
        Value::Yuan(amount) => format!("¥{amount}"),
        Value::Percent(_) | Value::Whole(_) => value.to_string(),
    };
    vec![
        Cell::of(Supposing::Value { value: shown.into() }),
        Cell::Money(sums.supposed),
        by(sums.difference()),
        before.map_or(Cell::Empty, |before| by(sums.difference().minus(before))),
        number(sums.more.count),
        number(sums.less.count),
        number(sums.opened.count.saturating_add(sums.settled.count)),
    ]
}
