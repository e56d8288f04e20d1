//! D39: money on a reference rate that nobody checked.

use crate::audit::detector::Found;
use crate::audit::line::given;
use crate::audit::row::Row;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::position::{FactRef, Formula, IssueKind};
use crate::value::{Bilingual, Fen};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) const DETECTOR: Detector = Detector {
    id: "D39",
    title: Words("参考利率未核实", "Reference rate unverified"),
    looks_for: Words(
        "给付的贴息依据的参考利率未在来源核实；或同一月份登记了两个不同的利率。",
        "a subsidy given on a reference rate that was not checked at its source; or two rows of one month that differ",
    ),
    basis: Words("参考利率以官方公布的为准。", "The reference rate is the one officially published."),
    severity: Severity::Warning,
    beware: Words(
        "每行利率列一处，金额是依据它给付的合计，不是多付的数；核实无误后更正其等级即消失。",
        "One finding for each row, and its amount is all that was given on it, not what is too much; it goes when the row is checked and its grade corrected.",
    ),
    needs: Needs::Now,
    guards: false,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let mut used: BTreeMap<FactRef, (Fen, usize, Arc<str>)> = BTreeMap::new();
    for position in scene.now.values() {
        let weak: Vec<FactRef> = position
            .issues
            .iter()
            .filter(|issue| issue.kind == IssueKind::WeakReference)
            .flat_map(|issue| issue.facts.iter().copied())
            .collect();
        for item in position.items.iter().filter(|item| !weak.is_empty() && given(item).is_positive()) {
            let Some(Formula::Share { facts, .. }) = &item.formula else { continue };
            for fact in facts.iter().filter(|fact| weak.contains(fact)) {
                let sum = used.entry(*fact).or_insert((Fen::ZERO, 0, Arc::clone(&item.article)));
                *sum = (sum.0.plus(given(item)), sum.1.saturating_add(1), Arc::clone(&sum.2));
            }
        }
    }
    let unchecked = used.into_iter().map(|(fact, (amount, count, article))| {
        let day = fact.day;
        let zh = format!("{day} 的参考利率未核实，依据它给付 {count} 项");
        let en = format!("the rate of {day} was not checked, and decides {count} of the items given");
        Found::of_nobody(Bilingual::new(&zh, &en)).resting_on([fact]).worth(amount).under(&article)
    });
    unchecked.chain(different(scene)).collect()
}

/// Rows of one month that do not say the same.
fn different(scene: &Scene<'_>) -> Vec<Found> {
    let rows: Vec<Row<'_>> = scene.rows("lpr.published").collect();
    let month = |row: &Row<'_>| row.day().to_string().get(..7).map(str::to_owned);
    let rates = |row: &Row<'_>| (row.percent("one_year_pct"), row.percent("five_year_pct"));
    let mut found = Vec::new();
    for [one, other] in rows.array_windows() {
        if month(one) == month(other) && rates(one) != rates(other) {
            let (first, second) = (one.day(), other.day());
            let zh = format!("{first} 和 {second} 同月公布了两个不同的利率");
            let en = format!("two different rates in one month, on {first} and on {second}");
            found.push(Found::of_nobody(Bilingual::new(&zh, &en)).resting_on([other.at(), one.at()]));
        }
    }
    found
}
