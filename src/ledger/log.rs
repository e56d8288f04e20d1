//! The events themselves, as they are recorded.

use crate::event::{Event, Query, QueryItem, Recast};
use crate::ledger::as_version::has_version;
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use crate::store::ReadOptions;
use crate::value::{Bilingual, Day, Position, Tag, TypeName, Uscc};
use std::sync::Arc;

/// Which events to show.
#[derive(Debug, Clone, Default)]
pub struct LogFilter {
    /// Whom they concern.
    pub subject: Option<Uscc>,
    /// A label they carry.
    pub tag: Option<Tag>,
    /// Their type.
    pub kind: Option<TypeName>,
    /// Who recorded them.
    pub by: Option<String>,
    /// They happened on this day or later.
    pub since: Option<Day>,
    /// They happened on this day or before.
    pub until_day: Option<Day>,
    /// The first position, or the last one when newest come first.
    pub from: Option<Position>,
    /// The last position that may be used.
    pub until: Position,
    /// The newest first.
    pub newest_first: bool,
    /// At most so many.
    pub limit: Option<u64>,
    /// As this version of their type; as they were recorded where none is asked for.
    pub as_version: Option<u16>,
}

impl LogFilter {
    /// Whether it narrows by what no index has: then each event is read until enough are found.
    const fn reads(&self) -> bool {
        self.by.is_some() || self.since.is_some() || self.until_day.is_some()
    }

    fn takes(&self, event: &Event) -> bool {
        let on = event.occurred_on;
        self.by.as_deref().is_none_or(|by| *event.recorded_by == *by)
            && self.since.is_none_or(|first| first <= on)
            && self.until_day.is_none_or(|last| on <= last)
    }
}

/// One event of the log.
#[derive(Debug, Clone)]
pub struct LogEntry {
    /// The event.
    pub event: Event,
    /// What its type is called; none for a type the ledger does not know.
    pub title: Option<Bilingual>,
    /// Its labels.
    pub tags: Vec<Tag>,
    /// The canonical envelope.
    pub text: String,
    /// The body alone.
    pub data: String,
    /// The body as the version that was asked for.
    pub recast: Option<Recast>,
}

/// The body of a canonical envelope.
fn body_of(text: &str) -> String {
    #[derive(serde::Deserialize)]
    struct Only<'t> {
        #[serde(borrow)]
        data: &'t serde_json::value::RawValue,
    }
    serde_json::from_str::<Only<'_>>(text).map(|only| only.data.get().to_owned()).unwrap_or_default()
}

impl Ledger {
    /// Calls `visit` for each event a filter selects until it answers no. At the first event that the version asked for cannot say it
    /// ends with the error that names it; what came before was visited.
    pub fn log(&self, filter: &LogFilter, visit: &mut dyn FnMut(LogEntry) -> bool) -> Result<(), LedgerError> {
        let catalogue = self.catalogue();
        if let (Some(kind), Some(asked)) = (&filter.kind, filter.as_version) {
            has_version(&catalogue, kind, asked)?;
        }
        let subject = filter.subject.and_then(|code| Tag::new("enterprise", code.as_str()));
        let tags = subject.into_iter().chain(filter.tag.clone()).collect();
        let query = Query { items: vec![QueryItem { types: filter.kind.iter().cloned().collect(), tags }] };
        let options = ReadOptions {
            from: filter.from,
            until: Some(filter.until),
            backwards: filter.newest_first,
            limit: filter.limit.filter(|_| !filter.reads()),
            ..ReadOptions::default()
        };
        let (mut stopped, mut left) = (None, filter.limit.unwrap_or(u64::MAX));
        let known = self.catalogue_at(filter.until)?.unwrap_or_else(|| Arc::clone(&catalogue));
        self.select(&known, &query, options, &mut |stored| match Event::decode(
            &catalogue,
            stored.position,
            stored.bytes,
        ) {
            Ok(event) if !filter.takes(&event) => true,
            Ok(event) => {
                let title = catalogue.type_id(&event.kind).map(|kind| catalogue.declaration(kind).title.clone());
                let text = String::from_utf8_lossy(stored.bytes).into_owned();
                let data = body_of(&text);
                let entry = LogEntry { event, title, tags: stored.tags.to_vec(), text, data, recast: None };
                match filter.as_version.map_or(Ok(entry.clone()), |asked| entry.given_as(&catalogue, asked)) {
                    Ok(entry) => {
                        left = left.saturating_sub(1);
                        visit(entry) && left > 0
                    }
                    Err(error) => {
                        stopped = Some(error);
                        false
                    }
                }
            }
            Err(refusal) => {
                stopped = Some(LedgerError::Unreadable { position: stored.position, refusal: Box::new(refusal) });
                false
            }
        })?;
        stopped.map_or(Ok(()), Err)
    }
}
