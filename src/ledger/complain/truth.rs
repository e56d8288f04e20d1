//! Why a file is no truth, in words.

use super::words::complaint;
use crate::explain::Complaint;
use crate::ledger::truth::TruthFault;

/// The file is no truth: in which line, as far as that is known, and why.
pub(super) fn truth_complaint(file: &str, line: Option<u64>, why: &TruthFault) -> Complaint {
    let (at_zh, at_en) =
        line.map_or_else(Default::default, |line| (format!("第 {line} 行："), format!("line {line}: ")));
    let ([why_zh, remedy_zh], [why_en, remedy_en]) = said(why);
    complaint(
        "not-a-truth",
        [
            &format!("{file} 不是 truth.v1 文件"),
            &format!("{at_zh}{why_zh}"),
            &format!("{remedy_zh}；格式见 docs/schemas/truth.v1.json，qizhang demo --faults 会写出一份"),
        ],
        [
            &format!("{file} is not a file of truth.v1"),
            &format!("{at_en}{why_en}"),
            &format!("{remedy_en}; docs/schemas/truth.v1.json tells its form, and qizhang demo --faults writes one"),
        ],
    )
}

/// Why and what to do, in Chinese and in English.
fn said(why: &TruthFault) -> ([String; 2], [String; 2]) {
    let both = |zh: [&str; 2], en: [&str; 2]| (zh.map(str::to_owned), en.map(str::to_owned));
    match why {
        TruthFault::Mark => both(
            ["文件开头有字节顺序标记（BOM）", "请另存为不带 BOM 的 UTF-8"],
            ["a byte order mark stands in front of it", "save it as UTF-8 without one"],
        ),
        TruthFault::NotText => both(
            ["这里不是 UTF-8 文本", "请另存为不带 BOM 的 UTF-8"],
            ["this is no text in UTF-8", "save it as UTF-8 without a byte order mark"],
        ),
        TruthFault::NotJson => both(
            ["到这里读不成 JSON", "请查看这一行和上一行的引号、逗号和括号"],
            [
                "it is no JSON from here on",
                "look at the quotation marks, commas and brackets of this line and the one above",
            ],
        ),
        TruthFault::UnknownKey { key } => both(
            [&format!("没有“{key}”这一项"), "请改正项名，或删去"],
            [&format!("there is no key “{key}”"), "mend the key, or take it out"],
        ),
        TruthFault::NoKey { key } => {
            both([&format!("缺少“{key}”"), "请补上"], [&format!("the key “{key}” is missing"), "add it"])
        }
        TruthFault::KeyTwice { key } => both(
            [&format!("“{key}”写了两次"), "请只留一处"],
            [&format!("the key “{key}” stands twice"), "keep one of them"],
        ),
        TruthFault::OtherKind => both(
            ["这里的值类型不对", "文本和金额写在引号里，多项写在方括号里"],
            [
                "the value is of another kind",
                "texts and amounts stand in quotation marks, several of them in square brackets",
            ],
        ),
        TruthFault::Value { place, text } => both(
            [&format!("{place} 处的“{text}”读不出"), "请改正"],
            [&format!("“{text}” at {place} cannot be understood"), "mend it"],
        ),
        TruthFault::Twice { place, before, line } => both(
            [&format!("{place} 与第 {line} 行的 {before} 是同一处错误"), "请删去一处"],
            [&format!("{place} is the same fault as {before} in line {line}"), "take one of them out"],
        ),
    }
}
