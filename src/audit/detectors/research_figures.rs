//! D13: two figures for one year's research expense, or a jump in the year that decides, followed by a fall.

use crate::audit::detector::Found;
use crate::audit::line::given;
use crate::audit::row::Row;
use crate::audit::scene::Owned;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::position::Formula;
use crate::value::{Fen, Uscc};
use std::collections::BTreeMap;

pub(super) const DETECTOR: Detector = Detector {
    id: "D13",
    title: Words("研发费用前后不一", "Two figures for research, or a jump"),
    looks_for: Words(
        "同一企业同一年度同一口径有两个不同的研发费用；或决定支持额的年度不低于上一年的两倍，下一年又不足其四分之三。",
        "two different figures of one basis for one enterprise and year; or a year that decided an amount and is at least twice the year before, while the year after is below three quarters of it",
    ),
    basis: Words("研发费用应当真实、可核对。", "Research expense is true and can be checked."),
    severity: Severity::Warning,
    beware: Words(
        "不同口径（审计、加计扣除、年报）的数额本就不同，不算；突增骤减可能是项目周期：请核对归集依据。",
        "Figures of different bases (audit, tax deduction, annual report) differ by nature; a jump and a fall may be the course of a project: look at how it was collected.",
    ),
    needs: Needs::Now,
    guards: false,
    find,
};

const KIND: &str = "rnd.expense_reported";

/// The figures of an enterprise by year and basis.
type Figures<'s> = BTreeMap<(Uscc, i64, &'s str), Vec<(Fen, Row<'s>)>>;

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let mut figures = Figures::new();
    for row in scene.rows(KIND) {
        if let Some((key, amount)) = key(row).zip(row.money("amount")) {
            figures.entry(key).or_default().push((amount, row));
        }
    }
    let mut found: Vec<Found> =
        figures.iter().filter_map(|((subject, year, _), own)| two(*subject, *year, own)).collect();
    found.extend(scene.items().filter_map(|owned| jump(scene, &figures, owned)));
    found
}

fn key(row: Row<'_>) -> Option<(Uscc, i64, &str)> {
    Some((row.subject()?, row.whole("year")?, row.text("basis")?))
}

/// Two figures that count alike: a code that changed brings together what was reported under both.
fn two(subject: Uscc, year: i64, own: &[(Fen, Row<'_>)]) -> Option<Found> {
    let least = own.iter().map(|(amount, _)| *amount).min()?;
    let most = own.iter().map(|(amount, _)| *amount).max().filter(|most| *most > least)?;
    let zh = format!("{year} 年研发费用同一口径有 ¥{least} 和 ¥{most} 两个数");
    let en = format!("the research expense of {year} stands as ¥{least} and as ¥{most} on one basis");
    let facts = own.iter().rev().map(|(_, row)| row.at());
    Some(Found::about(subject, &zh, &en).resting_on(facts).worth(most.minus(least)))
}

/// The figure that decided an amount, where it stands out from the years around it.
fn jump(scene: &Scene<'_>, figures: &Figures<'_>, owned: Owned<'_>) -> Option<Found> {
    let item = owned.item;
    let Some(Formula::Share { facts, .. }) = item.formula.as_ref().filter(|_| given(item).is_positive()) else {
        return None;
    };
    let reports = facts.iter().filter_map(|fact| scene.row(*fact)).filter(|row| row.kind() == KIND);
    // Growth is counted from the year before it: the later one is the one that brings money.
    let row = reports.max_by_key(|row| row.whole("year"))?;
    let (subject, year, basis) = key(row)?;
    let amount = row.money("amount")?;
    let of = |year: i64| figures.get(&(subject, year, basis)).and_then(|own| own.last());
    let (before, after) = (of(year.saturating_sub(1))?, of(year.saturating_add(1))?);
    let twice = before.0.plus(before.0);
    let quarters = |fen: Fen, count: usize| -> Fen { std::iter::repeat_n(fen, count).sum() };
    if !before.0.is_positive() || amount < twice || quarters(after.0, 4) >= quarters(amount, 3) {
        return None;
    }
    let (earlier, later) = (before.0, after.0);
    let zh = format!("{year} 年研发费用 ¥{amount} 决定支持额，上一年 ¥{earlier}，下一年 ¥{later}");
    let en = format!("the ¥{amount} of {year} decided the amount, between ¥{earlier} and ¥{later}");
    let facts = [row.at(), before.1.at(), after.1.at()].into_iter().chain(item.payments.iter().copied());
    Some(Found::about(owned.subject, &zh, &en).resting_on(facts).worth(given(item)).under(&item.article))
}
