//! Readings and parameters: first the readings that move the amount, each with what every other option would give.

use crate::explain::parameters::acts_by;
use crate::explain::{Case, Difference, Document, Label, Named, Phrase, Settled, counterpart};
use crate::policy::{ParamId, Reading, ReadingOption, Touched};
use crate::position::{Item, Outcome, uses};
use crate::value::Bilingual;

/// The readings an item rests on.
pub(super) fn readings(page: &mut Document, case: &Case<'_>, item: &Item) {
    let (moving, unmoved) = moving(case, item);
    if moving.is_empty() && unmoved.0.is_empty() {
        return;
    }
    page.say(1, Label::Readings);
    for (reading, others) in moving {
        page.say(2, reading);
        for other in others {
            page.say(3, other);
        }
    }
    if !unmoved.0.is_empty() {
        page.say(2, Settled::Unmoved { readings: unmoved });
    }
}

/// The readings that move the item, each with what its other options would give, and the ids of the rest.
pub(in crate::explain) fn moving(case: &Case<'_>, item: &Item) -> (Vec<(Phrase, Vec<Phrase>)>, Named) {
    let (mut moving, mut unmoved) = (Vec::new(), Vec::new());
    for reading in case.readings(item).iter().filter(|reading| item.readings.contains(&reading.id)) {
        let others = alternatives(case, item, reading);
        if others.is_empty() {
            unmoved.push(reading.id.0.clone());
        } else {
            moving.push((stated(case, item, reading), others));
        }
    }
    (moving, Named(unmoved))
}

/// A reading with the option in force.
fn stated(case: &Case<'_>, item: &Item, reading: &Reading) -> Phrase {
    let option = reading.chosen(&case.document(item).choices).map(|option| option.title.clone());
    Settled::Reading {
        id: reading.id.0.clone(),
        question: reading.question.clone(),
        option: option.unwrap_or_else(|| Bilingual::new("（无选项）", "(no option)")),
        standing: case.standing(item, reading),
    }
    .into()
}

/// What every other option of a reading would give; empty when none changes anything.
fn alternatives(case: &Case<'_>, item: &Item, reading: &Reading) -> Vec<Phrase> {
    let chosen = reading.chosen(&case.document(item).choices).map(|option| &option.token);
    let others = reading.options.iter().filter(|option| Some(&option.token) != chosen);
    let told: Vec<(Phrase, bool)> = others.map(|option| supposed(case, item, (reading, option))).collect();
    let moves = told.iter().any(|(_, moves)| *moves);
    told.into_iter().filter(|_| moves).map(|(phrase, _)| phrase).collect()
}

/// The item under another option, and whether that differs.
fn supposed(case: &Case<'_>, item: &Item, (reading, other): (&Reading, &ReadingOption)) -> (Phrase, bool) {
    let option = other.title.clone();
    let Some(items) = case.supposed.under(case, &reading.id, &other.token) else {
        return (Settled::OtherwiseFaulty { option }.into(), true);
    };
    let found = counterpart(item, case.position, &items);
    let Some(found) = found.filter(|known| known.outcome != Outcome::FactGone || item.outcome == Outcome::FactGone)
    else {
        return (Settled::OtherwiseNone { option }.into(), item.net.is_positive() || item.outcome != Outcome::FactGone);
    };
    let same = found.net == item.net && same_kind(&found.outcome, &item.outcome);
    let told = match &found.outcome {
        Outcome::Due | Outcome::FactGone if !item.is_known() => Settled::OtherwiseDue { option, net: found.net },
        Outcome::Due | Outcome::FactGone => {
            Settled::Otherwise { option, net: found.net, difference: Difference(found.net.minus(item.net)) }
        }
        Outcome::Refused(failed) => {
            let condition = found.checks.get(*failed).map(|check| check.title.clone());
            let condition = condition.unwrap_or_else(|| Bilingual::new("条件", "a condition"));
            Settled::OtherwiseRefused { option, condition }
        }
        Outcome::Undetermined(_) => Settled::OtherwiseOpen { option },
        Outcome::NotNamed => Settled::OtherwiseNotNamed { option },
        Outcome::MissedCall => Settled::OtherwiseMissed { option },
        Outcome::NoGoverningPolicy(_) => Settled::OtherwiseUngoverned { option },
    };
    (told.into(), !same)
}

fn same_kind(one: &Outcome, other: &Outcome) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

/// The parameters the item may rest on, with their value on the day that governs and since when it holds.
pub(super) fn parameters(page: &mut Document, case: &Case<'_>, item: &Item) {
    let Some(grant) = case.grant(item) else { return };
    let told = |id: &ParamId| {
        let path = case.program.parameter(*id)?.path.clone();
        let value = case.program.value(*id, item.days())?;
        let (from, value, by) = (value.from, value.value, acts_by(value.by));
        Some(match by {
            Some(by) => Settled::ParameterBy { path, value, from, by }.into(),
            None => Settled::Parameter { path, value, from }.into(),
        })
    };
    let all = Touched::by(case.program, grant).parameters;
    page.say_under(1, Label::Parameters, all.iter().filter(|id| uses(item, grant, **id)).filter_map(told).collect());
}
