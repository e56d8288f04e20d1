//! Our own words at the top of a declaration: what a schema cannot say.

use crate::event::declaration::{Deprecated, Evidence, Field, FieldKind, Format, field_at};
use crate::event::nearest::nearest;
use crate::event::profile::DeclarationFault;
use crate::event::profile::field::unknown_field;
use crate::event::profile::spot::{Object, Spot, Trouble};
use crate::event::refusal::BODY_CODES;
use crate::value::{Day, TypeName};

/// A tag: the field, the field of the row where it is an array, and the namespace.
type TagField = (usize, Option<usize>, String);

/// `x-occurred-on`: a top-level field that is a day.
pub(super) fn read_occurred_on(document: &Object<'_>, fields: &[Field]) -> Result<Option<usize>, Trouble> {
    let Some(spot) = document.get("x-occurred-on") else { return Ok(None) };
    let (index, field) = find(&spot, spot.text()?, fields)?;
    if let FieldKind::Text { format: Format::Date, .. } = field.kind {
        Ok(Some(index))
    } else {
        Err(spot.fails(DeclarationFault::OccurredOnNotDay))
    }
}

/// `x-tags`: field paths and the namespaces of their tags, in file order.
pub(super) fn read_tags(document: &Object<'_>, fields: &[Field]) -> Result<Vec<TagField>, Trouble> {
    let Some(spot) = document.get("x-tags") else { return Ok(Vec::new()) };
    let object = spot.any_object()?;
    object.entries().map(|(path, namespace)| read_tag(&object, path, &namespace, fields)).collect()
}

fn read_tag(tags: &Object<'_>, path: &str, spot: &Spot<'_>, fields: &[Field]) -> Result<TagField, Trouble> {
    let namespace = spot.text()?;
    if !is_namespace(namespace) {
        return Err(spot.fails(DeclarationFault::BadNamespace));
    }
    let at_key = |fault| tags.fails_at(path, fault);
    let (index, inner, target) = field_at(fields, path).ok_or_else(|| at_key(unknown_path(path, fields)))?;
    let rows_personal = fields.get(index).is_some_and(|field| field.personal);
    if rows_personal || target.personal {
        return Err(at_key(DeclarationFault::TagOnPersonal));
    }
    if !names_something(&target.kind) {
        return Err(at_key(DeclarationFault::TagNotName));
    }
    Ok((index, inner, namespace.to_owned()))
}

/// The fault of a path that leads to no field; the nearest name on its level.
fn unknown_path(path: &str, fields: &[Field]) -> DeclarationFault {
    match path.split_once("[].").and_then(|(name, inner)| Some((field_at(fields, name)?.2, inner))) {
        Some((Field { kind: FieldKind::Rows { fields, .. }, .. }, inner)) => unknown_field(inner, fields),
        Some(_) | None => unknown_field(path, fields),
    }
}

/// Whether a value of this kind can name a thing that events are found by.
fn names_something(kind: &FieldKind) -> bool {
    match kind {
        FieldKind::Text { format, .. } => match format {
            Format::Plain | Format::Uscc | Format::StandardNo | Format::Uuid | Format::Digest => true,
            Format::Amount | Format::Percentage | Format::Date | Format::DayPeriod => false,
        },
        FieldKind::Choice(_) | FieldKind::Whole { .. } => true,
        FieldKind::Flag | FieldKind::Rows { .. } | FieldKind::Raw => false,
    }
}

fn is_namespace(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// `x-natural-key`: top-level scalar fields, in the order of the key.
pub(super) fn read_natural_key(document: &Object<'_>, fields: &[Field]) -> Result<Vec<usize>, Trouble> {
    let Some(spot) = document.get("x-natural-key") else { return Ok(Vec::new()) };
    let mut key = Vec::new();
    for spot in spot.filled_list()? {
        let (index, field) = find(&spot, spot.text()?, fields)?;
        if key.contains(&index) {
            return Err(spot.fails(DeclarationFault::Repeated));
        }
        if field.personal {
            return Err(spot.fails(DeclarationFault::KeyOnPersonal));
        }
        if matches!(field.kind, FieldKind::Rows { .. } | FieldKind::Raw) {
            return Err(spot.fails(DeclarationFault::KeyNotScalar));
        }
        key.push(index);
    }
    Ok(key)
}

fn find<'f>(spot: &Spot<'_>, name: &str, fields: &'f [Field]) -> Result<(usize, &'f Field), Trouble> {
    lookup(name, fields).map_err(|fault| spot.fails(fault))
}

fn lookup<'f>(name: &str, fields: &'f [Field]) -> Result<(usize, &'f Field), DeclarationFault> {
    let found = fields.iter().enumerate().find(|(_, field)| field.name == name);
    found.ok_or_else(|| unknown_field(name, fields))
}

/// `x-evidence`: the documents that must or may come with the fact.
pub(super) fn read_evidence(document: &Object<'_>) -> Result<Vec<Evidence>, Trouble> {
    let Some(spot) = document.get("x-evidence") else { return Ok(Vec::new()) };
    let read = |spot: Spot<'_>| {
        let object = spot.object(&["title", "required"])?;
        Ok(Evidence { title: object.need("title")?.bilingual()?, required: object.need("required")?.flag()? })
    };
    spot.list()?.into_iter().map(read).collect()
}

/// `x-deprecated`: why nothing new should be recorded with the type, since when, and which type took its place.
pub(super) fn read_deprecated(document: &Object<'_>) -> Result<Option<Deprecated>, Trouble> {
    let Some(spot) = document.get("x-deprecated") else { return Ok(None) };
    let object = spot.object(&["why", "successor", "since"])?;
    let name = |spot: Spot<'_>| TypeName::parse(spot.text()?).ok_or_else(|| spot.fails(DeclarationFault::BadSuccessor));
    let day = |spot: Spot<'_>| Day::parse(spot.text()?).ok_or_else(|| spot.fails(DeclarationFault::BadSince));
    Ok(Some(Deprecated {
        why: object.need("why")?.bilingual()?,
        successor: object.get("successor").map(name).transpose()?,
        since: object.get("since").map(day).transpose()?,
    }))
}

/// `x-article`: one clause or several.
pub(super) fn read_articles(document: &Object<'_>) -> Result<Vec<String>, Trouble> {
    let Some(spot) = document.get("x-article") else { return Ok(Vec::new()) };
    let clauses = if spot.is_text() { vec![spot] } else { spot.filled_list()? };
    clauses.iter().map(|clause| clause.text().map(str::to_owned)).collect()
}

/// `x-refused`: bodies that must be refused, each with its code.
pub(super) fn read_refused(document: &Object<'_>) -> Result<Vec<(serde_json::Value, String)>, Trouble> {
    let Some(spot) = document.get("x-refused") else { return Ok(Vec::new()) };
    spot.list()?.iter().map(read_refusal).collect()
}

fn read_refusal(spot: &Spot<'_>) -> Result<(serde_json::Value, String), Trouble> {
    let object = spot.object(&["body", "code", "why"])?;
    let code = object.need("code")?;
    let word = code.text()?;
    if !BODY_CODES.contains(&word) {
        let nearest = nearest(word, BODY_CODES.iter().copied());
        return Err(code.fails(DeclarationFault::UnknownCode { nearest }));
    }
    match object.get("why") {
        Some(why) if !why.is_text() => drop(why.bilingual()?),
        Some(_) | None => {}
    }
    Ok((object.need("body")?.value()?, word.to_owned()))
}
