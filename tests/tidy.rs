//! The house as it is meant to be: data flows one way, files stay readable, no word of what does not belong.

mod dependencies;
mod documents;
mod doors;
mod walk;
mod words;

use std::fs;
use std::path::Path;

/// Who may import whom. A module may always use itself.
const IMPORTS: &[(&str, &[&str])] = &[
    ("value", &[]),
    ("event", &["value"]),
    ("proof", &["value"]),
    ("timeline", &["value", "event"]),
    // Declarations, for the names of types and fields.
    ("policy", &["value", "event"]),
    // Records and handles of types, as the timeline holds them.
    ("position", &["value", "event", "timeline", "policy"]),
    ("audit", &["value", "event", "timeline", "policy", "position"]),
    ("whatif", &["value", "event", "timeline", "policy", "position"]),
    ("explain", &["value", "event", "proof", "timeline", "policy", "position", "whatif", "audit"]),
    ("paper", &["value", "explain"]),
    ("sample", &["value"]),
    ("sheet", &["value"]),
    ("store", &["value", "event", "proof"]),
    (
        "ledger",
        &["value", "event", "proof", "timeline", "policy", "position", "whatif", "audit", "explain", "store", "sheet"],
    ),
    // Complaints, for what is refused.
    ("access", &["value", "event", "store", "ledger", "explain"]),
    ("cli", &["value", "ledger", "access", "view", "explain", "paper", "sample"]),
    ("http", &["value", "ledger", "access", "view", "explain"]),
    ("web", &["value", "ledger", "access", "view", "explain", "paper"]),
    ("view", &["value", "event", "proof", "position", "whatif", "audit", "explain", "paper", "ledger", "access"]),
];

const FILE_LINES: usize = 600;

/// Every Rust file under `src`, by path from there.
pub(crate) fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())).flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                let name = path.strip_prefix(&root).map(|path| path.display().to_string()).unwrap_or_default();
                found.push((name, text));
            }
        }
    }
    found.sort();
    found
}

/// The modules a text names after `crate::`, also inside braces.
fn imports(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => found.push(word(rest)),
            Some(list) => {
                let mut depth = 0_i32;
                let mut fresh = true;
                for (offset, letter) in list.char_indices() {
                    match letter {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => fresh = true,
                        _ if fresh && letter.is_alphabetic() => {
                            found.push(word(&list[offset..]));
                            fresh = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    found
}

fn word(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

#[test]
fn data_flows_one_way() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some((module, _)) = path.split_once('/') else { continue };
        let Some((_, allowed)) = IMPORTS.iter().find(|(name, _)| *name == module) else {
            wrong.push(format!("{path}: say in tests/tidy.rs what `{module}` may import"));
            continue;
        };
        if text.contains("super::super::") {
            wrong.push(format!("{path}: write the path from `crate::`, so that this test can read it"));
        }
        for used in imports(&text).iter().filter(|used| *used != module && !allowed.contains(&used.as_str())) {
            wrong.push(format!("{path}: `{module}` must not use `{used}`"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_reader_of_imports_sees_braces() {
    let text = "use crate::{value::{Day, Fen}, event};\nuse crate::store::Store;";
    assert_eq!(imports(text), ["value", "event", "store"]);
}

#[test]
fn a_file_can_be_held_in_mind() {
    let long: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| text.lines().count() > FILE_LINES)
        .map(|(path, text)| format!("{path}: {} lines; is it two ideas?", text.lines().count()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// A line of the core that could stop the process, lose a digit or overlook a case must say why at the line itself.
#[test]
fn the_core_denies_what_it_must_not_do() {
    const EVERYWHERE: &str =
        "#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]";
    let reckons = ["value", "policy", "position"];
    for module in ["value", "event", "proof", "timeline", "policy", "position", "explain", "sample", "sheet", "view"] {
        let (_, door) = sources()
            .into_iter()
            .find(|(path, _)| *path == format!("{module}/mod.rs"))
            .unwrap_or_else(|| panic!("no {module}"));
        assert!(door.contains(EVERYWHERE), "src/{module}/mod.rs does not deny what the core denies");
        assert!(
            door.contains("clippy::arithmetic_side_effects") || !reckons.contains(&module),
            "src/{module}/mod.rs lets arithmetic overflow"
        );
    }
}
