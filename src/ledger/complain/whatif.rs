//! Why a scenario is not run, in words.

use super::words::complaint;
use crate::explain::Complaint;
use crate::ledger::{Like, WhatIfFault};

const HOW: [&str; 2] = [
    "写成 路径=值，或 路径@生效日=值，如 15%、50万元、2027-01-01",
    "write PATH=VALUE or PATH@DAY=VALUE, with values like 15% or 50万元 and days like 2027-01-01",
];

pub(super) fn whatif_complaint(fault: &WhatIfFault) -> Complaint {
    match fault {
        WhatIfFault::Empty => complaint(
            "whatif-empty",
            ["没有试算", "没有说改什么", "用 --set 改参数、--read 改口径、--drop 去掉事件、--add 加入事件"],
            [
                "nothing was run",
                "nothing is supposed to be otherwise",
                "change a parameter with --set, a reading with --read, leave an event out with --drop, bring some in with --add",
            ],
        ),
        WhatIfFault::Setting { text } => complaint(
            "whatif-setting",
            [&format!("“{text}”不是参数和值"), "要有路径、等号和值", HOW[0]],
            [
                &format!("“{text}” is not a parameter and its value"),
                "there must be a path, an equals sign and a value",
                HOW[1],
            ],
        ),
        WhatIfFault::Day { text, day } => complaint(
            "whatif-day",
            [&format!("“{text}”的生效日不对"), &format!("“{day}”不是日期"), HOW[0]],
            [&format!("“{text}” has no day to begin on"), &format!("“{day}” is not a day"), HOW[1]],
        ),
        WhatIfFault::Value { path, value, like } => {
            let (zh, en) = like_words(*like);
            complaint(
                "whatif-value",
                [&format!("“{value}”不能作 {path} 的值"), zh[0], zh[1]],
                [&format!("“{value}” is no value of {path}"), en[0], en[1]],
            )
        }
        WhatIfFault::SeveralPolicies { path, policies } => complaint(
            "whatif-several-policies",
            [
                &format!("“{path}”不止一个文件有"),
                &policies.join("、"),
                &format!("在路径前写明政策，如 --set {}:{path}=…", policies.first().map_or("", String::as_str)),
            ],
            [
                &format!("several documents have “{path}”"),
                &policies.join(", "),
                &format!(
                    "name the policy before the path, as --set {}:{path}=…",
                    policies.first().map_or("", String::as_str)
                ),
            ],
        ),
        _ => of_sense(fault),
    }
}

/// What is written as it should be and makes no sense.
fn of_sense(fault: &WhatIfFault) -> Complaint {
    match fault {
        WhatIfFault::Range { text, most } => complaint(
            "whatif-range",
            [
                &format!("“{text}”不是一段取值"),
                &format!("要从小到大，两端都取，步长大于零，至少两个值，至多 {most} 个"),
                "写成 路径=起..止/步长，如 5%..20%/1%、10万元..50万元/5万元",
            ],
            [
                &format!("“{text}” is no range of values"),
                &format!("it goes upwards by more than nothing, both ends inside, over two to {most} values"),
                "write PATH=FROM..TO/STEP, with values like 5%..20%/1% or 10万元..50万元/5万元",
            ],
        ),
        WhatIfFault::AboveWhole { path } => complaint(
            "whatif-above-whole",
            [&format!("{path} 超过百分之百"), "没有条文付得比基数还多", "比例最多 100%"],
            [
                &format!("{path} is more than a hundred percent"),
                "no text pays more than the whole of a base",
                "a share is at most 100%",
            ],
        ),
        WhatIfFault::EmptyRange { floor, ceiling } => complaint(
            "whatif-empty-range",
            [&format!("{floor} 高于 {ceiling}"), "最低额不能高于最高额", "同时把最高额提高，或把最低额改低"],
            [
                &format!("{floor} is above {ceiling}"),
                "the least cannot be more than the most",
                "raise the ceiling as well, or lower the floor",
            ],
        ),
        WhatIfFault::Twice { what } => complaint(
            "whatif-twice",
            [
                &format!("“{what}”改了两次"),
                "同一处只能有一个设想；一个事件去掉时，更正、撤回它的也一同去掉",
                "只留一个",
            ],
            [
                &format!("“{what}” is changed twice"),
                "one place has one supposition; with an event go those that correct it or take it back",
                "keep one of them",
            ],
        ),
        WhatIfFault::IsLaw { what, value } => complaint(
            "whatif-is-law",
            [
                &format!("{what} 现在就是 {value}"),
                "与现行的没有差别，不必试算",
                "换一个值；现行的值见 qizhang why 和 qizhang policy readings",
            ],
            [
                &format!("{what} is {value} as it is"),
                "it does not differ from what is in force, so there is nothing to run",
                "name another value; qizhang why and qizhang policy readings show those in force",
            ],
        ),
        _ => of_events(fault),
    }
}

/// Events that cannot be left out or brought in.
fn of_events(fault: &WhatIfFault) -> Complaint {
    match fault {
        WhatIfFault::NotKnown { position, known } => complaint(
            "whatif-not-known",
            [
                &format!("事件 #{position} 在所知之外"),
                &format!("所知只到 #{known}"),
                &format!("去掉 --drop {position}，或把 --known 改为 {position} 或更大"),
            ],
            [
                &format!("event #{position} is not known"),
                &format!("what is known ends at #{known}"),
                &format!("leave out --drop {position}, or give --known {position} or more"),
            ],
        ),
        WhatIfFault::Needed { position, kind } => complaint(
            "whatif-needed",
            [&format!("事件 #{position}（{kind}）不能去掉"), "没有它，别的事件读不出", "去掉依据它登记的事实"],
            [
                &format!("event #{position} ({kind}) cannot be left out"),
                "without it other events cannot be read",
                "leave out the facts that were recorded by it",
            ],
        ),
        WhatIfFault::NothingAdded { file } => complaint(
            "whatif-nothing-added",
            [&format!("{file} 没有加入什么"), "文件里没有事件，或都已记录", "每行写一个事件，写法同 qizhang append"],
            [
                &format!("{file} brings nothing in"),
                "it has no events, or all of them are on record",
                "write an event on each line, as for qizhang append",
            ],
        ),
        WhatIfFault::Line { fault, .. } => fault.complaint(),
        _ => complaint(
            "whatif-swept-facts",
            [
                "没有试算",
                "--sweep 要跑多次，--add 的文件只读一次",
                "先把事实记入一个副本账本（qizhang backup、restore），再在上面用 --sweep",
            ],
            [
                "nothing was run",
                "--sweep runs many times, and files of --add are read once",
                "record the facts in a copy of the ledger (qizhang backup, restore) and sweep there",
            ],
        ),
    }
}

/// What kind of values a parameter takes, and how they are written.
fn like_words(like: Like) -> ([&'static str; 2], [&'static str; 2]) {
    match like {
        Like::Yuan => (
            ["这个参数是金额，精确到分，不为负", "写如 500000、500,000.50 或 50万元"],
            ["the parameter is an amount, to the fen and not negative", "write it like 500000, 500,000.50 or 50万元"],
        ),
        Like::Percent => (
            ["这个参数是比例，以百分数写", "写如 15%、15 或 3.85；0.15 是万分之十五"],
            [
                "the parameter is a share, written as a percentage",
                "write it like 15%, 15 or 3.85; 0.15 is fifteen in ten thousand",
            ],
        ),
        Like::Whole => (
            ["这个参数是整数：个数、年、月或天", "写如 3、3年、90天，从 0 到 1000000"],
            [
                "the parameter is a whole number of things, years, months or days",
                "write it like 3 or 90, from 0 to 1000000",
            ],
        ),
    }
}
