//! From any version of a type to any other, and when that cannot be.

use crate::event::canonical_json;
use crate::event::catalogue::{Catalogue, CatalogueError, TypeId};
use crate::event::declaration::{Declaration, Field, FieldKind};
use crate::event::layout::Layout;
use crate::event::recast::lower::Lower;
use crate::event::recast::raise::{Object, Raise, note};
use crate::event::refusal::BodyRefusal;
use crate::event::slot::{Record, Slot};
use crate::event::upcast::layout_to_newest;
use serde_json::Value;

/// A body as another version of its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recast {
    /// The version it is given as.
    pub version: u16,
    /// The body, as canonical JSON.
    pub data: String,
    /// Fields that were recorded and that this version has no word for: optional ones that a later version added, or old ones that a
    /// later version does not read.
    pub left_out: Vec<String>,
}

/// Why a body cannot be given as an older version.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum Unsaid {
    /// Whoever knows only that version would take the field for something else: what is recorded is no default, no whole number of the
    /// old unit, or holds what stands between the parts of a text.
    Otherwise { field: String },
    /// That version would not have taken it.
    Refused(BodyRefusal),
}

impl Catalogue {
    /// A body that was recorded as one version, as another that this catalogue knows. An older body is read by the upcasts. A newer one
    /// is given as an older version only where whoever reads it so comes to the same: read by the upcasts again it says nothing else than
    /// what was recorded. Fields that the old version has no word for, and takes to be nothing, are named.
    ///
    /// A body of a version, or as a version, that is not known is given as it is.
    pub fn recast(&self, id: TypeId, (from, to): (u16, u16), data: &str) -> Result<Recast, Unsaid> {
        let versions = self.versions(&self.declaration(id).name);
        let index = |version: u16| usize::from(version).saturating_sub(1);
        let parsed: Option<Object> = serde_json::from_str(data).ok();
        let (low, high) = (index(from.min(to)), index(from.max(to)));
        let (Some(mut body), Some(span)) = (parsed, versions.get(low..=high)) else {
            return Ok(Recast { version: from, data: data.to_owned(), left_out: Vec::new() });
        };
        let steps = span.windows(2).filter_map(|pair| if let [old, new] = pair { Some((old, new)) } else { None });
        let mut left_out = Vec::new();
        if from < to {
            for (_, new) in steps {
                let mut raise = Raise { new, left_out };
                body = raise.body(body);
                left_out = raise.left_out;
            }
            return Ok(Recast { version: to, data: canonical(body), left_out });
        }
        for (old, new) in steps.rev() {
            body = Lower { old, new }.body(body);
        }
        let given = canonical(body);
        compare(span, (data, &given), &mut left_out)?;
        Ok(Recast { version: to, data: given, left_out })
    }
}

fn canonical(body: Object) -> String {
    canonical_json(&Value::Object(body)).unwrap_or_default()
}

/// Reads a body of the last of some versions, and what it is given as in the first, in the slots of the last.
fn compare(span: &[Declaration], (recorded, given): (&str, &str), left_out: &mut Vec<String>) -> Result<(), Unsaid> {
    // That each version reads as the newest of all was settled when the catalogue was made; one between them may need more than it is given.
    let unfit = |error| {
        let field = if let CatalogueError::Unfit { field, .. } = error { field } else { String::new() };
        Unsaid::Otherwise { field }
    };
    let (Some(newest), Some(layout)) = (span.last(), layout_to_newest(span).map_err(unfit)?) else { return Ok(()) };
    let recorded = Layout::of(&newest.fields).decode(recorded).map_err(Unsaid::Refused)?;
    let given = layout.decode(given).map_err(Unsaid::Refused)?;
    let differing = differing("", &newest.fields, (&recorded, &given), left_out);
    differing.map_or(Ok(()), |field| Err(Unsaid::Otherwise { field }))
}

/// The first field of which the second of two bodies says something else than the first; what it does not speak of is noted.
fn differing(
    at: &str,
    fields: &[Field],
    (one, other): (&Record, &Record),
    left_out: &mut Vec<String>,
) -> Option<String> {
    fields.iter().enumerate().find_map(|(number, field)| {
        let path = format!("{at}{}", field.name);
        match (&field.kind, one.get(number), other.get(number)) {
            (_, own, given) if own == given => None,
            (_, _, Slot::Absent) => {
                note(left_out, path);
                None
            }
            (FieldKind::Rows { fields, .. }, Slot::Rows(own), Slot::Rows(given)) if own.len() == given.len() => {
                let mut pairs = own.iter().zip(given);
                pairs.find_map(|pair| differing(&format!("{path}[]."), fields, pair, left_out))
            }
            _ => Some(path),
        }
    })
}
