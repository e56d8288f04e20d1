//! The words of these commands.

use crate::cli::define::Define;
use clap::{Arg, Command};

/// `token` and what stands under it.
pub(in crate::cli) fn command(define: &Define) -> Command {
    let new = define
        .bare(
            "new",
            "发一个令牌给程序：只显示这一次，账本旁只存它的摘要",
            "issue a token to a program: it is shown once, and only its digest is kept beside the ledger",
        )
        .arg(
            define
                .option("for", "ACTOR", "程序以什么名义记入，如 hr-system", "under which name it records, as hr-system")
                .required(true),
        )
        .arg(
            define
                .option(
                    "may",
                    "read,append",
                    "用途：append 写入（和只检查），read 读取；可写几个",
                    "what it is for: append to record (and to check only), read to read; several are separated by commas",
                )
                .required(true),
        )
        .arg(
            define
                .option("until", "DAY", "最后有效的一天，如 2027-06-30", "the last day it counts, as 2027-06-30")
                .required(true),
        )
        .arg(define.recorder())
        .arg(define.dry_run());
    let list = define.bare(
        "list",
        "列出全部令牌：谁的、用途、到何时、是否撤销",
        "every token: whose, what for, until when, whether revoked",
    );
    let revoke = define
        .bare(
            "revoke",
            "撤销一个令牌；正在运行的 serve 从下一个请求起就不再收它",
            "revoke a token; a serve that runs takes it no more from the next request on",
        )
        .arg(id(define).required(true))
        .arg(define.recorder())
        .arg(define.dry_run());
    let log = define
        .bare(
            "log",
            "写入和登录记录：何时、哪个令牌或用户、什么地址、结果；不含内容",
            "the record of writing and signing in: when, which token or user, which address, what became of it; never what was sent",
        )
        .arg(define.option(
            "limit",
            "N",
            "最后几条，默认 50；0 为全部",
            "the last so many, 50 when not given; 0 for all",
        ));
    define
        .bare(
            "token",
            "程序的令牌：发放、列出、撤销，和它们的写入记录",
            "tokens of programs: issue, list, revoke, and the record of what was written with them",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([new, list, revoke, log])
}

fn id(define: &Define) -> Arg {
    define.word("id", "ID", "令牌的编号，或它的开头", "the id of a token, or its beginning")
}
