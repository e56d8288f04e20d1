//! The walk through the program names functions that are where it says.

use std::fs;
use std::path::Path;

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The pieces of a line that stand in code.
fn pieces(line: &str) -> Vec<&str> {
    line.split('`').skip(1).step_by(2).collect()
}

/// Whether a file has a function of this name, of this type where one is named.
fn has(file: &str, name: &str) -> bool {
    let (kind, function) = name.split_once("::").map_or((None, name), |(kind, function)| (Some(kind), function));
    let defined = |line: &str| {
        let rest = line.split_once("fn ").map(|(_, rest)| rest.strip_prefix(function));
        rest.flatten().is_some_and(|rest| rest.starts_with(['(', '<']))
    };
    let of_kind = |line: &str| line.starts_with("impl") && kind.is_none_or(|kind| line.contains(kind));
    file.lines().any(defined) && (kind.is_none() || file.lines().any(of_kind))
}

/// Checks every file and function that a page names, and gives what stands in its tables.
fn walked(page: &str) -> Vec<(String, String)> {
    let mut named = Vec::new();
    for line in read(page).lines() {
        let pieces = pieces(line);
        for path in pieces.iter().filter(|piece| piece.starts_with("src/")) {
            assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(path).exists(), "there is no {path}: {line}");
        }
        if let [file, name, ..] = pieces.as_slice()
            && line.starts_with("| `src/")
        {
            assert!(has(&read(file), name), "{file} has no {name}");
            named.push(((*file).to_owned(), (*name).to_owned()));
        }
    }
    named
}

#[test]
fn every_function_of_the_walk_is_where_it_is_said_to_be() {
    let english = walked("docs/guides/engine.md");
    assert!(english.len() > 35, "the tables are read: {english:?}");
    assert_eq!(english, walked("docs/guides/engine.zh.md"), "one walk in both languages");
}

#[test]
fn the_reader_of_the_walk_sees_what_is_not_there() {
    let file = "impl Door<'_> {\n    pub(super) fn enter(&self) {}\n}\nfn enter_all<T>() {}\n";
    assert!(has(file, "enter") && has(file, "Door::enter") && has(file, "enter_all"));
    assert!(!has(file, "ente") && !has(file, "Gate::enter") && !has(file, "leave"));
}
