//! What was recorded after a decision that concerns the item, and what it changed.

use super::money::movements;
use super::outcome::outcome_words;
use super::proof::leaves;
use super::rule::formula_phrases;
use super::steps::tied;
use crate::event::{Known, Record, TypeId};
use crate::explain::facts::spoken;
use crate::explain::{Case, Difference, Document, Filed, Label, Later, Phrase};
use crate::policy::Touched;
use crate::position::{FactRef, Item};
use crate::timeline::Fact;
use crate::value::Day;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Corrections, retractions and further facts since, by their place in the ledger; then the difference.
pub(super) fn since(page: &mut Document, case: &Case<'_>, item: &Item, before: &Case<'_>, old: &Item) {
    let mut told = Vec::new();
    let mut rested: BTreeSet<FactRef> = leaves(before, old).into_iter().collect();
    rested.extend(leaves(case, item));
    for fact in &rested {
        told.extend(amended(case, before, *fact));
    }
    told.extend(recorded(case, item, before, &rested));
    told.sort_by_key(|(place, _)| *place);
    let said: Vec<Phrase> = told.into_iter().map(|(_, phrase)| phrase).collect();
    page.say_under(1, Label::Recorded, if said.is_empty() { vec![Later::Nothing.into()] } else { said });
    page.say_under(1, Label::Difference, difference(case, item, before, old));
}

/// What was done to a fact since: each of its corrections that stand, with what that one changed, or its retraction.
fn amended(case: &Case<'_>, before: &Case<'_>, fact: FactRef) -> Vec<(crate::value::Position, Phrase)> {
    let Some(now) = case.fact(fact) else {
        return before.fact(fact).map(|was| retracted(case, before, was)).into_iter().collect();
    };
    let later = now.steps().filter(|(revision, _)| revision.position > before.known);
    let told = later.map(|(own, after)| {
        let mut changes = changes(case, now.kind, (own.day, &own.record), after);
        if changes.is_empty() {
            changes.push(case.words(now).into());
        }
        let mut said: Vec<Phrase> = vec![case.kind_title(now.kind).into()];
        said.extend(changes);
        let (on, by, reason) = (own.recorded_at.day(), own.position, Arc::clone(&own.reason));
        (by, Later::Corrected { on, by, fact: Box::new(Phrase::Several(said)), reason }.into())
    });
    told.collect()
}

fn retracted(case: &Case<'_>, before: &Case<'_>, was: &Fact) -> (crate::value::Position, Phrase) {
    let kind = case.catalogue.type_id_of(Known::FactRetracted.name());
    let named = kind.and_then(|kind| case.catalogue.field(kind, "event"));
    let mut all = kind.into_iter().flat_map(|kind| case.timeline.of_kind(kind));
    let found = all.find(|fact| named.is_some_and(|field| fact.record.get(field).id() == Some(was.id)));
    let fact = Box::new(before.words(was).into());
    match found {
        Some(found) => {
            let reason = case.text_of(found, "reason").unwrap_or_default().into();
            let (on, by) = (found.recorded_at.day(), FactRef::of(found));
            (found.position, Later::Retracted { on, by, fact, reason }.into())
        }
        None => (was.position, Later::Gone { fact: FactRef::of(was) }.into()),
    }
}

/// The fields that differ between two stands of a fact.
fn changes(case: &Case<'_>, kind: TypeId, was: (Day, &Record), now: (Day, &Record)) -> Vec<Phrase> {
    let mut said: Vec<Phrase> = Vec::new();
    for (index, field) in case.catalogue.declaration(kind).fields.iter().enumerate() {
        let title = field.title.clone();
        match (spoken(field, was.1.get(index)), spoken(field, now.1.get(index))) {
            (Some(old), Some(new)) if old != new => said.push(Later::Changed { field: title, old, new }.into()),
            (None, Some(new)) => said.push(Later::Added { field: title, new }.into()),
            (Some(old), None) => said.push(Later::Removed { field: title, old }.into()),
            (Some(_), Some(_)) | (None, None) => {}
        }
    }
    if was.0 != now.0 {
        said.push(Later::Moved { old: was.0, new: now.0 }.into());
    }
    said
}

/// Facts recorded since that the item rests on, or that are of a type its grant looks at and name the subject.
fn recorded(
    case: &Case<'_>,
    item: &Item,
    before: &Case<'_>,
    rested: &BTreeSet<FactRef>,
) -> Vec<(crate::value::Position, Phrase)> {
    let mut found: BTreeSet<FactRef> = rested.iter().filter(|fact| fact.position > before.known).copied().collect();
    if let Some(grant) = case.grant(item) {
        let kinds = Touched::by(case.program, grant).kinds;
        let external = case.catalogue.type_id_of("external_support.recorded");
        for kind in kinds.into_iter().chain(external) {
            let own = case.timeline.of_subject(case.position.subject, kind);
            found.extend(own.filter(|fact| fact.position > before.known).map(FactRef::of));
        }
    }
    // What was approved and paid stands above, with its amounts; what came back of it since is news.
    let given = |fact: &FactRef| {
        let kind = case.fact(*fact).map(|fact| case.catalogue.declaration(fact.kind).name.as_str());
        kind.is_some_and(|kind| ["grant.approved", "payment.made"].contains(&kind))
    };
    found.retain(|fact| !item.payments.contains(fact) || !given(fact));
    let moved = movements(case, item).into_iter().filter(|fact| !given(fact));
    found.extend(moved.filter(|fact| fact.position > before.known));
    found.extend(tied(case, item).into_iter().filter(|fact| fact.position > before.known));
    let told = |fact: FactRef| {
        let known = case.fact(fact)?;
        let words = Box::new(case.words(known).into());
        Some((fact.position, Later::Recorded { on: known.recorded_at.day(), fact: words }.into()))
    };
    found.into_iter().filter_map(told).collect()
}

/// Outcome, conditions and net, as far as they differ.
fn difference(case: &Case<'_>, item: &Item, before: &Case<'_>, old: &Item) -> Vec<Phrase> {
    let mut said: Vec<Phrase> = Vec::new();
    let then_and_now = (outcome_words(before, old), outcome_words(case, item));
    if then_and_now.0 != then_and_now.1 {
        let (then, now) = (Box::new(then_and_now.0.clone()), Box::new(then_and_now.1.clone()));
        said.push(Later::OutcomeChanged { then, now }.into());
    }
    for check in item.checks.iter() {
        let was = old.checks.iter().find(|known| known.title == check.title);
        let Some(was) = was.filter(|was| was.holds != check.holds) else { continue };
        let (then, now) = (Box::new(answer(&was.holds)), Box::new(answer(&check.holds)));
        said.push(Later::ConditionChanged { title: check.title.clone(), then, now }.into());
    }
    if old.formula != item.formula {
        let reckoned = |phrase: &Phrase| matches!(phrase, Phrase::Reckoning(_));
        let now: Vec<Phrase> = formula_phrases(case, item).into_iter().filter(reckoned).collect();
        said.extend((!now.is_empty()).then(|| Later::Reckoned { now }.into()));
    }
    if !old.is_known() || !item.is_known() {
        // What is not known has no difference to anything.
        said.extend(
            (then_and_now.0 == then_and_now.1).then(|| Later::StillOpen { now: Box::new(then_and_now.1) }.into()),
        );
        said.extend(item.is_known().then(|| Later::NetNow { now: item.net }.into()));
        return said;
    }
    let (then, now) = (old.net, item.net);
    let net = if then == now {
        Later::NetSame { now }
    } else {
        Later::NetChanged { then, now, difference: Difference(now.minus(then)) }
    };
    said.push(net.into());
    said
}

fn answer<E>(holds: &Result<bool, E>) -> Phrase {
    match holds {
        Ok(yes) => Phrase::Value(crate::explain::Spoken::Flag(*yes)),
        Err(_) => Filed::IsOpen.into(),
    }
}
