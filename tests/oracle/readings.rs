//! Which option each reading takes.

use crate::story::POLICY;
use qizhang::policy::{Choices, ReadingId};
use std::collections::BTreeMap;

/// The readings that depart from their default: id and option.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Readings(pub(super) BTreeMap<String, String>);

impl Readings {
    /// Whether a reading takes this option. Both names are checked, so that a spelling mistake cannot pass for a default.
    pub(super) fn is(&self, id: &str, option: &str) -> bool {
        let reading = POLICY.readings.iter().find(|reading| &*reading.id.0 == id);
        let reading = reading.unwrap_or_else(|| panic!("no reading {id}"));
        assert!(reading.option(option).is_some(), "{id} has no option {option}");
        match self.0.get(id) {
            Some(chosen) => chosen == option,
            None => &*reading.options[0].token == option,
        }
    }

    /// The same choices in the engine's words.
    pub(super) fn choices(&self) -> Choices {
        let mut choices = Choices::default();
        for (id, option) in &self.0 {
            choices = choices.with(&ReadingId(id.as_str().into()), option);
        }
        choices
    }
}
