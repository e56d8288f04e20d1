//! `event log`: the events themselves.

use crate::cli::exit::Exit;
use crate::cli::output::{Answer, Stop, data};
use crate::cli::request::{Globals, Log};
use crate::ledger::{Ledger, LedgerError, LogEntry, LogFilter};
use crate::value::{counted, legible};
use crate::view::event_v1;

/// Shows the events that were asked for, one line each; as JSON one object a line.
pub(super) fn log(globals: &Globals, request: &Log) -> Answer {
    let ledger = globals.open_read()?;
    let known = globals.horizon(&ledger)?.known;
    let subject = request.subject.as_deref().map(|name| ledger.subject(name, known)).transpose()?;
    let kind = request.kind.as_deref().map(|name| kind_named(&ledger, name)).transpose()?;
    let filter = LogFilter {
        subject,
        tag: request.tag.clone(),
        kind,
        from: request.from,
        until: known,
        newest_first: request.from.is_none(),
        limit: request.limit,
        as_version: request.as_version,
    };
    let mut stop = None;
    let mut shown: u64 = 0;
    ledger.log(&filter, &mut |entry| {
        shown = shown.saturating_add(1);
        let told = if globals.json.is_some() {
            one_object(globals, &entry)
        } else {
            data(&one_line(globals, &ledger, &entry))
        };
        stop = told.err();
        stop.is_none()
    })?;
    if let Some(stop) = stop {
        return Err(stop);
    }
    if request.limit == Some(shown) {
        globals.talk(
            &format!("只列出 {shown} 条；--limit 可改，--from 从某序号起"),
            &format!("no more than {} shown; --limit shows more, --from starts at a position", counted(shown, "event")),
        );
    }
    Ok(Exit::Done)
}

fn kind_named(ledger: &Ledger, name: &str) -> Result<crate::value::TypeName, Stop> {
    Ledger::type_in(&ledger.catalogue(), name)
        .map_err(|nearest| LedgerError::UnknownType { name: name.to_owned(), nearest }.into())
}

fn one_line(globals: &Globals, ledger: &Ledger, entry: &LogEntry) -> String {
    let event = &entry.event;
    if globals.plain {
        let body = entry.recast.as_ref().map_or(&entry.data, |recast| &recast.data);
        let (position, kind) = (event.position, &event.kind);
        let (by, body) = (legible(&event.recorded_by), legible(body));
        return format!("{position}\t{}\t{kind}\t{}\t{by}\t{body}\n", event.occurred_on, event.recorded_at);
    }
    let said = crate::explain::event_line(&ledger.catalogue(), event).say(globals.lang);
    let recorded = globals.pick(
        &format!("{} {} 记", event.recorded_at.day(), event.recorded_by),
        &format!("recorded {} by {}", event.recorded_at.day(), event.recorded_by),
    );
    let recast = entry.recast.as_ref().map(|recast| {
        let (version, body) = (recast.version, &recast.data);
        let left_out = match recast.left_out.as_slice() {
            [] => String::new(),
            fields => {
                globals.pick(&format!("，没有 {}", fields.join("、")), &format!(", without {}", fields.join(", ")))
            }
        };
        globals.pick(&format!("　第 {version} 版{left_out}：{body}"), &format!("　version {version}{left_out}: {body}"))
    });
    format!("{}\n", legible(&format!("{said}　{recorded}{}", recast.unwrap_or_default())))
}

fn one_object(globals: &Globals, entry: &LogEntry) -> Result<(), Stop> {
    globals.row(&event_v1(entry))
}
