//! What stands against a step, an approval or a payment, in words.

use super::list::unmatched_words;
use super::words::say;
use crate::ledger::{Against, Fault};
use crate::value::{Bilingual, Position};

/// What stands against it; nothing for any other fault.
pub(super) fn guard_words(fault: &Fault) -> [Bilingual; 3] {
    match fault {
        Fault::MovedOn { decided_on, since } => moved_words(*decided_on, *since),
        Fault::Guarded(against) => against_words(against),
        Fault::Listed(why) => unmatched_words(why),
        _ => [say("", ""), say("", ""), say("", "")],
    }
}

/// It was decided on an earlier state of the ledger.
fn moved_words(decided_on: Position, since: Position) -> [Bilingual; 3] {
    [
        say(
            &format!("依据账本 #{decided_on} 作出，其后事件 #{since} 与它有关"),
            &format!("it was decided on ledger #{decided_on}, and event #{since}, recorded since, touches it"),
        ),
        say("批准只能依据当时的全部事实", "an approval rests on everything that is on record"),
        say("请重新计算后再批准", "compute it again and approve what comes out"),
    ]
}

/// A detector would find something.
fn against_words(against: &Against) -> [Bilingual; 3] {
    let Against { rule, title, says, events, lines } = against;
    let zh = events.iter().map(|event| format!("事件 #{event}"));
    let zh: Vec<String> = zh.chain(lines.iter().map(|line| format!("本文件第 {line} 行"))).collect();
    let en = events.iter().map(|event| format!("event #{event}"));
    let en: Vec<String> = en.chain(lines.iter().map(|line| format!("line {line} of this file"))).collect();
    let because = if en.is_empty() {
        say("账本上没有支持它的事实", "nothing on record speaks for it")
    } else {
        say(&format!("依据：{}", zh.join("、")), &format!("it rests on {}", en.join(", ")))
    };
    [
        say(&format!("{rule} {}：{}", title.zh, says.zh), &format!("{rule} {}: {}", title.en, says.en)),
        because,
        say(
            "改正后再记；确需如此的，用 --override 理由 记入，并记为疑点",
            "mend it and record it again; if it must be, --override REASON records it together with a finding",
        ),
    ]
}
