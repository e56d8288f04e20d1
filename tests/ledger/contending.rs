//! Two who write at once: what was checked must still hold when it is recorded.

use super::{append, by_clerk, codes, line, moment, try_append};
use crate::story::ENTERPRISE;
use qizhang::event::Query;
use qizhang::ledger::{Clock, FixedClock, Ledger};
use qizhang::store::{
    AppendRefusal, Appended, Batch, LocalOptions, LocalStore, Passing, ReadError, ReadOptions, Staged, Store,
    Subscription,
};
use qizhang::value::{Digest, EventId, Position};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const FACT: &str = "01970000-0000-7000-8000-000000000001";

type Meanwhile = Box<dyn FnOnce() + Send>;

/// A store that several ledgers share; somebody may come in just before the next append.
#[derive(Clone)]
struct Shared {
    store: Arc<LocalStore>,
    meanwhile: Arc<Mutex<Option<Meanwhile>>>,
}

impl Store for Shared {
    fn append(&self, batch: &Batch) -> Result<Appended, AppendRefusal> {
        let meanwhile = self.meanwhile.lock().unwrap().take();
        if let Some(meanwhile) = meanwhile {
            meanwhile();
        }
        self.store.append(batch)
    }

    fn stage(&self) -> Result<Box<dyn Staged + '_>, AppendRefusal> {
        let meanwhile = self.meanwhile.lock().unwrap().take();
        if let Some(meanwhile) = meanwhile {
            meanwhile();
        }
        self.store.stage()
    }

    fn read(
        &self,
        query: &Query,
        options: ReadOptions,
        visit: &mut dyn FnMut(Passing<'_>) -> bool,
    ) -> Result<(), ReadError> {
        self.store.read(query, options, visit)
    }

    fn subscribe(&self, query: Query, from: Position) -> Subscription<'_> {
        self.store.subscribe(query, from)
    }

    fn wait(&self, after: Position, patience: Duration) -> Result<Position, ReadError> {
        self.store.wait(after, patience)
    }

    fn find(&self, id: EventId) -> Result<Option<Position>, ReadError> {
        self.store.find(id)
    }

    fn holder(&self, key: &str) -> Result<Option<Position>, ReadError> {
        self.store.holder(key)
    }

    fn head(&self) -> Position {
        self.store.head()
    }

    fn root(&self, size: Position) -> Result<Digest, ReadError> {
        self.store.root(size)
    }

    fn leaves(&self, until: Position, visit: &mut dyn FnMut(Digest)) -> Result<(), ReadError> {
        self.store.leaves(until, visit)
    }
}

fn clock() -> Box<dyn Clock> {
    Box::new(FixedClock(moment("2026-03-01T09:00:00+08:00")))
}

fn over(shared: &Shared) -> Ledger {
    Ledger::over(Box::new(shared.clone()), clock()).unwrap_or_else(|error| panic!("{error:?}"))
}

/// The line that amends the one fact.
fn amending(kind: &str, mut data: Value) -> String {
    data["event"] = json!(FACT);
    data["reason"] = json!("更正");
    line("2026-02-01", kind, data)
}

fn listed(number: &str) -> Value {
    json!({"uscc": ENTERPRISE, "list_no": number})
}

/// Records a fact, then a line while somebody else records `theirs`: what became of the line, and how many events are new.
fn while_another_records(theirs: String, own: String) -> (Vec<(u64, &'static str)>, u64) {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("two.ledger");
    drop(Ledger::create(&path, None, clock()).unwrap_or_else(|error| panic!("{error:?}")));
    let store = Arc::new(LocalStore::open(&path, LocalOptions::default()).unwrap_or_else(|error| panic!("{error:?}")));
    let shared = Shared { store, meanwhile: Arc::default() };
    let (ours, other) = (over(&shared), over(&shared));
    let mut fact: Value = serde_json::from_str(&line("2026-02-01", "cultivation_list.entered", listed("L1"))).unwrap();
    fact["id"] = json!(FACT);
    append(&ours, by_clerk(), &[fact.to_string()]);
    let before = ours.head();
    *shared.meanwhile.lock().unwrap() = Some(Box::new(move || {
        append(&other, by_clerk(), &[theirs]);
    }));
    let (_, rejected) = try_append(&ours, by_clerk(), &[own]).unwrap_or_else(|error| panic!("{error:?}"));
    (codes(&rejected), ours.head().0 - before.0)
}

#[test]
fn a_fact_taken_back_meanwhile_cannot_be_corrected() {
    let (retraction, correction) = (json!({}), json!({"data": listed("L2")}));
    let told = while_another_records(amending("fact.retracted", retraction), amending("fact.corrected", correction));
    assert_eq!(told, (vec![(1, "already-retracted")], 1), "only the retraction is new");
}

#[test]
fn a_document_recorded_meanwhile_is_not_recorded_twice() {
    let entered = || line("2026-02-02", "cultivation_list.entered", listed("L2"));
    assert_eq!(while_another_records(entered(), entered()), (vec![(1, "key-taken")], 1));
}

#[test]
fn what_does_not_concern_the_line_does_not_keep_it_out() {
    let entered = |number| line("2026-02-02", "cultivation_list.entered", listed(number));
    assert_eq!(while_another_records(entered("L2"), entered("L3")), (vec![], 2), "it was checked again, and recorded");
}
