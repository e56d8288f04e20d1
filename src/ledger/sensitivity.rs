//! What each undecided reading would move over a whole ledger: every other option, over everybody.

use crate::explain::{Document, Moved, sensitivity};
use crate::ledger::error::LedgerError;
use crate::ledger::hands::hands;
use crate::ledger::world::World;
use crate::policy::{Policy, Program, Reading, ReadingId, ReadingOption};
use crate::position::{Engine, Outcome};
use crate::value::{Fen, Uscc};
use std::panic::resume_unwind;

/// What somebody nets, and how many of its items are undetermined.
type Sum = (Uscc, Fen, i64);

impl World {
    /// The readings of a policy that nobody decided, each option with what everybody would net under it.
    pub fn sensitivity(&self, policy: Option<&str>) -> Result<Document, LedgerError> {
        let policy = self.policy_of(policy)?;
        let (choices, decided) = self.read(policy);
        let undecided = policy.readings.iter().filter(|reading| !decided.contains_key(&reading.id));
        let options = undecided.flat_map(|reading| {
            let chosen = reading.chosen(&choices).map(|option| option.token.clone());
            let others = reading.options.iter().filter(move |option| Some(&option.token) != chosen.as_ref());
            others.map(move |option| (reading, option))
        });
        let options: Vec<(&Reading, &ReadingOption)> = options.collect();
        let now = sums(self, &self.program);
        let moved = self.moved(&options, &now);
        let rows: Vec<_> =
            options.into_iter().zip(moved).map(|((reading, option), moved)| (reading, option, moved)).collect();
        Ok(sensitivity(policy.id.clone(), (net(&now), now.len()), &rows))
    }

    /// Each option over everybody, on as many hands as there are.
    fn moved(&self, options: &[(&Reading, &ReadingOption)], now: &[Sum]) -> Vec<Option<Moved>> {
        let share = options.len().div_ceil(hands()).max(1);
        std::thread::scope(|scope| {
            let work = |part: &[(&Reading, &ReadingOption)]| -> Vec<Option<Moved>> {
                part.iter().map(|(reading, option)| self.under(&reading.id, &option.token, now)).collect()
            };
            let parts: Vec<_> = options.chunks(share).map(|part| scope.spawn(move || work(part))).collect();
            parts.into_iter().flat_map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
        })
    }

    fn under(&self, reading: &ReadingId, option: &str, now: &[Sum]) -> Option<Moved> {
        let program = Policy::flipped(&self.policies, &self.catalogue, &self.program, (reading, option)).ok()?;
        let then = sums(self, &program);
        let differ = now.iter().zip(&then).filter(|(now, then)| now != then);
        let open =
            |sums: &[Sum]| sums.iter().map(|(_, _, open)| open).fold(0, |sum: i64, open| sum.saturating_add(*open));
        Some(Moved { net: net(&then), subjects: differ.count(), open: open(&then).saturating_sub(open(now)) })
    }
}

fn sums(world: &World, program: &Program) -> Vec<Sum> {
    let engine = Engine::new(&world.timeline, program, &world.words, world.horizon.on);
    let of = |subject: &Uscc| {
        let items = engine.items_of(*subject);
        let open = items.iter().filter(|item| matches!(item.outcome, Outcome::Undetermined(_))).count();
        (*subject, items.iter().map(|item| item.net).sum(), i64::try_from(open).unwrap_or(i64::MAX))
    };
    world.timeline.subjects().iter().map(of).collect()
}

fn net(sums: &[Sum]) -> Fen {
    sums.iter().map(|(_, net, _)| *net).sum()
}
