//! The local store behind lines of JSON: a request a line on standard input, an answer a line on standard output.
//!
//! `tests/outside/recorder.py` is what stands on the other side: the recorder of the Python package `eventsourcing`, whose own test case
//! is run on it. Nothing here checks or repairs anything; what the suite asks for, the store must do by itself.

mod names;

use names::{entry, query, stored};
use qizhang::event::{Condition, Guard};
use qizhang::store::{AppendRefusal, Batch, LocalOptions, LocalStore, ReadOptions, Store};
use qizhang::value::Position;
use serde_json::{Value, json};
use std::error::Error;
use std::io::{BufRead, Write};
use std::path::Path;
use std::time::Duration;

type Answer = Result<Value, Box<dyn Error>>;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("name the folder of the ledger")?;
    let path = Path::new(&folder);
    let options = LocalOptions::default();
    let store = if path.exists() { LocalStore::open(path, options) } else { LocalStore::create(path, options) };
    let store = store.map_err(told)?;
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let request: Value = serde_json::from_str(&line?)?;
        let answer = answer(&store, &request).unwrap_or_else(|error| json!({"fault": error.to_string()}));
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}

fn answer(store: &dyn Store, request: &Value) -> Answer {
    match request["do"].as_str() {
        Some("append") => append(store, request),
        Some("read") => read(store, request),
        Some("wait") => wait(store, request),
        _ => Err(format!("no such request: {request}").into()),
    }
}

fn told(error: impl std::fmt::Debug) -> String {
    format!("{error:?}")
}

/// What is behind a position, where one is given.
fn after(request: &Value) -> Option<Position> {
    request["after"].as_u64().map(Position)
}

fn append(store: &dyn Store, request: &Value) -> Answer {
    let events = request["events"].as_array().ok_or("no events")?;
    let entries = events.iter().map(|event| entry(event).ok_or("an event that has no name here"));
    let guard = |asked: &Value| {
        let query = query(asked).ok_or("a query that has no name here")?;
        Ok::<_, &str>(Guard { query, after: after(asked).unwrap_or(Position::ZERO) })
    };
    let condition = match &request["condition"] {
        Value::Null => None,
        asked => Some(Condition { guards: vec![guard(asked)?] }),
    };
    match store.append(&Batch { entries: entries.collect::<Result<_, _>>()?, condition }) {
        Ok(appended) => Ok(json!({"position": appended.head.0})),
        Err(AppendRefusal::Conflict { .. }) => Ok(json!({"conflict": true})),
        Err(refusal) => Err(told(refusal).into()),
    }
}

/// What is selected, and how far was looked: to the head, or to the last event where no more were asked for.
fn read(store: &dyn Store, request: &Value) -> Answer {
    let (query, limit, head) =
        (query(request).ok_or("a query that has no name here")?, request["limit"].as_u64(), store.head());
    let from = after(request).map(Position::next);
    let options = ReadOptions { from, until: Some(head), limit, ..ReadOptions::default() };
    let (mut found, mut last, mut unread) = (Vec::new(), Position::ZERO, None);
    store
        .read(&query, options, &mut |passing| {
            last = passing.position;
            match stored(passing.position, passing.bytes) {
                Some(event) => found.push(event),
                None => unread = Some(passing.position),
            }
            unread.is_none()
        })
        .map_err(told)?;
    if let Some(position) = unread {
        return Err(format!("{position} is no event of the suite").into());
    }
    let reached = if limit.is_none() { head } else { last };
    let reached = Some(reached.0).filter(|reached| *reached > 0);
    Ok(json!({"head": reached, "events": found}))
}

/// Waits a moment for something behind a position.
fn wait(store: &dyn Store, request: &Value) -> Answer {
    let head = store.wait(after(request).unwrap_or(Position::ZERO), Duration::from_millis(20)).map_err(told)?;
    Ok(json!({"head": head.0}))
}
