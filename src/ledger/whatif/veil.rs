//! What whoever sees pseudonyms may not ask, and is not told when a scenario is refused: whose a fact is, and what is nearest to a name or a
//! value of somebody.

use super::alike::parts;
use super::fault::WhatIfFault;
use crate::event::{Catalogue, FieldKind};
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;

/// What events may have in common for those who see pseudonyms, besides fields of which there are few values.
const OF_MANY: [&str; 4] = ["type", "from", "until", "status"];

impl Ledger {
    /// Refuses to look for events by what is somebody's: his name or code, the number of a document, an amount. Nothing is looked up for it,
    /// so that the answer is the same whether or not there is such a thing.
    pub fn may_drop_veiled(&self, drops: &[String]) -> Result<(), LedgerError> {
        let catalogue = self.catalogue();
        let several = drops.iter().filter(|text| text.contains('='));
        for (text, part) in several.flat_map(|text| parts(text).map(move |part| (text, part))) {
            if !is_of_many(&catalogue, text, part) {
                let (text, part) = (text.clone(), part.to_owned());
                return Err(LedgerError::WhatIf(WhatIfFault::NamesWhom { text, part }));
            }
        }
        Ok(())
    }
}

/// Whether a part of what events have in common is that of many subjects.
fn is_of_many(catalogue: &Catalogue, text: &str, part: &str) -> bool {
    let key = |part: &str| part.split_once('=').map_or("", |(key, _)| key.trim()).to_owned();
    match &*key(part) {
        "also" => !part.contains('/'),
        own if OF_MANY.contains(&own) => true,
        own => {
            let kind = parts(text).find(|part| key(part) == "type").and_then(|part| part.split_once('='));
            let kind = kind.and_then(|(_, name)| catalogue.type_id_of(name.trim()));
            kind.is_some_and(|kind| {
                let fields = &catalogue.declaration(kind).fields;
                let few = |field: &FieldKind| matches!(field, FieldKind::Choice(_) | FieldKind::Flag);
                fields.iter().any(|field| field.name == own && few(&field.kind))
            })
        }
    }
}

impl LedgerError {
    /// The same refusal without names, codes and values of others.
    #[must_use]
    pub fn veiled(self) -> Self {
        match self {
            LedgerError::WhatIf(WhatIfFault::NothingAlike { text, events, .. }) => {
                LedgerError::WhatIf(WhatIfFault::NothingAlike { text, events, near: None })
            }
            LedgerError::UnknownSubject { name, .. } => LedgerError::UnknownSubject { name, nearest: Vec::new() },
            LedgerError::ManySubjects { name, .. } => LedgerError::ManySubjects { name, found: Vec::new() },
            told => told,
        }
    }
}
