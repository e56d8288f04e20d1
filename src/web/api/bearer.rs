//! The token that a program shows: `Authorization: Bearer …` of RFC 6750, in the head of a request and nowhere else.

use crate::access::{AccessError, Action, Token};
use crate::web::people::who;
use crate::web::seen::Shows;
use crate::web::site::Site;
use axum::http::{HeaderMap, header};

/// What a request shows.
enum Shown<'h> {
    /// Nothing.
    Nothing,
    /// A token.
    Token(&'h str),
    /// Several, or another scheme: nothing that is understood.
    Other,
}

fn shown(headers: &HeaderMap) -> Shown<'_> {
    let mut all = headers.get_all(header::AUTHORIZATION).iter();
    let Some(first) = all.next() else { return Shown::Nothing };
    let only = Some(first).filter(|_| all.next().is_none());
    match only.and_then(|value| value.to_str().ok()).and_then(|text| text.split_once(' ')) {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Shown::Token(token.trim()),
        Some(_) | None => Shown::Other,
    }
}

/// Whoever reads on this machine need not show a token, unless it is to be signed in for; one that is shown must be for reading.
pub(super) fn may_read(
    site: &Site,
    headers: &HeaderMap,
    (shows, action): (Shows, Action),
) -> Result<Option<Token>, AccessError> {
    match shown(headers) {
        Shown::Nothing if site.is_closed() && shows != Shows::Rules && who(site, headers).is_none() => {
            Err(AccessError::Missing)
        }
        Shown::Nothing => Ok(None),
        Shown::Token(token) => site.desk().admit(Some(token), action, site.today()).map(Some),
        Shown::Other => Err(AccessError::Unknown),
    }
}

/// Whoever writes shows a token.
pub(super) fn may_write(site: &Site, headers: &HeaderMap, action: Action) -> Result<Token, AccessError> {
    match shown(headers) {
        Shown::Nothing => Err(AccessError::Missing),
        Shown::Token(token) => site.desk().admit(Some(token), action, site.today()),
        Shown::Other => Err(AccessError::Unknown),
    }
}
