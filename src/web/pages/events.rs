//! The events themselves.

use crate::explain::{Document, Paged};
use crate::ledger::{Ledger, LedgerError, LogEntry, LogFilter};
use crate::value::{Day, Position, Tag, Uscc};
use crate::view::event_v1;
use crate::web::asked::Asked;
use crate::web::fault::Fault;
use crate::web::form::{Html, hidden};
use crate::web::reply::{Answer, Json, Reply};
use crate::web::site::Site;

/// So many events stand on a page, as the command lists without being told otherwise.
const SHOWN: u64 = 50;
/// So many where each stands with everything it says.
const UNFOLDED: u64 = 20;

/// The log, the newest first: of everybody or of a subject, of all types or of one, those that carry a tag, that somebody recorded, or that happened
/// between two days; one line each, or each with everything it says.
pub(in crate::web) fn events(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let before = asked.own("before").map(|given| {
        let bad = || Fault::Parameter { name: "before".to_owned(), value: given.to_owned(), example: "48213" };
        given.trim_start_matches('#').parse().map(Position).map_err(|_| bad())
    });
    let before = before.transpose()?;
    let horizon = site.horizon(asked)?;
    // A page further back is of what came before a place; what is known stays what was asked for.
    let until = before.map_or(horizon.known, |before| Position(before.0.saturating_sub(1)).min(horizon.known));
    let ledger = site.ledger()?;
    let unfolds = asked.flag("unfold")?;
    let most = if unfolds { UNFOLDED } else { SHOWN };
    let filter = narrowed(ledger, asked, horizon.known)?;
    let filter = LogFilter { until, newest_first: true, limit: Some(most), ..filter };
    let mut entries: Vec<LogEntry> = Vec::new();
    ledger.log(&filter, &mut |entry| {
        entries.push(entry);
        true
    })?;
    let json = asked.is_json().then(|| Json::Lines(entries.iter().map(event_v1).collect()));
    let last = entries.last().map(|entry| entry.event.position);
    let full = u64::try_from(entries.len()).is_ok_and(|count| count == most);
    let document = if unfolds {
        let each = entries.iter().map(|entry| Ok(ledger.unfolded(entry, horizon)?.parts));
        Document { parts: each.collect::<Result<Vec<_>, LedgerError>>()?.concat() }
    } else {
        let shown: Vec<_> = entries.into_iter().map(|entry| entry.event).collect();
        crate::explain::events(&ledger.catalogue(), until, &shown)
    };
    // A command begins at the end of what is known.
    let place = before.map(|_| until.0.to_string());
    let reply = Reply::told(document, horizon, &command(asked, place.as_deref(), unfolds)).shaped(json);
    let mut reply = if before.is_some() { reply.undated() } else { reply };
    reply.above = form(asked);
    let fold = if unfolds { (Paged::Fold, None) } else { (Paged::Unfold, Some("yes")) };
    reply.ways.push((fold.0, asked.again(&[("unfold", fold.1)])));
    let older = last.filter(|_| full).map(|last| last.0.to_string());
    reply.ways.extend(older.map(|older| (Paged::Older, asked.again(&[("before", Some(&older))]))));
    if before.is_some() {
        reply.ways.push((Paged::Newest, asked.again(&[("before", None)])));
    }
    Ok(Answer::Told(Box::new(reply)))
}

/// The command of the same question.
fn command<'a>(asked: &'a Asked, place: Option<&'a str>, unfolds: bool) -> Vec<&'a str> {
    let flags = [("--type", "type"), ("--tag", "tag"), ("--by", "by"), ("--since", "since"), ("--until", "until")];
    let given = flags.into_iter().filter_map(|(flag, name)| Some([flag, asked.own(name)?]));
    let mut words: Vec<&str> =
        ["event", "log"].into_iter().chain(asked.own("subject")).chain(given.flatten()).collect();
    words.extend(place.map(|place| ["--known", place]).into_iter().flatten());
    words.extend(unfolds.then_some(["--limit", "20", "--json"]).into_iter().flatten());
    words
}

/// What an address narrows the log to.
pub(in crate::web) fn narrowed(ledger: &Ledger, asked: &Asked, known: Position) -> Result<LogFilter, Fault> {
    let bad =
        |name: &str, value: &str, example| Fault::Parameter { name: name.to_owned(), value: value.to_owned(), example };
    let tag = asked.own("tag").map(|given| Tag::parse(given).ok_or_else(|| bad("tag", given, "payment:P-2026-0001")));
    let unknown = |name: &str, nearest| LedgerError::UnknownType { name: name.to_owned(), nearest };
    let catalogue = ledger.catalogue();
    let kind = asked.own("type").map(|name| Ledger::type_in(&catalogue, name).map_err(|near| unknown(name, near)));
    let day = |name: &str| {
        let day = asked.own(name).map(|given| Day::parse(given).ok_or_else(|| bad(name, given, "2026-08-20")));
        day.transpose()
    };
    Ok(LogFilter {
        tag: tag.transpose()?,
        subject: asked.own("subject").map(|name| ledger.subject(name, known)).transpose()?,
        kind: kind.transpose()?,
        by: asked.own("by").map(str::to_owned),
        since: day("since")?,
        until_day: day("until")?,
        ..LogFilter::default()
    })
}

/// What the log is narrowed to.
fn form(asked: &Asked) -> String {
    let mut html = Html::new(asked.lang);
    html.raw("<form class=\"own\" action=\"/events\">\n");
    hidden(&mut html, asked.kept());
    let fields =
        [(Paged::OfSubject, "subject"), (Paged::OfType, "type"), (Paged::OfTag, "tag"), (Paged::RecordedBy, "by")];
    for (label, name) in fields {
        html.field(label, name, asked.own(name).unwrap_or_default());
    }
    for (label, name) in [(Paged::HappenedSince, "since"), (Paged::HappenedUntil, "until")] {
        html.raw("<label>").say(label).raw(" <input type=\"date\" name=\"").raw(name).raw("\" value=\"");
        html.words(asked.own(name).unwrap_or_default()).raw("\"></label>\n");
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
