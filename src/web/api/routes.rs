//! What the API has: a table of addresses, and the pages under the same paths.

use crate::access::{Action, Deed, Token};
use crate::web::api::bearer::may_read;
use crate::web::api::turned::Turned;
use crate::web::api::{declared, events, openapi, record, subscribe, suppose};
use crate::web::asked::{Asked, Form, KEPT};
use crate::web::escaped::unescaped;
use crate::web::examples::example;
use crate::web::fault::Fault;
use crate::web::people::{Who, who};
use crate::web::reading;
use crate::web::routes::{PAGES, Page, told_as};
use crate::web::seen::{Shows, is_for, shown};
use crate::web::site::Site;
use axum::Router;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{DefaultBodyLimit, RawPathParams, State};
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;
use axum::routing::{get, post};
use std::sync::Arc;

/// What every address of the API begins with.
pub(in crate::web) const API: &str = "/api/v1";
/// Where the first page stands, which has no name of its own.
pub(super) const OVERVIEW: &str = "/overview";

/// Who answers, and where.
enum Answers {
    /// From what the ledger holds, apart.
    Told(fn(&Site, &Asked) -> Result<Response, Turned>),
    /// The same, of what is only his who asks.
    Owned(fn(&Site, &Asked, Option<&Token>) -> Result<Response, Turned>),
    /// As long as somebody reads.
    Followed(fn(&Arc<Site>, &Asked, &HeaderMap) -> Result<Response, Turned>),
}

impl Answers {
    /// What a token is to be for.
    const fn action(&self) -> Action {
        match self {
            Answers::Told(_) | Answers::Owned(_) => Action::Look,
            Answers::Followed(_) => Action::Follow,
        }
    }
}

/// An address that is read.
pub(super) struct Route {
    /// Its path behind the beginning; steps in braces are names.
    pub(super) path: &'static str,
    /// What it takes of the two times, the readings and the language.
    pub(super) keeps: &'static [&'static str],
    /// What it takes besides.
    pub(super) takes: &'static [&'static str],
    /// What it shows.
    shows: Shows,
    /// What reading it is.
    deed: Deed,
    answers: Answers,
}

/// What there is besides the pages.
pub(super) static ROUTES: [Route; 8] = [
    route("/events", (&["known", "lang"], &events::TAKES), Shows::Everybody, Answers::Told(events::list)),
    route("/events/{position}", (&["known", "lang"], &events::ONE_TAKES), Shows::Event, Answers::Told(events::one)),
    route("/types/{name}/{version}", (&["lang"], &[]), Shows::Rules, Answers::Told(declared::declaration)),
    route("/subscribe", (&["lang"], &subscribe::TAKES), Shows::Everybody, Answers::Followed(subscribe::subscribe)),
    // How far they are, and nothing of what they find.
    supposing(suppose::PATH, Shows::Rules, suppose::list),
    supposing("/whatif/jobs/{number}", Shows::Rules, suppose::one),
    supposing("/whatif/jobs/{number}/result", Shows::Everybody, suppose::result),
    route("/openapi.json", (&["lang"], &[]), Shows::Rules, Answers::Told(openapi::told)),
];

const fn route(
    path: &'static str,
    (keeps, takes): (&'static [&'static str], &'static [&'static str]),
    shows: Shows,
    answers: Answers,
) -> Route {
    Route { path, keeps, takes, shows, deed: Deed::Look, answers }
}

/// One of a what-if, which takes the language alone.
const fn supposing(
    path: &'static str,
    shows: Shows,
    answer: fn(&Site, &Asked, Option<&Token>) -> Result<Response, Turned>,
) -> Route {
    Route { deed: Deed::Suppose, ..route(path, (&["lang"], &[]), shows, Answers::Owned(answer)) }
}

/// Refuses what would mean nothing here although pages take it: an address never asks for less than it seems to.
pub(in crate::web) fn only(asked: &Asked, keeps: &[&str], takes: &[&str]) -> Result<(), Fault> {
    match asked.kept().find(|(name, _)| !keeps.contains(name)) {
        Some((name, _)) => Err(Fault::unknown(name, keeps.iter().chain(takes))),
        None => Ok(()),
    }
}

/// Refuses what is named and left empty: a form sends every field, a program only what it means, and a variable that was empty must not
/// make a trial a record.
pub(super) fn filled(query: &str, keeps: &[&str], takes: &[&str]) -> Result<(), Fault> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let mut pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let blank = |value: &str| unescaped(value).is_some_and(|value| value.trim().is_empty());
    let Some((name, _)) = pairs.find(|(_, value)| blank(value)) else { return Ok(()) };
    let name = unescaped(name).unwrap_or_default();
    let known = || keeps.iter().chain(takes);
    Err(match example(&name).filter(|_| known().any(|own| *own == name)) {
        Some(example) => Fault::Parameter { name, value: String::new(), example: example.told },
        None => Fault::unknown(&name, known()),
    })
}

/// Every name that an address of the API takes besides the two times, the readings and the language.
#[cfg(test)]
pub(in crate::web) fn takes() -> impl Iterator<Item = &'static str> {
    let own = ROUTES.iter().flat_map(|route| route.takes);
    own.chain(&record::TAKES).chain(&suppose::TAKES).copied()
}

/// The path of a page here; none for one of which the API has its own, and for who read what, which no program oversees.
pub(super) fn alias(page: &Page) -> Option<&'static str> {
    match page.path {
        "/" => Some(OVERVIEW),
        _ if page.deed == Deed::Oversee => None,
        path if ROUTES.iter().any(|route| route.path == path) => None,
        path => Some(path),
    }
}

/// Puts the API beside the pages.
pub(in crate::web) fn add(mut router: Router<Arc<Site>>) -> Router<Arc<Site>> {
    for page in &PAGES {
        let Some(path) = alias(page) else { continue };
        let answers = move |State(site): State<Arc<Site>>,
                            names: Result<RawPathParams, _>,
                            headers: HeaderMap,
                            uri: Uri| async move {
            let Some(names) = steps(names) else { return Turned::nowhere(&uri) };
            let address = uri.clone();
            apart(address, move || {
                let mut token = None;
                let told = || -> Result<Response, Turned> {
                    let who;
                    (who, token) = admitted(&site, &headers, (page.shows, page.deed, Action::Look))?;
                    filled(uri.query().unwrap_or_default(), &KEPT, page.takes)?;
                    Ok(told_as(page, &site, (page.path.to_owned(), Form::Json), (names, who), &uri))
                };
                let mut told = told().unwrap_or_else(|turned| turned.answer((uri.path(), uri.query())));
                is_for(&mut told, token.as_ref());
                told
            })
            .await
        };
        router = router.route(&format!("{API}{path}"), shown(page.shows, get(answers)));
    }
    for route in &ROUTES {
        let answers = move |State(site): State<Arc<Site>>,
                            names: Result<RawPathParams, _>,
                            headers: HeaderMap,
                            uri: Uri| async move {
            match steps(names) {
                Some(names) => answered(route, site, (names, headers), uri).await,
                None => Turned::nowhere(&uri),
            }
        };
        router = router.route(&format!("{API}{}", route.path), shown(route.shows, get(answers)));
    }
    let begun = format!("{API}{}", suppose::PATH);
    let recorded = post(record::record).layer(DefaultBodyLimit::disable());
    router
        .route(record::PATH, shown(Shows::Rules, recorded))
        .route(&format!("{begun}/{{number}}{}", suppose::STOP), shown(Shows::Rules, post(suppose::stop)))
        .route(&begun, shown(Shows::Everybody, post(suppose::begin)))
}

pub(super) fn steps(names: Result<RawPathParams, RawPathParamsRejection>) -> Option<Vec<String>> {
    names.ok().map(|names| names.iter().map(|(_, value)| value.to_owned()).collect())
}

/// Work done apart, where it holds up nobody.
pub(super) async fn apart(uri: Uri, work: impl FnOnce() -> Response + Send + 'static) -> Response {
    match tokio::task::spawn_blocking(work).await {
        Ok(response) => response,
        Err(_) => Turned::from(Fault::Broken).answer((uri.path(), uri.query())),
    }
}

/// Who asks and what he shows, where that lets him see what a route shows. Whoever is signed in as well as showing a token sees what his role
/// may, here as on the pages.
pub(super) fn admitted(
    site: &Site,
    headers: &HeaderMap,
    (shows, deed, action): (Shows, Deed, Action),
) -> Result<(Option<Who>, Option<Token>), Turned> {
    let token = may_read(site, headers, (shows, action))?;
    let who = who(site, headers);
    reading::may_read(site, (shows, deed), who.as_ref(), token.is_some())?;
    Ok((who, token))
}

async fn answered(
    route: &'static Route,
    site: Arc<Site>,
    (names, headers): (Vec<String>, HeaderMap),
    uri: Uri,
) -> Response {
    let address = uri.clone();
    let runtime = tokio::runtime::Handle::current();
    apart(address, move || {
        // Whoever follows is fed by a task of the same runtime.
        let _within = runtime.enter();
        let mut token = None;
        let asked = || -> Result<Response, Turned> {
            let who;
            (who, token) = admitted(&site, &headers, (route.shows, route.deed, route.answers.action()))?;
            let (path, query) = (uri.path().to_owned(), uri.query().unwrap_or_default());
            filled(query, route.keeps, route.takes)?;
            let asked = Asked::read((path, Form::Json), names, query, route.takes)?;
            only(&asked, route.keeps, route.takes)?;
            match route.answers {
                Answers::Told(answer) => answer(&site, &asked.of(who)),
                Answers::Owned(answer) => answer(&site, &asked.of(who), token.as_ref()),
                Answers::Followed(answer) => answer(&site, &asked, &headers),
            }
        };
        let mut told = asked().unwrap_or_else(|turned| turned.answer((uri.path(), uri.query())));
        is_for(&mut told, token.as_ref());
        told
    })
    .await
}

/// Of what kind an address of the API is, in a word of ours.
pub(in crate::web) fn class(method: &Method, rest: &str) -> &'static str {
    if rest.starts_with(suppose::PATH) {
        return "api-jobs";
    }
    if method == Method::POST {
        return "api-append";
    }
    match rest.split('/').nth(1) {
        Some("events") => "api-events",
        Some("subscribe") => "api-subscribe",
        Some("openapi.json") => "api-openapi",
        _ => "api-answers",
    }
}
