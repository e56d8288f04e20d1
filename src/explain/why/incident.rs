//! What withholds money: the record, the days it reaches over, and which payments lie before and after it.

use crate::explain::{Case, Phrase, Verdict};
use crate::policy::{StatusId, Test};
use crate::position::Item;
use std::sync::Arc;

/// The records an item is withheld by, then its payments; nothing where nothing withholds.
pub(super) fn incident(case: &Case<'_>, item: &Item) -> Vec<Phrase> {
    let Some(since) = item.withheld_since else { return Vec::new() };
    let blocking: Vec<&Arc<str>> = case.program.gates.iter().filter_map(|gate| blocks(case, &gate.test)).collect();
    let all = case.position.statuses.iter().filter(|span| span.first == since && span.first <= span.last);
    let told = |span: &crate::position::StatusSpan| {
        let by = Box::new(case.fact_words(span.opened_by));
        Verdict::Incident { status: span.title.clone(), first: span.first, last: span.last, by }.into()
    };
    let mut said: Vec<Phrase> = all.filter(|span| blocking.contains(&&span.status)).map(told).collect();
    for (day, amount) in item.kept.iter().filter(|(_, amount)| amount.is_positive()) {
        let (day, amount) = (*day, *amount);
        let paid = if day < since { Verdict::PaidBefore { day, amount } } else { Verdict::PaidAfter { day, amount } };
        said.push(paid.into());
    }
    said
}

/// The status a gate asks not to hold.
fn blocks<'c>(case: &Case<'c>, test: &Test) -> Option<&'c Arc<str>> {
    let named = |id: StatusId| case.program.status(id).map(|status| &status.name);
    match test {
        Test::Not(inner) => match **inner {
            Test::Holds { status, .. } => named(status),
            Test::All(_)
            | Test::Any(_)
            | Test::Not(_)
            | Test::In { .. }
            | Test::Compare { .. }
            | Test::Opens(_)
            | Test::Decided(_)
            | Test::Recorded(_)
            | Test::Followed { .. }
            | Test::Elapsed { .. } => None,
        },
        Test::All(_)
        | Test::Any(_)
        | Test::In { .. }
        | Test::Compare { .. }
        | Test::Holds { .. }
        | Test::Opens(_)
        | Test::Decided(_)
        | Test::Recorded(_)
        | Test::Followed { .. }
        | Test::Elapsed { .. } => None,
    }
}
