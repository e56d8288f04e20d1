//! The first events of a ledger: the types, the policies and the reference rates it explains itself with.

use crate::event::{Declaration, Draft, Known};
use crate::ledger::clock::derived_id;
use crate::ledger::declared::registered;
use crate::ledger::fault::Fault;
use crate::ledger::shipped;
use crate::policy::Policy;
use crate::value::{Day, Digest, Instant};
use serde_json::{Value, json};
use std::sync::Arc;

/// Who records the first events.
const AUTHOR: &str = "qizhang";

/// The drafts of a new ledger, dated by the moment it is made. Their ids follow from their content, so that two ledgers
/// made for one moment are the same to the bit.
pub(super) fn drafts(at: Instant) -> Result<Vec<Draft>, Fault> {
    let mut drafts = Vec::new();
    for declaration in shipped::declarations().map_err(|complaint| Fault::Shipped(Box::new(complaint)))? {
        drafts.push(type_registered(&declaration, at)?);
    }
    for text in shipped::policies() {
        drafts.push(policy_issued(&text, at)?);
    }
    rates(at, &mut drafts)?;
    Ok(drafts)
}

/// The event that registers a type.
fn type_registered(declaration: &Declaration, at: Instant) -> Result<Draft, Fault> {
    draft(Known::EventTypeRegistered.name(), at.day(), at, &registered(declaration))
}

/// The event that issues a policy.
fn policy_issued(text: &str, at: Instant) -> Result<Draft, Fault> {
    let policy = Policy::parse(text).map_err(|error| Fault::Policy { error: Box::new(error), text: text.into() })?;
    let data = json!({
        "policy": &*policy.id,
        "document": &*policy.document,
        "digest": policy.digest.to_string(),
        "text": text,
    });
    draft(Known::PolicyIssued.name(), policy.issued_on, at, &data)
}

/// One event for each month of the published rate.
fn rates(at: Instant, drafts: &mut Vec<Draft>) -> Result<(), Fault> {
    let text = shipped::reference_rates();
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let heads = table.headers().cloned().unwrap_or_default();
    for row in table.records() {
        let row = row.map_err(|error| Fault::BadRate { why: error.to_string() })?;
        let cells = heads.iter().zip(row.iter()).filter(|(_, cell)| !cell.is_empty());
        let data: serde_json::Map<String, Value> = cells.map(|(head, cell)| (head.to_owned(), cell.into())).collect();
        let day = data.get("published_on").and_then(Value::as_str).and_then(Day::parse);
        let day = day.ok_or_else(|| Fault::BadRate { why: format!("published_on: {row:?}") })?;
        drafts.push(draft("lpr.published", day, at, &Value::Object(data))?);
    }
    Ok(())
}

fn draft(kind: &str, occurred_on: Day, at: Instant, data: &Value) -> Result<Draft, Fault> {
    let line = json!({
        "type": kind,
        "occurred_on": occurred_on.to_string(),
        "recorded_at": at.to_string(),
        "recorded_by": AUTHOR,
        "data": data,
    });
    let text = line.to_string();
    let mut draft = Draft::parse(&text).map_err(|refusal| Fault::Refused(crate::event::Refusal::Envelope(refusal)))?;
    draft.id = Some(derived_id(&Digest::of(text.as_bytes()), 0));
    draft.recorded_by = Some(Arc::from(AUTHOR));
    Ok(draft)
}
