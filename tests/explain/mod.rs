//! Explanations as people read them, whole, in both languages.

mod complaints;
mod lists;
mod notice;
mod phrases;
mod results;
mod steps;
mod why;
mod why_not;

use crate::story::Story;
use qizhang::explain::Document;
use qizhang::value::Lang;
use serde_json::{Value, json};
use std::path::Path;

/// Compares a whole text with the one an official has reviewed; `QIZHANG_UPDATE=1` writes it anew for review.
pub(crate) fn reviewed(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explain").join(name);
    if option_env!("QIZHANG_UPDATE").is_some() {
        std::fs::write(&path, text).unwrap_or_else(|error| panic!("{error}"));
    }
    let known = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(known, text, "{name} reads differently now");
}

/// Compares a document in both languages with the reviewed texts; both have one structure.
pub(crate) fn both(name: &str, document: &Document) {
    let texts = [Lang::Zh, Lang::En].map(|lang| document.render(lang));
    let lines = texts.each_ref().map(|text| text.lines().count());
    assert_eq!(lines[0], lines[1], "both languages have one structure");
    reviewed(&format!("{name}.zh.txt"), &texts[0]);
    reviewed(&format!("{name}.en.txt"), &texts[1]);
}

fn certificate(number: &str, on: &str) -> Value {
    json!({"cert_no": number, "issued_on": on, "track": "ordinary"})
}

/// Registered, and certified on 2 December 2026.
fn certified() -> Story {
    Story::new().fact("2026-12-02", "hightech.certified", certificate("GR202611000123", "2026-12-02"))
}

/// Registered, and certified since the end of 2025.
fn high_tech() -> Story {
    Story::new().fact("2025-12-01", "hightech.certified", certificate("GR1", "2025-12-01"))
}
