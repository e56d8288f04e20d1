//! Other people's code: each crate has its reason, and their number a ceiling (decision 0007).

use std::fs;
use std::path::Path;

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn decision() -> String {
    read("docs/decisions/0007-dependencies.md")
}

/// The crates a section of `Cargo.toml` asks for.
fn asked_for<'t>(manifest: &'t str, section: &str) -> Vec<&'t str> {
    let lines = manifest.lines().skip_while(|line| *line != section).skip(1);
    let own = lines.take_while(|line| !line.starts_with('['));
    own.filter_map(|line| line.split_once('=')).map(|(name, _)| name.trim().trim_end_matches(".workspace")).collect()
}

#[test]
fn every_dependency_has_its_reason() {
    let (manifest, decision) = (read("Cargo.toml"), decision());
    let mut asked = asked_for(&manifest, "[dependencies]");
    asked.extend(asked_for(&manifest, "[dev-dependencies]"));
    asked.extend(asked_for(&manifest, "[build-dependencies]"));
    assert!(asked.contains(&"serde") && asked.contains(&"proptest"), "the sections are read: {asked:?}");
    let given: Vec<&str> = decision.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let without: Vec<_> = asked.iter().filter(|name| !given.contains(name)).collect();
    assert!(without.is_empty(), "decision 0007 gives no reason for {without:?}");
    let gone: Vec<_> = given.iter().filter(|name| !asked.contains(name)).collect();
    assert!(gone.is_empty(), "decision 0007 gives reasons for {gone:?}, which nobody asks for");
}

#[test]
fn the_tree_of_dependencies_stays_below_its_ceiling() {
    let decision = decision();
    let ceiling = decision.split("at most **").nth(1).and_then(|rest| rest.split("**").next());
    let ceiling: usize =
        ceiling.and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("decision 0007 names no ceiling"));
    let packages = read("Cargo.lock").lines().filter(|line| *line == "[[package]]").count();
    assert!(packages <= ceiling, "{packages} packages, and the ceiling is {ceiling}: see decision 0007");
}
