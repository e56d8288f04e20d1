//! A policy file to begin with: every kind of declaration once, compiled by a test, to be filled in.

/// The text of a new policy file.
pub fn policy_template(id: &str, district: &str, document: &str, issued_on: &str) -> String {
    TEMPLATE
        .replace("{id}", id)
        .replace("{district}", district)
        .replace("{document}", document)
        .replace("{issued_on}", issued_on)
}

const TEMPLATE: &str = include_str!("template.toml");
