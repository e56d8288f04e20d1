//! Each step held against what the procedure asks of it.

use crate::audit::detector::Found;
use crate::audit::life::facts::Facts;
use crate::audit::life::law::{Asks, Bound, Rule};
use crate::audit::life::table::LIFE;
use crate::audit::row::Row;
use crate::value::{Bilingual, Day, Fen, Position};

/// Where a step stands among others: its day, and where it was recorded.
type Order = (Day, Position);

/// What stands against a step: in words, with the facts; and how much is too much, where not all of it is.
struct Against<'a>(Bilingual, Vec<Row<'a>>, Option<Fen>);

/// The steps that could not have been: of each the first thing that stands against it.
pub(in crate::audit) fn impossible(facts: &Facts<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for step in &LIFE {
        for row in facts.rows(step.kind).filter(|_| !step.rules.is_empty()) {
            let against = step.rules.iter().find_map(|rule| Some((rule, against(facts, rule, &row)?)));
            if let Some((rule, against)) = against {
                found.push(told(facts, (step.kind, rule), &row, &against));
            }
        }
    }
    found
}

fn told(facts: &Facts<'_>, (kind, rule): (&str, &Rule), row: &Row<'_>, against: &Against<'_>) -> Found {
    let Against(says, others, beyond) = against;
    let title = facts.title(kind);
    let zh = format!("{}：须{}；{}", title.zh, rule.says.0, says.zh);
    let en = format!("{}: only if {}; {}", title.en, rule.says.1, says.en);
    let found = match row.subject() {
        Some(subject) => Found::about(subject, &zh, &en),
        None => Found::of_nobody(Bilingual::new(&zh, &en)),
    };
    let found = found.resting_on([row.at()].into_iter().chain(others.iter().map(Row::at))).on_matter(kind, rule.says.1);
    match beyond.or(row.money("amount")) {
        Some(amount) => found.worth(amount),
        None => found,
    }
}

fn against<'a>(facts: &Facts<'a>, rule: &Rule, row: &Row<'a>) -> Option<Against<'a>> {
    match rule.asks {
        Asks::After(kinds, field) => after(facts, kinds, field, row),
        Asks::Unless(kind, field) => unless(facts, kind, field, row),
        Asks::Unpaid => unpaid(facts, row),
        Asks::NotGivenUp => not_given_up(facts, row),
        Asks::Within(Bound::Payment) => within_payment(facts, row),
        Asks::Within(Bound::Order) => within_order(facts, row),
        Asks::AskedBy(_) => None,
    }
}

/// Why no step of these types stands before one.
fn after<'a>(facts: &Facts<'a>, kinds: &[&'static str], field: &'static str, row: &Row<'a>) -> Option<Against<'a>> {
    let number = row.text(field)?;
    let named: Vec<Row<'a>> = kinds.iter().flat_map(|kind| facts.numbered(kind, field, number)).collect();
    let own: Vec<Row<'a>> = named.iter().filter(|other| facts.are_of_one(row, other)).copied().collect();
    let early: Vec<Row<'a>> = own.iter().filter(|other| other.day() <= row.day()).copied().collect();
    let above = |other: &Row<'_>| row.fact.position <= facts.batch_after || other.fact.position < row.fact.position;
    if early.iter().any(above) {
        return None;
    }
    let title = kinds.first().map_or_else(|| Bilingual::new("", ""), |kind| facts.title(kind));
    let (zh, en) = (title.zh.to_string(), title.en.to_string());
    let says = if let Some(below) = early.first() {
        return Some(Against(
            Bilingual::new(
                &format!("“{zh}”{number} 排在它之后"),
                &format!("“{en}” {number} stands below it in the batch"),
            ),
            vec![*below],
            None,
        ));
    } else if let Some(late) = own.first() {
        Bilingual::new(
            &format!("“{zh}”{number} 是 {} 的事，晚于 {}", late.day(), row.day()),
            &format!("“{en}” {number} is of {}, after {}", late.day(), row.day()),
        )
    } else if named.is_empty() {
        Bilingual::new(&format!("没有登记“{zh}”{number}"), &format!("no “{en}” {number} is on record"))
    } else {
        let whose = named.first().and_then(Row::subject).map(|code| code.to_string()).unwrap_or_default();
        Bilingual::new(
            &format!("“{zh}”{number} 属于另一主体 {whose}"),
            &format!("“{en}” {number} is of another subject, {whose}"),
        )
    };
    Some(Against(says, if own.is_empty() { named } else { own }, None))
}

/// A step of this type that stands before one.
fn unless<'a>(facts: &Facts<'a>, kind: &'static str, field: &'static str, row: &Row<'a>) -> Option<Against<'a>> {
    let number = row.text(field)?;
    let all = facts.numbered(kind, field, number);
    let first = all.into_iter().find(|other| facts.are_of_one(row, other) && order(other) < order(row))?;
    Some(Against(already(facts, kind, number, &first), vec![first], None))
}

fn already(facts: &Facts<'_>, kind: &str, number: &str, row: &Row<'_>) -> Bilingual {
    let (title, day) = (facts.title(kind), row.day());
    Bilingual::new(
        &format!("{day} 已有“{}”{number}", title.zh),
        &format!("“{}” {number} is on record of {day}", title.en),
    )
}

/// A payment on the application that was made before it and did not come back by then.
fn unpaid<'a>(facts: &Facts<'a>, row: &Row<'a>) -> Option<Against<'a>> {
    let approvals = facts.numbered("grant.approved", "application_no", row.text("application_no")?);
    approvals.into_iter().filter(|approval| facts.are_of_one(row, approval)).find_map(|approval| {
        let payments = facts.numbered("payment.made", "approval_no", approval.text("approval_no")?);
        let stayed = |payment: &Row<'_>| {
            let bounces =
                facts.numbered("payment.bounced", "payment_no", payment.text("payment_no").unwrap_or_default());
            !bounces.iter().any(|bounce| facts.are_of_one(payment, bounce) && order(bounce) < order(row))
        };
        let paid =
            payments.into_iter().filter(|payment| facts.are_of_one(&approval, payment) && order(payment) < order(row));
        let first = paid.into_iter().find(stayed)?;
        let says = already(facts, "payment.made", first.text("payment_no").unwrap_or_default(), &first);
        Some(Against(says, vec![first, approval], None))
    })
}

/// The withdrawal, before a payment, of an application that its approval names.
fn not_given_up<'a>(facts: &Facts<'a>, row: &Row<'a>) -> Option<Against<'a>> {
    let approvals = facts.numbered("grant.approved", "approval_no", row.text("approval_no")?);
    approvals.into_iter().filter(|approval| facts.are_of_one(row, approval)).find_map(|approval| {
        let number = approval.text("application_no")?;
        let all = facts.numbered("application.withdrawn", "application_no", number);
        let first = all.into_iter().find(|other| facts.are_of_one(row, other) && order(other) < order(row))?;
        Some(Against(already(facts, "application.withdrawn", number, &first), vec![first, approval], None))
    })
}

/// An order for more than stayed of its payment and is not ordered back yet.
fn within_payment<'a>(facts: &Facts<'a>, row: &Row<'a>) -> Option<Against<'a>> {
    let (number, asked) = (row.text("payment_no")?, row.money("amount")?);
    let made = facts.numbered("payment.made", "payment_no", number);
    let payment = made.into_iter().find(|payment| facts.are_of_one(row, payment))?;
    let orders = facts.numbered("clawback.ordered", "payment_no", number);
    let earlier: Vec<Row<'a>> = orders.into_iter().filter(|other| order(other) < order(row)).collect();
    let taken: Fen = earlier.iter().map(|other| claimed(facts, other, order(row))).sum();
    let left = payment.money("amount").unwrap_or_default().less(taken);
    (asked > left).then(|| {
        let says = Bilingual::new(
            &format!("决定追回 ¥{asked}，该笔付款只剩 ¥{left}"),
            &format!("¥{asked} are ordered back, and only ¥{left} are left of the payment"),
        );
        Against(says, [payment].into_iter().chain(earlier).collect(), Some(asked.less(left)))
    })
}

/// What an order takes away from its payment, by what was waived of it before a step.
fn claimed(facts: &Facts<'_>, ordered: &Row<'_>, before: Order) -> Fen {
    let amount = ordered.money("amount").unwrap_or_default();
    let settled = settled(facts, ordered.text("clawback_no").unwrap_or_default(), before);
    if settled.waived_whole { settled.recovered.min(amount) } else { amount.less(settled.waived) }
}

/// More recovered or waived than is left of the order.
fn within_order<'a>(facts: &Facts<'a>, row: &Row<'a>) -> Option<Against<'a>> {
    let (number, amount) = (row.text("clawback_no")?, row.money("amount")?);
    let orders = facts.numbered("clawback.ordered", "clawback_no", number);
    let ordered = orders.into_iter().find(|own| facts.are_of_one(row, own))?;
    let settled = settled(facts, number, order(row));
    let left = if settled.waived_whole {
        Fen::ZERO
    } else {
        ordered.money("amount").unwrap_or_default().less(settled.recovered).less(settled.waived)
    };
    (amount > left).then(|| {
        let says = Bilingual::new(
            &format!("¥{amount} 超过余额 ¥{left}"),
            &format!("¥{amount} are more than the ¥{left} that are left"),
        );
        Against(says, [ordered].into_iter().chain(settled.by).collect(), Some(amount.less(left)))
    })
}

/// What became of an order before a step.
struct Settled<'a> {
    recovered: Fen,
    waived: Fen,
    /// A waiver without an amount waives the rest.
    waived_whole: bool,
    by: Vec<Row<'a>>,
}

fn settled<'a>(facts: &Facts<'a>, number: &str, before: Order) -> Settled<'a> {
    let of = |kind| {
        let all = facts.numbered(kind, "clawback_no", number);
        all.into_iter().filter(|other| order(other) < before).collect::<Vec<_>>()
    };
    let (recovered, waived) = (of("clawback.recovered"), of("clawback.waived"));
    let sum = |rows: &[Row<'_>]| rows.iter().filter_map(|row| row.money("amount")).sum();
    Settled {
        recovered: sum(&recovered),
        waived: sum(&waived),
        waived_whole: waived.iter().any(|waiver| waiver.money("amount").is_none()),
        by: recovered.into_iter().chain(waived).collect(),
    }
}

/// The order of steps: by day, and of one day as they were recorded.
fn order(row: &Row<'_>) -> Order {
    (row.day(), row.fact.position)
}

/// Behind every step.
const EVER: Order = (Day::MAX, Position(u64::MAX));

/// Of a payment what is not ordered back, and what is ordered back and still out.
pub(in crate::audit) fn of_payment(facts: &Facts<'_>, number: &str, amount: Fen) -> (Fen, Fen) {
    let orders = facts.numbered("clawback.ordered", "payment_no", number);
    let taken: Fen = orders.iter().map(|ordered| claimed(facts, ordered, EVER)).sum();
    let still_out = |ordered: &Row<'_>| {
        let settled = settled(facts, ordered.text("clawback_no").unwrap_or_default(), EVER);
        claimed(facts, ordered, EVER).less(settled.recovered)
    };
    (amount.less(taken), orders.iter().map(still_out).sum())
}

/// What was ordered back of a payment under numbers that begin so, recovered or not.
pub(in crate::audit) fn ordered_as(facts: &Facts<'_>, payment: &str, prefix: &str) -> Fen {
    let orders = facts.numbered("clawback.ordered", "payment_no", payment);
    let own = orders.iter().filter(|row| row.text("clawback_no").is_some_and(|number| number.starts_with(prefix)));
    own.map(|ordered| claimed(facts, ordered, EVER)).sum()
}
