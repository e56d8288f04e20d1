//! What would be recorded, shown before it is.

use crate::explain::Recording;
use crate::ledger::{Ask, Blank, Holds, Tried, Typed};
use crate::value::Digest;
use crate::web::asked::Asked;
use crate::web::form::Html;
use crate::web::people::filling::REASON;
use crate::web::people::posted::carries;
use crate::web::people::who::Who;
use std::sync::Arc;

/// The event as it would be, with two ways on: to record it, and back to the form. `key` is its name, under which it is recorded once.
pub(super) fn preview(
    html: &mut Html,
    asked: &Asked,
    (blank, typed, tried): (&Blank, &Typed, &Tried),
    (who, mark, key): (&Who, &str, &str),
) {
    html.raw("<h1>").words(blank.title.get(asked.lang)).raw("</h1>\n<p class=\"verdict\">").say(Recording::Preview);
    html.raw("</p>\n<div class=\"sheet\">\n<table class=\"said\">\n<tbody>\n");
    for ask in &blank.asks {
        match &ask.holds {
            Holds::Rows(asks, least, _) => list(html, asked, typed, (ask, asks, *least)),
            _ => line(html, asked, typed, (ask, &ask.path, "")),
        }
    }
    let tags: Vec<&str> = tried.tags.iter().map(crate::value::Tag::as_str).collect();
    if !blank.asks.iter().any(|ask| ask.path == "occurred_on") {
        row(html, Recording::Day, &tried.day);
    }
    row(html, Recording::Tags, &tags.join("  "));
    row(html, Recording::By, &who.person.name);
    if let Some(reason) = typed.at(REASON) {
        row(html, Recording::Reason, reason);
    }
    html.raw("</tbody>\n</table>\n</div>\n<form class=\"fill\" method=\"post\" action=\"")
        .words(&asked.link(&asked.path));
    html.raw("\">\n<p class=\"hint\">").say(Recording::Lasts).raw("</p>\n");
    carried(html, blank, typed);
    for (name, value) in [("form", mark), ("key", key)] {
        html.raw("<input type=\"hidden\" name=\"").raw(name).raw("\" value=\"").words(value).raw("\">\n");
    }
    html.raw("<p><button class=\"main\" name=\"do\" value=\"record\">").say(Recording::Really).raw("</button>\n");
    html.raw("<button name=\"do\" value=\"edit\">").say(Recording::Edit).raw("</button></p>\n</form>\n");
}

fn row(html: &mut Html, label: Recording, value: &str) {
    html.raw("<tr><th scope=\"row\">").say(label).raw("</th><td>").lines(value).raw("</td></tr>\n");
}

/// A field in which something was typed, under its own name or that of its row.
fn line(html: &mut Html, asked: &Asked, typed: &Typed, (ask, path, before): (&Ask, &str, &str)) {
    let Some(value) = typed.at(path) else { return };
    let chosen = match &ask.holds {
        Holds::Choice(words) => words.iter().find(|(word, _)| word == value).map(|(_, label)| label.get(asked.lang)),
        _ => None,
    };
    html.raw("<tr><th scope=\"row\">").words(before).say(ask.title.clone()).raw("</th><td>");
    match (&ask.holds, value) {
        (Holds::Flag, "true") => html.say(Recording::Yes),
        (Holds::Flag, "false") => html.say(Recording::No),
        _ => html.lines(chosen.unwrap_or(value)),
    };
    html.raw("</td></tr>\n");
}

fn list(html: &mut Html, asked: &Asked, typed: &Typed, (ask, asks, least): (&Ask, &[Ask], u64)) {
    for number in 0..typed.rows(&ask.path, least) {
        let shown = number.saturating_add(1);
        let before = format!("{} {shown} · ", ask.title.get(asked.lang));
        for inner in asks {
            line(html, asked, typed, (inner, &inner.at(number), &before));
        }
    }
}

/// What was typed, on its way to be recorded.
fn carried(html: &mut Html, blank: &Blank, typed: &Typed) {
    let mut hidden = |name: &str, value: &str| {
        html.raw("<input type=\"hidden\" name=\"").words(name).raw("\" value=\"").lines(value).raw("\">\n");
    };
    for ask in &blank.asks {
        if let Holds::Rows(_, least, _) = &ask.holds {
            hidden(&format!("rows:{}", ask.path), &typed.rows(&ask.path, *least).to_string());
        }
    }
    typed.pairs().for_each(|(path, value)| hidden(path, value));
}

/// The name of a form that is to be recorded: nobody else has it, and nobody but the server made it.
pub(super) fn new_key(who: &Who) -> Result<Arc<str>, crate::access::PersonError> {
    let name = crate::access::Shown::draw()?.told();
    Ok(format!("{name}-{}", mark_of(who, &name)).into())
}

/// Whether a form has a name that this sign-in was given.
pub(super) fn is_given(who: &Who, key: &str) -> bool {
    key.split_once('-').is_some_and(|(name, mark)| carries(Some(mark), mark_of(who, name)).is_ok())
}

fn mark_of(who: &Who, name: &str) -> Digest {
    who.shown.form(&format!("key {name}"))
}
