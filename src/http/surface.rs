//! What is put behind the door, and what the door must know of it.

use crate::explain::Complaint;
use crate::http::refusal::Face;
use crate::ledger::Spot;
use axum::Router;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use std::sync::Arc;

/// What the last position is, or why it cannot be told.
pub type Head = Arc<dyn Fn() -> Result<u64, Box<(Complaint, Spot)>> + Send + Sync>;

/// What was turned away at the door.
#[derive(Debug, Clone)]
pub struct TurnedAway {
    /// The number of the request.
    pub number: Arc<str>,
    /// How it was asked.
    pub method: Method,
    /// The path that was asked for, without its query; its beginning where it is long.
    pub path: String,
    /// What the answer says.
    pub status: StatusCode,
    /// Why.
    pub code: &'static str,
    /// How many before it were turned away and not told, because there were so many.
    pub untold: u64,
}

/// Who is told what was turned away, and says whether he wrote it down.
pub type Witness = Arc<dyn Fn(&TurnedAway) -> bool + Send + Sync>;

/// What is served.
pub struct Surface {
    /// Who answers.
    pub router: Router,
    /// How a refusal looks.
    pub face: Face,
    /// Of what kind an address is, in a word of the program's own: what is counted is counted by it.
    pub class: fn(&Method, &str) -> &'static str,
    /// Where the ledger ends, which is counted too.
    pub head: Head,
    /// The same, where all that is offered can be done.
    pub ready: Head,
    /// Who is told what was turned away, so many at most in a minute.
    pub witness: Witness,
    /// Whether an address of the program itself says more than it takes: the answer that says so.
    pub strange: fn((&str, Option<&str>)) -> Option<Response>,
    /// Whether an address by itself opens something, so that no answer to it may lead somebody else to learn it.
    pub opens: fn(&str) -> bool,
    /// The methods an address takes, as an answer names them: `GET, HEAD`, `GET, HEAD, POST` or `POST`.
    pub allows: fn(&str) -> &'static str,
}
