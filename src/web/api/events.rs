//! The events themselves, as CloudEvents: so many at once, and one.

use crate::ledger::{Horizon, Ledger, LedgerError, LogEntry, LogFilter, VersionFault};
use crate::value::Position;
use crate::view::cloud_event;
use crate::web::api::turned::Turned;
use crate::web::asked::Asked;
use crate::web::fault::Fault;
use crate::web::pages::{self, subjects};
use crate::web::routes::response;
use crate::web::seen::is_about;
use crate::web::site::Site;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;

/// Several events.
pub(super) const BATCH: &str = "application/cloudevents-batch+json";
/// One event.
pub(super) const ONE: &str = "application/cloudevents+json";
/// What a list takes.
pub(super) const TAKES: [&str; 10] =
    ["from", "type", "version", "subject", "tag", "by", "since", "until", "limit", "backwards"];
/// What one event takes.
pub(super) const ONE_TAKES: [&str; 1] = ["version"];
/// So many are given unless another number is asked for.
const LISTED: u64 = 100;
/// So many at most.
const MOST: u64 = 1000;
/// A list is not longer than so many bytes and one event.
const BYTES: usize = 8 << 20;
/// How far the ledger was when it was read: what is not in the answer up to there does not exist.
pub(super) const HEAD: HeaderName = HeaderName::from_static("qizhang-head");

/// Events from a place on; a list that is not at its end names the next one.
pub(super) fn list(site: &Site, asked: &Asked) -> Result<Response, Turned> {
    let horizon = site.horizon(asked)?;
    let ledger = site.ledger()?;
    let most = number(asked, "limit", "100")?.unwrap_or(LISTED);
    if !(1..=MOST).contains(&most) {
        let value = most.to_string();
        return Err(Turned::from(Fault::Parameter { name: "limit".to_owned(), value, example: "1 … 1000" }));
    }
    let backwards = asked.flag("backwards")?;
    let from = number(asked, "from", "48213")?.filter(|from| *from > 0).map(Position);
    let filter = LogFilter { from, newest_first: backwards, ..narrowed(ledger, asked, horizon)? };
    let (mut told, mut bytes, mut next) = (Vec::new(), 0_usize, None);
    let read = ledger.log(&LogFilter { limit: Some(most.saturating_add(1)), ..filter }, &mut |entry: LogEntry| {
        let full = told.len() >= usize::try_from(most).unwrap_or(usize::MAX) || bytes > BYTES;
        if full {
            next = Some(entry.event.position);
            return false;
        }
        bytes = bytes.saturating_add(entry.text.len());
        told.push(cloud_event(&entry, ledger.own_name()));
        true
    });
    next = next.or(ends_at(read, told.is_empty())?);
    let text = serde_json::to_string(&told).unwrap_or_default();
    let mut response = reply(BATCH, format!("{text}\n"), horizon);
    if let Some(next) = next {
        let address = asked.again(&[("from", Some(&next.0.to_string()))]);
        if let Ok(link) = HeaderValue::from_str(&format!("<{address}>; rel=\"next\"")) {
            response.headers_mut().insert(header::LINK, link);
        }
    }
    Ok(response)
}

/// Where a list ends that came to an event the version asked for cannot say: what came before it is given, and whoever asks on is told
/// which event it is and why.
pub(super) fn ends_at(read: Result<(), LedgerError>, nothing_told: bool) -> Result<Option<Position>, LedgerError> {
    match read {
        Err(LedgerError::Version(VersionFault::Unsaid { position, .. })) if !nothing_told => Ok(Some(position)),
        read => read.map(|()| None),
    }
}

/// The event at a position.
pub(super) fn one(site: &Site, asked: &Asked) -> Result<Response, Turned> {
    let horizon = site.horizon(asked)?;
    let ledger = site.ledger()?;
    let name = asked.name(0);
    let position = name.parse().ok().filter(|number| *number > 0).map(Position);
    let entry = match position {
        Some(position) => ledger.logged_as(position, horizon.known, version(asked)?)?,
        None => return Err(LedgerError::NoSuchEvent { name: name.to_owned() }.into()),
    };
    let mut response = reply(ONE, format!("{}\n", cloud_event(&entry, ledger.own_name())), horizon);
    for code in subjects(&entry) {
        is_about(&mut response, code);
    }
    Ok(response)
}

/// What a list is narrowed to: as the page of the same events, and to a version of their type.
pub(super) fn narrowed(ledger: &Ledger, asked: &Asked, horizon: Horizon) -> Result<LogFilter, Turned> {
    let as_version = version(asked)?;
    if let (Some(version), None) = (as_version, asked.own("type")) {
        let (name, value) = ("version".to_owned(), version.to_string());
        return Err(Turned::from(Fault::Parameter { name, value, example: "type=hightech.certified&version=1" }));
    }
    let filter = pages::narrowed(ledger, asked, horizon.known)?;
    Ok(LogFilter { until: horizon.known, as_version, ..filter })
}

/// The version that is asked for.
fn version(asked: &Asked) -> Result<Option<u16>, Fault> {
    let bad = |value: &str| Fault::Parameter { name: "version".to_owned(), value: value.to_owned(), example: "1" };
    asked.own("version").map(|given| given.parse().map_err(|_| bad(given))).transpose()
}

/// A number of the address.
pub(super) fn number(asked: &Asked, name: &str, example: &'static str) -> Result<Option<u64>, Fault> {
    let bad = |value: &str| Fault::Parameter { name: name.to_owned(), value: value.to_owned(), example };
    asked.own(name).map(|given| given.parse().map_err(|_| bad(given))).transpose()
}

fn reply(kind: &'static str, text: String, horizon: Horizon) -> Response {
    let mut response = response(StatusCode::OK, kind, text);
    response.headers_mut().insert(HEAD, HeaderValue::from(horizon.known.0));
    response
}
