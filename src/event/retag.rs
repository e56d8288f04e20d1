//! Types of which a later version has tags that an earlier one had not.

use crate::event::catalogue::{Catalogue, TypeId};
use crate::event::declaration::{Declaration, FieldKind};
use crate::value::Position;

/// A type whose early events were recorded without a tag that the newest version has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retagged {
    /// The type.
    pub kind: TypeId,
    /// The namespaces of the tags that came later.
    pub namespaces: Vec<String>,
    /// Where a version with all of them was registered: what was recorded before may lack some.
    pub since: Position,
}

impl Catalogue {
    /// The types whose early events lack tags that they would be given today.
    pub fn retagged(&self) -> Vec<Retagged> {
        let of = |kind: TypeId| {
            let versions = self.versions(&self.declaration(kind).name);
            if versions.len() < 2 {
                return None;
            }
            // The last version that lacks some; whatever follows it has all.
            let last = (0..versions.len())
                .rev()
                .find(|from| !lacking(versions.get(*from..).unwrap_or_default()).is_empty())?;
            let mut namespaces: Vec<String> =
                (0..=last).filter_map(|number| versions.get(number..)).flat_map(lacking).collect();
            namespaces.sort();
            namespaces.dedup();
            let since = self.since(kind, last.saturating_add(1))?;
            (since > Position::ZERO).then_some(Retagged { kind, namespaces, since })
        };
        self.ids().filter_map(of).collect()
    }
}

/// The namespaces of tags that the last of some consecutive versions has, and the first has not.
pub(super) fn lacking(versions: &[Declaration]) -> Vec<String> {
    let (Some((old, newer)), Some(newest)) = (versions.split_first(), versions.last()) else { return Vec::new() };
    let carried: Vec<(String, &str)> = tags(old)
        .into_iter()
        .map(|(path, namespace)| (newer.iter().fold(path, |path, step| renamed(step, path)), namespace))
        .collect();
    let is_new = |tag: &(String, &str)| !carried.contains(tag);
    tags(newest).into_iter().filter(is_new).map(|(_, namespace)| namespace.to_owned()).collect()
}

/// The tags of a declaration: the path of the field and the namespace.
fn tags(declaration: &Declaration) -> Vec<(String, &str)> {
    let path = |index: usize, inner: Option<usize>| {
        let field = declaration.fields.get(index)?;
        match (inner, &field.kind) {
            (Some(inner), FieldKind::Rows { fields, .. }) => {
                Some(format!("{}[].{}", field.name, fields.get(inner)?.name))
            }
            (None, _) => Some(field.name.clone()),
            (Some(_), _) => None,
        }
    };
    let named =
        declaration.tags.iter().map(|(index, inner, namespace)| Some((path(*index, *inner)?, namespace.as_str())));
    named.flatten().collect()
}

/// What a path of the version before is called in this one.
fn renamed(step: &Declaration, path: String) -> String {
    let renames = step.upcast.iter().flat_map(|upcast| &upcast.rename);
    let new = |old: &str| renames.clone().find(|(known, _)| known == old).map(|(_, new)| new.clone());
    if let Some(new) = new(&path) {
        return new;
    }
    match path.split_once("[].") {
        Some((outer, inner)) => new(outer).map_or_else(|| path.clone(), |outer| format!("{outer}[].{inner}")),
        None => path,
    }
}
