//! One parameter through a range of values, everything else of a scenario held.

use super::arm::has;
use super::base::AsItIs;
use super::changes::{Changes, Part, Step};
use super::cite::Cited;
use super::fault::WhatIfFault;
use super::scenario::Scenario;
use super::setting::{Range, range, settings};
use super::understood::Understood;
use super::watch::{Watch, goes_on};
use crate::explain::{Document, Swept, swept};
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use crate::whatif::{Change, Setting, Sums, Value};

/// The most values of a range.
const MOST: usize = 200;

/// A parameter through a range of values.
#[derive(Debug)]
pub struct Sweep<'b> {
    /// What each value is held against.
    pub base: &'b AsItIs,
    /// How it is cited.
    pub cited: Cited,
    /// The parameter, with the first value of the range.
    pub setting: Setting,
    /// What is supposed at every step besides.
    pub changes: Vec<Change>,
    /// What each value comes to, in the order of the range.
    pub steps: Vec<(Value, Sums)>,
    /// The command that asks the same again.
    pub command: String,
}

impl AsItIs {
    /// Runs a scenario once for each value of a range, as `PATH=5%..20%/1%`. `watch` is told how many of how many are done, and says whether it
    /// goes on.
    pub fn sweep(
        &self,
        ledger: &Ledger,
        scenario: Scenario,
        text: &str,
        watch: &mut Watch<'_>,
    ) -> Result<Sweep<'_>, LedgerError> {
        let own = scenario.sets.clone();
        let has_range = scenario.files.has_range;
        let typed = (!has_range).then(|| format!("--sweep {}", super::scenario::quoted(text)));
        let command = scenario.command(self, &typed.into_iter().collect::<Vec<_>>());
        let understood = self.understood(ledger, scenario)?;
        let (program, on) = (understood.program(self), self.horizon.on);
        let Range { setting, values, text: range } = range(program, on, text, MOST)?;
        if settings(program, on, &own)?.iter().any(|own| own.is(&setting)) {
            return Err(LedgerError::WhatIf(WhatIfFault::Twice { what: text.to_owned() }));
        }
        let cited = understood.cited(self, Some(range));
        let besides = self.held.steps_to(&understood.changes);
        let changes = besides.iter().map(|step| step.change(self)).collect::<Result<Vec<Change>, _>>()?;
        let mut steps = Vec::new();
        let all = values.len();
        for value in values {
            goes_on(watch(steps.len(), all))?;
            let own = settings(program, on, &[setting.with(value)])?;
            let step = own.into_iter().next().map(|setting| Step { part: Part::Set(setting), back: false });
            let changes = step.map_or_else(Changes::default, |step| understood.changes.after(&step));
            steps.push((value, self.step(&Understood { changes, ..understood.clone() }, &setting)?));
        }
        Ok(Sweep { base: self, cited, setting, changes, steps, command })
    }

    /// What one value comes to. The value that the base has is a row like any other, and no step away from it.
    fn step(&self, understood: &Understood, swept: &Setting) -> Result<Sums, LedgerError> {
        let program = understood.program(self);
        let stays =
            |step: &Step| matches!(&step.part, Part::Set(setting) if setting.is(swept) && has(program, setting));
        let steps: Vec<Step> =
            self.held.steps_to(&understood.changes).into_iter().filter(|step| !stays(step)).collect();
        if steps.is_empty() {
            return Ok(self.sums());
        }
        Ok(self.compared(understood.clone(), &steps, String::new())?.sums)
    }
}

impl Sweep<'_> {
    /// The steps in words.
    pub fn page(&self) -> Document {
        let horizon = self.base.horizon;
        swept(&Swept {
            horizon: (horizon.on, horizon.known),
            afresh: self.base.afresh,
            scenario: (self.cited.title(), self.cited.digest),
            beside: self.base.beside.as_ref().map(|beside| (beside.title(), beside.digest)),
            setting: &self.setting,
            changes: &self.changes,
            steps: &self.steps,
            command: &self.command,
        })
    }
}
