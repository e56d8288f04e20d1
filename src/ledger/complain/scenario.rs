//! Why a scenario file, or a policy file in place of one that was issued, is not run, in words.

use super::words::complaint;
use crate::explain::Complaint;
use crate::ledger::WhatIfFault;
use crate::value::Bilingual;

/// Scenario files.
pub(super) fn of_file(fault: &WhatIfFault) -> Complaint {
    match fault {
        WhatIfFault::File { file, error, text } => Complaint::of_toml(
            error,
            text,
            [&format!("方案文件 {file} 没有采用"), &format!("The scenario file {file} was not taken")],
        ),
        WhatIfFault::Circle { files } => complaint(
            "whatif-circle",
            ["方案文件互相引用，绕了一圈", &files.join(" → "), "去掉其中一处 extends 或 beside"],
            [
                "scenario files go on from each other in a circle",
                &files.join(" → "),
                "take out one extends or beside of them",
            ],
        ),
        WhatIfFault::Stopped => complaint(
            "whatif-stopped",
            ["试算停下了，没有结果", "等它的人叫停了", "再问一次就从头算"],
            [
                "it was stopped, and there is no answer",
                "whoever waited for it had enough",
                "ask again, and it is run from the start",
            ],
        ),
        WhatIfFault::Edited { file } => complaint(
            "whatif-edited",
            [
                &format!("{file} 保存后被改过"),
                "内容与保存时记下的摘要不符，不能再以它引用",
                "要按现在的内容重新试算：删去 [saved] 一节，再用 --save 另存",
            ],
            [
                &format!("{file} was edited after it was saved"),
                "it is not what its digest was made of, and cannot be cited by it",
                "to run it as it is now, take out its [saved] table, and save it anew with --save",
            ],
        ),
        WhatIfFault::RangeAsBaseline { file } => complaint(
            "whatif-range-as-baseline",
            [&format!("{file} 是一段取值，不能作基准"), "基准只有一个结果", "去掉它的 sweep，用 set 写明一个值"],
            [
                &format!("{file} is a range of values, and no baseline"),
                "a baseline is one answer",
                "take out its sweep, and set one value",
            ],
        ),
        WhatIfFault::Same => complaint(
            "whatif-same",
            ["没有试算", "与基准方案没有差别", "换一个基准，或再作一处改动"],
            [
                "nothing was run",
                "it does not differ from its baseline",
                "name another baseline, or change something more",
            ],
        ),
        WhatIfFault::OtherLedger { file, position } => other_ledger(file, position.0),
        _ => of_draft(fault),
    }
}

/// Policies in the place of others, and what is left without any.
fn of_draft(fault: &WhatIfFault) -> Complaint {
    match fault {
        WhatIfFault::Policy { file, error, text } => Complaint::of_toml(
            error,
            text,
            [&format!("政策文件 {file} 没有采用"), &format!("The policy file {file} was not taken")],
        ),
        WhatIfFault::IsIssued { file } => complaint(
            "whatif-is-issued",
            [&format!("{file} 就是已发布的文本"), "与账本里的逐字节相同，不必试算", "在副本上改动之后再试算"],
            [
                &format!("{file} is the text that was issued"),
                "it is the ledger's to the byte, so there is nothing to run",
                "change something in it first",
            ],
        ),
        WhatIfFault::OlderPolicy { file, policy, issued_on, own } => complaint(
            "whatif-older-policy",
            [
                &format!("{file} 代替不了已发布的政策 {policy}"),
                &format!("它的发布日 {own} 早于账本里的 {issued_on}，同一政策以最后发布的文本为准"),
                &format!("把它的发布日改为 {issued_on} 或以后"),
            ],
            [
                &format!("{file} cannot take the place of the policy {policy} as issued"),
                &format!(
                    "it is issued on {own}, before the ledger's of {issued_on}, and of one policy the last text counts"
                ),
                &format!("give it {issued_on} or a later day of issue"),
            ],
        ),
        WhatIfFault::LeftOutAnyway { what } => complaint(
            "whatif-left-out-anyway",
            [
                &format!("“{what}”在撇开之列"),
                "--afresh 把批准、拨付、退回和追回都撇开了",
                "去掉这一处，或不用 --afresh",
            ],
            [
                &format!("“{what}” is among what is left out"),
                "--afresh leaves out all that was approved, paid, returned and asked back",
                "take this out, or do without --afresh",
            ],
        ),
        WhatIfFault::PolicyRefused { file, fault } => {
            let told = fault.complaint();
            let what = Bilingual::new(&format!("{file}：{}", told.what.zh), &format!("{file}: {}", told.what.en));
            Complaint { what, ..told }
        }
        _ => complaint(
            "whatif-no-policy",
            [
                "没有试算",
                "这样一来没有任何政策可依：政策文件的发布被去掉了，或不在所知之内",
                "留下 policy.issued；--only-known 取它记录之后的时刻",
            ],
            [
                "nothing was run",
                "no policy is left: what issued them is left out or not known",
                "keep policy.issued, and give --only-known a time after it was recorded",
            ],
        ),
    }
}

fn other_ledger(file: &str, position: u64) -> Complaint {
    complaint(
        "whatif-other-ledger",
        [
            &format!("{file} 是在另一个账本上保存的"),
            &format!("本账本到 #{position} 为止的根与它记下的不同，或还没有这么多事件"),
            "用 --ledger 指明原来的账本；要在本账本上试算：删去 [saved] 一节和 known",
        ],
        [
            &format!("{file} was saved on another ledger"),
            &format!("the root of this one up to #{position} is not the one it has, or there are not so many events"),
            "name that ledger with --ledger; to run it on this one, take out its [saved] table and known",
        ],
    )
}
