//! The addresses for people.

use crate::web::people::{import, links, list, outcome, record, sign_in, users};
use crate::web::seen::{Shows, shown};
use crate::web::site::Site;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use std::sync::Arc;

/// Puts them beside the pages.
pub(in crate::web) fn add(router: Router<Arc<Site>>) -> Router<Arc<Site>> {
    let unbounded = DefaultBodyLimit::disable;
    let signing = get(sign_in::form).post(sign_in::enter).layer(unbounded());
    let form = get(record::form).post(record::sent).layer(unbounded());
    let table = get(import::front).post(import::brought).layer(DefaultBodyLimit::max(import::MOST));
    let check = get(import::check).post(import::submitted).layer(unbounded());
    let given = get(links::list).post(links::sent).layer(unbounded());
    let batch = get(import::batch).post(import::settled).layer(unbounded());
    router
        .route(sign_in::IN, shown(Shows::Rules, signing))
        .route(sign_in::OUT, shown(Shows::Rules, post(sign_in::leave).layer(unbounded())))
        .route(list::PATH, shown(Shows::Rules, get(list::list)))
        .route("/subjects/{code}/links", shown(Shows::Subject, given))
        .route(users::PATH, shown(Shows::Users, get(users::users)))
        // What was typed comes back with what the ledger says of it.
        .route("/record/{name}", shown(Shows::Everybody, form))
        .route("/recorded/{position}", shown(Shows::Event, get(outcome::outcome)))
        .route(import::PATH, shown(Shows::Everybody, table))
        .route("/import/template", shown(Shows::Rules, get(import::template)))
        .route("/import/checks/{key}", shown(Shows::Everybody, check))
        .route("/import/checks/{key}/bad", shown(Shows::Everybody, get(import::bad)))
        .route("/import/{number}", shown(Shows::Batch, batch))
}

/// Whether an address takes a form.
pub(in crate::web) fn takes(path: &str) -> bool {
    let form = |begun: &str| path.strip_prefix(begun).is_some_and(|name| !name.is_empty() && !name.contains('/'));
    let table = (form("/import/") && path != "/import/template") || form("/import/checks/");
    [sign_in::IN, import::PATH].contains(&path) || form("/record/") || table || links::is_theirs(path)
}

/// Whether an address takes a form and has no page.
pub(in crate::web) fn only_posts(path: &str) -> bool {
    path == sign_in::OUT
}

/// Of what kind an address is, in a word of ours; none where it is none of these.
pub(in crate::web) fn class(path: &str) -> Option<&'static str> {
    if links::is_theirs(path) {
        return Some("links");
    }
    match path.split('/').nth(1).unwrap_or_default() {
        "sign-in" | "sign-out" => Some("sign-in"),
        "record" | "recorded" => Some("record"),
        "import" => Some("import"),
        "users" => Some("users"),
        _ => None,
    }
}
