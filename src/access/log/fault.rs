//! Why the access log does not take a line, or does not hold what it should.

use super::chain::{Flaw, Mark};
use crate::access::error::{AccessError, complaint};
use crate::explain::Complaint;
use crate::ledger::{Severity, Spot, reason};
use crate::value::{Bilingual, Digest};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What somebody noted of a log, and what is there.
#[derive(Debug, Clone, Copy)]
pub struct Past {
    /// What was noted.
    pub noted: Mark,
    /// The digest at that place now.
    pub own: Option<Digest>,
    /// Where the log ends.
    pub head: Mark,
}

/// Why the access log does not take a line, or does not hold what it should.
#[derive(Debug)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum LogFault {
    /// A line could not be written.
    Unwritable { file: PathBuf, cause: io::Error },
    /// The disk did not take what had been written.
    Lost { file: PathBuf },
    /// Another process has the file to itself for too long.
    Busy { file: PathBuf },
    /// Where the file was there is another one, or none.
    Gone { file: PathBuf },
    /// The file is shorter than it was; the last line that was written.
    Shorter { file: PathBuf, head: Mark },
    /// It cannot be read.
    Unread { file: PathBuf, cause: io::Error },
    /// There is none.
    Missing { file: PathBuf },
    /// It is of another ledger; the names of both.
    OfOther { file: PathBuf, of: Arc<str>, own: Arc<str> },
    /// A line, counted from 1, is not as it was written.
    Damaged { file: PathBuf, line: u64, flaw: Flaw },
    /// It has another line, or none, at a place that was noted; the digest there, and where the log ends.
    OtherPast { file: PathBuf, past: Box<Past> },
}

impl From<LogFault> for AccessError {
    fn from(fault: LogFault) -> Self {
        AccessError::Log(Box::new(fault))
    }
}

impl LogFault {
    /// What the system said about writing.
    pub(super) fn unwritable(file: &Path, cause: io::Error) -> Self {
        LogFault::Unwritable { file: file.to_owned(), cause }
    }

    fn file(&self) -> &Path {
        match self {
            LogFault::Unwritable { file, .. }
            | LogFault::Lost { file }
            | LogFault::Busy { file }
            | LogFault::Gone { file }
            | LogFault::Shorter { file, .. }
            | LogFault::Unread { file, .. }
            | LogFault::Missing { file }
            | LogFault::OfOther { file, .. }
            | LogFault::Damaged { file, .. }
            | LogFault::OtherPast { file, .. } => file,
        }
    }

    /// What kind of failure it is.
    pub(in crate::access) fn severity(&self) -> Severity {
        match self {
            LogFault::Busy { .. } => Severity::Busy,
            LogFault::Shorter { .. } | LogFault::Damaged { .. } | LogFault::OtherPast { .. } => Severity::Found,
            LogFault::Unwritable { .. }
            | LogFault::Lost { .. }
            | LogFault::Gone { .. }
            | LogFault::Unread { .. }
            | LogFault::Missing { .. }
            | LogFault::OfOther { .. } => Severity::Refused,
        }
    }

    /// Where it lies.
    pub(in crate::access) fn spot(&self) -> Spot {
        let line = if let LogFault::Damaged { line, .. } = self { Some(*line) } else { None };
        Spot { file: Some(self.file().to_owned()), line, ..Spot::default() }
    }

    /// The complaint, for people and for programs.
    pub(in crate::access) fn complaint(&self) -> Complaint {
        match self {
            LogFault::Unwritable { .. } | LogFault::Lost { .. } | LogFault::Busy { .. } => self.of_writing(),
            LogFault::Gone { .. }
            | LogFault::Shorter { .. }
            | LogFault::Unread { .. }
            | LogFault::Missing { .. }
            | LogFault::OfOther { .. } => self.of_file(),
            LogFault::Damaged { file, line, flaw } => damaged(file, *line, *flaw),
            LogFault::OtherPast { file, past } => other_past(file, **past),
        }
    }

    fn of_writing(&self) -> Complaint {
        let file = self.file().display();
        let what = (
            &*format!("没有给出：访问日志 {file} 写不进。"),
            &*format!("Nothing was given: the access log {file} cannot be written."),
        );
        match self {
            LogFault::Busy { .. } => Complaint {
                permanent: false,
                ..complaint(
                    "access-log-busy",
                    what,
                    ("另一个程序一直占用它。", "Another program has it to itself all the time."),
                    ("请稍后再试。", "Try again later."),
                )
            },
            LogFault::Lost { .. } => complaint(
                "access-log-not-durable",
                what,
                (
                    "磁盘没有存下已写的行，无法确定日志写到哪里。",
                    "The disk did not keep lines that were written, and nobody knows how far the log goes.",
                ),
                (
                    "请检查磁盘，用 qizhang access verify 核对，再重新启动 serve。",
                    "Look at the disk, check the log with qizhang access verify, and begin serve anew.",
                ),
            ),
            LogFault::Unwritable { cause, .. } => {
                let cause = reason(cause);
                complaint(
                    "access-log-unwritable",
                    what,
                    (
                        &format!("{}。没有记下就没有人能看。", cause.zh),
                        &format!("{}. Nobody reads what is not written down.", cause.en),
                    ),
                    (
                        "请核对该目录的权限和磁盘空间，再试。",
                        "Look at the rights of that folder and the room on the disk, and try again.",
                    ),
                )
            }
            LogFault::Gone { .. }
            | LogFault::Shorter { .. }
            | LogFault::Unread { .. }
            | LogFault::Missing { .. }
            | LogFault::OfOther { .. }
            | LogFault::Damaged { .. }
            | LogFault::OtherPast { .. } => self.of_file(),
        }
    }

    fn of_file(&self) -> Complaint {
        let file = self.file().display();
        match self {
            LogFault::Shorter { head, .. } => complaint(
                "access-log-shorter",
                (&format!("访问日志 {file} 变短了。"), &format!("The access log {file} has become shorter.")),
                (
                    &format!("已写到第 {} 行（{}），现在没有了。", head.number, head.digest.short()),
                    &format!(
                        "It was written up to number {} ({}), which is there no more.",
                        head.number,
                        head.digest.short()
                    ),
                ),
                KEEP,
            ),
            LogFault::Unread { cause, .. } => {
                let cause = reason(cause);
                complaint(
                    "access-log-unread",
                    (&format!("访问日志 {file} 读不出。"), &format!("The access log {file} cannot be read.")),
                    (&format!("{}。", cause.zh), &format!("{}.", cause.en)),
                    ("请核对文件的属主和权限。", "Look at the owner and the rights of the file."),
                )
            }
            LogFault::Missing { .. } => complaint(
                "access-log-missing",
                (&format!("没有访问日志 {file}。"), &format!("There is no access log {file}.")),
                (
                    "它从有了用户或令牌之后第一次查看网页起才有；以前有过的，就是被移走了。",
                    "It begins with the first page that is read once there is a user or a token; one that was there was taken away.",
                ),
                ("有副本的请恢复。", "Put it back where there is a copy."),
            ),
            LogFault::OfOther { of, own, .. } => complaint(
                "access-log-of-other-ledger",
                (&format!("{file} 是另一个账本的访问日志。"), &format!("{file} is the access log of another ledger.")),
                (
                    &format!("它属于 {of}，这个账本是 {own}；没有写入。"),
                    &format!("It belongs to {of}, and this ledger is {own}; nothing was written."),
                ),
                ("请放回本账本的，或移走它。", "Put the one of this ledger back, or move it away."),
            ),
            LogFault::Gone { .. }
            | LogFault::Unwritable { .. }
            | LogFault::Lost { .. }
            | LogFault::Busy { .. }
            | LogFault::Damaged { .. }
            | LogFault::OtherPast { .. } => complaint(
                "access-log-gone",
                (&format!("访问日志 {file} 不在原处。"), &format!("The access log {file} is not where it was.")),
                (
                    "运行中有人移走或换掉了它；没有记下就没有人能看。",
                    "Somebody moved or replaced it while the program runs; nobody reads what is not written down.",
                ),
                (
                    "请放回原来的文件；找不回的，重新启动 serve 会另起一份，并请记下此事。",
                    "Put the file back; where it cannot be found, serve begins a new one when it is begun anew, and somebody should write down why.",
                ),
            ),
        }
    }
}

/// What is done with a log that is not as it was written.
const KEEP: (&str, &str) = (
    "请把整个目录原样另存作为证据，查明谁动过；有副本的从副本恢复，没有的移走后重新启动 serve 会另起一份。",
    "Keep a copy of the whole folder as it is, as evidence, and find out who touched it; put it back from a copy, or move it away and begin serve anew, which begins another.",
);

/// What is wrong with a line, in words.
fn flaw_in_words(flaw: Flaw) -> (&'static str, &'static str) {
    match flaw {
        Flaw::Heading => ("第一行不是访问日志的开头。", "The first line is none that an access log begins with."),
        Flaw::Unreadable => (
            "它不是访问日志的一行，或写法不是程序的写法。",
            "It is no line of an access log, or not spelt as the program spells it.",
        ),
        Flaw::Unlinked => (
            "它不含上一行的摘要：这两行之一被改过，或中间有行被删去、插入、调换。",
            "It does not hold the digest of the line before it: one of the two was changed, or lines were taken out, put in or swapped there.",
        ),
        Flaw::Misnumbered => ("它的编号不是下一个。", "Its number is not the next one."),
        Flaw::Torn => (
            "这一行没有写完；下次写入时会另存一边。",
            "It was not written to its end; the next line that is written puts it aside.",
        ),
    }
}

fn damaged(file: &Path, line: u64, flaw: Flaw) -> Complaint {
    let file = file.display();
    let why = flaw_in_words(flaw);
    let remedy = match flaw {
        Flaw::Torn => ("不必处理。", "Nothing needs to be done."),
        Flaw::Heading | Flaw::Unreadable | Flaw::Unlinked | Flaw::Misnumbered => KEEP,
    };
    complaint(
        "access-log-damaged",
        (
            &format!("访问日志 {file} 的第 {line} 行不是原来写的样子。"),
            &format!("Line {line} of the access log {file} is not as it was written."),
        ),
        why,
        remedy,
    )
}

fn other_past(file: &Path, Past { noted, own, head }: Past) -> Complaint {
    let file = file.display();
    let (number, short) = (noted.number, noted.digest.short());
    let why = match own {
        Some(own) => Bilingual::new(
            &format!("那里现在是 {}，不是 {short}。", own.short()),
            &format!("It is {} there now, and not {short}.", own.short()),
        ),
        None => Bilingual::new(&format!("它现在只到 {}。", head.number), &format!("It ends at {} now.", head.number)),
    };
    complaint(
        "access-log-other-past",
        (
            &format!("访问日志 {file} 不是从记下的 {number} 续写来的。"),
            &format!("The access log {file} did not grow out of what was noted at {number}."),
        ),
        (&why.zh, &why.en),
        KEEP,
    )
}

/// One of each code, for the page people look them up in.
pub(in crate::access) fn examples() -> Vec<AccessError> {
    let file = || PathBuf::from("…");
    let mark = Mark { number: 7, digest: Digest::of(b"") };
    let denied = || io::Error::from(io::ErrorKind::PermissionDenied);
    [
        LogFault::Unwritable { file: file(), cause: denied() },
        LogFault::Lost { file: file() },
        LogFault::Busy { file: file() },
        LogFault::Gone { file: file() },
        LogFault::Shorter { file: file(), head: mark },
        LogFault::Unread { file: file(), cause: denied() },
        LogFault::Missing { file: file() },
        LogFault::OfOther { file: file(), of: "…".into(), own: "…".into() },
        LogFault::Damaged { file: file(), line: 7, flaw: Flaw::Unlinked },
        LogFault::OtherPast {
            file: file(),
            past: Box::new(Past { noted: mark, own: None, head: Mark { number: 5, ..mark } }),
        },
    ]
    .map(AccessError::from)
    .into()
}
