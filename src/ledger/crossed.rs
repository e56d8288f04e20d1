//! Items near a change of the law, of one subject or of everybody.

use crate::explain::{Case, Document};
use crate::ledger::world::World;
use crate::position::{Crossing, Position};
use crate::value::Uscc;

/// A subject with the items of it that lie across a change, or near one.
#[derive(Debug, Clone)]
pub struct Crossed {
    /// The whole answer.
    pub position: Position,
    /// The items, by index, each with a change.
    pub crossings: Vec<(usize, Crossing)>,
}

impl World {
    /// Whoever has items that lie across a change of the law, or whose deciding day is at most so many days off one.
    pub fn crossed(&self, subject: Option<Uscc>, near: Option<i64>) -> Vec<Crossed> {
        let all = || self.timeline.subjects().to_vec();
        let engine = self.engine();
        let asked = subject.map_or_else(all, |subject| vec![subject]).into_iter();
        let crossed = asked.map(|subject| {
            let position = engine.position(subject);
            let items = position.items.iter().enumerate();
            let crossings = items.flat_map(|(index, item)| {
                Crossing::of(&self.program, &position, item, near).into_iter().map(move |found| (index, found))
            });
            let crossings = crossings.collect();
            Crossed { position, crossings }
        });
        crossed.filter(|crossed| !crossed.crossings.is_empty()).collect()
    }

    /// The same in words: which document and value holds for each, and why.
    pub fn transitions(&self, crossed: &[Crossed], near: Option<i64>) -> Document {
        let cases: Vec<(Case<'_>, &[(usize, Crossing)])> =
            crossed.iter().map(|crossed| (self.case(&crossed.position), crossed.crossings.as_slice())).collect();
        crate::explain::transitions(&cases, (self.horizon.known, self.horizon.on), near)
    }
}
