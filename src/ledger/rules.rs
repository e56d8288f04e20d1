//! How a ledger is read at a horizon: the events that issue, amend and repeal policies, and decide readings.

use crate::event::{Catalogue, Known, Said, TypeId};
use crate::explain::{Decisions, Texts};
use crate::ledger::error::LedgerError;
use crate::ledger::govern::check_choice;
use crate::ledger::horizon::Horizon;
use crate::ledger::twofold::ATTACHED;
use crate::policy::{Amendment, Choices, Compiled, Policy, Program, ReadingId};
use crate::position::FactRef;
use crate::timeline::{Fact, Timeline};
use std::sync::Arc;

/// A policy as it was issued last, and by which events its texts came.
pub(super) struct Issued {
    pub(super) policy: Policy,
    pub(super) by: Vec<FactRef>,
}

/// The events that say how the ledger is read, at a horizon.
pub(super) struct Rules<'r> {
    pub(super) catalogue: &'r Catalogue,
    pub(super) timeline: &'r Timeline,
    pub(super) horizon: Horizon,
}

impl<'r> Rules<'r> {
    fn kind(&self, name: &str) -> Option<TypeId> {
        self.catalogue.type_id_of(name)
    }

    /// The facts of a type, by day and content.
    fn facts(&self, name: &str) -> impl Iterator<Item = (&'r Fact, Said<'r>)> {
        let (timeline, catalogue) = (self.timeline, self.catalogue);
        let facts = self.kind(name).into_iter().flat_map(move |kind| timeline.of_kind(kind));
        facts.map(move |fact| (fact, Said { catalogue, kind: fact.kind, record: &fact.record }))
    }

    /// Every policy as it was issued last, by day of issue.
    pub(super) fn policies(&self, compiled: &Compiled) -> Result<Vec<Issued>, LedgerError> {
        let mut issued: Vec<_> = self.facts(Known::PolicyIssued.name()).collect();
        issued.sort_by_key(|(fact, _)| (fact.day, fact.position));
        let mut found: Vec<Issued> = Vec::new();
        for (fact, said) in issued {
            let text = said.shared("text").unwrap_or_else(|| Arc::from(""));
            match compiled.policy(&text) {
                Ok(policy) => {
                    let earlier = found.iter().position(|known| known.policy.id == policy.id);
                    let mut by = earlier.map_or_else(Vec::new, |index| found.remove(index).by);
                    by.push(FactRef::of(fact));
                    found.push(Issued { policy, by });
                }
                Err(error) => return Err(LedgerError::Policy { error: Box::new(error), text }),
            }
        }
        Ok(found)
    }

    /// A decision acts from its own day; the last one counts.
    pub(super) fn decided(&self, policy: &Policy) -> Decisions {
        let mut decided = Decisions::new();
        let by_then = self.facts(Known::ReadingDecided.name()).filter(|(fact, _)| fact.day <= self.horizon.on);
        let mut decisions: Vec<_> = by_then.collect();
        decisions.sort_by_key(|(fact, _)| (fact.day, fact.position));
        for (fact, said) in decisions {
            let (Some(reading), Some(option)) = (said.shared("reading"), said.shared("option")) else { continue };
            let ours = said.text("policy").is_none_or(|name| *name == *policy.id);
            let known = policy.readings.iter().find(|known| *known.id.0 == *reading);
            if ours && known.is_some_and(|known| known.option(&option).is_some()) {
                decided.insert(ReadingId(reading), (option, FactRef::of(fact)));
            }
        }
        decided
    }

    pub(super) fn amendments(&self, policy: &Policy) -> Vec<Amendment> {
        let of = |(_, said): (&Fact, Said<'_>)| {
            let day = said.slot("from").day()?;
            let (path, value, unit) = (said.shared("path")?, said.shared("value")?, said.shared("unit")?);
            (*said.text("policy")? == *policy.id).then_some(Amendment { path, from: day, value, unit })
        };
        // Of two changes from one day the one recorded later counts.
        let mut facts: Vec<_> = self.facts(Known::PolicyAmended.name()).collect();
        facts.sort_by_key(|(fact, _)| fact.position);
        facts.into_iter().filter_map(of).collect()
    }

    /// From the day of its repeal a document governs nothing new.
    pub(super) fn repeal(&self, program: &mut Program) {
        for (fact, said) in self.facts(Known::PolicyRepealed.name()) {
            let named = program.documents.iter_mut().filter(|document| said.text("policy") == Some(&document.policy));
            named.for_each(|document| document.force.last = document.force.last.min(fact.day.prev()));
        }
    }

    pub(super) fn texts(&self) -> Texts {
        let all = self.facts(ATTACHED);
        all.filter_map(|(_, said)| Some(((said.shared("policy")?, said.shared("article")?), said.shared("text")?)))
            .collect()
    }
}

/// For each policy what was decided, and over it what the question flips.
pub(super) fn choose(
    policies: &[Policy],
    decided: &[Decisions],
    reads: &[(String, String)],
) -> Result<Vec<Choices>, LedgerError> {
    let all: Vec<&Policy> = policies.iter().collect();
    for (reading, option) in reads {
        check_choice(&all, reading, option).map_err(|fault| LedgerError::Reading(Box::new(fault)))?;
    }
    let chosen = |decided: &Decisions| {
        let mut choices = Choices::default();
        for (id, (option, _)) in decided {
            choices = choices.with(id, option);
        }
        for (reading, option) in reads {
            choices = choices.with(&ReadingId(reading.as_str().into()), option);
        }
        choices
    };
    Ok(decided.iter().map(chosen).collect())
}
