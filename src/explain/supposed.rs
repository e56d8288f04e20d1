//! What the position of a subject would be if a reading were another: asked once, however many of its items rest on that reading.

use crate::event::Catalogue;
use crate::explain::Case;
use crate::policy::{Compiled, Program, ReadingId};
use crate::position::{Position, evaluate};
use crate::value::Uscc;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Whose position, and the option of a reading.
type Asked = (Uscc, ReadingId, Arc<str>);

/// The rules under an option; none where they do not compile.
type Flipped = Option<Arc<Program>>;

/// So many answers are kept: those of one page. A world that is asked about everybody would keep everybody's otherwise.
const ANSWERS: usize = 256;

/// The answers of one horizon; none where the rules do not compile under the option.
#[derive(Debug)]
pub struct Supposed {
    compiled: Arc<Compiled>,
    catalogue: Arc<Catalogue>,
    /// The rules of the horizon under each option that was asked for, whoever's position it was.
    programs: Mutex<BTreeMap<(ReadingId, Arc<str>), Flipped>>,
    answers: Mutex<BTreeMap<Asked, Option<Arc<Position>>>>,
}

impl Supposed {
    /// Nothing was asked yet; programs are looked up among those that were compiled with these types.
    pub fn new(compiled: Arc<Compiled>, catalogue: Arc<Catalogue>) -> Self {
        Self { compiled, catalogue, programs: Mutex::default(), answers: Mutex::default() }
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
        let answer = self.program(case, reading, option).map(|program| {
            Arc::new(evaluate(case.timeline, &program, case.words, case.position.subject, case.position.on))
        });
        let mut answers = known();
        if answers.len() >= ANSWERS {
            answers.clear();
        }
        answers.insert(asked, answer.clone());
        answer
    }

    fn program(&self, case: &Case<'_>, reading: &ReadingId, option: &Arc<str>) -> Option<Arc<Program>> {
        let asked = (reading.clone(), Arc::clone(option));
        let known = || self.programs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(program) = known().get(&asked) {
            return program.clone();
        }
        let program = self.compiled.flipped(case.policies, &self.catalogue, case.program, (reading, option));
        let program = program.ok().map(Arc::new);
        known().insert(asked, program.clone());
        program
    }
}
