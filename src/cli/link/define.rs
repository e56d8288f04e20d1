//! The words of these commands.

use crate::cli::define::Define;
use clap::Command;

/// `link` and what stands under it.
pub(in crate::cli) fn command(define: &Define) -> Command {
    let subject =
        || define.word("subject", "USCC|NAME", "统一社会信用代码，或名称", "unified social credit code, or the name");
    let new = define
        .bare(
            "new",
            "给一家企业发一个查阅链接：不登录只看它自己的告知单；网址只显示这一次",
            "hand a link to an enterprise: without signing in it reads its own notice and nothing else; the address is shown once",
        )
        .arg(subject().required(true))
        .arg(
            define
                .option("until", "DAY", "最后有效的一天，最多一年后，如 2027-03-31", "the last day it opens, at most a year ahead, as 2027-03-31")
                .required(true),
        )
        .arg(define.option(
            "public",
            "https://NAME|off",
            "网页的名称，写在网址前面；默认 $QIZHANG_SERVE_PUBLIC，再默认配置文件，再默认 off（只写路径）",
            "the name of the pages, which the address begins with; $QIZHANG_SERVE_PUBLIC, the config file, or off, which gives the path alone",
        ))
        .arg(define.recorder())
        .arg(define.dry_run());
    let list = define
        .bare(
            "list",
            "列出发过的链接：谁的、到何时、是否撤销",
            "every link that was handed out: whose, until when, whether revoked",
        )
        .arg(subject());
    let revoke = define
        .bare(
            "revoke",
            "撤销一个链接；正在运行的 serve 从下一次打开起就不再给看",
            "revoke a link; a serve that runs shows nothing behind it from the next look on",
        )
        .arg(define.word("id", "ID", "链接的编号，或它的开头", "the id of a link, or its beginning").required(true))
        .arg(define.recorder())
        .arg(define.dry_run());
    define
        .bare(
            "link",
            "给企业的查阅链接：发、列出、撤销",
            "links that show an enterprise its own notice: hand out, list, revoke",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([new, list, revoke])
}
