//! Why a table as a whole is not brought in, in words.

use super::sheet::sheet_complaint;
use super::words::complaint;
use crate::explain::Complaint;
use crate::ledger::imported::{ImportFault, Outcome, Settlement};
use crate::value::{Position, counted, counted_doing};
use std::path::Path;

/// So many rows of a batch are named.
const NAMED: usize = 10;

/// The complaint about a table or a batch.
pub(super) fn import_complaint(fault: &ImportFault) -> Complaint {
    match fault {
        ImportFault::Sheet(fault) => sheet_complaint(fault),
        ImportFault::NotByTable { .. }
        | ImportFault::ColumnsMissing { .. }
        | ImportFault::ColumnsUnknown { .. }
        | ImportFault::ColumnTwice { .. }
        | ImportFault::NoColumn { .. }
        | ImportFault::NoHeading { .. }
        | ImportFault::NotOfType { .. }
        | ImportFault::MeantTwice { .. } => columns(fault),
        ImportFault::NoRows
        | ImportFault::BadRows { .. }
        | ImportFault::Suspected { .. }
        | ImportFault::NothingGood => rows(fault),
        ImportFault::NoBatch { .. }
        | ImportFault::LeadsNowhere { .. }
        | ImportFault::Settled { .. }
        | ImportFault::Changed { .. }
        | ImportFault::OutcomeUnread { .. }
        | ImportFault::NotOnRecord { .. }
        | ImportFault::ChangedSince { .. }
        | ImportFault::OtherLedger { .. }
        | ImportFault::RecordedSince { .. }
        | ImportFault::LongReason { .. }
        | ImportFault::SamePerson { .. } => batch(fault),
    }
}

fn columns(fault: &ImportFault) -> Complaint {
    match fault {
        ImportFault::NotByTable { kind } => complaint(
            "not-by-table",
            [
                &format!("{kind} 不能用表格录入"),
                "它的内容里含有另一份完整的内容，一个单元格放不下",
                "请用 qizhang append 逐条追加",
            ],
            [
                &format!("{kind} cannot be brought in by a table"),
                "its body holds another whole body, which no cell can",
                "record it with qizhang append",
            ],
        ),
        ImportFault::ColumnsMissing { names, .. } => {
            let names = names.join("、");
            complaint(
                "columns-missing",
                [
                    &format!("表里缺少必填的列：{names}"),
                    "没有这些列，每一行都不完整",
                    "请补上；叫法不同的用 --column '表头=列' 说明；qizhang import template 给出全部列",
                ],
                [
                    &format!("columns that must be there are missing: {names}"),
                    "without them no row is whole",
                    "add them, or say what another heading means with --column 'HEADING=COLUMN'; qizhang import template has all of them",
                ],
            )
        }
        ImportFault::ColumnsUnknown { columns } => unknown_columns(columns),
        ImportFault::ColumnTwice { place, heading } => complaint(
            "column-twice",
            [&format!("{place}“{heading}”是重复的列"), "两列说的是同一项，看不出以哪列为准", "请只留一列"],
            [
                &format!("{place} “{heading}” is a column that is there already"),
                "two columns say the same thing, and either could be meant",
                "leave one of them",
            ],
        ),
        ImportFault::NoColumn { name, .. } => complaint(
            "no-such-column",
            [
                &format!("没有可以略去的列“{name}”"),
                "它不在表头里，或是本类型要读的列",
                "照表头改正 --drop 的列名或列号，或去掉它",
            ],
            [
                &format!("there is no column “{name}” to leave out"),
                "the header does not have it, or it is one that is read",
                "name it as the header does, or by its letters, or leave --drop out",
            ],
        ),
        ImportFault::NoHeading { .. } | ImportFault::NotOfType { .. } | ImportFault::MeantTwice { .. } => {
            meanings(fault)
        }
        _ => rows(fault),
    }
}

/// What is wrong with what headings were said to mean.
fn meanings(fault: &ImportFault) -> Complaint {
    match fault {
        ImportFault::NoHeading { heading, .. } => complaint(
            "no-such-heading",
            [
                &format!("表头里没有“{heading}”"),
                "说明了它是哪一列，表里却没有它",
                "照表头改正 --column 等号左边的写法，或去掉它",
            ],
            [
                &format!("the header has no “{heading}”"),
                "it was said which column it is, and the table has none of that heading",
                "write what stands left of the sign in --column as the header does, or leave it out",
            ],
        ),
        ImportFault::NotOfType { name, nearest } => {
            let near = nearest.as_deref().unwrap_or_default();
            let [zh, en] = if near.is_empty() {
                [String::new(), String::new()]
            } else {
                [format!("，最接近的是 {near}"), format!("; the nearest is {near}")]
            };
            complaint(
                "no-such-type-column",
                [&format!("本类型没有列“{name}”{zh}"), "", "qizhang import template 给出全部列"],
                [&format!("the type has no column “{name}”{en}"), "", "qizhang import template has all of them"],
            )
        }
        ImportFault::MeantTwice { heading } => complaint(
            "heading-means-two",
            [&format!("“{heading}”被说成是两列"), "一个表头只能是一列", "每个表头的 --column 只写一次"],
            [
                &format!("“{heading}” is said to be two columns"),
                "a heading is one column",
                "say --column once for each heading",
            ],
        ),
        _ => rows(fault),
    }
}

fn unknown_columns(columns: &[(String, String)]) -> Complaint {
    let shown = |(letters, text): &(String, String)| {
        if text.is_empty() { letters.clone() } else { format!("{letters}“{text}”") }
    };
    let option = |(letters, text): &(String, String)| {
        let name = if text.is_empty() || text.contains(char::is_control) { letters } else { text };
        if name.contains(' ') { format!("--drop '{name}'") } else { format!("--drop {name}") }
    };
    let named: Vec<String> = columns.iter().map(shown).collect();
    let options: Vec<String> = columns.iter().map(option).collect();
    let (zh, en, options) = (named.join("、"), named.join(", "), options.join(" "));
    complaint(
        "columns-unknown",
        [
            &format!("表里有本类型没有的列：{zh}"),
            "多出的列不会悄悄丢掉：可能是列名写错了",
            &format!("列名写错的请改正；叫法不同的用 --column '表头=列' 说明；确实不要的加 {options}"),
        ],
        [
            &format!("the table has columns that this type has not: {en}"),
            "nothing is dropped unsaid: a heading may be misspelled",
            &format!(
                "mend the heading, say what it means with --column 'HEADING=COLUMN', or leave them out with {options}"
            ),
        ],
    )
}

fn rows(fault: &ImportFault) -> Complaint {
    match fault {
        ImportFault::NoRows => complaint(
            "no-rows",
            ["表头下面没有内容", "", "请填写后再来"],
            ["there is nothing below the header", "", "fill it in and come again"],
        ),
        ImportFault::BadRows { bad } => complaint(
            "rows-bad",
            [
                &format!("有 {bad} 条记录不合格，没有提交"),
                "提交前每条都须合格",
                "请改正后重来；或加 --bad 文件，先提交合格的，把不合格的连同原因写入该文件",
            ],
            [
                &format!("{} bad, and nothing was submitted", counted_doing(*bad, "record", ["is", "are"])),
                "what is submitted must be good",
                "mend them; or add --bad FILE to submit the good ones and have the others written there with their reasons",
            ],
        ),
        ImportFault::Suspected { count } => complaint(
            "rows-suspected",
            [
                &format!("有 {count} 条疑似重复，没有提交"),
                "与账本、待确认的批或表内已有的相同，或只差编号，或编号只差全半角、空格、大小写",
                "请核对；确非重复加 --duplicates keep，重复的加 --duplicates drop",
            ],
            [
                &format!("{} may be there already, and nothing was submitted", counted(*count, "record")),
                "they are what the ledger, a batch that waits or the table has, or differ from it by the number alone, or by width, blanks or capitals",
                "look at them; --duplicates keep when they are others, --duplicates drop to leave them out",
            ],
        ),
        _ => complaint(
            "nothing-good",
            ["没有可以提交的记录", "", "请改正不合格的行后重来"],
            ["there is nothing to submit", "", "mend the bad rows and come again"],
        ),
    }
}

fn batch(fault: &ImportFault) -> Complaint {
    match fault {
        ImportFault::NoBatch { number } => complaint(
            "no-such-batch",
            [&format!("没有待确认的第 {number} 批"), "", "用 qizhang import list 查看"],
            [&format!("no batch {number} waits"), "", "see qizhang import list"],
        ),
        ImportFault::LeadsNowhere { folder } => leads_nowhere(folder),
        ImportFault::Settled { number, told } => settled(*number, told.as_deref()),
        ImportFault::Changed { number, file } => changed(*number, file),
        ImportFault::OutcomeUnread { number, file } => outcome_unread(*number, file),
        ImportFault::NotOnRecord { number, told, file } => not_on_record(*number, told, file),
        ImportFault::ChangedSince { number, file } => changed_since(*number, file),
        ImportFault::OtherLedger { number, submitted, own } => complaint(
            "batch-of-other-ledger",
            [
                &format!("第 {number} 批不是提交到这个账本的，没有记入"),
                &format!("它提交到 {submitted}，这个账本是 {own}"),
                "请在它自己的账本确认；要记入这里，请由提交人重新提交原表",
            ],
            [
                &format!("batch {number} was not submitted to this ledger, and nothing was recorded"),
                &format!("it was submitted to {submitted}; this ledger is {own}"),
                "confirm it where it belongs; to have it here, let its table be submitted again",
            ],
        ),
        ImportFault::LongReason { letters, most } => complaint(
            "drop-reason-long",
            [
                &format!("没有撤下：理由有 {letters} 个字，最多 {most} 个"),
                "理由列在批的旁边，给提交人看",
                "请写短些；详情另外告知",
            ],
            [
                &format!("nothing was dropped: the reason has {letters} characters, and {most} are the most"),
                "it stands in the list beside the batch, for whoever submitted it",
                "make it shorter, and tell the details otherwise",
            ],
        ),
        ImportFault::RecordedSince { number, rows } => recorded_since(*number, rows),
        ImportFault::SamePerson { number, by } => complaint(
            "same-person",
            [&format!("第 {number} 批是 {by} 自己提交的"), "提交和确认须是两个人", "请由另一人确认"],
            [
                &format!("batch {number} was submitted by {by} himself"),
                "who submits and who confirms are two people",
                "let somebody else confirm it",
            ],
        ),
        _ => rows(fault),
    }
}

fn leads_nowhere(folder: &Path) -> Complaint {
    let folder = folder.display();
    complaint(
        "batches-lead-nowhere",
        [
            &format!("{folder} 是一个链接，所指的地方什么也没有"),
            "待确认批应在那里；有没有批、哪些已办结，都不清楚",
            "请接回或恢复它所指的文件夹；确知从未有过批的，移走这个链接",
        ],
        [
            &format!("{folder} is a link, and nothing is where it leads"),
            "the batches should be there; whether there are any, and which are settled, is not known",
            "bring the folder back that it leads to; where there never were any batches, move the link away",
        ],
    )
}

fn changed(number: u64, file: &Path) -> Complaint {
    complaint(
        "batch-changed",
        [
            &format!("第 {number} 批的文件已损坏或被改动过，没有记入"),
            &format!("{} 与提交时的摘要不符", file.display()),
            &format!("请撤下：qizhang import drop {number} --by 姓名 --reason 理由，再由提交人重新提交"),
        ],
        [
            &format!("the file of batch {number} is damaged or was changed, and nothing was recorded"),
            &format!("{} does not have the digest it was submitted with", file.display()),
            &format!(
                "drop it with qizhang import drop {number} --by NAME --reason REASON, and have it submitted again"
            ),
        ],
    )
}

/// With the file away the batch waits, and whoever confirms or drops one that the ledger has is told so.
fn outcome_unread(number: u64, file: &Path) -> Complaint {
    complaint(
        "batch-outcome-unread",
        [
            &format!("第 {number} 批办结与否不清楚，没有办理"),
            &format!("{} 应写明它是确认还是撤下，却已损坏、被改动过，或与账本不符", file.display()),
            &format!(
                "请从副本恢复该文件；没有副本的移走它，再用 qizhang import confirm {number} 或 drop 办结：\
                 账本已有的会告知，不会重复记入"
            ),
        ],
        [
            &format!("what became of batch {number} is not known, and nothing was done"),
            &format!(
                "{} should say whether it was confirmed or dropped, and is damaged, was changed, or is contradicted by the ledger",
                file.display()
            ),
            &format!(
                "put the file back from a copy; where there is none, move it away and settle the batch by \
                 qizhang import confirm {number} or drop: one that the ledger has is told so and recorded no second time"
            ),
        ],
    )
}

/// An older ledger lies beside newer batches. With the file away the batch waits once more.
fn not_on_record(number: u64, told: &Settlement, file: &Path) -> Complaint {
    let (Settlement { by, at, .. }, file) = (told, file.display());
    complaint(
        "batch-not-on-record",
        [
            &format!("第 {number} 批据称已确认，账本里却没有它的事件"),
            &format!("{file} 写着由 {by} 于 {at} 确认并记入；账本可能是较早的一份"),
            &format!(
                "请先恢复那以后的账本；账本已经丢失、接受了损失的，移走该文件，这一批重新待确认，再用 \
                 qizhang import confirm {number} 记入"
            ),
        ],
        [
            &format!("batch {number} is said to be confirmed, and the ledger has none of its events"),
            &format!("{file} says that {by} confirmed it at {at}; the ledger may be an earlier one"),
            &format!(
                "put the later ledger back; where it is lost and the loss was accepted, move the file away: the batch waits once \
                 more, and qizhang import confirm {number} records it"
            ),
        ],
    )
}

fn changed_since(number: u64, file: &Path) -> Complaint {
    complaint(
        "settled-batch-changed",
        [
            &format!("第 {number} 批已经办结，它的文件后来损坏或被改动过"),
            &format!("{} 与提交时的摘要不符", file.display()),
            "记入的以账本为准，不受影响；请从副本恢复该文件，没有副本的移走它",
        ],
        [
            &format!("batch {number} is settled, and its file was damaged or changed since"),
            &format!("{} does not have the digest it was submitted with", file.display()),
            "what was recorded stands in the ledger and is not affected; put the file back from a copy, or move it away",
        ],
    )
}

fn settled(number: u64, told: Option<&Settlement>) -> Complaint {
    let (zh, en) = match told {
        Some(Settlement { outcome: Outcome::Recorded, by, at, .. }) => {
            (format!("已由 {by} 于 {at} 确认并记入"), format!("{by} confirmed it at {at}, and it is recorded"))
        }
        Some(Settlement { outcome: Outcome::Dropped, by, at, reason, .. }) => {
            let reason = reason.as_deref().unwrap_or_default();
            (format!("已由 {by} 于 {at} 撤下：{reason}"), format!("{by} dropped it at {at}: {reason}"))
        }
        None => ("它已被确认或撤下".to_owned(), "it was confirmed or dropped before".to_owned()),
    };
    complaint(
        "batch-settled",
        [&format!("第 {number} 批已经办结"), &zh, "用 qizhang import list 查看待确认的批"],
        [&format!("batch {number} is settled"), &en, "see qizhang import list for those that wait"],
    )
}

fn recorded_since(number: u64, rows: &[(String, Position)]) -> Complaint {
    let named: Vec<(String, String)> = rows
        .iter()
        .take(NAMED)
        .map(|(rows, position)| {
            (format!("第 {rows} 行像账本 #{position}"), format!("row {rows} looks like #{position} of the ledger"))
        })
        .collect();
    let (zh, en): (Vec<String>, Vec<String>) = named.into_iter().unzip();
    let more = if rows.len() > NAMED { " …" } else { "" };
    complaint(
        "rows-recorded-since",
        [
            &format!("第 {number} 批有 {} 条在提交之后疑似已经记入，整批没有记入", rows.len()),
            &format!("{}{more}", zh.join("，")),
            "请核对；先撤下这一批，再由提交人重新提交，用 --duplicates keep 或 drop 说明",
        ],
        [
            &format!(
                "{} of batch {number} may have been recorded after it was submitted, and nothing of it was",
                counted(u64::try_from(rows.len()).unwrap_or(u64::MAX), "record")
            ),
            &format!("{}{more}", en.join(", ")),
            "look at them; drop the batch and have it submitted again with --duplicates keep or drop",
        ],
    )
}
