//! What was turned away at the door, in the access log.

use crate::access::{Asker, Came, Look, untold};
use crate::web::handed::untold as untold_address;
use crate::web::site::Site;
use std::sync::Arc;

/// A request that no page was asked for.
#[derive(Debug, Clone, Copy)]
pub struct Away<'a> {
    /// Under which number the answer has it.
    pub number: &'a Arc<str>,
    /// Its method.
    pub method: &'a str,
    /// Its path, or the beginning of it.
    pub path: &'a str,
    /// What the answer says.
    pub status: u16,
    /// Why.
    pub code: &'static str,
    /// How many before it were turned away and have no line.
    pub untold: u64,
}

impl Site {
    /// Writes down what was turned away, and says whether that was done. It shows nothing of anybody, so it is turned away all the same where that cannot be written.
    pub fn turned_away(&self, away: &Away<'_>) -> bool {
        let look = Look {
            at: self.now(),
            asker: Asker::Nobody,
            request: Some(Arc::clone(away.number)),
            route: format!("{} {}", away.method, untold_address(away.path)).into(),
            about: Vec::new(),
            asked: untold(away.untold).into_iter().collect(),
            on: None,
            known: None,
            came: Came::Refused,
            status: Some(away.status),
            code: Some(away.code.into()),
        };
        self.access_log().note(&look).unwrap_or(false)
    }
}
