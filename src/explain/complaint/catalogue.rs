//! Declarations that do not make a catalogue together.

use super::refusal::body;
use super::told::{Complaint, Words, meant, words};
use crate::event::{CatalogueError, Unfit};
use crate::value::Bilingual;

impl Complaint {
    /// Why declarations do not make a catalogue, in words.
    pub fn of_catalogue(error: &CatalogueError) -> Self {
        let code = error.code();
        match error {
            CatalogueError::Empty => words(
                ("没有任何类型声明。", "There is no declaration at all."),
                (
                    "账本应由 qizhang init 建立，它会登记全部类型。",
                    "Let qizhang init make the ledger; it registers every type.",
                ),
            )
            .complain(code, catalogue()),
            CatalogueError::Repeated { name, version } => words(
                ("同一类型的同一版本声明了两次。", "One version of a type is declared twice."),
                (
                    "删去一份；内容有改动的，升为新版本。",
                    "Remove one; if it says something else, make it a new version.",
                ),
            )
            .complain(code, at(name.as_str(), *version)),
            CatalogueError::VersionMissing { name, version } => words(
                ("版本从 1 起连续编号，缺了这一版。", "Versions count from 1 without gaps; this one is missing."),
                ("补上这一版的声明，或改正编号。", "Add its declaration, or correct the numbers."),
            )
            .complain(code, at(name.as_str(), *version)),
            CatalogueError::TooMany => words(
                ("类型超过 65535 个。", "There are more than 65535 types."),
                ("把相近的类型合并为一个带类别字段的类型。", "Join similar types into one with a field for the kind."),
            )
            .complain(code, catalogue()),
            CatalogueError::Unfit { name, version, field, why } => {
                let what = Bilingual::new(
                    &format!("类型目录没有建成：{name} 第 {version} 版的“{field}”读不成最新版。"),
                    &format!(
                        "The catalogue was not made: “{field}” of {name} version {version} cannot be read as the newest."
                    ),
                );
                unfit(field, why).complain(code, what)
            }
            CatalogueError::NotAsKnown { name, field } => {
                let what = Bilingual::new(
                    &format!("类型目录没有建成：{name} 的“{field}”。"),
                    &format!("The catalogue was not made: “{field}” of {name}."),
                );
                words(
                    (
                        "账本自身要读这个字段，它必须在、必填、类型不变。",
                        "The ledger itself reads this field: it must be there, required, and of its kind.",
                    ),
                    ("恢复随程序发布的声明。", "Restore the declaration that came with the program."),
                )
                .complain(code, what)
            }
        }
    }
}

fn catalogue() -> Bilingual {
    Bilingual::new("类型目录没有建成。", "The catalogue was not made.")
}

fn at(name: &str, version: u16) -> Bilingual {
    Bilingual::new(
        &format!("类型目录没有建成：{name} 第 {version} 版。"),
        &format!("The catalogue was not made: {name} version {version}."),
    )
}

fn unfit(field: &str, why: &Unfit) -> Words {
    match why {
        Unfit::NoSource => words(
            (
                &format!("新版必填的 {field}，旧版没有给出。"),
                &format!("The newest version requires {field}, which the old one does not give."),
            ),
            (
                "在 x-upcast 中用 rename、default 或 constant 说明它从哪里来。",
                "Say under x-upcast where it comes from: rename, default or constant.",
            ),
        ),
        Unfit::KindChanged => words(
            (&format!("{field} 换成了另一种值。"), &format!("{field} holds another kind of value now.")),
            ("给新含义一个新字段名。", "Give the new meaning a new field."),
        ),
        Unfit::BadValue(refusal) => {
            let inner = body(&refusal.fault);
            words(
                (
                    &format!("x-upcast 给 {field} 的值不合要求：{}", inner.why.zh),
                    &format!("The value given to {field} under x-upcast does not fit it: {}", inner.why.en),
                ),
                (&inner.remedy.zh, &inner.remedy.en),
            )
        }
        Unfit::UnknownOld { nearest } => Words {
            why: Bilingual::new(
                &format!("x-upcast 取自旧版没有的字段 {field}。"),
                &format!("x-upcast takes from {field}, which the old version does not have."),
            ),
            remedy: meant(nearest.as_ref(), ("按旧版声明的字段名改写。", "Use the field names of the old version.")),
        },
        Unfit::TooFar => words(
            (
                &format!("旧版 {field} 的上下限乘以倍数后超出精确整数（±9007199254740991）。"),
                &format!(
                    "The bounds of the old {field} times the factor go beyond exact whole numbers (±9007199254740991)."
                ),
            ),
            ("核对倍数；或给新含义一个新字段名。", "Check the factor, or give the new meaning a new field."),
        ),
        Unfit::SplitTwice => words(
            (&format!("拆分出来的 {field} 又被拆分。"), &format!("{field}, a part of a split, is split again.")),
            ("一次拆到底。", "Split it once into all its parts."),
        ),
    }
}
