//! D32: the same entitlement in one call, and different amounts without a reason.

use crate::audit::detector::Found;
use crate::audit::line::{Line, lines};
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::value::{Fen, Uscc};
use std::collections::BTreeMap;

pub(super) const DETECTOR: Detector = Detector {
    id: "D32",
    title: Words("同样情形，批准不同", "Same facts, different outcome"),
    looks_for: Words(
        "同一年度同一条款下应享额相同的两项，一项足额批准，另一项批得少而没有写明理由。",
        "two items of one year and clause with the same entitlement as known then, one approved in full and the other for less, without a reason",
    ),
    basis: Words(
        "同样情形同样对待；少批应当说明理由。",
        "Like cases are treated alike, and a reason is given for less.",
    ),
    severity: Severity::Warning,
    beware: Words(
        "分次批准的，合计足额即不算；停付的不算；理由写在别处的，请补到批准行。",
        "Approvals in parts that add up are none, nor is what is withheld; a reason that stands elsewhere belongs on the line.",
    ),
    needs: Needs::Then,
    guards: false,
    find,
};

/// What makes two items alike: the clause, the year and what was due.
type Alike<'s> = (&'s str, i32, Fen);

fn find(scene: &Scene<'_>) -> Vec<Found> {
    // The last approval of an item knows all of them.
    let mut last: BTreeMap<(Uscc, &str, &str), Line<'_>> = BTreeMap::new();
    for line in lines(scene) {
        let known = last.entry((line.subject, &line.item.grant_id, &line.item.matter)).or_insert(line);
        if line.event.fact.position > known.event.fact.position {
            *known = line;
        }
    }
    let mut alike: BTreeMap<Alike<'_>, Vec<Line<'_>>> = BTreeMap::new();
    for line in last.into_values().filter(|line| line.item.is_known() && line.item.withheld_since.is_none()) {
        let key = (&*line.item.grant_id, line.item.fact_year, line.item.net);
        alike.entry(key).or_default().push(line);
    }
    alike.values().flat_map(|own| unequal(own)).collect()
}

fn unequal(own: &[Line<'_>]) -> Vec<Found> {
    let Some(full) = own.iter().find(|line| line.item.approved == line.item.net) else { return Vec::new() };
    let less = own.iter().filter(|line| line.item.approved < line.item.net && line.inner.text("reason").is_none());
    let told = less.map(|line| {
        let (due, approved) = (line.item.net, line.item.approved);
        let zh = format!("应享同为 ¥{due}，他项足额批准，本项只批 ¥{approved}，未写明理由");
        let en = format!("¥{due} due like another that got it in full; ¥{approved} approved here, without a reason");
        let found = Found::about(line.subject, &zh, &en).resting_on([line.event.at(), full.event.at()]);
        found.resting_on(line.item.facts.iter().copied()).worth(due.less(approved)).under(&line.item.article)
    });
    told.collect()
}
