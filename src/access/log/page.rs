//! The lines of the log as an answer for people.

use super::line::{Asker, Came, Line, Look};
use super::wanted::Seen;
use crate::access::role::Role;
use crate::explain::{AccessRow, Accessed, Document, Link, Phrase, access_log};
use crate::value::{Position, Uscc};
use std::sync::Arc;

impl Seen {
    /// As a table, the newest first.
    pub fn page(&self) -> Document {
        let rows: Vec<AccessRow> = self.lines.iter().rev().map(row).collect();
        let state = match &self.chain {
            None => Accessed::NotBegun,
            Some(chain) => match chain.damage.first() {
                None => Accessed::Whole { number: chain.head.number, digest: chain.head.digest.to_string().into() },
                Some(damage) => Accessed::Damaged { line: damage.line },
            },
        };
        access_log(&rows, state)
    }
}

fn row(line: &Line) -> AccessRow {
    let Look { at, asker, request, route, about, asked, on, known, came, status: _, code } = &line.look;
    let code = code.clone().unwrap_or_default();
    AccessRow {
        number: line.number,
        at: at.to_string().into(),
        who: who(asker),
        role: asker.role().and_then(|word| Role::parse(word)).map(|role| role.title().into()),
        route: Arc::clone(route),
        about: about.iter().map(|about| (Arc::clone(about), link(about))).collect(),
        asked: asked.join(" ").into(),
        on: *on,
        known: *known,
        came: match came {
            Came::Read => Accessed::Given.into(),
            Came::Refused => Accessed::Refused { code }.into(),
            Came::Failed => Accessed::Failed { code }.into(),
        },
        request: request.clone(),
    }
}

fn who(asker: &Asker) -> Phrase {
    match asker {
        Asker::User { name, .. } => Accessed::Named { name: Arc::clone(name) }.into(),
        Asker::Token { id, actor: Some(actor) } => {
            Accessed::Program { name: Arc::clone(actor), id: Arc::clone(id) }.into()
        }
        Asker::Token { id, actor: None } => Accessed::Token { id: Arc::clone(id) }.into(),
        Asker::Link { id } => Accessed::Link { id: Arc::clone(id) }.into(),
        Asker::Command { name } => Accessed::Command { name: Arc::clone(name) }.into(),
        Asker::Nobody => Accessed::Nobody.into(),
    }
}

/// What a word of `about` leads to.
fn link(about: &str) -> Option<Link> {
    let (kind, name) = about.split_once(':')?;
    match kind {
        "subject" => Uscc::parse(name).ok().map(Link::Subject),
        "payment" => Some(Link::Payment(name.into())),
        "finding" => Some(Link::Finding(name.into())),
        "event" => name.parse().ok().map(Position).map(Link::Event),
        _ => None,
    }
}
