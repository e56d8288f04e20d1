//! The token that a program shows: `Authorization: Bearer …` of RFC 6750, in the head of a request and nowhere else.

use crate::access::{AccessError, Action, Token};
use crate::web::site::Site;
use axum::http::{HeaderMap, header};

/// The token of a request; of several, or of another scheme, none is understood.
fn shown(headers: &HeaderMap) -> Option<Option<&str>> {
    let mut all = headers.get_all(header::AUTHORIZATION).iter();
    let first = all.next()?;
    let only = Some(first).filter(|_| all.next().is_none());
    let words = only.and_then(|value| value.to_str().ok()).and_then(|text| text.split_once(' '));
    Some(words.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, token)| token.trim()))
}

/// Whoever reads on this machine need not show a token; one that is shown must be for reading.
pub(super) fn may_read(site: &Site, headers: &HeaderMap, action: Action) -> Result<(), AccessError> {
    match shown(headers) {
        None => Ok(()),
        Some(token) => site.desk().admit(Some(token.unwrap_or_default()), action, site.today()).map(|_| ()),
    }
}

/// Whoever writes shows a token.
pub(super) fn may_write(site: &Site, headers: &HeaderMap, action: Action) -> Result<Token, AccessError> {
    let token = shown(headers).map(Option::unwrap_or_default);
    site.desk().admit(token, action, site.today())
}
