//! D29: interest that cannot have been paid as it was reported.

use crate::audit::detector::Found;
use crate::audit::row::Row;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::value::{Exact, Fen, Ratio, Rounding, Uscc};
use std::collections::BTreeMap;

pub(super) const DETECTOR: Detector = Detector {
    id: "D29",
    title: Words("贷款利息存疑", "Doubtful loan interest"),
    looks_for: Words(
        "同一合同两次付息的计息期重叠；付息企业不是合同的借款人；扣除罚息后的利息比本金按合同利率计算的多出百分之五以上；或同一笔贷款、同期同额的利息挂在两个合同号下。",
        "two payments of interest on one contract for periods that overlap; interest paid by somebody other than the borrower; interest, less penalty, more than five percent above the principal at the agreed rate; or the interest of one loan, of one period and amount, under two contract numbers",
    ),
    basis: Words(
        "贴息以实际支付、不含罚息的利息为限，一笔利息只计一次。",
        "The subsidy is for interest actually paid, without penalty, and counts each payment once.",
    ),
    severity: Severity::Warning,
    beware: Words(
        "浮动利率重定价后可能高于合同利率；按三百六十天计，容差百分之五是本系统的约定；债务由他人承担的，请看协议。",
        "A floating rate may be reset above the agreed one; a year counts 360 days, and the five percent are this program's; a debt that was taken over has an agreement.",
    ),
    needs: Needs::Facts,
    guards: false,
    find,
};

/// A year of interest has so many days.
const YEAR: i128 = 360;

/// Interest may be so much of what the contract gives.
fn tolerance() -> Option<Ratio> {
    Ratio::new(105, 100)
}

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let contracts: BTreeMap<&str, Row<'_>> =
        scene.rows("loan.contracted").filter_map(|row| Some((row.text("contract_no")?, row))).collect();
    let paid = scene.by("loan.interest_paid", "contract_no");
    let mut found = Vec::new();
    for (number, payments) in &paid {
        found.extend(overlapping(payments));
        let Some(contract) = contracts.get(number) else { continue };
        found.extend(payments.iter().filter_map(|payment| of_another(*contract, *payment)));
        found.extend(payments.iter().filter_map(|payment| too_much(*contract, *payment)));
    }
    found.extend(twice(&contracts, &paid));
    found
}

/// Payments of one contract for the same days.
fn overlapping(payments: &[Row<'_>]) -> Vec<Found> {
    let mut periods: Vec<_> = payments.iter().filter_map(|row| Some((row.period("period")?, *row))).collect();
    periods.sort_by_key(|(period, row)| (*period, row.fact.position));
    let mut found = Vec::new();
    for [(one, earlier), (other, later)] in periods.array_windows() {
        if other.first <= one.last {
            let from = other.first;
            let zh = format!("计息期自 {from} 起与前一次重叠");
            let en = format!("from {from} on the period overlaps the one before");
            found.extend(told(*later, &zh, &en, later.money("amount"), Some(*earlier)));
        }
    }
    found
}

fn of_another(contract: Row<'_>, payment: Row<'_>) -> Option<Found> {
    let borrower = contract.subject().filter(|borrower| payment.subject() != Some(*borrower))?;
    let mut found = told(
        payment,
        "付息企业不是合同的借款人",
        "paid by somebody other than the borrower",
        payment.money("amount"),
        Some(contract),
    )?;
    found.subjects.push(borrower);
    Some(found)
}

/// Interest, less penalty, above what the principal bears in the period at the agreed rate.
fn too_much(contract: Row<'_>, payment: Row<'_>) -> Option<Found> {
    let period = payment.period("period")?;
    let days = period.last.days_since(period.first).saturating_add(1);
    let share = contract.percent("rate_pct")?.times(Ratio::new(days.into(), YEAR)?)?;
    let due = Exact::from_fen(contract.money("principal")?).times(share)?;
    let most = due.times(tolerance()?)?.round(Rounding::HalfUpFen);
    let interest = payment.money("amount")?.less(payment.money("penalty").unwrap_or(Fen::ZERO));
    let due = due.round(Rounding::HalfUpFen);
    let beyond = interest.less(due);
    let zh = format!("{days} 天的利息按合同为 ¥{due}，报 ¥{interest}，多 ¥{beyond}");
    let en = format!("{days} days bear ¥{due} by the contract, ¥{interest} are reported: ¥{beyond} more");
    told(payment, &zh, &en, Some(beyond), Some(contract)).filter(|_| interest > most)
}

/// Payments of one period and amount on loans that differ in their numbers alone.
fn twice(contracts: &BTreeMap<&str, Row<'_>>, paid: &BTreeMap<&str, Vec<Row<'_>>>) -> Vec<Found> {
    let mut alike: BTreeMap<_, Vec<Row<'_>>> = BTreeMap::new();
    for (number, payments) in paid {
        let Some(contract) = contracts.get(number) else { continue };
        let loan: (Option<Uscc>, _, _, _) =
            (contract.subject(), contract.text("bank"), contract.money("principal"), contract.day());
        for payment in payments {
            let key = (loan, payment.period("period"), payment.money("amount"));
            alike.entry(key).or_default().push(*payment);
        }
    }
    let mut found = Vec::new();
    for payments in alike.values() {
        for [one, other] in payments.array_windows() {
            if one.text("contract_no") != other.text("contract_no") {
                let (zh, en) =
                    ("同一笔贷款的利息挂在两个合同号下", "the interest of one loan under two contract numbers");
                found.extend(told(*other, zh, en, other.money("amount"), Some(*one)));
            }
        }
    }
    found
}

fn told(payment: Row<'_>, zh: &str, en: &str, amount: Option<Fen>, other: Option<Row<'_>>) -> Option<Found> {
    let facts = [payment.at()].into_iter().chain(other.map(|row| row.at()));
    Some(Found::about(payment.subject()?, zh, en).resting_on(facts).worth(amount?))
}
