//! A timeline moved on, or back: what it becomes once some events have followed, or what it was before some of them were known, without
//! the facts that stand in both being read, corrected and ordered again.

use crate::event::{Catalogue, Event, TypeId};
use crate::timeline::build::{standing_fact, subjects_of};
use crate::timeline::identity::Identity;
use crate::timeline::said::Said;
use crate::timeline::{Amendments, Fact, FactIx, Timeline};
use crate::value::{Day, EventId, Uscc};
use rustc_hash::{FxHashMap, FxHashSet};

/// Where each fact that stood before stands now; nowhere when it does not stand any more, or not as it did.
struct Moves(Vec<Option<FactIx>>);

impl Moves {
    fn now(&self, before: FactIx) -> Option<FactIx> {
        *self.0.get(usize::try_from(before.0).ok()?)?
    }
}

impl Timeline {
    /// The facts once some events have followed: the same timeline as [`Timeline::build`] makes of all events.
    ///
    /// Given are those events and, of each fact that one of them corrects or takes back, the fact and everything that ever amended it, in
    /// order of position; all of them are read by the types the timeline was built with. None where one of them changes which
    /// code a subject is known by: then every fact may say something else.
    pub fn moved_on(&self, catalogue: &Catalogue, events: Vec<Event>) -> Option<Self> {
        let touched: FxHashSet<EventId> = events.iter().map(|event| event.id).collect();
        self.changed(catalogue, |fact| !touched.contains(&fact.id), events)
    }

    /// The facts that were known when less was: the same timeline as [`Timeline::build`] makes of the events that were known.
    ///
    /// Said is of each fact whether it stood then as it does now. Given are, of each fact that something corrects or takes back that was not
    /// known, the fact and what amended it as far as that was known, in order of position. None where which code a subject is known by was
    /// not known either.
    pub fn moved_back(&self, catalogue: &Catalogue, stood: impl Fn(&Fact) -> bool, events: Vec<Event>) -> Option<Self> {
        let recoded = self.identity.changes(&self.facts).all(&stood);
        if recoded { self.changed(catalogue, stood, events) } else { None }
    }

    /// The facts that stay, and those that come from some events.
    fn changed(&self, catalogue: &Catalogue, stays: impl Fn(&Fact) -> bool, events: Vec<Event>) -> Option<Self> {
        if events.iter().any(Identity::is_changed_by) {
            return None;
        }
        let amendments = Amendments::of(catalogue, &events);
        let came = events.into_iter().filter_map(|event| standing_fact(catalogue, &amendments, event));
        let mut came: Vec<Fact> = came.map(|fact| self.identity.renamed(fact)).collect();
        came.sort_by(|one, other| order(one).cmp(&order(other)));
        let named = came.iter().map(|fact| subjects_of(catalogue, fact).collect()).collect();
        let kinds = came.iter().map(|fact| (fact.kind, fact.id)).collect();
        let (facts, moves, places) = self.merged(stays, came);
        let indexed = Indexed { moves, places, kinds, named };
        Some(Self {
            facts,
            by_kind: indexed.by_kind(&self.by_kind),
            by_subject: self.by_subject.moved(|ix| indexed.moves.now(ix), indexed.subjects(|code| self.code_now(code))),
            by_id: indexed.by_id(&self.by_id),
            naming: self.naming.clone(),
            identity: self.identity.clone(),
            said: Said::default(),
        })
    }

    /// The facts that stay and those that came, in one order; where those that stood stand now, and where those that came do.
    fn merged(&self, stays: impl Fn(&Fact) -> bool, came: Vec<Fact>) -> (Vec<Fact>, Moves, Vec<FactIx>) {
        let mut facts: Vec<Fact> = Vec::with_capacity(self.facts.len().saturating_add(came.len()));
        let (mut moves, mut places) = (Vec::with_capacity(self.facts.len()), Vec::with_capacity(came.len()));
        let mut came = came.into_iter().peekable();
        for fact in &self.facts {
            while let Some(new) = came.next_if(|new| order(new) < order(fact)) {
                places.push(place(&facts));
                facts.push(new);
            }
            let stays = stays(fact);
            moves.push(stays.then(|| place(&facts)));
            facts.extend(stays.then(|| fact.clone()));
        }
        for new in came {
            places.push(place(&facts));
            facts.push(new);
        }
        (facts, Moves(moves), places)
    }
}

/// Where the next fact will stand.
fn place(facts: &[Fact]) -> FactIx {
    FactIx(u32::try_from(facts.len()).unwrap_or(u32::MAX))
}

/// The order of facts: by day and content; of those that say the same the one recorded first.
fn order(fact: &Fact) -> (Day, TypeId, &crate::event::Record, crate::value::Position) {
    (fact.day, fact.kind, &fact.record, fact.position)
}

/// What the indexes are moved on with.
struct Indexed {
    moves: Moves,
    /// Of each fact that came where it stands, its type and id, and whom it names.
    places: Vec<FactIx>,
    kinds: Vec<(TypeId, EventId)>,
    named: Vec<Vec<Uscc>>,
}

impl Indexed {
    fn by_kind(&self, before: &FxHashMap<TypeId, Vec<FactIx>>) -> FxHashMap<TypeId, Vec<FactIx>> {
        let moved = |(kind, own): (&TypeId, &Vec<FactIx>)| {
            (*kind, own.iter().filter_map(|ix| self.moves.now(*ix)).collect::<Vec<_>>())
        };
        let mut all: FxHashMap<TypeId, Vec<FactIx>> = before.iter().map(moved).collect();
        for ((kind, _), ix) in self.kinds.iter().zip(&self.places) {
            let own = all.entry(*kind).or_default();
            own.insert(own.partition_point(|other| other < ix), *ix);
        }
        all.retain(|_, own| !own.is_empty());
        all
    }

    fn by_id(&self, before: &FxHashMap<EventId, FactIx>) -> FxHashMap<EventId, FactIx> {
        let mut all = before.clone();
        all.retain(|_, ix| match self.moves.now(*ix) {
            Some(now) => {
                *ix = now;
                true
            }
            None => false,
        });
        all.extend(self.kinds.iter().zip(&self.places).map(|((_, id), ix)| (*id, *ix)));
        all
    }

    /// Whom the facts that came name, by the codes of now.
    fn subjects(&self, now: impl Fn(Uscc) -> Uscc) -> Vec<(Uscc, TypeId, FactIx)> {
        let each = self.named.iter().zip(&self.kinds).zip(&self.places);
        let of = |((codes, (kind, _)), ix): ((&Vec<Uscc>, &(TypeId, EventId)), &FactIx)| {
            codes.iter().map(|code| (now(*code), *kind, *ix)).collect::<Vec<_>>()
        };
        each.flat_map(of).collect()
    }
}
