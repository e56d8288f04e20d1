//! Why there is no answer about a payment that is on record, in words.

use super::words::complaint;
use crate::explain::Complaint;
use crate::ledger::Horizon;
use crate::value::{Day, Position};

/// It is said which of the two times is too early, and what to ask instead.
pub(super) fn payment_later(number: &str, (day, position): (Day, Position), asked: Horizon) -> Complaint {
    let (late, unknown) = (day > asked.on, position > asked.known);
    let (on, known) = (asked.on, asked.known);
    let parts = [
        (
            late,
            [
                format!("它于 {day} 付出，所问的业务日是 {on}"),
                format!("it was made on {day}, and the business day asked about is {on}"),
            ],
            [format!("--on {day} 或更晚"), format!("--on {day} or later")],
        ),
        (
            unknown,
            [
                format!("它记在 #{position}，所问的所知只到 #{known}"),
                format!("it is recorded at #{position}, and only #{known} is to be known"),
            ],
            [format!("--known {position} 或更大"), format!("--known {position} or more")],
        ),
    ];
    let told: Vec<_> = parts.iter().filter(|(holds, ..)| *holds).collect();
    let join = |own: usize, joint: &str, way: bool| {
        let texts = told.iter().filter_map(|(_, why, remedy)| if way { remedy.get(own) } else { why.get(own) });
        texts.cloned().collect::<Vec<_>>().join(joint)
    };
    complaint(
        "payment-later",
        [&format!("付款“{number}”晚于所问的时点"), &join(0, "；", false), &format!("请改用 {}", join(0, "，", true))],
        [
            &format!("the payment “{number}” is later than what is asked about"),
            &join(1, "; ", false),
            &format!("use {}", join(1, " and ", true)),
        ],
    )
}

/// It is said where the payment was recorded and what undid it: who looks for it finds both.
pub(super) fn payment_undone(number: &str, at: Position, by: Position) -> Complaint {
    complaint(
        "payment-undone",
        [
            &format!("付款“{number}”不再有效"),
            &format!("它记在 #{at}，#{by} 撤销了它或改了它的编号"),
            &format!("qizhang event log --from {by} --limit 1 给出撤销或更正及其理由；要看撤销之前，请加 --known {at}"),
        ],
        [
            &format!("the payment “{number}” does not stand any more"),
            &format!("it was recorded at #{at}, and #{by} took it back or gave it another number"),
            &format!(
                "qizhang event log --from {by} --limit 1 shows that event and its reason; to ask as it was before, add --known {at}"
            ),
        ],
    )
}
