//! What the API did not do: the status and the complaint, always as a problem document.

use crate::access::{AccessError, PersonError};
use crate::ledger::{LedgerError, Rejected, Severity, Spot};
use crate::view::{BesideV1, RefusedLineV1};
use crate::web::fault::{Fault, status_of};
use crate::web::refused::problem;
use crate::web::seen::is_for_id;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use std::sync::Arc;

/// A batch has at most so many events.
pub(super) const EVENTS_MOST: usize = 1000;
/// A body has at most so many bytes.
pub(super) const BODY_MOST: usize = 4 << 20;

/// Why the API does not do something.
#[derive(Debug)]
pub(super) enum Turned {
    /// What the pages refuse too.
    Page(Fault),
    /// The program was begun to be read.
    WritingOff,
    /// A page in a browser wants to write.
    Browser,
    /// The body is of a kind that is not taken.
    Kind { given: String },
    /// The body is larger than a body may be.
    Large,
    /// The body did not come whole in time.
    Slow,
    /// The body does not read: where and why.
    Body { line: u64, column: u64 },
    /// A part of the condition does not read.
    Condition { name: &'static str, value: String, example: &'static str },
    /// There are no events.
    NoEvents,
    /// There are more events than a batch has.
    Many { events: usize },
    /// The key by which it is not done twice is missing, or does not read.
    Key { given: Option<String> },
    /// The key stands for something else.
    KeyReused,
    /// So many follow the ledger already.
    Subscribers { most: usize },
    /// A body came where everything stands in the address.
    Unasked,
    /// So many what-ifs run already.
    Jobs { most: usize },
    /// There is no job of this number, or no more.
    NoJob { number: String },
    /// The job has no answer yet.
    JobRuns { number: u64 },
    /// The job was stopped and has no answer.
    JobStopped { number: u64 },
    /// Too much is being written.
    Busy,
    /// The token does not allow it, or the desk does not answer.
    Access(Box<AccessError>),
    /// Who is signed in may not, or nobody is.
    Person(Box<PersonError>),
    /// Lines were refused; nothing was recorded.
    Lines(Vec<Rejected>),
    /// The ledger did not take it.
    Ledger(Box<LedgerError>),
    /// It is recorded, and could not be written down at the desk.
    Unnoted { why: Box<AccessError> },
}

impl From<Fault> for Turned {
    fn from(fault: Fault) -> Self {
        Turned::Page(fault)
    }
}

impl From<LedgerError> for Turned {
    fn from(error: LedgerError) -> Self {
        Turned::Ledger(Box::new(error))
    }
}

impl From<AccessError> for Turned {
    fn from(error: AccessError) -> Self {
        Turned::Access(Box::new(error))
    }
}

impl From<PersonError> for Turned {
    fn from(error: PersonError) -> Self {
        Turned::Person(Box::new(error))
    }
}

impl Turned {
    /// The token that was shown, where it is known and does not count.
    pub(super) fn token(&self) -> Option<Arc<str>> {
        if let Turned::Access(error) = self { error.token().map(Arc::from) } else { None }
    }

    /// What the answer says to a program.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Turned::Page(fault) => fault.status(),
            Turned::WritingOff => StatusCode::METHOD_NOT_ALLOWED,
            Turned::Browser | Turned::Person(_) => StatusCode::FORBIDDEN,
            Turned::Kind { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Turned::Large | Turned::Many { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Turned::Slow => StatusCode::REQUEST_TIMEOUT,
            Turned::Body { .. } | Turned::Condition { .. } | Turned::NoEvents | Turned::Key { .. } => {
                StatusCode::BAD_REQUEST
            }
            Turned::KeyReused | Turned::Lines(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Turned::Unasked => StatusCode::BAD_REQUEST,
            Turned::NoJob { .. } => StatusCode::NOT_FOUND,
            Turned::JobRuns { .. } | Turned::JobStopped { .. } => StatusCode::CONFLICT,
            Turned::Jobs { .. } => StatusCode::TOO_MANY_REQUESTS,
            Turned::Subscribers { .. } | Turned::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Turned::Access(error) => of_access(error),
            Turned::Ledger(error) => of_ledger(error),
            Turned::Unnoted { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The answer where nothing stands at an address.
    pub(super) fn nowhere(uri: &Uri) -> Response {
        Turned::from(Fault::NoPage { path: uri.path().to_owned() }).answer((uri.path(), uri.query()))
    }

    /// Where it lies.
    pub(super) fn spot(&self) -> Spot {
        match self {
            Turned::Page(fault) => fault.spot(),
            Turned::Body { line, .. } => Spot { line: Some(*line), ..Spot::default() },
            Turned::Condition { name, .. } => Spot { field: Some((*name).to_owned()), ..Spot::default() },
            Turned::Access(error) | Turned::Unnoted { why: error } => error.spot(),
            Turned::Person(error) => error.spot(),
            Turned::Ledger(error) => error.spot_elsewhere(),
            Turned::Lines(lines) => lines.first().map(Rejected::spot).unwrap_or_default(),
            Turned::WritingOff
            | Turned::Browser
            | Turned::Kind { .. }
            | Turned::Large
            | Turned::Slow
            | Turned::NoEvents
            | Turned::Many { .. }
            | Turned::Key { .. }
            | Turned::KeyReused
            | Turned::Subscribers { .. }
            | Turned::Unasked
            | Turned::Jobs { .. }
            | Turned::NoJob { .. }
            | Turned::JobRuns { .. }
            | Turned::JobStopped { .. }
            | Turned::Busy => Spot::default(),
        }
    }

    /// Its stable code.
    pub(super) fn code(&self) -> &'static str {
        self.complaint().code
    }

    /// What stands beside the complaint: the lines that were refused, the events that stand against it.
    fn beside(&self) -> BesideV1 {
        match self {
            Turned::Lines(lines) => {
                BesideV1 { lines: Some(lines.iter().map(RefusedLineV1::of).collect()), events: None }
            }
            Turned::Ledger(error) => BesideV1 {
                lines: None,
                events: error.conflicting().map(|found| found.iter().map(|position| position.0).collect()),
            },
            _ => BesideV1::default(),
        }
    }

    /// The answer to an address.
    pub(super) fn answer(&self, (path, query): (&str, Option<&str>)) -> Response {
        let told = (self.status(), &self.complaint(), &self.spot());
        let mut response = problem(told, (path, query), self.beside());
        let more = match self {
            Turned::WritingOff => Some((header::ALLOW, "GET, HEAD")),
            Turned::Access(error) => challenge(error).map(|words| (header::WWW_AUTHENTICATE, words)),
            Turned::Subscribers { .. } | Turned::Jobs { .. } | Turned::Busy => Some((header::RETRY_AFTER, "5")),
            _ => None,
        };
        if let Some((name, words)) = more {
            response.headers_mut().insert(name, HeaderValue::from_static(words));
        }
        is_for_id(&mut response, self.token());
        response
    }
}

/// Who must show a token is told so in the words of RFC 6750.
fn challenge(error: &AccessError) -> Option<&'static str> {
    match error {
        AccessError::Missing => Some("Bearer realm=\"qizhang\""),
        AccessError::Unknown | AccessError::Revoked { .. } | AccessError::Expired { .. } => {
            Some("Bearer realm=\"qizhang\", error=\"invalid_token\"")
        }
        AccessError::NotFor { .. } => Some("Bearer realm=\"qizhang\", error=\"insufficient_scope\""),
        AccessError::Desk(_)
        | AccessError::Log(_)
        | AccessError::Link(_)
        | AccessError::NoDesk { .. }
        | AccessError::DeskOfOther { .. }
        | AccessError::Unreadable { .. }
        | AccessError::NoChance(_)
        | AccessError::Past { .. }
        | AccessError::NoSuchToken { .. }
        | AccessError::RevokedBefore { .. } => None,
    }
}

fn of_access(error: &AccessError) -> StatusCode {
    match error {
        AccessError::Missing | AccessError::Unknown | AccessError::Revoked { .. } | AccessError::Expired { .. } => {
            StatusCode::UNAUTHORIZED
        }
        AccessError::NotFor { .. } => StatusCode::FORBIDDEN,
        AccessError::Desk(_)
        | AccessError::Log(_)
        | AccessError::Link(_)
        | AccessError::NoDesk { .. }
        | AccessError::DeskOfOther { .. }
        | AccessError::Unreadable { .. }
        | AccessError::NoChance(_)
        | AccessError::Past { .. }
        | AccessError::NoSuchToken { .. }
        | AccessError::RevokedBefore { .. } => match error.severity() {
            Severity::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Severity::Refused | Severity::Found | Severity::Fault => StatusCode::INTERNAL_SERVER_ERROR,
        },
    }
}

/// A condition that does not hold has a status of its own; of a batch the ledger does not take, what it says is not to be processed.
fn of_ledger(error: &LedgerError) -> StatusCode {
    if error.conflicting().is_some() {
        return StatusCode::PRECONDITION_FAILED;
    }
    match error {
        LedgerError::Line { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        _ => status_of(error),
    }
}
