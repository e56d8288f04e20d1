//! To whom a request is addressed. A page of another site can make a browser ask this machine under a name of its own; such a name is no
//! name of ours.

use crate::value::PublicName;
use axum::http::{HeaderMap, Uri, header};
use std::net::SocketAddr;

/// Under which names pages are reached: the place that is listened at, and perhaps a name that a server on this machine hands on.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) place: SocketAddr,
    pub(super) public: Option<PublicName>,
}

impl Names {
    /// Whether a request is meant for us: by exactly one `Host`, and by the address itself where that names a host, as a proxy is asked.
    pub(super) fn are_meant(&self, headers: &HeaderMap, uri: &Uri) -> bool {
        let mut named = headers.get_all(header::HOST).iter();
        let (Some(host), None) = (named.next(), named.next()) else { return false };
        let in_address = uri.authority().is_none_or(|authority| self.have(authority.as_str()));
        host.to_str().is_ok_and(|host| self.have(host)) && in_address
    }

    fn have(&self, host: &str) -> bool {
        names(host, self.place) || self.public.as_ref().is_some_and(|public| public.is(host))
    }
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
