//! The lines that differ, why each does, and how both arms come to it.

use super::page::{Supposition, by, side_head};
use crate::explain::why::{gap, outcome_words};
use crate::explain::{
    Case, Cell, Column, Count, Document, Evidence, Filed, Part as Told, Phrase, Sheet, Supposing, Whose,
};
use crate::position::{Gap, Item, Limited, Outcome};
use crate::value::Fen;
use crate::whatif::{Cause, Part};

/// A line that differs.
#[derive(Debug)]
pub struct Moving<'m> {
    /// Whose it is, as it is told.
    pub whose: Whose,
    /// The year of the facts.
    pub year: i32,
    /// What is due in each arm, where it is known.
    pub due: (Option<Fen>, Option<Fen>),
    /// What the difference is made of.
    pub parts: &'m [Part],
    /// The items in each arm.
    pub items: [&'m [Item]; 2],
    /// The subject in each arm.
    pub cases: [Case<'m>; 2],
}

impl Moving<'_> {
    /// Whether it is told to somebody who is not to know whose it is.
    const fn is_veiled(&self) -> bool {
        matches!(self.whose, Whose::Veiled(_))
    }
}

pub(super) fn largest(page: &mut Document, of: &Supposition<'_>) {
    if of.withholds_lines {
        page.say(0, Supposing::LinesWithheld);
        return;
    }
    let mut columns: Vec<Column> =
        vec![Column::left(Supposing::Whom), Column::left(Filed::Article), Column::left(Filed::Matter)];
    columns.extend(
        [
            Phrase::from(Filed::FactYear),
            side_head(of.beside.is_some()).into(),
            Supposing::AsSupposed.into(),
            Supposing::Difference.into(),
        ]
        .map(Column::right),
    );
    columns.push(Column::left(Supposing::Why));
    let title = match of.moving.len() {
        all if all == of.changed => Supposing::Everything { all },
        shown => Supposing::Largest { shown, all: of.changed },
    };
    let mut sheet = Sheet::new(title, columns);
    sheet.rows.extend(of.moving.iter().filter_map(line));
    page.show(sheet);
    if of.moving.len() < of.changed {
        page.say(1, Supposing::MoreLines { all: of.changed });
    }
    if of.moving.iter().any(Moving::is_veiled) {
        page.say(1, Supposing::Veiled);
    }
}

/// How each arm comes to the largest differences, one after the other.
pub(super) fn trees(page: &mut Document, of: &Supposition<'_>) {
    for ((number, moving), arms) in (1..).zip(&of.moving).zip(of.trees) {
        // What an arm rests on would tell whose it is.
        let Whose::Known(who) = &moving.whose else { continue };
        page.say(0, Supposing::Tree { number, who: who.clone() });
        for (own, head) in arms.iter().zip([side_head(of.beside.is_some()), Supposing::AsSupposed]) {
            page.say(0, Supposing::TreeOf { arm: Box::new(head.into()) });
            page.parts.extend(own.parts.iter().filter(|part| !is_command(part)).cloned());
            if own.parts.is_empty() {
                page.say(1, Supposing::NoItemHere);
            }
        }
    }
}

/// The command of an explanation asks the ledger as it is, which is not what an arm is.
fn is_command(part: &Told) -> bool {
    matches!(part, Told::Line(line) if matches!(line.phrase, Phrase::Evidence(Evidence::Command { .. })))
}

fn line(moving: &Moving<'_>) -> Option<Vec<Cell>> {
    let [base_case, supposed_case] = &moving.cases;
    let [base, supposed] = moving.items;
    let (case, items) = if supposed.is_empty() { (base_case, base) } else { (supposed_case, supposed) };
    let item = items.first()?;
    let money = |amount: Option<Fen>| amount.map_or_else(|| Cell::of(Filed::IsOpen), Cell::Money);
    let difference = moving.due.0.zip(moving.due.1).map(|(base, supposed)| by(supposed.minus(base)));
    let matter = match items {
        [_] if !moving.is_veiled() => Cell::of(Filed::MatterOf { matter: case.matter(item) }),
        several => Cell::of(Supposing::Several { count: Count::of(several.len(), "matter") }),
    };
    Some(vec![
        Cell::of(Supposing::Subject { whose: moving.whose.clone() }),
        Cell::of(case.heading(item)),
        matter,
        Cell::Number(moving.year.into()),
        money(moving.due.0),
        money(moving.due.1),
        difference.unwrap_or(Cell::Empty),
        Cell::of(Phrase::Several(because(moving))),
    ])
}

/// Why a line differs: what each part of the difference was and is, or how the answers differ.
fn because(moving: &Moving<'_>) -> Vec<Phrase> {
    let [base_case, supposed_case] = &moving.cases;
    let said = if moving.is_veiled() { veiled_answer } else { answer };
    match moving.items {
        [[base], [supposed]] if base.outcome == Outcome::Due && supposed.outcome == Outcome::Due => {
            moving.parts.iter().map(|part| part_words(part.cause, base, supposed)).collect()
        }
        [[base], [supposed]] => {
            let (base, supposed) = (said(base_case, base, false), said(supposed_case, supposed, true));
            vec![Supposing::Answer { base: Box::new(base), supposed: Box::new(supposed) }.into()]
        }
        [[], [supposed]] => {
            vec![Supposing::Appears { outcome: Box::new(said(supposed_case, supposed, true)) }.into()]
        }
        [[base], []] => vec![Supposing::Vanishes { outcome: Box::new(said(base_case, base, false)) }.into()],
        [base, supposed] => {
            vec![Supposing::Regrouped { base: Count::of(base.len(), "matter"), supposed: supposed.len() }.into()]
        }
    }
}

/// The answer of an item and none of the facts by which it is so: other matters, days and documents would tell whose it is.
fn veiled_answer(case: &Case<'_>, item: &Item, _: bool) -> Phrase {
    match item.outcome {
        Outcome::Due if item.net == Fen::ZERO => Filed::IsNothing.into(),
        Outcome::Due => Filed::IsDue.into(),
        Outcome::FactGone => Supposing::NoMatter.into(),
        Outcome::Refused(_)
        | Outcome::Undetermined(_)
        | Outcome::NotNamed
        | Outcome::MissedCall
        | Outcome::NoGoverningPolicy(_) => outcome_words(case, item),
    }
}

/// The answer of an item; of one that is not known, what would settle it.
fn answer(case: &Case<'_>, item: &Item, supposed: bool) -> Phrase {
    match &item.outcome {
        Outcome::FactGone if !item.is_unattributed() => Supposing::NoMatter.into(),
        Outcome::Undetermined(gaps) => {
            let mut said = vec![outcome_words(case, item)];
            said.extend(gaps.iter().map(|own| gap_words(case, own, supposed)));
            Phrase::Several(said)
        }
        Outcome::Due
        | Outcome::Refused(_)
        | Outcome::NotNamed
        | Outcome::MissedCall
        | Outcome::NoGoverningPolicy(_)
        | Outcome::FactGone => outcome_words(case, item),
    }
}

/// What would settle it. A reading of the supposed arm may be the one that is supposed.
fn gap_words(case: &Case<'_>, own: &Gap, supposed: bool) -> Phrase {
    match own {
        Gap::Reading(id) if supposed => {
            let measure = case.program.measure(*id).map(|measure| measure.title.clone());
            measure.map_or_else(|| gap(case, own), |measure| Supposing::ReadingGivesNone { measure }.into())
        }
        Gap::Fact { .. } | Gap::Field { .. } | Gap::Reading(_) | Gap::Term(_) | Gap::Names(_) | Gap::Uncomputable => {
            gap(case, own)
        }
    }
}

fn amounts(base: Fen, supposed: Fen, limited: Limited) -> Supposing {
    match limited {
        Limited::Floor(_) => Supposing::ToTheFloor { base, supposed },
        Limited::Ceiling(_) => Supposing::ToTheCeiling { base, supposed },
        Limited::Neither => Supposing::Amounts { base, supposed },
    }
}

fn part_words(cause: Cause, base: &Item, supposed: &Item) -> Phrase {
    let off = |item: &Item| item.excluded.iter().map(|excluded| excluded.amount).sum();
    let cut = |item: &Item| item.cuts.iter().map(|cut| cut.amount).sum();
    match cause {
        Cause::Amount => amounts(base.gross, supposed.gross, supposed.limited),
        Cause::Elsewhere => Supposing::Elsewhere { base: off(base), supposed: off(supposed) },
        Cause::Cap => Supposing::Cut { base: cut(base), supposed: cut(supposed) },
        Cause::Approved => Supposing::KeptAsApproved,
        Cause::Answer | Cause::Appears | Cause::Vanishes | Cause::Regrouped | Cause::AskedBack => Supposing::AskedBack,
    }
    .into()
}
