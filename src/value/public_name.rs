//! The name under which pages are reached from other machines.

use std::fmt;
use std::net::Ipv4Addr;

/// A name has at most so many letters, and each part of it so many (RFC 1035, 2.3.4).
const NAME: usize = 253;
const LABEL: usize = 63;
/// The port of HTTPS, which may be left out (RFC 9110, 4.2.2).
const HTTPS: u16 = 443;

/// `https://name` or `https://name:port`: where a server on this machine that encrypts hands on what comes from others.
///
/// A name is letters, digits, `-` and `.`; another script's name is written as it stands in the DNS (`xn--…`). What it is not: an address with a
/// path, plain HTTP, a name with a user in it, a name of the machine itself, under which it is reached without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicName {
    host: String,
    port: u16,
}

impl PublicName {
    /// Reads one; the case of letters says nothing, and one `/` may follow.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("https://")?;
        Self::of(rest.strip_suffix('/').unwrap_or(rest)).filter(|name| !name.is_of_this_machine())
    }

    /// Whether it leads back to whoever asks: `localhost` (RFC 6761, 6.3), or an address of the loopback (RFC 1122, 3.2.1.3).
    fn is_of_this_machine(&self) -> bool {
        let name = self.host.strip_suffix(".localhost").map_or(self.host.as_str(), |_| "localhost");
        name == "localhost"
            || name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback() || address.is_unspecified())
    }

    /// Whether a host with its port, as a request names it, is this one.
    pub fn is(&self, authority: &str) -> bool {
        Self::of(authority).is_some_and(|named| named == *self)
    }

    /// Whether a page with an origin (RFC 6454) is one of its pages.
    pub fn has(&self, origin: &str) -> bool {
        origin.strip_prefix("https://").is_some_and(|authority| self.is(authority))
    }

    fn of(authority: &str) -> Option<Self> {
        let (host, port) = match authority.split_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (host, port.parse().ok()?),
            Some(_) => return None,
            None => (authority, HTTPS),
        };
        let is_label = |label: &str| {
            let fits = (1..=LABEL).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-');
            fits && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        let is_name = host.len() <= NAME && host.split('.').all(is_label) && port != 0;
        is_name.then(|| Self { host: host.to_ascii_lowercase(), port })
    }
}

impl fmt::Display for PublicName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port } = self;
        match *port {
            HTTPS => write!(formatter, "https://{host}"),
            port => write!(formatter, "https://{host}:{port}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PublicName;

    #[test]
    fn a_name_is_that_of_a_host_with_https_and_nothing_else() {
        let long = |label: usize| format!("https://{}.cn", "a".repeat(label));
        for (text, told) in [
            ("https://qizhang.example.gov.cn", Some("https://qizhang.example.gov.cn")),
            ("https://QiZhang.Example.Gov.CN/", Some("https://qizhang.example.gov.cn")),
            ("https://qizhang.example:443", Some("https://qizhang.example")),
            ("https://qizhang.example:8443", Some("https://qizhang.example:8443")),
            ("https://qizhang.example:65535", Some("https://qizhang.example:65535")),
            ("https://10.1.2.3:8443", Some("https://10.1.2.3:8443")),
            ("https://xn--fiqs8s", Some("https://xn--fiqs8s")),
            ("https://qizhang.example:65536", None),
            ("https://qizhang.example:0", None),
            ("https://qizhang.example:", None),
            ("https://qizhang.example:+80", None),
            ("http://qizhang.example", None),
            ("qizhang.example", None),
            ("https://qizhang.example/ledger", None),
            ("https://qizhang.example//", None),
            ("https://user@qizhang.example", None),
            ("https://qizhang..example", None),
            ("https://-qizhang.example", None),
            ("https://企账.cn", None),
            ("https://qizhang example", None),
            ("https://", None),
            ("https://*.example", None),
            ("https://localhost", None),
            ("https://LOCALHOST:8443", None),
            ("https://qizhang.localhost", None),
            ("https://localhost.example", Some("https://localhost.example")),
            ("https://127.0.0.1:8443", None),
            ("https://127.255.255.254", None),
            ("https://128.0.0.1", Some("https://128.0.0.1")),
            ("https://0.0.0.0", None),
            ("https://[::1]:8443", None),
        ] {
            assert_eq!(PublicName::parse(text).map(|name| name.to_string()).as_deref(), told, "{text}");
        }
        assert!(PublicName::parse(&long(63)).is_some() && PublicName::parse(&long(64)).is_none());
    }

    #[test]
    fn a_request_is_for_it_by_its_host_and_a_page_is_its_own_by_its_origin() {
        let plain = PublicName::parse("https://qizhang.example").unwrap();
        let other = PublicName::parse("https://qizhang.example:8443").unwrap();
        for (authority, is_plain, is_other) in [
            ("qizhang.example", true, false),
            ("QIZHANG.example", true, false),
            ("qizhang.example:443", true, false),
            ("qizhang.example:8443", false, true),
            ("qizhang.example:80", false, false),
            ("qizhang.example.evil", false, false),
            ("evil.qizhang.example", false, false),
            ("qizhang.example:8443:1", false, false),
            ("", false, false),
        ] {
            assert_eq!((plain.is(authority), other.is(authority)), (is_plain, is_other), "{authority}");
            let origin = format!("https://{authority}");
            assert_eq!((plain.has(&origin), other.has(&origin)), (is_plain, is_other), "{origin}");
            assert!(!plain.has(&format!("http://{authority}")) && !plain.has(authority), "{authority}");
        }
        assert!(!plain.has("null") && !plain.has("https://qizhang.example/"));
    }
}
