//! Events of types that nothing new should be recorded with: they are taken, and whoever records them is told.

use crate::event::{Catalogue, Deprecated};
use crate::store::Prepared;
use crate::value::{Bilingual, TypeName};
use std::collections::BTreeMap;

/// A deprecated type that a batch has events of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outdated {
    /// The type.
    pub name: TypeName,
    /// What it is called.
    pub title: Bilingual,
    /// Why it should not be used any more.
    pub deprecated: Deprecated,
    /// How many events of it the batch has.
    pub events: u64,
}

/// How many events of each deprecated type a batch has so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Counted(BTreeMap<TypeName, u64>);

impl Counted {
    /// Counts the entries of deprecated types.
    pub(super) fn add(&mut self, catalogue: &Catalogue, entries: &[Prepared]) {
        let is_deprecated = |name: &TypeName| {
            catalogue.type_id(name).is_some_and(|kind| catalogue.declaration(kind).deprecated.is_some())
        };
        // Neighbours are mostly of one type, which is looked up once.
        let mut last: Option<(&TypeName, bool)> = None;
        for entry in entries {
            let name = entry.kind();
            let counts = match last {
                Some((known, counts)) if known == name => counts,
                Some(_) | None => is_deprecated(name),
            };
            last = Some((name, counts));
            if counts {
                let count = self.0.entry(name.clone()).or_default();
                *count = count.saturating_add(1);
            }
        }
    }

    /// With the reasons.
    pub(super) fn told(self, catalogue: &Catalogue) -> Vec<Outdated> {
        let told = |(name, events): (TypeName, u64)| {
            let declaration = catalogue.declaration(catalogue.type_id(&name)?);
            let (title, deprecated) = (declaration.title.clone(), declaration.deprecated.clone()?);
            Some(Outdated { name, title, deprecated, events })
        };
        self.0.into_iter().filter_map(told).collect()
    }
}
