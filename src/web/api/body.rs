//! The body of a request to record: lines as `qizhang append` takes them, and what must not have happened.

use crate::ledger::{Catalogue, Guard, Ledger, LedgerError, Query, QueryItem};
use crate::value::{EventId, Position, Tag, TypeName, Uscc};
use crate::web::api::turned::{EVENTS_MOST, Turned};
use axum::http::{HeaderMap, header};
use serde::Deserialize;
use serde_json::value::RawValue;

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A list of events, or an object with one.
    Json,
    /// An event a line.
    Lines,
}

/// What is to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    /// Each line with its number: its place in the list, or in the text.
    pub(super) lines: Vec<(u64, String)>,
    conditions: Vec<Condition>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole<'b> {
    #[serde(borrow)]
    events: Vec<&'b RawValue>,
    #[serde(default)]
    condition: Option<Conditions>,
}

/// One condition, or several, each with a boundary of its own.
#[derive(Deserialize)]
#[serde(untagged)]
enum Conditions {
    One(Condition),
    Several(Vec<Condition>),
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Condition {
    after: u64,
    query: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    #[serde(default)]
    types: Vec<String>,
    #[serde(default)]
    tags: Vec<String>,
}

impl Kind {
    /// How the head of a request says its body is written.
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, Turned> {
        let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let unfit = || Turned::Kind { given: given.to_owned() };
        if headers.contains_key(header::CONTENT_ENCODING) {
            return Err(Turned::Kind { given: "Content-Encoding".to_owned() });
        }
        let mut parts = given.split(';').map(str::trim);
        let kind = match parts.next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "application/json" => Kind::Json,
            "application/x-ndjson" | "application/jsonl" => Kind::Lines,
            _ => return Err(unfit()),
        };
        let other = parts.filter_map(|part| part.split_once('=')).any(|(name, value)| {
            name.eq_ignore_ascii_case("charset") && !value.trim_matches('"').eq_ignore_ascii_case("utf-8")
        });
        if other { Err(unfit()) } else { Ok(kind) }
    }
}

impl Asked {
    /// Reads a body.
    pub(super) fn read(kind: Kind, body: &[u8]) -> Result<Self, Turned> {
        let bytes = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        let asked = match kind {
            Kind::Json => Self::json(bytes)?,
            Kind::Lines => Self::lines(bytes)?,
        };
        match asked.lines.len() {
            0 => Err(Turned::NoEvents),
            events if events > EVENTS_MOST => Err(Turned::Many { events }),
            _ => Ok(asked),
        }
    }

    fn json(bytes: &[u8]) -> Result<Self, Turned> {
        let is_list = bytes.trim_ascii_start().first() == Some(&b'[');
        let whole = if is_list {
            serde_json::from_slice(bytes).map(|events| Whole { events, condition: None })
        } else {
            serde_json::from_slice(bytes)
        };
        let Whole { events, condition } = whole.map_err(|error| unread(&error))?;
        let conditions = match condition {
            None => Vec::new(),
            Some(Conditions::One(one)) => vec![one],
            Some(Conditions::Several(several)) => several,
        };
        Ok(Self { lines: (1..).zip(events.into_iter().map(|event| event.get().to_owned())).collect(), conditions })
    }

    /// Blank lines are passed over, as in a file.
    fn lines(bytes: &[u8]) -> Result<Self, Turned> {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let lines = before.split(|byte| *byte == b'\n').count();
            Turned::Body { line: u64::try_from(lines).unwrap_or(u64::MAX), column: 1 }
        })?;
        let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
        Ok(Self { lines: lines.map(|(number, line)| (number, line.to_owned())).collect(), conditions: Vec::new() })
    }

    /// What must not have happened, as the store knows it.
    pub(super) fn guards(&self, ledger: &Ledger) -> Result<Vec<Guard>, Turned> {
        let (catalogue, head) = (ledger.catalogue(), ledger.head());
        self.conditions.iter().map(|condition| condition.guard(&catalogue, head)).collect()
    }
}

fn unread(error: &serde_json::Error) -> Turned {
    let number = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    Turned::Body { line: number(error.line()), column: number(error.column()) }
}

impl Condition {
    /// A condition that could never fail was meant otherwise.
    fn guard(&self, catalogue: &Catalogue, head: Position) -> Result<Guard, Turned> {
        let after = Position(self.after);
        if after > head {
            return Err(Turned::from(LedgerError::BeyondHead { asked: after, head }));
        }
        if self.query.is_empty() {
            let example = "[{\"types\": [\"payment.made\"], \"tags\": [\"enterprise:91110108551385082Q\"]}]";
            return Err(Turned::Condition { name: "query", value: "[]".to_owned(), example });
        }
        let items = self.query.iter().map(|item| item.read(catalogue)).collect::<Result<_, _>>()?;
        Ok(Guard { query: Query { items }, after })
    }
}

/// Whether an event of some type can carry a tag. One that no event carries, such as one with a blank too much, would guard nothing.
fn may_occur(catalogue: &Catalogue, tag: &Tag) -> bool {
    let Some((namespace, value)) = tag.as_str().split_once(':') else { return false };
    let declared = || catalogue.ids().flat_map(|id| &catalogue.declaration(id).tags).any(|(.., own)| *own == namespace);
    match namespace {
        // Whom an event concerns is a code with its check character, and what speaks of an event names its id.
        "enterprise" => Uscc::parse(value).is_ok(),
        "event" => EventId::parse(value).is_some(),
        _ => value.trim() == value && declared(),
    }
}

impl Item {
    fn read(&self, catalogue: &Catalogue) -> Result<QueryItem, Turned> {
        let kind = |name: &String| {
            let unknown = |nearest| Turned::from(LedgerError::UnknownType { name: name.clone(), nearest });
            Ledger::type_in(catalogue, name).map_err(unknown)
        };
        let tag = |text: &String| {
            let bad = || Turned::Condition { name: "tags", value: text.clone(), example: "payment:P-2026-0001" };
            Tag::parse(text).filter(|tag| may_occur(catalogue, tag)).ok_or_else(bad)
        };
        let types: Vec<TypeName> = self.types.iter().map(kind).collect::<Result<_, _>>()?;
        let tags = self.tags.iter().map(tag).collect::<Result<_, _>>()?;
        Ok(QueryItem { types, tags })
    }
}
