//! D36: the support of all levels for one matter is more than it cost.

use crate::audit::detector::Found;
use crate::audit::line::given;
use crate::audit::row::Row;
use crate::audit::scene::Owned;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::position::Formula;
use crate::value::{Fen, Uscc};
use std::collections::BTreeMap;

pub(super) const DETECTOR: Detector = Detector {
    id: "D36",
    title: Words("各级支持合计超过成本", "Support of all levels above the cost"),
    looks_for: Words(
        "同一笔利息、保费或平台投资，国家、市、区已登记的支持加上本项批准额，超过所依据的实际支出。",
        "the support of state, city and district on record for one loan, policy of insurance or platform that, with what was given here, exceeds what was actually spent",
    ),
    basis: Words(
        "补助以实际支出为限，各级合计不得超过成本。",
        "Support is for money spent, and that of all levels together stays within the cost.",
    ),
    severity: Severity::Warning,
    beware: Words(
        "只比较以支出为基数的事项；奖励性的（认定、标准、获奖）没有成本可比；他级支持若含其他年度或其他费用，请看其文件。",
        "Only what is a share of money spent is compared; a reward for recognition, standards or awards has no cost; the support of another level may be for other years or costs as well: look at its document.",
    ),
    needs: Needs::Now,
    guards: false,
    find,
};

/// The facts whose amount is a cost.
const COSTS: [&str; 3] = ["loan.interest_paid", "insurance.premium_paid", "platform.completed"];

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let mut support: BTreeMap<(Uscc, &str), Vec<Row<'_>>> = BTreeMap::new();
    for row in scene.rows("external_support.recorded") {
        if let Some(key) = row.subject().zip(row.text("matter")) {
            support.entry(key).or_default().push(row);
        }
    }
    let costs: Vec<_> = COSTS.iter().filter_map(|kind| scene.catalogue.type_id_of(kind)).collect();
    let items = scene.items().filter(|owned| owned.item.content.as_ref().is_some_and(|(kind, _)| costs.contains(kind)));
    items.filter_map(|owned| told(owned, support.get(&(owned.subject, &*owned.item.matter))?)).collect()
}

fn told(owned: Owned<'_>, support: &[Row<'_>]) -> Option<Found> {
    let item = owned.item;
    let Some(Formula::Share { base, .. }) = item.formula.as_ref().filter(|_| given(item).is_positive()) else {
        return None;
    };
    let cost = base.whole()?;
    let others: Fen = support.iter().filter_map(|row| row.money("amount")).sum();
    let ours = given(item);
    let beyond = others.plus(ours).less(cost);
    if !beyond.is_positive() {
        return None;
    }
    let zh = format!("各级已支持 ¥{others}，本项 ¥{ours}，合计比实际支出 ¥{cost} 多 ¥{beyond}");
    let en = format!("¥{others} from other schemes and ¥{ours} here: ¥{beyond} above the ¥{cost} that were spent");
    let facts = item.payments.iter().copied().chain(support.iter().map(Row::at));
    let facts = facts.chain(item.facts.iter().copied());
    Some(Found::about(owned.subject, &zh, &en).resting_on(facts).worth(beyond).under(&item.article))
}
