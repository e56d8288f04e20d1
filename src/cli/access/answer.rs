//! The answers.

use super::request::Access;
use crate::access::{AccessLog, Asker, Came, Chain, Desk, Look, Mark, Wanted};
use crate::cli::exit::Exit;
use crate::cli::input::user_looking;
use crate::cli::output::{Answer, data};
use crate::cli::request::Globals;
use crate::ledger::Ledger;
use crate::view::{AccessLogV1, AccessVerifyV1};
use std::sync::Arc;

/// Does what was asked.
pub(in crate::cli) fn access(globals: &Globals, request: &Access) -> Answer {
    let ledger = globals.open_read()?;
    let log = AccessLog::of(&Desk::beside(&globals.ledger, ledger.own_name()));
    match request {
        Access::Log { wanted, limit } => lines(globals, (&ledger, &log), wanted, *limit),
        Access::Verify { against } => verify(globals, &log, *against),
    }
}

/// Shows lines. That somebody looks at them is written down before they are shown.
fn lines(globals: &Globals, (ledger, log): (&Ledger, &AccessLog), wanted: &Wanted, limit: Option<usize>) -> Answer {
    let seen = log.seen(wanted, limit)?;
    log.note(&look(ledger, wanted, user_looking()?))?;
    log.end();
    globals.document(&seen.page(), || serde_json::to_value(AccessLogV1::of(&seen)).unwrap_or_default())?;
    Ok(Exit::Done)
}

fn look(ledger: &Ledger, wanted: &Wanted, name: Arc<str>) -> Look {
    let Wanted { by, about, since, until, before: _ } = wanted;
    let asked = [
        by.as_ref().map(|by| format!("by={by}")),
        about.as_ref().map(|about| format!("about={about}")),
        since.map(|since| format!("since={since}")),
        until.map(|until| format!("until={until}")),
    ];
    Look {
        at: ledger.now(),
        asker: Asker::Command { name },
        request: None,
        route: "access log".into(),
        about: Vec::new(),
        asked: asked.into_iter().flatten().map(Arc::from).collect(),
        on: None,
        known: None,
        came: Came::Read,
        status: None,
        code: None,
    }
}

fn verify(globals: &Globals, log: &AccessLog, against: Option<Mark>) -> Answer {
    let chain = log.verify(against)?;
    let faults = log.faults(&chain);
    if globals.json.is_some() {
        let view = AccessVerifyV1::of(&log.file(), &chain, &faults);
        globals.value(&serde_json::to_value(view).unwrap_or_default())?;
    } else {
        told(globals, log, &chain, against)?;
        for fault in &faults {
            let told = fault.complaint();
            let words = [&told.what, &told.why, &told.remedy].map(|words| words.get(globals.lang).to_owned());
            data(&format!("{}\n", words.join(globals.pick("", " ").as_str())))?;
        }
    }
    Ok(if faults.is_empty() { Exit::Done } else { Exit::Found })
}

fn told(
    globals: &Globals,
    log: &AccessLog,
    chain: &Chain,
    against: Option<Mark>,
) -> Result<(), crate::cli::output::Stop> {
    let (file, head) = (log.file(), chain.head);
    let (file, lines) = (file.display(), head.number);
    if chain.damage.is_empty() {
        data(&globals.pick(
            &format!("访问日志 {file} 完整：{lines} 行逐行相接\n"),
            &format!("the access log {file} is whole: each of its {lines} lines follows the one before\n"),
        ))?;
    }
    if let Some(Mark { number, .. }) = against {
        data(
            &globals.pick(
                &format!("由记下的 {number} 续写而来\n"),
                &format!("it grew out of what was noted at {number}\n"),
            ),
        )?;
    }
    data(&globals.pick(&format!("末尾 {head}\n"), &format!("it ends at {head}\n")))?;
    for aside in &chain.aside {
        let aside = aside.display();
        data(&globals.pick(
            &format!("有一行没有写完，另存在 {aside}\n"),
            &format!("a line was not written to its end and was put aside in {aside}\n"),
        ))?;
    }
    Ok(())
}
