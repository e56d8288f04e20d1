//! Every page: its path, what it takes, and who answers.

use crate::access::Deed;
use crate::web::api;
use crate::web::asked::{Asked, Form};
use crate::web::bundle;
use crate::web::fault::Fault;
use crate::web::given::given;
use crate::web::handed;
use crate::web::looks;
use crate::web::pages;
use crate::web::people::{self, Who};
use crate::web::reading::may_read;
use crate::web::refused::{refusal, refusal_with};
use crate::web::reply::Answer;
use crate::web::seen::{Shows, is_about, is_at, shown, witnessed};
use crate::web::site::Site;
use axum::Router;
use axum::body::Body;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{MatchedPath, RawPathParams, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use std::sync::Arc;

/// A page.
pub(super) struct Page {
    /// Its path; steps in braces are names.
    pub(super) path: &'static str,
    /// What it takes besides the two times, the readings and the language.
    pub(super) takes: &'static [&'static str],
    /// What it shows, which says whether it is written down who reads it.
    pub(super) shows: Shows,
    /// What reading it is.
    pub(super) deed: Deed,
    answer: fn(&Site, &Asked) -> Result<Answer, Fault>,
}

const fn page(
    path: &'static str,
    takes: &'static [&'static str],
    shows: Shows,
    answer: fn(&Site, &Asked) -> Result<Answer, Fault>,
) -> Page {
    Page { path, takes, shows, deed: Deed::Look, answer }
}

pub(super) static PAGES: [Page; 23] = [
    page("/", &["within"], Shows::Everybody, pages::start),
    page("/search", &["q"], Shows::Everybody, pages::search),
    page("/subjects/{code}", &["kind"], Shows::Subject, pages::subject),
    page("/subjects/{code}/statement", &["year"], Shows::Subject, pages::statement),
    page("/subjects/{code}/notice", &[], Shows::Subject, pages::notice),
    page("/subjects/{code}/articles/{article}", &["full"], Shows::Subject, pages::clause),
    page("/payments/{number}", &[], Shows::Payment, pages::payment),
    page("/findings", &["rule", "of", "all"], Shows::Everybody, pages::findings),
    page("/findings/{number}", &[], Shows::Finding, pages::finding),
    page("/never-paid", &["of"], Shows::Everybody, pages::never_paid),
    page("/plan", &["year", "of"], Shows::Everybody, pages::plan),
    page("/lapses", &["within"], Shows::Everybody, pages::lapses),
    page("/registers", &["of"], Shows::Everybody, pages::registers),
    page("/registers/{name}", &["of"], Shows::Everybody, pages::registers),
    page("/policies", &[], Shows::Rules, pages::policies),
    page("/policies/readings", &["policy"], Shows::Rules, pages::readings),
    page("/policies/parameters", &["policy"], Shows::Rules, pages::parameters),
    page(
        "/events",
        &["type", "subject", "tag", "by", "since", "until", "unfold", "before"],
        Shows::Everybody,
        pages::events,
    ),
    page("/events/{position}", &[], Shows::Event, pages::event),
    page("/types", &[], Shows::Rules, pages::types),
    page("/types/{name}", &[], Shows::Rules, pages::kind),
    Page { deed: Deed::Suppose, ..page("/whatif", &pages::WHATIF_TAKES, Shows::Everybody, pages::whatif) },
    Page { deed: Deed::Oversee, ..page("/access", &pages::ACCESS_TAKES, Shows::Users, pages::access) },
];

/// All pages of a site.
pub fn router(site: Arc<Site>) -> Router {
    let mut router = Router::new();
    for page in &PAGES {
        // A step that is no text is no name of anything.
        let answers = move |State(site): State<Arc<Site>>,
                            names: Result<RawPathParams, _>,
                            headers: HeaderMap,
                            uri: Uri| async move {
            let Ok(names): Result<RawPathParams, RawPathParamsRejection> = names else { return nowhere(uri).await };
            let names = names.iter().map(|(_, value)| value.to_owned()).collect();
            answered(page, site, (names, headers), uri).await
        };
        router = router.route(page.path, shown(page.shows, get(answers)));
        // A path that ends with a name has the end that asks for another form in that name.
        for form in Form::ENDED.into_iter().filter(|_| !page.path.ends_with('}')) {
            let plain = if page.path == "/" { "/index" } else { page.path };
            router = router.route(&format!("{plain}{}", form.end()), shown(page.shows, get(answers)));
        }
    }
    handed::add(bundle::add(people::add(api::add(router))))
        .route(pages::STOP_WHATIF, shown(Shows::Rules, post(pages::stop_whatif)))
        .route(looks::STYLE_PATH, shown(Shows::Rules, get(looks::style)))
        .route(looks::ICON_PATH, shown(Shows::Rules, get(looks::icon)))
        .route(looks::COPY_PATH, shown(Shows::Rules, get(looks::copy)))
        .route_layer(from_fn_with_state(Arc::clone(&site), witnessed))
        .route_layer(from_fn(named))
        .fallback(nowhere)
        .with_state(site)
}

/// Tells in an answer which of the routes it comes from: the pattern of its address and nothing that somebody asked about.
async fn named(request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    if let Some(path) = path {
        response.extensions_mut().insert(path);
    }
    response
}

/// The answer of a page. The work is done apart, where it holds up nobody.
async fn answered(
    page: &'static Page,
    site: Arc<Site>,
    (names, headers): (Vec<String>, HeaderMap),
    uri: Uri,
) -> Response {
    let asked = uri.clone();
    let work = tokio::task::spawn_blocking(move || {
        let who = people::who(&site, &headers);
        told(page, &site, (names, who), &uri)
    });
    match work.await {
        Ok(response) => response,
        Err(_) => refusal(&Fault::Broken, asked.path(), asked.query()),
    }
}

/// The methods an address takes. What stands nowhere is looked for, and not found.
pub fn allows(path: &str) -> &'static str {
    if api::only_posts(path) || people::only_posts(path) || path == pages::STOP_WHATIF {
        "POST"
    } else if path == api::EVENTS || api::takes_jobs(path) || people::takes(path) {
        "GET, HEAD, POST"
    } else {
        "GET, HEAD"
    }
}

/// Of what kind an address is, in a word of ours: what is counted is counted by it, and nothing that somebody asked about stands in it.
pub fn class(method: &Method, path: &str) -> &'static str {
    if let Some(rest) = path.strip_prefix(api::API) {
        return api::class(method, rest);
    }
    if let Some(class) = people::class(path).or_else(|| handed::class(path)) {
        return class;
    }
    let first = |path: &'static str| path.split('/').nth(1).unwrap_or_default();
    let plain = path.strip_suffix(Form::of(path).end()).unwrap_or(path);
    match plain.split('/').nth(1).unwrap_or_default() {
        "" | "index" => "overview",
        _ if [looks::STYLE_PATH, looks::ICON_PATH, looks::COPY_PATH].contains(&path) => "looks",
        step => PAGES.iter().map(|page| first(page.path)).find(|own| *own == step).unwrap_or("other"),
    }
}

fn told(page: &Page, site: &Site, (mut names, who): (Vec<String>, Option<Who>), uri: &Uri) -> Response {
    let path = uri.path();
    let form = Form::of(path);
    if let Err(error) = may_read(site, (page.shows, page.deed), who.as_ref(), false) {
        // Whoever supposes and reads nothing else begins there.
        if path == "/" && who.as_ref().is_some_and(|who| people::allowed(who, Deed::Suppose).is_ok()) {
            return elsewhere(&format!("/whatif{}", behind(uri)));
        }
        return people::turned_away(site, &error, (form == Form::Page, uri));
    }
    let plain = path.strip_suffix(form.end()).unwrap_or(path);
    let plain = if plain == "/index" { "/" } else { plain };
    if let Some(last) = names.last_mut().filter(|_| page.path.ends_with('}')) {
        last.truncate(last.len().saturating_sub(form.end().len()));
    }
    told_as(page, site, (plain.to_owned(), form), (names, who), uri)
}

/// The answer of a page in a form, whatever address asks for it. Whoever asks has been found to be one who may.
pub(super) fn told_as(
    page: &Page,
    site: &Site,
    (plain, form): (String, Form),
    (names, who): (Vec<String>, Option<Who>),
    uri: &Uri,
) -> Response {
    let path = uri.path();
    if names.iter().any(|name| name.trim().is_empty()) {
        return refusal(&Fault::NoPage { path: path.to_owned() }, path, uri.query());
    }
    let asked = match Asked::read((plain, form), names, uri.query().unwrap_or_default(), page.takes) {
        Ok(asked) => asked.of(who),
        Err(fault) => return refusal(&fault, path, uri.query()),
    };
    let answer = (page.answer)(site, &asked).and_then(|answer| match answer {
        Answer::Elsewhere(address) => Ok(elsewhere(&address)),
        Answer::Told(reply) => {
            let mut response = given(site, &asked, &reply)?;
            is_at(&mut response, reply.horizon);
            for code in &reply.about {
                is_about(&mut response, *code);
            }
            Ok(response)
        }
    });
    answer.unwrap_or_else(|fault| {
        let there = there(page, site, &asked, &fault);
        refusal_with(&fault, path, uri.query(), there.as_deref())
    })
}

/// Where what was not found is told: at the times when it was there, or with everything known.
fn there(page: &Page, site: &Site, asked: &Asked, fault: &Fault) -> Option<String> {
    if let Some((on, known)) = fault.later() {
        return Some(asked.again(&[("on", Some(&on)), ("known", known.as_deref())]));
    }
    let later = asked.with_everything_known().filter(|_| fault.status() == StatusCode::NOT_FOUND)?;
    let answers = matches!((page.answer)(site, &later), Ok(Answer::Told(_)));
    answers.then(|| asked.again(&[("known", None)]))
}

/// Nothing stands at this address; one that ends as a folder does means what it is a folder of.
async fn nowhere(uri: Uri) -> Response {
    let plain = uri.path().trim_end_matches('/');
    // What begins with two slashes, or with what a browser takes for one, would lead to another place.
    let is_here = plain.starts_with('/') && !plain.starts_with("//") && !plain.contains('\\');
    if plain.len() < uri.path().len() && is_here {
        return elsewhere(&format!("{plain}{}", behind(&uri)));
    }
    refusal(&Fault::NoPage { path: uri.path().to_owned() }, uri.path(), uri.query())
}

/// The query of an address, to stand behind another.
fn behind(uri: &Uri) -> String {
    uri.query().map(|query| format!("?{query}")).unwrap_or_default()
}

/// A page for people.
pub(super) const HTML: &str = "text/html; charset=utf-8";

/// An answer of some kind.
pub(super) fn response(status: StatusCode, kind: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    response
}

/// The answer stands at another address.
pub(super) fn elsewhere(address: &str) -> Response {
    let mut response = response(StatusCode::SEE_OTHER, HTML, String::new());
    if let Ok(address) = header::HeaderValue::from_str(address) {
        response.headers_mut().insert(header::LOCATION, address);
    }
    response
}
