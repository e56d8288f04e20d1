//! Tags that a later version of a type gives to what was recorded before it.
//!
//! What is recorded does not change, and the leaf of an event covers the tags it was recorded with. A tag that came later follows from
//! the body and the declaration that was registered since, whenever somebody asks: it is read anew from these, and kept nowhere.

use crate::event::{Catalogue, Declaration, Event, Query, QueryItem, Retagged, TypeId, event_tag, tags_of};
use crate::ledger::amend::{Family, spoken_of, target_of};
use crate::ledger::error::LedgerError;
use crate::ledger::recorded::{amendments, stored_at};
use crate::ledger::scope::decode;
use crate::ledger::service::Ledger;
use crate::store::{Passing, ReadError, ReadOptions, Store, Stored};
use crate::value::{Bilingual, Position, Tag, TypeName, counted};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Early events with the tags they lack.
#[derive(Debug, Default)]
pub(super) struct Late {
    /// Of each its type, and all its tags: those it was recorded with and those that came later.
    events: BTreeMap<Position, (TypeName, Vec<Tag>)>,
    by_tag: FxHashMap<Tag, Vec<Position>>,
    /// The types that were looked through.
    looked: BTreeSet<TypeId>,
}

impl Late {
    /// Looks through the types of which a query could ask for early events; each once.
    pub(super) fn widen(
        &mut self,
        store: &dyn Store,
        catalogue: &Catalogue,
        until: Position,
        query: &Query,
    ) -> Result<(), LedgerError> {
        for Retagged { kind, namespaces, since } in catalogue.retagged() {
            let name = &catalogue.declaration(kind).name;
            let is_later = |tag: &Tag| {
                tag.as_str().split_once(':').is_some_and(|(own, _)| namespaces.iter().any(|known| known == own))
            };
            let concerns = |item: &QueryItem| item.types.contains(name) || item.tags.iter().any(is_later);
            if query.items.iter().any(concerns) && self.looked.insert(kind) {
                let before = Position(since.0.saturating_sub(1)).min(until);
                self.gather(store, catalogue, kind, before)?;
            }
        }
        Ok(())
    }

    /// The events of a type up to a position, and what amends them.
    fn gather(
        &mut self,
        store: &dyn Store,
        catalogue: &Catalogue,
        kind: TypeId,
        until: Position,
    ) -> Result<(), LedgerError> {
        let name = catalogue.declaration(kind).name.clone();
        let mut events = read(store, catalogue, &Query::of_types(vec![name]), until)?;
        let spoken =
            |(event, _): &(Event, Vec<Tag>)| Some(QueryItem { types: amendments(), tags: vec![event_tag(event.id)?] });
        let items: Vec<QueryItem> = events.iter().filter_map(spoken).collect();
        let mut amending = if items.is_empty() { Vec::new() } else { read(store, catalogue, &Query { items }, until)? };
        for (event, tags) in &events {
            let mut all = tags_of(catalogue, event);
            all.extend(tags.iter().cloned());
            self.keep(event, tags, all);
        }
        amending.sort_by_key(|(event, _)| event.position);
        amending.dedup_by_key(|(event, _)| event.position);
        let plain: Vec<Event> = amending.iter().map(|(event, _)| event.clone()).collect();
        let spoken_to: BTreeSet<_> = plain.iter().filter_map(|event| target_of(catalogue, event)).collect();
        events.retain(|(event, _)| spoken_to.contains(&event.id));
        for (root, _) in events {
            let own: Vec<&Event> = spoken_of(catalogue, &plain, [root.id]);
            for (number, event) in own.iter().enumerate() {
                let before = own.iter().take(number).map(|event| Event::clone(event)).collect();
                let Some((_, tags)) = amending.iter().find(|(known, _)| known.position == event.position) else {
                    continue;
                };
                let mut all = tags_of(catalogue, event);
                all.extend(Family::given(root.clone(), before).effect(catalogue, event).tags);
                all.extend(tags.iter().cloned());
                self.keep(event, tags, all);
            }
        }
        Ok(())
    }

    /// Keeps an event that has more tags than it was recorded with.
    fn keep(&mut self, event: &Event, recorded: &[Tag], mut all: Vec<Tag>) {
        all.sort_unstable();
        all.dedup();
        if all.len() == recorded.len() {
            return;
        }
        for tag in all.iter().filter(|tag| !recorded.contains(tag)) {
            self.by_tag.entry(tag.clone()).or_default().push(event.position);
        }
        self.events.insert(event.position, (event.kind.clone(), all));
    }

    /// The places of what a query selects by some tag that came later.
    fn selected(&self, query: &Query) -> BTreeSet<Position> {
        let tags = query.items.iter().flat_map(|item| &item.tags);
        let places = tags.filter_map(|tag| self.by_tag.get(tag)).flatten();
        let matches = |place: &&Position| self.events.get(place).is_some_and(|(kind, tags)| query.matches(kind, tags));
        places.filter(matches).copied().collect()
    }

    /// What a query selects of a store, early events also by the tags that came later; each is passed with all its tags.
    pub(super) fn read(
        &self,
        store: &dyn Store,
        query: &Query,
        options: ReadOptions,
        visit: &mut dyn FnMut(Passing<'_>) -> bool,
    ) -> Result<(), ReadError> {
        let places = self.selected(query);
        if places.is_empty() {
            return store.read(query, options, &mut |stored| match self.events.get(&stored.position) {
                None => visit(stored),
                Some((_, tags)) => visit(Stored { tags: tags.clone(), ..stored.keep() }.pass()),
            });
        }
        let mut found: BTreeMap<Position, Stored> = BTreeMap::new();
        store.read(query, ReadOptions { limit: None, ..options }, &mut |stored| {
            found.insert(stored.position, stored.keep());
            true
        })?;
        for place in places.into_iter().filter(|place| reaches(options, *place)) {
            if !found.contains_key(&place) {
                found.extend(stored_at(store, place)?.map(|stored| (place, stored)));
            }
        }
        let mut found: Vec<Stored> = found.into_values().collect();
        if options.backwards {
            found.reverse();
        }
        for mut stored in
            found.into_iter().take(usize::try_from(options.limit.unwrap_or(u64::MAX)).unwrap_or(usize::MAX))
        {
            if let Some((_, tags)) = self.events.get(&stored.position) {
                stored.tags.clone_from(tags);
            }
            if !visit(stored.pass()) {
                break;
            }
        }
        Ok(())
    }
}

/// Whether a read goes over a place.
fn reaches(options: ReadOptions, place: Position) -> bool {
    let ReadOptions { from, to, until, backwards, .. } = options;
    let (low, high) = if backwards { (to, from) } else { (from, to) };
    low.is_none_or(|low| low <= place)
        && high.is_none_or(|high| place <= high)
        && until.is_none_or(|until| place <= until)
}

/// The selected events up to a position, with the tags they were recorded with.
fn read(
    store: &dyn Store,
    catalogue: &Catalogue,
    query: &Query,
    until: Position,
) -> Result<Vec<(Event, Vec<Tag>)>, LedgerError> {
    let (mut found, mut unreadable) = (Vec::new(), None);
    store.read(query, ReadOptions { until: Some(until), ..ReadOptions::default() }, &mut |stored| {
        match decode(catalogue, stored) {
            Ok(event) => found.push((event, stored.tags.to_vec())),
            Err(error) => unreadable = Some(error),
        }
        unreadable.is_none()
    })?;
    unreadable.map_or(Ok(found), Err)
}

impl Ledger {
    /// What a query selects, as known at a position: early events also by the tags that a version known there gave them later.
    pub(super) fn select(
        &self,
        catalogue: &Catalogue,
        query: &Query,
        options: ReadOptions,
        visit: &mut dyn FnMut(Passing<'_>) -> bool,
    ) -> Result<(), LedgerError> {
        let until = options.until.unwrap_or_else(|| self.head());
        let mut late = Late::default();
        late.widen(&*self.store, catalogue, until, query)?;
        Ok(late.read(&*self.store, query, options, visit)?)
    }

    /// What becomes of recorded events once a declaration is registered; none where it has no tag that the versions before had not.
    pub fn would_retag(&self, text: &str) -> Result<Option<Retagging>, LedgerError> {
        let Ok(declaration) = Declaration::parse(text) else { return Ok(None) };
        let place = self.head().next();
        let Ok(catalogue) = self.catalogue().with(&declaration, place) else { return Ok(None) };
        let is_own = |one: &Retagged| catalogue.declaration(one.kind).name == declaration.name && one.since == place;
        let Some(Retagged { namespaces, .. }) = catalogue.retagged().into_iter().find(is_own) else { return Ok(None) };
        let mut late = Late::default();
        late.widen(&*self.store, &catalogue, self.head(), &Query::of_types(vec![declaration.name.clone()]))?;
        Ok(Some(Retagging { namespaces, events: late.events.len(), until: self.head() }))
    }
}

/// Recorded events that are found by tags of a version that is registered later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retagging {
    /// The tags.
    pub namespaces: Vec<String>,
    /// How many events.
    pub events: usize,
    /// As far as was looked.
    pub until: Position,
}

impl Retagging {
    /// What becomes of them, in words.
    pub fn told(&self) -> Bilingual {
        let Self { namespaces, events, until } = self;
        let (zh, en) = (namespaces.join("、"), namespaces.join(", "));
        Bilingual::new(
            &format!("新增标签 {zh}：#{until} 及以前的 {events} 条事件也按它查找。"),
            &format!(
                "New tags {en}: {} up to #{until} {} found by them too.",
                counted(*events, "event"),
                if *events == 1 { "is" } else { "are" }
            ),
        )
    }
}
