//! Why there is no answer about a payment that is on record, in words.

use super::words::complaint;
use crate::explain::Complaint;
use crate::ledger::Horizon;
use crate::value::{Day, Position};

/// It is said which of the two times is too early, and what to ask instead.
pub(super) fn payment_later(number: &str, (day, position, stays): (Day, Position, bool), asked: Horizon) -> Complaint {
    let (late, unknown) = (day > asked.on, position > asked.known);
    let (on, known) = (asked.on, asked.known);
    // Of what was taken back or renumbered later only the place itself is certain to have it.
    let [zh_more, en_more] = if stays { [" 或更大", " or more"] } else { ["", ""] };
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
            [format!("--known {position}{zh_more}"), format!("--known {position}{en_more}")],
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

/// It is said from where on the number was on record and what undid it: who looks for it finds both, and the last place that has it.
pub(super) fn payment_undone(
    number: &str,
    (from, by): (Position, Position),
    day: Day,
    Horizon { on, known }: Horizon,
) -> Complaint {
    let last = by.0.saturating_sub(1);
    let [zh_day, en_day] =
        if day > on { [format!("--on {day}，"), format!("--on {day} and ")] } else { [String::new(), String::new()] };
    complaint(
        "payment-undone",
        [
            &format!("到 #{known}，付款“{number}”不再有效"),
            &format!("这个编号自 #{from} 起在册，#{by} 撤销了它或改了它的编号"),
            &format!(
                "要看撤销之前，请加 {zh_day}--known {last}；qizhang event log --from {by} --limit 1 给出撤销或更正及其理由"
            ),
        ],
        [
            &format!("at #{known} the payment “{number}” does not stand any more"),
            &format!("the number was on record from #{from} on, and #{by} took it back or gave it another number"),
            &format!(
                "to ask as it was before, add {en_day}--known {last}; qizhang event log --from {by} --limit 1 shows that event and its reason"
            ),
        ],
    )
}
