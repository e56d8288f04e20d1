//! A catalogue as Markdown: a page for each type, and one that lists them.

use crate::event::{Catalogue, Declaration, Evidence};
use crate::explain::{deprecation, listed_as};
use crate::ledger::types::{field_rows, in_use_first};
use crate::value::{Bilingual, Lang, TypeName};
use std::fmt::Write;

/// The page that lists every type, each leading to its own.
pub fn catalogue_markdown(catalogue: &Catalogue, lang: Lang) -> String {
    let say = |zh: &str, en: &str| Bilingual::new(zh, en).get(lang).to_owned();
    let mut page = format!("# {}\n\n", say("事件类型", "Event types"));
    let _ = writeln!(
        page,
        "| {} | {} | {} |\n|---|---|---|",
        say("类型", "Type"),
        say("版本", "Version"),
        say("名称", "Called")
    );
    for declaration in in_use_first(catalogue) {
        let Declaration { name, version, .. } = declaration;
        let title = listed_as(declaration);
        let _ = writeln!(page, "| [`{name}`]({name}.md) | {version} | {} |", cell(title.get(lang)));
    }
    page
}

/// The page of one type: what it is, its fields, what the ledger derives, its examples.
pub fn type_markdown(catalogue: &Catalogue, name: &TypeName, lang: Lang) -> Option<String> {
    let declaration = catalogue.type_id(name).map(|id| catalogue.declaration(id))?;
    let say = |zh: &str, en: &str| Bilingual::new(zh, en).get(lang).to_owned();
    let mut page = format!("# {} · `{name}`\n\n", declaration.title.get(lang));
    if let Some(deprecated) = &declaration.deprecated {
        let _ = writeln!(page, "**{}**\n", deprecation(deprecated).get(lang));
    }
    if let Some(told) = &declaration.description {
        let _ = writeln!(page, "{}\n", told.get(lang));
    }
    let _ = writeln!(page, "- {} {}", say("版本", "version"), declaration.version);
    for line in derived(declaration, lang, "`") {
        let _ = writeln!(page, "- {line}");
    }
    page.push('\n');
    let _ = writeln!(
        page,
        "| {} | {} | {} |\n|---|---|---|",
        say("字段", "Field"),
        say("名称", "Called"),
        say("内容", "Holds")
    );
    for [field, called, holds] in field_rows(declaration, lang) {
        let _ = writeln!(page, "| `{field}` | {} | {} |", cell(&called), cell(&holds));
    }
    let _ = writeln!(page, "\n{}\n", say("带 * 的必填。", "A star: must be given."));
    for example in &declaration.examples {
        let text = serde_json::to_string_pretty(example).unwrap_or_default();
        let _ = writeln!(page, "```json\n{text}\n```\n");
    }
    Some(page)
}

/// Clauses, business day, tags, natural key and papers, a line each; names stand between quotes.
pub(in crate::ledger) fn derived(declaration: &Declaration, lang: Lang, quote: &str) -> Vec<String> {
    let say = |zh: &str, en: &str| Bilingual::new(zh, en).get(lang).to_owned();
    let quoted = |name: &str| format!("{quote}{name}{quote}");
    let name = |index: &usize| declaration.fields.get(*index).map(|field| quoted(&field.name)).unwrap_or_default();
    let mut lines = Vec::new();
    if !declaration.articles.is_empty() {
        lines.push(format!("{} {}", say("条款", "clauses"), declaration.articles.join(" ")));
    }
    if let Some(day) = &declaration.occurred_on {
        lines.push(format!("{} {}", say("发生日", "business day"), name(day)));
    }
    let tags = declaration.tags.iter().map(|(field, _, namespace)| format!("{} → {}", name(field), quoted(namespace)));
    let tags: Vec<String> = tags.collect();
    if !tags.is_empty() {
        lines.push(format!("{} {}", say("标签", "tags"), tags.join(&say("、", ", "))));
    }
    let key: Vec<String> = declaration.natural_key.iter().map(name).collect();
    if !key.is_empty() {
        lines.push(format!("{} {}", say("文号键", "natural key"), key.join(&say("、", ", "))));
    }
    let star = |paper: &Evidence| format!("{}{}", paper.title.get(lang), if paper.required { "*" } else { "" });
    let papers: Vec<String> = declaration.evidence.iter().map(star).collect();
    if !papers.is_empty() {
        lines.push(format!("{} {}", say("证明材料", "evidence"), papers.join(&say("、", ", "))));
    }
    lines
}

/// A cell of a table cannot hold a bar of its own.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
