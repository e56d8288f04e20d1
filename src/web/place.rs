//! Where a link leads.

use crate::explain::Link;
use crate::web::asked::{Asked, Form};
use crate::web::escaped::escaped;

/// A name as one step of a path. A browser takes a step of one or two dots for a folder, however it is spelt, and never asks for it; behind a blank it
/// is a name, because blanks at the ends of a number are no part of it. A name that ends as the address of another form does has its dot spelt out.
fn step(name: &str) -> String {
    let blank = if [".", ".."].contains(&name) { "%20" } else { "" };
    let name = escaped(name);
    let end = Form::of(&name).end();
    match name.strip_suffix(end).zip(end.strip_prefix('.')) {
        Some((stem, form)) => format!("{stem}%2E{form}"),
        None => format!("{blank}{name}"),
    }
}

/// The address of what a link is about, at the times of the page it stands on.
pub(super) fn href(asked: &Asked, link: &Link) -> String {
    match link {
        Link::Subject(code) => asked.link(&format!("/subjects/{code}")),
        Link::Clause { subject, name } => asked.link(&format!("/subjects/{subject}/articles/{}", escaped(name))),
        Link::Payment(number) => asked.link(&format!("/payments/{}", step(number))),
        Link::Event(position) => asked.link(&format!("/events/{}", position.0)),
        Link::Finding(number) => asked.link(&format!("/findings/{}", step(number))),
        Link::Type(name) => asked.link(&format!("/types/{}", escaped(name.as_str()))),
        Link::Readings(policy) => asked.link_with("/policies/readings", &[("policy", policy)]),
        Link::Supposed(path) => asked.link_with("/whatif", &[("path", path)]),
        Link::Rule(id) => asked.link_with("/findings", &[("rule", id)]),
        Link::Findings => asked.link("/findings"),
        Link::Lapses => asked.link("/lapses"),
        Link::Policies => asked.link("/policies"),
    }
}
