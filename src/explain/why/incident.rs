//! What withholds money: the record, the days it reaches over, and which payments lie before and after it.

use crate::explain::{Case, Phrase, Verdict};
use crate::position::Item;
use std::sync::Arc;

/// The records an item is withheld by, then its payments; nothing where nothing withholds.
pub(super) fn incident(case: &Case<'_>, item: &Item) -> Vec<Phrase> {
    let Some(since) = item.withheld_since else { return Vec::new() };
    let gates = case.program.gates.iter().filter(|gate| gate.document == item.document);
    let blocking = gates.filter_map(|gate| Some(&case.program.status(gate.test.unwanted()?)?.name));
    let blocking: Vec<&Arc<str>> = blocking.collect();
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
