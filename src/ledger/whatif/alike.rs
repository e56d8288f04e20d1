//! Events named by what they have in common: `type=TYPE,of=SUBJECT,from=DAY,until=DAY,status=STATUS,also=TYPE/FIELD=VALUE,FIELD=VALUE`, as
//! they were recorded.

use super::facts::Books;
use super::fault::{Near, WhatIfFault};
use super::whose::Whose;
use crate::event::{Event, nearest};
use crate::ledger::error::LedgerError;
use crate::ledger::log::{LogEntry, LogFilter};
use crate::ledger::service::Ledger;
use crate::value::{Bilingual, Day, Position, TypeName, Uscc};
use std::collections::BTreeSet;

/// What events have in common.
#[derive(Debug)]
pub(super) struct Alike {
    /// As it is said, in one way for one thing.
    pub(super) text: String,
    /// What their type is called.
    pub(super) title: Bilingual,
    kind: TypeName,
    subject: Option<Uscc>,
    from: Option<Day>,
    until: Option<Day>,
    whose: Whose,
    fields: Vec<(String, String)>,
}

impl Alike {
    /// Reads what is asked for.
    pub(super) fn read(books: &Books<'_>, text: &str) -> Result<Self, LedgerError> {
        let refused =
            |part: &str| LedgerError::WhatIf(WhatIfFault::Alike { text: text.to_owned(), part: part.to_owned() });
        let mut found: Vec<(&str, &str)> = Vec::new();
        for part in parts(text) {
            let (key, value) = part.split_once('=').ok_or_else(|| refused(part))?;
            let (key, value) = (key.trim(), unquoted(value.trim()));
            if key.is_empty() || value.is_empty() || found.iter().any(|(known, _)| *known == key) {
                return Err(refused(part));
            }
            found.push((key, value));
        }
        let mut take = |key: &str| {
            let at = found.iter().position(|(known, _)| *known == key)?;
            Some(found.remove(at).1)
        };
        let name = take("type").ok_or_else(|| refused("type="))?;
        let day = |key: &str, text: Option<&str>| {
            let bad = |text: &str| refused(&format!("{key}={text}"));
            text.map(|text| Day::parse(text).ok_or_else(|| bad(text))).transpose()
        };
        let (from, until) = (day("from", take("from"))?, day("until", take("until"))?);
        if let Some((from, until)) = from.zip(until).filter(|(from, until)| until < from) {
            return Err(refused(&format!("from={from},until={until}")));
        }
        let whose = Whose::read(books, take("status"), take("also"))?;
        let subject = take("of").map(|name| books.ledger.subject(name, books.known())).transpose()?;
        let kind = Ledger::type_in(books.catalogue(), name)
            .map_err(|nearest| LedgerError::UnknownType { name: name.to_owned(), nearest })?;
        let fields: Vec<(String, String)> = found.into_iter().map(|(key, value)| (key.into(), value.into())).collect();
        let title = known_fields(books, &kind, &fields)?;
        let text = said(&kind, subject, (from, until), &whose, &fields);
        Ok(Self { text, title, kind, subject, from, until, whose, fields })
    }

    /// The events, in order. When there are none, the condition that no event meets is named, with what is nearest to it.
    pub(super) fn found<'e>(&self, books: &Books<'e>) -> Result<Vec<&'e Event>, LedgerError> {
        let filter = LogFilter {
            subject: self.subject,
            kind: Some(self.kind.clone()),
            until: books.known(),
            ..LogFilter::default()
        };
        let (mut places, mut among): (BTreeSet<Position>, Vec<LogEntry>) = (BTreeSet::new(), Vec::new());
        let engine = books.base.world.engine();
        books.ledger.log(&filter, &mut |entry| {
            let own = self.within(entry.event.occurred_on) && self.fields.iter().all(|field| has(&entry, field));
            if own && self.whose.holds(&engine, &entry) {
                places.insert(entry.event.position);
            } else if places.is_empty() {
                among.push(entry);
            }
            true
        })?;
        if places.is_empty() {
            return Err(LedgerError::WhatIf(self.nothing(&among)));
        }
        let found: Vec<&Event> = books.events.iter().filter(|event| places.contains(&event.position)).collect();
        if found.is_empty() {
            return Err(books.not_there(&self.text));
        }
        Ok(found)
    }

    fn within(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    fn nothing(&self, among: &[LogEntry]) -> WhatIfFault {
        let (text, events) = (self.text.clone(), among.len());
        if let Some(near) = nearest_value(among, &self.fields) {
            return WhatIfFault::NothingAlike { text, events, near: Some(near) };
        }
        let days = || among.iter().map(|entry| entry.event.occurred_on);
        let outside = days().min().zip(days().max()).filter(|_| !days().any(|day| self.within(day)));
        let near = outside.map(|(first, last)| Near::Example(format!("from={first},until={last}")));
        WhatIfFault::NothingAlike { text, events, near }
    }
}

/// Of fields and the values they are to have, the first that no event has, with what is nearest to it.
pub(super) fn nearest_value(among: &[LogEntry], fields: &[(String, String)]) -> Option<Near> {
    fields.iter().find_map(|(field, value)| {
        let values: BTreeSet<String> = among.iter().filter_map(|entry| value_of(entry, field)).collect();
        if values.contains(value) {
            return None;
        }
        let nearest = nearest(value, values.iter().map(String::as_str)).map(|word| Near::Nearest(pair(field, &word)));
        nearest.or_else(|| values.first().map(|word| Near::Example(pair(field, word))))
    })
}

/// The parts of what is asked for: a comma stands between two, but inside quotation marks.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    text.split(move |letter| {
        inside ^= letter == '"';
        letter == ',' && !inside
    })
}

/// A value in quotation marks is what stands between them.
pub(super) fn unquoted(value: &str) -> &str {
    value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value)
}

/// A field and its value, in marks where a comma would end it.
fn pair(field: &str, value: &str) -> String {
    if value.contains(',') { format!("{field}=\"{value}\"") } else { format!("{field}={value}") }
}

/// What the type is called; each field must be one of it.
pub(super) fn known_fields(
    books: &Books<'_>,
    kind: &TypeName,
    fields: &[(String, String)],
) -> Result<Bilingual, LedgerError> {
    let unknown = || LedgerError::UnknownType { name: kind.to_string(), nearest: None };
    let declaration = books.catalogue().declaration(books.catalogue().type_id(kind).ok_or_else(unknown)?);
    let names = || declaration.fields.iter().map(|field| &*field.name);
    match fields.iter().find(|(name, _)| !names().any(|known| known == name)) {
        None => Ok(declaration.title.clone()),
        Some((name, _)) => {
            let nearest = nearest(name, names().chain(["type", "of", "from", "until", "status", "also"]));
            let (kind, name) = (kind.to_string(), name.clone());
            Err(LedgerError::WhatIf(WhatIfFault::UnknownField { kind, name, nearest }))
        }
    }
}

fn said(
    kind: &TypeName,
    subject: Option<Uscc>,
    days: (Option<Day>, Option<Day>),
    whose: &Whose,
    fields: &[(String, String)],
) -> String {
    let mut words = vec![format!("type={kind}")];
    words.extend(subject.map(|code| format!("of={code}")));
    words.extend(days.0.map(|day| format!("from={day}")));
    words.extend(days.1.map(|day| format!("until={day}")));
    words.extend(whose.words());
    let mut own: Vec<String> = fields.iter().map(|(name, value)| pair(name, value)).collect();
    own.sort();
    words.extend(own);
    words.join(",")
}

/// What a field of an event says, as it was recorded.
fn value_of(entry: &LogEntry, field: &str) -> Option<String> {
    let body: serde_json::Value = serde_json::from_str(&entry.data).ok()?;
    match body.get(field)? {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Null | serde_json::Value::Array(_) | serde_json::Value::Object(_) => None,
        other => Some(other.to_string()),
    }
}

pub(super) fn has(entry: &LogEntry, (field, value): &(String, String)) -> bool {
    value_of(entry, field).is_some_and(|own| own == *value)
}
