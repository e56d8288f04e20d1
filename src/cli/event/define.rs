//! The words of these commands.

use crate::cli::define::Define;
use crate::cli::outcome::args;
use clap::{Arg, ArgAction, Command};

/// What stands under `event` about types.
pub(in crate::cli) fn commands(define: &Define) -> Vec<Command> {
    vec![docs(define), new(define), check(define), release(define), register(define)]
}

fn folder(define: &Define) -> Arg {
    define.option(
        "dir",
        "DIR",
        "类型声明所在的文件夹；默认 events/types",
        "folder of the declarations; events/types when not given",
    )
}

fn docs(define: &Define) -> Command {
    define
        .bare("docs", "事件类型：全部，或一个类型的字段", "the event types: all of them, or the fields of one")
        .arg(define.word("type", "TYPE", "类型名称，如 hightech.certified", "its name, as hightech.certified"))
        .arg(
            define
                .option(
                    "out",
                    "DIR",
                    "写成一个新文件夹里的网页，每个类型一页",
                    "write pages to a new folder, one for each type",
                )
                .conflicts_with("json"),
        )
        .arg(
            define
                .option("form", "html|md", "网页的格式，默认 html", "what the pages are, html when not given")
                .requires("out"),
        )
}

fn new(define: &Define) -> Command {
    define
        .bare("new", "写一个新类型声明的样板，改好就能用", "write a declaration to begin with, for a new event type")
        .arg(
            define
                .word(
                    "name",
                    "NAME",
                    "类型名称：对象.已发生的事，如 talent.vice_president_appointed",
                    "a thing and what happened to it, as talent.vice_president_appointed",
                )
                .required(true),
        )
        .arg(define.option("zh", "LABEL", "中文名称", "what it is called in Chinese"))
        .arg(define.option("en", "LABEL", "英文名称", "what it is called in English"))
        .arg(folder(define))
        .arg(
            define
                .flag("next", "以最新一版为底，写下一版", "the version after the newest, made from it")
                .conflicts_with_all(["zh", "en", "story"]),
        )
        .arg(define.flag(
            "story",
            "旁边再写一个 story.jsonl：几行事实，供 event check --story 讲给新账本；类型已有的只写它",
            "beside it a story.jsonl: a few facts that event check --story tells to a new ledger; of a type that is there, that alone",
        ))
        .arg(define.dry_run())
}

fn check(define: &Define) -> Command {
    define
        .bare(
            "check",
            "检查类型声明：写法、例子、版本之间，指明行、列和改法",
            "check declarations: form, examples, versions; names line, column and remedy",
        )
        .arg(
            define
                .word(
                    "path",
                    "PATH",
                    "声明文件或文件夹，可多个；默认整个类型文件夹",
                    "files or folders of declarations; the folder of types when not given",
                )
                .action(ArgAction::Append)
                .num_args(0..),
        )
        .arg(folder(define))
        .args(args(define))
        .arg(
            define
                .option(
                    "story",
                    "FILE",
                    "把这些事件（append 的写法）讲给一个带这个类型的新账本，说出每个主体的档案；与旁边的 .txt 不同时退出码为 4",
                    "tell these facts, in the lines of append, to a new ledger with the type, and say the file of each subject; exit code 4 \
                     where it is not what the .txt beside it has",
                )
                .conflicts_with("against"),
        )
        .arg(define.flag("keep", "把说出的存为旁边的 .txt", "keep what is said as the .txt beside it").requires("story"))
}

fn release(define: &Define) -> Command {
    define
        .bare(
            "release",
            "发布一个版本：摘要登记到 lock.json，此后一个字节也不改",
            "release a version: its digest is pinned in lock.json and no byte of it changes any more",
        )
        .arg(
            define
                .word(
                    "version",
                    "NAME/VERSION",
                    "类型和版本，如 hightech.certified/1",
                    "type and version, as hightech.certified/1",
                )
                .required(true),
        )
        .arg(folder(define))
        .arg(define.dry_run())
}

fn register(define: &Define) -> Command {
    define
        .bare(
            "register",
            "把一个类型声明登记到账本，下一次追加就能用",
            "register a declaration in the ledger; the next append may use it",
        )
        .arg(define.word("file", "FILE", "声明文件", "file of the declaration").required(true))
        .arg(define.recorder())
        .arg(define.clock())
        .arg(define.key())
        .arg(define.dry_run())
}
