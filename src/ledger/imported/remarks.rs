//! What is worth telling about a table although it is no fault.

use crate::sheet::{Header, Place, Source, Table};
use crate::value::{Bilingual, counted};

/// So many numbers of rows are named.
const NAMED: usize = 10;

/// The remarks on a table and its header. `money` says whether a column holds amounts.
pub(super) fn remarks(table: &Table, header: &Header, blank: &[u32], money: impl Fn(u32) -> bool) -> Vec<Bilingual> {
    let mut said = Vec::new();
    let mut say = |zh: String, en: String| said.push(Bilingual::new(&zh, &en));
    if let Some(sheet) = &table.sheet {
        say(format!("读取工作表“{sheet}”"), format!("the sheet “{sheet}” is read"));
    }
    if !table.others.is_empty() {
        let (zh, en) = (table.others.join("、"), table.others.join(", "));
        say(format!("没有读取其他工作表：{zh}"), format!("other sheets are not read: {en}"));
    }
    match table.source {
        Source::Csv(encoding) => say(format!("按 {encoding} 编码读取"), format!("read as {encoding}")),
        Source::Xls => say(
            "旧格式 .xls：看不到哪些行、列被隐藏，也看不到数字是否按百分比显示".to_owned(),
            "the old format .xls: hidden rows and columns, and numbers shown as percentages, are not seen".to_owned(),
        ),
        Source::Xlsx | Source::Ods => {}
    }
    let hidden: Vec<u32> = table.hidden_rows().collect();
    if !hidden.is_empty() {
        let (count, rows) = (u64::try_from(hidden.len()).unwrap_or(u64::MAX), numbers(&hidden));
        say(
            format!("有 {count} 行被隐藏，照样读取：第 {rows} 行"),
            format!("{} not shown and read all the same: {rows}", counted(count, "row")),
        );
    }
    for (first, last) in &table.hidden_columns {
        let [first, last] = [first, last].map(|column| Place::letters(*column));
        say(
            format!("被隐藏的列照样读取：{first}–{last}"),
            format!("columns not shown and read all the same: {first}–{last}"),
        );
    }
    if !blank.is_empty() {
        let rows = numbers(blank);
        say(
            format!("第 {rows} 行在所读的列里没有内容，跳过"),
            format!("rows with nothing in the columns that are read are passed over: {rows}"),
        );
    }
    for named in header.columns.iter().filter(|named| money(named.column)) {
        let above = header.unit.map(|(_, scale)| scale);
        let Some(scale) = named.scale.or(above).filter(|scale| scale.yuan() > 1) else { continue };
        let (place, heading, yuan) = (named.heading.place, &named.heading.text, scale.yuan());
        let by = match (named.scale, header.unit) {
            (None, Some((place, _))) => {
                Bilingual::new(&format!("（单位见 {place}）"), &format!(" (the unit stands in {place})"))
            }
            _ => Bilingual::new("", ""),
        };
        say(
            format!("{place}“{heading}”{}：每格乘以 {yuan}，记为元", by.zh),
            format!("{place} “{heading}”{}: every cell is multiplied by {yuan} and recorded in yuan", by.en),
        );
    }
    said
}

fn numbers(rows: &[u32]) -> String {
    let named: Vec<String> = rows.iter().take(NAMED).map(ToString::to_string).collect();
    let rest = if rows.len() > NAMED { " …" } else { "" };
    format!("{}{rest}", named.join(", "))
}
