//! Why the operating system refused, in words.

use crate::value::Bilingual;
use std::io::{Error, ErrorKind};

/// The reasons people meet in their own words; any other as the system gives it.
pub fn reason(cause: &Error) -> Bilingual {
    if is_out_of_files(cause) {
        return Bilingual::new(
            "这个程序打开的文件已到系统允许的数目",
            "the program has as many files open as the system lets it have",
        );
    }
    match known(cause.kind()) {
        Some((zh, en)) => Bilingual::new(zh, en),
        None => Bilingual::new(
            &format!("操作系统不允许（详情：{cause}）"),
            &format!("the operating system does not allow it (detail: {cause})"),
        ),
    }
}

/// Whether there is no room.
pub(super) fn is_full(cause: &Error) -> bool {
    matches!(cause.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
}

/// Whether no further file may be opened.
pub(super) fn is_out_of_files(cause: &Error) -> bool {
    cause.raw_os_error() == Some(rustix::io::Errno::MFILE.raw_os_error())
}

/// What to do about a file that cannot be read or written.
pub(super) fn remedy_of(cause: &Error) -> [&'static str; 2] {
    if is_out_of_files(cause) {
        [
            "放宽后再运行：在命令行上 ulimit -n 4608，在 systemd 的单元里 LimitNOFILE=4608",
            "raise the number and run it again: ulimit -n 4608 in a shell, LimitNOFILE=4608 in a unit of systemd",
        ]
    } else {
        ["请核对磁盘、路径和权限", "check disk, path and permissions"]
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the operating system has more reasons than people meet")]
fn known(kind: ErrorKind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        ErrorKind::NotFound => ("没有这个文件或目录", "there is no such file or directory"),
        ErrorKind::PermissionDenied => ("没有权限", "permission is denied"),
        ErrorKind::ReadOnlyFilesystem => ("文件系统只读", "the file system is read-only"),
        ErrorKind::NotADirectory => ("这里应当是目录，却是文件", "there is a file where a directory should be"),
        ErrorKind::IsADirectory => ("这里应当是文件，却是目录", "there is a directory where a file should be"),
        ErrorKind::DirectoryNotEmpty => ("目录不是空的", "the directory is not empty"),
        ErrorKind::AlreadyExists => {
            ("这里已有内容，不会覆盖", "there is something here already, and it is not overwritten")
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ("磁盘已满", "the disk is full"),
        ErrorKind::FileTooLarge => ("文件超过系统允许的大小", "the file is larger than the system allows"),
        ErrorKind::ResourceBusy => ("正被系统使用", "the system is using it"),
        ErrorKind::CrossesDevices => ("跨越了两个文件系统", "it would cross two file systems"),
        ErrorKind::InvalidInput => {
            ("名称不能用作路径，或者那里不是普通文件", "the name cannot be a path, or what is there is no plain file")
        }
        // A text is read as UTF-8 and as nothing else.
        ErrorKind::InvalidData => ("内容不是 UTF-8 文本", "what it holds is no text in UTF-8"),
        ErrorKind::InvalidFilename => {
            ("文件名过长，或有不能用的字符", "the name is too long, or has letters no name has")
        }
        ErrorKind::Unsupported => ("这里的文件系统做不到", "the file system here cannot do it"),
        ErrorKind::UnexpectedEof => ("文件比应有的短", "the file is shorter than it should be"),
        _ => return None,
    })
}
