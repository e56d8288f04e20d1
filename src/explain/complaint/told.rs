//! A refusal in words, and the pieces its sentences are made of.

use crate::value::Bilingual;

/// A refusal in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The stable code, listed in `docs/errors.md`.
    pub code: &'static str,
    /// What was not done, and where it went wrong.
    pub what: Bilingual,
    /// The cause.
    pub why: Bilingual,
    /// What to do.
    pub remedy: Bilingual,
    /// Whether the same input is refused again as long as nothing else changes: no new declaration, no later moment.
    pub permanent: bool,
}

/// Goes along with an answer that tells a complaint: its code, for those who count and log and must not read the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told(pub &'static str);

impl Complaint {
    /// The same about a file that is named.
    #[must_use]
    pub fn in_file(self, file: &str) -> Self {
        let what = Bilingual::new(&format!("{file}：{}", self.what.zh), &format!("{file}: {}", self.what.en));
        Self { what, ..self }
    }
}

/// Cause and way out of one fault.
pub(super) struct Words {
    pub(super) why: Bilingual,
    pub(super) remedy: Bilingual,
}

/// Cause and way out, each as Chinese and English.
pub(super) fn words(why: (&str, &str), remedy: (&str, &str)) -> Words {
    Words { why: Bilingual::new(why.0, why.1), remedy: Bilingual::new(remedy.0, remedy.1) }
}

/// The way out of a misspelt name: the nearest one where there is one, otherwise where names can be looked up.
pub(super) fn meant(nearest: Option<&String>, otherwise: (&str, &str)) -> Bilingual {
    match nearest {
        Some(name) => Bilingual::new(
            &format!("是不是“{name}”？请改正后再交。"),
            &format!("Did you mean “{name}”? Correct it and hand it in again."),
        ),
        None => Bilingual::new(otherwise.0, otherwise.1),
    }
}

/// A kind of value by the word the readers use for it.
pub(super) fn kind_of_value(word: &str) -> (&str, &str) {
    match word {
        "text" => ("文本（加引号）", "text (in quotes)"),
        "whole number" => ("整数", "a whole number"),
        "yes or no" => ("true 或 false", "true or false"),
        "object" => ("对象 { … }", "an object { … }"),
        "array" | "list" => ("列表 [ … ]", "a list [ … ]"),
        "table" => ("表 { … }", "a table { … }"),
        "day" => ("日期，如 2026-05-11", "a day, such as 2026-05-11"),
        "reading and option" => {
            ("口径=选项，如 \"R7.1=eligible_units\"", "READING=OPTION, such as \"R7.1=eligible_units\"")
        }
        "knowledge" => (
            "序号、日期或带时区的时刻，如 48213、2026-08-20、\"2026-08-20T12:00:00+08:00\"",
            "a position, a day or a moment with its zone, such as 48213, 2026-08-20, \"2026-08-20T12:00:00+08:00\"",
        ),
        "enterprise code" => ("统一社会信用代码", "a unified social credit code"),
        "amount or undetermined" => {
            ("金额，如 \"345678.91\"；未定写 \"undetermined\"", "an amount, such as \"345678.91\", or \"undetermined\"")
        }
        other => (other, other),
    }
}

/// Words of a closed list in one line, cut where it is long.
pub(super) fn listed(words: &[impl AsRef<str>], joint: &str) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<&str> = words.iter().take(SHOWN).map(AsRef::as_ref).collect();
    let rest = if words.len() > SHOWN { "…" } else { "" };
    format!("{}{rest}", shown.join(joint))
}
