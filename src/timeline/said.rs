//! Facts by what they say in a field. Each list is made the first time somebody asks, and shared by all who ask then, so that whoever
//! looks for one name does not go through everybody's facts.

use crate::event::{Slot, TypeId};
use crate::timeline::{Fact, FactIx, Timeline};
use crate::value::EventId;
use rustc_hash::FxHashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// What a fact may be looked for by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Word<'s> {
    /// A text, a code or a number of a standard.
    Text(&'s str),
    /// The id of another event.
    Id(EventId),
}

impl<'s> Word<'s> {
    fn of(slot: &'s Slot) -> Option<Self> {
        slot.text().map(Self::Text).or(slot.id().map(Self::Id))
    }
}

/// The facts of a type that say something in a field: by that, then as the timeline has them.
pub type ByField = Arc<[FactIx]>;

/// What was looked for so far, by type and field.
#[derive(Debug, Default)]
pub(super) struct Said(RwLock<FxHashMap<(TypeId, usize), ByField>>);

/// What was looked for is no part of what is known.
impl PartialEq for Said {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Timeline {
    /// The facts of a type that say a text, a code or a number of a standard in a field, by day and content.
    pub fn saying(&self, kind: TypeId, field: usize, text: &str) -> Vec<FactIx> {
        self.said(kind, field, Word::Text(text))
    }

    /// Of the facts of a type by what they say in a field those that say a text, for whoever looks for one text after the other.
    pub fn saying_among<'w>(&self, all: &'w ByField, field: usize, text: &str) -> &'w [FactIx] {
        self.own(all, field, Word::Text(text))
    }

    /// The facts of a type that say in a field what a slot says; none where nothing is found by that.
    pub fn saying_as(&self, kind: TypeId, field: usize, slot: &Slot) -> Option<Vec<FactIx>> {
        Word::of(slot).map(|word| self.said(kind, field, word))
    }

    fn said(&self, kind: TypeId, field: usize, word: Word<'_>) -> Vec<FactIx> {
        self.own(&self.by_field(kind, field), field, word).to_vec()
    }

    fn own<'w>(&self, all: &'w [FactIx], field: usize, word: Word<'_>) -> &'w [FactIx] {
        let says = |ix: &FactIx| self.fact(*ix).and_then(|fact| word_of(fact, field));
        let rest = all.get(all.partition_point(|ix| says(ix) < Some(word))..).unwrap_or_default();
        let count = rest.iter().position(|ix| says(ix) != Some(word)).unwrap_or(rest.len());
        rest.get(..count).unwrap_or_default()
    }

    /// The facts of a type by what they say in a field.
    pub fn by_field(&self, kind: TypeId, field: usize) -> ByField {
        let known = self.said.0.read().unwrap_or_else(PoisonError::into_inner).get(&(kind, field)).map(Arc::clone);
        known.unwrap_or_else(|| {
            let says = |ix: &FactIx| self.fact(*ix).and_then(|fact| word_of(fact, field));
            let mut all: Vec<FactIx> = self.by_kind.get(&kind).cloned().unwrap_or_default();
            all.retain(|ix| says(ix).is_some());
            // The places of a type are in order, and stay so among those that say the same.
            all.sort_by(|one, other| says(one).cmp(&says(other)));
            let all: ByField = all.into();
            let mut said = self.said.0.write().unwrap_or_else(PoisonError::into_inner);
            said.insert((kind, field), Arc::clone(&all));
            all
        })
    }
}

fn word_of(fact: &Fact, field: usize) -> Option<Word<'_>> {
    Word::of(fact.record.get(field))
}
