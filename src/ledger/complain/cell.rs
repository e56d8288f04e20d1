//! Why a cell does not read, in words.

use super::words::complaint;
use crate::explain::Complaint;
use crate::sheet::CellFault;

/// So many letters of a cell are shown.
const SHOWN: usize = 60;

/// The complaint about a cell. The place is told by whoever has it.
pub(in crate::ledger) fn cell_complaint(fault: &CellFault) -> Complaint {
    match fault {
        CellFault::Error { .. }
        | CellFault::Unreckoned { .. }
        | CellFault::Picture
        | CellFault::Merged { .. }
        | CellFault::Lines { .. }
        | CellFault::Differs { .. } => not_there(fault),
        CellFault::DigitsLost { .. }
        | CellFault::NumberForText { .. }
        | CellFault::NotAChoice { .. }
        | CellFault::NotWhole { .. } => words(fault),
        CellFault::NotAnAmount { .. }
        | CellFault::Negative { .. }
        | CellFault::PartOfAFen { .. }
        | CellFault::NotAShare { .. }
        | CellFault::ShareUntold { .. } => money(fault),
        CellFault::NotADay { .. }
        | CellFault::NumberForDay { .. }
        | CellFault::DayUnclear { .. }
        | CellFault::TimeOfDay { .. }
        | CellFault::NotAPeriod { .. } => days(fault),
    }
}

/// What a cell shows, cut and on one line.
fn cut(shown: &str) -> String {
    let line: String = shown.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(SHOWN).collect();
    let rest = if shown.chars().nth(SHOWN).is_some() { "…" } else { "" };
    format!("{line}{rest}")
}

/// A complaint about what a cell shows.
fn about(code: &'static str, shown: &str, zh: [&str; 3], en: [&str; 3]) -> Complaint {
    let shown = cut(shown);
    let ([zh_what, zh_why, zh_remedy], [en_what, en_why, en_remedy]) = (zh, en);
    let (zh_what, en_what) = (format!("“{shown}”{zh_what}"), format!("“{shown}” {en_what}"));
    complaint(code, [&zh_what, zh_why, zh_remedy], [&en_what, en_why, en_remedy])
}

fn not_there(fault: &CellFault) -> Complaint {
    match fault {
        CellFault::Error { shown } => about(
            "cell-error",
            shown,
            ["是公式算出的错误", "", "请改正公式，或直接填写值"],
            ["is an error that a formula came to", "", "mend the formula, or write the value itself"],
        ),
        CellFault::Unreckoned { formula } => about(
            "cell-not-reckoned",
            formula,
            ["的结果不在文件里", "存文件的程序没有计算这个公式", "请用表格软件打开、保存一次，或直接填写值"],
            [
                "has no result in the file",
                "the program that saved the file did not reckon it",
                "open and save the file with a spreadsheet program, or write the value itself",
            ],
        ),
        CellFault::Merged { area } => about(
            "cell-merged",
            area,
            ["是合并单元格", "看不出它的值属于其中哪一行、哪一列", "请取消合并，逐格填写"],
            [
                "is several cells made one",
                "its value could belong to any row or column of it",
                "split it and write the value into each cell",
            ],
        ),
        CellFault::Lines { shown } => about(
            "cell-several-lines",
            shown,
            ["里有换行", "名称、编号只有一行，换行会使同一名称变成两个", "请删去格内的换行"],
            [
                "has several lines",
                "a name or number has one line, and a line break would make two of one",
                "remove the line break in the cell",
            ],
        ),
        CellFault::Differs { shown, above } => about(
            "cell-differs",
            shown,
            [
                &format!("与第 {above} 行同列的内容不同"),
                "这几行是同一份文书，列表以外的各列必须相同",
                "请改成一致，或只在第一行填写",
            ],
            [
                &format!("says something else than row {above}"),
                "these rows are one document, and columns outside the list say the same in each",
                "make them the same, or fill in the first row alone",
            ],
        ),
        _ => complaint(
            "cell-picture",
            ["单元格里是图片", "图片不是文字，读不出内容", "请把内容写成文字；原件作为材料登记"],
            [
                "the cell has a picture",
                "a picture is no text and cannot be read",
                "write what it says as text, and record the original as a document",
            ],
        ),
    }
}

fn words(fault: &CellFault) -> Complaint {
    match fault {
        CellFault::DigitsLost { shown } => about(
            "digits-lost",
            shown,
            [
                "是数字，不是文本",
                "表格软件只保留数字的前 15 位，其余已变成 0，原来的代码不在文件里了",
                "请把这一列设为文本格式，照原件重新录入",
            ],
            [
                "is a number and not text",
                "spreadsheet programs keep the first 15 digits of a number; the others are gone, and the code is not in the file any more",
                "make the column text, and type the code again from the original",
            ],
        ),
        CellFault::NumberForText { shown } => about(
            "number-for-text",
            shown,
            [
                "不是文本",
                "数字或日期变成文本有几种写法，前面的 0 也可能没有了",
                "请把这一列设为文本格式，照原件重新录入",
            ],
            [
                "is no text",
                "a number or a day can be spelled in several ways, and zeros in front of it may be gone",
                "make the column text, and type it again from the original",
            ],
        ),
        CellFault::NotAChoice { shown, allowed } => {
            let zh: Vec<&str> = allowed.iter().map(|word| &*word.zh).collect();
            let en: Vec<&str> = allowed.iter().map(|word| &*word.en).collect();
            about(
                "not-a-choice",
                shown,
                ["不在可选的词里", "", &format!("可选：{}", zh.join("、"))],
                ["is none of the words allowed", "", &format!("allowed: {}", en.join(", "))],
            )
        }
        CellFault::NotWhole { shown } | CellFault::Error { shown } => about(
            "not-whole",
            shown,
            ["不是整数", "", "请填写整数，不带单位"],
            ["is no whole number", "", "write a whole number without a unit"],
        ),
        _ => not_there(fault),
    }
}

fn money(fault: &CellFault) -> Complaint {
    match fault {
        CellFault::NotAnAmount { shown } => about(
            "not-an-amount",
            shown,
            [
                "不是金额",
                "金额是数字，可有 ￥、千位分隔和最多两位小数；单位写在表头，不写在格内",
                "请改写，如 345,678.91；以万元计的，表头写“（万元）”",
            ],
            [
                "is no amount",
                "an amount is digits, with a sign of currency, commas between thousands and two decimals at most; a unit stands in the heading",
                "write it as 345,678.91; for ten thousands of yuan let the heading say （万元）",
            ],
        ),
        CellFault::Negative { shown } => about(
            "amount-negative",
            shown,
            ["小于零", "金额不为负；退回、追回另有事件类型", "请改正，或用相应的类型登记"],
            [
                "is less than nothing",
                "amounts are not negative; what comes back has types of its own",
                "mend it, or record it as the type it is",
            ],
        ),
        CellFault::PartOfAFen { shown } => about(
            "part-of-a-fen",
            shown,
            [
                "折合成元超过两位小数",
                "格内的数比看到的更长，多为公式的计算误差；本程序从不四舍五入",
                "请填写到分，或在公式外加 ROUND(…,2)",
            ],
            [
                "has more than two decimals in yuan",
                "the cell has more digits than it shows, mostly what a formula leaves; nothing is rounded here",
                "write it to the fen, or put ROUND(…,2) around the formula",
            ],
        ),
        CellFault::ShareUntold { shown } => about(
            "share-untold",
            shown,
            [
                "看不出是不是按百分比显示",
                "旧格式 .xls 不告诉数字的显示格式，0.1 可能是 10%，也可能是 0.1%",
                "请另存为 .xlsx，或写成文本“10%”",
            ],
            [
                "does not say whether it is shown as a percentage",
                "the old format .xls does not tell how a number is shown: 0.1 may be 10 % or 0.1 %",
                "save it as .xlsx, or write “10%” as text",
            ],
        ),
        CellFault::NotAShare { shown } => about(
            "not-a-share",
            shown,
            ["不是百分数", "", "请写成 10 或 10%"],
            ["is no percentage", "", "write 10 or 10%"],
        ),
        _ => not_there(fault),
    }
}

fn days(fault: &CellFault) -> Complaint {
    match fault {
        CellFault::NotADay { shown } => about(
            "not-a-day",
            shown,
            ["不是日期", "没有这一天，或写法读不懂", "请按年月日写，如 2025-09-05"],
            ["is no day", "there is no such day, or it is not understood", "write year, month and day: 2025-09-05"],
        ),
        CellFault::NumberForDay { shown } => about(
            "number-for-day",
            shown,
            [
                "是数字，不是日期",
                "单元格没有设成日期，看不出这个数是哪一天",
                "请把单元格设为日期格式，或写成 2025-09-05",
            ],
            [
                "is a number and not a day",
                "the cell is not shown as a day, so the number could be anything",
                "make the cell a day, or write 2025-09-05",
            ],
        ),
        CellFault::DayUnclear { shown } => about(
            "day-unclear",
            shown,
            ["可能是几个不同的日子", "年份须有四位，次序须是年、月、日，三项俱全", "请写成 2025-09-05"],
            [
                "could be several days",
                "the year has four digits and comes first, then month and day, all three of them",
                "write 2025-09-05",
            ],
        ),
        CellFault::TimeOfDay { shown } => about(
            "time-of-day",
            shown,
            ["不是整天", "发生日只到日，时间不能悄悄丢掉", "请删去时间，只留日期"],
            [
                "is no whole day",
                "a day has no time of day, and none is dropped unsaid",
                "remove the time and leave the day",
            ],
        ),
        CellFault::NotAPeriod { shown } => about(
            "not-a-period",
            shown,
            ["不是起止日", "起止日是先后两天，都写全年月日", "请写成 2026-01-01/2026-03-31"],
            [
                "is no period",
                "a period is two days in order, each with year, month and day",
                "write 2026-01-01/2026-03-31",
            ],
        ),
        _ => not_there(fault),
    }
}
