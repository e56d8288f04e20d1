//! Faults of a policy file, with line and column.

mod form;
mod meaning;
mod names;

use super::told::{Complaint, Words};
use crate::policy::{PolicyError, PolicyFault};
use crate::value::Bilingual;

impl Complaint {
    /// A fault of a policy file in words. `text` is the file, for the line and the column in characters.
    pub fn of_policy(error: &PolicyError, text: &str) -> Self {
        Self::of_toml(error, text, ["政策文件没有采用", "The policy file was not taken"])
    }

    /// A fault of a file written as policies are, and what was not done because of it.
    pub fn of_toml(error: &PolicyError, text: &str, undone: [&str; 2]) -> Self {
        let (line, column) = place(text, error.span.start);
        let [zh, en] = undone;
        let what = Bilingual::new(
            &format!("{zh}：第 {line} 行第 {column} 列。"),
            &format!("{en}: line {line}, column {column}."),
        );
        said(&error.fault).complain(error.fault.code(), what)
    }
}

/// Line and column of a byte, both from 1.
fn place(text: &str, byte: usize) -> (usize, usize) {
    let before: String = text.char_indices().take_while(|(at, _)| *at < byte).map(|(_, letter)| letter).collect();
    let line = before.matches('\n').count().saturating_add(1);
    let column = before.chars().rev().take_while(|letter| *letter != '\n').count().saturating_add(1);
    (line, column)
}

/// Cause and way out of a fault.
fn said(fault: &PolicyFault) -> Words {
    form::said(fault).or_else(|| names::said(fault)).unwrap_or_else(|| meaning::said(fault))
}

/// A unit, with the word by which the file names it.
fn kind_of_unit(unit: &str) -> (&str, &str) {
    match unit {
        "yuan" => ("金额（yuan）", "an amount (yuan)"),
        "percent" => ("比例（percent）", "a percentage (percent)"),
        "percent or yuan" => ("比例或金额（percent、yuan）", "a percentage or an amount (percent, yuan)"),
        "count" => ("整数（count）", "a whole number (count)"),
        "year" => ("年数（year）", "a number of years (year)"),
        "month" => ("月数（month）", "a number of months (month)"),
        "day" => ("天数（day）", "a number of days (day)"),
        "flag" => ("判断（flag）", "a judgement (flag)"),
        other => (other, other),
    }
}

/// What a kind of declaration is called.
fn declared(kind: &str) -> (&str, &str) {
    match kind {
        "status" => ("状态", "status"),
        "measure" => ("指标", "measure"),
        "grant" => ("支持条目", "grant"),
        "limit" => ("限额", "limit"),
        "register" => ("台账", "register"),
        "gate" => ("通用条件", "gate"),
        "duty" => ("服务事项", "duty"),
        "open_term" => ("待定项", "open term"),
        "exclusion" => ("不重复规定", "exclusion"),
        "parameter" => ("参数", "parameter"),
        "reading" => ("口径", "reading"),
        "field" => ("字段", "field"),
        other => (other, other),
    }
}
