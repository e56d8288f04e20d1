//! D18: publicity too short, or skipped.

use crate::audit::detector::Found;
use crate::audit::papers::{Papers, amount, article, call_years};
use crate::audit::row::Row;
use crate::audit::{Detector, Needs, Scene, Severity, Words};

pub(super) const DETECTOR: Detector = Detector {
    id: "D18",
    title: Words("公示不足或未公示", "Publicity too short or skipped"),
    looks_for: Words(
        "付款前，申报年度内没有已结束的公示；或公示实际天数少于写明的天数。",
        "a payment before which no publicity of that call had ended, or one that lasted fewer days than it stated",
    ),
    basis: Words(
        "拟支持名单应当公示，期满无异议方可拨付。",
        "The list is made public, and paid when the time is over.",
    ),
    severity: Severity::Fault,
    beware: Words(
        "登记的名单列有该企业的，只看这些名单的公示；都没有列的，同年没有登记明细的任何公示都算。",
        "Where lists on record name the enterprise only their publicity counts, else any of the year whose lines are not on record.",
    ),
    needs: Needs::Now,
    guards: true,
    find,
};

/// A list shown to the public: from its first day to its last, and the days it states.
struct Shown<'a> {
    started: Row<'a>,
    ended: Option<Row<'a>>,
}

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let papers = Papers::of(scene);
    let ends = scene.by("publicity.ended", "list_no");
    let lists = scene.by("list.published", "list_no");
    let shown: Vec<Shown<'_>> = scene
        .rows("publicity.started")
        .map(|started| {
            let number = started.text("list_no").unwrap_or_default();
            Shown { started, ended: ends.get(number).and_then(|rows| rows.first()).copied() }
        })
        .collect();
    let mut found = Vec::new();
    for payment in scene.rows("payment.made").filter(|payment| !papers.came_back(payment)) {
        let Some(subject) = payment.subject() else { continue };
        let years = call_years(scene, subject, &payment);
        let list_of = |shown: &Shown<'_>| lists.get(shown.started.text("list_no")?)?.first();
        let of_call = shown.iter().filter(|shown| {
            let year = list_of(shown).and_then(|list| list.whole("call_year"));
            years.contains(&year.unwrap_or_else(|| i64::from(shown.started.day().year())))
        });
        let (listed, silent): (Vec<&Shown<'_>>, Vec<&Shown<'_>>) = of_call.partition(|shown| list_of(shown).is_some());
        let named = listed.into_iter().filter(|shown| {
            list_of(shown).is_some_and(|list| list.rows("lines").any(|line| line.code("uscc") == Some(subject)))
        });
        let named: Vec<&Shown<'_>> = named.collect();
        let own = if named.is_empty() { silent } else { named };
        if years.is_empty() || own.iter().any(|shown| shown.is_whole_before(&payment)) {
            continue;
        }
        let facts = own.iter().flat_map(|shown| [Some(shown.started), shown.ended]).flatten().map(|row| row.at());
        let facts = [payment.at()].into_iter().chain(facts);
        let (zh, en) = if own.iter().any(|shown| shown.ended.is_some_and(|ended| ended.day() <= payment.day())) {
            ("公示天数不足即付款", "paid although the list was shown for fewer days than stated")
        } else if own.is_empty() {
            ("没有公示即付款", "paid without publicity")
        } else {
            ("公示未结束即付款", "paid before publicity had ended")
        };
        let told = Found::about(subject, zh, en).resting_on(facts).worth(amount(&payment));
        found.push(told.under(&article(scene, subject, &payment)));
    }
    found
}

impl Shown<'_> {
    /// Whether it had ended by the day of a payment and lasted as long as it states, its first day not counted.
    fn is_whole_before(&self, payment: &Row<'_>) -> bool {
        let days = self.started.whole("days").unwrap_or_default();
        self.ended
            .is_some_and(|ended| ended.day() <= payment.day() && ended.day().days_since(self.started.day()) >= days)
    }
}
