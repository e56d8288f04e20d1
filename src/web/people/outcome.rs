//! What came of a form: the event it became, and where one goes from there. It may be loaded again, because it only tells.

use crate::access::Deed;
use crate::explain::{Phrase, Recording};
use crate::ledger::{Horizon, LedgerError};
use crate::value::{Position, Uscc};
use crate::web::asked::Asked;
use crate::web::escaped::{escaped, pairs};
use crate::web::form::Html;
use crate::web::frame;
use crate::web::people::barred::Barred;
use crate::web::people::list::for_somebody;
use crate::web::people::posted::{allowed, takes};
use crate::web::people::who::Who;
use crate::web::routes::{HTML, response};
use crate::web::seen::is_about;
use crate::web::site::Site;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use std::sync::Arc;

/// The page.
pub(super) async fn outcome(State(site): State<Arc<Site>>, headers: HeaderMap, uri: Uri) -> Response {
    for_somebody(site, (headers, uri), told).await
}

fn told(site: &Site, asked: &Asked, who: &Who, uri: &Uri) -> Result<Response, Barred> {
    // It tells whose the event is.
    allowed(who, Deed::Look)?;
    takes(uri, &["before"])?;
    let name = uri.path().rsplit('/').next().unwrap_or_default();
    let unknown = || LedgerError::NoSuchEvent { name: name.to_owned() };
    let number: u64 = name.parse().ok().filter(|number| *number > 0).ok_or_else(unknown)?;
    let event = Position(number);
    let Horizon { known, .. } = site.horizon(asked)?;
    let entry = site.ledger()?.logged(event, known)?;
    let given = pairs(uri.query().unwrap_or_default()).unwrap_or_default();
    let before = given.iter().any(|(name, value)| name == "before" && value == "yes");
    let said = if before { Recording::Before { event } } else { Recording::Done { event } };
    let mut html = Html::new(asked.lang);
    html.raw("<h1>");
    match entry.title.clone() {
        Some(title) => html.say(title),
        None => html.words(entry.event.kind.as_str()),
    };
    html.raw("</h1>\n<p class=\"verdict\" role=\"status\">").say(said.clone()).raw("</p>\n<p class=\"ways\">");
    let mut way = |address: &str, name: Recording| {
        html.raw("<a href=\"").words(address).raw("\">").say(name).raw("</a>\n");
    };
    way(&asked.link(&format!("/events/{number}")), Recording::ToEvent);
    let codes: Vec<Uscc> = entry
        .tags
        .iter()
        .filter_map(|tag| tag.as_str().strip_prefix("enterprise:"))
        .filter_map(|code| Uscc::parse(code).ok())
        .collect();
    for code in &codes {
        let address = format!("{}#timeline", asked.link(&format!("/subjects/{code}")));
        way(&address, Recording::ToFile { code: code.as_str().into() });
    }
    way(&asked.link(&format!("/record/{}", escaped(entry.event.kind.as_str()))), Recording::Another);
    way(&asked.link("/record"), Recording::OtherType);
    html.raw("</p>\n");
    let page = frame::plain(site, asked, &Phrase::from(said).say(asked.lang), &html.text);
    let mut response = response(StatusCode::OK, HTML, page);
    for code in codes {
        is_about(&mut response, code);
    }
    Ok(response)
}
