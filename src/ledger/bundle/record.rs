//! `proof.json`: which events there are, and how each leads to the signed root; what was asked, and all that it selects.

use super::asking::{About, Asking};
use super::make::Gathered;
use crate::proof::{ConsistencyProof, InclusionProof};
use crate::store::Facet;
use crate::value::{Day, Digest, EventId, Position, Tag, TypeName, Uscc};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use std::borrow::Cow;
use std::sync::Arc;

/// The name of its form.
pub(super) const FORMAT: &str = "bundle.v1";

/// A proof of growth between two sizes of 64 bits has at most so many digests.
const LONGEST_PATH: usize = 128;

/// As the fields stand in the file, not by the alphabet.
const ORDER: [&str; 11] =
    ["format", "program", "ledger", "size", "root", "question", "selection", "ids", "roots", "nodes", "events"];

/// The whole file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) format: String,
    pub(super) program: String,
    pub(super) ledger: String,
    pub(super) size: u64,
    pub(super) root: String,
    pub(super) question: QuestionRecord,
    pub(super) selection: Vec<FacetRecord>,
    pub(super) ids: Vec<IdRecord>,
    pub(super) roots: Vec<RootRecord>,
    pub(super) nodes: Vec<Hex>,
    pub(super) events: Vec<EventRecord>,
}

/// A digest, spelt in hex and held in its own bytes: whoever sends millions of other words sends nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hex(pub(super) Digest);

impl Serialize for Hex {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <Cow<'_, str>>::deserialize(deserializer)?;
        Digest::parse(&text).map(Hex).ok_or_else(|| D::Error::custom("a digest is 64 digits in hex"))
    }
}

/// What was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct QuestionRecord {
    pub(super) payment: Option<String>,
    pub(super) subject: String,
    pub(super) on: String,
    pub(super) known: u64,
    pub(super) readings: Vec<ReadingRecord>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ReadingRecord {
    pub(super) reading: String,
    pub(super) option: String,
}

/// A facet, and every event that it selects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FacetRecord {
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) positions: Vec<u64>,
}

/// An id that was looked up, and where its event stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct IdRecord {
    pub(super) id: String,
    pub(super) position: Option<u64>,
}

/// The root at an earlier size, and the proof that the signed one grew out of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RootRecord {
    pub(super) size: u64,
    pub(super) root: String,
    pub(super) path: Vec<u32>,
}

/// An event: what its leaf covers besides its line, and its way to the root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct EventRecord {
    pub(super) position: u64,
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) tags: Vec<String>,
    pub(super) leaf: String,
    pub(super) path: Vec<u32>,
}

impl Record {
    pub(super) fn of(gathered: &Gathered, asking: &Asking, subject: Uscc, ledger: &str, root: &Digest) -> Self {
        Self {
            format: FORMAT.to_owned(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            ledger: ledger.to_owned(),
            size: gathered.held.size.0,
            root: root.to_string(),
            question: QuestionRecord::of(asking, subject),
            selection: gathered.held.facets.iter().map(|(facet, places)| FacetRecord::of(facet, places)).collect(),
            ids: gathered.held.ids.iter().map(|(id, position)| IdRecord::of(*id, *position)).collect(),
            roots: gathered.roots(),
            nodes: gathered.nodes.iter().copied().map(Hex).collect(),
            events: gathered.events(),
        }
    }

    /// Each row of a list on a line of its own, so that a person finds it too.
    pub(super) fn text(&self) -> String {
        let value = serde_json::to_value(self).unwrap_or_default();
        let fields = ORDER.iter().filter_map(|name| Some((name, value.get(name)?)));
        let fields = fields.map(|(name, value)| match value {
            Value::Array(rows) if !rows.is_empty() => {
                let rows: Vec<String> = rows.iter().map(|row| format!("    {row}")).collect();
                format!("  \"{name}\": [\n{}\n  ]", rows.join(",\n"))
            }
            other => format!("  \"{name}\": {other}"),
        });
        format!("{{\n{}\n}}\n", fields.collect::<Vec<_>>().join(",\n"))
    }

    /// Digests by their numbers; none when one is not there, or when there are more than the way through any tree has.
    fn path(&self, numbers: &[u32]) -> Option<Vec<Digest>> {
        let numbers = Some(numbers).filter(|numbers| numbers.len() <= LONGEST_PATH)?;
        numbers.iter().map(|number| Some(self.nodes.get(usize::try_from(*number).ok()?)?.0)).collect()
    }

    /// The way of an event to the root.
    pub(super) fn inclusion(&self, event: &EventRecord) -> Option<InclusionProof> {
        let path = self.path(&event.path)?;
        Some(InclusionProof { index: event.position.checked_sub(1)?, size: self.size, path })
    }

    /// That the signed root grew out of an earlier one.
    pub(super) fn consistency(&self, root: &RootRecord) -> Option<ConsistencyProof> {
        Some(ConsistencyProof { old: root.size, size: self.size, path: self.path(&root.path)? })
    }
}

impl QuestionRecord {
    fn of(asking: &Asking, subject: Uscc) -> Self {
        let payment = match &asking.about {
            About::Payment(number) => Some(number.to_string()),
            About::Subject(_) => None,
        };
        let reading =
            |(reading, option): &(String, String)| ReadingRecord { reading: reading.clone(), option: option.clone() };
        Self {
            payment,
            subject: subject.to_string(),
            on: asking.on.to_string(),
            known: asking.known.0,
            readings: asking.reads.iter().map(reading).collect(),
        }
    }

    /// The question; none when a part of it is spelt as nothing we know.
    pub(super) fn asking(&self) -> Option<Asking> {
        let about = match &self.payment {
            Some(number) => About::Payment(Arc::from(number.as_str())),
            None => About::Subject(Uscc::parse(&self.subject).ok()?),
        };
        let reads = self.readings.iter().map(|one| (one.reading.clone(), one.option.clone())).collect();
        Some(Asking { about, on: Day::parse(&self.on)?, known: Position(self.known), reads })
    }
}

impl FacetRecord {
    fn of(facet: &Facet, places: &[Position]) -> Self {
        Self {
            kind: facet.kind.as_ref().map(TypeName::to_string),
            tags: facet.tags.iter().map(Tag::to_string).collect(),
            positions: places.iter().map(|position| position.0).collect(),
        }
    }

    pub(super) fn facet(&self) -> Option<Facet> {
        let kind = match &self.kind {
            Some(name) => Some(TypeName::parse(name)?),
            None => None,
        };
        let tags = self.tags.iter().map(|tag| Tag::parse(tag)).collect::<Option<Vec<_>>>()?;
        Some(Facet { kind, tags })
    }
}

impl IdRecord {
    fn of(id: EventId, position: Option<Position>) -> Self {
        Self { id: id.to_string(), position: position.map(|position| position.0) }
    }
}
