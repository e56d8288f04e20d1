//! What is supposed, what each change did by itself, and why other lines stayed as they were.

use super::page::{Supposition, by, number, side_head};
use crate::explain::{Cell, Column, Count, Difference, Document, Phrase, Sheet, Supposing};
use crate::value::Fen;
use crate::whatif::{Change, Effect, Setting, Still, Value};
use std::sync::Arc;

pub(super) fn changes(page: &mut Document, of: &Supposition<'_>) {
    let mut columns: Vec<Column> =
        [Supposing::Change, side_head(of.beside.is_some()), Supposing::AsSupposed].map(Column::left).into();
    columns.extend([Supposing::Touched, Supposing::Differ, Supposing::Alone].map(Column::right));
    columns.push(Column::left(Supposing::Stayed));
    let mut sheet = Sheet::new(Supposing::Changes, columns);
    for (change, effect) in of.changes {
        let [what, was, is] = change_words(change);
        sheet.rows.push(vec![
            Cell::of(what),
            Cell::of(was),
            Cell::of(is),
            number(effect.touched),
            number(effect.sums.changed()),
            by(effect.sums.difference()),
            Cell::of(stayed(change, effect)),
        ]);
    }
    page.show(sheet);
    if of.changes.len() > 1 {
        let alone: Fen = of.changes.iter().map(|(_, effect)| effect.sums.difference()).sum();
        let together = of.sums.difference().minus(alone);
        page.say(1, Supposing::Together { alone: Difference(alone), together: Difference(together) });
    }
}

/// What is changed, how it is, and how it is supposed to be.
pub(in crate::explain) fn change_words(change: &Change) -> [Phrase; 3] {
    match change {
        Change::Set(setting) => setting_words(setting),
        Change::Read { reading, question, was, option, .. } => {
            let what = Supposing::Reading { id: reading.0.clone(), question: question.clone() };
            [what.into(), was.clone().into(), option.clone().into()]
        }
        Change::Drop { event, kind, with } => {
            let (event, kind) = (*event, kind.clone());
            let what = match *with {
                0 => Supposing::Dropped { event, kind },
                with => Supposing::DroppedWith { event, kind, with: Count::of(with, "event") },
            };
            [what.into(), Supposing::Recorded.into(), Supposing::Unrecorded.into()]
        }
        Change::DropAlike { alike, kind, events, with } => {
            let (alike, kind, count) = (alike.clone(), kind.clone(), Count::of(events.len(), "event"));
            let what = match *with {
                0 => Supposing::DroppedAlike { alike, kind, count },
                with => Supposing::DroppedAlikeWith { alike, kind, count, with: Count::of(with, "event") },
            };
            [what.into(), Supposing::Recorded.into(), Supposing::Unrecorded.into()]
        }
        Change::OnlyKnown { was, until, events } => {
            let what = Supposing::OnlyKnown { until: *until, count: Count::of(*events, "event") };
            let [was, is] = [*was, *until].map(|last| Supposing::KnownUpTo { last });
            [what.into(), was.into(), is.into()]
        }
        Change::Back(change) => {
            let [what, was, is] = change_words(change);
            [Supposing::Back { what: Box::new(what) }.into(), is, was]
        }
        Change::Policy { file, policy, document, was, .. } => {
            let what = Supposing::PolicyText { policy: policy.clone() };
            let was = was.as_ref().map_or(Supposing::Unrecorded, |was| Supposing::IssuedAs { document: was.clone() });
            let is = Supposing::TextOf { document: document.clone(), file: file.clone() };
            [what.into(), was.into(), is.into()]
        }
        Change::Add { file, events } => {
            let what = Supposing::Added { file: file.clone(), count: Count::of(events.len(), "event") };
            [what.into(), Supposing::Unrecorded.into(), Supposing::Recorded.into()]
        }
    }
}

fn setting_words(setting: &Setting) -> [Phrase; 3] {
    let (path, document) = (setting.path.clone(), setting.document.clone());
    let what = match setting.from {
        Some(from) => Supposing::ParameterFrom { path, document, from },
        None => Supposing::Parameter { path, document },
    };
    let was = setting.before().map(|(from, value)| match from {
        None => Supposing::Value { value: text(value) }.into(),
        Some(from) => Supposing::ValueFrom { value: text(value), from }.into(),
    });
    [what.into(), Phrase::Several(was.collect()), Supposing::Value { value: text(setting.after()) }.into()]
}

fn text(value: Value) -> Arc<str> {
    match value {
        Value::Yuan(amount) => format!("¥{amount}").into(),
        Value::Percent(ratio) => ratio.percent().into(),
        Value::Whole(number) => number.to_string().into(),
    }
}

/// Why the lines that a change can touch stayed as they were.
fn stayed(change: &Change, effect: &Effect) -> Phrase {
    if let Change::Back(change) = change {
        return stayed(change, effect);
    }
    if effect.touched == 0 && effect.sums.changed() == 0 {
        return match change {
            Change::Set(_) if effect.grants == 0 => Supposing::NotLookedAt,
            Change::Set(_) => Supposing::NoItems { grants: Count::of(effect.grants, "grant") },
            Change::Read { .. } => Supposing::NotRestedOn,
            Change::Drop { .. }
            | Change::DropAlike { .. }
            | Change::OnlyKnown { .. }
            | Change::Add { .. }
            | Change::Policy { .. }
            | Change::Back(_) => Supposing::NotDrawnOn,
        }
        .into();
    }
    let said = effect.still.iter().map(|(why, count)| {
        let count = *count;
        match why {
            Still::Earlier => Supposing::StillEarlier { count },
            Still::Refused => Supposing::StillRefused { count },
            Still::Nothing => Supposing::StillNothing { count },
            Still::Open => Supposing::StillOpen { count },
            Still::Bounded => Supposing::StillBounded { count },
            Still::Limited => Supposing::StillLimited { count },
            Still::Same => Supposing::StillSame { count },
        }
        .into()
    });
    let said: Vec<Phrase> = said.collect();
    if said.is_empty() { Supposing::AllDiffer.into() } else { Phrase::Several(said) }
}

/// Whether a total might be expected to follow a change in proportion.
pub(super) fn is_of_a_price(change: &Change) -> bool {
    match change {
        Change::Set(setting) => matches!(setting.after(), Value::Yuan(_) | Value::Percent(_)),
        Change::Back(change) => is_of_a_price(change),
        Change::Read { .. }
        | Change::Drop { .. }
        | Change::DropAlike { .. }
        | Change::OnlyKnown { .. }
        | Change::Add { .. }
        | Change::Policy { .. } => false,
    }
}
