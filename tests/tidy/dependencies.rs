//! Other people's code: each crate has its reason, and their number a ceiling (decision 0007).

use std::collections::BTreeSet;
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
    let lock = read("Cargo.lock");
    let packages = tree_of("qizhang", &lock).len();
    assert!(packages <= ceiling, "{packages} packages, and the ceiling is {ceiling}: see decision 0007");
}

/// The comparison has a lock file of its own, which nobody looks at until figures are wanted: it must know what the product asks for.
#[test]
fn the_lock_file_of_the_comparison_knows_the_product() {
    let (manifest, lock) = (read("Cargo.toml"), read("crates/compare/Cargo.lock"));
    let product = lock.split("[[package]]").filter_map(Package::of).find(|package| package.name == "qizhang");
    let needs = product.map(|package| package.needs).unwrap_or_default();
    let known: Vec<&str> = needs.iter().filter_map(|need| need.split(' ').next()).collect();
    let without: Vec<_> =
        asked_for(&manifest, "[dependencies]").into_iter().filter(|name| !known.contains(name)).collect();
    assert!(
        without.is_empty(),
        "crates/compare/Cargo.lock lacks {without:?}: run cargo metadata --manifest-path crates/compare/Cargo.toml"
    );
}

/// What is only there for conformance is no part of the product (decision 0012).
#[test]
fn the_conformance_suite_weighs_nothing_in_the_product() {
    let lock = read("Cargo.lock");
    let (own, suite) = (tree_of("qizhang", &lock), tree_of("conformance", &lock));
    assert!(own.iter().any(|one| one.starts_with("sled ")), "the whole tree is walked: {own:?}");
    assert!(!own.iter().any(|one| one.starts_with("happenstance")), "{own:?}");
    assert!(suite.iter().any(|one| one.starts_with("happenstance-testkit ")), "{suite:?}");
}

/// The packages of a lock file that one of them rests on, itself included: each as its name and version.
fn tree_of(root: &str, lock: &str) -> BTreeSet<String> {
    let packages: Vec<Package<'_>> = lock.split("[[package]]").filter_map(Package::of).collect();
    let mut open: Vec<&str> = vec![root];
    let mut found = BTreeSet::new();
    while let Some(wanted) = open.pop() {
        for package in packages.iter().filter(|package| package.answers_to(wanted)) {
            if found.insert(format!("{} {}", package.name, package.version)) {
                open.extend(&package.needs);
            }
        }
    }
    found
}

/// An entry of a lock file.
struct Package<'l> {
    name: &'l str,
    version: &'l str,
    /// Names, with a version where there are several of one name.
    needs: Vec<&'l str>,
}

impl<'l> Package<'l> {
    fn of(entry: &'l str) -> Option<Self> {
        let field = |name: &str| entry.lines().find_map(|line| line.strip_prefix(name)?.split('"').nth(1));
        let listed = entry.split_once("dependencies = [").and_then(|(_, rest)| rest.split_once(']'));
        let needs = listed.map_or("", |(list, _)| list).split('"').skip(1).step_by(2).collect();
        Some(Self { name: field("name = ")?, version: field("version = ")?, needs })
    }

    fn answers_to(&self, wanted: &str) -> bool {
        let (name, version) = wanted.split_once(' ').unwrap_or((wanted, self.version));
        self.name == name && self.version == version
    }
}
