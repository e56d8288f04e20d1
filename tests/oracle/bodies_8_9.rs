//! Awards and titles, and the records that rename them.

use super::bodies::{pick, units};
use super::draw::{Act, What};
use qizhang::value::Day;
use serde_json::{Value, json};

/// Named in the text, not named in it, and named only after a renaming.
const AWARDS: [[&str; 3]; 17] = [
    ["国家科学技术奖", "国家科学技术进步奖", "一等奖"],
    ["国家科学技术奖", "", "二等奖"],
    ["国家科学技术奖", "国家技术发明奖", "特等奖"],
    ["北京市科学技术奖", "技术发明奖", "二等奖"],
    ["北京市科学技术奖", "科学技术进步奖", "一等奖"],
    ["北京市科学技术奖", "科学技术进步奖", "特等奖"],
    ["北京市科学技术奖", "自然科学奖", "一等奖"],
    ["中国专利奖", "外观设计", "金奖"],
    ["中国专利奖", "外观设计", "银奖"],
    ["中国专利奖", "", "金奖"],
    ["中国专利奖", "发明专利", "银奖"],
    ["中国专利奖", "发明专利", "优秀奖"],
    ["北京市发明专利奖", "", "特别奖"],
    ["北京市发明专利奖", "", "一等奖"],
    ["首都发明专利奖", "", "一等奖"],
    ["北京市科学技术奖", "", "一等奖"],
    ["中国专利奖励", "", "金奖"],
];

const TITLES: [&str; 6] = [
    "国家知识产权示范企业",
    "国家知识产权优势企业",
    "北京市知识产权优势单位",
    "北京市知识产权试点单位",
    "北京市专利示范单位",
    "北京市版权示范单位",
];

/// Kind, old and new name: chains, circles, two new names for one old, and beginnings of names.
const RENAMED: [[&str; 3]; 16] = [
    ["award", "首都发明专利奖", "北京市发明专利奖"],
    ["title", "北京市专利示范单位", "北京市知识产权优势单位"],
    ["grade", "中国专利奖/发明专利/优秀奖", "中国专利奖/发明专利/银奖"],
    ["project", "J0", "J1"],
    ["award", "北京市科学技术奖/自然科学奖", "北京市科学技术奖/科学技术进步奖"],
    ["title", "北京市专利示范单位", "国家知识产权示范企业"],
    ["product", "P0", "P1"],
    ["grade", "北京市科学技术奖//一等奖", "北京市科学技术奖/技术发明奖/一等奖"],
    ["award", "北京市发明专利奖", "首都发明专利奖"],
    ["title", "北京市知识产权试点单位", "北京市知识产权优势单位"],
    ["material", "M0", "M1"],
    ["award", "中国专利奖", "北京市发明专利奖"],
    ["standard", "GB/T 1001-2026", "GB/T 1001.2-2026"],
    ["title", "北京市知识产权优势单位", "北京市专利示范单位"],
    ["project", "J1", "J2"],
    ["award", "首都发明专利", "北京市发明专利"],
];

/// The body of an award, of its revocation, of a title or of a renaming.
pub(super) fn recognition(act: Act, on: Day, enterprises: usize) -> Value {
    match act.what {
        What::Award => {
            let mut data = award(act, on);
            let [_, category, grade] = AWARDS[(act.day + act.amount) % AWARDS.len()];
            if !category.is_empty() {
                data["category"] = json!(category);
            }
            data["grade"] = json!(grade);
            data["units"] = json!(units(act, enterprises));
            data
        }
        What::AwardRevoked => {
            let mut data = award(act, on);
            data["ground"] = json!("x");
            data
        }
        What::Title => json!({"title": pick(&TITLES, act.word), "batch": format!("{}", 2025 + act.key % 2)}),
        _ => {
            let [kind, old, new] = RENAMED[act.word * 2 + act.amount % 2];
            json!({"kind": kind, "old": old, "new": new})
        }
    }
}

/// The act amount that makes an award of a day this one of the list.
pub(super) fn amount_of(award: usize, day: usize) -> usize {
    (award + 2 * AWARDS.len() - day) % AWARDS.len()
}

/// What an award and its revocation have in common.
fn award(act: Act, on: Day) -> Value {
    let [scheme, ..] = AWARDS[(act.day + act.amount) % AWARDS.len()];
    json!({"scheme": scheme, "year": on.year(), "project_key": format!("J{}", act.key % 3)})
}
