//! What is wrong with a name or a value that an event about a policy mentions, in words.

use super::words::say;
use crate::event::{BodyRefusal, Refusal};
use crate::explain::Complaint;
use crate::ledger::Fault;
use crate::value::{Bilingual, Position};

impl Fault {
    pub(super) fn policy_words(&self) -> [Bilingual; 3] {
        match self {
            Fault::UnknownPolicy { name, nearest } => [
                say(
                    &format!("没有政策“{name}”{}", near_zh(nearest.as_ref())),
                    &format!("there is no policy “{name}”{}", near_en(nearest.as_ref())),
                ),
                say("账本里没有发布过这份政策", "the ledger has no issue of it"),
                say(
                    "用 qizhang policy readings 查看已有政策",
                    "see qizhang policy readings for the policies there are",
                ),
            ],
            Fault::UnknownReading { id, nearest } => [
                say(
                    &format!("没有口径“{id}”{}", near_zh(nearest.as_ref())),
                    &format!("there is no reading “{id}”{}", near_en(nearest.as_ref())),
                ),
                say("政策文件没有声明它", "the policy does not declare it"),
                say("用 qizhang policy readings 查看全部口径", "see qizhang policy readings for all of them"),
            ],
            Fault::UnknownOption { reading, option, allowed } => [
                say(
                    &format!("口径 {reading} 没有选项“{option}”"),
                    &format!("reading {reading} has no option “{option}”"),
                ),
                say(&format!("可选：{}", allowed.join("、")), &format!("it has: {}", allowed.join(", "))),
                say("请改用其中一个", "use one of these"),
            ],
            Fault::UnknownParameter { path, nearest } => [
                say(
                    &format!("没有参数“{path}”{}", near_zh(nearest.as_ref())),
                    &format!("there is no parameter “{path}”{}", near_en(nearest.as_ref())),
                ),
                say("政策文件没有声明它", "the policy does not declare it"),
                say("参数路径见政策文件的 [parameters]", "paths stand under [parameters] of the policy file"),
            ],
            _ => {
                let (value, unit) = match self {
                    Fault::BadParameterValue { value, unit } => (value.as_str(), unit.as_str()),
                    _ => ("", ""),
                };
                [
                    say(&format!("“{value}”不能作 {unit} 用"), &format!("“{value}” is not a value in {unit}")),
                    say("写法不对，或参数是另一种单位", "it is misspelt, or the parameter has another unit"),
                    say(
                        "金额如 500000 或 50万元，比例如 10",
                        "write amounts like 500000 or 50万元, percentages like 10",
                    ),
                ]
            }
        }
    }

    /// About documents, types and rates as a whole.
    pub(super) fn document_words(&self) -> [Bilingual; 3] {
        match self {
            Fault::KeptRaw { name, first } => [
                say(&format!("没有登记类型“{name}”"), &format!("the type “{name}” was not registered")),
                say(
                    &format!("账本里已有未经检查的这类事件，首个是 #{first}"),
                    &format!("events of it were kept unread, the first at #{first}"),
                ),
                say(
                    "请换一个类型名称登记，再按新类型重新记录这些事实",
                    "register it under another name and record these facts anew",
                ),
            ],
            Fault::TypeRecorded { name, version, by } => {
                let at = by.map(|by| (format!("（事件 #{by}）"), format!(" (event #{by})"))).unwrap_or_default();
                [
                    say(
                        &format!("没有登记类型“{name}”第 {version} 版"),
                        &format!("version {version} of the type “{name}” was not registered"),
                    ),
                    say(
                        &format!("账本里已登记这一版{}，内容不同；登记过的版本永不改动", at.0),
                        &format!(
                            "it is registered with another text already{}; a registered version never changes",
                            at.1
                        ),
                    ),
                    say(
                        &format!("恢复原来的文件；新的含义写成下一版：qizhang event new {name} --next，再登记"),
                        &format!(
                            "restore the file; a new meaning is the next version: qizhang event new {name} --next, then register that"
                        ),
                    ),
                ]
            }
            Fault::PolicyRecorded { policy, version, next, by } => recorded_words(policy, (*version, *next), *by),
            Fault::BadRate { why } => [
                say("参考利率有一行读不出", "a row of the reference rates cannot be read"),
                say(why, why),
                say("请改正 events/reference/lpr.csv", "correct events/reference/lpr.csv"),
            ],
            Fault::TypeUnreads { name, first, refusal } => unreads_words(name, *first, refusal),
            Fault::TypeBreaks { name, why } => [
                say(&format!("没有登记类型“{name}”"), &format!("the type “{name}” was not registered")),
                say(
                    &format!("登记后账本就不能再算：{}", why.zh),
                    &format!("with it the ledger could no longer answer: {}", why.en),
                ),
                say(
                    "保留规则和办理程序要用的字段；账本自身的类型不能换版本",
                    "keep the fields that rules and procedure read; the ledger's own types have no further versions",
                ),
            ],
            _ => [say("", ""), say("", ""), say("", "")],
        }
    }
}

/// A version that cannot read what is recorded.
fn unreads_words(name: &str, first: Position, refusal: &BodyRefusal) -> [Bilingual; 3] {
    let inner = Complaint::of_refusal(&Refusal::Body(refusal.clone()));
    let (zh, en) = (inner.why.zh.trim_end_matches('。'), inner.why.en.trim_end_matches('.'));
    let field = &refusal.field;
    [
        say(&format!("没有登记类型“{name}”的这一版"), &format!("this version of the type “{name}” was not registered")),
        say(
            &format!("它读不了已经记录的事件 #{first}（{field}）：{zh}"),
            &format!("it cannot read event #{first}, which is recorded ({field}): {en}"),
        ),
        say(
            "放宽 x-upcast 所到的字段（拆分出的各段可能为空，或比新字段长），或为新含义另立字段",
            "let the fields that x-upcast leads to hold what is there (a part of a split may be empty, or longer than the new field), or give the new \
             meaning a field of its own",
        ),
    ]
}

fn near_zh(nearest: Option<&String>) -> String {
    nearest.map(|name| format!("，是不是“{name}”？")).unwrap_or_default()
}

fn near_en(nearest: Option<&String>) -> String {
    nearest.map(|name| format!("; is it “{name}”?")).unwrap_or_default()
}

/// A version of a policy that is issued with another text.
fn recorded_words(policy: &str, (version, next): (u16, u16), by: Position) -> [Bilingual; 3] {
    [
        say(
            &format!("政策“{policy}”第 {version} 版没有记入"),
            &format!("version {version} of the policy “{policy}” was not issued"),
        ),
        say(
            &format!("账本里已有这一版（事件 #{by}），文本不同；记入的文本一个字节也不再改"),
            &format!(
                "the ledger has that version with another text (event #{by}); no byte of a text changes once it is issued"
            ),
        ),
        say(
            &format!(
                "写成下一版：存为 {policy}.{next}.toml，开头写 version = {next}，用 qizhang policy release 发布，再记入；只是试算则用 qizhang whatif run --policy"
            ),
            &format!(
                "make it the next one: {policy}.{next}.toml with version = {next} at its head, qizhang policy release, then issue that; to try it only, qizhang whatif run --policy"
            ),
        ),
    ]
}
