//! Drafts that the ledger makes itself.

use crate::event::{Draft, Known, Refusal};
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::policy::Policy;
use crate::value::Day;
use serde_json::{Value, json};

/// The draft of an event of a day; what is wrong with it is our own fault.
pub(super) fn draft(kind: &str, on: Day, data: &Value) -> Result<Draft, LedgerError> {
    let line = json!({"type": kind, "occurred_on": on.to_string(), "data": data});
    let refused = |refusal| LedgerError::Own(Box::new(Fault::Refused(Refusal::Envelope(refusal))));
    Draft::parse(&line.to_string()).map_err(refused)
}

/// The draft that issues a policy on the day of its issue.
pub(super) fn issued(policy: &Policy) -> Result<Draft, LedgerError> {
    let data = json!({
        "policy": &*policy.id, "document": &*policy.document, "digest": policy.digest.to_string(), "text": policy.text(),
    });
    draft(Known::PolicyIssued.name(), policy.issued_on, &data)
}
