//! What is wrong with the treasury's list, or a row of it, in words.

use super::words::{complaint, say};
use crate::explain::Complaint;
use crate::ledger::{ListFault, Unmatched};
use crate::value::Bilingual;

/// The file is no list.
pub(super) fn list_complaint(fault: &ListFault) -> Complaint {
    match fault {
        ListFault::Unclear { columns } => {
            let names = columns.join("、");
            complaint(
                "list-unclear-columns",
                [
                    &format!("看不懂列：{names}"),
                    "这些列可能写明付没付成、付了多少，不能略过；同一含义的列也只能有一列",
                    "是状态、金额或原因的，改成“状态”“金额”“原因”；无关的，删去这一列",
                ],
                [
                    &format!("columns that cannot be understood: {names}"),
                    "they may say whether a payment was made, or how much of it, and are not passed over; one meaning has one column",
                    "call them state, amount or reason where they are that, or take the column out",
                ],
            )
        }
        ListFault::Unit { place, said } => complaint(
            "list-unit",
            [
                &format!("名单的金额单位不是元：{place} 写着“{said}”"),
                "付款以元记到分，名单不换算",
                "请把各数换算成元，并改写为“单位：元”；不是金额单位的，删去这一格",
            ],
            [
                &format!("the amounts of the list are not in yuan: {place} says “{said}”"),
                "payments are recorded in yuan to the fen, and a list is not converted",
                "convert the figures to yuan and say so; take the cell out where it is no unit of money",
            ],
        ),
        ListFault::NoColumns { missing } => {
            let names = missing.join("、");
            complaint(
                "list-no-columns",
                [
                    &format!("名单缺少列：{names}"),
                    "前二十行里没有一行写明这些列名",
                    "补上列名；付款编号可用付款凭证号代替",
                ],
                [
                    &format!("the list lacks columns: {names}"),
                    "none of its first twenty rows names them",
                    "add the heads; the number of the voucher may stand for that of the payment",
                ],
            )
        }
    }
}

pub(super) const fn unmatched_code(why: &Unmatched) -> &'static str {
    match why {
        Unmatched::Cell { .. } => "list-cell",
        Unmatched::NothingOpen { .. } => "list-nothing-open",
        Unmatched::Ambiguous { .. } => "list-ambiguous",
        Unmatched::OtherAmount { .. } => "list-amount",
        Unmatched::OtherPayment { .. } => "list-recorded",
        Unmatched::Twice { .. } => "list-twice",
        Unmatched::Total { .. } => "list-total",
    }
}

/// Why a row comes back.
pub(super) fn unmatched_words(why: &Unmatched) -> [Bilingual; 3] {
    match why {
        Unmatched::Cell { column, value, example } if value.is_empty() => [
            say(&format!("{}：空白", column.0), &format!("{}: blank", column.1)),
            say("没有它就不知道付的是哪一笔", "without it nobody knows what was paid"),
            say(&format!("补上，例如 {example}"), &format!("fill it in, as {example}")),
        ],
        Unmatched::Cell { column, value, example } => [
            say(&format!("{}：读不懂“{value}”", column.0), &format!("{}: “{value}” does not read", column.1)),
            say("不作猜测", "nothing is guessed"),
            say(&format!("改成例如 {example} 的样子"), &format!("write it as {example}")),
        ],
        Unmatched::NothingOpen { subject, approval } => nothing_open(subject, approval.as_deref()),
        Unmatched::Ambiguous { open } => [
            say("不止一项对得上这个金额", "more than one line has this amount"),
            say(&open.join("；"), &open.join("; ")),
            say(
                "在名单里写明批准文号；同一批准内金额相同的，用 qizhang append 逐笔记入并写明事项",
                "give the number of the approval; where one approval has the amount twice, record each with its matter by qizhang append",
            ),
        ],
        Unmatched::OtherAmount { given, open } => [
            say(
                &format!("付了 ¥{given}，与批准未付的金额都不相等"),
                &format!("nothing open has the amount of ¥{given}"),
            ),
            say(&format!("批准未付：{}", open.join("；")), &format!("approved and not paid: {}", open.join("; "))),
            say(
                "与财政核对金额；确为分期的，用 qizhang append 记入并写明事项",
                "check the amount with the treasury; an instalment is recorded with its matter by qizhang append",
            ),
        ],
        Unmatched::OtherPayment { number, by } => [
            say(&format!("付款编号 {number} 已用于另一笔付款"), &format!("the number {number} is another payment's")),
            say(
                &format!("事件 #{by} 的主体、金额或去向与本行不同"),
                &format!("event #{by} has another subject or amount, or says otherwise what became of it"),
            ),
            say("核对编号；原记录有误的，更正原事件", "check the number; correct the event where it is wrong"),
        ],
        Unmatched::Twice { number, line } => [
            say(&format!("付款编号 {number} 在名单里重复"), &format!("the number {number} stands twice in the list")),
            say(&format!("第 {line} 行已有"), &format!("line {line} has it")),
            say("删去重复的一行，或改正编号", "take one of the rows out, or mend the number"),
        ],
        Unmatched::Total { stated, sum } => [
            say(&format!("名单的合计是 ¥{stated}"), &format!("the list states a total of ¥{stated}")),
            say(&format!("各行相加是 ¥{sum}"), &format!("its rows come to ¥{sum}")),
            say("与财政核对后改正合计或各行", "check with the treasury and mend the total or the rows"),
        ],
    }
}

fn nothing_open(subject: &str, approval: Option<&str>) -> [Bilingual; 3] {
    let (zh, en) = match approval {
        Some(number) => (format!("批准 {number} 项下没有未付的"), format!("nothing of approval {number} is open")),
        None => ("没有批准而未付的".to_owned(), "nothing that was approved is open".to_owned()),
    };
    [
        say(&format!("{subject} {zh}"), &format!("{subject}: {en}")),
        say(
            "可能没有批准、已经付清，或代码、文号有误",
            "it was not approved, is paid, or the code or the number is wrong",
        ),
        say(
            &format!("用 qizhang statement {subject} 查看各项的批准和拨付"),
            &format!("see qizhang statement {subject} for what was approved and paid"),
        ),
    ]
}
