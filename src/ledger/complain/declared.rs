//! Why files of declarations are not worked on, in words.

use super::released::released_complaint;
use super::signing::shown;
use super::words::complaint;
use crate::explain::Complaint;
use crate::ledger::declared::{DeclaredFault, PinsFault};
use crate::value::TypeName;

pub(super) fn declared_complaint(fault: &DeclaredFault) -> Complaint {
    let file = shown(fault.file());
    match fault {
        DeclaredFault::NoFolder { .. } => complaint(
            "no-types-folder",
            [
                &format!("没有文件夹 {file}"),
                "类型声明放在 events/types，或 --dir 所指的文件夹",
                &format!("在源代码的根目录里运行，用 --dir 指明，或建一个：mkdir -p {file}"),
            ],
            [
                &format!("there is no folder {file}"),
                "declarations lie in events/types, or in the folder that --dir names",
                &format!(
                    "run it where the source is checked out, name the folder with --dir, or make one: mkdir -p {file}"
                ),
            ],
        ),
        DeclaredFault::Nothing { .. } => complaint(
            "no-declaration-files",
            [&format!("{file} 里没有类型声明"), "声明的文件是 <类型>/<版本>.json", "用 qizhang event new 写一个"],
            [
                &format!("{file} has no declarations"),
                "a declaration is a file <type>/<version>.json",
                "qizhang event new writes one",
            ],
        ),
        DeclaredFault::Exists { name, version, .. } => complaint(
            "type-exists",
            [
                &format!("{file} 已经有了"),
                &format!("{name} 已到第 {version} 版，不会覆盖"),
                "同一含义的新版本加 --next；另一件事另取名称",
            ],
            [
                &format!("{file} is there already"),
                &format!("{name} has version {version}, and nothing is overwritten"),
                "add --next for a next version of the same meaning; give another fact another name",
            ],
        ),
        DeclaredFault::NothingBefore { name, .. } => complaint(
            "no-version-before",
            [&format!("{file} 里没有 {name}"), "下一版要以上一版为底", "去掉 --next，写第 1 版"],
            [
                &format!("{file} has no {name}"),
                "a next version goes on from the one before",
                "leave out --next to write the first version",
            ],
        ),
        DeclaredFault::Gap { name, version, .. } => complaint(
            "versions-with-gap",
            [
                &format!("{file} 里 {name} 缺第 {version} 版"),
                "版本从 1 起连续编号，缺了一版，后面的都接不上",
                "恢复缺的文件，或改正编号",
            ],
            [
                &format!("{file} has no version {version} of {name}"),
                "versions count from 1 without gaps, and what follows a gap cannot be read",
                "restore the file that is missing, or correct the numbers",
            ],
        ),
        DeclaredFault::NextUntouched { name, version, .. } => next_untouched(&file, name, *version),
        DeclaredFault::Policy(fault) => released_complaint(fault),
        DeclaredFault::Unreadable { .. }
        | DeclaredFault::NoVersion { .. }
        | DeclaredFault::BeforeUnreleased { .. }
        | DeclaredFault::BadPins { .. } => of_release(fault, &file),
    }
}

/// What stands against a release, or a next version.
fn of_release(fault: &DeclaredFault, file: &str) -> Complaint {
    match fault {
        DeclaredFault::Unreadable { .. } => complaint(
            "version-before-unreadable",
            [
                &format!("{file} 不是可用的声明，或已是最后一版"),
                "下一版要以它为底",
                "先用 qizhang event check 改到通过",
            ],
            [
                &format!("{file} is no declaration to go on from, or the last version there can be"),
                "the next version is made from it",
                "mend it first with qizhang event check",
            ],
        ),
        DeclaredFault::NoVersion { .. } => complaint(
            "no-such-declaration-file",
            [&format!("没有文件 {file}"), "只能发布文件夹里有的版本", "核对类型和版本，如 hightech.certified/1"],
            [
                &format!("there is no file {file}"),
                "only a version that has its file can be released",
                "check type and version, as hightech.certified/1",
            ],
        ),
        DeclaredFault::BeforeUnreleased { name, version, .. } => complaint(
            "version-before-unreleased",
            [
                &format!("{file} 没有发布"),
                &format!("{name} 第 {version} 版还没有发布，它还可能改动"),
                &format!("先运行 qizhang event release {name}/{version}"),
            ],
            [
                &format!("{file} was not released"),
                &format!("version {version} of {name} is not released yet and may still change"),
                &format!("run qizhang event release {name}/{version} first"),
            ],
        ),
        DeclaredFault::BadPins { why, .. } => bad_pins(file, why),
        DeclaredFault::NoFolder { .. }
        | DeclaredFault::Nothing { .. }
        | DeclaredFault::Exists { .. }
        | DeclaredFault::NothingBefore { .. }
        | DeclaredFault::Gap { .. }
        | DeclaredFault::NextUntouched { .. }
        | DeclaredFault::Policy(_) => declared_complaint(fault),
    }
}

/// Another one beside it would be the same once more.
fn next_untouched(file: &str, name: &TypeName, version: u16) -> Complaint {
    complaint(
        "next-version-untouched",
        [
            &format!("{name} 的第 {version} 版还没有改过，没有再写一版"),
            &format!("{file} 仍是 --next 由上一版写出的样子"),
            "先改好它；不要它的，删去",
        ],
        [
            &format!("version {version} of {name} was not changed yet, and no other was written"),
            &format!("{file} is still what --next made of the version before"),
            "edit that one first, or delete it where it is not wanted",
        ],
    )
}

/// A list of released versions that is none.
fn bad_pins(file: &str, why: &PinsFault) -> Complaint {
    let (zh, en) = match why {
        PinsFault::NotPins(parser) => {
            ("读不成“类型/版本: 摘要”".to_owned(), format!("it does not read as \"type/version: digest\" ({parser})"))
        }
        PinsFault::NotADigest { entry } => {
            (format!("{entry} 的摘要不是 64 位十六进制"), format!("the digest of {entry} is not 64 hexadecimal digits"))
        }
    };
    complaint(
        "bad-lock",
        [&format!("{file} 不是已发布版本的清单"), &zh, "从版本库恢复这个文件"],
        [&format!("{file} is no list of released versions"), &en, "restore the file from your repository"],
    )
}
