//! What is said of a type that nothing new should be recorded with.

use crate::event::{Declaration, Deprecated};
use crate::value::Bilingual;

/// The reason, since when, and what to use instead, in a sentence or two.
pub fn deprecation(deprecated: &Deprecated) -> Bilingual {
    let Deprecated { why, successor, since } = deprecated;
    // The day may lie ahead: it is told and decides nothing.
    let [since_zh, since_en] = match since {
        Some(day) => [format!("自 {day} 起停用"), format!("Deprecated from {day} on")],
        None => ["已停用".to_owned(), "Deprecated".to_owned()],
    };
    let [next_zh, next_en] = match successor {
        Some(next) => [format!("（改用 {next}）"), format!(" (use {next})")],
        None => [String::new(), String::new()],
    };
    Bilingual::new(&format!("{since_zh}：{}{next_zh}", why.zh), &format!("{since_en}: {}{next_en}", why.en))
}

/// What a type is called where types are listed: a deprecated one is told apart.
pub fn listed_as(declaration: &Declaration) -> Bilingual {
    let title = &declaration.title;
    match &declaration.deprecated {
        Some(_) => Bilingual::new(&format!("{}（停用）", title.zh), &format!("{} (deprecated)", title.en)),
        None => title.clone(),
    }
}
