//! A declaration to begin with: it passes the check as it is, and says where words are still to be written.

use crate::event::Declaration;
use crate::value::TypeName;

const TEMPLATE: &str = include_str!("declaration.json");

/// The text of the first version of a new type. What it is called may be left to be written.
pub fn declaration_template(name: &TypeName, zh: Option<&str>, en: Option<&str>) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string().trim_matches('"').to_owned();
    TEMPLATE
        .replace("{name}", name.as_str())
        .replace("{zh}", &quoted(zh.unwrap_or("待写：这件事的名称")))
        .replace("{en}", &quoted(en.unwrap_or("To be written: what it is called")))
}

/// The text of the version after this one; none after the last number, and for what is no declaration.
pub fn next_declaration(text: &str) -> Option<String> {
    Declaration::parse(text).ok()?.succeed()
}
