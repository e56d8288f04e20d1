//! Why another program was not held against this one, in words.

use super::signing::shown;
use super::words::complaint;
use crate::explain::{Complaint, json_said};
use crate::ledger::{AnswerFault, BesideFault};
use crate::value::Bilingual;

pub(super) fn beside_complaint(fault: &BesideFault) -> Complaint {
    let program = shown(fault.program());
    match fault {
        BesideFault::NotRun { why, .. } => complaint(
            "other-not-run",
            [
                &format!("没有运行 {program}"),
                &format!("运行不了：{why}"),
                "指明另一版 qizhang 程序的路径，并让它可以执行",
            ],
            [
                &format!("{program} was not run"),
                &format!("it cannot be run: {why}"),
                "name the file of another version of qizhang that may be executed",
            ],
        ),
        BesideFault::TooSlow { seconds, .. } => complaint(
            "other-too-slow",
            [
                &format!("{program} 没有答完，已停止"),
                &format!("{seconds} 秒内没有结束"),
                "账本大的，用 --within 给更多秒数；否则看它在等什么",
            ],
            [
                &format!("{program} did not answer and was stopped"),
                &format!("it did not end within {seconds} seconds"),
                "give a large ledger more seconds with --within; otherwise see what it waits for",
            ],
        ),
        BesideFault::Failed { code, said, .. } => failed(&program, *code, said),
        BesideFault::NoAnswer { .. } | BesideFault::OtherContract { .. } | BesideFault::OtherQuestion { .. } => {
            not_taken(fault, &program)
        }
    }
}

/// An answer that is none to what was asked.
fn not_taken(fault: &BesideFault, program: &str) -> Complaint {
    match fault {
        BesideFault::NoAnswer { why, .. } => {
            let why = unread(why);
            complaint(
                "other-no-answer",
                [
                    &format!("{program} 的答复没有采用"),
                    &why.zh,
                    "核对它是不是 qizhang：运行它 --version；它的答复应当是 items.v1",
                ],
                [
                    &format!("the answer of {program} was not taken"),
                    &why.en,
                    "see whether it is qizhang: run it with --version; its answer has to be items.v1",
                ],
            )
        }
        BesideFault::OtherContract { format, .. } => complaint(
            "other-contract",
            [
                &format!("{program} 的答复没有采用"),
                &format!("它按 {format} 作答，本程序读 items.v1"),
                "换一个两边都懂 items.v1 的版本居间比较",
            ],
            [
                &format!("the answer of {program} was not taken"),
                &format!("it answers in {format}, and this program reads items.v1"),
                "go by a version between the two that knows items.v1",
            ],
        ),
        BesideFault::OtherQuestion { field, .. } => complaint(
            "other-question",
            [
                &format!("{program} 的答复没有采用"),
                &format!("{field} 与所问的不同：它答的不是同一账本的同一时点"),
                "账本正在写入的，写完再比；否则它不是照所问作答的程序",
            ],
            [
                &format!("the answer of {program} was not taken"),
                &format!("{field} is not as it was asked: the answer is about another ledger or another time"),
                "where the ledger is being written to, compare afterwards; otherwise the program does not answer what it is asked",
            ],
        ),
        BesideFault::NotRun { .. } | BesideFault::TooSlow { .. } | BesideFault::Failed { .. } => {
            beside_complaint(fault)
        }
    }
}

fn failed(program: &str, code: Option<i32>, said: &str) -> Complaint {
    let (zh, en) = match code {
        Some(code) => (format!("退出码 {code}"), format!("it ended with code {code}")),
        None => ("被信号中断".to_owned(), "a signal ended it".to_owned()),
    };
    let [gap_zh, gap_en] = if said.is_empty() { ["", ""] } else { ["：", ": "] };
    complaint(
        "other-failed",
        [
            &format!("{program} 没有给出答复"),
            &format!("{zh}{gap_zh}{said}"),
            "它要懂得 qizhang engine items --json：更早的版本还没有这个命令",
        ],
        [
            &format!("{program} gave no answer"),
            &format!("{en}{gap_en}{said}"),
            "it has to know qizhang engine items --json: versions from before that command cannot be asked",
        ],
    )
}

fn unread(why: &AnswerFault) -> Bilingual {
    match why {
        AnswerFault::NotJson(parser) => {
            let said = json_said(parser);
            Bilingual::new(&format!("不是 JSON：{}", said.zh), &format!("it is no JSON: {}", said.en))
        }
        AnswerFault::NoFormat => Bilingual::new("没有写明格式", "it does not say its format"),
        AnswerFault::OtherFormat(format) => {
            Bilingual::new(&format!("格式是 {format}"), &format!("its format is {format}"))
        }
        AnswerFault::Field { place } => {
            Bilingual::new(&format!("{place} 缺少或读不出"), &format!("{place} is missing or cannot be read"))
        }
    }
}
