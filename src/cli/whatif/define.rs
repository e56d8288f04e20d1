//! The words of these commands.

use crate::cli::define::Define;
use clap::{ArgAction, Command};

/// `whatif` and what stands under it.
pub(in crate::cli) fn command(define: &Define) -> Command {
    define
        .bare(
            "whatif",
            "试算：参数、口径或事实不同，应享的钱差多少",
            "what if: how much more or less would be due under other parameters, readings or facts",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(run(define))
}

fn run(define: &Define) -> Command {
    let many = |arg: clap::Arg| arg.action(ArgAction::Append);
    define
        .bare(
            "run",
            "对整个账本试算，与现行的或另一方案相比；口径用 --read 改",
            "run it over the whole ledger, beside what is in force or another scenario; --read changes readings",
        )
        .arg(define.word(
            "file",
            "FILE.toml",
            "方案文件，写法同各选项；选项加在其上",
            "a scenario file, written as the options are; options go on from it",
        ))
        .arg(define.option(
            "beside",
            "FILE.toml",
            "与这个方案相比，而不与现行的相比",
            "hold it against this scenario and not against what is in force",
        ))
        .arg(many(define.option(
            "set",
            "PATH[@DAY]=VALUE",
            "改一个参数，或只改某日起（按申报开始日）的值，可重复；几个文件同名时在前面写 政策:",
            "give a parameter another value, or one for the calls from a day on; may be repeated; POLICY: before the path where several documents have it",
        )))
        .arg(many(define.option(
            "drop",
            "EVENT",
            "当作没有这个事件（序号或编号），或没有一类事件，如 type=hightech.certified,from=2027-01-01,字段=值；status=、also= 按主体选；可重复",
            "leave an event out, by its position or its id, or several, as type=hightech.certified,from=2027-01-01,FIELD=VALUE, with status= and also= by subject; may be repeated",
        )))
        .arg(many(define.option(
            "add",
            "FILE.jsonl",
            "当作还有这些事件，写法同 append，可重复；不记入账本",
            "bring events in, written as for append; may be repeated; nothing is recorded",
        )))
        .arg(many(define.option(
            "policy",
            "FILE.toml",
            "当作发布的是这份政策文件：代替账本里同一政策的文本，账本没有的另加；可重复",
            "as if this policy file had been issued: in place of the ledger's text of that policy, or beside the others; may be repeated",
        )))
        .arg(define.flag(
            "afresh",
            "两边都当作还没有批准、拨付、退回和追回过",
            "in both arms as if nothing had been approved, paid, returned or asked back yet",
        ))
        .arg(define.option(
            "only-known",
            "DAY|MOMENT|POSITION",
            "当作只知道到那时为止记录的事件",
            "as if only what was recorded by then were known",
        ))
        .arg(define.option(
            "sweep",
            "PATH=FROM..TO/STEP",
            "让一个参数依次取一段值，每个值一行，如 5%..20%/1%；与其他改动同时用",
            "run one parameter through a range, a row for each value, as 5%..20%/1%, beside the other changes",
        ))
        .args(told(define))
        .arg(define.paper())
}

/// What is told besides, and what is kept.
fn told(define: &Define) -> [clap::Arg; 5] {
    [
        define.option(
            "title",
            "TEXT",
            "方案的名称，写进说明和保存的文件",
            "what the scenario is called, in the answer and in the file it is kept in",
        ),
        define.option(
            "save",
            "FILE.toml",
            "把方案连同摘要、账本位置和结果的摘要存入新文件，可引用，可原样重做",
            "keep the scenario in a new file, with its digest, the place in the ledger and the digest of the answer, to be cited and run again",
        ),
        define.option(
            "why",
            "N",
            "给出变动最大的 N 项在两边各怎样算出",
            "tell how each arm comes to the N largest differences",
        ),
        define.flag(
            "sensitivity",
            "口径未定的，另给出每个选项下的差额；每个选项重算一遍，较慢",
            "also the difference under every option of undecided readings; each is a run of its own",
        ),
        define.flag("all", "列出所有变动的项；默认列变动最大的 20 项", "list everything that differs, not only the 20 largest"),
    ]
}
