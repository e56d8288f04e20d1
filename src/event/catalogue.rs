//! Every declared type, compiled: names to numbers, bodies to slots, slots to tags and keys.

use crate::event::codec::CorrectionFields;
use crate::event::declaration::{Declaration, FieldKind, Format};
use crate::event::layout::Layout;
use crate::event::nearest::nearest;
use crate::event::refusal::{BodyFault, BodyRefusal};
use crate::event::slot::Record;
use crate::event::upcast::{Unfit, layout_to_newest};
use crate::event::{Known, derive};
use crate::value::{Position, Tag, TypeName};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The number of a type in one catalogue. The numbers follow the order of the names; they mean nothing in another
/// catalogue and are never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u16);

/// The declared types.
#[derive(Debug, Clone)]
pub struct Catalogue {
    kinds: Vec<Kind>,
    by_name: FxHashMap<Arc<str>, TypeId>,
    /// Answers for a number of another catalogue.
    first: Declaration,
    /// The type `fact.corrected` and its fields.
    corrected: Option<(TypeId, CorrectionFields)>,
}

/// One type: its versions from 1, and how each is read into the slots of the newest.
#[derive(Debug, Clone)]
struct Kind {
    newest: Declaration,
    versions: Vec<Declaration>,
    layouts: Vec<Layout>,
    /// Where each version was registered; before everything where that is not known.
    since: Vec<Position>,
}

/// Why declarations do not make a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum CatalogueError {
    /// No declaration at all.
    Empty,
    /// The same version of a type is declared twice.
    Repeated { name: TypeName, version: u16 },
    /// Versions count from 1 without gaps; this one is missing.
    VersionMissing { name: TypeName, version: u16 },
    /// More than 65535 types.
    TooMany,
    /// An older version cannot be read as the newest one.
    Unfit { name: TypeName, version: u16, field: String, why: Unfit },
    /// A type the ledger itself must understand lacks a field or has another kind there.
    NotAsKnown { name: TypeName, field: &'static str },
}

impl CatalogueError {
    /// The stable code, as `docs/errors.md` names it.
    pub fn code(&self) -> &'static str {
        match self {
            CatalogueError::Empty => "no-declarations",
            CatalogueError::Repeated { .. } => "declaration-repeated",
            CatalogueError::VersionMissing { .. } => "declaration-version-missing",
            CatalogueError::TooMany => "too-many-types",
            CatalogueError::Unfit { why, .. } => match why {
                Unfit::NoSource => "upcast-no-source",
                Unfit::KindChanged => "upcast-kind-changed",
                Unfit::BadValue(_) => "upcast-bad-value",
                Unfit::UnknownOld { .. } => "upcast-unknown-field",
                Unfit::SplitTwice => "upcast-split-twice",
                Unfit::TooFar => "upcast-too-far",
            },
            CatalogueError::NotAsKnown { .. } => "ledger-type-changed",
        }
    }
}

impl Catalogue {
    /// Compiles declarations, in any order; several versions of a type are read as its newest.
    pub fn new(declarations: Vec<Declaration>) -> Result<Self, CatalogueError> {
        let mut by_name: BTreeMap<TypeName, BTreeMap<u16, Declaration>> = BTreeMap::new();
        for declaration in declarations {
            let (name, version) = (declaration.name.clone(), declaration.version);
            if by_name.entry(name.clone()).or_default().insert(version, declaration).is_some() {
                return Err(CatalogueError::Repeated { name, version });
            }
        }
        let kinds: Vec<Kind> = by_name.into_values().filter_map(Kind::of).collect::<Result<_, _>>()?;
        let first = kinds.first().ok_or(CatalogueError::Empty)?.newest.clone();
        let number = |(number, kind): (usize, &Kind)| {
            let id = u16::try_from(number).map_err(|_| CatalogueError::TooMany)?;
            Ok((kind.newest.name.as_str().into(), TypeId(id)))
        };
        let by_name = kinds.iter().enumerate().map(number).collect::<Result<_, _>>()?;
        let mut catalogue = Self { kinds, by_name, first, corrected: None };
        catalogue.corrected = catalogue.find_correction();
        Ok(catalogue)
    }

    fn kind(&self, id: TypeId) -> Option<&Kind> {
        self.kinds.get(usize::from(id.0))
    }

    /// The number of a type.
    pub fn type_id(&self, name: &TypeName) -> Option<TypeId> {
        self.type_id_of(name.as_str())
    }

    /// The number of the type with this name.
    pub fn type_id_of(&self, name: &str) -> Option<TypeId> {
        self.by_name.get(name).copied()
    }

    /// The newest declaration of a type.
    ///
    /// A number of another catalogue may name nothing here; the first declaration answers then.
    pub fn declaration(&self, id: TypeId) -> &Declaration {
        self.kind(id).map_or(&self.first, |kind| &kind.newest)
    }

    /// Every version of a type, from 1; none when the name is unknown.
    pub fn versions(&self, name: &TypeName) -> &[Declaration] {
        self.type_id(name).and_then(|id| self.kind(id)).map_or(&[], |kind| &kind.versions)
    }

    /// The number of a field in the newest version.
    pub fn field(&self, id: TypeId, name: &str) -> Option<usize> {
        self.declaration(id).field(name)
    }

    /// The names of all types, in order.
    pub fn names(&self) -> impl Iterator<Item = &TypeName> {
        self.kinds.iter().map(|kind| &kind.newest.name)
    }

    /// The numbers of all types, in the order of their names.
    pub fn ids(&self) -> impl Iterator<Item = TypeId> {
        (0..=u16::MAX).map(TypeId).take(self.kinds.len())
    }

    /// The known name most like one that is not known.
    pub fn nearest(&self, name: &str) -> Option<String> {
        nearest(name, self.names().map(TypeName::as_str))
    }

    /// Reads a body of the newest version.
    pub fn decode_body(&self, id: TypeId, text: &str) -> Result<Record, BodyRefusal> {
        self.decode_version(id, self.declaration(id).version, text)
    }

    /// Reads a body of any version into the slots of the newest.
    pub fn decode_version(&self, id: TypeId, version: u16, text: &str) -> Result<Record, BodyRefusal> {
        match self.layout(id, version) {
            Some(layout) => layout.decode(text),
            None => Err(BodyRefusal { field: String::new(), fault: BodyFault::Unknown { nearest: None } }),
        }
    }

    /// Notes where a version was registered: what was written before that was not written for it.
    pub fn registered_at(&mut self, name: &TypeName, version: u16, place: Position) {
        let kind = self.type_id(name).and_then(|id| self.kinds.get_mut(usize::from(id.0)));
        let since = kind.and_then(|kind| kind.since.get_mut(usize::from(version).checked_sub(1)?));
        if let Some(since) = since {
            *since = place;
        }
    }

    /// The version that a correction at a place was written for: it says no version of its own, and is written for the newest there
    /// was. What has no place yet is written for the newest there is.
    pub fn version_at(&self, id: TypeId, place: Position) -> u16 {
        let Some(kind) = self.kind(id) else { return 1 };
        let there = |since: &&Position| place == Position::ZERO || **since < place;
        u16::try_from(kind.since.iter().take_while(there).count()).unwrap_or(u16::MAX).max(1)
    }

    /// Where the n-th version of a type was registered, counted from 0.
    pub(super) fn since(&self, id: TypeId, number: usize) -> Option<Position> {
        self.kind(id)?.since.get(number).copied()
    }

    /// The same with one more declaration, registered at a place; one of the same version is replaced where it stands.
    pub fn with(&self, new: &Declaration, place: Position) -> Result<Self, CatalogueError> {
        let own = || self.kinds.iter().flat_map(|kind| kind.versions.iter().zip(&kind.since));
        let is_new = |known: &Declaration| (&known.name, known.version) == (&new.name, new.version);
        let since = own().find(|(known, _)| is_new(known)).map_or(place, |(_, since)| *since);
        let others = own().filter(|(known, _)| !is_new(known));
        let mut next = Self::new(others.clone().map(|(known, _)| known.clone()).chain([new.clone()]).collect())?;
        others.for_each(|(known, since)| next.registered_at(&known.name, known.version, *since));
        next.registered_at(&new.name, new.version, since);
        Ok(next)
    }

    /// How a version of a type is read; none when it is newer than this catalogue.
    pub(super) fn layout(&self, id: TypeId, version: u16) -> Option<&Layout> {
        self.kind(id)?.layouts.get(usize::from(version).checked_sub(1)?)
    }

    /// The fields of a correction, when the type is `fact.corrected`.
    pub(super) fn correction(&self, id: TypeId) -> Option<CorrectionFields> {
        self.corrected.filter(|(corrected, _)| *corrected == id).map(|(_, fields)| fields)
    }

    fn find_correction(&self) -> Option<(TypeId, CorrectionFields)> {
        let id = self.type_id_of(Known::FactCorrected.name())?;
        let field = |name| self.field(id, name);
        let (event, data, reason) = (field("event")?, field("data")?, field("reason")?);
        Some((id, CorrectionFields { event, occurred_on: field("occurred_on"), data, reason }))
    }

    /// The tags of a fact, sorted and each once.
    pub fn tags(&self, id: TypeId, record: &Record) -> Vec<Tag> {
        derive::tags(self.declaration(id), record)
    }

    /// The natural key of a fact: the type, then the values of the key's fields, joined by U+001F; none when the type
    /// has no key or the fact gives none of its fields.
    pub fn natural_key(&self, id: TypeId, record: &Record) -> Option<String> {
        derive::natural_key(self.declaration(id), record)
    }
}

impl Kind {
    fn of(versions: BTreeMap<u16, Declaration>) -> Option<Result<Self, CatalogueError>> {
        let newest = versions.values().next_back()?.clone();
        let gap = (1..).zip(versions.keys()).find(|(expected, version)| expected != *version);
        if let Some((version, _)) = gap {
            return Some(Err(CatalogueError::VersionMissing { name: newest.name, version }));
        }
        Some(Self::compile(newest, versions.into_values().collect()))
    }

    fn compile(newest: Declaration, versions: Vec<Declaration>) -> Result<Self, CatalogueError> {
        check_known(&newest)?;
        let mut layouts = Vec::with_capacity(versions.len());
        for first in 0..versions.len() {
            layouts.extend(layout_to_newest(versions.get(first..).unwrap_or_default())?);
        }
        let since = vec![Position::ZERO; versions.len()];
        Ok(Self { newest, versions, layouts, since })
    }
}

/// A type the ledger understands must have the fields the ledger reads.
fn check_known(declaration: &Declaration) -> Result<(), CatalogueError> {
    for (name, fits) in Known::of(&declaration.name).map_or(&[][..], read_by_ledger) {
        let found = declaration.fields.iter().find(|field| field.name == *name);
        if !found.is_some_and(|field| field.required && fits(&field.kind)) {
            return Err(CatalogueError::NotAsKnown { name: declaration.name.clone(), field: name });
        }
    }
    Ok(())
}

/// Whether a field may be of this kind.
type Fits = fn(&FieldKind) -> bool;

/// The fields that the ledger itself reads, all required.
fn read_by_ledger(known: Known) -> &'static [(&'static str, Fits)] {
    const ID: Fits = |kind| matches!(kind, FieldKind::Text { format: Format::Uuid, .. });
    const TEXT: Fits = |kind| matches!(kind, FieldKind::Text { format: Format::Plain, .. });
    const RAW: Fits = |kind| matches!(kind, FieldKind::Raw);
    const CODE: Fits = |kind| matches!(kind, FieldKind::Text { format: Format::Uscc, .. });
    match known {
        Known::FactCorrected => &[("event", ID), ("data", RAW), ("reason", TEXT)],
        Known::FactRetracted => &[("event", ID), ("reason", TEXT)],
        Known::SubjectRecoded => &[("uscc", CODE), ("old_uscc", CODE)],
        Known::EventTypeRegistered
        | Known::PolicyIssued
        | Known::PolicyAmended
        | Known::PolicyRepealed
        | Known::ReadingDecided => &[],
    }
}
