//! Registers: what there is, what was taken of it, who holds it, and what is left on a day.

use crate::event::Catalogue;
use crate::explain::facts::word;
use crate::explain::{Cell, Column, Document, Phrase, Ruled, Sheet, Who};
use crate::policy::{KeyPart, Register};
use crate::position::RegisterRow;
use crate::value::{Bilingual, Day, Uscc};
use std::sync::Arc;

/// One register on a day; `name` gives the names of subjects.
pub fn register(
    catalogue: &Catalogue,
    register: &Register,
    rows: &[RegisterRow],
    on: Day,
    of_subject: bool,
    name: &dyn Fn(Uscc) -> Option<Arc<str>>,
) -> Document {
    let mut page = Document::default();
    let (title, article) = (register.title.clone(), register.article.clone());
    let heading = Ruled::Register { title, article, on };
    if rows.is_empty() {
        page.say(0, heading);
        page.say(1, Ruled::NothingEntered);
        return page;
    }
    let fields = &catalogue.declaration(register.adds.facts.kind).fields;
    let field = |part: &KeyPart| match part {
        KeyPart::Field(index) => fields.get(*index),
        KeyPart::Year => None,
    };
    let year = || Bilingual::new("年度", "year");
    let heads = register.adds.key.iter().map(|part| field(part).map_or_else(year, |field| field.title.clone()));
    let mut columns: Vec<Column> = heads.map(Column::left).collect();
    columns.push(Column::right(Ruled::Entered));
    columns.extend(register.takes.iter().map(|_| Column::right(Ruled::Taken)));
    columns.extend(register.returns.iter().map(|_| Column::right(Ruled::Returned)));
    columns.extend(register.takes.iter().flat_map(|_| [Column::right(Ruled::Free), Column::left(Ruled::Holders)]));
    let mut sheet = Sheet::new(heading, columns);
    for row in rows {
        let mut cells: Vec<Cell> = Vec::new();
        for (part, text) in register.adds.key.iter().zip(&row.key) {
            let who = Uscc::parse(text).ok().filter(|_| field(part).is_some());
            cells.push(match (who, field(part)) {
                (Some(code), _) => Cell::of(Phrase::Value(crate::explain::Spoken::Who(Who { name: name(code), code }))),
                (None, Some(field)) => Cell::of(Phrase::Value(word(field, text))),
                (None, None) => Cell::of(Ruled::Text { text: text.clone() }),
            });
        }
        // Of one subject the register itself is not at hand, only what the subject took of it.
        let entered = row.added > 0 || row.taken == 0 || !of_subject;
        cells.push(if entered { Cell::Number(row.added) } else { Cell::Empty });
        cells.extend(register.takes.iter().map(|_| Cell::Number(row.taken)));
        cells.extend(register.returns.iter().map(|_| Cell::Number(row.returned)));
        if register.takes.is_some() {
            let holds = |(code, amount): (&Uscc, &i64)| {
                Ruled::Holds { who: Who { name: name(*code), code: *code }, amount: *amount }.into()
            };
            let mut holders: Vec<Phrase> = row.holders.iter().map(holds).collect();
            if entered && row.left() < 0 {
                holders.push(Ruled::Overdrawn { amount: row.left().saturating_neg() }.into());
            }
            cells.push(if entered { Cell::Number(row.left()) } else { Cell::Empty });
            cells.push(if holders.is_empty() { Cell::Empty } else { Cell::of(Phrase::Several(holders)) });
        }
        sheet.rows.push(cells);
    }
    page.show(sheet);
    page
}
