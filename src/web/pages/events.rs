//! The events themselves.

use crate::explain::Paged;
use crate::ledger::{Ledger, LedgerError, LogEntry, LogFilter};
use crate::value::{Position, Tag, Uscc};
use crate::view::event_v1;
use crate::web::asked::Asked;
use crate::web::fault::Fault;
use crate::web::form::{Html, hidden};
use crate::web::reply::{Answer, Json, Reply};
use crate::web::site::Site;

/// So many events stand on a page, as the command lists without being told otherwise.
const SHOWN: u64 = 50;

/// The log, the newest first: of everybody or of a subject, of all types or of one, or those that carry a tag.
pub(in crate::web) fn events(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let tag = asked.own("tag").map(|given| {
        let bad =
            || Fault::Parameter { name: "tag".to_owned(), value: given.to_owned(), example: "payment:P-2026-0001" };
        Tag::parse(given).ok_or_else(bad)
    });
    let tag = tag.transpose()?;
    let before = asked.own("before").map(|given| {
        let bad = || Fault::Parameter { name: "before".to_owned(), value: given.to_owned(), example: "48213" };
        given.parse().map(Position).map_err(|_| bad())
    });
    let before = before.transpose()?;
    let horizon = site.horizon(asked)?;
    // A page further back is of what came before a place; what is known stays what was asked for.
    let until = before.map_or(horizon.known, |before| Position(before.0.saturating_sub(1)).min(horizon.known));
    let ledger = site.ledger()?;
    let catalogue = ledger.catalogue();
    let subject = asked.own("subject").map(|name| ledger.subject(name, horizon.known)).transpose()?;
    let unknown = |name: &str, nearest| LedgerError::UnknownType { name: name.to_owned(), nearest };
    let kind = asked.own("type").map(|name| Ledger::type_in(&catalogue, name).map_err(|near| unknown(name, near)));
    let kind = kind.transpose()?;
    let filter =
        LogFilter { subject, tag, kind, from: None, until, newest_first: true, limit: Some(SHOWN), as_version: None };
    let mut entries: Vec<LogEntry> = Vec::new();
    ledger.log(&filter, &mut |entry| {
        entries.push(entry);
        true
    })?;
    let json = asked.is_json().then(|| Json::Lines(entries.iter().map(event_v1).collect()));
    let last = entries.last().map(|entry| entry.event.position);
    let full = u64::try_from(entries.len()).is_ok_and(|count| count == SHOWN);
    let shown: Vec<_> = entries.into_iter().map(|entry| entry.event).collect();
    let document = crate::explain::events(&catalogue, until, &shown);
    let mut words = vec!["event", "log"];
    let flags = [("--subject", "subject"), ("--type", "type"), ("--tag", "tag")];
    for (flag, name) in flags {
        words.extend(asked.own(name).map(|value| [flag, value]).into_iter().flatten());
    }
    // A command begins at the end of what is known.
    let place = before.map(|_| until.0.to_string());
    words.extend(place.as_ref().map(|place| ["--known", place]).into_iter().flatten());
    let reply = Reply::told(document, horizon, &words).shaped(json);
    let mut reply = if before.is_some() { reply.undated() } else { reply };
    reply.above = form(asked);
    let older = last.filter(|_| full).map(|last| last.0.to_string());
    reply.ways.extend(older.map(|older| (Paged::Older, asked.again(&[("before", Some(&older))]))));
    if before.is_some() {
        reply.ways.push((Paged::Newest, asked.again(&[("before", None)])));
    }
    Ok(Answer::Told(Box::new(reply)))
}

/// What the log is narrowed to.
fn form(asked: &Asked) -> String {
    let mut html = Html::new(asked.lang);
    html.raw("<form class=\"own\" action=\"/events\">\n");
    hidden(&mut html, asked.kept());
    for (label, name) in [(Paged::OfSubject, "subject"), (Paged::OfType, "type"), (Paged::OfTag, "tag")] {
        html.field(label, name, asked.own(name).unwrap_or_default());
    }
    html.raw("<button>").say(Paged::Ask).raw("</button>\n<p class=\"hint\">").say(Paged::AnyDay);
    html.raw("</p>\n</form>\n");
    html.text
}

/// The subjects that an event is about.
pub(in crate::web) fn subjects(entry: &LogEntry) -> Vec<Uscc> {
    let codes = entry.tags.iter().filter_map(|tag| tag.as_str().strip_prefix("enterprise:"));
    codes.filter_map(|code| Uscc::parse(code).ok()).collect()
}

/// One event, unfolded.
pub(in crate::web) fn event(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let horizon = site.horizon(asked)?;
    let ledger = site.ledger()?;
    let name = asked.name(0);
    let number = name.trim_start_matches('#').replace(',', "").parse().ok().filter(|number| *number > 0);
    let unknown = || LedgerError::NoSuchEvent { name: name.to_owned() };
    let position = number.map(Position).ok_or_else(unknown)?;
    let entry = ledger.logged(position, horizon.known)?;
    let document = ledger.unfolded(&entry, horizon)?;
    let json = asked.is_json().then(|| Json::Lines(vec![event_v1(&entry)]));
    let from = position.0.to_string();
    let words = ["event", "log", "--from", &from, "--limit", "1", "--json"];
    let mut reply = Reply::told(document, horizon, &words).shaped(json);
    reply.about = subjects(&entry);
    Ok(Answer::Told(Box::new(reply)))
}
