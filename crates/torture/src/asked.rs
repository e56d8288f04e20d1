//! Questions to a ledger, with the answers it gave before any harm.

use crate::body::{self, Said};
use crate::chance::Chance;
use crate::checked::{self, everything, position, selected};
use crate::sum::Sum;
use crate::tree;
use crate::trouble::{Trouble, While};
use qizhang::event::Query;
use qizhang::store::{Admitted, AppendRefusal, Batch, Entry, LocalStore, ReadError, ReadOptions, Store, Stored};
use qizhang::value::{Digest, Position};
use std::fmt::{Debug, Display};

/// What was done to a ledger. It says itself which complaints about it are right; any other is counted.
pub(crate) trait Done: Display {
    fn explains_reading(&self, error: &ReadError, sum: &mut Sum);
}

/// What was there, and what each event says.
pub(crate) struct Answers {
    events: Vec<Stored>,
    said: Vec<Said>,
    leaves: Vec<Digest>,
}

impl Answers {
    pub(crate) fn of(store: &LocalStore, sum: &mut Sum) -> Result<Self, Trouble> {
        let events = everything(store).while_doing("reading a whole ledger")?;
        let (said, leaves) = (checked::whole_batches(&events, sum), checked::leaves(&events));
        checked::roots(store, &events, events.len() / 2, sum);
        Ok(Self { events, said, leaves })
    }

    /// How many events there are.
    pub(crate) fn head(&self) -> Position {
        position(self.events.len())
    }

    /// Asks everything; each answer is the old one, or an error that names the harm.
    pub(crate) fn ask(&self, store: &LocalStore, harm: &dyn Done, chance: &mut Chance, sum: &mut Sum) {
        self.ask_for_events(store, harm, chance, sum);
        let (any, said) = (chance.place(self.events.len()), self.said[chance.place(self.said.len())]);
        let find = |id| store.find(id);
        expect("an id", find(self.events[any].id), &Some(position(any + 1)), harm, sum);
        expect("no such id", find(body::id(Said { batch: 0, ..said })), &None, harm, sum);
        let holder = self.said.iter().rposition(|one| (one.lane, one.at) == (said.lane, said.at));
        let holder = holder.map(|place| position(place + 1));
        expect("a key", store.holder(&body::seat(said.lane, said.at)), &holder, harm, sum);
        let root = |size: usize| tree::root(&self.leaves[..size]);
        expect("a root", store.root(position(any)), &root(any), harm, sum);
        expect("the root", store.root(position(self.leaves.len())), &root(self.leaves.len()), harm, sum);
        expect("the head", Ok(store.head()), &position(self.events.len()), harm, sum);
        self.ask_to_append(store, any, said, harm, sum);
    }

    fn ask_for_events(&self, store: &LocalStore, harm: &dyn Done, chance: &mut Chance, sum: &mut Sum) {
        let all = ReadOptions::default();
        let limit = chance.below(20);
        let backwards = ReadOptions { backwards: true, limit: Some(limit), ..all };
        let from = ReadOptions { from: Some(position(1 + chance.place(self.events.len()))), ..all };
        let lane = self.said[chance.place(self.said.len())].lane;
        for options in [all, backwards, from] {
            for query in [Some(Query::all()), body::of_lane(lane)].into_iter().flatten() {
                let found = selected(store, &query, options);
                expect("events", found, &self.selected(&query, options), harm, sum);
            }
        }
    }

    fn selected(&self, query: &Query, options: ReadOptions) -> Vec<Stored> {
        let fit =
            |one: &&Stored| query.matches(&one.kind, &one.tags) && options.from.is_none_or(|from| one.position >= from);
        let fit = self.events.iter().filter(fit).cloned();
        let limit = options.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX);
        if options.backwards { fit.rev().take(limit).collect() } else { fit.take(limit).collect() }
    }

    /// What was appended is known again, and a condition that was broken does not hold now.
    fn ask_to_append(&self, store: &LocalStore, any: usize, said: Said, harm: &dyn Done, sum: &mut Sum) {
        let Stored { position, id, kind, tags, bytes } = self.events[any].clone();
        let again = Entry { id, kind, tags, keys: vec![], bytes };
        match store.append(&Batch { entries: vec![again], condition: None }) {
            Ok(done) if done.entries == [Admitted::Repeated(position)] => {}
            Err(AppendRefusal::ReadOnly) => return,
            Err(AppendRefusal::Unreadable(error)) => harm.explains_reading(&error, sum),
            other => sum.wrong(&format!("{harm}: {position:?} appended again gives {other:?}")),
        }
        let after = Position::ZERO;
        let Some(batch) = body::batch(said.lane, u64::MAX, 1, after, &mut Chance::new(0)) else { return };
        match store.append(&batch) {
            Err(AppendRefusal::Conflict { .. }) => {}
            Err(AppendRefusal::Unreadable(error)) => harm.explains_reading(&error, sum),
            other => sum.wrong(&format!("{harm}: a broken condition gives {other:?}")),
        }
    }
}

fn expect<T: PartialEq + Debug>(what: &str, found: Result<T, ReadError>, old: &T, harm: &dyn Done, sum: &mut Sum) {
    match found {
        Ok(found) if found == *old => {}
        Ok(_) => sum.wrong(&format!("{harm}: another answer about {what}")),
        Err(error) => harm.explains_reading(&error, sum),
    }
}
