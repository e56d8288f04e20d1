//! The words of these commands.

use crate::cli::define::Define;
use clap::Command;

/// `engine` and what stands under it.
pub(in crate::cli) fn command(define: &Define) -> Command {
    define
        .bare("engine", "程序本身：逐项应享，与另一版程序核对", "the program itself: every amount due, held against another version")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([
            define.bare(
                "items",
                "每个主体每一项的应享；加 --json 即两版程序核对用的格式（items.v1）",
                "what everybody is due, item by item; with --json in the format two versions are held against each other by (items.v1)",
            ),
            define
                .bare(
                    "check",
                    "用另一版程序算同一账本，逐元说明哪些应享不同；有未接受的不同时退出码为 4",
                    "have another version reckon the same ledger and tell every yuan that is due otherwise; exit code 4 when something \
                     differs and was not accepted",
                )
                .arg(
                    define
                        .option("other", "BINARY", "另一版 qizhang 程序，较早或较新", "another qizhang, an older or a newer one")
                        .required(true),
                )
                .arg(define.option(
                    "accept",
                    "FILE",
                    "已接受的不同（TOML）：企业、条款、由、到、理由",
                    "differences that were accepted (TOML): enterprise, clause, from, to, reason",
                ))
                .arg(define.option(
                    "within",
                    "SECONDS",
                    "另一程序最多用多少秒，默认 600",
                    "how many seconds the other program may take, 600 when not given",
                )),
        ])
}
