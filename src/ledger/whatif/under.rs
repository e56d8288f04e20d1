//! The same difference under every other option of a reading that nobody decided.

use super::answer::WhatIf;
use super::base::AsItIs;
use super::changes::{Part, Step};
use super::run::Running;
use crate::explain::Under;
use crate::ledger::error::LedgerError;
use crate::policy::Policy;
use crate::whatif::{Reach, Sums};

impl WhatIf<'_> {
    /// What the difference would be under every other option of every undecided reading, in both arms; readings that the scenario or its
    /// baseline supposes are left alone. Each option is a run of its own over everybody.
    pub fn under_readings(&self) -> Result<Vec<Under>, LedgerError> {
        let mut found = Vec::new();
        for policy in self.base.world.policies.iter() {
            found.extend(self.under(policy, &found)?);
        }
        Ok(found)
    }

    fn under(&self, policy: &Policy, before: &[Under]) -> Result<Vec<Under>, LedgerError> {
        let (choices, decided) = self.base.world.read(policy);
        let supposed = |id: &str| {
            let reads = self.base.held.reads.iter().chain(&self.understood.changes.reads);
            reads.into_iter().any(|(reading, _)| reading == id)
        };
        let mut found = Vec::new();
        for reading in &policy.readings {
            // Documents that share a reading take it alike.
            let told = before.iter().any(|under| *under.reading == *reading.id.0);
            if decided.contains_key(&reading.id) || supposed(&reading.id.0) || told {
                continue;
            }
            let chosen = reading.chosen(&choices).map(|option| &option.token);
            for option in reading.options.iter().filter(|option| Some(&option.token) != chosen) {
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
        }
        Ok(found)
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
