//! To whom a request is addressed. A page of another site can make a browser ask this machine under a name of its own; such a name is no
//! name of ours.

use axum::http::{HeaderMap, Uri, header};
use std::net::SocketAddr;

/// Whether a request is meant for the place that is listened at: by exactly one `Host`, and by the address itself where that names a host.
pub(super) fn is_ours(headers: &HeaderMap, uri: &Uri, place: SocketAddr) -> bool {
    let mut named = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (named.next(), named.next()) else { return false };
    let in_address = uri.authority().is_none_or(|authority| names(authority.as_str(), place));
    host.to_str().is_ok_and(|host| names(host, place)) && in_address
}

/// Whether a host with its port names a place: by its address, or as `localhost`. Port 80 may be left out.
fn names(host: &str, place: SocketAddr) -> bool {
    let (name, given) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((name, "")) => (name, None),
        Some((name, rest)) => match rest.strip_prefix(':') {
            Some(given) => (name, Some(given)),
            None => return false,
        },
        None => match host.split_once(':') {
            Some((name, given)) => (name, Some(given)),
            None => (host, None),
        },
    };
    let own_port = given.map_or(place.port() == 80, |given| given.parse() == Ok(place.port()));
    own_port && (name.eq_ignore_ascii_case("localhost") || name.parse() == Ok(place.ip()))
}
