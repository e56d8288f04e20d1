//! `event check`: what is wrong with declarations, and what is worth a second look.

use super::files::{folder, group, read};
use crate::cli::exit::Exit;
use crate::cli::outcome::{Against, outcome};
use crate::cli::output::{Answer, Stop, data};
use crate::cli::request::Globals;
use crate::ledger::{Beside, Candidate, CheckedFile, Evolution, Told, check_declarations, gone};
use crate::value::{Lang, legible};
use crate::view::EventCheckV1;
use std::path::{Path, PathBuf};

/// Looks at files and folders, or at the folder of types.
pub(super) fn check(globals: &Globals, paths: &[PathBuf], types: Option<&Path>) -> Answer {
    let paths = if paths.is_empty() { vec![folder(types)?] } else { paths.to_vec() };
    let mut checked = Vec::new();
    for path in &paths {
        let group = group(path)?;
        let own = check_declarations(&group.asked, &group.others, &group.beside);
        let gone = group.whole.and_then(|whole| gone(&whole.lock, &group.beside.pins, whole.one.as_deref(), &own));
        checked.extend(own);
        checked.extend(gone);
    }
    tell(globals, &checked)?;
    Ok(if checked.iter().all(CheckedFile::is_fine) { Exit::Done } else { Exit::Refused })
}

/// Looks at a file beside the types of a ledger, and then at what it would change there of what is due.
pub(super) fn against(globals: &Globals, paths: &[PathBuf], against: &Against) -> Answer {
    let Some(path) = paths.first() else { return Ok(Exit::Usage) };
    let file = read(path)?;
    let ledger = against.open()?;
    let known = Beside::of(&ledger)?;
    let text = file.text.clone();
    let checked = check_declarations(&[file], &[], &known);
    if !checked.iter().all(CheckedFile::is_fine) {
        tell(globals, &checked)?;
        return Ok(Exit::Refused);
    }
    if globals.json.is_none() {
        tell(globals, &checked)?;
        if let Some(said) = ledger.would_retag(&text)?.map(|retagging| retagging.told()) {
            globals.talk(&said.zh, &said.en);
        }
    }
    outcome(globals, path, Candidate::Type(&text), against)
}

/// Says what was found out about files.
pub(super) fn tell(globals: &Globals, checked: &[CheckedFile]) -> Result<(), Stop> {
    if globals.json.is_some() {
        return globals.value(&serde_json::to_value(EventCheckV1::of(checked)).unwrap_or_default());
    }
    for file in checked {
        for told in &file.told {
            data(&format!("{}\n", line(file, told, globals.lang)))?;
        }
        if let Some(evolution) = file.evolution.as_ref().filter(|_| !file.released) {
            data(&format!("{}\n", compared(file, evolution, globals.lang)))?;
        }
    }
    let all = || checked.iter().flat_map(|file| &file.told);
    let (files, faults) = (checked.len(), all().filter(|told| told.is_fault).count());
    let advice = all().count().saturating_sub(faults);
    globals.talk(
        &format!("检查了 {files} 个文件：{faults} 处必须改，{advice} 条建议"),
        &format!("files checked: {files}; to be mended: {faults}; advice: {advice}"),
    );
    Ok(())
}

/// One remark on a line, as editors and terminals find their way by it.
pub(super) fn line(file: &CheckedFile, told: &Told, lang: Lang) -> String {
    let (path, place, complaint) = (file.path.display(), &told.place, &told.complaint);
    let (why, remedy) = (complaint.why.get(lang), complaint.remedy.get(lang));
    let level = match (lang, told.is_fault) {
        (Lang::Zh, true) => "必须改",
        (Lang::Zh, false) => "建议",
        (Lang::En, true) => "fault",
        (Lang::En, false) => "advice",
    };
    let at = if place.path.is_empty() { String::new() } else { format!(" {}", place.path) };
    let said = match lang {
        Lang::Zh => format!("{why}{remedy}（{}）", told.page()),
        Lang::En => format!("{why} {remedy} ({})", told.page()),
    };
    let text = format!("{path}:{}:{}: {level}[{}]{at}  {said}", place.line, place.column, complaint.code);
    legible(&text)
}

/// How a version stands beside the one before it.
fn compared(file: &CheckedFile, evolution: &Evolution, lang: Lang) -> String {
    let (path, since, shape) = (file.path.display(), evolution.since, evolution.shape());
    let says = match (lang, shape) {
        (Lang::Zh, "full") => "旧事件按新版读，只认得旧版的程序也读得了新事件",
        (Lang::Zh, "backward") => "旧事件按新版读；只认得旧版的程序读不了新事件",
        (Lang::Zh, "forward") => "旧事件按新版读不出；只认得旧版的程序读得了新事件",
        (Lang::Zh, _) => "两个方向都读不了",
        (Lang::En, "full") => "old events read as this version, and a reader of the old one takes new events",
        (Lang::En, "backward") => "old events read as this version; a reader of the old one does not take new events",
        (Lang::En, "forward") => "old events do not read as this version; a reader of the old one takes new events",
        (Lang::En, _) => "neither reads the other",
    };
    let barriers: Vec<String> = evolution
        .barriers
        .iter()
        .map(|barrier| format!("{} {}", barrier.field, barrier.why.told().get(lang)))
        .collect();
    let rest = match (lang, barriers.is_empty()) {
        (_, true) => String::new(),
        (Lang::Zh, false) => format!("：{}", barriers.join("；")),
        (Lang::En, false) => format!(": {}", barriers.join("; ")),
    };
    let text = match lang {
        Lang::Zh => format!("{path}: 与第 {since} 版相比 {shape}：{says}{rest}"),
        Lang::En => format!("{path}: {shape} beside version {since}: {says}{rest}"),
    };
    legible(&text)
}
