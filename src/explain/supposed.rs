//! What the position of a subject would be if a reading were another: asked once, however many of its items rest on that reading.

use crate::event::Catalogue;
use crate::explain::Case;
use crate::policy::{Compiled, ReadingId};
use crate::position::{Position, evaluate};
use crate::value::Uscc;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Whose position, and the option of a reading.
type Asked = (Uscc, ReadingId, Arc<str>);

/// The answers of one horizon; none where the rules do not compile under the option.
#[derive(Debug)]
pub struct Supposed {
    compiled: Arc<Compiled>,
    catalogue: Arc<Catalogue>,
    answers: Mutex<BTreeMap<Asked, Option<Arc<Position>>>>,
}

impl Supposed {
    /// Nothing was asked yet; programs are looked up among those that were compiled with these types.
    pub fn new(compiled: Arc<Compiled>, catalogue: Arc<Catalogue>) -> Self {
        Self { compiled, catalogue, answers: Mutex::default() }
    }

    /// What programs are looked up among.
    pub fn compiled(&self) -> &Arc<Compiled> {
        &self.compiled
    }

    /// The position of the subject of a case under another option.
    pub(super) fn under(&self, case: &Case<'_>, reading: &ReadingId, option: &Arc<str>) -> Option<Arc<Position>> {
        let asked = (case.position.subject, reading.clone(), Arc::clone(option));
        let known = || self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = known().get(&asked) {
            return answer.clone();
        }
        let program = self.compiled.flipped(case.policies, &self.catalogue, case.program, (reading, option)).ok();
        let answer = program.map(|program| {
            Arc::new(evaluate(case.timeline, &program, case.words, case.position.subject, case.position.on))
        });
        known().insert(asked, answer.clone());
        answer
    }
}
