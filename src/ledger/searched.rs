//! Where somebody begins: what is in a ledger; and searching it: subjects by name or code, payments and other documents by number, events by position, types by what they are called.

use crate::audit::Finding;
use crate::event::{Declaration, Event, Query, Said, nearest};
use crate::explain::{Document, Hit, LapseRow, Link, Overview, Paged, Phrase, event_line, overview};
use crate::ledger::error::LedgerError;
use crate::ledger::find::{PAID, REGISTERED, RENAMED};
use crate::ledger::horizon::Horizon;
use crate::ledger::scope::SUBJECT;
use crate::ledger::service::Ledger;
use crate::ledger::world::World;
use crate::store::ReadOptions;
use crate::value::{Position, Tag, Uscc};
use std::collections::BTreeSet;
use std::sync::Arc;

/// So many of the names that have the words in them are told.
const NAMES: usize = 50;
/// So many of the payments and documents that have the words in their number.
const NUMBERS: usize = 20;
/// Fewer letters of a number name too many.
const LETTERS: usize = 3;
/// So many of the events that carry one number.
const EVENTS: usize = 20;

/// What a search came to.
#[derive(Debug)]
pub struct Searched {
    /// What has the words for its name, a part of it, or its number: the first of them.
    pub found: Vec<Hit>,
    /// How many there are.
    pub all: usize,
    /// Where nothing has: what is spelt most like it.
    pub nearest: Vec<Hit>,
}

impl Ledger {
    /// What is in a ledger and what needs attention: what was found, and what ends within so many days.
    pub fn overview(
        &self,
        world: &World,
        findings: &[Finding],
        (lapses, within): (&[LapseRow], i64),
    ) -> Result<Document, LedgerError> {
        let Horizon { on, known } = world.horizon;
        let last = (known, self.recorded_at(known)?);
        let (subjects, program) = (world.timeline.subjects().len(), &world.program);
        Ok(overview(&Overview { on, last, subjects, program, findings, lapses, within }))
    }

    /// Searches what was known; nothing is found for no words.
    pub fn search(&self, world: &World, words: &str) -> Result<Searched, LedgerError> {
        let (words, known) = (words.trim(), world.horizon.known);
        let mut found: Vec<Hit> = Vec::new();
        if words.is_empty() {
            return Ok(Searched { found, all: 0, nearest: Vec::new() });
        }
        let code = Uscc::parse(&words.to_ascii_uppercase()).ok().map(|code| world.timeline.code_now(code));
        found.extend(code.filter(|code| world.knows(*code)).map(|code| subject(world, code, None)));
        let mut more = 0_usize;
        found.extend(self.payment(words, known)?.map(|paid| payment(world, &paid.number, paid.subject)));
        if found.is_empty() {
            found.extend(place(words, known));
            let (numbered, unshown) = self.numbered(world, words)?;
            let partly = if numbered.is_empty() { partly(world, words) } else { Vec::new() };
            found.extend(numbered);
            let shown = partly.len().min(NUMBERS);
            more = unshown.saturating_add(partly.len().saturating_sub(shown));
            found.extend(partly.into_iter().take(shown));
            let (named, all) = named(world, words);
            more = more.saturating_add(all.saturating_sub(named.len()));
            found.extend(named);
            found.extend(types(world, words));
        }
        let nearest = if found.is_empty() { near(world, words) } else { Vec::new() };
        Ok(Searched { all: found.len().saturating_add(more), found, nearest })
    }

    /// Events that carry a number, whatever it is a number of: the first of each kind of number, and how many more there are.
    fn numbered(&self, world: &World, words: &str) -> Result<(Vec<Hit>, usize), LedgerError> {
        let declared = world.catalogue.ids().flat_map(|kind| &world.catalogue.declaration(kind).tags);
        let spaces: BTreeSet<&str> = declared.map(|(.., namespace)| namespace.as_str()).collect();
        let tags = spaces.into_iter().filter(|space| *space != SUBJECT).filter_map(|space| Tag::new(space, words));
        let mut events: Vec<Event> = Vec::new();
        let mut carrying: BTreeSet<Position> = BTreeSet::new();
        for tag in tags {
            let options = ReadOptions { until: Some(world.horizon.known), ..ReadOptions::default() };
            let mut left = EVENTS;
            self.select(&world.catalogue, &Query::tagged(tag), options, &mut |stored| {
                carrying.insert(stored.position);
                if left > 0 {
                    left = left.saturating_sub(1);
                    // What cannot be read is told by whoever asks for the event itself.
                    events.extend(Event::decode(&world.catalogue, stored.position, stored.bytes));
                }
                true
            })?;
        }
        events.sort_by_key(|event| event.position);
        events.dedup_by_key(|event| event.position);
        let unshown = carrying.len().saturating_sub(events.len());
        Ok((events.iter().map(|event| recorded(world, event)).collect(), unshown))
    }
}

/// Payments and documents that have the words in their number, in whatever case: the payments first, each number of a type once.
fn partly(world: &World, words: &str) -> Vec<Hit> {
    let words = words.to_lowercase();
    if words.chars().count() < LETTERS {
        return Vec::new();
    }
    let mut payments = Vec::new();
    let mut others = Vec::new();
    for kind in world.catalogue.ids() {
        let declaration = world.catalogue.declaration(kind);
        let numbers = declaration.tags.iter().filter(|(_, inner, space)| inner.is_none() && space.as_str() != SUBJECT);
        let fields: Vec<usize> = numbers.map(|(field, ..)| *field).collect();
        for fact in world.timeline.of_kind(kind) {
            let own = fields.iter().filter_map(|field| fact.record.get(*field).text());
            let Some(number) = own.into_iter().find(|number| number.to_lowercase().contains(&words)) else { continue };
            let said = Said { catalogue: &world.catalogue, kind, record: &fact.record };
            match said.slot("uscc").code().filter(|_| declaration.name.as_str() == PAID) {
                Some(code) => payments.push(payment(world, &number.into(), world.timeline.code_now(code))),
                None => others.push(Hit {
                    kind: Phrase::from(declaration.title.clone()),
                    name: format!("#{}", fact.position).into(),
                    about: Some(Paged::Text { text: number.into() }.into()),
                    link: Link::Event(fact.position),
                }),
            }
        }
    }
    payments.append(&mut others);
    payments
}

fn subject(world: &World, code: Uscc, former: Option<Arc<str>>) -> Hit {
    let about = former.map(|name| Paged::FormerName { name }.into());
    let about = about.or_else(|| world.named(code).map(|_| Paged::Coded { code }.into()));
    Hit { kind: Paged::SubjectKind.into(), name: world.name_of(code), about, link: Link::Subject(code) }
}

fn payment(world: &World, number: &Arc<str>, code: Uscc) -> Hit {
    let about = Some(Paged::Text { text: world.name_of(code) }.into());
    Hit { kind: Paged::PaymentKind.into(), name: Arc::clone(number), about, link: Link::Payment(Arc::clone(number)) }
}

/// Types by their name, or by words of what they are called.
fn types(world: &World, words: &str) -> Vec<Hit> {
    let lower = words.to_lowercase();
    let called = |title: &str| lower.chars().count() > 1 && title.to_lowercase().contains(&lower);
    let declared = world.catalogue.ids().map(|kind| world.catalogue.declaration(kind));
    let found = declared.filter(|own| own.name.as_str() == lower || called(&own.title.zh) || called(&own.title.en));
    let hit = |own: &Declaration| Hit {
        kind: Paged::Types.into(),
        name: own.name.as_str().into(),
        about: Some(own.title.clone().into()),
        link: Link::Type(own.name.clone()),
    };
    found.take(NAMES).map(hit).collect()
}

fn recorded(world: &World, event: &Event) -> Hit {
    let kind = world.catalogue.type_id(&event.kind);
    let title = kind.map(|kind| Phrase::from(world.catalogue.declaration(kind).title.clone()));
    Hit {
        kind: title.unwrap_or_else(|| Paged::Text { text: event.kind.as_str().into() }.into()),
        name: format!("#{}", event.position).into(),
        about: Some(event_line(&world.catalogue, event)),
        link: Link::Event(event.position),
    }
}

/// An event by its position: `#48,213`.
fn place(words: &str, known: Position) -> Option<Hit> {
    let number = words.strip_prefix('#')?.replace(',', "").parse().ok()?;
    let place = Some(Position(number)).filter(|place| (1..=known.0).contains(&place.0))?;
    let name = words.into();
    Some(Hit { kind: Paged::Events.into(), name, about: None, link: Link::Event(place) })
}

/// Every name anybody had, with the code it has now.
fn names(world: &World) -> Vec<(Arc<str>, Uscc)> {
    let kinds = [REGISTERED, RENAMED].into_iter().filter_map(|name| world.catalogue.type_id_of(name));
    let facts = kinds.flat_map(|kind| world.timeline.of_kind(kind));
    let named = facts.filter_map(|fact| {
        let said = Said { catalogue: &world.catalogue, kind: fact.kind, record: &fact.record };
        let name = said.shared("name").or_else(|| said.shared("new_name"))?;
        Some((name, world.timeline.code_now(said.slot("uscc").code()?)))
    });
    named.collect()
}

/// Subjects by a name or a part of one, those called exactly so first; each once, the first of them, and how many there are.
fn named(world: &World, words: &str) -> (Vec<Hit>, usize) {
    let lower = words.to_lowercase();
    let has = |(name, _): &(Arc<str>, Uscc)| name.to_lowercase().contains(&lower);
    let mut names: Vec<(Arc<str>, Uscc)> = names(world).into_iter().filter(has).collect();
    names.sort_by(|a, b| (&*a.0 != words, &a.0, a.1).cmp(&(&*b.0 != words, &b.0, b.1)));
    let mut seen = BTreeSet::new();
    names.retain(|(_, code)| seen.insert(*code));
    let all = names.len();
    let hits = names.into_iter().take(NAMES).map(|(name, code)| {
        let former = Some(name).filter(|name| *name != world.name_of(code));
        subject(world, code, former)
    });
    (hits.collect(), all)
}

/// What is spelt most like the words.
fn near(world: &World, words: &str) -> Vec<Hit> {
    let names = names(world);
    let name = nearest(words, names.iter().map(|(name, _)| &**name));
    let subjects = names.iter().filter(|(own, _)| Some(&**own) == name.as_deref());
    let mut hits: Vec<Hit> = subjects.map(|(_, code)| subject(world, *code, None)).take(1).collect();
    let paid = world.catalogue.type_id_of(PAID).into_iter().flat_map(|kind| world.timeline.of_kind(kind));
    let numbers: Vec<(Arc<str>, Uscc)> = paid
        .filter_map(|fact| {
            let said = Said { catalogue: &world.catalogue, kind: fact.kind, record: &fact.record };
            Some((said.shared("payment_no")?, said.slot("uscc").code()?))
        })
        .collect();
    let number = nearest(words, numbers.iter().map(|(number, _)| &**number));
    let found = numbers.iter().find(|(own, _)| Some(&**own) == number.as_deref());
    hits.extend(found.map(|(number, code)| payment(world, number, *code)));
    hits
}
