//! Going over a declaration.

use super::kinds::{Lint, Linted};
use super::{examples, versions, wording};
use crate::event::declaration::Declaration;
use crate::event::profile::{DeclarationPlace, Step, locate};

/// What is collected, each with the steps to its place.
pub(super) struct Look<'d> {
    pub(super) declaration: &'d Declaration,
    found: Vec<(Vec<Step>, Lint)>,
}

impl Look<'_> {
    pub(super) fn say(&mut self, steps: Vec<Step>, lint: Lint) {
        self.found.push((steps, lint));
    }
}

/// The steps of a path whose keys are given one by one.
pub(super) fn keys<const N: usize>(keys: [&str; N]) -> Vec<Step> {
    keys.into_iter().map(|key| Step::Key(key.to_owned())).collect()
}

/// Everything there is to remark about a declaration, in the order of the file; `before` is the version before it, where it is known.
pub fn lint(declaration: &Declaration, before: Option<&Declaration>) -> Vec<Linted> {
    let mut look = Look { declaration, found: Vec::new() };
    examples::look(&mut look);
    wording::look(&mut look);
    if let Some(before) = before {
        versions::look(&mut look, before);
    }
    let mut found: Vec<Linted> =
        look.found.into_iter().map(|(steps, lint)| Linted { place: locate(&declaration.text, &steps), lint }).collect();
    found.sort_by_key(|one| (one.place.line, one.place.column));
    found
}

/// Where a keyword within others stands.
pub fn place_of(declaration: &Declaration, path: &[&str]) -> DeclarationPlace {
    let steps: Vec<Step> = path.iter().map(|key| Step::Key((*key).to_owned())).collect();
    locate(&declaration.text, &steps)
}

/// Where one of the keywords of a declaration stands.
pub fn place_at(declaration: &Declaration, keyword: &str) -> DeclarationPlace {
    locate(&declaration.text, &keys([keyword]))
}
