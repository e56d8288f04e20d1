//! Documents that keep a form: the glossary has both languages, decisions have their parts.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
}

#[test]
fn the_glossary_has_one_word_per_thing_in_both_languages() {
    let text = read(&docs().join("glossary.md"));
    let rows = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| 中文 "));
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [zh, en, meaning_zh, meaning_en] = cells.as_slice() else {
            wrong.push(format!("not four cells: {row}"));
            continue;
        };
        if !is_chinese(zh) || !is_chinese(meaning_zh) {
            wrong.push(format!("no Chinese: {row}"));
        }
        if en.is_empty() || meaning_en.is_empty() || is_chinese(en) || is_chinese(meaning_en) {
            wrong.push(format!("no English: {row}"));
        }
        for word in [zh, en] {
            *seen.entry(word).or_default() += 1;
        }
    }
    assert!(seen.len() > 100, "the tables are read");
    wrong.extend(seen.iter().filter(|(_, times)| **times > 1).map(|(word, _)| format!("two things are called {word}")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn headings(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.strip_prefix("## ")).collect()
}

#[test]
fn every_decision_has_the_parts_of_the_first() {
    let mut files: Vec<PathBuf> = fs::read_dir(docs().join("decisions"))
        .unwrap_or_else(|error| panic!("{error}"))
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.sort();
    let first = files.first().map_or_else(String::new, |path| read(path));
    let parts = headings(&first);
    assert_eq!(parts.len(), 4, "{parts:?}");
    for (number, path) in (1..).zip(&files) {
        let (name, text) = (path.file_name().unwrap_or_default().to_string_lossy(), read(path));
        assert!(name.starts_with(&format!("{number:04}-")), "decision {number} is missing, or {name} is not one");
        assert!(text.starts_with(&format!("# {number:04} ")), "{name} has another number in its title");
        assert!(text.lines().nth(2).is_some_and(|line| line.starts_with("20") && line.contains(" · ")), "{name}: date");
        // The parts of the first stand in their order; a decision may have others between them.
        let mut own = headings(&text).into_iter();
        let missing = parts.iter().find(|part| !own.any(|heading| heading == **part));
        assert_eq!(missing, None, "{name}");
    }
}

/// A front page that takes long to load is not read.
#[test]
fn the_pictures_of_the_front_pages_are_there_and_light() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pictures = |page: &str| -> Vec<String> {
        let text = read(&root.join(page));
        let named = text.split("](").skip(1).filter_map(|rest| rest.split(')').next().map(str::to_owned));
        named.filter(|path| path.contains("docs/pictures/")).collect()
    };
    let named = pictures("README.md");
    assert_eq!(named, pictures("README.zh.md"));
    assert_eq!(named.len(), 5, "{named:?}");
    for picture in named {
        let bytes = fs::read(root.join(&picture)).unwrap_or_else(|error| panic!("{picture}: {error}"));
        assert!(bytes.starts_with(b"\x89PNG") && bytes.len() < 150_000, "{picture}: {} bytes", bytes.len());
    }
}
