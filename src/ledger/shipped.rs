//! What the program brings along: declarations, policies, reference rates. A new ledger records them as its first events.

use crate::event::Declaration;
use crate::explain::Complaint;
use rust_embed::RustEmbed;
use std::borrow::Cow;

#[derive(RustEmbed)]
#[folder = "events/"]
struct Files;

/// The text of a file under `events/`, by its path from there.
pub(super) fn text(path: &str) -> Option<String> {
    let file = Files::get(path)?;
    String::from_utf8(file.data.into_owned()).ok()
}

fn paths(folder: &str, ending: &str) -> Vec<String> {
    let mut found: Vec<String> =
        Files::iter().map(Cow::into_owned).filter(|path| path.starts_with(folder) && path.ends_with(ending)).collect();
    found.sort();
    found
}

/// Every declaration, in order of name and version.
pub(super) fn declarations() -> Result<Vec<Declaration>, Complaint> {
    let mut declarations = Vec::new();
    for text in paths("types/", ".json").iter().filter_map(|path| text(path)) {
        declarations.push(Declaration::parse(&text).map_err(|error| Complaint::of_declaration(&error))?);
    }
    declarations.sort_by(|a, b| (&a.name, a.version).cmp(&(&b.name, b.version)));
    Ok(declarations)
}

/// The text of every policy, by name, of each the first text before the later ones. The samples among them are no policies of anybody.
pub(super) fn policies() -> Vec<String> {
    let mut all = paths("policies/", ".toml");
    all.sort_by_cached_key(|path| named(path));
    all.iter().filter(|path| !path.starts_with("policies/samples/")).filter_map(|path| text(path)).collect()
}

/// The name of a policy file and its version: `changping-2025-8.toml` is the first, `changping-2025-8.2.toml` the second.
fn named(path: &str) -> (String, u16) {
    let stem = path.strip_suffix(".toml").unwrap_or(path);
    let later = stem.rsplit_once('.').and_then(|(name, version)| Some((name, version.parse().ok()?)));
    later.map_or_else(|| (stem.to_owned(), 1), |(name, version)| (name.to_owned(), version))
}

/// The published loan prime rate: one row a month, columns as in its first line.
pub(super) fn reference_rates() -> String {
    text("reference/lpr.csv").unwrap_or_default()
}
