//! The same difference under every other option of a reading that nobody decided.

use super::answer::WhatIf;
use super::base::AsItIs;
use super::changes::{Part, Step};
use super::run::Running;
use super::watch::{Watch, goes_on};
use crate::explain::Under;
use crate::ledger::error::LedgerError;
use crate::policy::{Policy, Reading, ReadingOption};
use crate::whatif::{Reach, Sums};

/// A reading and an option of it that is not taken.
type Taken<'p> = (&'p Reading, &'p ReadingOption);

impl WhatIf<'_> {
    /// What the difference would be under every other option of every undecided reading, in both arms; readings that the scenario or its
    /// baseline supposes are left alone. Each option is a run of its own over everybody.
    /// `watch` is told how many of how many are done, and says whether it goes on.
    pub fn under_readings(&self, watch: &mut Watch<'_>) -> Result<Vec<Under>, LedgerError> {
        let mut options = Vec::new();
        for policy in self.base.world.policies.iter() {
            options.extend(self.other_options(policy, &options));
        }
        let mut found = Vec::new();
        for (reading, option) in &options {
            goes_on(watch(found.len(), options.len()))?;
            let read = (reading.id.0.to_string(), option.token.to_string());
            let sums = self.sums_under(&Step { part: Part::Read(read), back: false })?;
            found.push(Under {
                reading: reading.id.0.clone(),
                question: reading.question.clone(),
                token: option.token.clone(),
                option: option.title.clone(),
                sums,
            });
        }
        Ok(found)
    }

    /// The options that are not taken of the readings of a policy that nobody decided or supposes. Documents that share a reading take it
    /// alike: it is told of the first.
    fn other_options<'p>(&self, policy: &'p Policy, before: &[Taken<'p>]) -> Vec<Taken<'p>> {
        let (choices, decided) = self.base.world.read(policy);
        let supposed = |id: &str| {
            let reads = self.base.held.reads.iter().chain(&self.understood.changes.reads);
            reads.into_iter().any(|(reading, _)| reading == id)
        };
        let told = |reading: &Reading| before.iter().any(|(earlier, _)| earlier.id == reading.id);
        let open = policy
            .readings
            .iter()
            .filter(|reading| !decided.contains_key(&reading.id) && !supposed(&reading.id.0) && !told(reading));
        open.flat_map(|reading| {
            let chosen = reading.chosen(&choices).map(|option| option.token.clone());
            let others = reading.options.iter().filter(move |option| Some(&option.token) != chosen.as_ref());
            others.map(move |option| (reading, option))
        })
        .collect()
    }

    /// Both arms with one reading taken otherwise.
    fn sums_under(&self, read: &Step) -> Result<Sums, LedgerError> {
        let (own, events) = (&self.understood, &self.understood.events);
        let base: AsItIs = self.base.after(read, events)?;
        let changes = own.changes.after(read);
        let supposed = base.arm(&changes, events)?;
        let steps = base.held.steps_to(&changes);
        let reaches: Vec<Reach> = steps.iter().map(|step| step.reach(&base, &supposed)).collect();
        let alone = reaches.iter().map(|reach| (&supposed, reach)).collect();
        Ok(Running { base: &base, all: &supposed, alone }.run().sums)
    }
}
