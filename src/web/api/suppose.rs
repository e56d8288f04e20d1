//! A what-if as a job: begun, looked at, stopped, and its answer.

use crate::access::{Action, Token};
use crate::ledger::{LedgerError, Scenario, WhatIfFault};
use crate::view::{BesideV1, SweepV1, WhatIfV1};
use crate::web::api::bearer::may_read;
use crate::web::api::jobs::{Ended, Job, PATH, Refusal};
use crate::web::api::routes::{API, apart, filled, steps};
use crate::web::api::turned::Turned;
use crate::web::asked::{Asked, Form, KEPT};
use crate::web::fault::Fault;
use crate::web::refused::problem;
use crate::web::routes::response;
use crate::web::seen::{is_at, is_for};
use crate::web::site::Site;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use serde::Serialize;
use serde_json::Value;
use std::sync::Arc;

/// What one that begins takes besides the two times and the readings.
pub(super) const TAKES: [&str; 5] = ["set", "drop", "sweep", "why", "sensitivity"];
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
    let stopped = || -> Result<Response, Turned> {
        looked(&site, &headers, &uri, &[])?;
        let job = site.jobs().find(names.first().map_or("", String::as_str))?;
        job.stop();
        Ok(json(StatusCode::OK, &job.told()))
    };
    stopped().unwrap_or_else(|turned| turned.answer((uri.path(), uri.query())))
}

/// All that are kept, the newest first.
#[expect(clippy::unnecessary_wraps, reason = "it stands in a table with those that may refuse")]
pub(super) fn list(site: &Site, _: &Asked) -> Result<Response, Turned> {
    Ok(json(StatusCode::OK, &site.jobs().all()))
}

/// How far one is.
pub(super) fn one(site: &Site, asked: &Asked) -> Result<Response, Turned> {
    Ok(json(StatusCode::OK, &site.jobs().find(asked.name(0))?.told()))
}

/// The answer of one that is done, or why there is none.
pub(super) fn result(site: &Site, asked: &Asked) -> Result<Response, Turned> {
    Ok(match site.jobs().find(asked.name(0))?.answer()? {
        Ok(text) => response(StatusCode::OK, JSON, text.to_string()),
        Err(why) => {
            let Refusal { status, complaint, spot } = &*why;
            let lang = asked.kept().find(|(name, _)| *name == "lang").map(|(_, lang)| format!("lang={lang}"));
            problem((*status, complaint, spot), (&asked.path, lang.as_deref()), BesideV1::default())
        }
    })
}

/// What somebody who may read asks; a page in a browser of another site may not make this machine reckon.
fn looked(site: &Site, headers: &HeaderMap, uri: &Uri, takes: &[&str]) -> Result<(Asked, Option<Token>), Turned> {
    if headers.contains_key(header::ORIGIN) {
        return Err(Turned::Browser);
    }
    // Everything stands in the address: what is sent besides would not count.
    let is_empty = headers.get(header::CONTENT_LENGTH).is_none_or(|length| length == "0");
    if !is_empty || headers.contains_key(header::TRANSFER_ENCODING) {
        return Err(Turned::Unasked);
    }
    let token = may_read(site, headers, Action::Look)?;
    let query = uri.query().unwrap_or_default();
    filled(query, &KEPT, takes)?;
    Ok((Asked::read((uri.path().to_owned(), Form::Json), Vec::new(), query, takes)?, token))
}

fn begun(site: &Arc<Site>, headers: &HeaderMap, uri: &Uri) -> Result<Response, Turned> {
    let (asked, token) = looked(site, headers, uri, &TAKES)?;
    // A range is a row for each value: there is nothing to explain, or to ask under other readings.
    let (why, sensitivity) = (asked.flag("why")?, asked.flag("sensitivity")?);
    if asked.own("sweep").is_some()
        && let Some((name, _)) = [("why", why), ("sensitivity", sensitivity)].into_iter().find(|(_, is_on)| *is_on)
    {
        return Err(Turned::Page(Fault::UnknownParameter { name: name.to_owned(), nearest: None }));
    }
    for (name, example) in [("set", "PATH=15%"), ("sweep", "PATH=5%..20%/1%")] {
        if let Some(value) = asked.all(name).find(|value| !value.contains('=')) {
            return Err(Turned::Page(Fault::Parameter { name: name.to_owned(), value: value.to_owned(), example }));
        }
    }
    if ["set", "drop", "sweep"].iter().all(|name| asked.own(name).is_none()) && asked.reads.is_empty() {
        return Err(Turned::from(LedgerError::WhatIf(WhatIfFault::Empty)));
    }
    let horizon = site.horizon(&asked)?;
    let job = site.jobs().begin()?;
    let (told, address) = (job.told(), job.address());
    let running = Running { site: Arc::clone(site), job };
    tokio::task::spawn_blocking(move || running.run(&asked, why, sensitivity));
    let mut response = json(StatusCode::ACCEPTED, &told);
    if let Ok(address) = HeaderValue::from_str(&address) {
        response.headers_mut().insert(header::LOCATION, address);
    }
    is_at(&mut response, horizon);
    is_for(&mut response, token.as_ref());
    Ok(response)
}

/// A job at work. However its work ends, the job ends with it.
struct Running {
    site: Arc<Site>,
    job: Arc<Job>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.job.end(Ended::Refused(refusal(&Fault::Broken)));
    }
}

impl Running {
    fn run(&self, asked: &Asked, why: bool, sensitivity: bool) {
        self.job.end(match self.answer(asked, why, sensitivity) {
            Ok(answer) => Ended::Done(answer),
            Err(Fault::Ledger(error)) if matches!(*error, LedgerError::WhatIf(WhatIfFault::Stopped)) => Ended::Stopped,
            Err(fault) => Ended::Refused(refusal(&fault)),
        });
    }

    fn answer(&self, asked: &Asked, why: bool, sensitivity: bool) -> Result<Value, Fault> {
        let (site, ledger) = (&self.site, self.site.ledger()?);
        let base = site.served().as_it_is(site.horizon(asked)?)?;
        let all = |name: &str| asked.all(name).map(str::to_owned).collect();
        let scenario =
            Scenario { sets: all("set"), reads: asked.reads.clone(), drops: all("drop"), ..Scenario::default() };
        let mut watch = |done, of| self.job.stands_at(done, of);
        if let Some(range) = asked.own("sweep") {
            let sweep = base.sweep(ledger, scenario, range, &mut watch)?;
            return Ok(value(&SweepV1::of(&sweep)));
        }
        let run = base.what_if(ledger, scenario)?;
        let under = sensitivity.then(|| run.under_readings(&mut watch)).transpose()?;
        let trees = run.trees(usize::from(why));
        Ok(value(&WhatIfV1::of(&run).with(&trees, under.as_deref())))
    }
}

fn refusal(fault: &Fault) -> Box<Refusal> {
    Box::new(Refusal { status: fault.status(), complaint: fault.complaint(), spot: fault.spot() })
}

fn value(view: &impl Serialize) -> Value {
    serde_json::to_value(view).unwrap_or_default()
}

fn json(status: StatusCode, told: &impl Serialize) -> Response {
    let text = serde_json::to_string_pretty(&value(told)).unwrap_or_default();
    response(status, JSON, format!("{text}\n"))
}
