//! The clause, the facts an item comes from, and the formula with its numbers.

use super::steps::{before, newcomers};
use crate::explain::documents::day_that_decides;
use crate::explain::facts::quantity;
use crate::explain::{Case, Clause, Document, Fields, Ground, Label, Ordinal, Phrase, Product, Reckoning, Stairs};
use crate::policy::{Accounted, Days, Grant, MeasureForm, MeasureId, Newcomers, ParamId, ParamValue, TermValue};
use crate::position::{Decision, FactRef, Formula, Item, Limited, Outcome, Quantity};
use crate::value::{Bilingual, Day, Exact, Fen, Ratio};
use std::sync::Arc;

/// Document, article and sentence, our restatement, and the official text where it is attached.
pub(super) fn clause(page: &mut Document, case: &Case<'_>, item: &Item) {
    page.say(1, Label::Clause);
    let Some(grant) = case.grant(item) else {
        let grant = item.grant_id.clone();
        page.say(2, if grant.is_empty() { Clause::NotNamed } else { Clause::NotHere { grant } });
        return;
    };
    let own = case.document(item);
    let (document, article) = (own.document.clone(), grant.article.clone());
    page.say(2, Clause::Sentence { document, article, sentence: Ordinal(grant.sentence) });
    let force = own.force;
    page.say(2, Clause::InForce { title: own.title.clone(), first: force.first, last: force.last });
    if let Some(words) = &own.incomplete {
        page.say(2, Clause::Incomplete { words: words.clone() });
    }
    if case.program.documents.len() > 1 {
        let how = day_that_decides(own.options.governed_on);
        page.say(2, Clause::Governs { on: item.application.governed_on, how });
    }
    page.say(2, Clause::Restated { words: grant.restates.clone() });
    page.say(
        2,
        match case.texts.get(&(own.policy.clone(), grant.article.clone())) {
            Some(text) => Clause::Quoted { text: text.clone() },
            None => Clause::NotAttached,
        },
    );
}

/// The facts the item comes from, and the day its conditions are tested.
pub(super) fn facts(page: &mut Document, case: &Case<'_>, item: &Item) {
    let facts = item.facts.iter().map(|fact| case.fact_words(*fact)).collect();
    page.say_under(1, Label::Fact, facts);
    for line in case.grant(item).map(|grant| before(case, item, grant)).unwrap_or_default() {
        page.say(2, line);
    }
    match item.outcome {
        Outcome::FactGone | Outcome::NoGoverningPolicy(_) => {}
        Outcome::Due | Outcome::Refused(_) | Outcome::Undetermined(_) | Outcome::NotNamed | Outcome::MissedCall => {
            let application = item.application;
            page.say(1, Label::TestDay);
            page.say(2, Ground::Tested { day: application.test_day, basis: application.basis });
        }
    }
    if !application_known(item) {
        let on = Day::year_start(item.fact_year.saturating_add(1));
        page.say(2, Ground::AssumedCall { year: item.fact_year, on });
    }
}

fn application_known(item: &Item) -> bool {
    item.application.call_recorded || item.outcome == Outcome::FactGone
}

/// The formula with its numbers, floor and ceiling whether they bind or not, and the one rounding.
pub(super) fn formula(page: &mut Document, case: &Case<'_>, item: &Item) {
    page.say_under(1, Label::Formula, formula_phrases(case, item));
}

/// The same as phrases; none where nothing was reckoned.
pub(in crate::explain) fn formula_phrases(case: &Case<'_>, item: &Item) -> Vec<Phrase> {
    let (Some(formula), Some(exact), Some(grant)) = (&item.formula, item.exact, case.grant(item)) else {
        return Vec::new();
    };
    let mut said: Vec<Phrase> = Vec::new();
    let whole = item.divided_by.and_then(|by| exact.times(Ratio::whole(by.into()))).unwrap_or(exact);
    match formula {
        Formula::Fixed(amount) => said.push(Reckoning::Fixed { amount: *amount }.into()),
        Formula::Table { words, amount, facts } => {
            said.push(by_word(case, item, grant, words, *amount));
            said.extend(facts.iter().map(|fact| case.fact_words(*fact)));
        }
        Formula::Share { .. } => said.extend(share(case, item, grant, formula, whole)),
        Formula::Steps { count, threshold, base, per_extra, facts } => {
            let (count, threshold, base, per_extra) = (*count, *threshold, *base, *per_extra);
            said.push(Reckoning::Steps { stairs: Stairs { base, per_extra, count, threshold, exact: whole } }.into());
            said.push(Reckoning::Counted { count, measure: counted(case, grant) }.into());
            said.extend(match counting(case, grant) {
                Some(form) => newcomers(case, item, form, facts),
                None => facts.iter().map(|fact| case.fact_words(*fact)).collect(),
            });
        }
    }
    said.extend(decided(case, item));
    said.extend(item.divided_by.map(|by| Reckoning::Divided { by }.into()));
    said.extend(bounds(case, item, grant, exact));
    let bounded = match item.limited {
        Limited::Neither => exact,
        Limited::Floor(amount) | Limited::Ceiling(amount) => Exact::from_fen(amount),
    };
    let (gross, rounding) = (item.gross, case.document(item).options.rounding);
    let rounded = if bounded.whole() == Some(gross) {
        Reckoning::NotRounded { gross }
    } else {
        Reckoning::Rounded { exact: bounded, gross, rounding }
    };
    said.push(rounded.into());
    said
}

fn by_word(case: &Case<'_>, item: &Item, grant: &Grant, words: &[Arc<str>], amount: Fen) -> Phrase {
    match &grant.amount.form {
        Accounted::Table(table) => {
            let said = table.fields.iter().zip(words).filter(|(_, word)| !word.is_empty());
            let fields = said.map(|(field, word)| case.word_of(item, *field, word)).collect();
            Reckoning::ByWord { said: Fields(fields), amount }.into()
        }
        Accounted::Fixed(_) | Accounted::Share { .. } | Accounted::Steps { .. } | Accounted::Decided(_) => {
            Reckoning::Fixed { amount }.into()
        }
    }
}

/// The product, what its base is and rests on, and the reference rate where one limits it.
fn share(case: &Case<'_>, item: &Item, grant: &Grant, formula: &Formula, exact: Exact) -> Vec<Phrase> {
    let Formula::Share { measure, base, facts, rate, reference, times } = formula else { return Vec::new() };
    let product = Product { base: *base, reference: *reference, rate: *rate, times: *times, exact };
    let mut said: Vec<Phrase> = vec![Reckoning::Share { product }.into()];
    let title = |id| case.program.measure(id).map(|measure| measure.title.clone());
    let named = title(*measure).unwrap_or_else(|| Bilingual::new("基数", "base"));
    said.push(Reckoning::Base { base: *base, measure: named }.into());
    said.extend(excess(case, item, *measure, *base, facts));
    if let (Accounted::Share { at_most: Some(limit), .. }, Some((published, agreed))) = (&grant.amount.form, reference)
    {
        let of = title(limit.of).unwrap_or_else(|| Bilingual::new("利率", "rate"));
        let by = title(limit.rate).unwrap_or_else(|| Bilingual::new("基准利率", "reference rate"));
        said.push(Reckoning::Limited { agreed: *agreed, of, published: *published, by }.into());
    }
    // The item's own facts stand above already.
    let further = facts.iter().filter(|fact| !item.facts.contains(fact));
    said.extend(further.map(|fact| case.fact_words(*fact)));
    said
}

/// Where the base is an excess, the two figures and the target it comes from.
fn excess(case: &Case<'_>, item: &Item, measure: MeasureId, excess: Exact, facts: &[FactRef]) -> Option<Phrase> {
    let MeasureForm::Excess { of, over, target } = case.program.measure(measure)?.form else { return None };
    let figure = |id: MeasureId, fact: &FactRef| {
        let MeasureForm::Latest(form) = &case.program.measure(id)?.form else { return None };
        case.fact(*fact)?.record.get(form.field).money()
    };
    let (reached, before) = (figure(of, facts.first()?)?, figure(over, facts.get(1)?)?);
    let decided = item.decided.iter().find(|decision| decision.term == target)?;
    let told = match decided.value {
        TermValue::Percent(target) => Reckoning::AboveRate { reached, before, target, excess },
        TermValue::Amount(target) => Reckoning::AboveAmount { reached, before, target, excess },
        TermValue::Flag(_) | TermValue::Whole(_) => return None,
    };
    Some(told.into())
}

/// What is counted, where it is others that are new.
pub(super) fn counting<'c>(case: &Case<'c>, grant: &Grant) -> Option<&'c Newcomers> {
    let Accounted::Steps { count, .. } = &grant.amount.form else { return None };
    match &case.program.measure(*count)?.form {
        MeasureForm::Newcomers(form) => Some(form),
        MeasureForm::Entries { .. }
        | MeasureForm::Latest(_)
        | MeasureForm::Sum(_)
        | MeasureForm::Excess { .. }
        | MeasureForm::Ratio { .. }
        | MeasureForm::Rank(_)
        | MeasureForm::Ranked { .. }
        | MeasureForm::Reference(_) => None,
    }
}

fn counted(case: &Case<'_>, grant: &Grant) -> Bilingual {
    let measure = match &grant.amount.form {
        Accounted::Steps { count, .. } => case.program.measure(*count),
        Accounted::Fixed(_) | Accounted::Table(_) | Accounted::Share { .. } | Accounted::Decided(_) => None,
    };
    measure.map_or_else(|| Bilingual::new("计数", "count"), |measure| measure.title.clone())
}

/// Floor and ceiling, also those that do not bind.
fn bounds(case: &Case<'_>, item: &Item, grant: &Grant, exact: Exact) -> Vec<Phrase> {
    let yuan = |id: ParamId| match case.program.value(id, item.days()).map(|value| value.value) {
        Some(ParamValue::Yuan(amount)) => Some(amount),
        Some(ParamValue::Percent(_) | ParamValue::Whole(_)) | None => None,
    };
    let floor = grant.amount.floor.and_then(|floor| yuan(floor.amount)).map(|floor| match item.limited {
        Limited::Floor(_) => Reckoning::AtFloor { floor, exact },
        Limited::Neither | Limited::Ceiling(_) => Reckoning::AboveFloor { floor },
    });
    let ceiling = grant.amount.ceiling.and_then(yuan).map(|ceiling| match item.limited {
        Limited::Ceiling(_) => Reckoning::AtCeiling { ceiling, exact },
        Limited::Neither | Limited::Floor(_) => Reckoning::BelowCeiling { ceiling },
    });
    let found: Vec<Phrase> = floor.into_iter().chain(ceiling).map(Phrase::from).collect();
    if found.is_empty() { vec![Reckoning::NoBounds.into()] } else { vec![Phrase::Several(found)] }
}

/// What was decided about the terms the item rests on, and by which event.
fn decided(case: &Case<'_>, item: &Item) -> Vec<Phrase> {
    let told = |decision: &Decision| {
        let term = usize::try_from(decision.term).ok().and_then(|index| case.program.open_terms.get(index))?;
        let value = match decision.value {
            TermValue::Flag(flag) => Quantity::Flag(flag),
            TermValue::Amount(amount) => Quantity::Money(amount),
            TermValue::Percent(ratio) => Quantity::Percent(ratio),
            TermValue::Whole(number) => Quantity::Whole(number),
        };
        let (term, value) = (term.title.clone(), quantity(&value, None));
        Some(Reckoning::Decided { term, value, fact: decision.fact }.into())
    };
    item.decided.iter().filter_map(told).collect()
}

/// A value compared with, in words.
pub(in crate::explain) fn asked(
    case: &Case<'_>,
    operand: &crate::policy::Operand,
    on: Days,
) -> Option<crate::explain::Spoken> {
    use crate::policy::Operand;
    let value = match operand {
        Operand::Text(text) => Quantity::Text(text.clone()),
        Operand::Whole(number) => Quantity::Whole(*number),
        Operand::Flag(flag) => Quantity::Flag(*flag),
        Operand::Parameter(id) => match case.program.value(*id, on)?.value {
            ParamValue::Yuan(amount) => Quantity::Money(amount),
            ParamValue::Percent(ratio) => Quantity::Percent(ratio),
            ParamValue::Whole(number) => Quantity::Whole(number),
        },
        Operand::Term(_) => return None,
    };
    Some(quantity(&value, None))
}
