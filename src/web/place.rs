//! Where a link leads.

use crate::explain::Link;
use crate::web::asked::Asked;
use crate::web::escaped::escaped;

/// The address of what a link is about, at the times of the page it stands on.
pub(super) fn href(asked: &Asked, link: &Link) -> String {
    match link {
        Link::Subject(code) => asked.link(&format!("/subjects/{code}")),
        Link::Clause { subject, name } => asked.link(&format!("/subjects/{subject}/articles/{}", escaped(name))),
        Link::Payment(number) => asked.link(&format!("/payments/{}", escaped(number))),
        Link::Event(position) => asked.link(&format!("/events/{}", position.0)),
        Link::Finding(number) => asked.link(&format!("/findings/{}", escaped(number))),
        Link::Type(name) => asked.link(&format!("/types/{}", escaped(name.as_str()))),
        Link::Readings(policy) => asked.link_with("/policies/readings", &[("policy", policy)]),
        Link::Supposed(path) => asked.link_with("/whatif", &[("path", path)]),
        Link::Rule(id) => asked.link_with("/findings", &[("rule", id)]),
        Link::Findings => asked.link("/findings"),
        Link::Lapses => asked.link("/lapses"),
        Link::Policies => asked.link("/policies"),
    }
}
