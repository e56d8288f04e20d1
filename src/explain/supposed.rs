//! What the position of a subject would be if a reading were another: asked once, however many of its items rest on that reading.

use crate::event::Catalogue;
use crate::explain::Case;
use crate::policy::{Compiled, Flips, ReadingId};
use crate::position::{Engine, Item};
use crate::value::Uscc;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Whose position, and the option of a reading.
type Asked = (Uscc, ReadingId, Arc<str>);

/// What it would be given; none where the rules do not compile under the option.
type Answer = Option<Arc<[Item]>>;

/// So many answers are kept: those of one page. A world that is asked about everybody would keep everybody's otherwise.
const ANSWERS: usize = 256;

/// The answers of one horizon.
#[derive(Debug)]
pub struct Supposed {
    compiled: Arc<Compiled>,
    catalogue: Arc<Catalogue>,
    /// The rules of the horizon under each option that was asked for, whoever's position it was.
    flips: OnceLock<Arc<Flips>>,
    answers: Mutex<BTreeMap<Asked, Answer>>,
}

impl Supposed {
    /// Nothing was asked yet; programs are looked up among those that were compiled with these types.
    pub fn new(compiled: Arc<Compiled>, catalogue: Arc<Catalogue>) -> Self {
        Self { compiled, catalogue, flips: OnceLock::new(), answers: Mutex::default() }
    }

    /// What programs are looked up among.
    pub fn compiled(&self) -> &Arc<Compiled> {
        &self.compiled
    }

    /// The items of the subject of a case under another option.
    pub(super) fn under(&self, case: &Case<'_>, reading: &ReadingId, option: &Arc<str>) -> Answer {
        let (subject, on) = (case.position.subject, case.position.on);
        let asked = (subject, reading.clone(), Arc::clone(option));
        let known = || self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = known().get(&asked) {
            return answer.clone();
        }
        let flipped = || self.compiled.flipped(case.policies, &self.catalogue, case.program, (reading, option)).ok();
        let flips = self.flips.get_or_init(|| self.compiled.flips(case.policies, &self.catalogue, case.program));
        let answer: Answer = flips
            .under((reading, option), flipped)
            .map(|program| Engine::new(case.timeline, &program, case.words, on).items_of(subject).into());
        let mut answers = known();
        if answers.len() >= ANSWERS {
            answers.clear();
        }
        answers.insert(asked, answer.clone());
        answer
    }
}
