//! What an event changes about decided money, in words.

use crate::audit::{Changed, Proposal};
use crate::explain::{Case, Cell, Column, Count, Document, Filed, Impact, NameOf, Paying, Sheet, Who};
use crate::position::FactRef;
use crate::value::{Bilingual, Day, Fen, Position, Uscc};

/// The event, when it was asked, and what it changes.
#[derive(Debug)]
pub struct ImpactOf<'i> {
    /// The event.
    pub event: FactRef,
    /// What people call its type.
    pub kind: Bilingual,
    /// The last event that was known.
    pub known: Position,
    /// The business day.
    pub on: Day,
    /// What changes.
    pub changed: &'i [Changed],
    /// The lines that would order back what is not due any more.
    pub lines: &'i [String],
}

/// A line for each item that changes, the sums, and what would put it right.
pub fn impact<'c>(of: &ImpactOf<'_>, case: &dyn Fn(Uscc) -> Option<Case<'c>>, name: NameOf<'_>) -> Document {
    let mut page = Document::default();
    page.say(0, Impact::Title { event: of.event, kind: of.kind.clone(), known: of.known, on: of.on });
    if of.changed.is_empty() {
        page.say(1, Impact::Nothing);
        return page;
    }
    let mut columns: Vec<Column> =
        vec![Column::left(Paying::Whom), Column::left(Paying::Grant), Column::left(Paying::Matter)];
    columns.push(Column::right(Paying::Approved));
    columns.extend([Impact::Paid, Impact::Before, Impact::With, Impact::Difference].map(Column::right));
    columns.extend([Impact::Proposal].map(Column::left));
    columns.extend([Impact::Amount].map(Column::right));
    let mut sheet = Sheet::new(Impact::Items, columns);
    for one in of.changed {
        sheet.rows.extend(case(one.subject).map(|case| row(&case, one, name)));
    }
    page.show(sheet);
    let [before, with, paid, recover, supplement] = impact_sums(of.changed);
    let count = Count::of(of.changed.len(), "item");
    page.say(0, Impact::Sum { count, before, with, difference: with.minus(before), paid });
    let open = of.changed.iter().filter(|one| one.proposal == Proposal::Open).count();
    if open > 0 {
        page.say(0, Impact::Besides { count: Count::of(open, "item") });
    }
    page.say(0, Impact::Proposed { recover, supplement });
    if !of.lines.is_empty() {
        page.say(0, Impact::Lines { position: of.event.position.0.to_string().into() });
        for line in of.lines {
            page.say(1, Impact::Line { text: line.as_str().into() });
        }
    }
    for one in of.changed {
        if let Proposal::Supplement(amount) = one.proposal {
            let year = one.item.fact_year.saturating_add(1);
            page.say(0, Impact::Approve { year, code: one.subject, amount });
        }
    }
    page
}

/// Without the event, with it, and paid, of what is known both ways; then what would be recovered and paid besides.
pub fn impact_sums(changed: &[Changed]) -> [Fen; 5] {
    let mut sums = [Fen::ZERO; 5];
    for one in changed {
        let known = one.before.zip(one.with).map_or([Fen::ZERO; 3], |(before, with)| [before, with, one.item.paid]);
        let proposed = match one.proposal {
            Proposal::Recover(amount) => [amount, Fen::ZERO],
            Proposal::Supplement(amount) => [Fen::ZERO, amount],
            Proposal::Ordered | Proposal::Overpaid(_) | Proposal::NotPaid(_) | Proposal::Even | Proposal::Open => {
                [Fen::ZERO; 2]
            }
        };
        for (sum, own) in sums.iter_mut().zip(known.into_iter().chain(proposed)) {
            *sum = sum.plus(own);
        }
    }
    sums
}

fn row(case: &Case<'_>, one: &Changed, name: NameOf<'_>) -> Vec<Cell> {
    let (item, code) = (&one.item, one.subject);
    let money = |amount: Option<Fen>| amount.map_or(Cell::of(Impact::Open), Cell::Money);
    let (says, amount) = match one.proposal {
        Proposal::Recover(amount) => (Impact::Recover, Some(amount)),
        Proposal::Supplement(amount) => (Impact::Supplement, Some(amount)),
        Proposal::Ordered => (Impact::Ordered, None),
        // What others did is no amount of this event: it stands in the words, and the column adds up.
        Proposal::Overpaid(amount) => (Impact::Overpaid { amount }, None),
        Proposal::NotPaid(left) => (Impact::NotPaid { left }, None),
        Proposal::Even => (Impact::Even, None),
        Proposal::Open => (Impact::Settle, None),
    };
    vec![
        Cell::of(Paying::Who { who: Who { name: name(code), code } }),
        Cell::of(case.heading(item)),
        Cell::of(Filed::MatterOf { matter: case.matter(item) }),
        Cell::Money(item.approved),
        Cell::Money(item.paid),
        money(one.before),
        money(one.with),
        one.before.zip(one.with).map_or(Cell::Empty, |(before, with)| Cell::Money(with.minus(before))),
        Cell::of(says),
        amount.map_or(Cell::Empty, Cell::Money),
    ]
}
