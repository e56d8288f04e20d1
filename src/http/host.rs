//! To whom a request is addressed. A page of another site can make a browser ask this machine under a name of its own; such a name is no
//! name of ours.

use axum::http::{HeaderMap, Uri, header};
use std::net::IpAddr;

/// Whether a request is meant for this machine at a port: by exactly one `Host`, and by the address itself where that names a host.
pub(super) fn is_ours(headers: &HeaderMap, uri: &Uri, port: u16) -> bool {
    let mut named = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (named.next(), named.next()) else { return false };
    let in_address = uri.authority().is_none_or(|authority| is_loopback(authority.as_str(), port));
    host.to_str().is_ok_and(|host| is_loopback(host, port)) && in_address
}

/// Whether a host with its port is a name of this machine alone. Port 80 may be left out.
fn is_loopback(host: &str, port: u16) -> bool {
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
    let own_port = given.map_or(port == 80, |given| given.parse() == Ok(port));
    own_port && (name.eq_ignore_ascii_case("localhost") || name.parse().is_ok_and(|ip: IpAddr| ip.is_loopback()))
}
