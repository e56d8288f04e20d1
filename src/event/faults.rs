//! Every fault of a body, field by field: whoever mends a table wants to mend it once.

use crate::event::declaration::{Declaration, Field, FieldKind};
use crate::event::layout::Shape;
use crate::event::refusal::{BodyFault, BodyRefusal};
use serde_json::{Map, Value};

impl Declaration {
    /// What is wrong with each field of a body, in the order of the declaration. Where this finds nothing, the body reads as far
    /// as single fields go.
    ///
    /// Fields that the declaration does not have are not looked at.
    pub fn faults(&self, body: &Map<String, Value>) -> Vec<BodyRefusal> {
        let mut found = Vec::new();
        look("", &self.fields, body, &mut found);
        found
    }
}

fn look(at: &str, fields: &[Field], body: &Map<String, Value>, found: &mut Vec<BodyRefusal>) {
    for field in fields {
        let path = format!("{at}{}", field.name);
        match (body.get(&field.name), &field.kind) {
            (None, _) if field.required => found.push(BodyRefusal { field: path, fault: BodyFault::Missing }),
            (None, _) => {}
            (Some(Value::Array(rows)), FieldKind::Rows { fields, least, most }) => {
                let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
                if count < *least {
                    found.push(BodyRefusal { field: path.clone(), fault: BodyFault::TooFew { least: *least } });
                } else if count > *most {
                    found.push(BodyRefusal { field: path.clone(), fault: BodyFault::TooMany { most: *most } });
                }
                for (number, row) in rows.iter().enumerate() {
                    if let Some(row) = row.as_object() {
                        look(&format!("{path}[{number}]."), fields, row, found);
                    }
                }
            }
            (Some(value), kind) => {
                if let Err(refusal) = Shape::of(kind).decode(value) {
                    found.push(BodyRefusal { field: path, fault: refusal.fault });
                }
            }
        }
    }
}
