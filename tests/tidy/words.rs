//! The project speaks of itself alone, and leaves nothing for later between the lines.

use std::fs;
use std::path::{Path, PathBuf};

const PLACES: &[&str] = &[
    "src",
    "tests",
    "benches",
    "crates",
    "docs",
    "packaging",
    "events",
    "README.md",
    "README.zh.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "check",
];

/// Words that say how the work went instead of what it is. They are written in two parts, because this file is read too.
const WORDS: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("mir", "ror"),
    concat!("mir", "rors"),
    concat!("cla", "ude"),
    concat!("anth", "ropic"),
    concat!("chat", "gpt"),
    concat!("open", "ai"),
    concat!("co", "pilot"),
    concat!("gem", "ini"),
    concat!("co", "dex"),
];

/// A person logs in for one where pages are served; elsewhere the word speaks of whoever wrote the code.
const LOGIN: &[&str] = &[concat!("ses", "sion"), concat!("ses", "sions")];
const LOGIN_PLACES: &[&str] = &["src/access", "src/http", "src/web", "tests/http", "tests/web"];

/// Bytes that must stand nowhere.
const RUNS: &[&str] = &[concat!("/wo", "rk/"), concat!("issue", " #"), concat!("#[", "ignore")];

fn texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open: Vec<PathBuf> = PLACES.iter().map(|place| root.join(place)).filter(|path| path.exists()).collect();
    let mut found = Vec::new();
    while let Some(path) = open.pop() {
        // What was built in a workspace of its own is nobody's text.
        if path.ends_with("target") {
            continue;
        }
        if path.is_dir() {
            open.extend(fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.path()));
        } else if let Ok(text) = fs::read_to_string(&path) {
            let name = path.strip_prefix(root).map(|path| path.display().to_string()).unwrap_or_default();
            found.push((name, text));
        }
    }
    found.sort();
    found
}

/// What is wrong with a line of a file.
fn fault(file: &str, line: &str) -> Option<String> {
    let run = RUNS.iter().find(|run| line.contains(**run));
    let login = if LOGIN_PLACES.iter().any(|place| file.starts_with(place)) { &[] } else { LOGIN };
    let banned = |word: &&str| WORDS.iter().chain(login).any(|banned| word.eq_ignore_ascii_case(banned));
    let mut words = line.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(banned);
    run.map(|run| (*run).to_owned()).or_else(|| words.next().map(str::to_owned))
}

#[test]
fn no_word_of_what_does_not_belong() {
    let mut wrong = Vec::new();
    let texts = texts();
    assert!(texts.len() > 100, "the tree is read");
    for (file, text) in &texts {
        let lines = (1..).zip(text.lines());
        wrong.extend(lines.filter_map(|(at, line)| Some(format!("{file}:{at}: {}", fault(file, line)?))));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn banned_words_are_seen_and_their_neighbours_are_not() {
    for (word, said) in WORDS.iter().chain(LOGIN).map(|word| (*word, format!("a {word}: soon"))) {
        assert!(fault("src/value/fen.rs", &said).is_some(), "{word}");
        assert_eq!(fault("src/value/fen.rs", &format!("{word}ish")), None, "{word}");
    }
    let login = format!("ends the {}", LOGIN[0]);
    assert_eq!(fault("src/web/login.rs", &login), None);
    assert!(RUNS.iter().all(|run| fault("docs/rules.md", &format!("see {run}1")).is_some()));
}
