//! What is said of a type that nothing new should be recorded with.

use crate::event::{Declaration, Deprecated};
use crate::value::Bilingual;

/// The reason, since when, and what to use instead, in a sentence or two.
pub fn deprecation(deprecated: &Deprecated) -> Bilingual {
    let Deprecated { why, successor, since } = deprecated;
    let (mut zh, mut en) = ("已停用".to_owned(), "Deprecated".to_owned());
    if let Some(day) = since {
        zh.push_str(&format!("（自 {day} 起）"));
        en.push_str(&format!(" since {day}"));
    }
    zh.push_str(&format!("：{}", why.zh));
    en.push_str(&format!(": {}", why.en));
    if let Some(next) = successor {
        zh.push_str(&format!("（改用 {next}）"));
        en.push_str(&format!(" (use {next})"));
    }
    Bilingual::new(&zh, &en)
}

/// What a type is called where types are listed: a deprecated one is told apart.
pub fn listed_as(declaration: &Declaration) -> Bilingual {
    let title = &declaration.title;
    match &declaration.deprecated {
        Some(_) => Bilingual::new(&format!("{}（停用）", title.zh), &format!("{} (deprecated)", title.en)),
        None => title.clone(),
    }
}
