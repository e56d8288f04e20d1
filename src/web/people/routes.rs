//! The addresses for people.

use crate::access::{Deed, PersonError};
use crate::web::people::posted::allowed;
use crate::web::people::who::Who;
use crate::web::people::{import, list, outcome, record, sign_in, users};
use crate::web::site::Site;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use std::sync::Arc;

/// Puts them beside the pages.
pub(in crate::web) fn add(router: Router<Arc<Site>>) -> Router<Arc<Site>> {
    let unbounded = DefaultBodyLimit::disable;
    router
        .route(sign_in::IN, get(sign_in::form).post(sign_in::enter).layer(unbounded()))
        .route(sign_in::OUT, post(sign_in::leave).layer(unbounded()))
        .route(list::PATH, get(list::list))
        .route(users::PATH, get(users::users))
        .route("/record/{name}", get(record::form).post(record::sent).layer(unbounded()))
        .route("/recorded/{position}", get(outcome::outcome))
        .route(import::PATH, get(import::front).post(import::brought).layer(DefaultBodyLimit::max(import::MOST)))
        .route("/import/template", get(import::template))
        .route("/import/checks/{key}", get(import::check).post(import::submitted).layer(unbounded()))
        .route("/import/checks/{key}/bad", get(import::bad))
        .route("/import/{number}", get(import::batch).post(import::settled).layer(unbounded()))
}

/// Whether an address takes a form.
pub(in crate::web) fn takes(path: &str) -> bool {
    let form = |begun: &str| path.strip_prefix(begun).is_some_and(|name| !name.is_empty() && !name.contains('/'));
    let table = (form("/import/") && path != "/import/template") || form("/import/checks/");
    [sign_in::IN, import::PATH].contains(&path) || form("/record/") || table
}

/// Whether an address takes a form and has no page.
pub(in crate::web) fn only_posts(path: &str) -> bool {
    path == sign_in::OUT
}

/// Of what kind an address is, in a word of ours; none where it is none of these.
pub(in crate::web) fn class(path: &str) -> Option<&'static str> {
    match path.split('/').nth(1).unwrap_or_default() {
        "sign-in" | "sign-out" => Some("sign-in"),
        "record" | "recorded" => Some("record"),
        "import" => Some("import"),
        "users" => Some("users"),
        _ => None,
    }
}

/// Whether somebody who is signed in may read a page: a what-if is another thing than what is.
pub(in crate::web) fn may_read(who: &Who, path: &str) -> Result<(), PersonError> {
    allowed(who, if path == "/whatif" { Deed::Suppose } else { Deed::Look })
}
