//! Why the ledger does not answer or does not write, in words.

use super::beside::beside_complaint;
use super::bundle::bundle_complaint;
use super::declared::declared_complaint;
use super::imported::import_complaint;
use super::list::list_complaint;
use super::payment::{payment_later, payment_undone};
use super::reason::{is_full, is_out_of_files, reason, remedy_of};
use super::store::{append_complaint, open_complaint, read_complaint};
use super::truth::truth_complaint;
use super::version::version_complaint;
use super::whatif::whatif_complaint;
use super::words::{complaint, hint, say};
use crate::explain::Complaint;
use crate::ledger::{Fault, LedgerError, WhatIfFault};
use crate::position::MissingWord;
use crate::value::{Position, TypeName};

impl LedgerError {
    /// The complaint, for people and for programs.
    pub fn complaint(&self) -> Complaint {
        match self {
            LedgerError::Own(fault) | LedgerError::Reading(fault) => fault.complaint(),
            LedgerError::Line { line, fault } => of_line("", *line, fault),
            LedgerError::Declaration(error) => Complaint::of_declaration(error),
            LedgerError::NewerType { name, error } => newer_type(name, &Complaint::of_declaration(error)),
            LedgerError::Catalogue(error) => Complaint::of_catalogue(error),
            LedgerError::Policy { error, text } => Complaint::of_policy(error, text),
            LedgerError::Open(error) => open_complaint(error),
            LedgerError::Read(error) => read_complaint(error),
            LedgerError::Import(fault) => import_complaint(fault),
            LedgerError::Bundle(fault) => bundle_complaint(fault),
            LedgerError::Declared(fault) => declared_complaint(fault),
            LedgerError::Beside(fault) => beside_complaint(fault),
            LedgerError::WhatIf(WhatIfFault::Line { file, line, fault }) => of_line(&format!("{file} "), *line, fault),
            LedgerError::WhatIf(fault) => whatif_complaint(fault),
            LedgerError::Unproved { .. } => self.proof_complaint(),
            LedgerError::Guarded { .. }
            | LedgerError::Disproved { .. }
            | LedgerError::NotAProof { .. }
            | LedgerError::ProofFails { .. }
            | LedgerError::EventNotGiven { .. }
            | LedgerError::KeptLater { .. }
            | LedgerError::RecordedUnsigned { .. }
            | LedgerError::DoneUntold { .. }
            | LedgerError::NotSignedYet { .. }
            | LedgerError::NothingLost
            | LedgerError::Key(_) => self.signing_complaint(),
            LedgerError::Append(refusal) => append_complaint(refusal),
            LedgerError::Version(fault) => version_complaint(fault),
            LedgerError::Unreadable { position, refusal } => {
                let heads = (format!("事件 #{position} 读不出"), format!("event #{position} cannot be read"));
                under((&heads.0, &heads.1), Complaint::of_refusal(refusal))
            }
            LedgerError::Contradiction { position, kind, fault } => contradiction(*position, kind, &fault.complaint()),
            LedgerError::Vocabulary(MissingWord(name)) => complaint(
                "vocabulary-missing",
                [&format!("账本没有登记 {name}"), "测算离不开这个类型或字段", "请用本程序建立的账本，或登记该类型"],
                [
                    &format!("the ledger has not registered {name}"),
                    "a position needs this type or field",
                    "use a ledger this program made, or register the type",
                ],
            ),
            LedgerError::Unbegun => unbegun(),
            LedgerError::NothingKnown { .. }
            | LedgerError::BeyondHead { .. }
            | LedgerError::ClockBehind { .. }
            | LedgerError::ClockAhead { .. } => self.time_complaint(),
            LedgerError::PaymentLater { number, day, position, stays, asked } => {
                payment_later(number, (*day, *position, *stays), *asked)
            }
            LedgerError::PaymentUndone { number, from, by, day, asked } => {
                payment_undone(number, (*from, *by), *day, *asked)
            }
            LedgerError::UnknownSubject { .. }
            | LedgerError::ManySubjects { .. }
            | LedgerError::UnknownPayment { .. }
            | LedgerError::UnknownFinding { .. }
            | LedgerError::UndecidedReadings { .. }
            | LedgerError::List(_)
            | LedgerError::NoSuchEvent { .. }
            | LedgerError::UnknownType { .. }
            | LedgerError::UnknownArticle { .. }
            | LedgerError::UnknownRegister { .. }
            | LedgerError::NoArticles
            | LedgerError::Index { .. }
            | LedgerError::NotATruth { .. }
            | LedgerError::File { .. } => self.who_complaint(),
        }
    }

    fn time_complaint(&self) -> Complaint {
        match self {
            LedgerError::BeyondHead { asked, head } => complaint(
                "beyond-head",
                [&format!("没有序号 #{asked}"), &format!("账本只到 #{head}"), "请改用较小的序号，或去掉 --known"],
                [
                    &format!("there is no position #{asked}"),
                    &format!("the ledger ends at #{head}"),
                    "name an earlier one, or leave out --known",
                ],
            ),
            LedgerError::ClockBehind { now, last } => complaint(
                "clock-behind",
                [
                    &format!("本机时钟是 {now}"),
                    &format!("账本最后一条记于 {last}，相差超过五分钟"),
                    "请校正本机时钟后重试",
                ],
                [
                    &format!("this machine's clock says {now}"),
                    &format!("the last entry is of {last}, more than five minutes later"),
                    "set the clock right and try again",
                ],
            ),
            LedgerError::ClockAhead { now, last } => complaint(
                "clock-ahead",
                [
                    &format!("本机时钟是 {now}"),
                    &format!("账本最后一条记于 {last}，相差超过三十天"),
                    "时钟无误请加 --clock-is-right；有误请先校正",
                ],
                [
                    &format!("this machine's clock says {now}"),
                    &format!("the last entry is of {last}, more than thirty days earlier"),
                    "if the clock is right, add --clock-is-right; otherwise set it first",
                ],
            ),
            _ => {
                let known = if let LedgerError::NothingKnown { known } = self { *known } else { Position::ZERO };
                complaint(
                    "nothing-known",
                    [&format!("到 #{known} 为止，账本还没有政策"), "所知时点早于账本的建立", "请把 --known 改晚一些"],
                    [
                        &format!("up to #{known} the ledger has no policy"),
                        "the knowledge asked for lies before the ledger was made",
                        "give a later --known",
                    ],
                )
            }
        }
    }

    fn who_complaint(&self) -> Complaint {
        match self {
            LedgerError::UnknownSubject { name, nearest } => complaint(
                "unknown-subject",
                [
                    &format!("没有找到“{name}”"),
                    "账本里没有这个代码或名称",
                    &hint(nearest, "最接近的：", "请核对统一社会信用代码"),
                ],
                [
                    &format!("“{name}” was not found"),
                    "no subject of this code or name is on record",
                    &hint(nearest, "the nearest: ", "check the unified social credit code"),
                ],
            ),
            LedgerError::ManySubjects { name, found } => complaint(
                "many-subjects",
                [&format!("“{name}”不止一家"), &found.join("、"), "请改用统一社会信用代码"],
                [&format!("“{name}” fits several"), &found.join(", "), "use the unified social credit code"],
            ),
            LedgerError::UnknownPayment { number, nearest } => complaint(
                "unknown-payment",
                [
                    &format!("没有付款“{number}”"),
                    "到所知时点为止没有记录",
                    &hint(nearest, "最接近的：", "请核对付款编号或放宽 --known"),
                ],
                [
                    &format!("there is no payment “{number}”"),
                    "it is not on record at the horizon",
                    &hint(nearest, "the nearest: ", "check the number, or give a later --known"),
                ],
            ),
            LedgerError::List(fault) => list_complaint(fault),
            LedgerError::UndecidedReadings { readings } => complaint(
                "undecided-readings",
                [
                    "没有批准：所依据的口径尚未确定",
                    &format!("未定口径：{}", readings.join("、")),
                    "用 reading.decided 事件确定口径；或用 --undecided 理由 按建议的口径批准，理由记在每一行",
                ],
                [
                    "nothing was approved: it rests on readings that nobody decided",
                    &format!("undecided: {}", readings.join(", ")),
                    "decide them with reading.decided events, or approve under the suggested ones with --undecided REASON, \
                     which stands on every line",
                ],
            ),
            LedgerError::UnknownFinding { number, nearest } => complaint(
                "unknown-finding",
                [
                    &format!("没有疑点“{number}”"),
                    "所依据的事实变了，疑点的编号也变；消失的疑点不再有编号",
                    &hint(nearest, "最接近的：", "用 qizhang audit 查现有的编号"),
                ],
                [
                    &format!("there is no finding “{number}”"),
                    "when its facts change a finding gets another number, and one that is gone has none",
                    &hint(nearest, "the nearest: ", "qizhang audit lists those there are"),
                ],
            ),
            LedgerError::NoSuchEvent { .. } => self.proof_complaint(),
            _ => self.what_complaint(),
        }
    }

    fn what_complaint(&self) -> Complaint {
        match self {
            LedgerError::UnknownType { name, nearest } => complaint(
                "no-such-type",
                [
                    &format!("没有事件类型“{name}”"),
                    "账本没有登记它",
                    &hint(nearest, "最接近的：", "类型名如 hightech.certified；qizhang event docs 列出全部"),
                ],
                [
                    &format!("there is no event type “{name}”"),
                    "the ledger has not registered it",
                    &hint(
                        nearest,
                        "the nearest: ",
                        "names look like hightech.certified; qizhang event docs lists them",
                    ),
                ],
            ),
            LedgerError::UnknownRegister { name, allowed } => complaint(
                "unknown-register",
                [&format!("没有台账“{name}”"), "可写台账的名称或所属的条", &format!("可选：{}", allowed.join("、"))],
                [
                    &format!("there is no register “{name}”"),
                    "name a register, or its article",
                    &format!("there are: {}", allowed.join(", ")),
                ],
            ),
            LedgerError::UnknownArticle { name, allowed } => complaint(
                "unknown-article",
                [
                    &format!("政策里没有“{name}”"),
                    "可写条的名称、条的数字或支持条目",
                    &format!("可选：{}", allowed.join("、")),
                ],
                [
                    &format!("the policy has no “{name}”"),
                    "name an article, its number, or a grant",
                    &format!("there are: {}", allowed.join(", ")),
                ],
            ),
            LedgerError::Index { path, why } => complaint(
                "index-failed",
                [
                    &format!("不能重建索引 {}", path.display()),
                    &format!("索引库说：{why}"),
                    "账本和查询不受影响；请核对权限和磁盘空间后重试",
                ],
                [
                    &format!("the index {} cannot be made again", path.display()),
                    why,
                    "ledger and questions are not affected; check permissions and room, and try again",
                ],
            ),
            LedgerError::NotATruth { file, line, why } => truth_complaint(file, *line, why),
            LedgerError::File { path, cause } => file_complaint(path, cause),
            _ => complaint(
                "no-articles",
                ["文件里没有找到条文", "每条应另起一行，以“第…条”开头", "请使用公开发布的全文"],
                [
                    "no article was found in the file",
                    "each article begins a line with 第…条",
                    "use the full text as published",
                ],
            ),
        }
    }
}

/// Whoever made the ledger was stopped on the way.
fn unbegun() -> Complaint {
    complaint(
        "ledger-unbegun",
        ["这个账本里没有事件", "建立它的程序中途停止", "删除这个空账本的目录，再用 qizhang init 建立"],
        [
            "this ledger has no events",
            "the program that made it was stopped on the way",
            "delete the directory of this empty ledger and make it again with qizhang init",
        ],
    )
}

/// What was taken as it is stays on record: the text counts, and nothing can be done to the event any more.
fn contradiction(position: Position, kind: &TypeName, inner: &Complaint) -> Complaint {
    let (zh, en) = (inner.what.zh.trim_end_matches('。'), inner.what.en.trim_end_matches('.'));
    complaint(
        "event-contradicts-itself",
        [
            &format!("事件 #{position}（{kind}）与它自己带的文本不符"),
            &format!("{zh}；它是由较早的程序用 init --from 收进来的，记入时不会收"),
            "规则按文本读取，记入的事件不能改；请与发文或声明的原件核对，不符的发布新的一版，并查清这份历史的来路",
        ],
        [
            &format!("event #{position} ({kind}) contradicts the text it carries"),
            &format!("{en}; an earlier program took it by init --from, and an append would have refused it"),
            "what is read is the text, and a recorded event is never changed; compare it with the original, issue a new version \
             where it differs, and find out where this history comes from",
        ],
    )
}

/// About a line of a file that is named where there may be several.
fn of_line(file: &str, line: u64, fault: &Fault) -> Complaint {
    under((&format!("{file}第 {line} 行"), &format!("{file}line {line}")), fault.complaint())
}

/// A complaint under the place it is about.
fn under((zh, en): (&str, &str), inner: Complaint) -> Complaint {
    let what = say(&format!("{zh}：{}", inner.what.zh), &format!("{en}: {}", inner.what.en));
    Complaint { what, ..inner }
}

fn file_complaint(path: &str, cause: &std::io::Error) -> Complaint {
    let (zh, en) = if is_full(cause) {
        ("请腾出空间后重试，或换到另一块磁盘", "make room and try again, or go to another disk")
    } else if cause.kind() == std::io::ErrorKind::InvalidData {
        ("请另存为 UTF-8 后重试", "save it as UTF-8 and try again")
    } else if cause.kind() == std::io::ErrorKind::AlreadyExists {
        ("请换一个还没有的名字，或先移开那里的内容", "name one that is not there yet, or move what is there away")
    } else if is_out_of_files(cause) {
        let [zh, en] = remedy_of(cause);
        (zh, en)
    } else {
        ("请核对路径和权限", "check the path and the permissions")
    };
    complaint(
        "file",
        [&format!("不能读写 {path}"), &reason(cause).zh, zh],
        [&format!("{path} cannot be read or written"), &reason(cause).en, en],
    )
}

fn newer_type(name: &str, declaration: &Complaint) -> Complaint {
    complaint(
        "type-of-newer-program",
        [
            &format!("账本打不开：类型 {name} 有一版读不懂"),
            &format!(
                "更新的程序登记了它（{}）；只读旧版会漏掉事实，金额会不对",
                declaration.why.zh.trim_end_matches('。')
            ),
            "请换用登记它的程序或更新的版本",
        ],
        [
            &format!("the ledger is not opened: a version of the type {name} cannot be read"),
            &format!(
                "a newer program registered it ({}); with the older versions alone facts would be left out of the amounts",
                declaration.why.en.trim_end_matches('.')
            ),
            "use the program that registered it, or a newer one",
        ],
    )
}
