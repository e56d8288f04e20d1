//! Why a scenario is not run, in words.

use super::scenario::of_file;
use super::words::complaint;
use crate::explain::Complaint;
use crate::ledger::{Like, Near, WhatIfFault};
use crate::value::counted;

const HOW: [&str; 2] = [
    "写成 路径=值，或 路径@生效日=值，如 15%、50万元、2027-01-01",
    "write PATH=VALUE or PATH@DAY=VALUE, with values like 15% or 50万元 and days like 2027-01-01",
];

pub(super) fn whatif_complaint(fault: &WhatIfFault) -> Complaint {
    match fault {
        WhatIfFault::Empty => complaint(
            "whatif-empty",
            [
                "没有试算",
                "没有说改什么",
                "用 --set 改参数、--read 改口径、--drop 去掉事件、--add 加入事件、--policy 换政策文本、--only-known 改所知",
            ],
            [
                "nothing was run",
                "nothing is supposed to be otherwise",
                "change a parameter with --set, a reading with --read, what is known with --only-known; leave an event out with --drop, bring some in with --add, a draft with --policy",
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
        WhatIfFault::SeveralPolicies { path, policies, in_range } => several(path, policies, *in_range),
        _ => of_sense(fault),
    }
}

/// Several documents have a parameter: it is named as it was asked for, a value or a range of them.
fn several(path: &str, policies: &[String], in_range: bool) -> Complaint {
    let (flag, first) = (if in_range { "--sweep" } else { "--set" }, policies.first().map_or("", String::as_str));
    complaint(
        "whatif-several-policies",
        [
            &format!("“{path}”不止一个文件有"),
            &policies.join("、"),
            &format!("在路径前写明政策，如 {flag} {first}:{path}=…"),
        ],
        [
            &format!("several documents have “{path}”"),
            &policies.join(", "),
            &format!("name the policy before the path, as {flag} {first}:{path}=…"),
        ],
    )
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
        WhatIfFault::KnownAnyway { position, known } => complaint(
            "whatif-known-anyway",
            [
                &format!("“只知到 #{position}”没有改什么"),
                &format!("本来就只知到 #{known}"),
                &format!("--only-known 要比 --known 早：写 #{known} 以前的序号、日期或时刻"),
            ],
            [
                &format!("to know nothing behind #{position} changes nothing"),
                &format!("what is known ends at #{known} anyway"),
                &format!("--only-known is before --known: give a position, a day or a moment before #{known}"),
            ],
        ),
        _ => of_kind(fault),
    }
}

/// Events that are named by what they have in common.
fn of_kind(fault: &WhatIfFault) -> Complaint {
    const LIKE: [&str; 2] = [
        "写成 type=类型,of=主体,from=日期,until=日期,status=状态,also=另一类型/字段=值,字段=值；除 type 外都可不写，如 type=hightech.certified,from=2027-01-01",
        "write type=TYPE,of=SUBJECT,from=DAY,until=DAY,status=STATUS,also=TYPE/FIELD=VALUE,FIELD=VALUE, all but type as needed, as type=hightech.certified,from=2027-01-01",
    ];
    match fault {
        WhatIfFault::Alike { text, part } => complaint(
            "whatif-alike",
            [
                &format!("“{text}”没有说明是哪些事件"),
                &format!("“{part}”读不懂：要有类型，其余每项一个名称、一个值，各写一次，起止日期不颠倒"),
                LIKE[0],
            ],
            [
                &format!("“{text}” does not say which events"),
                &format!(
                    "“{part}” does not read: there must be a type, and of anything else a name and a value, each once, the first day first"
                ),
                LIKE[1],
            ],
        ),
        WhatIfFault::UnknownField { kind, name, nearest } => {
            let [zh, en] = near(nearest.as_deref());
            complaint(
                "whatif-no-such-field",
                [&format!("{kind} 没有“{name}”这个字段"), &zh, &format!("qizhang event docs {kind} 列出它的字段")],
                [&format!("{kind} has no field “{name}”"), &en, &format!("qizhang event docs {kind} lists its fields")],
            )
        }
        WhatIfFault::UnknownStatus { name, near } => {
            let (zh, en) = match near {
                Some(Near::Nearest(near)) => (format!("是不是“{near}”？"), format!("was “{near}” meant?")),
                Some(Near::Example(near)) => (format!("有的如“{near}”"), format!("there are some, as “{near}”")),
                None => ("政策没有定任何状态".to_owned(), "the policies have none".to_owned()),
            };
            complaint(
                "whatif-no-such-status",
                [&format!("没有“{name}”这个状态"), &zh, "qizhang show 一企一档里列出企业的各种状态，用它们的名称"],
                [
                    &format!("there is no status “{name}”"),
                    &en,
                    "qizhang show lists the statuses of an enterprise; use their Chinese names",
                ],
            )
        }
        WhatIfFault::NothingAlike { text, events, near } => {
            let (zh, en) = match near {
                None => ("没有一个符合其余全部条件".to_owned(), "none of them meets all of the rest".to_owned()),
                Some(Near::Nearest(near)) => (format!("最接近的是“{near}”"), format!("the nearest is “{near}”")),
                Some(Near::Example(near)) => (format!("有的是“{near}”"), format!("some are “{near}”")),
            };
            complaint(
                "whatif-nothing-alike",
                [
                    &format!("没有符合“{text}”的事件"),
                    &format!("按类型和主体查到 {events} 个；{zh}"),
                    "qizhang event log 列出它们；放宽一项条件；条件比的是当初记录的内容，不是更正后的",
                ],
                [
                    &format!("no event is {text}"),
                    &format!(
                        "by the type and the subject: {}; {en}",
                        counted(u64::try_from(*events).unwrap_or(u64::MAX), "event")
                    ),
                    "qizhang event log lists them; drop a condition; an event says what was recorded with it, whatever corrected it since",
                ],
            )
        }
        WhatIfFault::NamesWhom { text, part } => names_whom(text, part),
        _ => of_brought(fault),
    }
}

/// Whoever sees pseudonyms asks by what is somebody's.
fn names_whom(text: &str, part: &str) -> Complaint {
    complaint(
        "whatif-names-whom",
        [
            &format!("没有按“{text}”去掉事件"),
            &format!("“{part}”会指明是哪一家，而你看到的是化名"),
            "用 type=、from=、until=、status=、also=TYPE，或取值固定的字段；要指明是哪一家，请有查看权限的人来问",
        ],
        [
            &format!("events that are {text} were not left out"),
            &format!("“{part}” would say whose they are, and you see pseudonyms"),
            "use type=, from=, until=, status=, also=TYPE, or a field whose values are a list; to name somebody let one ask who may read",
        ],
    )
}

/// Events brought in that do not go with others.
fn of_brought(fault: &WhatIfFault) -> Complaint {
    match fault {
        WhatIfFault::SameDocument { key, files: [one, other] } => complaint(
            "whatif-same-document",
            [&format!("{one} 和 {other} 都加入了 {key}"), "一份文件只能有一次，账本里也是这样", "去掉其中一个"],
            [
                &format!("{one} and {other} both bring in {key}"),
                "a document stands once, as it does in a ledger",
                "take one of them out",
            ],
        ),
        WhatIfFault::SpeaksOfGone { file, kind, position } => complaint(
            "whatif-speaks-of-gone",
            [
                &format!("{file} 的 {kind} 所指的事件 #{position} 被去掉了，或不在所知之内"),
                "去掉一个事件，更正、撤回它的也随之去掉",
                &format!("留下事件 #{position}，或不加入指它的"),
            ],
            [
                &format!("the {kind} of {file} speaks of event #{position}, which is left out or not known"),
                "with an event goes what corrects it or takes it back",
                &format!("keep event #{position}, or do not bring in what speaks of it"),
            ],
        ),
        _ => of_file(fault),
    }
}

/// What was probably meant, in both languages.
fn near(nearest: Option<&str>) -> [String; 2] {
    match nearest {
        Some(name) => [format!("最接近的是“{name}”"), format!("the nearest is “{name}”")],
        None => ["没有相近的".to_owned(), "nothing is near it".to_owned()],
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
