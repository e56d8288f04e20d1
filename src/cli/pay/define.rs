//! The words of these commands.

use crate::cli::define::Define;
use clap::{Arg, Command};

/// `pay` and what stands under it.
pub(in crate::cli) fn command(define: &Define) -> Command {
    define
        .bare("pay", "兑现：年度方案、批准", "the yearly call: plan, approve")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([
            define
                .bare(
                    "plan",
                    "算出一个申报年度的方案：谁、哪条、多少、为什么，待定的缺什么",
                    "the plan of a call: who, which article, how much and why, and what would settle what is undetermined",
                )
                .arg(year(define))
                .arg(of(define))
                .arg(define.paper()),
            define
                .bare(
                    "approve",
                    "批准方案中可批的各项：记入应享额、口径、政策摘要和所依据的账本序号",
                    "approve what is ready in the plan: recorded with entitlement, readings, digest of the policy and ledger position",
                )
                .arg(year(define))
                .arg(of(define))
                .arg(define.option(
                    "undecided",
                    "REASON",
                    "仍有未定口径时按建议的口径批准，并写明理由",
                    "approve under the suggested readings where some are not decided, with the reason",
                ))
                .arg(define.recorder())
                .arg(define.clock())
                .arg(define.key())
                .arg(define.dry_run()),
        ])
}

fn year(define: &Define) -> Arg {
    define
        .word(
            "year",
            "YEAR",
            "申报年度；兑现上一年的事实",
            "year of the call; it supports the facts of the year before",
        )
        .required(true)
}

fn of(define: &Define) -> Arg {
    define.option("of", "SUBJECT", "只看一个主体", "of one subject")
}
