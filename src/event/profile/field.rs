//! The fields of a body or of a row.

use crate::event::declaration::Field;
use crate::event::nearest::nearest;
use crate::event::profile::DeclarationFault;
use crate::event::profile::shape::read_shape;
use crate::event::profile::spot::{Object, Spot, Trouble};

/// The most fields one flat object may have.
const FIELDS_MAX: usize = 64;

const PROPERTY_KEYWORDS: &[&str] = &[
    "type",
    "enum",
    "const",
    "format",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "items",
    "minItems",
    "maxItems",
    "x-title",
    "x-unit",
    "x-personal",
    "x-labels",
    "x-raw",
];
const ROW_KEYWORDS: &[&str] = &["type", "x-title", "properties", "required", "additionalProperties"];

/// Reads `properties`, `required` and `additionalProperties` of an object.
pub(super) fn read_fields(object: &Object<'_>, in_row: bool) -> Result<Vec<Field>, Trouble> {
    object.need("type")?.exactly("object")?;
    let spot = object.need("properties")?;
    let properties = spot.any_object()?;
    if properties.len() == 0 {
        return Err(spot.fails(DeclarationFault::Empty));
    }
    if properties.len() > FIELDS_MAX {
        return Err(spot.fails(DeclarationFault::TooManyFields));
    }
    let mut fields = Vec::with_capacity(properties.len());
    for (name, property) in properties.entries() {
        if !is_field_name(name) {
            return Err(properties.fails_at(name, DeclarationFault::BadFieldName));
        }
        fields.push(read_field(name, &property, in_row)?);
    }
    mark_required(object, &mut fields)?;
    let closed = object.need("additionalProperties")?;
    if closed.flag()? {
        return Err(closed.fails(DeclarationFault::WrongValue { expected: "false" }));
    }
    Ok(fields)
}

/// Reads the `items` of an array: one flat object.
pub(super) fn read_row_fields(items: &Spot<'_>) -> Result<Vec<Field>, Trouble> {
    read_fields(&items.object(ROW_KEYWORDS)?, true)
}

fn read_field(name: &str, spot: &Spot<'_>, in_row: bool) -> Result<Field, Trouble> {
    let property = spot.object(PROPERTY_KEYWORDS)?;
    let (kind, unit) = read_shape(&property, in_row)?;
    let title = property.need("x-title")?.bilingual()?;
    let personal = property.get("x-personal").map_or(Ok(false), |spot| spot.flag())?;
    Ok(Field { name: name.to_owned(), title, required: false, kind, unit, personal })
}

fn mark_required(object: &Object<'_>, fields: &mut [Field]) -> Result<(), Trouble> {
    for spot in object.need("required")?.list()? {
        let name = spot.text()?;
        match fields.iter_mut().find(|field| field.name == name) {
            Some(field) if field.required => return Err(spot.fails(DeclarationFault::Repeated)),
            Some(field) => field.required = true,
            None => return Err(spot.fails(unknown_field(name, fields))),
        }
    }
    Ok(())
}

/// The fault of naming a field that does not exist.
pub(super) fn unknown_field(name: &str, fields: &[Field]) -> DeclarationFault {
    DeclarationFault::UnknownField { nearest: nearest(name, fields.iter().map(|field| field.name.as_str())) }
}

fn is_field_name(name: &str) -> bool {
    name.len() <= 60
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}
