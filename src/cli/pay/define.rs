//! The words of these commands.

use crate::cli::define::Define;
use clap::{Arg, Command};

/// `pay` and what stands under it.
pub(in crate::cli) fn command(define: &Define) -> Command {
    define
        .bare("pay", "兑现：年度方案、批准、付款名单", "the yearly call: plan, approve, record what was paid")
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
            define
                .bare(
                    "record",
                    "财政的付款名单回来：与批准未付的对上，记为已付或退回；对不上的连同原因和办法退回",
                    "the treasury's list comes back: matched with what was approved and is not paid, recorded as paid or returned; the rest comes back with reason and remedy",
                )
                .arg(
                    define
                        .word("file", "FILE.csv|FILE.xlsx|-", "付款名单（CSV、XLSX、XLS、ODS）；- 为标准输入", "the list, as CSV, XLSX, XLS or ODS; - is standard input")
                        .required(true),
                )
                .arg(define.option(
                    "out",
                    "FILE.csv",
                    "退回的行写入新文件，附原因和办法",
                    "a new file for the rows that come back, with reason and remedy",
                ))
                .arg(define.option(
                    "atomic",
                    "on|off",
                    "off：记入对上的，退回其余的；默认有一行退回就都不记",
                    "off: record what is matched and return the rest; otherwise one row that comes back stops all",
                ))
                .arg(define.overriding())
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
