//! A what-if as a job: begun, looked at, stopped, and its answer.

use crate::access::{Action, Deed, Token};
use crate::ledger::{LedgerError, WhatIfFault};
use crate::view::{BesideV1, JobV1};
use crate::web::api::routes::{API, admitted, apart, filled, steps};
use crate::web::api::turned::Turned;
use crate::web::asked::{Asked, Form, KEPT};
use crate::web::fault::Fault;
use crate::web::refused::problem;
use crate::web::routes::response;
use crate::web::seen::{Shows, is_at, is_for};
use crate::web::site::Site;
use crate::web::supposing::{Answered, Job, Owner, Question, RUNNING, Refusal, Stands, Wanted};
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use serde::Serialize;
use std::sync::Arc;

/// Where they are begun, and listed.
pub(super) const PATH: &str = "/whatif/jobs";
/// What one that begins takes besides the two times and the readings. All lines that differ stand in its answer anyway.
pub(super) const TAKES: [&str; 7] = ["set", "drop", "sweep", "only-known", "afresh", "why", "sensitivity"];
/// What follows the address of one that is to stop.
pub(super) const STOP: &str = "/stop";
const JSON: &str = "application/json";

/// What stands behind the address of all of them.
fn behind(path: &str) -> Option<&str> {
    path.strip_prefix(API)?.strip_prefix(PATH)
}

/// Whether an address begins one.
pub(in crate::web) fn begins(path: &str) -> bool {
    behind(path) == Some("")
}

/// Whether an address stops one, and does nothing else.
pub(in crate::web) fn stops(path: &str) -> bool {
    let number = behind(path).and_then(|rest| rest.strip_prefix('/')?.strip_suffix(STOP));
    number.is_some_and(|number| !number.is_empty() && !number.contains('/'))
}

/// Begins one: the address is the scenario, as that of a what-if is.
pub(super) async fn begin(State(site): State<Arc<Site>>, headers: HeaderMap, uri: Uri) -> Response {
    let address = uri.clone();
    apart(address, move || {
        let begun = begun(&site, &headers, &uri);
        begun.unwrap_or_else(|turned| turned.answer((uri.path(), uri.query())))
    })
    .await
}

/// Stops one at its next run.
pub(super) async fn stop(
    State(site): State<Arc<Site>>,
    names: Result<RawPathParams, RawPathParamsRejection>,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    let Some(names) = steps(names) else { return Turned::nowhere(&uri) };
    let address = uri.clone();
    apart(address, move || {
        let stopped = || -> Result<Response, Turned> {
            let (asked, token) = looked(&site, &headers, &uri, &[])?;
            let owner = Owner::of(asked.who.as_ref(), token.as_ref());
            let job = found(&site, &owner, names.first().map_or("", String::as_str))?;
            job.stop();
            Ok(json(StatusCode::OK, &told(&job)))
        };
        stopped().unwrap_or_else(|turned| turned.answer((uri.path(), uri.query())))
    })
    .await
}

/// All of his that are kept, the newest first.
#[expect(clippy::unnecessary_wraps, reason = "it stands in a table with those that may refuse")]
pub(super) fn list(site: &Site, asked: &Asked, token: Option<&Token>) -> Result<Response, Turned> {
    let owner = Owner::of(asked.who.as_ref(), token);
    let all: Vec<JobV1> = site.jobs().of(&owner).map(|job| told(&job)).collect();
    Ok(json(StatusCode::OK, &all))
}

/// How far one is.
pub(super) fn one(site: &Site, asked: &Asked, token: Option<&Token>) -> Result<Response, Turned> {
    Ok(json(StatusCode::OK, &told(&*found(site, &Owner::of(asked.who.as_ref(), token), asked.name(0))?)))
}

/// The answer of one that is done, or why there is none.
pub(super) fn result(site: &Site, asked: &Asked, token: Option<&Token>) -> Result<Response, Turned> {
    let job = found(site, &Owner::of(asked.who.as_ref(), token), asked.name(0))?;
    match job.stands() {
        Stands::Done { answered, .. } => match &*answered {
            Answered::Value(value) => Ok(json(StatusCode::OK, value)),
            Answered::Words(_) => Err(Turned::from(Fault::Broken)),
        },
        Stands::Refused { why, .. } => {
            let Refusal { status, complaint, spot } = &*why;
            let lang = asked.kept().find(|(name, _)| *name == "lang").map(|(_, lang)| format!("lang={lang}"));
            Ok(problem((*status, complaint, spot), (&asked.path, lang.as_deref()), BesideV1::default()))
        }
        Stands::Running { .. } => Err(Turned::JobRuns { number: job.number }),
        Stands::Stopped { .. } => Err(Turned::JobStopped { number: job.number }),
    }
}

fn found(site: &Site, owner: &Owner, number: &str) -> Result<Arc<Job>, Turned> {
    site.jobs().find(owner, number).ok_or_else(|| Turned::NoJob { number: number.to_owned() })
}

/// Where one is looked at.
fn address(job: &Job) -> String {
    format!("{API}{PATH}/{}", job.number)
}

/// How far one is, for programs.
fn told(job: &Job) -> JobV1 {
    let count = |runs: usize| u64::try_from(runs).unwrap_or(u64::MAX);
    let (state, done, of, code) = match job.stands() {
        Stands::Running { done, of, stops: true } => ("stopping", done, of, None),
        Stands::Running { done, of, stops: false } => ("running", done, of, None),
        Stands::Done { runs, .. } => ("done", runs, Some(runs), None),
        Stands::Refused { runs, why } => ("refused", runs, None, Some(why.complaint.code.to_owned())),
        Stands::Stopped { runs } => ("stopped", runs, None, None),
    };
    let result = ["done", "refused"].contains(&state).then(|| format!("{}/result", address(job)));
    JobV1 { format: "job.v1", number: job.number, state, done: count(done), of: of.map(count), result, code }
}

/// What somebody who may ask a what-if asks; a page in a browser of another site may not make this machine reckon.
fn looked(site: &Site, headers: &HeaderMap, uri: &Uri, takes: &[&str]) -> Result<(Asked, Option<Token>), Turned> {
    if headers.contains_key(header::ORIGIN) {
        return Err(Turned::Browser);
    }
    // Everything stands in the address: what is sent besides would not count.
    let is_empty = headers.get(header::CONTENT_LENGTH).is_none_or(|length| length == "0");
    if !is_empty || headers.contains_key(header::TRANSFER_ENCODING) {
        return Err(Turned::Unasked);
    }
    let (who, token) = admitted(site, headers, (Shows::Everybody, Deed::Suppose, Action::Look))?;
    let query = uri.query().unwrap_or_default();
    filled(query, &KEPT, takes)?;
    Ok((Asked::read((uri.path().to_owned(), Form::Json), Vec::new(), query, takes)?.of(who), token))
}

fn begun(site: &Arc<Site>, headers: &HeaderMap, uri: &Uri) -> Result<Response, Turned> {
    let (asked, token) = looked(site, headers, uri, &TAKES)?;
    for (name, example) in [("set", "PATH=15%"), ("sweep", "PATH=5%..20%/1%")] {
        if let Some(value) = asked.all(name).find(|value| !value.contains('=')) {
            return Err(Turned::Page(Fault::Parameter { name: name.to_owned(), value: value.to_owned(), example }));
        }
    }
    let question = Question::of(site, &asked)?;
    if question.supposes_nothing() {
        return Err(Turned::from(LedgerError::WhatIf(WhatIfFault::Empty)));
    }
    let (horizon, owner) = (question.horizon, Owner::of(asked.who.as_ref(), token.as_ref()));
    let job = site.jobs().begin(owner).ok_or(Turned::Jobs { most: RUNNING })?;
    Arc::clone(&job).run(Arc::clone(site.served()), question, Wanted::Value);
    let mut response = json(StatusCode::ACCEPTED, &told(&job));
    if let Ok(address) = HeaderValue::from_str(&address(&job)) {
        response.headers_mut().insert(header::LOCATION, address);
    }
    is_at(&mut response, horizon);
    is_for(&mut response, token.as_ref());
    Ok(response)
}

fn json(status: StatusCode, told: &impl Serialize) -> Response {
    let value = serde_json::to_value(told).unwrap_or_default();
    let text = serde_json::to_string_pretty(&value).unwrap_or_default();
    response(status, JSON, format!("{text}\n"))
}
