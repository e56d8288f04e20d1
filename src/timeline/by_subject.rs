//! Whom the facts name: for each subject its facts, by type.

use crate::event::TypeId;
use crate::timeline::FactIx;
use crate::value::Uscc;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The facts of every subject in one run of entries: by subject, then by type, then as the timeline has them. A district has
/// more pairs of subject and type than subjects by twenty, and most of them have one fact.
#[derive(Debug, Default, PartialEq)]
pub(super) struct BySubject {
    subjects: Vec<Uscc>,
    /// Where the entries of a subject are.
    places: FxHashMap<Uscc, Range<usize>>,
    entries: Vec<(TypeId, FactIx)>,
}

impl BySubject {
    /// Puts what names a subject in order; what is named twice by one fact is kept once.
    pub(super) fn of(mut named: Vec<(Uscc, TypeId, FactIx)>) -> Self {
        named.sort_unstable();
        Self::ordered(named)
    }

    /// The same once facts moved: each entry is where its fact stands now, and some name a subject besides.
    pub(super) fn moved(&self, now: impl Fn(FactIx) -> Option<FactIx>, came: Vec<(Uscc, TypeId, FactIx)>) -> Self {
        let mut named = Vec::with_capacity(self.entries.len().saturating_add(came.len()));
        for subject in &self.subjects {
            let own = self.entries(*subject).iter();
            named.extend(own.filter_map(|(kind, ix)| Some((*subject, *kind, now(*ix)?))));
        }
        named.extend(came);
        // All but the last few are in order, and this sort finds that out.
        named.sort();
        Self::ordered(named)
    }

    fn ordered(mut named: Vec<(Uscc, TypeId, FactIx)>) -> Self {
        named.dedup();
        let mut found = Self { entries: Vec::with_capacity(named.len()), ..Self::default() };
        for own in named.chunk_by(|(one, ..), (other, ..)| one == other) {
            let start = found.entries.len();
            found.entries.extend(own.iter().map(|(_, kind, ix)| (*kind, *ix)));
            if let Some((code, ..)) = own.first() {
                found.subjects.push(*code);
                found.places.insert(*code, start..found.entries.len());
            }
        }
        found
    }

    /// Every subject, in order.
    pub(super) fn subjects(&self) -> &[Uscc] {
        &self.subjects
    }

    /// The entries of a subject.
    pub(super) fn entries(&self, subject: Uscc) -> &[(TypeId, FactIx)] {
        self.places.get(&subject).and_then(|place| self.entries.get(place.clone())).unwrap_or_default()
    }
}

/// Of the entries of a subject those of a type.
pub(super) fn of_kind(own: &[(TypeId, FactIx)], kind: TypeId) -> &[(TypeId, FactIx)] {
    let first = own.partition_point(|(other, _)| *other < kind);
    let rest = own.get(first..).unwrap_or_default();
    // Of most types a subject has a fact or two.
    let count = rest.iter().position(|(other, _)| *other != kind).unwrap_or(rest.len());
    rest.get(..count).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{BySubject, of_kind};
    use crate::event::TypeId;
    use crate::timeline::FactIx;
    use crate::value::Uscc;

    fn code(text: &str) -> Uscc {
        Uscc::parse(text).unwrap()
    }

    #[test]
    fn facts_stand_by_subject_and_type_and_each_once() {
        let [one, two, none] = ["91110108551385082Q", "91110000802100433B", "91110114MA41JHL25L"].map(code);
        let named = vec![
            (one, TypeId(7), FactIx(4)),
            (two, TypeId(3), FactIx(1)),
            (one, TypeId(3), FactIx(2)),
            (one, TypeId(7), FactIx(0)),
            (one, TypeId(7), FactIx(4)),
        ];
        let found = BySubject::of(named);
        let of = |subject, kind| {
            of_kind(found.entries(subject), TypeId(kind)).iter().map(|(_, ix)| ix.0).collect::<Vec<_>>()
        };
        assert_eq!(found.subjects(), [two, one]);
        assert_eq!([of(one, 7), of(one, 3), of(two, 3)], [vec![0, 4], vec![2], vec![1]]);
        assert_eq!([of(one, 2), of(one, 5), of(one, 9), of(two, 7), of(none, 3)].concat(), Vec::<u32>::new());
    }
}
