//! What the position of a subject would be if a reading were another: asked once, however many of its items rest on that reading.

use crate::explain::Case;
use crate::policy::{Policy, ReadingId};
use crate::position::{Position, evaluate};
use crate::value::Uscc;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Whose position, and the option of a reading.
type Asked = (Uscc, ReadingId, Arc<str>);

/// The answers of one horizon; none where the rules do not compile under the option.
#[derive(Debug, Default)]
pub struct Supposed(Mutex<BTreeMap<Asked, Option<Arc<Position>>>>);

impl Supposed {
    /// The position of the subject of a case under another option.
    pub(super) fn under(&self, case: &Case<'_>, reading: &ReadingId, option: &Arc<str>) -> Option<Arc<Position>> {
        let asked = (case.position.subject, reading.clone(), Arc::clone(option));
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = known().get(&asked) {
            return answer.clone();
        }
        let program = Policy::flipped(case.policies, case.catalogue, case.program, (reading, option)).ok();
        let answer = program.map(|program| {
            Arc::new(evaluate(case.timeline, &program, case.words, case.position.subject, case.position.on))
        });
        known().insert(asked, answer.clone());
        answer
    }
}
