//! Events chosen by whose they are: of a subject that has a status of the policies on the day of the event, or that some other event
//! concerns as well.

use super::alike::{has, known_fields, nearest_value, unquoted};
use super::facts::Books;
use super::fault::{Near, WhatIfFault};
use crate::event::nearest;
use crate::ledger::error::LedgerError;
use crate::ledger::log::{LogEntry, LogFilter};
use crate::ledger::service::Ledger;
use crate::position::Engine;
use crate::value::{Position, Tag, TypeName, Uscc};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What must hold of one of the subjects of an event.
#[derive(Debug, Default)]
pub(super) struct Whose {
    /// The name of a status it has on the day of the event.
    status: Option<Arc<str>>,
    also: Option<Also>,
}

/// Another event that concerns it.
#[derive(Debug)]
struct Also {
    text: String,
    /// Whom such events concern; where it is one event alone, which.
    subjects: BTreeMap<Uscc, Option<Position>>,
}

impl Whose {
    /// Reads `status=NAME` and `also=TYPE` or `also=TYPE/FIELD=VALUE`, without their keys.
    pub(super) fn read(books: &Books<'_>, status: Option<&str>, also: Option<&str>) -> Result<Self, LedgerError> {
        let status = status.map(|name| named(books, name)).transpose()?;
        Ok(Self { status, also: also.map(|text| Also::read(books, text)).transpose()? })
    }

    /// As it is said, in one way for one thing.
    pub(super) fn words(&self) -> impl Iterator<Item = String> + '_ {
        let status = self.status.iter().map(|name| format!("status={name}"));
        status.chain(self.also.iter().map(Also::words))
    }

    /// Whether it holds of one of the subjects of an event.
    pub(super) fn holds(&self, engine: &Engine<'_>, entry: &LogEntry) -> bool {
        let on = entry.event.occurred_on;
        let has = |subject: Uscc, name: &str| {
            let spans = engine.statuses(subject);
            spans.iter().any(|span| *span.status == *name && span.first <= on && on <= span.last)
        };
        let holds = |subject: Uscc| {
            self.also.as_ref().is_none_or(|also| also.concerns(subject, entry.event.position))
                && self.status.as_ref().is_none_or(|name| has(subject, name))
        };
        (self.status.is_none() && self.also.is_none()) || subjects(&entry.tags).any(holds)
    }
}

impl Also {
    fn read(books: &Books<'_>, text: &str) -> Result<Self, LedgerError> {
        let text = format!("also={text}");
        let refused = || LedgerError::WhatIf(WhatIfFault::Alike { text: text.clone(), part: text.clone() });
        let own = text.strip_prefix("also=").unwrap_or_default();
        let (name, field) = match own.split_once('/') {
            None => (own, None),
            Some((name, field)) => (name, Some(field.split_once('=').ok_or_else(refused)?)),
        };
        let fields: Vec<(String, String)> =
            field.iter().map(|(field, value)| (field.trim().to_owned(), unquoted(value.trim()).to_owned())).collect();
        if fields.iter().any(|(field, value)| field.is_empty() || value.is_empty()) {
            return Err(refused());
        }
        let kind = Ledger::type_in(books.catalogue(), name.trim())
            .map_err(|nearest| LedgerError::UnknownType { name: name.trim().to_owned(), nearest })?;
        known_fields(books, &kind, &fields)?;
        let said = fields.iter().map(|(field, value)| format!("/{field}={value}"));
        let text = format!("{kind}{}", said.collect::<String>());
        Ok(Self { subjects: having(books, &kind, &fields, &text)?, text })
    }

    /// Whether another event than this one concerns a subject.
    fn concerns(&self, subject: Uscc, this: Position) -> bool {
        self.subjects.get(&subject).is_some_and(|alone| *alone != Some(this))
    }

    fn words(&self) -> String {
        if self.text.contains(',') { format!("also=\"{}\"", self.text) } else { format!("also={}", self.text) }
    }
}

/// Whom events of a type concern; without the one that is asked for by name, whose partners are looked for. When there is nobody, what
/// is nearest is named.
fn having(
    books: &Books<'_>,
    kind: &TypeName,
    fields: &[(String, String)],
    text: &str,
) -> Result<BTreeMap<Uscc, Option<Position>>, LedgerError> {
    let filter = LogFilter { kind: Some(kind.clone()), until: books.known(), ..LogFilter::default() };
    let (mut found, mut among) = (BTreeMap::new(), Vec::new());
    books.ledger.log(&filter, &mut |entry| {
        if fields.iter().all(|field| has(&entry, field)) {
            for code in subjects(&entry.tags) {
                found.entry(code).and_modify(|alone| *alone = None).or_insert(Some(entry.event.position));
            }
        }
        if found.is_empty() {
            among.push(entry);
        }
        true
    })?;
    found.retain(|code, _| !fields.iter().any(|(_, value)| *value == code.as_str()));
    if found.is_empty() {
        let (text, near) = (format!("also={text}"), nearest_value(&among, fields));
        return Err(LedgerError::WhatIf(WhatIfFault::NothingAlike { text, events: among.len(), near }));
    }
    Ok(found)
}

/// A status by its name, or by what people call it.
fn named(books: &Books<'_>, name: &str) -> Result<Arc<str>, LedgerError> {
    let statuses = &books.base.world.program.statuses;
    let found = statuses.iter().find(|status| *status.name == *name || *status.title.zh == *name);
    found.map(|status| Arc::clone(&status.name)).ok_or_else(|| {
        let names = || statuses.iter().map(|status| &*status.name);
        // People leave letters out: 高新企业 means 高新技术企业.
        let longer = names().find(|known| is_within(name, known)).map(str::to_owned);
        let nearest = longer.or_else(|| nearest(name, names()));
        let example = || statuses.first().map(|status| Near::Example(format!("status={}", status.name)));
        let near = nearest.map(|name| Near::Nearest(format!("status={name}"))).or_else(example);
        LedgerError::WhatIf(WhatIfFault::UnknownStatus { name: name.to_owned(), near })
    })
}

/// Whether a name is left when some letters of another one are taken out.
fn is_within(name: &str, other: &str) -> bool {
    let mut letters = other.chars();
    name.chars().all(|letter| letters.any(|own| own == letter))
}

fn subjects(tags: &[Tag]) -> impl Iterator<Item = Uscc> + '_ {
    let codes = tags.iter().filter_map(|tag| tag.as_str().strip_prefix("enterprise:"));
    codes.filter_map(|code| Uscc::parse(code).ok())
}
