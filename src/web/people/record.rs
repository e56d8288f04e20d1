//! A form of a type: given empty, taken, checked, and recorded when it was checked.

use crate::access::PersonError;
use crate::explain::Phrase;
use crate::ledger::{AppendOptions, Ask, Blank, Fault as Why, Holds, Ledger, LedgerError, Tried, Typed, Wrong, blank};
use crate::value::{Lang, TypeName};
use crate::web::asked::Asked;
use crate::web::escaped::{pairs, unescaped};
use crate::web::form::Html;
use crate::web::frame;
use crate::web::people::barred::Barred;
use crate::web::people::filling::{Filling, REASON, filling};
use crate::web::people::list::for_somebody;
use crate::web::people::posted::{Posted, asked, language, may_open, may_record, posted, route, takes};
use crate::web::people::preview::{is_given, new_key, preview};
use crate::web::people::who::Who;
use crate::web::routes::{HTML, elsewhere, response};
use crate::web::site::Site;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use std::sync::Arc;

/// What a form carries that nobody typed.
const OWN: [&str; 4] = ["form", "key", "do", "add"];

/// The form of the type that an address names.
fn named(site: &Site, uri: &Uri) -> Result<Blank, Barred> {
    let step = uri.path().strip_prefix("/record/").unwrap_or_default();
    let name = unescaped(step).unwrap_or_else(|| step.to_owned());
    let catalogue = site.ledger()?.catalogue();
    let unknown = |nearest| LedgerError::UnknownType { name: name.clone(), nearest };
    let own = Ledger::type_in(&catalogue, &name).map_err(unknown)?;
    Ok(blank(&catalogue, &own).ok_or_else(|| unknown(None))?)
}

/// The empty form; what an address says of single fields stands in it.
pub(super) async fn form(State(site): State<Arc<Site>>, headers: HeaderMap, uri: Uri) -> Response {
    for_somebody(site, (headers, uri), |site, asked, who, uri| {
        let blank = named(site, uri)?;
        may_open(who, &blank.name)?;
        takes(uri, &fields(&blank))?;
        let given = pairs(uri.query().unwrap_or_default()).unwrap_or_default();
        let mut typed = Vec::new();
        for ask in &blank.asks {
            let name = named_in(ask);
            let given = |wanted: &str| given.iter().find(|(own, _)| own == wanted).map(|(_, value)| value.clone());
            match &ask.holds {
                // Of a list the first row is filled in.
                Holds::Rows(asks, ..) => typed.extend(asks.iter().filter_map(|inner| {
                    let own = inner.path.rsplit('.').next()?;
                    Some((inner.at(0), given(own).filter(|_| own == "uscc")?))
                })),
                _ => typed.extend(given(name).map(|value| (ask.path.clone(), value))),
            }
        }
        Ok(drawn(site, asked, who, (&blank, &Typed::of(typed)), None))
    })
    .await
}

/// What an address calls a field.
fn named_in(ask: &Ask) -> &str {
    ask.path.strip_prefix("data.").unwrap_or(&ask.path)
}

/// What an address may fill in: single fields, and of whom the list of types was asked, which every link to a form keeps.
fn fields(blank: &Blank) -> Vec<&str> {
    let single = blank.asks.iter().filter(|ask| !matches!(ask.holds, Holds::Rows(..)));
    single.map(named_in).chain(["uscc"]).collect()
}

/// A page with the form, and what is wrong with it.
fn drawn(site: &Site, asked: &Asked, who: &Who, (blank, typed): (&Blank, &Typed), tried: Option<&Tried>) -> Response {
    let mark = who.shown.form(&asked.path).to_string();
    let wrong: &[Wrong] = tried.map_or(&[], |tried| &tried.wrong);
    let guarded = tried.is_some_and(|tried| tried.guarded);
    let mut html = Html::new(asked.lang);
    filling(&mut html, asked, &Filling { blank, typed, wrong, mark: &mark, guarded });
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = Phrase::from(blank.title.clone()).say(asked.lang);
    response(status, HTML, frame::plain(site, asked, &title, &html.text))
}

/// Takes a form that was sent.
pub(super) async fn sent(State(site): State<Arc<Site>>, request: Request) -> Response {
    posted((site, Site::turns), request, taken).await
}

fn taken(site: &Site, posted: &Posted) -> Result<Response, Barred> {
    let who = site.sender(posted, posted.uri.path())?;
    let blank = named(site, &posted.uri)?;
    let refused = |barred| site.noted_refusal(Some(&who), &route(&posted.uri), barred);
    may_open(&who, &blank.name).map_err(|error| refused(error.into()))?;
    let own = |name: &str| OWN.contains(&name);
    let typed = Typed::of(posted.pairs.iter().filter(|(name, _)| !own(name)).cloned().collect());
    let asked = asked(&posted.uri, language(&posted.uri), Some(who.clone()));
    if let Some(list) = posted.get("add") {
        let least = blank.asks.iter().find_map(|ask| match &ask.holds {
            Holds::Rows(_, least, _) if ask.path == list => Some(*least),
            _ => None,
        });
        let typed = least.map_or_else(|| typed.clone(), |least| typed.clone().with_row(list, least));
        return Ok(drawn(site, &asked, &who, (&blank, &typed), None));
    }
    if posted.get("do") == Some("edit") {
        return Ok(drawn(site, &asked, &who, (&blank, &typed), None));
    }
    may_record(site.ledger()?, &who, &blank.name, &typed).map_err(refused)?;
    match (posted.get("do"), posted.get("key")) {
        (Some("record"), Some(key)) if !is_given(&who, key) => {
            Err(site.noted_refusal(Some(&who), &route_of(&blank.name), PersonError::Forged.into()))
        }
        (Some("record"), Some(key)) => recorded(site, &asked, &who, (&blank, &typed), key),
        _ => tried(site, &asked, &who, (&blank, &typed)),
    }
}

/// How the form is to be recorded.
pub(super) fn options(site: &Site, who: &Who, typed: &Typed) -> AppendOptions {
    AppendOptions {
        by: Arc::clone(&who.person.name),
        clock_is_right: site.writing().is_some_and(|writing| writing.clock_is_right),
        overriding: typed.at(REASON).map(Arc::from),
        ..AppendOptions::default()
    }
}

/// Checks the form: back with what is wrong, or on to what would be recorded.
fn tried(site: &Site, asked: &Asked, who: &Who, (blank, typed): (&Blank, &Typed)) -> Result<Response, Barred> {
    let tried = site.ledger()?.try_form(blank, typed, options(site, who, typed))?;
    if !tried.wrong.is_empty() {
        return Ok(drawn(site, asked, who, (blank, typed), Some(&tried)));
    }
    let mark = who.shown.form(&asked.path).to_string();
    let mut html = Html::new(asked.lang);
    preview(&mut html, asked, (blank, typed, &tried), (who, &mark, &new_key(who)?));
    let title = Phrase::from(blank.title.clone()).say(asked.lang);
    Ok(response(StatusCode::OK, HTML, frame::plain(site, asked, &title, &html.text)))
}

/// Records the form. What the ledger refuses now, although it had not when it was checked, comes back like any other fault.
fn recorded(
    site: &Site,
    asked: &Asked,
    who: &Who,
    (blank, typed): (&Blank, &Typed),
    key: &str,
) -> Result<Response, Barred> {
    let tried = site.ledger()?.try_form(blank, typed, options(site, who, typed))?;
    let kept = site.keep(who, (&blank.name, &tried.line), (typed, key))?;
    match kept {
        Ok((position, before)) => {
            let before = before.then_some(("before", "yes"));
            let lang = (asked.lang == Lang::En).then_some(("lang", "en"));
            let query = crate::web::escaped::query(before.into_iter().chain(lang));
            Ok(elsewhere(&format!("/recorded/{position}{query}")))
        }
        Err(fault) => {
            let guarded = matches!(fault, Why::Guarded(_));
            let wrong = if tried.wrong.is_empty() {
                vec![Wrong { path: None, complaint: fault.complaint() }]
            } else {
                tried.wrong
            };
            Ok(drawn(site, asked, who, (blank, typed), Some(&Tried { wrong, guarded, ..tried })))
        }
    }
}

/// The name of a type as the record of writing has it.
pub(super) fn route_of(name: &TypeName) -> String {
    format!("POST /record/{name}")
}
