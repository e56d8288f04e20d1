//! `pay record`: the treasury's list comes back.

use crate::cli::append;
use crate::cli::exit::Exit;
use crate::cli::input::{options, read};
use crate::cli::new_file::NewFile;
use crate::cli::output::{Answer, Stop};
use crate::cli::request::{Globals, Writing};
use crate::explain::Complaint;
use crate::ledger::{AppendOptions, Appending, LedgerError, PaymentList, Rejected, Scope, TextRow, rows_of};
use crate::value::{Lang, counted, counted_doing};
use std::path::PathBuf;

/// What was asked.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Record {
    pub(in crate::cli) file: Option<PathBuf>,
    /// Where the rows that come back go.
    pub(in crate::cli) out: Option<PathBuf>,
    /// Nothing is recorded when one row comes back.
    pub(in crate::cli) atomic: bool,
    /// Why what the guards refuse is recorded all the same.
    pub(in crate::cli) overriding: Option<String>,
    pub(in crate::cli) writing: Writing,
}

pub(super) fn record(globals: &Globals, request: &Record) -> Answer {
    let rows = rows_of(&read(request.file.as_deref())?)?;
    let kept = request.out.as_deref().map(NewFile::at).transpose()?;
    let ledger = globals.open_for(&request.writing)?;
    let world = globals.world(&ledger, Scope::All)?;
    let list = PaymentList::of(&world, &rows)?;
    let mut appending = Appending::new(
        &ledger,
        AppendOptions {
            atomic: request.atomic,
            overriding: request.overriding.as_deref().map(Into::into),
            ..options(&request.writing)?
        },
    );
    for (line, draft) in &list.drafts {
        appending.draft(*line, draft.clone());
    }
    appending.refuse(list.back.clone());
    totals(globals, &list);
    let back = append::record(globals, &ledger, appending, &request.writing, None)?;
    if let Some(file) = kept {
        let count = back.len().saturating_add(list.known.len());
        if count > 0 {
            let path = file.path().display().to_string();
            file.fill(&returned(globals, &rows, &list, &back)?)?;
            globals.talk(
                &format!("退回 {count} 行，写在 {path}"),
                &format!("{}, in {path}", counted_doing(count, "row", ["comes back", "come back"])),
            );
        }
    }
    Ok(if back.is_empty() { Exit::Done } else { Exit::Refused })
}

fn totals(globals: &Globals, list: &PaymentList) {
    let (rows, sum) = list.rows;
    globals
        .talk(&format!("名单 {rows} 行，合计 ¥{sum}"), &format!("{} in the list, ¥{sum} in all", counted(rows, "row")));
    let ((paid, amount), (returned, back)) = (list.paid, list.returned);
    globals.talk(
        &format!("对上已付 {paid} 行 ¥{amount}，退回 {returned} 行 ¥{back}"),
        &format!("{paid} paid matched, ¥{amount}; {returned} returned by the bank, ¥{back}"),
    );
    if !list.known.is_empty() {
        let (count, amount) =
            (list.known.len(), list.known.iter().map(|known| known.amount).sum::<crate::value::Fen>());
        globals.talk(
            &format!("早已记过 {count} 行 ¥{amount}，不重复记入"),
            &format!("{count} on record already, ¥{amount}, and not recorded again"),
        );
    }
    match list.stated {
        Some(stated) if stated == sum => {
            globals.talk(&format!("与名单的合计 ¥{stated} 相符"), &format!("the total of the list, ¥{stated}, agrees"));
        }
        Some(_) | None => {}
    }
}

/// The rows that come back as they came, each with its line, the reason and the remedy.
fn returned(globals: &Globals, rows: &[TextRow], list: &PaymentList, back: &[Rejected]) -> Result<Vec<u8>, Stop> {
    let mut lines: Vec<(u64, [String; 3])> = Vec::new();
    let stop = |text: &str| if globals.lang == Lang::Zh { text.to_owned() } else { format!("{text} ") };
    for one in back {
        let Complaint { code, what, why, remedy, .. } = one.fault.complaint();
        let reason = format!("{}{}", stop(what.get(globals.lang)), why.get(globals.lang));
        lines.push((one.line, [code.to_owned(), reason, remedy.get(globals.lang).to_owned()]));
    }
    for known in &list.known {
        let reason =
            globals.pick(&format!("已记入事件 #{}。", known.by), &format!("on record as event #{}.", known.by));
        lines.push((known.line, ["recorded".to_owned(), reason, globals.pick("不必再记。", "nothing to do.")]));
    }
    lines.sort();
    let mut writer = csv::Writer::from_writer(b"\xef\xbb\xbf".to_vec());
    let heads = [("行", "line"), ("代码", "code"), ("原因", "reason"), ("办法", "remedy")];
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let first = rows.iter().find(|row| row.cells.len() == width).map(|row| row.cells.clone()).unwrap_or_default();
    let written = write(&mut writer, heads.map(|(zh, en)| globals.pick(zh, en)), first).and_then(|()| {
        lines.into_iter().try_for_each(|(line, [code, reason, remedy])| {
            let row = rows.iter().find(|row| row.line == line);
            let mut cells = row.map(|row| row.cells.clone()).unwrap_or_default();
            cells.resize(width, String::new());
            write(&mut writer, [line.to_string(), code, reason, remedy], cells)
        })
    });
    let failed = |cause| Stop::from(LedgerError::File { path: "--out".to_owned(), cause });
    written.map_err(|error| failed(error.into()))?;
    writer.into_inner().map_err(|error| failed(error.into_error()))
}

fn write(writer: &mut csv::Writer<Vec<u8>>, ours: [String; 4], theirs: Vec<String>) -> csv::Result<()> {
    writer.write_record(ours.into_iter().chain(theirs))
}
