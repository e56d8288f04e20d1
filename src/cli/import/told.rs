//! What became of a table, and which batches wait, for people and for programs.

use crate::cli::exit::Exit;
use crate::cli::output::{Answer, Stop, complaint_value, data};
use crate::cli::request::Globals;
use crate::explain::Phrase;
use crate::ledger::{Batch, BatchEvent, Duplicates, Kept, Likeness, Sifted, Suspect, Trouble, Twin, Upload, Waits};
use crate::value::{Lang, counted};
use crate::view::ImportV1;

/// So many cells are told on the terminal; `--json` tells all.
const TOLD: usize = 200;

/// Tells what is wrong cell by cell, then what is worth knowing, then how many are good.
pub(super) fn sifted(
    globals: &Globals,
    upload: &Upload,
    (sifted, chosen): (&Sifted, Option<Duplicates>),
    batch: Option<&Batch>,
    dry_run: bool,
) -> Result<(), Stop> {
    if globals.json.is_some() {
        let complaint = |trouble: &Trouble| complaint_value(&trouble.complaint);
        let view = ImportV1::of((&upload.name, upload.sha256.to_string()), sifted, batch, dry_run, complaint);
        return globals.value(&serde_json::to_value(&view).unwrap_or_default());
    }
    for remark in &sifted.remarks {
        globals.talk(&remark.zh, &remark.en);
    }
    cells(globals, sifted)?;
    for suspect in &sifted.suspects {
        data(&format!("{}\n", alike(globals, suspect)))?;
    }
    let counted = Phrase::from(sifted.counted(chosen));
    globals.talk(&counted.say(Lang::Zh), &counted.say(Lang::En));
    if let Some(batch) = batch {
        let (number, digest) = (batch.number, short(&batch.digest));
        globals.talk(
            &format!("第 {number} 批等待另一人确认：qizhang import confirm {number} --by 姓名（摘要 {digest}）"),
            &format!(
                "batch {number} waits for a second person: qizhang import confirm {number} --by NAME (digest {digest})"
            ),
        );
    }
    Ok(())
}

fn cells(globals: &Globals, sifted: &Sifted) -> Result<(), Stop> {
    let sheet = sifted.sheet.as_deref().map(|sheet| format!("{sheet}!")).unwrap_or_default();
    let troubles: Vec<&Trouble> = sifted.bad.iter().flat_map(|bad| &bad.troubles).collect();
    for trouble in troubles.iter().take(TOLD) {
        data(&format!("{sheet}{}\n", cell(globals, trouble)))?;
    }
    if troubles.len() > TOLD {
        let more = troubles.len().saturating_sub(TOLD);
        globals.talk(&format!("另有 {more} 处；--json 列出全部"), &format!("and {more} more; --json lists all"));
    }
    Ok(())
}

/// `C7 拨付金额：…`.
fn cell(globals: &Globals, trouble: &Trouble) -> String {
    let complaint = &trouble.complaint;
    let said = [&complaint.what, &complaint.why, &complaint.remedy].map(|said| said.get(globals.lang));
    let said: Vec<&str> = said.into_iter().filter(|said| !said.is_empty()).collect();
    let (gap, joint) = if globals.lang == Lang::Zh { ("：", "") } else { (": ", " ") };
    let heading: String = trouble.heading.split_whitespace().collect::<Vec<_>>().join(" ");
    let blank = if heading.is_empty() { "" } else { " " };
    let (place, code) = (trouble.place, complaint.code);
    let text = format!("{place}{blank}{heading} [{code}]{gap}{}", said.join(joint));
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

fn alike(globals: &Globals, suspect: &Suspect) -> String {
    let rows: Vec<String> = suspect.rows.iter().map(ToString::to_string).collect();
    let (zh, en) = match suspect.twin {
        Twin::Event(position) => (format!("账本 #{position} "), format!("#{position} of the ledger")),
        Twin::Waiting { batch, row, .. } => {
            (format!("待确认的第 {batch} 批第 {row} 行"), format!("row {row} of batch {batch}, which waits,"))
        }
        Twin::Row(row) => (format!("第 {row} 行"), format!("row {row}")),
    };
    let (how_zh, how_en) = match suspect.likeness {
        Likeness::Same => ("内容全同", "all of it is the same"),
        Likeness::Number => ("只差编号，其余全同", "everything but its number is the same"),
        Likeness::Spelling => ("编号只差全半角、空格或大小写", "its number differs by width, blanks or capitals alone"),
        Likeness::Key => ("编号相同", "its number is the same"),
    };
    let rows = rows.join(", ");
    globals.pick(&format!("第 {rows} 行疑似与{zh}重复：{how_zh}"), &format!("row {rows} may be {en} again: {how_en}"))
}

/// The rows of a line of a batch that was refused.
pub(super) fn rows_of(globals: &Globals, batch: &Batch, line: u64) {
    let at = usize::try_from(line.saturating_sub(1)).unwrap_or(usize::MAX);
    let Some(event) = batch.events.get(at) else { return };
    let rows = rows(event);
    globals.talk(
        &format!("第 {line} 行来自 {} 第 {rows} 行", batch.file),
        &format!("line {line} comes from row {rows} of {}", batch.file),
    );
}

/// The batches that wait, a line each. What is wrong with one is told behind them.
pub(super) fn waiting(globals: &Globals, waiting: &[Waits]) -> Answer {
    for batch in waiting.iter().filter_map(|(_, batch)| batch.as_ref().ok()) {
        if globals.json.is_some() {
            globals.row(&serde_json::to_value(batch).unwrap_or_default())?;
            continue;
        }
        data(&format!("{}\n", line(globals, batch)))?;
    }
    if waiting.is_empty() {
        globals.talk("没有待确认的批", "no batch waits");
    }
    let mut exit = Exit::Done;
    for wrong in waiting.iter().filter_map(|(_, batch)| batch.as_ref().err()) {
        exit = Exit::of(wrong);
        globals.complain(&wrong.complaint(), &wrong.spot(), exit);
    }
    Ok(exit)
}

/// The batches that a table is compared with; which ones are not is told.
pub(super) fn readable(globals: &Globals, waiting: Vec<Waits>) -> Vec<Batch> {
    let told = |(number, batch): Waits| {
        if batch.is_err() {
            globals.talk(
                &format!("没有办结的第 {number} 批读不出来，没有与它比较；见 qizhang import list"),
                &format!(
                    "batch {number} is not settled and does not read, and nothing was compared with it; see qizhang import list"
                ),
            );
        }
        batch.ok()
    };
    waiting.into_iter().filter_map(told).collect()
}

fn line(globals: &Globals, batch: &Batch) -> String {
    let count = u64::try_from(batch.events.len()).unwrap_or(u64::MAX);
    let (number, kind, by, at) = (batch.number, &batch.kind, &batch.submitted_by, &batch.submitted_at);
    let (file, digest) = (&batch.file, short(&batch.digest));
    if globals.plain {
        return format!("{number}\t{kind}\t{count}\t{file}\t{by}\t{at}\t{digest}");
    }
    globals.pick(
        &format!("第 {number} 批  {kind}  {count} 条  {file}  {by} 提交于 {at}  摘要 {digest}"),
        &format!(
            "batch {number}  {kind}  {}  {file}  submitted by {by} at {at}  digest {digest}",
            counted(count, "record")
        ),
    )
}

/// One batch, with every record in it.
pub(super) fn batch(globals: &Globals, batch: &Batch) -> Result<(), Stop> {
    if globals.json.is_some() {
        return globals.value(&serde_json::to_value(batch).unwrap_or_default());
    }
    data(&format!("{}\n", line(globals, batch)))?;
    for one in &batch.events {
        let rows = rows(one);
        let shown = globals.pick(&format!("  第 {rows} 行"), &format!("  row {rows}"));
        let kept = one.kept.as_ref().map(|kept| format!("  {}", kept_beside(globals, kept))).unwrap_or_default();
        data(&format!("{shown}  {}{kept}\n", one.event))?;
    }
    Ok(())
}

fn kept_beside(globals: &Globals, kept: &Kept) -> String {
    let row = kept.row.unwrap_or_default();
    match (kept.event, kept.batch) {
        (Some(event), _) => globals
            .pick(&format!("疑似与账本 #{event} 重复，照收"), &format!("may be #{event} of the ledger again, kept")),
        (None, Some(batch)) => globals.pick(
            &format!("疑似与第 {batch} 批第 {row} 行重复，照收"),
            &format!("may be row {row} of batch {batch} again, kept"),
        ),
        (None, None) => globals.pick(&format!("疑似与第 {row} 行重复，照收"), &format!("may be row {row} again, kept")),
    }
}

fn rows(event: &BatchEvent) -> String {
    event.rows.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn short(digest: &str) -> String {
    digest.chars().take(8).collect()
}
