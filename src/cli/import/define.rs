//! The words of these commands.

use crate::cli::define::Define;
use clap::{Arg, ArgAction, Command};

/// `import` and what stands under it.
pub(in crate::cli) fn command(define: &Define) -> Command {
    define
        .bare(
            "import",
            "导入表格：样表、检查、提交、另一人确认",
            "tables in: a workbook to fill in, check, submit, confirm by a second person",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([template(define), check(define), submit(define), confirm(define), list(define), drop(define)])
}

fn template(define: &Define) -> Command {
    define
        .bare("template", "由类型声明生成填报用的样表", "a table to fill in, made from the declaration of a type")
        .arg(
            define.word("type", "TYPE", "事件类型，如 payment.made", "event type, such as payment.made").required(true),
        )
        .arg(
            define.option("out", "FILE.xlsx|FILE.csv", "新文件，不覆盖", "a file that is not there yet").required(true),
        )
}

fn check(define: &Define) -> Command {
    table(
        define,
        define.bare(
            "check",
            "检查表格：逐格说明问题，什么也不写（有问题时退出码 4）",
            "check a table: every cell that is wrong is told, nothing is written (exit code 4 when something is found)",
        ),
    )
}

fn submit(define: &Define) -> Command {
    table(
        define,
        define.bare(
            "submit",
            "检查并提交：合格的成为一批，等另一人确认",
            "check and submit: what is good becomes a batch that waits for a second person",
        ),
    )
    .arg(by(define, "提交人", "who submits"))
    .arg(define.dry_run())
}

fn confirm(define: &Define) -> Command {
    define
        .bare(
            "confirm",
            "确认一批并记入账本；确认的人不能是提交的人",
            "confirm a batch and record it; who confirms is not who submitted",
        )
        .arg(number(define).required(true))
        .arg(by(define, "确认人", "who confirms"))
        .arg(define.overriding())
        .arg(define.clock())
        .arg(define.key())
        .arg(define.receipt())
        .arg(define.dry_run())
}

fn list(define: &Define) -> Command {
    define
        .bare("list", "列出待确认的批；给出批号则列出其中每一条", "the batches that wait; of one, every record in it")
        .arg(number(define))
}

fn drop(define: &Define) -> Command {
    define
        .bare("drop", "撤下一批，不予记入", "take a batch away without recording it")
        .arg(number(define).required(true))
        .arg(by(define, "撤下的人", "who takes it away"))
        .arg(define.option("reason", "REASON", "理由，与批一同保存", "why; it is kept with the batch").required(true))
}

fn table(define: &Define, command: Command) -> Command {
    command
        .arg(
            define
                .word(
                    "file",
                    "FILE|-",
                    "XLSX、XLS、ODS 或 CSV（UTF-8、GB18030）；- 为标准输入",
                    "XLSX, XLS, ODS or CSV (UTF-8, GB18030); - is standard input",
                )
                .required(true),
        )
        .arg(define.option("as", "TYPE", "每行记为哪个事件类型", "the event type of every row").required(true))
        .arg(define.option(
            "sheet",
            "NAME",
            "读哪个工作表；默认第一个可见的",
            "which sheet; the first one that shows when not given",
        ))
        .arg(
            define
                .option(
                    "column",
                    "HEADING=COLUMN",
                    "表头叫法不同时，说明它是类型的哪一列（列名或稳定名，如 税号=uscc），可重复",
                    "which column of the type a heading is that the type calls otherwise, by label or stable name (as 税号=uscc); may be repeated",
                )
                .action(ArgAction::Append),
        )
        .arg(
            define
                .option(
                    "drop",
                    "COLUMN",
                    "略去类型没有的列：表头或列号（如 A），可重复",
                    "leave a column out that the type has not: its heading or letters; may be repeated",
                )
                .action(ArgAction::Append),
        )
        .arg(define.option(
            "duplicates",
            "keep|drop",
            "疑似重复的照收，或略去；默认先不提交",
            "keep what may be there already, or leave it out; held back when not given",
        ))
        .arg(define.option(
            "bad",
            "FILE.xlsx|FILE.csv",
            "把不合格的行连同原因写入新文件，改好可再导入",
            "write the bad rows with their reasons to a new file, to be mended and brought in again",
        ))
        .arg(define.clock())
}

fn by(define: &Define, zh: &str, en: &str) -> Arg {
    define.option("by", "NAME", zh, en).required(true)
}

fn number(define: &Define) -> Arg {
    define.word("number", "NUMBER", "批号", "number of the batch")
}
