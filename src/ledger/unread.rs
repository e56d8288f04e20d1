//! Events of a history that nobody reads here: of types that neither the program nor the history declares, or of versions later than it
//! does. They come in as they are written, and whoever brings them in is told.

use crate::event::Catalogue;
use crate::value::TypeName;
use std::collections::BTreeMap;

/// A version of a type that a history has events of and nobody declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The type.
    pub name: TypeName,
    /// The version its events are written in.
    pub version: u16,
    /// The newest version that is read; none where the type is unknown.
    pub newest: Option<u16>,
    /// How many events of it the history has.
    pub events: u64,
}

/// How many there are so far, by type and version.
#[derive(Debug, Default)]
pub(super) struct Counted(BTreeMap<TypeName, BTreeMap<u16, u64>>);

impl Counted {
    /// Counts an event of a type, if its version was not known.
    pub(super) fn add(&mut self, name: &TypeName, version: Option<u16>) {
        let Some(version) = version else { return };
        if !self.0.contains_key(name) {
            self.0.insert(name.clone(), BTreeMap::new());
        }
        if let Some(count) = self.0.get_mut(name).map(|versions| versions.entry(version).or_default()) {
            *count = count.saturating_add(1);
        }
    }

    /// Those that the whole history leaves unknown.
    pub(super) fn told(self, catalogue: &Catalogue) -> Vec<Unread> {
        let of_type = |(name, versions): (TypeName, BTreeMap<u16, u64>)| {
            let known: Vec<u16> = catalogue.versions(&name).iter().map(|known| known.version).collect();
            let newest = known.iter().max().copied();
            let strange = versions.into_iter().filter(|(version, _)| !known.contains(version));
            let unread = |(version, events)| Unread { name: name.clone(), version, newest, events };
            strange.map(unread).collect::<Vec<_>>()
        };
        self.0.into_iter().flat_map(of_type).collect()
    }
}
