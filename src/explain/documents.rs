//! The documents of a ledger, and which of them governs each item of somebody.

use crate::explain::{Case, Cell, Column, Document, Filed, Heading, Link, Phrase, Ruled, Sheet};
use crate::policy::{GovernedOn, Program, Provenance};
use crate::position::{FactRef, Item, Outcome};
use crate::value::Bilingual;

/// Every document, by day of issue. `issued` has for each the events that issued a text of its rules.
pub fn documents(program: &Program, issued: &[Vec<FactRef>]) -> Document {
    let mut columns: Vec<Column> = [Ruled::Policy, Ruled::Number, Ruled::District].map(Column::left).into();
    columns.extend([Filed::From, Filed::Until].map(Column::left));
    columns.push(Column::left(Ruled::Note));
    let mut sheet = Sheet::new(Ruled::Documents, columns);
    let mut all: Vec<(usize, &Provenance)> = program.documents.iter().enumerate().collect();
    all.sort_by_key(|(_, document)| document.force.first);
    for (index, document) in all {
        let text = |text: &std::sync::Arc<str>| Cell::of(Ruled::Text { text: text.clone() });
        sheet.rows.push(vec![
            text(&document.policy).to(Link::Readings(document.policy.clone())),
            text(&document.document),
            text(&document.district),
            Cell::of(Filed::On { day: document.force.first }),
            Cell::of(Filed::On { day: document.force.last }),
            note(document, issued.get(index).map_or(&[], Vec::as_slice)),
        ]);
    }
    let mut page = Document::default();
    page.show(sheet);
    page
}

/// What is not known of a document, and whether its rules were issued in another text since.
fn note(document: &Provenance, issued: &[FactRef]) -> Cell {
    let mut notes: Vec<Phrase> = document.incomplete.iter().cloned().map(Phrase::Words).collect();
    if let [_, .., last] = issued {
        notes.push(Ruled::TextNumber { number: issued.len(), fact: *last }.into());
    }
    if notes.is_empty() { Cell::Empty } else { Cell::of(Phrase::Several(notes)) }
}

/// For each item of the subject of a case: the day that decides, why that day, and the document.
pub fn governing(case: &Case<'_>) -> Document {
    let mut page = Document::default();
    let position = case.position;
    page.say(0, Ruled::Governing { who: case.who() });
    page.say(0, Heading::RestsOn { known: case.known, on: position.on });
    let mut columns: Vec<Column> = [Filed::Grant, Filed::Matter].map(Column::left).into();
    columns.extend([Ruled::FactDay, Ruled::Decides, Ruled::Because, Ruled::Number].map(Column::left));
    let mut sheet = Sheet::new(Heading::Items, columns);
    for item in position.items.iter().filter(|item| item.outcome != Outcome::FactGone) {
        let document = case.document(item);
        let governs = match item.outcome {
            Outcome::NoGoverningPolicy(_) => Ruled::NoneInForce { policy: document.policy.clone() },
            Outcome::Due
            | Outcome::Refused(_)
            | Outcome::Undetermined(_)
            | Outcome::NotNamed
            | Outcome::MissedCall
            | Outcome::FactGone => Ruled::Text { text: document.document.clone() },
        };
        sheet.rows.push(vec![
            Cell::of(case.heading(item)),
            Cell::of(Filed::MatterOf { matter: case.matter(item) }),
            Cell::of(Filed::On { day: item.day }),
            Cell::of(Filed::On { day: item.application.governed_on }),
            Cell::of(because(document, item)),
            Cell::of(governs),
        ]);
    }
    if sheet.rows.is_empty() {
        page.say(1, Filed::NoItems);
    }
    page.show(sheet);
    page
}

/// Why a day decides the document that governs an item.
pub(super) fn because(document: &Provenance, item: &Item) -> Phrase {
    let year = item.fact_year.saturating_add(1);
    match document.options.governed_on {
        GovernedOn::CallOpens if item.application.call_recorded => Ruled::CallRecorded { year },
        GovernedOn::CallOpens => Ruled::CallAssumed { year },
        GovernedOn::FactDay => Ruled::OfFact,
        GovernedOn::DecisionDay => {
            item.approvals.first().map_or(Ruled::NoDecision, |fact| Ruled::OfDecision { fact: *fact })
        }
    }
    .into()
}

/// What makes a day the one that decides the document.
pub(super) fn day_that_decides(option: GovernedOn) -> Bilingual {
    match option {
        GovernedOn::CallOpens => Bilingual::new("申报开始日", "the opening of the call"),
        GovernedOn::FactDay => Bilingual::new("事实发生日", "the day of the fact"),
        GovernedOn::DecisionDay => Bilingual::new("批准日", "the day of the decision"),
    }
}
