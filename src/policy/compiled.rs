//! Policies that were read, and programs that were compiled, lately: one ledger is asked again and again by the same few rules, each
//! reading taken this way and that.

use crate::event::Catalogue;
use crate::policy::{Choices, Policy, PolicyError, Program, ReadingId};
use crate::value::Digest;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// So many texts are kept.
const POLICIES: usize = 16;
/// So many programs: a few documents have some thirty options beside those in force, and two times are compared.
const PROGRAMS: usize = 96;

/// So many rules are kept whose options were taken otherwise: those of now, and those known when something was paid.
const FLIPS: usize = 8;

/// What was read and compiled lately, those used last at the end.
#[derive(Debug, Default)]
pub struct Compiled(Mutex<Kept>);

/// A reading, and the option it is taken by.
type Taken = (ReadingId, Arc<str>);

/// Rules with one option of one reading taken otherwise, for whoever asks under these rules; none where they do not compile.
#[derive(Debug, Default)]
pub struct Flips(Mutex<BTreeMap<Taken, Option<Arc<Program>>>>);

impl Flips {
    /// The rules under an option, made by the first who asks.
    pub fn under(
        &self,
        (reading, option): (&ReadingId, &Arc<str>),
        make: impl FnOnce() -> Option<Program>,
    ) -> Option<Arc<Program>> {
        let asked = (reading.clone(), Arc::clone(option));
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(program) = known().get(&asked) {
            return program.clone();
        }
        // Not locked meanwhile, as where programs are compiled.
        let program = make().map(Arc::new);
        known().insert(asked, program.clone());
        program
    }
}

#[derive(Debug, Default)]
struct Kept {
    policies: Vec<Policy>,
    programs: Vec<(Rules, Arc<Program>)>,
    flips: Vec<(Rules, Program, Arc<Flips>)>,
}

/// All that a program depends on. The catalogue is held, so that no other one can come to lie where it lies.
#[derive(Debug)]
struct Rules {
    policies: Vec<Digest>,
    catalogue: Arc<Catalogue>,
    choices: Vec<Choices>,
}

impl Rules {
    fn of(policies: &[Policy], catalogue: &Arc<Catalogue>, choices: Vec<Choices>) -> Self {
        let policies = policies.iter().map(|policy| policy.digest).collect();
        Self { policies, catalogue: Arc::clone(catalogue), choices }
    }

    fn are(&self, policies: &[Policy], catalogue: &Arc<Catalogue>, choices: &[Choices]) -> bool {
        Arc::ptr_eq(&self.catalogue, catalogue)
            && self.choices == choices
            && self.policies.iter().eq(policies.iter().map(|policy| &policy.digest))
    }
}

impl Compiled {
    /// As [`Policy::parse`].
    pub fn policy(&self, text: &str) -> Result<Policy, PolicyError> {
        if let Some(known) = used(&mut self.kept().policies, |policy| policy.text() == text) {
            return Ok(known.clone());
        }
        let policy = Policy::parse(text)?;
        keep(&mut self.kept().policies, policy.clone(), POLICIES);
        Ok(policy)
    }

    /// As [`Policy::joined`].
    pub fn joined(
        &self,
        policies: &[Policy],
        catalogue: &Arc<Catalogue>,
        choices: &[Choices],
    ) -> Result<Arc<Program>, (usize, PolicyError)> {
        let are = |(rules, _): &(Rules, Arc<Program>)| rules.are(policies, catalogue, choices);
        if let Some((_, program)) = used(&mut self.kept().programs, are) {
            return Ok(Arc::clone(program));
        }
        // Not locked meanwhile: whoever compiles the same at once does it for nothing, and nobody waits for him.
        let program = Arc::new(Policy::joined(policies, catalogue, choices)?);
        let rules = Rules::of(policies, catalogue, choices.to_vec());
        keep(&mut self.kept().programs, (rules, Arc::clone(&program)), PROGRAMS);
        Ok(program)
    }

    /// What is asked under other options of some rules. Many payments were made under the same rules, whatever else was known.
    pub fn flips(&self, policies: &[Policy], catalogue: &Arc<Catalogue>, program: &Program) -> Arc<Flips> {
        let choices: Vec<Choices> = program.documents.iter().map(|document| document.choices.clone()).collect();
        let mut kept = self.kept();
        let are = |(rules, known, _): &(Rules, Program, Arc<Flips>)| {
            rules.are(policies, catalogue, &choices) && known == program
        };
        if let Some((_, _, flips)) = used(&mut kept.flips, are) {
            return Arc::clone(flips);
        }
        let (rules, flips) = (Rules::of(policies, catalogue, choices), Arc::<Flips>::default());
        keep(&mut kept.flips, (rules, program.clone(), Arc::clone(&flips)), FLIPS);
        flips
    }

    /// As [`Policy::flipped`].
    pub fn flipped(
        &self,
        policies: &[Policy],
        catalogue: &Arc<Catalogue>,
        known: &Program,
        (reading, option): (&ReadingId, &str),
    ) -> Result<Program, (usize, PolicyError)> {
        let program = self.joined(policies, catalogue, &known.choices_with(reading, option))?;
        let mut program = Program::clone(&program);
        program.follow(known);
        Ok(program)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is looked for, which is then the one used last.
fn used<T>(kept: &mut Vec<T>, is: impl Fn(&T) -> bool) -> Option<&T> {
    let at = kept.iter().rposition(is)?;
    let own = kept.remove(at);
    kept.push(own);
    kept.last()
}

/// Keeps one more; the one that was not used for longest makes room.
fn keep<T>(kept: &mut Vec<T>, one: T, most: usize) {
    kept.push(one);
    if kept.len() > most {
        kept.remove(0);
    }
}
