//! The parameters of a document: the value each has on a day, and those it had and will have.

use crate::explain::{Cell, Column, Document, Filed, Link, Paged, Phrase, Sheet};
use crate::policy::{ActsBy, ParamValue, ParameterValue, Program};
use crate::value::{Bilingual, Day};
use std::sync::Arc;

/// The parameters of a document in the order of its file. Each leads to a what-if that begins with it.
pub fn parameters(program: &Program, document: usize, on: Day) -> Document {
    let number = Arc::clone(&program.document(document).document);
    let mut columns = vec![Column::left(Paged::ParameterPath), Column::right(Paged::ValueNow)];
    columns.extend([Column::left(Paged::ValueSince), Column::left(Paged::OtherValues)]);
    let title = Paged::Parameters { document: number, on };
    let mut sheet = Sheet::new(title.clone(), columns);
    for parameter in program.parameters.iter().filter(|parameter| parameter.document == document) {
        let now = parameter.on(on);
        let several = program.parameters_at(None, &parameter.path).len() > 1;
        let path: Arc<str> = if several {
            format!("{}:{}", program.document(document).policy, parameter.path).into()
        } else {
            Arc::clone(&parameter.path)
        };
        let others = parameter.values.iter().filter(|value| Some(*value) != now).map(told).collect::<Vec<_>>();
        sheet.rows.push(vec![
            Cell::of(Filed::Text { text: Arc::clone(&parameter.path) }).to(Link::Supposed(path)),
            now.map_or(Cell::Empty, |value| cell(value.value)),
            now.map_or(Cell::Empty, since),
            if others.is_empty() { Cell::Empty } else { Cell::of(Phrase::Several(others)) },
        ]);
    }
    let mut page = Document::default();
    let force = program.document(document).force;
    if !force.covers(on) {
        page.say(0, Paged::NotInForce { on, first: force.first, last: force.last });
    }
    if sheet.rows.is_empty() {
        page.say(0, title);
        page.say(1, Paged::NoParameters);
    }
    page.show(sheet);
    page
}

fn cell(value: ParamValue) -> Cell {
    match value {
        ParamValue::Yuan(amount) => Cell::Money(amount),
        ParamValue::Whole(number) => Cell::Number(number),
        ParamValue::Percent(_) => Cell::of(Paged::ValueOf { value }),
    }
}

fn since(value: &ParameterValue) -> Cell {
    match acts_by(value.by) {
        Some(by) => Cell::of(Paged::SinceBy { from: value.from, by }),
        None => Cell::of(Filed::On { day: value.from }),
    }
}

/// Whose day a value begins by, in words, where it is not the one that decides the document.
pub(super) fn acts_by(by: ActsBy) -> Option<Bilingual> {
    match by {
        ActsBy::Governing => None,
        ActsBy::Fact => Some(Bilingual::new("事实日", "the day of the fact")),
        ActsBy::Application => Some(Bilingual::new("申报日", "the day of the application")),
    }
}

fn told(value: &ParameterValue) -> Phrase {
    match acts_by(value.by) {
        Some(by) => Paged::ValueFromBy { value: value.value, from: value.from, by }.into(),
        None => Paged::ValueFrom { value: value.value, from: value.from }.into(),
    }
}
