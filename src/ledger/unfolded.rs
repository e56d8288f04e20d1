//! Events by themselves as documents: a page of the log, one event, and the catalogue of types.

use crate::event::{Body, Catalogue, Declaration, Event, Record, TypeId};
use crate::explain::{Document, FieldWords, TypeRow, Unfolded, deprecation, listed_as};
use crate::ledger::amend::target_of;
use crate::ledger::declared::derived;
use crate::ledger::error::LedgerError;
use crate::ledger::horizon::Horizon;
use crate::ledger::log::{LogEntry, LogFilter};
use crate::ledger::recorded::Recorded;
use crate::ledger::service::Ledger;
use crate::ledger::types::{field_rows, in_use_first};
use crate::position::FactRef;
use crate::value::{Bilingual, EventId, Lang, Position, TypeName};

impl Ledger {
    /// The entry at a position, as far as that is known.
    pub fn logged(&self, position: Position, known: Position) -> Result<LogEntry, LedgerError> {
        self.logged_as(position, known, None)
    }

    /// The same as a version of its type.
    pub fn logged_as(
        &self,
        position: Position,
        known: Position,
        as_version: Option<u16>,
    ) -> Result<LogEntry, LedgerError> {
        let limit = Some(1);
        let filter = LogFilter { from: Some(position), until: known, limit, as_version, ..LogFilter::default() };
        let mut found = None;
        self.log(&filter, &mut |entry| {
            found = Some(entry);
            false
        })?;
        let own = found.filter(|entry| entry.event.position == position);
        own.ok_or_else(|| LedgerError::NoSuchEvent { name: format!("#{position}") })
    }

    /// An event with everything it says, and what corrects it or takes it back as far as that is known.
    pub fn unfolded(&self, entry: &LogEntry, Horizon { on, known }: Horizon) -> Result<Document, LedgerError> {
        let catalogue = self.catalogue();
        let recorded = Recorded::new(&*self.store, &catalogue);
        let of = |event: &Event| FactRef { position: event.position, id: event.id, day: event.occurred_on };
        let by_id = |id: EventId| recorded.event(id).map(|event| event.as_ref().map(of));
        let speaks_of = target_of(&catalogue, &entry.event).map(by_id).transpose()?.flatten();
        let speaking = recorded.amendments(entry.event.id)?;
        let spoken_of: Vec<FactRef> = speaking.iter().filter(|event| event.position <= known).map(of).collect();
        let before = self.before(&recorded, &entry.event)?;
        let unfolded = Unfolded {
            event: &entry.event,
            tags: &entry.tags,
            on,
            speaks_of,
            spoken_of: &spoken_of,
            before: before.as_ref().map(|(kind, record)| (*kind, record)),
        };
        Ok(crate::explain::event(&catalogue, &unfolded))
    }

    /// How a fact stood before a correction, with its type; nothing of any other event.
    fn before(&self, recorded: &Recorded<'_>, event: &Event) -> Result<Option<(TypeId, Record)>, LedgerError> {
        let Body::Corrected(correction) = &event.body else { return Ok(None) };
        let Some(target) = recorded.event(correction.event)? else { return Ok(None) };
        let Body::Typed(kind, first) = target.body else { return Ok(None) };
        let mut record = first;
        for earlier in recorded.amendments(target.id)? {
            let Body::Corrected(own) = &earlier.body else { continue };
            let is_earlier = earlier.position < event.position;
            // One that was taken back by then had changed nothing.
            let undone =
                || recorded.amendments(earlier.id).map(|own| own.iter().any(|by| by.position < event.position));
            if is_earlier && !undone()? {
                record = self.catalogue().decode_body(kind, &own.data).unwrap_or(record);
            }
        }
        Ok(Some((kind, record)))
    }
}

/// The types of a catalogue, as a document.
pub fn types_page(catalogue: &Catalogue) -> Document {
    let rows: Vec<TypeRow> = in_use_first(catalogue).into_iter().map(row).collect();
    crate::explain::types(&rows)
}

/// One type with its fields and an example, as a document; the type is one of the catalogue's.
pub fn type_page(catalogue: &Catalogue, name: &TypeName) -> Option<Document> {
    let declaration = catalogue.type_id(name).map(|id| catalogue.declaration(id))?;
    let [zh, en] = [Lang::Zh, Lang::En].map(|lang| field_rows(declaration, lang));
    let both = zh.into_iter().zip(en).map(|([name, zh, holds_zh], [_, en, holds_en])| -> FieldWords {
        (name.into(), Bilingual::new(&zh, &en), Bilingual::new(&holds_zh, &holds_en))
    });
    // What is code in Markdown is a word like others here.
    let plain = |told: &Bilingual| Bilingual::new(&told.zh.replace('`', ""), &told.en.replace('`', ""));
    let mut story: Vec<Bilingual> = declaration.description.iter().map(plain).collect();
    let [zh, en] = [Lang::Zh, Lang::En].map(|lang| derived(declaration, lang, ""));
    story.extend(zh.iter().zip(&en).map(|(zh, en)| Bilingual::new(zh, en)));
    Some(crate::explain::declared(&row(declaration), &story, &both.collect::<Vec<_>>(), declaration.examples.first()))
}

fn row(declaration: &Declaration) -> TypeRow {
    let Declaration { name, version, articles, deprecated, .. } = declaration;
    let (title, deprecated) = (listed_as(declaration), deprecated.as_ref().map(deprecation));
    TypeRow { name: name.clone(), version: *version, title, articles: articles.clone(), deprecated }
}
