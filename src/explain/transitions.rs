//! Items near a change of the law: what changed, which day decides and why, and which document and value holds.

use crate::explain::documents::because;
use crate::explain::{Case, Cell, Column, Count, Document, Filed, Heading, Phrase, Ruled, Sheet, Supposing, Whose};
use crate::policy::ParamValue;
use crate::position::{ApplicationBasis, Changing, Crossing, Decider, Item, Outcome};
use crate::value::{Bilingual, Day, Position};
use std::sync::Arc;

/// A line for each change that an item of somebody lies across or near. Each case comes with its items, by index, and their changes.
pub fn transitions(
    of: &[(Case<'_>, &[(usize, Crossing)])],
    (known, on): (Position, Day),
    near: Option<i64>,
) -> Document {
    let count = of.iter().map(|(_, crossings)| crossings.len()).sum();
    let mut page = Document::default();
    page.say(
        0,
        match near {
            None => Ruled::Transitions { count },
            Some(days) => Ruled::TransitionsNear { days: Count::days(days), count },
        },
    );
    page.say(0, Heading::RestsOn { known, on });
    let mut columns = vec![Column::left(Supposing::Whom)];
    columns.extend([Filed::Grant, Filed::Matter].map(Column::left));
    columns.extend([Ruled::FactDay, Ruled::ChangeHead, Ruled::Decides].map(Column::left));
    columns.extend([Ruled::Because, Ruled::HoldsHead, Ruled::TextHead].map(Column::left));
    let mut sheet = Sheet::new(Heading::Items, columns);
    for (case, crossings) in of {
        for (index, crossing) in *crossings {
            sheet.rows.extend(case.position.items.get(*index).map(|item| row(case, item, crossing)));
        }
    }
    if sheet.rows.is_empty() {
        page.say(1, Ruled::NothingAcross);
    }
    page.show(sheet);
    page
}

fn row(case: &Case<'_>, item: &Item, crossing: &Crossing) -> Vec<Cell> {
    vec![
        Cell::of(Supposing::Subject { whose: Whose::Known(case.who()) }),
        Cell::of(case.heading(item)),
        Cell::of(Filed::MatterOf { matter: case.matter(item) }),
        Cell::of(Filed::On { day: item.day }),
        Cell::of(change(case, crossing)),
        Cell::of(Filed::On { day: crossing.decides }),
        Cell::of(why(case, item, crossing.by)),
        Cell::of(holds(case, crossing)),
        Cell::of(text(case, item)),
    ]
}

/// What changed, and from when on.
fn change(case: &Case<'_>, crossing: &Crossing) -> Phrase {
    let from = crossing.from;
    match &crossing.change {
        Changing::Document { before, after } => {
            let number = |index: usize| Arc::clone(&case.program.document(index).document);
            match (before.map(number), after.map(number)) {
                (Some(before), Some(after)) => Ruled::Replaced { from, before, after }.into(),
                (None, Some(after)) => Ruled::CameIntoForce { from, after }.into(),
                (Some(before), None) => Ruled::WentOutOfForce { from, before }.into(),
                (None, None) => Ruled::NoDocument.into(),
            }
        }
        Changing::Value { parameter, before, after } => {
            let path =
                case.program.parameter(*parameter).map_or_else(|| Arc::from(""), |known| Arc::clone(&known.path));
            Ruled::Revalued { from, path, before: before.value, after: after.value }.into()
        }
    }
}

/// Why that day decides.
fn why(case: &Case<'_>, item: &Item, by: Decider) -> Phrase {
    match by {
        Decider::Governing => because(case.document(item), item),
        Decider::Fact => Ruled::OfFact.into(),
        Decider::Application => match item.application.basis {
            ApplicationBasis::Submitted(fact) | ApplicationBasis::Approved(fact) => {
                Ruled::OfApplication { fact }.into()
            }
            ApplicationBasis::Horizon => Ruled::NoApplication.into(),
            ApplicationBasis::Missed => Ruled::CallMissed.into(),
        },
        Decider::Began(status) => {
            let status =
                case.program.status(status).map_or_else(|| Bilingual::new("", ""), |found| found.title.clone());
            Ruled::OfStatus { status }.into()
        }
    }
}

/// What holds for the item, and whether that is the new or the former.
fn holds(case: &Case<'_>, crossing: &Crossing) -> Phrase {
    let text = match &crossing.change {
        Changing::Document { before, after } => {
            let own = if crossing.is_new() { after } else { before };
            match own {
                Some(index) => plain(&case.program.document(*index).document),
                None => Phrase::from(Ruled::NoDocument).both(),
            }
        }
        Changing::Value { before, after, .. } => value(if crossing.is_new() { after.value } else { before.value }),
    };
    if crossing.is_new() { Ruled::TheNew { text } } else { Ruled::TheFormer { text } }.into()
}

fn value(value: ParamValue) -> Bilingual {
    Phrase::from(crate::explain::Paged::ValueOf { value }).both()
}

fn plain(text: &str) -> Bilingual {
    Bilingual::new(text, text)
}

/// The document that answers for the item and which text of it; none where none is in force on the day that decides.
fn text(case: &Case<'_>, item: &Item) -> Phrase {
    let document = case.document(item);
    match item.outcome {
        Outcome::NoGoverningPolicy(_) => Ruled::NoneInForce { policy: document.policy.clone() }.into(),
        Outcome::Due
        | Outcome::Refused(_)
        | Outcome::Undetermined(_)
        | Outcome::NotNamed
        | Outcome::MissedCall
        | Outcome::FactGone => {
            Ruled::DocumentText { number: document.document.clone(), version: usize::from(document.version) }.into()
        }
    }
}
