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

/// Reads `properties`, `required` and `additionalProperties` of an object: the fields where all of them are right, and what is wrong.
pub(super) fn read_every_field(object: &Object<'_>) -> (Option<Vec<Field>>, Vec<Trouble>) {
    let mut wrong = Vec::new();
    let mut fields = read_properties(object, false, &mut wrong);
    if let Some(Err(trouble)) = fields.as_mut().map(|fields| mark_required(object, fields)) {
        wrong.push(trouble);
        fields = None;
    }
    if let Err(trouble) = read_closed(object) {
        wrong.push(trouble);
    }
    (fields, wrong)
}

/// The same; or the first thing that is wrong.
fn read_fields(object: &Object<'_>, in_row: bool) -> Result<Vec<Field>, Trouble> {
    let mut wrong = Vec::new();
    let fields = read_properties(object, in_row, &mut wrong);
    if let Some(first) = wrong.into_iter().next() {
        return Err(first);
    }
    let mut fields = fields.unwrap_or_default();
    mark_required(object, &mut fields)?;
    read_closed(object)?;
    Ok(fields)
}

/// The fields, where all of them are right.
fn read_properties(object: &Object<'_>, in_row: bool, wrong: &mut Vec<Trouble>) -> Option<Vec<Field>> {
    let read = object.need("type").and_then(|spot| spot.exactly("object")).and_then(|()| properties_of(object));
    let properties = read.map_err(|trouble| wrong.push(trouble)).ok()?;
    let mut fields = Vec::with_capacity(properties.len());
    for (name, property) in properties.entries() {
        let field = if is_field_name(name) {
            read_field(name, &property, in_row)
        } else {
            Err(properties.fails_at(name, DeclarationFault::BadFieldName))
        };
        match field {
            Ok(field) => fields.push(field),
            Err(trouble) => wrong.push(trouble),
        }
    }
    (fields.len() == properties.len()).then_some(fields)
}

fn properties_of<'t>(object: &Object<'t>) -> Result<Object<'t>, Trouble> {
    let spot = object.need("properties")?;
    let properties = spot.any_object()?;
    if properties.len() == 0 {
        return Err(spot.fails(DeclarationFault::Empty));
    }
    if properties.len() > FIELDS_MAX {
        return Err(spot.fails(DeclarationFault::TooManyFields));
    }
    Ok(properties)
}

/// Nothing but the properties may stand in a body.
fn read_closed(object: &Object<'_>) -> Result<(), Trouble> {
    let closed = object.need("additionalProperties")?;
    if closed.flag()? { Err(closed.fails(DeclarationFault::WrongValue { expected: "false" })) } else { Ok(()) }
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
