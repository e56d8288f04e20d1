//! Which items a change can touch: those whose grant looks at the parameter, that rest on the reading, or that come from the event.

use crate::policy::{Grant, ParamId, Program, ReadingId, Touched};
use crate::position::Item;
use crate::value::{Day, EventId};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a change can touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Items of the grants that look at a parameter, by document number and grant.
    Grants {
        /// The grants.
        grants: BTreeSet<(Arc<str>, Arc<str>)>,
        /// Whether it may also decide which items there are.
        finds: bool,
        /// Whether it may also decide what an item is asked, or what its amount rests on.
        judges: bool,
        /// Whether it is a cap.
        caps: bool,
        /// The first day of the new value.
        from: Option<Day>,
    },
    /// Items that rest on a reading.
    Reading(ReadingId),
    /// Items that come from these events, or were decided by them.
    Events(BTreeSet<EventId>),
}

impl Reach {
    /// What a parameter can touch, in the program as it is and as supposed.
    pub fn of_parameter(programs: [&Program; 2], id: ParamId, from: Option<Day>) -> Self {
        let (mut grants, mut finds, mut judges, mut caps) = (BTreeSet::new(), false, false, false);
        for program in programs {
            let any = |of: fn(&Program, &Grant) -> Touched| {
                program.grants.iter().any(|grant| of(program, grant).parameters.contains(&id))
            };
            finds |= any(Touched::finding);
            judges |= any(Touched::judging);
            caps |= program.limits.iter().any(|limit| limit.amount == id);
            let looking = program.grants.iter().filter(|grant| Touched::by(program, grant).parameters.contains(&id));
            grants.extend(
                looking.map(|grant| (Arc::clone(&program.document(grant.document).document), Arc::clone(&grant.id))),
            );
        }
        Self::Grants { grants, finds, judges, caps, from }
    }

    /// How many grants look at the parameter.
    pub fn grants(&self) -> usize {
        match self {
            Reach::Grants { grants, .. } => grants.len(),
            Reach::Reading(_) | Reach::Events(_) => 0,
        }
    }

    /// Whether only subjects that have such an item already can be concerned: their items are the same ones, with other amounts and
    /// answers. A reading or a fact may make items where there were none, and so may a parameter that decides which items there are.
    pub fn is_of_known_items(&self) -> bool {
        match self {
            Reach::Grants { finds, .. } => !finds,
            Reach::Reading(_) | Reach::Events(_) => false,
        }
    }

    /// Whether it is of nothing but values that amounts are reckoned with, or of caps: every question is answered as before.
    pub fn is_of_amounts(&self) -> bool {
        match self {
            Reach::Grants { judges, .. } => !judges,
            Reach::Reading(_) | Reach::Events(_) => false,
        }
    }

    /// Whether a grant of this name is one that looks at the parameter.
    pub fn names(&self, name: &str) -> bool {
        match self {
            Reach::Grants { grants, .. } => grants.iter().any(|(_, grant)| **grant == *name),
            Reach::Reading(_) | Reach::Events(_) => false,
        }
    }

    /// Whether caps may be others.
    pub fn is_of_caps(&self) -> bool {
        match self {
            Reach::Grants { caps, .. } => *caps,
            Reach::Reading(_) | Reach::Events(_) => false,
        }
    }

    /// Whether an item of a program is one of them.
    pub fn touches(&self, program: &Program, item: &Item) -> bool {
        match self {
            Reach::Grants { grants, .. } => {
                let own = program.documents.get(item.document);
                own.is_some_and(|own| {
                    grants.iter().any(|(document, grant)| *document == own.document && *grant == item.grant_id)
                })
            }
            Reach::Reading(reading) => item.readings.contains(reading),
            Reach::Events(events) => {
                let facts = item.facts.iter().chain(&item.approvals).chain(&item.payments);
                facts.into_iter().any(|fact| events.contains(&fact.id))
            }
        }
    }
}
