//! `x-upcast`: how the version before reads as this one.

use crate::event::declaration::{Field, FieldKind, Split, Upcast, field_at};
use crate::event::profile::DeclarationFault;
use crate::event::profile::field::unknown_field;
use crate::event::profile::spot::{Object, Spot, Trouble};

/// How many of the new unit one of the old may make.
const FACTORS: std::ops::RangeInclusive<i64> = 2..=1_000_000;

/// Reads `x-upcast`; new field names are checked here, old ones where both versions are known.
pub(super) fn read_upcast(document: &Object<'_>, version: u16, fields: &[Field]) -> Result<Option<Upcast>, Trouble> {
    let Some(spot) = document.get("x-upcast") else { return Ok(None) };
    if version == 1 {
        return Err(document.fails_at("x-upcast", DeclarationFault::UpcastWithoutPast));
    }
    let object = spot.object(&["rename", "default", "constant", "split", "multiply"])?;
    let rename = read_renames(&object, fields)?;
    let default = read_values(&object, "default", fields)?;
    let constant = read_values(&object, "constant", fields)?;
    let split = read_splits(&object, fields)?;
    let multiply = read_factors(&object, fields)?;
    Ok(Some(Upcast { rename, default, constant, split, multiply }))
}

fn read_renames(object: &Object<'_>, fields: &[Field]) -> Result<Vec<(String, String)>, Trouble> {
    let Some(spot) = object.get("rename") else { return Ok(Vec::new()) };
    let read = |(old, new): (&str, Spot<'_>)| {
        let name = new.text()?;
        if exists(name, fields) { Ok((old.to_owned(), name.to_owned())) } else { Err(unknown(&new, name, fields)) }
    };
    spot.any_object()?.entries().map(read).collect()
}

fn read_values(
    object: &Object<'_>,
    keyword: &str,
    fields: &[Field],
) -> Result<Vec<(String, serde_json::Value)>, Trouble> {
    let Some(spot) = object.get(keyword) else { return Ok(Vec::new()) };
    let read = |(name, value): (&str, Spot<'_>)| {
        if exists(name, fields) { Ok((name.to_owned(), value.value()?)) } else { Err(unknown(&value, name, fields)) }
    };
    spot.any_object()?.entries().map(read).collect()
}

fn read_splits(object: &Object<'_>, fields: &[Field]) -> Result<Vec<Split>, Trouble> {
    let Some(spot) = object.get("split") else { return Ok(Vec::new()) };
    let read = |(from, spot): (&str, Spot<'_>)| {
        let object = spot.object(&["by", "into"])?;
        let by = object.need("by")?.text()?;
        let mut into = Vec::new();
        for part in object.need("into")?.list()? {
            let name = part.text()?;
            if !fields.iter().any(|field| field.name == name) {
                return Err(unknown(&part, name, fields));
            }
            into.push(name.to_owned());
        }
        if by.is_empty() || into.len() < 2 {
            return Err(spot.fails(DeclarationFault::BadSplit));
        }
        Ok(Split { from: from.to_owned(), by: by.to_owned(), into })
    };
    spot.any_object()?.entries().map(read).collect()
}

fn read_factors(object: &Object<'_>, fields: &[Field]) -> Result<Vec<(String, i64)>, Trouble> {
    let Some(spot) = object.get("multiply") else { return Ok(Vec::new()) };
    let read = |(name, factor): (&str, Spot<'_>)| {
        let Some((_, _, field)) = field_at(fields, name) else { return Err(unknown(&factor, name, fields)) };
        let by = factor.whole()?;
        let fits = matches!(field.kind, FieldKind::Whole { .. }) && FACTORS.contains(&by);
        if fits { Ok((name.to_owned(), by)) } else { Err(factor.fails(DeclarationFault::BadMultiply)) }
    };
    spot.any_object()?.entries().map(read).collect()
}

fn unknown(spot: &Spot<'_>, name: &str, fields: &[Field]) -> Trouble {
    spot.fails(unknown_field(name, fields))
}

fn exists(path: &str, fields: &[Field]) -> bool {
    field_at(fields, path).is_some()
}
