//! One parameter through a range of values, everything else of a scenario held.

use super::base::AsItIs;
use super::fault::WhatIfFault;
use super::scenario::Scenario;
use super::setting::{Range, range};
use crate::explain::{Document, Swept, swept};
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use crate::whatif::{Setting, Sums, Value};

/// The most values of a range.
const MOST: usize = 200;

/// A parameter through a range of values.
#[derive(Debug)]
pub struct Sweep<'b> {
    /// The ledger as it is.
    pub base: &'b AsItIs,
    /// The parameter, with the first value of the range.
    pub setting: Setting,
    /// What each value comes to, in the order of the range.
    pub steps: Vec<(Value, Sums)>,
    /// The command that asks the same again.
    pub command: String,
}

impl AsItIs {
    /// Runs a scenario once for each value of a range, as `PATH=5%..20%/1%`.
    pub fn sweep(&self, ledger: &Ledger, scenario: Scenario, text: &str) -> Result<Sweep<'_>, LedgerError> {
        let (program, horizon) = (&self.world.program, self.world.horizon);
        let Range { setting, values } = range(program, horizon.on, text, MOST)?;
        let command = scenario.command_with(horizon, &[format!("--sweep {}", super::scenario::quoted(text))]);
        let Scenario { sets, reads, drops, adds } = scenario;
        if !adds.is_empty() {
            return Err(LedgerError::WhatIf(WhatIfFault::SweptFacts));
        }
        let mut steps = Vec::new();
        for value in values {
            let mut own = sets.clone();
            own.push(setting.with(value));
            let scenario = |sets| Scenario { sets, reads: reads.clone(), drops: drops.clone(), adds: Vec::new() };
            let sums = match self.what_if(ledger, scenario(own)) {
                Ok(run) => run.sums,
                // The value of the law is a step like any other.
                Err(LedgerError::WhatIf(WhatIfFault::IsLaw { what, .. })) if *what == *setting.path => {
                    match self.what_if(ledger, scenario(sets.clone())) {
                        Ok(run) => run.sums,
                        Err(LedgerError::WhatIf(WhatIfFault::Empty)) => self.sums(),
                        Err(error) => return Err(error),
                    }
                }
                Err(error) => return Err(error),
            };
            steps.push((value, sums));
        }
        Ok(Sweep { base: self, setting, steps, command })
    }
}

impl Sweep<'_> {
    /// The steps in words.
    pub fn page(&self) -> Document {
        let horizon = self.base.world.horizon;
        swept(&Swept {
            horizon: (horizon.on, horizon.known),
            setting: &self.setting,
            steps: &self.steps,
            command: &self.command,
        })
    }
}
