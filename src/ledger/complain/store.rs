//! What the store says, in words.

use super::cause::cause_words;
use super::place::place_complaint;
use super::reason::{is_full, reason, remedy_of};
use super::words::{complaint, transient};
use crate::explain::Complaint;
use crate::store::{AppendRefusal, Asked, Cause, OpenError, ReadError};
use crate::value::{Position, Tag, TypeName};
use std::path::Path;

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Why a ledger does not open.
pub(in crate::ledger) fn open_complaint(error: &OpenError) -> Complaint {
    match error {
        OpenError::Missing(path) => complaint(
            "no-ledger",
            [
                &format!("{} 没有账本", shown(path)),
                "目录不存在，或那里是文件或别的内容",
                "用 qizhang init 建立，或用 --ledger 指明",
            ],
            [
                &format!("there is no ledger at {}", shown(path)),
                "the directory is missing, or a file or something else is there",
                "make one with qizhang init, or name one with --ledger",
            ],
        ),
        OpenError::Exists(path) => complaint(
            "ledger-exists",
            [
                &format!("{} 已有内容", shown(path)),
                "账本只能建在空处，不会覆盖",
                "那里已是账本的，可以直接用；另建请换一个路径",
            ],
            [
                &format!("there is something at {} already", shown(path)),
                "a ledger is made in an empty place and overwrites nothing",
                "if it is a ledger, go on with it; for another one name another path",
            ],
        ),
        OpenError::Inside { ledger, path } => complaint(
            "copy-inside",
            [
                &format!("{} 在账本 {} 里面", shown(path), shown(ledger)),
                "放在账本里的副本会和账本一起丢失",
                "请换一个账本以外的路径，最好在另一块磁盘上",
            ],
            [
                &format!("{} is inside the ledger {}", shown(path), shown(ledger)),
                "a copy kept inside its ledger is lost together with it",
                "name a path outside the ledger, best on another disk",
            ],
        ),
        OpenError::Place { path, why } => place_complaint(path, why),
        OpenError::Locked(path) => transient(complaint(
            "ledger-busy",
            [&format!("{} 正在被另一程序写入", shown(path)), "一个账本同时只有一个写入者", "稍后重试；查询不受影响"],
            [
                &format!("another program is writing to {}", shown(path)),
                "a ledger has one writer at a time",
                "try again later; questions are answered meanwhile",
            ],
        )),
        OpenError::Damaged { file, byte, position, what } => damaged(file, *byte, *position, *what),
        OpenError::Format { file, found } => format_unknown(file, *found),
        OpenError::Io { path, cause } => input_output(path, cause),
    }
}

/// Why a ledger cannot be read.
pub(super) fn read_complaint(error: &ReadError) -> Complaint {
    match error {
        ReadError::Damaged { file, byte, position, what } => damaged(file, *byte, *position, *what),
        ReadError::Format { file, found } => format_unknown(file, *found),
        ReadError::Io { path, cause } => input_output(path, cause),
        ReadError::NotHeld { asked } => not_held(asked),
    }
}

/// Only a part of the ledger is at hand.
fn not_held(asked: &Asked) -> Complaint {
    let (zh, en) = match asked {
        Asked::Everything => ("全部事件".to_owned(), "every event".to_owned()),
        Asked::Facet(facet) => {
            let tags: Vec<&str> = facet.tags.iter().map(Tag::as_str).collect();
            let kind = facet.kind.as_ref().map_or("*", TypeName::as_str);
            (format!("全部 {kind} {} 事件", tags.join(" ")), format!("every event {kind} {}", tags.join(" ")))
        }
        Asked::Event(position) => (format!("事件 #{position}"), format!("event #{position}")),
        Asked::Id(id) => (format!("事件 {id}"), format!("the event {id}")),
        Asked::Root(size) => (format!("到 #{size} 的账本根"), format!("the root up to #{size}")),
        Asked::Holder => ("文号键".to_owned(), "a natural key".to_owned()),
    };
    complaint(
        "not-in-excerpt",
        [
            &format!("这里只有账本的一部分，不含{zh}"),
            "底稿包只答它所签的问题；另一版本的程序可能要问得更多",
            "用写出它的版本核对，或向出具人另要一份",
        ],
        [
            &format!("only a part of the ledger is here, without {en}"),
            "a bundle answers the question it was signed for; another version of the program may ask for more",
            "check it with the version that wrote it, or ask for a new one",
        ],
    )
}

fn format_unknown(file: &Path, found: u32) -> Complaint {
    complaint(
        "ledger-format",
        [&format!("{} 的格式是 {found}", shown(file)), "本程序不认识这个格式", "请使用较新的程序"],
        [&format!("{} has format {found}", shown(file)), "this program does not know it", "use a newer program"],
    )
}

fn damaged(file: &Path, byte: u64, position: Position, what: Cause) -> Complaint {
    let what = cause_words(what);
    complaint(
        "ledger-damaged",
        [
            &format!("{} 第 {byte} 字节起损坏，涉及事件 #{position}", shown(file)),
            &what.zh,
            "不要改动文件；从备份恢复后用最近的根核对",
        ],
        [
            &format!("{} is damaged from byte {byte} on, at event #{position}", shown(file)),
            &what.en,
            "leave the files as they are; restore a backup and compare it with the last root you kept",
        ],
    )
}

fn input_output(path: &Path, cause: &std::io::Error) -> Complaint {
    if is_full(cause) {
        return transient(complaint(
            "disk-full",
            [
                &format!("没有写成 {}：磁盘已满", shown(path)),
                "只写了一半的不算数，已有内容不受影响",
                "腾出空间后重新运行这个命令，或换到另一块磁盘",
            ],
            [
                &format!("{} was not written: the disk is full", shown(path)),
                "what is half written does not count, and what was there is untouched",
                "make room and run the command again, or go to another disk",
            ],
        ));
    }
    let (reason, remedy) = (reason(cause), remedy_of(cause));
    complaint(
        "input-output",
        [&format!("不能读写 {}", shown(path)), &reason.zh, remedy[0]],
        [&format!("{} cannot be read or written", shown(path)), &reason.en, remedy[1]],
    )
}

/// Why a batch was not taken.
pub(super) fn append_complaint(refusal: &AppendRefusal) -> Complaint {
    match refusal {
        AppendRefusal::Conflict { found } => transient(complaint(
            "conflict",
            [
                "没有写入：决定之后账本又有了相关记录",
                &format!("事件 #{}", found.first().copied().unwrap_or_default()),
                "请按新的记录重新决定",
            ],
            [
                "nothing was written: relevant facts were recorded after the decision",
                &format!("event #{}", found.first().copied().unwrap_or_default()),
                "decide again with them in view",
            ],
        )),
        AppendRefusal::Empty => complaint(
            "batch-empty",
            ["没有写入：这一批没有事件", "存储只接受至少有一个事件的批次", "请提交至少一个事件"],
            [
                "nothing was written: the batch holds no event",
                "the store takes batches of at least one event",
                "submit at least one event",
            ],
        ),
        AppendRefusal::IdTaken { .. } | AppendRefusal::KeyTaken { .. } | AppendRefusal::TooLarge { .. } => complaint(
            "batch-refused",
            ["没有写入：有一个事件重复或过大", "存储退回了整批", "请重新提交，程序会指明是哪一行"],
            [
                "nothing was written: an event repeats another or is too large",
                "the store gave the batch back whole",
                "submit it again; the line will be named",
            ],
        ),
        AppendRefusal::Busy => transient(complaint(
            "append-busy",
            ["没有写入：账本正忙", "另一写入尚未结束", "稍后重试"],
            ["nothing was written: the ledger is busy", "another append is still running", "try again later"],
        )),
        AppendRefusal::Full => transient(complaint(
            "disk-full",
            ["没有写入：磁盘已满", "整批都没有记录，已有内容不受影响", "腾出空间后重新提交同一文件"],
            [
                "nothing was written: the disk is full",
                "nothing of the batch was recorded; what was there is untouched",
                "make room and submit the same file again",
            ],
        )),
        AppendRefusal::ReadOnly => complaint(
            "read-only",
            ["没有写入：账本以只读方式打开", "这个命令只查询", "请用写入命令"],
            [
                "nothing was written: the ledger was opened for reading",
                "this command only asks",
                "use a command that writes",
            ],
        ),
        AppendRefusal::Unreadable(error) => read_complaint(error),
        AppendRefusal::Broken(cause) => complaint(
            "write-failed",
            [
                "写入失败，账本需要重新打开",
                &reason(cause).zh,
                "已确认的事件都在；检查磁盘，还开着的程序（如 serve --write）重新启动，再重新提交",
            ],
            [
                "writing failed, and the ledger must be opened again",
                &reason(cause).en,
                "what was acknowledged is safe; check the disk, begin a program anew that is still running (such as serve --write), and submit again",
            ],
        ),
    }
}
