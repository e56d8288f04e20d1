//! What was found, held against what is known to be true.

use crate::audit::{Finding, Known, RuleScore, Score};
use crate::explain::{Audited, Cell, Column, Count, Document, NameOf, Sheet, Who};
use crate::value::{Day, Position};
use std::sync::Arc;

/// How well each detector did, what it missed and where it was wrong.
pub fn scored(score: &Score<'_>, (known, on): (Position, Day), name: NameOf<'_>) -> Document {
    let mut page = Document::default();
    page.say(0, Audited::Against { known, on });
    let mut columns: Vec<Column> = [Audited::Id, Audited::Named].map(Column::left).into();
    columns.extend([Audited::Planted, Audited::Caught, Audited::Alarms, Audited::NearMisses].map(Column::right));
    let mut sheet = Sheet::new(Audited::Scores, columns);
    sheet.rows.extend(score.rows.iter().map(row));
    page.show(sheet);
    for known in &score.missed {
        missed(&mut page, known, name);
    }
    for finding in &score.wrong {
        wrong(&mut page, finding, name);
    }
    let (planted, found, told) = score.counts();
    page.say(0, Audited::Rates { found, told, planted });
    if score.beyond > 0 {
        page.say(0, Audited::Beyond { count: Count::of(score.beyond, "finding") });
    }
    page
}

fn row(score: &RuleScore) -> Vec<Cell> {
    let count = |count: usize| Cell::of(Audited::Text { text: count.to_string().into() });
    vec![
        Cell::of(Audited::Text { text: score.detector.id.into() }),
        Cell::of(score.detector.title.both()),
        count(score.planted),
        count(score.found),
        count(score.wrong),
        count(score.near_misses),
    ]
}

fn missed(page: &mut Document, known: &Known, name: NameOf<'_>) {
    let (id, event) = (known.detector.id.into(), known.event.to_string().into());
    page.say(0, Audited::Missed { id, story: known.story.clone(), event });
    for code in &known.subjects {
        page.say(1, Audited::About { who: Who { name: name(*code), code: *code } });
    }
}

fn wrong(page: &mut Document, finding: &Finding, name: NameOf<'_>) {
    page.say(0, Audited::Wrong { number: Arc::clone(&finding.number), says: finding.says.clone() });
    for code in &finding.subjects {
        page.say(1, Audited::About { who: Who { name: name(*code), code: *code } });
    }
}
