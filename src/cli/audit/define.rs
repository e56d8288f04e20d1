//! The words of these commands.

use crate::cli::define::Define;
use clap::{Arg, Command};

/// `audit` and what stands under it.
pub(in crate::cli) fn command(define: &Define) -> Command {
    let rule = || define.option("rule", "D01,D05", "只用这些检查规则", "only these detectors");
    define
        .bare(
            "audit",
            "查疑点：用全部检查规则查整个账本；找到时退出码为 4",
            "findings: every detector over the whole ledger; exit code 4 when something is found",
        )
        .args_conflicts_with_subcommands(true)
        .arg(rule())
        .arg(define.option("of", "SUBJECT", "只看一个主体", "of one subject"))
        .arg(define.flag("all", "也列出已说明、已排除、已整改的", "those explained, dismissed or mended too"))
        .arg(
            define
                .option(
                    "against",
                    "TRUTH.json",
                    "与已知的真相核对：查准、查全各多少；有漏查或误报时退出码为 4",
                    "hold what is found against what is known to be true: precision and recall; exit code 4 when they differ",
                )
                .conflicts_with_all(["of", "all"]),
        )
        .arg(define.paper())
        .subcommands([
            define
                .bare(
                    "show",
                    "一处疑点：依据的每个事实、查什么、何时是误报",
                    "one finding: every fact it rests on, and when it is no fault",
                )
                .arg(number(define))
                .arg(define.paper()),
            define
                .bare(
                    "rules",
                    "检查规则：查什么、依据、误报",
                    "the detectors: what each looks for, its basis, false positives",
                )
                .arg(define.word("rule", "D05", "规则，如 D05；默认全部", "a detector, as D05; all when not given")),
            never_paid(define),
            impact(define),
            writing(define, define.bare("review", "把疑点列入核查", "take a finding in hand").arg(number(define))),
            writing(
                define,
                define
                    .bare(
                        "explain",
                        "说明疑点：依据的事实一变，会重新列出",
                        "explain a finding; when its facts change it comes back",
                    )
                    .arg(number(define))
                    .arg(define.option("because", "TEXT", "说明", "why it is no fault").required(true)),
            ),
            writing(
                define,
                define
                    .bare("close", "了结疑点", "close a finding")
                    .arg(number(define))
                    .arg(
                        define
                            .option(
                                "outcome",
                                "confirmed|dismissed|remedied",
                                "确认、排除或已整改",
                                "it is a fault, is none, or was mended",
                            )
                            .required(true),
                    )
                    .arg(define.option("note", "TEXT", "备注", "a note")),
            ),
        ])
}

fn never_paid(define: &Define) -> Command {
    define
        .bare(
            "never-paid",
            "应享未享：条件具备而从未拨付的，按主体和逐项",
            "eligible, never paid: by subject and one by one",
        )
        .arg(define.option("of", "SUBJECT", "只看一个主体", "of one subject"))
        .arg(define.paper())
}

fn impact(define: &Define) -> Command {
    define
                .bare(
                    "impact",
                    "一个事件（更正、撤回、撤销、事故、政策修改等）使哪些已批、已拨的钱不同：追回还是补付；有不同时退出码为 4",
                    "which approvals and payments an event (a correction, revocation, accident, amendment) makes different: what to recover, what to pay besides; exit code 4 when something differs",
                )
                .arg(
                    define
                        .word("event", "EVENT", "事件的序号（如 48213）或编号", "the event, by its position, as 48213, or its id")
                        .required(true),
                )
                .arg(define.paper())
                .arg(define.option(
                    "out",
                    "FILE.jsonl",
                    "把决定追回的各行写入新文件，供核对后 append",
                    "a new file for the lines that would order money back, to be appended",
                ))
}

fn number(define: &Define) -> Arg {
    define.word("number", "FINDING", "疑点编号，如 D05-1a2b3c4d5e6f", "its number, as D05-1a2b3c4d5e6f").required(true)
}

fn writing(define: &Define, command: Command) -> Command {
    command.arg(define.recorder()).arg(define.clock()).arg(define.key()).arg(define.dry_run())
}
