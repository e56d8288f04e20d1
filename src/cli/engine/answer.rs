//! `engine items` and `engine check`.

use super::other::answer;
use super::request::{Check, Engine};
use crate::cli::exit::Exit;
use crate::cli::outcome::{taken, tell};
use crate::cli::output::{Answer, Stop, data};
use crate::cli::request::Globals;
use crate::cli::usage::Slip;
use crate::ledger::{DueLine, DueList};
use crate::value::{Fen, Lang, legible};
use crate::view::ItemsV1;

/// Does what was asked.
pub(in crate::cli) fn engine(globals: &Globals, request: &Engine) -> Answer {
    // What is held against each other is what is due; under a reading that nobody decided nothing is.
    if !globals.reads.is_empty() {
        return Err(Stop::Slip(Slip::NoQuestion { flag: "--read" }));
    }
    match request {
        Engine::Items => items(globals),
        Engine::Check(asked) => check(globals, asked),
    }
}

fn items(globals: &Globals) -> Answer {
    let ledger = globals.open_read()?;
    let list = ledger.dues(globals.horizon(&ledger)?)?;
    if globals.json.is_some() {
        globals.value(&serde_json::to_value(ItemsV1::of(&list)).unwrap_or_default())?;
        return Ok(Exit::Done);
    }
    for line in &list.lines {
        data(&format!("{}\n", legible(&said(line, globals.lang))))?;
    }
    let DueList { program, horizon, subjects, lines, .. } = &list;
    let (count, known, on) = (lines.len(), horizon.known, horizon.on);
    globals.talk(
        &format!("qizhang {program}：{subjects} 个主体，{count} 项（业务截至 {on}，账本到 #{known}）"),
        &format!("qizhang {program}: subjects {subjects}, items {count} (as of {on}, up to #{known})"),
    );
    Ok(Exit::Done)
}

fn said(line: &DueLine, lang: Lang) -> String {
    let DueLine { subject, clause, year, matter, due } = line;
    let unknown = if lang == Lang::Zh { "未定" } else { "undetermined" };
    format!("{subject}  {clause}  {year}  {matter}  {}", due.map_or_else(|| unknown.to_owned(), Fen::to_yuan))
}

fn check(globals: &Globals, asked: &Check) -> Answer {
    let Some(accepted) = taken(globals, asked.accept.as_deref())? else { return Ok(Exit::Refused) };
    let ledger = globals.open_read()?;
    let horizon = globals.horizon(&ledger)?;
    let told = answer(asked, &globals.ledger, horizon)?;
    let outcome = ledger.beside(horizon, (&asked.other, &told), accepted)?;
    tell(globals, &asked.other, &outcome)?;
    Ok(if outcome.is_fine() { Exit::Done } else { Exit::Found })
}
