//! What every answer carries.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;

/// Nothing runs, nothing is fetched from elsewhere, nobody puts the page into a frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";

/// Adds them. Where an address by itself opens something, no browser tells it to any other, and no search engine keeps it.
pub(super) fn protect(mut response: Response, opens: bool) -> Response {
    let set = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // With none at all a browser would not say either where a form was sent from.
        (header::REFERRER_POLICY, if opens { "no-referrer" } else { "same-origin" }),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    let unlisted = opens.then_some((HeaderName::from_static("x-robots-tag"), "noindex, nofollow"));
    for (name, value) in set.into_iter().chain(unlisted) {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
