//! The records behind a condition that its own line only counts: earlier ones and how they were inherited, what ended a
//! status, and who was counted for whom.

use super::rule::counting;
use crate::event::Slot;
use crate::explain::{Case, Ground, Listed, Phrase};
use crate::policy::{CountForm, Grant, MeasureForm, MeasureId, Newcomers, StatusId, StatusUntil, Successors, Test};
use crate::position::{Checked, FactRef, Item, Witness};
use crate::timeline::Fact;
use crate::value::{Day, Uscc};
use std::collections::BTreeSet;

/// The records a check rests on, a line each.
pub(in crate::explain) fn steps(case: &Case<'_>, item: &Item, check: &Checked) -> Vec<Phrase> {
    let mut said = Vec::new();
    for seen in &check.witnesses {
        match seen {
            Witness::Measured(id, answer) => match case.program.measure(*id).map(|measure| &measure.form) {
                Some(MeasureForm::Entries { .. }) => said.extend(inherited(case, &answer.facts)),
                // Where there is a formula the count is told there.
                Some(MeasureForm::Newcomers(form)) if item.formula.is_none() => {
                    said.extend(newcomers(case, item, form, &answer.facts));
                }
                Some(
                    MeasureForm::Newcomers(_)
                    | MeasureForm::Latest(_)
                    | MeasureForm::Sum(_)
                    | MeasureForm::Excess { .. }
                    | MeasureForm::Ratio { .. }
                    | MeasureForm::Rank(_)
                    | MeasureForm::Ranked { .. }
                    | MeasureForm::Reference(_),
                )
                | None => {}
            },
            Witness::NotHeld(status, on, _) if check.holds == Ok(false) => said.extend(ended(case, *status, *on)),
            Witness::Held(_, _, interval) if check.holds == Ok(false) => {
                said.push(case.fact_words(interval.opened_by));
            }
            Witness::Held(_, _, interval) => said.extend(moved(case, interval.opened_by)),
            Witness::NotHeld(..) | Witness::Said(_) | Witness::Found(..) | Witness::Term(_) => {}
        }
    }
    said
}

/// A move into the district, where that is what began a status.
fn moved(case: &Case<'_>, opened: FactRef) -> Option<Phrase> {
    let kind = case.catalogue.type_id_of("enterprise.relocated");
    case.fact(opened).filter(|fact| Some(fact.kind) == kind).map(|fact| case.words(fact).into())
}

/// What ended the last interval of a status before a day.
fn ended(case: &Case<'_>, id: StatusId, on: Day) -> Option<Phrase> {
    let name = case.program.status(id).map(|status| &status.name);
    let own = case.position.statuses.iter().filter(|span| Some(&span.status) == name && span.first <= on);
    let last = own.max_by_key(|span| (span.last, span.first))?;
    let fact = Box::new(case.fact_words(last.ended_by?));
    Some(Ground::EndedWith { status: last.title.clone(), last: last.last, fact }.into())
}

/// The earlier records that decide whether an item is a first one, where the grant asks that of its facts.
pub(super) fn before(case: &Case<'_>, item: &Item, grant: &Grant) -> Vec<Phrase> {
    let mut asked = grant.triggers.iter().filter_map(|trigger| trigger.filter.as_ref()).flat_map(Test::comparisons);
    let Some(form) = asked.find_map(|(measure, ..)| entries(case, measure)) else { return Vec::new() };
    let kinds: Vec<_> = match form {
        CountForm::Facts(selection) => vec![(selection.kind, selection.subject)],
        CountForm::Status(id) => {
            let from = case.program.status(*id).into_iter().flat_map(|status| &status.from);
            from.map(|from| (from.facts.kind, from.facts.subject)).collect()
        }
    };
    let mut found: Vec<FactRef> = Vec::new();
    for code in lineage(case, item) {
        for (kind, subject) in &kinds {
            let own = case.timeline.of_subject(code, *kind);
            let own = own.filter(|fact| fact.day < item.day && fact.record.get(*subject).code() == Some(code));
            found.extend(own.map(FactRef::of));
        }
    }
    found.sort_by_key(|fact| (fact.day, fact.position));
    found.dedup();
    found.retain(|fact| !item.facts.contains(fact));
    if found.is_empty() {
        let kinds = kinds.iter().map(|(kind, _)| case.kind_title(*kind).into()).collect();
        return vec![Ground::NoneBefore { kinds: Listed(kinds) }.into()];
    }
    let earlier = |said: Phrase| Ground::Before { fact: Box::new(said) }.into();
    let own: Vec<Phrase> = found.iter().map(|fact| earlier(case.fact_words(*fact))).collect();
    own.into_iter().chain(joinings(case, &found)).collect()
}

fn entries<'c>(case: &Case<'c>, id: MeasureId) -> Option<&'c CountForm> {
    match &case.program.measure(id)?.form {
        MeasureForm::Entries { what, .. } => Some(what),
        MeasureForm::Latest(_)
        | MeasureForm::Sum(_)
        | MeasureForm::Excess { .. }
        | MeasureForm::Ratio { .. }
        | MeasureForm::Rank(_)
        | MeasureForm::Ranked { .. }
        | MeasureForm::Newcomers(_)
        | MeasureForm::Reference(_) => None,
    }
}

/// Facts in words, and the mergers and splits by which those of others count for the subject.
fn inherited(case: &Case<'_>, facts: &[FactRef]) -> Vec<Phrase> {
    let own = facts.iter().map(|fact| case.fact_words(*fact));
    own.chain(joinings(case, facts)).collect()
}

fn joinings(case: &Case<'_>, facts: &[FactRef]) -> Vec<Phrase> {
    let codes = facts.iter().filter_map(|fact| case.code_of(case.fact(*fact)?));
    let others: BTreeSet<Uscc> = codes.filter(|code| *code != case.position.subject).collect();
    let mut joined: Vec<&Fact> = others.iter().flat_map(|code| joins(case, *code)).collect();
    joined.sort_by_key(|fact| (fact.day, fact.position));
    joined.dedup_by_key(|fact| fact.id);
    joined.into_iter().map(|fact| Ground::Through { fact: Box::new(case.words(fact).into()) }.into()).collect()
}

/// The mergers that absorbed somebody and the splits it was split by.
fn joins<'c>(case: &Case<'c>, code: Uscc) -> Vec<&'c Fact> {
    let of = |kind: &str, names_it: bool| {
        let kind = case.catalogue.type_id_of(kind);
        let all = kind.into_iter().flat_map(|kind| case.timeline.of_subject(code, kind));
        let own = all.filter(|fact| fact.day <= case.position.on && (case.code_of(fact) == Some(code)) == names_it);
        own.collect::<Vec<_>>()
    };
    of("enterprise.merged", false).into_iter().chain(of("enterprise.split", true)).collect()
}

/// The subject and, where successors inherit, everybody it absorbed or came from before a day, one step after the other.
fn lineage(case: &Case<'_>, item: &Item) -> Vec<Uscc> {
    let mut found = vec![case.position.subject];
    let inherits = case.document(item).options.successors == Successors::Inherit;
    let mut next = 0;
    while let Some(code) = found.get(next).copied().filter(|_| inherits) {
        next = next.saturating_add(1);
        for other in origins(case, code, item.day) {
            if !found.contains(&other) {
                found.push(other);
            }
        }
    }
    found
}

fn origins(case: &Case<'_>, code: Uscc, before: Day) -> Vec<Uscc> {
    let of = |kind: &str| {
        let kind = case.catalogue.type_id_of(kind);
        let all = kind.into_iter().flat_map(|kind| case.timeline.of_subject(code, kind));
        all.filter(|fact| fact.day <= before)
    };
    let merged = of("enterprise.merged").filter(|fact| case.code_of(fact) == Some(code));
    let rows = merged.flat_map(|fact| fact.record.slots().iter().flat_map(Slot::rows));
    let absorbed = rows.flat_map(|row| row.slots().iter().filter_map(Slot::code));
    let split = of("enterprise.split").filter_map(|fact| case.code_of(fact)).filter(|origin| *origin != code);
    absorbed.chain(split).collect()
}

/// Those counted, each with its relation and what made it new, and those related but not counted with what is on record.
pub(super) fn newcomers(case: &Case<'_>, item: &Item, form: &Newcomers, facts: &[FactRef]) -> Vec<Phrase> {
    let (link, mine, on) = (form.link, case.position.subject, case.position.on);
    let started = case.timeline.of_subject(mine, link.from).filter(|fact| {
        fact.day <= on && fact.day.year() <= item.fact_year && fact.record.get(link.mine).code() == Some(mine)
    });
    let ties: Vec<(Uscc, &Fact)> =
        started.filter_map(|fact| Some((fact.record.get(link.theirs).code()?, fact))).collect();
    let counted: Vec<(Uscc, FactRef)> = facts
        .iter()
        .filter_map(|fact| {
            let found = case.fact(*fact)?;
            let code = if found.kind == link.from { found.record.get(link.theirs).code() } else { case.code_of(found) };
            Some((code?, *fact))
        })
        .collect();
    let mut said: Vec<Phrase> = Vec::new();
    for (code, fact) in &counted {
        let tie = ties.iter().rev().find(|(other, tie)| other == code && tie.day <= fact.day).map(|(_, tie)| *tie);
        let arrived = case.fact(*fact).is_some_and(|found| found.kind == link.from);
        let beside = match tie {
            Some(tie) if !arrived => vec![case.words(tie).into()],
            Some(_) | None => records(case, form.status, *code, fact.day),
        };
        let beside = beside.into_iter().chain(elsewhere(case, item, form, *code)).collect();
        said.push(Ground::Counts { fact: Box::new(case.fact_words(*fact)), beside }.into());
    }
    let missing = ties.iter().filter(|(code, _)| !counted.iter().any(|(known, _)| known == code));
    for (code, tie) in missing {
        let mut beside = records(case, form.status, *code, on);
        let left = case
            .timeline
            .of_subject(*code, link.until)
            .filter(|fact| fact.day <= on && fact.record.get(link.until_mine).code() == Some(mine));
        beside.extend(left.map(|fact| Phrase::from(case.words(fact))));
        beside.extend(elsewhere(case, item, form, *code));
        said.push(Ground::CountsNot { fact: Box::new(case.words(tie).into()), beside }.into());
    }
    said
}

/// What is on record of those that may count for an item by a relation to its subject: their relations, and what begins and ends the
/// status.
pub(super) fn tied(case: &Case<'_>, item: &Item) -> BTreeSet<FactRef> {
    let Some(form) = case.grant(item).and_then(|grant| counting(case, grant)) else { return BTreeSet::new() };
    let (link, mine) = (form.link, case.position.subject);
    let status = case.program.status(form.status).into_iter();
    let kinds: BTreeSet<_> =
        status.flat_map(|status| &status.from).map(|from| from.facts.kind).chain([link.from, link.until]).collect();
    let ties = case.timeline.of_subject(mine, link.from).filter(|tie| tie.record.get(link.mine).code() == Some(mine));
    let others: BTreeSet<Uscc> = ties.filter_map(|tie| tie.record.get(link.theirs).code()).collect();
    let of = |code: Uscc| kinds.iter().flat_map(move |kind| case.timeline.of_subject(code, *kind));
    others.into_iter().flat_map(of).filter(|fact| fact.day <= case.position.on).map(FactRef::of).collect()
}

/// The relations of somebody to others that reach into the year, where it counts for one of them only.
fn elsewhere(case: &Case<'_>, item: &Item, form: &Newcomers, code: Uscc) -> Option<Phrase> {
    let (link, mine, on) = (form.link, case.position.subject, case.position.on);
    let known = |kind| case.timeline.of_subject(code, kind).filter(move |fact| fact.day <= on);
    let ended = |other: Uscc, tie: &Fact| {
        let ends = known(link.until).filter(|end| {
            let pair = (end.record.get(link.until_mine).code(), end.record.get(link.until_theirs).code());
            pair == (Some(other), Some(code)) && end.day >= tie.day
        });
        ends.map(|end| end.day.year()).min().is_some_and(|year| year < item.fact_year)
    };
    let ties = known(link.from).filter(|tie| {
        let other = tie.record.get(link.mine).code().filter(|other| *other != mine);
        let theirs = tie.record.get(link.theirs).code() == Some(code);
        theirs && tie.day.year() <= item.fact_year && other.is_some_and(|other| !ended(other, tie))
    });
    let facts: Vec<Phrase> = ties.map(|tie| case.words(tie).into()).collect();
    (form.once && !facts.is_empty()).then(|| Ground::Elsewhere { facts }.into())
}

/// The records of somebody that begin or end a status, up to a day; that there are none where there are none.
fn records(case: &Case<'_>, id: StatusId, code: Uscc, until: Day) -> Vec<Phrase> {
    let Some(status) = case.program.status(id) else { return Vec::new() };
    let from: Vec<_> = status.from.iter().map(|from| from.facts.kind).collect();
    let ends = status.until.iter().filter_map(|until| match until {
        StatusUntil::Event { facts, .. } => Some(facts.kind),
        StatusUntil::Enters(_) => None,
    });
    let kinds: Vec<_> = from.iter().copied().chain(ends).collect();
    let all = kinds.iter().flat_map(|kind| case.timeline.of_subject(code, *kind));
    let mut own: Vec<&Fact> = all.filter(|fact| fact.day <= until && case.code_of(fact) == Some(code)).collect();
    own.sort_by_key(|fact| (fact.day, fact.position));
    own.dedup_by_key(|fact| fact.id);
    if own.is_empty() {
        let kinds = Listed(from.iter().map(|kind| case.kind_title(*kind).into()).collect());
        return vec![Ground::NoRecord { kinds }.into()];
    }
    own.into_iter().map(|fact| case.words(fact).into()).collect()
}
