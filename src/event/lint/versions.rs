//! What a new version changes besides its fields.

use super::kinds::Lint;
use super::look::{Look, keys};
use crate::event::declaration::{Declaration, Field, FieldKind, Format, Upcast, field_at};
use crate::event::profile::Step;
use crate::event::retag::lacking;
use crate::event::upcast::{Hop, follow};

pub(super) fn look(look: &mut Look<'_>, before: &Declaration) {
    let declaration = look.declaration;
    let none = Upcast::default();
    let upcast = declaration.upcast.as_ref().unwrap_or(&none);
    for (one, other) in two_sources(declaration, upcast, before) {
        look.say(keys(["x-upcast"]), Lint::TwoSources { one, other });
    }
    for (field, _) in &upcast.constant {
        let rows =
            |field: &FieldKind| if let FieldKind::Rows { fields, .. } = field { fields.clone() } else { Vec::new() };
        let each = before.fields.iter().flat_map(|outer| {
            let inner = rows(&outer.kind).into_iter().map(|inner| format!("{}[].{}", outer.name, inner.name));
            std::iter::once(outer.name.clone()).chain(inner.collect::<Vec<_>>())
        });
        if each.map(|old| renamed(upcast, &old)).any(|now| now == *field) {
            look.say(keys(["x-upcast", "constant", field]), Lint::ConstantHasSource { field: field.clone() });
        }
    }
    lost(look, upcast, before);
    narrowed(look, upcast, ("", &before.fields));
    parts(look, upcast, before);
    unit(look, upcast, ("", &before.fields));
    let now = |name: &str| renamed(upcast, name);
    let namespaces = lacking(&[before.clone(), declaration.clone()]);
    if !namespaces.is_empty() {
        look.say(keys(["x-tags"]), Lint::TagsAdded { namespaces });
    }
    let (own, earlier) = (tags(declaration), tags(before));
    if earlier.into_iter().any(|(name, namespace)| !own.contains(&(now(&name), namespace))) {
        look.say(keys(["x-tags"]), Lint::TagsGone);
    }
    if key(before).iter().map(|name| now(name)).collect::<Vec<_>>() != key(declaration) {
        look.say(keys(["x-natural-key"]), Lint::KeyChanged);
    }
    if day(before).map(|name| now(&name)) != day(declaration) {
        look.say(keys(["x-occurred-on"]), Lint::DayChanged);
    }
    if before.deprecated.is_some() && declaration.deprecated.is_none() {
        look.say(keys(["$id"]), Lint::DeprecationEnds);
    }
}

/// A number of the version before that would be read in another unit as it stands.
fn unit(look: &mut Look<'_>, upcast: &Upcast, (at, fields): (&str, &[Field])) {
    for field in fields {
        let old = format!("{at}{}", field.name);
        if let FieldKind::Rows { fields, .. } = &field.kind {
            unit(look, upcast, (&format!("{old}[]."), fields));
            continue;
        }
        let Hop::To(path) = follow(look.declaration, &old) else { continue };
        let Some((_, _, own)) = field_at(&look.declaration.fields, &path) else { continue };
        let both = matches!((&field.kind, &own.kind), (FieldKind::Whole { .. }, FieldKind::Whole { .. }));
        let told = upcast.multiply.iter().any(|(multiplied, _)| *multiplied == path);
        if let (true, false, Some(was), Some(now)) = (both, told, field.unit, own.unit)
            && was != now
        {
            let (was, now) = (was.word().to_owned(), now.word().to_owned());
            let steps = match path.split_once("[].") {
                Some((outer, inner)) => keys(["properties", outer, "items", "properties", inner, "x-unit"]),
                None => keys(["properties", &path, "x-unit"]),
            };
            look.say(steps, Lint::UnitChanged { field: path, was, now });
        }
    }
}

/// The place of a field of this version.
fn at(path: &str) -> Vec<Step> {
    match path.split_once("[].") {
        Some((outer, inner)) => keys(["properties", outer, "items", "properties", inner]),
        None => keys(["properties", path]),
    }
}

/// Fields that hold less than they did. Old events are read by what they were recorded with, so nothing fails; what they say may be more than this
/// version says there can be.
fn narrowed(look: &mut Look<'_>, upcast: &Upcast, (before, fields): (&str, &[Field])) {
    for field in fields {
        let old = format!("{before}{}", field.name);
        let Hop::To(path) = follow(look.declaration, &old) else { continue };
        let Some((_, _, own)) = field_at(&look.declaration.fields, &path) else { continue };
        let by = upcast.multiply.iter().find(|(multiplied, _)| *multiplied == path).map_or(1, |(_, by)| *by);
        let is_less = is_less(&field.kind, &own.kind, by);
        if let FieldKind::Rows { fields, .. } = &field.kind {
            narrowed(look, upcast, (&format!("{old}[]."), fields));
        }
        if is_less {
            let steps = at(&path);
            look.say(steps, Lint::BoundsNarrowed { field: path });
        }
    }
}

/// Whether a kind of field takes less than it did, where one of the old unit makes so many of the new.
fn is_less(before: &FieldKind, now: &FieldKind, by: i64) -> bool {
    match (before, now) {
        (FieldKind::Text { least, most, .. }, FieldKind::Text { least: from, most: to, .. })
        | (FieldKind::Rows { least, most, .. }, FieldKind::Rows { least: from, most: to, .. }) => {
            from > least || to < most
        }
        (FieldKind::Whole { least, most }, FieldKind::Whole { least: from, most: to }) => {
            *from > least.saturating_mul(by) || *to < most.saturating_mul(by)
        }
        // Any text may stand where words are now.
        (FieldKind::Text { .. }, FieldKind::Choice(_)) => true,
        // A word that is gone is told as that; another kind is no version of the type.
        (
            FieldKind::Text { .. }
            | FieldKind::Rows { .. }
            | FieldKind::Whole { .. }
            | FieldKind::Choice(_)
            | FieldKind::Flag
            | FieldKind::Raw,
            _,
        ) => false,
    }
}

/// Parts of a split that the new field may not take: an event with such a part would not be read.
fn parts(look: &mut Look<'_>, upcast: &Upcast, before: &Declaration) {
    for split in &upcast.split {
        let Some((_, _, old)) = field_at(&before.fields, &split.from) else { continue };
        let FieldKind::Text { most, .. } = &old.kind else { continue };
        for part in &split.into {
            let Some((_, _, own)) = field_at(&look.declaration.fields, part) else { continue };
            let takes_all =
                matches!(&own.kind, FieldKind::Text { least: 0 | 1, most: to, format: Format::Plain } if to >= most);
            if !takes_all {
                let (from, part) = (split.from.clone(), part.clone());
                look.say(keys(["x-upcast", "split", &split.from]), Lint::PartMayNotFit { from, part });
            }
        }
    }
}

/// What the version before could say and this one does not read any more.
fn lost(look: &mut Look<'_>, upcast: &Upcast, before: &Declaration) {
    let declaration = look.declaration;
    for field in before.fields.iter().filter(|field| !upcast.split.iter().any(|split| split.from == field.name)) {
        let Some((_, _, own)) = field_at(&declaration.fields, &renamed(upcast, &field.name)) else {
            look.say(keys(["properties"]), Lint::NotRead { field: field.name.clone() });
            continue;
        };
        if let (FieldKind::Choice(old), FieldKind::Choice(new)) = (&field.kind, &own.kind) {
            for (word, _) in old.iter().filter(|(word, _)| !new.iter().any(|(known, _)| known == word)) {
                let (field, word) = (field.name.clone(), word.clone());
                look.say(keys(["properties"]), Lint::WordGone { field, word });
            }
        }
    }
}

/// What a field of the version before is called now.
fn renamed(upcast: &Upcast, name: &str) -> String {
    let new = upcast.rename.iter().find(|(old, _)| old == name).map(|(_, new)| new.as_str());
    new.unwrap_or(name).to_owned()
}

/// Pairs of old fields that would be read into one new field.
fn two_sources(declaration: &Declaration, upcast: &Upcast, before: &Declaration) -> Vec<(String, String)> {
    let mut into: Vec<(String, String)> = Vec::new();
    let mut found = Vec::new();
    for field in &before.fields {
        let split = upcast.split.iter().find(|split| split.from == field.name);
        let targets = split.map_or_else(|| vec![renamed(upcast, &field.name)], |split| split.into.clone());
        for target in targets.into_iter().filter(|target| field_at(&declaration.fields, target).is_some()) {
            if let Some((_, earlier)) = into.iter().find(|(known, _)| *known == target) {
                found.push((earlier.clone(), field.name.clone()));
            }
            into.push((target, field.name.clone()));
        }
    }
    found
}

fn tags(declaration: &Declaration) -> Vec<(String, String)> {
    let name = |index: usize| declaration.fields.get(index).map(|field| field.name.clone()).unwrap_or_default();
    declaration.tags.iter().map(|(index, inner, namespace)| (name(*index), format!("{inner:?} {namespace}"))).collect()
}

fn key(declaration: &Declaration) -> Vec<String> {
    declaration
        .natural_key
        .iter()
        .filter_map(|index| declaration.fields.get(*index))
        .map(|field| field.name.clone())
        .collect()
}

fn day(declaration: &Declaration) -> Option<String> {
    declaration.occurred_on.and_then(|index| declaration.fields.get(index)).map(|field| field.name.clone())
}
