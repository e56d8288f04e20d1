//! The words of these commands.

use crate::cli::define::Define;
use clap::Command;

/// Every command of upkeep.
pub(in crate::cli) fn commands(define: &Define) -> Vec<Command> {
    vec![backup(define), restore(define), export(define), doctor(define), index(define)]
}

fn backup(define: &Define) -> Command {
    let to = define.word("dest", "DEST", "副本的目录，不得已存在", "directory of the copy; nothing may be there yet");
    define
        .bare(
            "backup",
            "备份账本到 DEST：可以边写边备，两边都逐条核对",
            "copy the ledger to DEST, also while it is written to; both sides are checked event by event",
        )
        .arg(to.required(true))
}

fn restore(define: &Define) -> Command {
    let from = define.word("source", "BACKUP", "备份的目录；只读取", "directory of the backup; it is only read");
    define
        .bare(
            "restore",
            "从 BACKUP 恢复账本到 PATH：先核对备份，不覆盖已有内容",
            "bring the ledger back from BACKUP to PATH: the backup is checked first, nothing is overwritten",
        )
        .arg(from.required(true))
        .arg(define.word(
            "path",
            "PATH",
            "要建立的账本目录；默认同 --ledger",
            "directory of the ledger that is made; that of --ledger when not given",
        ))
}

fn export(define: &Define) -> Command {
    let jsonl = define
        .bare(
            "jsonl",
            "导出全部事件：每行一个规范字节的信封，可用 init --from 导入",
            "every event as a line in its canonical bytes, to be brought in by init --from",
        )
        .arg(define.option(
            "out",
            "FILE|-",
            "写到文件，不覆盖；默认 - 为标准输出，这时 --json 的 export.v1 写到标准错误",
            "a file that is not there yet; - and by default standard output: then the export.v1 of --json goes to standard error",
        ));
    let bundle = define
        .bare(
            "bundle",
            "底稿包：一笔付款或一个主体的全部依据，没有账本的人也能用 verify 核对并重新算出金额",
            "everything behind one payment or subject in a file: whoever has no ledger checks it with verify, which computes \
             the amounts again",
        )
        .arg(
            define
                .word("about", "PAYMENT|SUBJECT", "付款编号，或主体的代码或名称", "a payment, or the code or name of a subject")
                .required(true),
        )
        .arg(define.option("out", "FILE.zip", "写到这个新文件", "the new file it goes to").required(true))
        .arg(define.key());
    let export = define.bare(
        "export",
        "导出账本，或其中一笔付款、一个主体的底稿包",
        "the ledger written out, or the bundle of one payment or subject",
    );
    export.subcommand_required(true).arg_required_else_help(true).subcommands([jsonl, bundle])
}

fn doctor(define: &Define) -> Command {
    define.bare(
        "doctor",
        "体检：逐项说明账本的状态，有问题说明怎么办（退出码 4）",
        "say the state of everything, and what to do where something is wrong (exit code 4)",
    )
}

fn index(define: &Define) -> Command {
    let rebuild = define.bare(
        "rebuild",
        "删除索引和检索文件，由日志重新生成",
        "delete the index and the postings, and make them again from the log",
    );
    let index = define.bare("index", "索引", "the index");
    index.subcommand_required(true).arg_required_else_help(true).subcommands([rebuild])
}
