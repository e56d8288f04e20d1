//! Whom and what a question names: a subject by code or name, a payment by number.

use crate::event::{Catalogue, Known, Query, Said, Slot, TypeId, nearest};
use crate::ledger::error::LedgerError;
use crate::ledger::scope;
use crate::ledger::service::Ledger;
use crate::ledger::sight::Sight;
use crate::ledger::world::World;
use crate::store::ReadOptions;
use crate::timeline::{Fact, Timeline};
use crate::value::{Day, Fen, Position, Tag, Uscc};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) const REGISTERED: &str = "enterprise.registered";
pub(super) const RENAMED: &str = "enterprise.renamed";
pub(super) const PAID: &str = "payment.made";

/// A stretch of places at which a payment of a number is on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OnRecord {
    /// The first of them.
    pub(super) from: Position,
    /// The day the payment has there.
    pub(super) first: Day,
    /// The day it has at the last of them.
    pub(super) day: Day,
    /// The event that took it back or gave it another number; none where it stays.
    pub(super) ended: Option<Position>,
}

/// A payment on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paid {
    /// Its number.
    pub number: Arc<str>,
    /// Who received it.
    pub subject: Uscc,
    /// The day it was made.
    pub day: Day,
    /// How much.
    pub amount: Fen,
    /// The approval it rests on.
    pub approval: Option<Arc<str>>,
    /// The grant and the matter it names, when it names one line of its approval.
    pub line: Option<(Arc<str>, Arc<str>)>,
    /// Where it stands.
    pub position: Position,
}

impl Ledger {
    /// The subject of a code or a name, as known by a position.
    pub fn subject(&self, name: &str, known: Position) -> Result<Uscc, LedgerError> {
        self.subject_in(self.sight(), name, known)
    }

    /// The same where some of it is remembered.
    pub(super) fn subject_in(&self, sight: Sight<'_>, name: &str, known: Position) -> Result<Uscc, LedgerError> {
        let name = name.trim();
        let unknown = |nearest| LedgerError::UnknownSubject { name: name.to_owned(), nearest };
        if let Ok(code) = Uscc::parse(name) {
            let tag = Tag::new("enterprise", code.as_str()).ok_or_else(|| unknown(Vec::new()))?;
            let is_there = self.is_there(sight, tag, known)?;
            return if is_there { self.code_now(sight, code, known) } else { Err(unknown(Vec::new())) };
        }
        let names = self.names(known)?;
        let exact: Vec<Uscc> = names.iter().filter(|(own, _)| **own == *name).map(|(_, code)| *code).collect();
        let within = || names.iter().filter(|(own, _)| own.contains(name));
        let mut found = if exact.is_empty() { within().map(|(_, code)| *code).collect() } else { exact };
        found.sort_unstable();
        found.dedup();
        match found.as_slice() {
            [one] if name.chars().count() > 1 => Ok(*one),
            [] | [_] => {
                let near = nearest(name, names.iter().map(|(own, _)| &**own));
                Err(unknown(near.into_iter().collect()))
            }
            _ => {
                let shown = names.iter().filter(|(_, code)| found.contains(code));
                let found = shown.map(|(own, code)| format!("{own} {code}")).take(8).collect();
                Err(LedgerError::ManySubjects { name: name.to_owned(), found })
            }
        }
    }

    /// Whether something up to a position has a tag.
    fn is_there(&self, sight: Sight<'_>, tag: Tag, known: Position) -> Result<bool, LedgerError> {
        let Some(catalogue) = self.catalogue_at(known)? else { return Ok(false) };
        let (query, mut there) = (Query::tagged(tag), false);
        match sight.remembered(&catalogue, known) {
            Some((remembered, until)) => remembered.read(&query, (Position(1), until), |_, _| there = true),
            None => {
                let options = ReadOptions { until: Some(known), limit: Some(1), ..ReadOptions::default() };
                self.select(&catalogue, &query, options, &mut |_| {
                    there = true;
                    false
                })?;
            }
        }
        Ok(there)
    }

    /// The code a subject is known by at a position.
    fn code_now(&self, sight: Sight<'_>, code: Uscc, known: Position) -> Result<Uscc, LedgerError> {
        let Some(catalogue) = self.catalogue_at(known)? else { return Ok(code) };
        // Its own events tell it; all changes of codes would bring along every correction there is.
        let own = scope::lineage(sight, &catalogue, known, code)?;
        Ok(Timeline::build(&catalogue, own).code_now(code))
    }

    /// Every name anybody had, with the code, as the facts stand.
    fn names(&self, known: Position) -> Result<Vec<(Arc<str>, Uscc)>, LedgerError> {
        let Some(catalogue) = self.catalogue_at(known)? else { return Ok(Vec::new()) };
        let events =
            scope::of_types(self.sight(), &catalogue, known, &[REGISTERED, RENAMED, Known::SubjectRecoded.name()])?;
        let timeline = Timeline::build(&catalogue, events);
        let named = timeline.facts().iter().filter_map(|fact| {
            let said = Said { catalogue: &catalogue, kind: fact.kind, record: &fact.record };
            let name = said.text("name").or(said.text("new_name"))?;
            Some((Arc::from(name), said.slot("uscc").code()?))
        });
        Ok(named.collect())
    }

    /// The payment of a number, as the fact stands at a position.
    pub fn payment(&self, number: &str, known: Position) -> Result<Option<Paid>, LedgerError> {
        self.payment_in(self.sight(), number, known)
    }

    /// The same where some of it is remembered.
    pub(super) fn payment_in(
        &self,
        sight: Sight<'_>,
        number: &str,
        known: Position,
    ) -> Result<Option<Paid>, LedgerError> {
        let Some(tag) = Tag::new("payment", number.trim()) else { return Ok(None) };
        let Some(catalogue) = self.catalogue_at(known)? else { return Ok(None) };
        let timeline = Timeline::build(&catalogue, scope::tagged(sight, &catalogue, known, tag)?);
        let Some(paid) = numbered(&catalogue, &timeline, number) else { return Ok(None) };
        // What was paid to the old code of somebody was paid to the new one.
        Ok(Some(Paid { subject: self.code_now(sight, paid.subject, known)?, ..paid }))
    }

    /// Where a payment of a number is on record, one stretch of places behind the other: it is recorded or gets the number, and is taken
    /// back or gets another, perhaps more than once.
    pub(super) fn on_record(&self, number: &str) -> Result<Vec<OnRecord>, LedgerError> {
        let Some(tag) = Tag::new("payment", number.trim()) else { return Ok(Vec::new()) };
        let catalogue = self.catalogue();
        let events = scope::tagged(self.sight(), &catalogue, self.head(), tag)?;
        let mut found: Vec<OnRecord> = Vec::new();
        for (at, event) in events.iter().enumerate() {
            let before = events.iter().take(at.saturating_add(1)).cloned().collect();
            let standing = numbered(&catalogue, &Timeline::build(&catalogue, before), number);
            let open = found.last_mut().filter(|own| own.ended.is_none());
            match (standing, open) {
                (Some(paid), Some(own)) => own.day = paid.day,
                (Some(Paid { day, .. }), None) => {
                    found.push(OnRecord { from: event.position, first: day, day, ended: None });
                }
                (None, Some(own)) => own.ended = Some(event.position),
                (None, None) => {}
            }
        }
        Ok(found)
    }
}

/// The payment of a number among some facts.
fn numbered(catalogue: &Catalogue, timeline: &Timeline, number: &str) -> Option<Paid> {
    let made = catalogue.type_id_of(PAID).into_iter().flat_map(|kind| timeline.of_kind(kind));
    made.filter_map(|fact| paid(catalogue, fact)).find(|paid| *paid.number == *number.trim())
}

fn paid(catalogue: &Catalogue, fact: &Fact) -> Option<Paid> {
    let said = Said { catalogue, kind: fact.kind, record: &fact.record };
    let shared = |field: &str| said.text(field).map(Arc::from);
    Some(Paid {
        number: shared("payment_no")?,
        subject: said.slot("uscc").code()?,
        day: fact.day,
        amount: said.slot("amount").money()?,
        approval: shared("approval_no"),
        line: shared("grant").zip(shared("matter")),
        position: fact.position,
    })
}

impl World {
    fn said_by_kind(&self, name: &str) -> Option<TypeId> {
        self.catalogue.type_id_of(name)
    }

    /// The name a subject has at the horizon; its code when none is on record.
    pub fn name_of(&self, subject: Uscc) -> Arc<str> {
        let last = |name: &str, field: &str| {
            let kind = self.said_by_kind(name)?;
            let field = self.catalogue.field(kind, field)?;
            let mut own = self.timeline.of_subject(subject, kind).filter(|fact| fact.day <= self.horizon.on);
            own.next_back().and_then(|fact| match fact.record.get(field) {
                Slot::Text(text) => Some(Arc::clone(text)),
                _ => None,
            })
        };
        last(RENAMED, "new_name").or_else(|| last(REGISTERED, "name")).unwrap_or_else(|| subject.as_str().into())
    }

    /// The name of a subject, where one is on record.
    pub fn named(&self, subject: Uscc) -> Option<Arc<str>> {
        Some(self.name_of(subject)).filter(|name| **name != *subject.as_str())
    }

    /// The payments of a subject's approvals by number, as far as the timeline holds them.
    pub fn payments(&self, subject: Uscc) -> BTreeMap<Arc<str>, Paid> {
        let Some(kind) = self.said_by_kind(PAID) else { return BTreeMap::new() };
        let all = self.timeline.of_subject(subject, kind);
        let found = all.filter_map(|fact| paid(&self.catalogue, fact));
        found.map(|paid| (Arc::clone(&paid.number), paid)).collect()
    }
}
