//! What an engine looked up before. Most of what is asked about a subject is asked again for each of its items.

use crate::event::TypeId;
use crate::policy::StatusId;
use crate::policy::{GovernedOn, Grant, ReadingId};
use crate::position::call::{Call, Submitted};
use crate::position::joined::Mappings;
use crate::position::{Engine, Interval};
use crate::timeline::{About, Fact};
use crate::value::{Day, Uscc};
use rustc_hash::FxHashMap;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

/// By subject and status.
type Intervals = FxHashMap<(Uscc, StatusId), Rc<Vec<Interval>>>;

/// By grant and kind of subject.
type Readings<'a> = FxHashMap<(usize, Kind<'a>), Arc<BTreeSet<ReadingId>>>;

/// A subject's kind is one of its facts' words, so that nothing is copied.
type Kind<'a> = Option<&'a str>;

/// Looked up once, and good for as long as the engine lives: timeline, program and horizon stay what they are.
#[derive(Debug, Default)]
pub(super) struct Recent<'a> {
    /// Whom facts were last asked about.
    about: Cell<Option<(Uscc, About<'a>)>>,
    /// Whose kind was last asked for.
    kind: Cell<Option<(Uscc, Kind<'a>)>>,
    /// Whose applications were last asked for, by year of the facts.
    submitted: RefCell<(Option<Uscc>, FxHashMap<i32, Submitted>)>,
    calls: RefCell<FxHashMap<i32, Option<Call>>>,
    intervals: RefCell<Intervals>,
    readings: RefCell<Readings<'a>>,
    lines: OnceCell<Vec<Vec<usize>>>,
    mappings: OnceCell<Mappings<'a>>,
}

impl<'a> Engine<'a> {
    /// The facts of a type that name a subject, by day and content.
    pub(super) fn of_subject(
        &self,
        subject: Uscc,
        kind: TypeId,
    ) -> impl DoubleEndedIterator<Item = &'a Fact> + Clone + use<'a> {
        let about = last(&self.recent.about, subject, || self.timeline.about(subject));
        about.of_kind(kind)
    }

    /// What kind of subject the last registration says it is.
    pub(super) fn kind_of(&self, subject: Uscc) -> Kind<'a> {
        last(&self.recent.kind, subject, || self.registered_kind(subject))
    }

    /// The first application of a subject for facts of a year that counts.
    pub(super) fn submitted(&self, subject: Uscc, fact_year: i32) -> Submitted {
        let known = {
            let (whose, years) = &*self.recent.submitted.borrow();
            if *whose == Some(subject) { years.get(&fact_year).copied() } else { None }
        };
        known.unwrap_or_else(|| {
            let found = self.first_that_counts(subject, fact_year);
            let (whose, years) = &mut *self.recent.submitted.borrow_mut();
            if *whose != Some(subject) {
                (*whose, *years) = (Some(subject), FxHashMap::default());
            }
            years.insert(fact_year, found);
            found
        })
    }

    /// The recorded call for facts of a year.
    pub(super) fn call(&self, fact_year: i32) -> Option<Call> {
        let known = self.recent.calls.borrow().get(&fact_year).copied();
        known.unwrap_or_else(|| {
            let call = self.recorded_call(fact_year);
            self.recent.calls.borrow_mut().insert(fact_year, call);
            call
        })
    }

    /// The intervals of a status of a subject, by first day.
    pub fn intervals(&self, subject: Uscc, status: StatusId) -> Rc<Vec<Interval>> {
        let known = self.recent.intervals.borrow().get(&(subject, status)).map(Rc::clone);
        known.unwrap_or_else(|| {
            let own = self.program.status(status);
            let computed = Rc::new(own.map(|status| self.compute(subject, status)).unwrap_or_default());
            self.recent.intervals.borrow_mut().insert((subject, status), Rc::clone(&computed));
            computed
        })
    }

    /// The readings that an item of a grant rests on once its gates were asked: the same for all subjects of a kind.
    pub(super) fn readings_of(&self, number: usize, grant: &Grant, subject: Uscc) -> Arc<BTreeSet<ReadingId>> {
        let kind = self.kind_of(subject);
        let known = self.recent.readings.borrow().get(&(number, kind)).map(Arc::clone);
        known.unwrap_or_else(|| {
            let gates = self.program.gates.iter().filter(|gate| gate.document == grant.document && gate.asks(kind));
            let own = grant.readings.iter().chain(&self.document(grant.document).common_readings);
            let all: BTreeSet<_> = own.chain(gates.flat_map(|gate| &gate.readings)).cloned().collect();
            let all = Arc::new(all);
            self.recent.readings.borrow_mut().insert((number, kind), Arc::clone(&all));
            all
        })
    }

    /// What joins the names of matters.
    pub(super) fn mappings(&self) -> &Mappings<'a> {
        self.recent.mappings.get_or_init(|| Mappings::of(self))
    }

    /// The document that governs on a day, of those that follow each other with one of them.
    pub(super) fn governing(&self, document: usize, on: Day) -> Option<usize> {
        let lines = self.recent.lines.get_or_init(|| self.program.lines());
        self.program.governing_of(lines.get(document)?, on)
    }

    /// Which day decides the document.
    pub(super) fn governed_on(&self, document: usize) -> GovernedOn {
        let last = self.governing(document, Day::MAX).unwrap_or(document);
        self.document(last).options.governed_on
    }
}

/// What was found for a subject, the last time or now.
fn last<T: Copy>(cell: &Cell<Option<(Uscc, T)>>, subject: Uscc, find: impl FnOnce() -> T) -> T {
    match cell.get() {
        Some((known, found)) if known == subject => found,
        Some(_) | None => {
            let found = find();
            cell.set(Some((subject, found)));
            found
        }
    }
}
