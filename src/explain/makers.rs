//! What would make an item of a grant that has none, and what the grant asks of the facts it speaks of.

use crate::event::TypeId;
use crate::explain::remedies::{comparison, words};
use crate::explain::why::status_title;
use crate::explain::{Case, Count, Listed, Phrase, Remedy};
use crate::policy::{Grant, Test};

/// What would make an item of a grant that has none.
pub(super) fn makers(case: &Case<'_>, grant: &Grant) -> Vec<Phrase> {
    let mut said: Vec<Phrase> = Vec::new();
    for (kind, yearly) in case.makers(grant) {
        let fact = case.kind_title(kind);
        let there = case.timeline.of_subject(case.position.subject, kind);
        let count = there.filter(|fact| fact.day <= case.position.on).count();
        said.push(match (yearly, count) {
            (true, _) => Remedy::WouldMakeYearly { fact }.into(),
            (false, 0) => Remedy::WouldMake { facts: Listed(vec![fact.into()]) }.into(),
            (false, count) if asked_of_facts(case, grant).is_empty() => {
                Remedy::PassedOverPlain { count: Count::of(count, "record"), facts: Listed(vec![fact.into()]) }.into()
            }
            (false, count) => {
                Remedy::PassedOver { count: Count::of(count, "record"), facts: Listed(vec![fact.into()]) }.into()
            }
        });
    }
    said
}

/// What a grant asks of facts that are on record, before one of them makes an item.
pub(super) fn asked_of_facts(case: &Case<'_>, grant: &Grant) -> Vec<Phrase> {
    let mut said = Vec::new();
    for trigger in &grant.triggers {
        let Some((kind, test)) = trigger.kind().zip(trigger.filter.as_ref()) else { continue };
        let subject = case.position.subject;
        let there = case.timeline.of_subject(subject, kind).any(|fact| fact.day <= case.position.on);
        if there {
            asks(case, kind, test, true, &mut said);
        }
    }
    said
}

/// Walks what a grant asks of a fact.
fn asks(case: &Case<'_>, kind: TypeId, test: &Test, yes: bool, said: &mut Vec<Phrase>) {
    let on = case.position.on;
    match test {
        Test::All(tests) | Test::Any(tests) => {
            let one_is_enough = matches!(test, Test::Any(_)) == yes && tests.len() > 1;
            said.extend(one_is_enough.then(|| Remedy::OneOf.into()));
            for test in tests {
                asks(case, kind, test, yes, said);
            }
        }
        Test::Not(test) => asks(case, kind, test, !yes, said),
        Test::In { field, values, .. } => {
            said.extend(words(case, kind, *field, values, on.into()).map(|(field, words)| {
                if yes { Remedy::AsksWord { field, allowed: words } } else { Remedy::AsksNot { field, barred: words } }
                    .into()
            }));
        }
        Test::Compare { measure, op, with } => {
            let asked = comparison(case, (*measure, *op, with), on.into(), yes);
            said.extend(asked.map(|(measure, op, asked)| Remedy::AsksMeasure { measure, op, asked }.into()));
        }
        Test::Holds { status, .. } | Test::Opens(status) => {
            let status = status_title(case, *status);
            said.push(if yes { Remedy::AsksStatus { status } } else { Remedy::AsksNoStatus { status } }.into());
        }
        Test::Recorded(records) => {
            let fact = case.kind_title(records.kind);
            said.push(if yes { Remedy::Record { fact } } else { Remedy::Gone { fact } }.into());
        }
        Test::Followed { facts, .. } => said.push(Remedy::Record { fact: case.kind_title(facts.kind) }.into()),
        Test::Elapsed { field, .. } => {
            let declared = case.catalogue.declaration(kind).fields.get(*field);
            said.extend(declared.map(|field| Remedy::Earlier { field: field.title.clone() }.into()));
        }
        Test::Decided(term) => {
            let term = usize::try_from(*term).ok().and_then(|index| case.program.open_terms.get(index));
            said.extend(
                term.map(|term| Remedy::Decide { term: term.title.clone(), authority: term.authority.clone() }.into()),
            );
        }
    }
}
