//! The addresses for people.

use crate::access::{Deed, PersonError};
use crate::web::people::posted::allowed;
use crate::web::people::who::Who;
use crate::web::people::{list, outcome, record, sign_in, users};
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
}

/// Whether an address takes a form.
pub(in crate::web) fn takes(path: &str) -> bool {
    let form = path.strip_prefix("/record/").is_some_and(|name| !name.is_empty() && !name.contains('/'));
    [sign_in::IN, sign_in::OUT].contains(&path) || form
}

/// Of what kind an address is, in a word of ours; none where it is none of these.
pub(in crate::web) fn class(path: &str) -> Option<&'static str> {
    match path.split('/').nth(1).unwrap_or_default() {
        "sign-in" | "sign-out" => Some("sign-in"),
        "record" | "recorded" => Some("record"),
        "users" => Some("users"),
        _ => None,
    }
}

/// Whether somebody who is signed in may read a page: a what-if is another thing than what is.
pub(in crate::web) fn may_read(who: &Who, path: &str) -> Result<(), PersonError> {
    allowed(who, if path == "/whatif" { Deed::Suppose } else { Deed::Look })
}
