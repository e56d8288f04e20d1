//! `export jsonl` and `init --from`: the ledger as lines, and a ledger from lines.

use crate::cli::append::{made, refuse_other_key};
use crate::cli::exit::Exit;
use crate::cli::new_file::NewFile;
use crate::cli::output::{Answer, Stop, data, note_json};
use crate::cli::request::Globals;
use crate::ledger::{Ledger, LedgerError, Reach, SystemClock};
use crate::value::{Position, counted};
use crate::view::ExportV1;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

/// Lines are printed in pieces of about this many bytes.
const PIECE: usize = 64 << 10;

/// `export jsonl`: to a file, or to standard output.
pub(in crate::cli) fn export(globals: &Globals, out: Option<&Path>) -> Answer {
    let ledger = globals.open_read()?;
    let known = globals.horizon(&ledger)?.known;
    let reach = match out {
        Some(path) => to_file(&ledger, known, path)?,
        None => to_output(&ledger, known)?,
    };
    if globals.json.is_some() {
        let told = ExportV1::of(out, &reach);
        // The lines have standard output to themselves.
        match out {
            Some(_) => globals.value(&serde_json::to_value(told).unwrap_or_default())?,
            None => note_json(&told),
        }
    }
    let Reach { head, root } = reach;
    globals.talk(
        &format!("导出 {} 个事件，到 #{head}，根 {root}", head.0),
        &format!("{} written out, up to #{head}, root {root}", counted(head.0, "event")),
    );
    Ok(Exit::Done)
}

fn to_output(ledger: &Ledger, known: Position) -> Result<Reach, Stop> {
    let (mut piece, mut stop) = (String::new(), None);
    let reach = ledger.export(known, &mut |line| {
        piece.push_str(&String::from_utf8_lossy(line));
        piece.push('\n');
        if piece.len() >= PIECE {
            stop = data(&piece).err();
            piece.clear();
        }
        stop.is_none()
    })?;
    stop.map_or(Ok(()), Err)?;
    data(&piece)?;
    Ok(reach)
}

/// A file of this name is whole.
fn to_file(ledger: &Ledger, known: Position, path: &Path) -> Result<Reach, Stop> {
    let mut file = NewFile::at(path)?;
    let mut written = Ok(());
    let reach = ledger.export(known, &mut |line| {
        written = file.line(line);
        written.is_ok()
    })?;
    written?;
    file.place()?;
    Ok(reach)
}

/// `init --from`: a new ledger with the events of a file.
pub(in crate::cli) fn import(globals: &Globals, path: &Path, from: &Path, dry_run: bool) -> Answer {
    let name = from.display().to_string();
    let lines = open(from).map_err(|cause| LedgerError::File { path: name.clone(), cause })?;
    refuse_other_key(globals)?;
    Ledger::free_place(path)?;
    let receipt = if dry_run { Ledger::check_history(lines, &name)? } else { Ledger::import(path, lines, &name)? };
    let root = receipt.root;
    let ledger = if dry_run { None } else { Some(Ledger::open(path, Box::new(SystemClock))?) };
    let done = made(globals, path, ledger.as_ref(), receipt)?;
    globals.talk(
        &format!("根 {root}：请与导出时所报的根核对"),
        &format!("root {root}: compare it with the one told on exporting"),
    );
    Ok(done)
}

fn open(from: &Path) -> io::Result<Box<dyn BufRead>> {
    if from.as_os_str() == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    Ok(Box::new(BufReader::new(File::open(from)?)))
}
