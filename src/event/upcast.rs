//! Reading a body of an older version as the newest one, in one pass.

use crate::event::catalogue::CatalogueError;
use crate::event::declaration::{Declaration, Field, FieldKind, Format, Upcast, field_at};
use crate::event::layout::{Column, Layout, Shape, Target};
use crate::event::nearest::nearest;
use crate::event::profile::SAFE_WHOLE;
use crate::event::slot::Slot;

/// Where a field of an older version stands in a newer one.
pub(super) enum Hop {
    To(String),
    Parts(String, Vec<Option<String>>),
    Nowhere,
}

/// The versions from the one being read to the newest.
struct Road<'d> {
    old: &'d Declaration,
    newer: &'d [Declaration],
    newest: &'d Declaration,
}

/// The layout that reads the first of some consecutive versions into the slots of the last.
pub(super) fn layout_to_newest(versions: &[Declaration]) -> Result<Option<Layout>, CatalogueError> {
    let (Some((old, newer)), Some(newest)) = (versions.split_first(), versions.last()) else { return Ok(None) };
    if newer.is_empty() {
        return Ok(Some(Layout::of(&old.fields)));
    }
    let road = Road { old, newer, newest };
    road.check_old_names()?;
    road.layout("", &old.fields, "", &newest.fields).map(Some)
}

impl Road<'_> {
    /// The layout of a body, or of the rows at a prefix such as `units[].`.
    fn layout(&self, old_at: &str, old: &[Field], new_at: &str, new: &[Field]) -> Result<Layout, CatalogueError> {
        let columns: Vec<(Column, bool)> =
            old.iter().map(|field| self.column(old_at, field)).collect::<Result<_, _>>()?;
        let fills = self.fills(new_at, new)?;
        for (number, field) in new.iter().enumerate().filter(|(_, field)| field.required) {
            let filled = fills.iter().any(|(target, _)| *target == number);
            if !filled && !columns.iter().any(|(column, always)| *always && column.target.reaches(number)) {
                return Err(self.unfit(&format!("{new_at}{}", field.name), Unfit::NoSource));
            }
        }
        Ok(Layout::new(columns, new.len(), fills))
    }

    fn column(&self, at: &str, field: &Field) -> Result<(Column, bool), CatalogueError> {
        let path = format!("{at}{}", field.name);
        let mut shape = Shape::of(&field.kind);
        let target = match self.route(self.newer, &path)? {
            Hop::Nowhere => Target::Nowhere,
            Hop::To(new_path) => match field_at(&self.newest.fields, &new_path) {
                None => Target::Nowhere,
                Some((outer, inner, new)) => {
                    if slot_of(&field.kind) != slot_of(&new.kind) {
                        return Err(self.unfit(&new_path, Unfit::KindChanged));
                    }
                    if let (FieldKind::Rows { fields: rows, least, most }, FieldKind::Rows { fields: new, .. }) =
                        (&field.kind, &new.kind)
                    {
                        let layout = self.layout(&format!("{path}[]."), rows, &format!("{new_path}[]."), new)?;
                        shape = Shape::Rows { layout: Box::new(layout), least: *least, most: *most };
                    }
                    let slot = inner.unwrap_or(outer);
                    match self.factor(&path, &field.kind)? {
                        1 => Target::Slot(slot),
                        by => Target::Times(slot, by),
                    }
                }
            },
            Hop::Parts(by, into) => self.split(&by, &into),
        };
        Ok((Column::new(&field.name, shape, target), field.required))
    }

    /// How many of the newest unit one of an old field makes.
    fn factor(&self, path: &str, kind: &FieldKind) -> Result<i64, CatalogueError> {
        let FieldKind::Whole { least, most } = kind else { return Ok(1) };
        let too_far = || self.unfit(path, Unfit::TooFar);
        let (mut by, mut at) = (1_i64, path.to_owned());
        for step in self.newer {
            let Hop::To(next) = follow(step, &at) else { break };
            by = by.checked_mul(times(step, &next)).ok_or_else(too_far)?;
            at = next;
        }
        let is_exact = |bound: &i64| bound.checked_mul(by).is_some_and(|far| (-SAFE_WHOLE..=SAFE_WHOLE).contains(&far));
        if is_exact(least) && is_exact(most) { Ok(by) } else { Err(too_far()) }
    }

    fn split(&self, by: &str, into: &[Option<String>]) -> Target {
        let part = |path: &Option<String>| {
            let (number, _, field) = field_at(&self.newest.fields, path.as_ref()?)?;
            Some((number, Shape::of(&field.kind)))
        };
        Target::Split { by: by.into(), into: into.iter().map(part).collect() }
    }

    /// The values that later versions give to fields at a prefix.
    fn fills(&self, at: &str, new: &[Field]) -> Result<Vec<(usize, Slot)>, CatalogueError> {
        let mut fills = Vec::new();
        let mut rest = self.newer;
        while let Some((step, later)) = rest.split_first() {
            rest = later;
            let values = step.upcast.iter().flat_map(|upcast| upcast.default.iter().chain(&upcast.constant));
            for (path, value) in values {
                let Hop::To(path) = self.route(later, path)? else { continue };
                let Some(name) = path.strip_prefix(at).filter(|name| !name.contains("[].")) else { continue };
                let Some((number, _, field)) = field_at(new, name) else { continue };
                let slot = Shape::of(&field.kind).decode(value);
                fills.push((number, slot.map_err(|refusal| self.unfit(&path, Unfit::BadValue(refusal)))?));
            }
        }
        Ok(fills)
    }

    /// Follows a field through some versions.
    fn route(&self, steps: &[Declaration], path: &str) -> Result<Hop, CatalogueError> {
        let mut hop = Hop::To(path.to_owned());
        for step in steps {
            hop = match hop {
                Hop::Nowhere => Hop::Nowhere,
                Hop::To(path) => follow(step, &path),
                Hop::Parts(by, into) => {
                    let onward = |path: Option<String>| match path.map(|path| (follow(step, &path), path)) {
                        Some((Hop::To(path), _)) => Ok(Some(path)),
                        Some((Hop::Parts(..), path)) => Err(self.unfit(&path, Unfit::SplitTwice)),
                        Some((Hop::Nowhere, _)) | None => Ok(None),
                    };
                    Hop::Parts(by, into.into_iter().map(onward).collect::<Result<_, _>>()?)
                }
            };
        }
        Ok(hop)
    }

    /// Every name that the next version's upcast takes from must exist.
    fn check_old_names(&self) -> Result<(), CatalogueError> {
        let Some(upcast) = self.newer.first().and_then(|next| next.upcast.as_ref()) else { return Ok(()) };
        let names = upcast.rename.iter().map(|(old, _)| old).chain(upcast.split.iter().map(|split| &split.from));
        let multiplied = upcast.multiply.iter().map(|(new, _)| old_name(upcast, new));
        for name in names.cloned().chain(multiplied) {
            if field_at(&self.old.fields, &name).is_none() {
                let known = self.old.fields.iter().map(|field| field.name.as_str());
                return Err(self.unfit(&name, Unfit::UnknownOld { nearest: nearest(&name, known) }));
            }
        }
        Ok(())
    }

    fn unfit(&self, field: &str, why: Unfit) -> CatalogueError {
        let (name, version) = (self.old.name.clone(), self.old.version);
        CatalogueError::Unfit { name, version, field: field.to_owned(), why }
    }
}

/// How many of its unit one of the unit of the version before makes.
pub(super) fn times(step: &Declaration, path: &str) -> i64 {
    let factors = step.upcast.iter().flat_map(|upcast| &upcast.multiply);
    factors.into_iter().find(|(field, _)| field == path).map_or(1, |(_, by)| *by)
}

/// What a field is called in the version before, as far as the upcast says.
fn old_name(upcast: &Upcast, new: &str) -> String {
    let renamed = |new: &str| upcast.rename.iter().find(|(_, now)| now == new).map(|(old, _)| old.clone());
    renamed(new).unwrap_or_else(|| match new.split_once("[].") {
        Some((outer, inner)) => renamed(outer).map_or_else(|| new.to_owned(), |outer| format!("{outer}[].{inner}")),
        None => new.to_owned(),
    })
}

/// Where a field of the version before stands in this one.
pub(super) fn follow(step: &Declaration, path: &str) -> Hop {
    let upcast = step.upcast.clone().unwrap_or_default();
    if let Some(split) = upcast.split.into_iter().find(|split| split.from == path) {
        return Hop::Parts(split.by, split.into.into_iter().map(Some).collect());
    }
    if let Some((_, new)) = upcast.rename.into_iter().find(|(old, _)| old == path) {
        return Hop::To(new);
    }
    let same = match path.split_once("[].") {
        None => path.to_owned(),
        Some((outer, inner)) => match follow(step, outer) {
            Hop::To(outer) => format!("{outer}[].{inner}"),
            Hop::Parts(..) | Hop::Nowhere => return Hop::Nowhere,
        },
    };
    if field_at(&step.fields, &same).is_some() { Hop::To(same) } else { Hop::Nowhere }
}

impl Target {
    fn reaches(&self, slot: usize) -> bool {
        match self {
            Target::Slot(target) | Target::Times(target, _) => *target == slot,
            Target::Nowhere => false,
            // Only the first part is sure to be there.
            Target::Split { into, .. } => matches!(into.first(), Some(Some((target, _))) if *target == slot),
        }
    }
}

/// Why an older version cannot be read as the newest one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum Unfit {
    /// The newest version requires a field that nothing gives.
    NoSource,
    /// The field holds another kind of value now.
    KindChanged,
    /// A default or constant is not a value of its field.
    BadValue(crate::event::BodyRefusal),
    /// A rename or split takes from a field that the old version does not have; the nearest it has.
    UnknownOld { nearest: Option<String> },
    /// A part of a split is split again.
    SplitTwice,
    /// In the new unit the field could hold numbers that are not exact any more.
    TooFar,
}

/// Which slot a kind of field fills; formats differ, the words of a choice do not.
fn slot_of(kind: &FieldKind) -> (u8, Option<Format>) {
    match kind {
        FieldKind::Text { format, .. } => (0, Some(*format)),
        FieldKind::Choice(_) => (0, Some(Format::Plain)),
        FieldKind::Whole { .. } => (1, None),
        FieldKind::Flag => (2, None),
        FieldKind::Rows { .. } => (3, None),
        FieldKind::Raw => (4, None),
    }
}
