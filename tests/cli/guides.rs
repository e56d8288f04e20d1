//! Guides name commands that work when they are typed as written, the same in both languages.

use super::Office;
use std::path::Path;

/// The commands of a guide, and the code each ends with.
fn commands(page: &str) -> Vec<(String, i32)> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    let mut found = Vec::new();
    for line in text.lines().filter(|line| line.starts_with("qizhang ")) {
        let (words, code) = line.split_once("   # exit code ").unwrap_or((line, "0"));
        found.push((words.trim().to_owned(), code.trim().parse().unwrap()));
    }
    found
}

#[test]
fn the_guide_to_imports_works_as_written_in_both_languages() {
    let english = commands("docs/guides/import.md");
    assert_eq!(english, commands("docs/guides/import.zh.md"));
    assert!(english.len() > 7, "{english:?}");
    let office = Office::new();
    let example = "docs/examples/interest.csv";
    std::fs::create_dir_all(office.path("docs/examples")).unwrap();
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(example), office.path(example)).unwrap();
    for (line, code) in english {
        let words: Vec<&str> = line.split_whitespace().skip(1).collect();
        let said = office.run(&words);
        assert_eq!(said.code, Some(code), "{line}: {}", said.talk);
    }
    assert!(office.done(&["event", "log", "--limit", "1"]).contains("HT-2026-002"));
}
