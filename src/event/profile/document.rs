//! The document as a whole.

use crate::event::declaration::Declaration;
use crate::event::profile::field::read_fields;
use crate::event::profile::spot::{Object, Spot, Trouble};
use crate::event::profile::tree::{Node, line_and_column};
use crate::event::profile::upcast::read_upcast;
use crate::event::profile::words::{
    read_articles, read_deprecated, read_evidence, read_natural_key, read_occurred_on, read_refused, read_tags,
};
use crate::event::profile::{DeclarationError, DeclarationFault};
use crate::value::TypeName;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

const KEYWORDS: &[&str] = &[
    "$schema",
    "$id",
    "title",
    "type",
    "x-title",
    "x-description",
    "x-article",
    "x-occurred-on",
    "x-tags",
    "x-natural-key",
    "x-evidence",
    "properties",
    "required",
    "additionalProperties",
    "examples",
    "x-refused",
    "x-upcast",
    "x-deprecated",
];

/// Reads a declaration.
pub(in crate::event) fn read(text: &str) -> Result<Declaration, DeclarationError> {
    let node = Node::read(text).map_err(|error| DeclarationError {
        path: String::new(),
        line: error.line(),
        column: error.column(),
        fault: DeclarationFault::NotJson(error.to_string()),
    })?;
    read_document(&Spot::root(&node), text).map_err(|trouble| {
        let (line, column) = line_and_column(text, trouble.at);
        DeclarationError { path: trouble.path, line, column, fault: trouble.fault }
    })
}

fn read_document(root: &Spot<'_>, text: &str) -> Result<Declaration, Trouble> {
    let document = root.object(KEYWORDS)?;
    document.need("$schema")?.exactly(DIALECT)?;
    let (name, version) = read_id(&document.need("$id")?)?;
    document.need("title")?.text()?;
    let fields = read_fields(&document, false)?;
    Ok(Declaration {
        name,
        version,
        title: document.need("x-title")?.bilingual()?,
        description: document.get("x-description").map(|spot| spot.bilingual()).transpose()?,
        articles: read_articles(&document)?,
        occurred_on: read_occurred_on(&document, &fields)?,
        tags: read_tags(&document, &fields)?,
        natural_key: read_natural_key(&document, &fields)?,
        evidence: read_evidence(&document)?,
        upcast: read_upcast(&document, version, &fields)?,
        deprecated: read_deprecated(&document)?,
        examples: read_examples(&document)?,
        refused: read_refused(&document)?,
        fields,
        text: text.into(),
    })
}

/// `$id` ends in `<type name>/<version>`, with or without `.json`.
fn read_id(spot: &Spot<'_>) -> Result<(TypeName, u16), Trouble> {
    let id = spot.text()?;
    let mut parts = id.strip_suffix(".json").unwrap_or(id).rsplit(['/', ':']);
    let version = parts.next().filter(|digits| !digits.starts_with(['0', '+'])).and_then(|digits| digits.parse().ok());
    let name = parts.next().and_then(TypeName::parse);
    name.zip(version).ok_or_else(|| spot.fails(DeclarationFault::BadId))
}

fn read_examples(document: &Object<'_>) -> Result<Vec<serde_json::Value>, Trouble> {
    document.need("examples")?.filled_list()?.iter().map(Spot::value).collect()
}
