//! Conditions with their witnesses: the event, the measure, or how many records were looked at.

use super::conclusion::gap;
use super::rule::asked;
use super::steps::steps;
use crate::explain::facts::{label, quantity};
use crate::explain::{Case, Document, Fields, Ground, Label, Listed, Phrase, Rests, Spoken};
use crate::policy::{DaySource, FieldPart, FieldRef, MeasureForm, MeasureId, StatusId, Test};
use crate::position::{Answer, Checked, Interval, Item, StatusSpan, Witness};
use crate::value::{Bilingual, Day};
use std::sync::Arc;

/// Every gate and condition in the order they were asked.
pub(super) fn conditions(page: &mut Document, case: &Case<'_>, item: &Item) {
    if item.checks.is_empty() {
        return;
    }
    page.say(1, Label::Conditions);
    for (index, check) in item.checks.iter().enumerate() {
        page.say(2, condition(case, item, index, check));
        for step in steps(case, item, check) {
            page.say(3, step);
        }
    }
}

pub(in crate::explain) fn condition(case: &Case<'_>, item: &Item, index: usize, check: &Checked) -> Phrase {
    let title = check.title.clone();
    let test = condition_test(case, item, index);
    let mut rests: Vec<Phrase> = check.witnesses.iter().map(|seen| witness(case, item, test, seen)).collect();
    match &check.holds {
        Ok(true) => Ground::Holds { title, rests: Rests(rests) }.into(),
        Ok(false) => Ground::Fails { title, rests: Rests(rests) }.into(),
        Err(gaps) => {
            rests.extend(gaps.iter().map(|one| gap(case, one)));
            Ground::Open { title, rests: Rests(rests) }.into()
        }
    }
}

/// The predicate behind a check: gates of its document are known by clause and title, conditions by their place.
pub(in crate::explain) fn condition_test<'c>(case: &Case<'c>, item: &Item, index: usize) -> Option<&'c Test> {
    let check = item.checks.get(index)?;
    if let Some(article) = &check.article {
        let mut gates = case.program.gates.iter().filter(|gate| gate.document == item.document);
        return gates.find(|gate| gate.article == *article && gate.title == check.title).map(|gate| &gate.test);
    }
    let before = item.checks.iter().take(index).filter(|check| check.article.is_none()).count();
    case.grant(item)?.conditions.get(before).map(|condition| &condition.test)
}

fn witness(case: &Case<'_>, item: &Item, test: Option<&Test>, seen: &Witness) -> Phrase {
    match seen {
        Witness::Held(status, _, interval) => held(case, *status, interval),
        Witness::NotHeld(status, on, _) => {
            no_day(case, item, test, *status).unwrap_or_else(|| not_held(case, *status, *on))
        }
        Witness::Measured(measure, answer) => measured(case, item, test, *measure, answer),
        Witness::Said(word) => said(case, item, test, word),
        Witness::Found(kind, None) => Ground::NoneFound { kind: case.kind_title(*kind) }.into(),
        Witness::Found(_, Some(fact)) => case.fact_words(*fact),
        Witness::Term(day) => Ground::TermEnds { day: *day }.into(),
    }
}

fn held(case: &Case<'_>, id: StatusId, interval: &Interval) -> Phrase {
    let status = status_title(case, id);
    let (first, last, fact) = (interval.first, interval.last, interval.opened_by);
    let by = case.fact(fact).map(|found| Fields::naming(case.catalogue, found)).unwrap_or_default();
    if by.0.is_empty() {
        Ground::HeldBy { status, first, last, fact }.into()
    } else {
        Ground::Held { status, first, last, by, fact }.into()
    }
}

/// The day a status begins stands in another record, which is not there: that is no revocation.
fn no_day(case: &Case<'_>, item: &Item, test: Option<&Test>, id: StatusId) -> Option<Phrase> {
    let asks = matches!(test, Some(Test::Opens(status)) if *status == id);
    let opened = |span: &StatusSpan| item.facts.iter().any(|fact| fact.id == span.opened_by.id);
    if !asks || case.position.statuses.iter().any(opened) {
        return None;
    }
    let status = case.program.status(id)?;
    status.from.iter().find_map(|from| match &from.day {
        DaySource::Elsewhere { kind, field, .. } => {
            let declared = case.catalogue.declaration(*kind).fields.get(*field)?;
            let (status, field) = (status.title.clone(), declared.title.clone());
            Some(Ground::NoDay { status, fact: case.kind_title(*kind), field }.into())
        }
        DaySource::Fact
        | DaySource::Field(_)
        | DaySource::PeriodEnd(_)
        | DaySource::YearOf(_)
        | DaySource::YearEnd(_) => None,
    })
}

/// Which records were looked at, and how many there are.
fn not_held(case: &Case<'_>, id: StatusId, on: Day) -> Phrase {
    let (status, subject) = (status_title(case, id), case.position.subject);
    let mut kinds: Vec<_> = case.program.status(id).into_iter().flat_map(|status| &status.from).collect();
    kinds.dedup_by_key(|from| from.facts.kind);
    let records = kinds
        .iter()
        .flat_map(|from| case.timeline.of_subject(subject, from.facts.kind).map(move |fact| (from, fact)))
        .filter(|(from, fact)| {
            fact.day <= case.position.on && fact.record.get(from.facts.subject).code() == Some(subject)
        })
        .count();
    let kinds = Listed(kinds.iter().map(|from| case.kind_title(from.facts.kind).into()).collect());
    match records {
        0 => Ground::NothingOnRecord { status, kinds, records }.into(),
        _ => Ground::NotHeld { status, on, kinds, records }.into(),
    }
}

pub(in crate::explain) fn status_title(case: &Case<'_>, id: StatusId) -> Bilingual {
    case.program.status(id).map_or_else(|| Bilingual::new("状态", "status"), |status| status.title.clone())
}

fn measured(case: &Case<'_>, item: &Item, test: Option<&Test>, id: MeasureId, answer: &Answer) -> Phrase {
    let Some(found) = case.program.measure(id) else { return Phrase::Value(quantity(&answer.value, None)) };
    let field = match &found.form {
        MeasureForm::Latest(form) => case.catalogue.declaration(form.kind).fields.get(form.field),
        MeasureForm::Entries { .. }
        | MeasureForm::Sum(_)
        | MeasureForm::Excess { .. }
        | MeasureForm::Ratio { .. }
        | MeasureForm::Rank(_)
        | MeasureForm::Ranked { .. }
        | MeasureForm::Newcomers(_)
        | MeasureForm::Reference(_) => None,
    };
    let (measure, value, facts) = (found.title.clone(), quantity(&answer.value, field), answer.facts.clone());
    let compared = test.and_then(|test| test.comparisons().find(|(measure, ..)| *measure == id));
    let asked = compared.and_then(|(_, op, with)| Some((op, asked(case, with, item.days())?)));
    match asked {
        Some((op, asked)) => Ground::Compared { measure, value, op, asked, facts }.into(),
        None => Ground::Measured { measure, value, facts }.into(),
    }
}

/// A word of the fact by the field it stands in, and by its label where the field is a closed list.
fn said(case: &Case<'_>, item: &Item, test: Option<&Test>, spelt: &Arc<str>) -> Phrase {
    let fields = test.map_or_else(Vec::new, asked_fields);
    let kind = case.kind_of(item);
    let declared: Vec<_> = fields.iter().filter_map(|field| Some((*field, case.field(kind?, *field)?))).collect();
    let labelled = declared.iter().find_map(|(_, declared)| Some((declared, label(declared, spelt)?)));
    if let Some((declared, words)) = labelled {
        return Ground::Said { field: declared.title.clone(), word: Spoken::Words(words) }.into();
    }
    let plain = declared.iter().find(|(_, declared)| !matches!(declared.kind, crate::event::FieldKind::Choice(_)));
    let field = plain
        .map_or_else(|| Bilingual::new("记录", "the record"), |(field, declared)| part_title(*field, &declared.title));
    if spelt.is_empty() {
        return Ground::SaysNone { field }.into();
    }
    Ground::Said { field, word: Spoken::Text(spelt.clone()) }.into()
}

/// The fields a predicate looks at.
fn asked_fields(test: &Test) -> Vec<FieldRef> {
    let field = |part: &Test| if let Test::In { field, .. } = part { Some(*field) } else { None };
    test.parts().into_iter().filter_map(field).collect()
}

/// The part of a standard number that is meant.
fn part_title(field: FieldRef, title: &Bilingual) -> Bilingual {
    match field.part {
        FieldPart::Whole => title.clone(),
        FieldPart::Prefix => Bilingual::new("标准代号", "prefix of the standard number"),
        FieldPart::Suffix => Bilingual::new("标准代号的后缀", "suffix of the standard's prefix"),
        FieldPart::Province => Bilingual::new("标准代号的省份", "province of the standard number"),
        FieldPart::Series => Bilingual::new("标准系列", "series of the standard"),
    }
}
