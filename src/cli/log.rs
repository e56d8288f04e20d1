//! `event log`: the events themselves.

use crate::cli::exit::Exit;
use crate::cli::output::{Answer, Stop, data};
use crate::cli::request::{Globals, Log};
use crate::ledger::{Ledger, LedgerError, LogEntry, LogFilter, VersionFault};
use crate::value::{Position, counted, legible};
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
        by: request.by.clone(),
        since: request.since,
        until_day: request.until,
        from: request.from,
        until: known,
        newest_first: request.from.is_none(),
        limit: request.limit,
        as_version: request.as_version,
    };
    let (shown, exit) = listed(globals, &ledger, filter)?;
    if request.limit == Some(shown) {
        globals.talk(
            &format!("只列出 {shown} 条；--limit 可改，--from 从某序号起"),
            &format!("no more than {} shown; --limit shows more, --from starts at a position", counted(shown, "event")),
        );
    }
    Ok(exit)
}

/// Shows them, and how many were looked at. With the newest first, one that the version asked for cannot say hides none of those before it: it is
/// told in its place, and the log goes on. Whoever reads on from a place must not miss one, and is stopped there.
fn listed(globals: &Globals, ledger: &Ledger, mut filter: LogFilter) -> Result<(u64, Exit), Stop> {
    let (mut looked_at, mut exit) = (0_u64, Exit::Done);
    loop {
        let (mut stop, mut shown) = (None, 0_u64);
        let read = ledger.log(&filter, &mut |entry| {
            shown = shown.saturating_add(1);
            let told = if globals.json.is_some() {
                one_object(globals, &entry)
            } else {
                data(&one_line(globals, ledger, &entry))
            };
            stop = told.err();
            stop.is_none()
        });
        if let Some(stop) = stop {
            return Err(stop);
        }
        looked_at = looked_at.saturating_add(shown);
        let error = match read {
            Ok(()) => return Ok((looked_at, exit)),
            Err(error) => error,
        };
        let LedgerError::Version(VersionFault::Unsaid { position, .. }) = &error else { return Err(error.into()) };
        let left = filter.limit.map(|limit| limit.saturating_sub(shown.saturating_add(1)));
        let before = position.0.checked_sub(1).filter(|before| *before > 0 && left != Some(0));
        exit = Exit::of(&error);
        let Some(before) = before.filter(|_| filter.newest_first) else { return Err(error.into()) };
        globals.complain(&error.complaint(), &error.spot(), exit);
        looked_at = looked_at.saturating_add(1);
        filter = LogFilter { from: Some(Position(before)), limit: left, ..filter };
    }
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
