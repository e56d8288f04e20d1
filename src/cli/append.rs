//! `init` and `append`.

use crate::cli::checkpoint::tell_new_key;
use crate::cli::exit::Exit;
use crate::cli::input::{by_nobody, lines, options};
use crate::cli::new_file::NewFile;
use crate::cli::output::{Answer, Stop, complain, complaint_value, data, note};
use crate::cli::request::{Append, Globals, Writing};
use crate::explain::deprecation;
use crate::ledger::{
    AppendOptions, Appending, Ids, KeyFault, Ledger, LedgerError, Outdated, Receipt, Rejected, Signer, SystemClock,
    Unread,
};
use crate::value::{Day, Lang, counted};
use crate::view::{ReceiptV1, RefusedV1};
use serde_json::json;
use std::path::{Path, PathBuf};

/// So many refused lines are told on the terminal; `--json` tells all.
const TOLD: usize = 20;

/// `init`: makes a ledger.
pub(super) fn init(globals: &Globals, path: Option<PathBuf>, as_of: Option<Day>, dry_run: bool) -> Answer {
    let path = path.unwrap_or_else(|| globals.ledger.clone());
    let clock = Box::new(SystemClock);
    refuse_other_key(globals)?;
    let (ledger, receipt) = if dry_run {
        Ledger::free_place(&path)?;
        Ledger::in_memory(as_of, clock)?
    } else {
        Ledger::create(&path, as_of, clock)?
    };
    made(globals, &path, Some(&ledger).filter(|_| !dry_run), receipt)
}

/// Says that a ledger was made, or could be, and signs it for the first time.
pub(super) fn made(globals: &Globals, path: &Path, ledger: Option<&Ledger>, receipt: Receipt) -> Answer {
    let signer = ledger.map(|ledger| ledger.signer(globals.key.as_deref())).transpose()?;
    let (shown, dry_run) = (path.display(), ledger.is_none());
    let (zh, en) = if dry_run {
        ("检查通过，未建立", "checked, not made")
    } else {
        ("已建立账本", "a ledger was made at")
    };
    globals.talk(&format!("{zh} {shown}"), &format!("{en} {shown}"));
    told(globals, ledger.zip(signer.as_ref()), &Recorded { receipt, rejected: Vec::new(), dry_run }, None)?;
    Ok(Exit::Done)
}

/// Any key that is there already is another ledger's.
pub(super) fn refuse_other_key(globals: &Globals) -> Result<(), Stop> {
    match globals.key.clone().filter(|key| key.exists()) {
        Some(file) => Err(LedgerError::Key(KeyFault::LeftBehind { file }).into()),
        None => Ok(()),
    }
}

/// `append`: facts from a file.
pub(super) fn append(globals: &Globals, request: &Append) -> Answer {
    let file = lines(request.file.as_deref())?;
    let kept = request.receipt.as_deref().map(NewFile::at).transpose()?;
    let ledger = globals.open_for(&request.writing)?;
    let options = AppendOptions {
        atomic: request.atomic,
        preserve: request.preserve,
        overriding: request.overriding.as_deref().map(Into::into),
        ids: if request.again { Ids::Fresh } else { Ids::Of(file.digest()?) },
        ..if request.preserve { by_nobody(&request.writing) } else { options(&request.writing)? }
    };
    let appending = Appending::of_file(&ledger, file, options);
    let rejected = record(globals, &ledger, appending, &request.writing, kept)?;
    if !request.atomic && globals.json.is_none() {
        give_back(globals, &rejected)?;
    }
    Ok(if rejected.is_empty() { Exit::Done } else { Exit::Refused })
}

/// What became of a batch.
struct Recorded {
    receipt: Receipt,
    rejected: Vec<Rejected>,
    dry_run: bool,
}

/// Records a batch, signs the ledger as it then is, and says what was recorded and what was not. The key is looked at
/// first, so that nothing is recorded that cannot be signed.
pub(super) fn record(
    globals: &Globals,
    ledger: &Ledger,
    appending: Appending<'_>,
    writing: &Writing,
    kept: Option<NewFile>,
) -> Result<Vec<Rejected>, Stop> {
    let dry_run = writing.dry_run;
    let signer = if dry_run { None } else { Some(ledger.signer(globals.key.as_deref())?) };
    let (receipt, rejected) = appending.finish()?;
    let signer = signer.filter(|_| receipt.recorded > 0 || receipt.repeated > 0);
    let recorded = Recorded { receipt, rejected, dry_run };
    told(globals, signer.as_ref().map(|signer| (ledger, signer)), &recorded, kept)?;
    Ok(recorded.rejected)
}

/// Signs, and tells. When signing fails, what was recorded is told all the same: it stays recorded.
fn told(
    globals: &Globals,
    signing: Option<(&Ledger, &Signer)>,
    recorded: &Recorded,
    kept: Option<NewFile>,
) -> Result<(), Stop> {
    let (checkpoint, failure) = match signing.map(|(ledger, signer)| ledger.sign(signer)).transpose() {
        Ok(checkpoint) => (checkpoint.map(|checkpoint| checkpoint.note), None),
        Err(error) => (None, Some(error)),
    };
    let Recorded { receipt, rejected, dry_run } = recorded;
    if globals.json.is_none() {
        refused(globals, rejected);
    }
    let lines = rejected.iter().map(|one| RefusedV1::of(one, complaint_value(&one.fault.complaint())));
    let view = ReceiptV1::of(receipt, *dry_run, checkpoint.as_deref(), lines.collect());
    let value = serde_json::to_value(&view).unwrap_or_default();
    if globals.json.is_some() {
        globals.value(&value)?;
    } else {
        summary(globals, receipt, *dry_run, rejected.len());
        receipt.deprecated.iter().for_each(|outdated| outdated_told(globals, outdated));
        unread_told(globals, &receipt.unread);
    }
    if let Some(why) = failure {
        return Err(LedgerError::RecordedUnsigned { head: receipt.head, why: Box::new(why) }.into());
    }
    if let Some((_, signer)) = signing {
        tell_new_key(globals, signer);
    }
    match kept {
        Some(file) if checkpoint.is_some() => {
            let text = format!("{}\n", serde_json::to_string_pretty(&value).unwrap_or_default());
            // What is recorded stays recorded, and the checkpoint of the receipt can be had once more.
            file.fill(text.as_bytes()).inspect_err(|_| {
                globals.talk(
                    "事件已记入并签名，只是回执没有写成；检查点可用 qizhang checkpoint --out 文件 再取",
                    "the events are recorded and signed, and only the receipt was not written; qizhang checkpoint --out FILE \
                     gives the checkpoint once more",
                );
            })
        }
        Some(_) => {
            globals.talk("没有记入事件，没有写回执", "no event was recorded, and no receipt was written");
            Ok(())
        }
        None => Ok(()),
    }
}

/// Says which lines were refused, and why.
fn refused(globals: &Globals, rejected: &[Rejected]) {
    refused_in(globals, None, rejected);
}

/// The same of a file, by its name.
pub(super) fn refused_in(globals: &Globals, file: Option<&Path>, rejected: &[Rejected]) {
    let [zh, en] = match file.map(Path::display) {
        Some(file) => [format!("{file} "), format!("{file}, ")],
        None => [String::new(), String::new()],
    };
    for one in rejected.iter().take(TOLD) {
        let line = globals.pick(&format!("{zh}第 {} 行", one.line), &format!("{en}line {}", one.line));
        note(&line);
        complain(&one.fault.complaint(), globals.lang);
    }
    if rejected.len() > TOLD {
        let more = rejected.len() - TOLD;
        globals.talk(
            &format!("另有 {more} 行被退回；--json 列出全部"),
            &format!("and {more} more refused; --json lists all"),
        );
    }
}

fn summary(globals: &Globals, receipt: &Receipt, dry_run: bool, refused: usize) {
    let Receipt { recorded, repeated, held_back, head, root, .. } = receipt;
    let root = root.short();
    if *held_back > 0 {
        whole_or_not(globals, receipt, dry_run, refused);
        return;
    }
    if dry_run {
        let all = recorded.saturating_add(*repeated).saturating_add(count(refused));
        globals.talk(
            &format!("检查：共 {all} 行，可记 {recorded} 条，早已记过 {repeated} 条，退回 {refused} 行；没有写入"),
            &format!(
                "checked {}: {recorded} could be recorded, {repeated} are there already, {refused} refused; nothing was written",
                counted(all, "line")
            ),
        );
        return;
    }
    if *recorded == 0 && *repeated == 0 && refused == 0 {
        globals.talk("文件里没有事件；没有写入", "the file has no events; nothing was written");
        return;
    }
    if *recorded == 0 && *repeated == 0 {
        globals.talk(
            &format!("没有写入：退回 {refused} 行；账本仍到 #{head}"),
            &format!("nothing was written: {refused} refused; the ledger still ends at #{head}"),
        );
        return;
    }
    let again = if *repeated > 0 {
        (format!("，{repeated} 条早已记过"), format!(", {repeated} were there already"))
    } else {
        (String::new(), String::new())
    };
    let back = if refused > 0 {
        (format!("，退回 {refused} 行"), format!(", {refused} refused"))
    } else {
        (String::new(), String::new())
    };
    globals.talk(
        &format!("记入 {recorded} 条{}{}；账本到 #{head}，根 {root}", again.0, back.0),
        &format!("{recorded} recorded{}{}; the ledger ends at #{head}, root {root}", again.1, back.1),
    );
}

/// A batch that is refused whole, with lines in it that are not to blame.
fn whole_or_not(globals: &Globals, Receipt { held_back, head, .. }: &Receipt, dry_run: bool, refused: usize) {
    let all = held_back.saturating_add(count(refused));
    let [zh, en] = if dry_run { ["检查", "checked"] } else { ["没有写入", "nothing was written of"] };
    let (end_zh, end_en) = if dry_run {
        ("没有写入".to_owned(), "nothing was written".to_owned())
    } else {
        (format!("账本仍到 #{head}"), format!("the ledger still ends at #{head}"))
    };
    globals.talk(
        &format!("{zh}：共 {all} 行，退回 {refused} 行，其余 {held_back} 行合格，但整批一起记入或都不记入；{end_zh}"),
        &format!(
            "{en} {}: {refused} refused; the other {held_back} are in order, and a batch is recorded whole or not at all; {end_en}",
            counted(all, "line")
        ),
    );
}

fn count(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}

/// A type that should not be used any more is said, however right its events are.
pub(super) fn outdated_told(globals: &Globals, Outdated { name, title, deprecated, events }: &Outdated) {
    let said = deprecation(deprecated);
    globals.talk(
        &format!("注意：{events} 条是{}（{name}）。{}", title.zh, said.zh),
        &format!("note: {events} of type {name} ({}). {}", title.en, said.en),
    );
}

/// What came in and is not read is said, however rightly it was recorded where it comes from: no answer rests on it.
fn unread_told(globals: &Globals, unread: &[Unread]) {
    for Unread { name, version, newest, events } in unread.iter().take(TOLD) {
        let (zh, en) = match newest {
            Some(newest) => {
                (format!("账本只读得懂它的第 {newest} 版"), format!("the newest version that is read is {newest}"))
            }
            None => (
                "账本和程序都不认识这个类型".to_owned(),
                "neither the ledger nor the program knows the type".to_owned(),
            ),
        };
        globals.talk(
            &format!("注意：{events} 条是 {name} 第 {version} 版，{zh}；照原样保存，不参与计算"),
            &format!(
                "note: {} of {name} version {version}, and {en}; kept as written, and nothing is computed from it",
                counted(*events, "event")
            ),
        );
    }
    if unread.len() > TOLD {
        let more = unread.len() - TOLD;
        globals.talk(
            &format!("另有 {more} 个不认识的类型或版本；--json 列出全部"),
            &format!("and {more} more types or versions that are not known; --json lists all"),
        );
    }
    if !unread.is_empty() {
        globals.talk(
            "要让它们参与计算，请改用登记了它们的账本所导出的历史，或换用认识它们的程序",
            "to have them count, bring in the history of a ledger that declares them, or use a program that knows them",
        );
    }
}

/// The refused lines as they came, each with its reason, one JSON object a line. Of a line that is no text or too long there
/// is the beginning.
fn give_back(globals: &Globals, rejected: &[Rejected]) -> Result<(), Stop> {
    let mut text = String::new();
    for one in rejected {
        let complaint = one.fault.complaint();
        let lang = globals.lang;
        let reason = match lang {
            Lang::Zh => format!("{}；{}", complaint.what.zh, complaint.remedy.zh),
            Lang::En => format!("{}; {}", complaint.what.en, complaint.remedy.en),
        };
        let (given, begins) = (&one.back.text, &one.back.begins);
        let value =
            json!({"line": one.line, "code": complaint.code, "reason": reason, "text": given, "begins": begins});
        text.push_str(&value.to_string());
        text.push('\n');
    }
    data(&text)
}
