//! The document as a whole.

use crate::event::declaration::Declaration;
use crate::event::profile::field::read_every_field;
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

/// Reads a declaration; or every fault that can be told without the part where another one is.
pub(in crate::event) fn read(text: &str) -> Result<Declaration, Vec<DeclarationError>> {
    let alone = |line, column, fault| vec![DeclarationError { path: String::new(), line, column, fault }];
    if text.starts_with('\u{feff}') {
        return Err(alone(1, 1, DeclarationFault::ByteOrderMark));
    }
    let not_json = |error: serde_json::Error| // At the end of a line the parser counts a column of 0.
        alone(error.line().max(1), error.column().max(1), DeclarationFault::NotJson(error.to_string()));
    let node = Node::read(text).map_err(not_json)?;
    let mut troubles = Troubles::default();
    let read = read_document(&Spot::root(&node), text, &mut troubles);
    let told = |trouble: Trouble| {
        let (line, column) = line_and_column(text, trouble.at);
        DeclarationError { path: trouble.path, line, column, fault: trouble.fault }
    };
    match (read, troubles.0.is_empty()) {
        (Some(declaration), true) => Ok(declaration),
        (Some(_) | None, _) => Err(troubles.0.into_iter().map(told).collect()),
    }
}

/// What is wrong so far, in the order it was found.
#[derive(Default)]
struct Troubles(Vec<Trouble>);

impl Troubles {
    /// What was read, where nothing is wrong with it.
    fn take<T>(&mut self, read: Result<T, Trouble>) -> Option<T> {
        read.map_err(|trouble| self.0.push(trouble)).ok()
    }
}

/// Each part is read by itself, so that a fault in one hides none in another. What speaks of fields is read where all fields are.
fn read_document(root: &Spot<'_>, text: &str, troubles: &mut Troubles) -> Option<Declaration> {
    let document = troubles.take(root.any_object())?;
    troubles.0.extend(document.strangers(KEYWORDS));
    troubles.take(document.need("$schema").and_then(|spot| spot.exactly(DIALECT)));
    let id = troubles.take(document.need("$id").and_then(|spot| read_id(&spot)));
    troubles.take(document.need("title").and_then(|spot| spot.text().map(drop)));
    let (fields, wrong) = read_every_field(&document);
    troubles.0.extend(wrong);
    let title = troubles.take(document.need("x-title").and_then(|spot| spot.bilingual()));
    let description = troubles.take(document.get("x-description").map(|spot| spot.bilingual()).transpose());
    let articles = troubles.take(read_articles(&document));
    let named = fields.as_ref().and_then(|fields| {
        let occurred_on = troubles.take(read_occurred_on(&document, fields));
        let tags = troubles.take(read_tags(&document, fields));
        let natural_key = troubles.take(read_natural_key(&document, fields));
        Some((occurred_on?, tags?, natural_key?))
    });
    let evidence = troubles.take(read_evidence(&document));
    let version = id.as_ref().map(|(_, version)| *version);
    let upcast = fields
        .as_ref()
        .zip(version)
        .and_then(|(fields, version)| troubles.take(read_upcast(&document, version, fields)));
    let deprecated = troubles.take(read_deprecated(&document));
    let examples = troubles.take(read_examples(&document));
    let refused = troubles.take(read_refused(&document));
    let ((name, version), (occurred_on, tags, natural_key)) = (id?, named?);
    Some(Declaration {
        name,
        version,
        title: title?,
        description: description?,
        articles: articles?,
        occurred_on,
        tags,
        natural_key,
        evidence: evidence?,
        upcast: upcast?,
        deprecated: deprecated?,
        examples: examples?,
        refused: refused?,
        fields: fields?,
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
