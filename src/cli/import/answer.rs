//! The answers.

use super::Import;
use super::request::{Table, ends};
use super::told;
use crate::cli::append;
use crate::cli::exit::Exit;
use crate::cli::input::{by_nobody, options, read};
use crate::cli::new_file::NewFile;
use crate::cli::output::{Answer, Stop};
use crate::cli::request::{Globals, Writing};
use crate::explain::deprecation;
use crate::ledger::{
    AppendOptions, Batch, Batches, Ledger, LedgerError, Sifted, Sifting, Upload, plain_template, returned_rows,
    shipped_types, template,
};
use crate::view::ImportTemplateV1;
use std::path::Path;
use std::sync::Arc;

/// Answers one of these commands.
pub(in crate::cli) fn import(globals: &Globals, request: &Import) -> Answer {
    match request {
        Import::Template { kind, out } => workbook(globals, kind, out),
        Import::Check(table) => check(globals, table),
        Import::Submit { table, by, dry_run } => submit(globals, table, by, *dry_run),
        Import::Confirm { number, overriding, receipt, writing } => {
            let kept = receipt.as_deref().map(NewFile::at).transpose()?;
            confirm(globals, *number, overriding.as_deref(), writing, kept)
        }
        Import::List { number } => list(globals, *number),
        Import::Drop { number, by, reason } => {
            let ledger = globals.open_read()?;
            Batches::beside(&globals.ledger).drop_one(*number, by, reason, &ledger)?;
            globals.talk(&format!("第 {number} 批已撤下"), &format!("batch {number} is taken away"));
            Ok(Exit::Done)
        }
    }
}

/// `import template`.
fn workbook(globals: &Globals, kind: &str, out: &Path) -> Answer {
    let catalogue = if globals.ledger.exists() { globals.open_read()?.catalogue() } else { Arc::new(shipped_types()?) };
    let found = Ledger::type_in(&catalogue, kind).and_then(|name| catalogue.type_id(&name).ok_or(None));
    let id = found.map_err(|nearest| Stop::from(LedgerError::UnknownType { name: kind.to_owned(), nearest }))?;
    let declaration = catalogue.declaration(id);
    let mut as_text = Vec::new();
    let bytes = if ends(out, "csv") {
        let plain = plain_template(declaration, globals.lang).map_err(LedgerError::Import)?;
        plain.map(|plain| {
            as_text = plain.as_text;
            plain.bytes
        })
    } else {
        template(declaration, globals.lang).map_err(LedgerError::Import)?
    };
    NewFile::at(out)?.fill(&bytes.map_err(|why| not_written(out, &why))?)?;
    let (name, version, shown) = (declaration.name.to_string(), declaration.version, out.display());
    if globals.json.is_some() {
        let (format, file) = ("import-template.v1", shown.to_string());
        let told = ImportTemplateV1 { format, kind: name, version, file };
        globals.value(&serde_json::to_value(told).unwrap_or_default())?;
        return Ok(Exit::Done);
    }
    let title = &declaration.title;
    globals.talk(
        &format!("已写出 {shown}：{}（{name}，第 {version} 版）", title.zh),
        &format!("{shown} is written: {} ({name}, version {version})", title.en),
    );
    if let Some(deprecated) = &declaration.deprecated {
        let said = deprecation(deprecated);
        globals.talk(&format!("注意：{}", said.zh), &format!("note: {}", said.en));
    }
    if !as_text.is_empty() {
        let (zh, en) = (as_text.join("、"), as_text.join(", "));
        globals.talk(
            &format!("CSV 不带格式；用表格软件填写时，先把这些列设为文本，否则代码会变成数字：{zh}"),
            &format!("CSV has no formats; in a spreadsheet program make these columns text first, or codes become numbers: {en}"),
        );
    }
    Ok(Exit::Done)
}

/// `import check`.
fn check(globals: &Globals, table: &Table) -> Answer {
    let (upload, sifted, _) = sifted(globals, table)?;
    give_back(globals, table, &upload, &sifted)?;
    told::sifted(globals, &upload, (&sifted, table.duplicates), None, true)?;
    let held = !sifted.suspects.is_empty() && table.duplicates.is_none();
    Ok(if sifted.bad.is_empty() && !held { Exit::Done } else { Exit::Found })
}

/// `import submit`: all that is good, once nothing is bad or the bad has a place to go to.
fn submit(globals: &Globals, table: &Table, by: &str, dry_run: bool) -> Answer {
    let (upload, sifted, ledger) = sifted(globals, table)?;
    let fault = sifted.held_back(table.bad.is_some(), table.duplicates);
    give_back(globals, table, &upload, &sifted)?;
    let waits = match &fault {
        None if !dry_run => {
            let batch = Batch::of(&upload, &sifted, by, &ledger);
            Some(Batches::beside(&globals.ledger).put(&batch)?)
        }
        _ => None,
    };
    told::sifted(globals, &upload, (&sifted, table.duplicates), waits.as_ref(), waits.is_none())?;
    match fault {
        Some(fault) => Err(LedgerError::Import(fault).into()),
        None if sifted.bad.is_empty() => Ok(Exit::Done),
        None => Ok(Exit::Refused),
    }
}

/// The bad rows in a file of their own.
fn give_back(globals: &Globals, table: &Table, upload: &Upload, sifted: &Sifted) -> Result<(), Stop> {
    let Some(path) = table.bad.as_deref().filter(|_| !sifted.bad.is_empty()) else { return Ok(()) };
    let as_text = ends(path, "csv");
    let bytes = returned_rows(upload, sifted, globals.lang, as_text).map_err(|why| not_written(path, &why))?;
    NewFile::at(path)?.fill(&bytes)
}

/// `import confirm`: the batch is recorded as any other, in the name of who submitted it; a remark says who confirmed.
fn confirm(
    globals: &Globals,
    number: u64,
    overriding: Option<&str>,
    writing: &Writing,
    kept: Option<NewFile>,
) -> Answer {
    let batches = Batches::beside(&globals.ledger);
    let seen = globals.open_read()?;
    // A trial settles nothing and need not wait for others.
    let held = if writing.dry_run { None } else { Some(batches.hold(number, &seen)?) };
    let batch = batches.get(number, &seen)?;
    let by = writing.by.as_deref().unwrap_or_default();
    batch.confirmed_by(by)?;
    let ledger = globals.open_for(writing)?;
    let recorder = Writing { by: Some(batch.submitted_by.clone()), ..writing.clone() };
    let options = AppendOptions { overriding: overriding.map(Into::into), ..options(&recorder)? };
    let (appending, confirmation) = batch.confirming(&ledger, by, options)?;
    let rejected = append::record(globals, &ledger, appending, &recorder, kept)?;
    for one in &rejected {
        told::rows_of(globals, &batch, one.line);
    }
    if !rejected.is_empty() {
        return Ok(Exit::Refused);
    }
    if let Some(held) = held {
        held.confirmed(&confirmation, &ledger)?;
    }
    Ok(Exit::Done)
}

/// `import list`.
fn list(globals: &Globals, number: Option<u64>) -> Answer {
    let batches = Batches::beside(&globals.ledger);
    let ledger = globals.open_read()?;
    let Some(number) = number else { return told::waiting(globals, &batches.waiting(&ledger)?) };
    told::batch(globals, &batches.get(number, &ledger)?)?;
    Ok(Exit::Done)
}

/// Reads the table and checks it.
fn sifted(globals: &Globals, table: &Table) -> Result<(Upload, Sifted, Ledger), Stop> {
    if let Some(path) = table.file.as_deref() {
        // The size is looked at first: what is too large is not read at all.
        Upload::weigh(std::fs::metadata(path).map(|meta| meta.len()).unwrap_or_default())?;
    }
    let bytes = read(table.file.as_deref())?;
    let name = table
        .file
        .as_deref()
        .and_then(Path::file_name)
        .map_or_else(|| "-".to_owned(), |name| name.to_string_lossy().into_owned());
    let upload = Upload::read(&name, &bytes, table.sheet.as_deref())?;
    let writing = Writing { by: None, dry_run: true, clock_is_right: table.clock_is_right };
    let ledger = globals.open_for(&writing)?;
    let (meant, drop, duplicates) = (table.meant.clone(), table.drop.clone(), table.duplicates);
    let others = told::readable(globals, Batches::beside(&globals.ledger).waiting(&ledger)?);
    let how =
        Sifting { kind: table.kind.clone(), meant, drop, duplicates, waiting: others, options: by_nobody(&writing) };
    let sifted = upload.sift(&ledger, &how)?;
    Ok((upload, sifted, ledger))
}

fn not_written(path: &Path, why: &str) -> Stop {
    LedgerError::File { path: path.display().to_string(), cause: std::io::Error::other(why.to_owned()) }.into()
}
