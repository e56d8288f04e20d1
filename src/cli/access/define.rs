//! The words of these commands.

use crate::cli::define::Define;
use clap::Command;

/// `access` and what stands under it.
pub(in crate::cli) fn command(define: &Define) -> Command {
    let log = define
        .bare(
            "log",
            "访问日志：何人何时看了谁的什么，哪些被拒绝；看它也会记一行",
            "the access log: who read what of whom and when, and what was refused; looking at it is a line of its own",
        )
        .arg(define.option(
            "by",
            "WHO",
            "只看一个用户、程序名、令牌编号，或 nobody（未登录）",
            "of one user, one program, the id of a token, or nobody who signed in (nobody)",
        ))
        .arg(define.option(
            "about",
            "CODE",
            "只看关于一个代码或编号的，如 91110108551385082Q、P-2026-0001、event:190",
            "about one code or number, as 91110108551385082Q, P-2026-0001 or event:190",
        ))
        .arg(define.option("since", "DAY", "从这一天起", "from this day on"))
        .arg(define.option("until", "DAY", "到这一天为止", "up to this day"))
        .arg(define.option(
            "limit",
            "N",
            "最后几条，默认 50；0 为全部",
            "the last so many, 50 when not given; 0 for all",
        ))
        .arg(define.paper());
    let verify = define
        .bare(
            "verify",
            "逐行核对访问日志是否相接；给出末尾，记下它，日后可用 --against 查出有没有被截短或重写",
            "check that each line of the access log follows the one before; its end is told, and with that noted down --against finds later whether it was cut or written anew",
        )
        .arg(define.option(
            "against",
            "N:DIGEST",
            "以前记下的末尾，日志须由它续写而来",
            "an end that was noted earlier, out of which the log must have grown",
        ));
    define
        .bare("access", "谁看了什么：查看和核对访问日志", "who read what: see and check the access log")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([log, verify])
}
