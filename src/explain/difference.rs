//! How two policy files differ, declaration by declaration.

use crate::explain::{Cell, Column, Document, Filed, Ruled, Sheet};
use crate::policy::{Change, Policy};
use crate::value::Bilingual;

/// Everything one of two files says otherwise, in the order of the first, then what only the second has.
pub fn differences(one: &Policy, other: &Policy) -> Document {
    let (mut page, changes) = (Document::default(), one.changes(other));
    let title = Ruled::Differences { one: one.id.clone(), other: other.id.clone() };
    if changes.is_empty() {
        page.say(0, title);
        page.say(1, Ruled::Same);
        return page;
    }
    let columns = vec![Column::left(Ruled::Kind), Column::left(Filed::Name), Column::left(Ruled::What)];
    let mut sheet = Sheet::new(title, columns);
    for change in changes {
        let what = match change.what {
            Change::Removed { text } => Ruled::OnlyOne { text },
            Change::Added { text } => Ruled::OnlyOther { text },
            Change::Value { key, one, other } => Ruled::Changed { key, one, other },
        };
        let name = Ruled::Text { text: change.name };
        sheet.rows.push(vec![Cell::of(kind(change.kind)), Cell::of(name), Cell::of(what)]);
    }
    page.show(sheet);
    page
}

/// The kinds of declaration in words.
fn kind(name: &str) -> Bilingual {
    let zh = match name {
        "policy" => "文件",
        "options" => "总则选项",
        "parameters" => "参数",
        "status" => "状态",
        "measure" => "指标",
        "gate" => "通用条件",
        "grant" => "支持条目",
        "limit" => "限额",
        "exclusion" => "不重复",
        "duty" => "服务事项",
        "register" => "台账",
        "open_term" => "待定项",
        "reading" => "口径",
        other => other,
    };
    Bilingual::new(zh, name)
}
