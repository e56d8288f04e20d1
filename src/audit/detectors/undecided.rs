//! D31: an amount the text leaves to somebody, approved before anybody decided it.

use crate::audit::detector::Found;
use crate::audit::line::lines;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::policy::OpenTerm;
use crate::position::{Gap, Item, Outcome};

pub(super) const DETECTOR: Detector = Detector {
    id: "D31",
    title: Words("裁量金额无依据", "Discretion without a decision"),
    looks_for: Words(
        "政策留待评审、评价或公布确定的数额，批准当日尚无记录。",
        "an approval of what the text leaves to a review, an evaluation or a published figure, with none on record that day",
    ),
    basis: Words(
        "政策未定的比例和金额由主管部门评审、评价确定，先定后批。",
        "What the policy leaves open the authority decides by review or evaluation, before money is approved.",
    ),
    severity: Severity::Fault,
    beware: Words(
        "评审结果当时已有而后来才录入的，请看记录时刻；因应享额不能确定，D04 同时列出全额。",
        "A result that existed and was recorded later is to be told from the moments of recording; as nobody could say what was due, D04 lists the whole amount too.",
    ),
    needs: Needs::Then,
    guards: false,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let told = lines(scene).into_iter().filter_map(|line| {
        let term = open(scene, line.item)?;
        let (given, title, by) = (line.given, &term.title, &term.authority);
        let zh = format!("批准 ¥{given}，“{}”尚未由{}确定", title.zh, by.zh);
        let en = format!("¥{given} approved, “{}” not decided by the {}", title.en, by.en);
        Some(Found::about(line.subject, &zh, &en).resting_on(line.facts()).worth(given).under(&term.article))
    });
    told.collect()
}

/// The first term an item waited for.
fn open<'s>(scene: &Scene<'s>, item: &Item) -> Option<&'s OpenTerm> {
    let Outcome::Undetermined(gaps) = &item.outcome else { return None };
    let term = gaps.iter().find_map(|gap| match gap {
        Gap::Term(term) => Some(*term),
        Gap::Fact { .. } | Gap::Field { .. } | Gap::Reading(_) | Gap::Names(_) | Gap::Uncomputable => None,
    })?;
    scene.program.open_terms.get(usize::try_from(term).ok()?)
}
