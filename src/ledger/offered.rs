//! Words by which somebody may name what a ledger has, each with what it is called: to choose from, before there is a question.

use crate::ledger::world::World;
use crate::value::Bilingual;
use std::collections::BTreeMap;

/// A word that names something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The word.
    pub word: String,
    /// What it names.
    pub told: Bilingual,
}

impl World {
    /// The policies, by their ids.
    pub fn offered_policies(&self) -> Vec<Offer> {
        let offer = |document: &crate::policy::Provenance| Offer {
            word: document.policy.to_string(),
            told: document.title.clone(),
        };
        self.program.documents.iter().map(offer).collect()
    }

    /// The paths of the parameters with their values on the business day; where several policies have the same one, with the policy before it.
    pub fn offered_parameters(&self) -> Vec<Offer> {
        let program = &self.program;
        let offer = |parameter: &crate::policy::Parameter| {
            let alone = program.parameters_at(None, &parameter.path).len() < 2;
            let policy = &program.document(parameter.document).policy;
            let word = if alone { parameter.path.to_string() } else { format!("{policy}:{}", parameter.path) };
            let value = parameter.on(self.horizon.on).map(|value| format!("{} {}", value.written, parameter.unit));
            let value = value.unwrap_or_default();
            Offer { word, told: Bilingual::new(&value, &value) }
        };
        program.parameters.iter().map(offer).collect()
    }

    /// The readings, each with its options.
    pub fn offered_readings(&self) -> Vec<(Offer, Vec<Offer>)> {
        let mut all = BTreeMap::new();
        for reading in self.policies.iter().flat_map(|policy| &policy.readings) {
            let option = |option: &crate::policy::ReadingOption| Offer {
                word: option.token.to_string(),
                told: option.title.clone(),
            };
            let offer = Offer { word: reading.id.to_string(), told: reading.question.clone() };
            let options: Vec<Offer> = reading.options.iter().map(option).collect();
            all.entry(reading.id.clone()).or_insert((offer, options));
        }
        all.into_values().collect()
    }

    /// The registers, by name.
    pub fn offered_registers(&self) -> Vec<Offer> {
        let offer = |register: &crate::policy::Register| Offer {
            word: register.name.to_string(),
            told: register.title.clone(),
        };
        self.program.registers.iter().map(offer).collect()
    }
}
