//! The answer.

use super::Run;
use crate::cli::exit::Exit;
use crate::cli::input::lines;
use crate::cli::new_file::NewFile;
use crate::cli::output::{Answer, Stop};
use crate::cli::request::Globals;
use crate::ledger::{Added, AsItIs, Cited, Files, Ledger, Repeated, Scenario, ScenarioFile};
use crate::value::KnownAt;
use crate::view::{SweepV1, WhatIfV1, answer_digest};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// So many of the lines that differ are listed unless all are asked for.
const SHOWN: usize = 20;

/// Runs a scenario.
pub(in crate::cli) fn whatif(globals: &Globals, request: &Run) -> Answer {
    let ledger = globals.open_read()?;
    let mut file = request.file.as_deref().map(|path| ledger.scenario_file(path)).transpose()?.unwrap_or_default();
    let base = base(globals, request, &ledger, &mut file)?;
    let (saved, range) = (file.saved.take(), file.sweep.take());
    let scenario = scenario(globals, request, file, range.is_some())?;
    let (answer, cited) = if let Some(range) = request.sweep.as_ref().or(range.as_ref()) {
        let sweep = base.sweep(&ledger, scenario, range)?;
        let answer = serde_json::to_value(SweepV1::of(&sweep)).unwrap_or_default();
        globals.document(&sweep.page(), || answer.clone())?;
        (answer, sweep.cited)
    } else {
        let run = base.what_if(&ledger, scenario)?;
        let most = if request.all { usize::MAX } else { SHOWN };
        let answer = serde_json::to_value(WhatIfV1::of(&run)).unwrap_or_default();
        globals.document(&run.page(most), || answer.clone())?;
        (answer, run.cited)
    };
    if let Some(path) = &request.save {
        save(globals, path, &cited, &answer)?;
    }
    let repeated = saved.and_then(|saved| Some((cited.repeats(&saved, answer_digest(&answer))?, saved.engine)));
    Ok(repeated.map_or(Exit::Done, |(repeated, engine)| told(globals, repeated, &engine)))
}

/// What the scenario is held against: the ledger as it is, or another scenario.
fn base(globals: &Globals, request: &Run, ledger: &Ledger, file: &mut ScenarioFile) -> Result<AsItIs, Stop> {
    let known = match globals.known {
        KnownAt::Head => file.known.unwrap_or(KnownAt::Head),
        asked => asked,
    };
    let horizon = ledger.horizon(globals.on.or(file.on), known)?;
    let law = ledger.as_it_is(horizon)?;
    let named = request.beside.as_deref().map(|path| ledger.scenario_file(path)).transpose()?;
    match named.map(|named| named.scenario).or_else(|| file.beside.take()) {
        Some(scenario) => Ok(law.baseline(ledger, scenario)?),
        None => Ok(law),
    }
}

/// What the options say, after what the file says.
fn scenario(globals: &Globals, request: &Run, file: ScenarioFile, has_range: bool) -> Result<Scenario, Stop> {
    let added = request.adds.iter().map(|path| {
        let from = Some(path.as_path()).filter(|path| path.as_os_str() != "-");
        Ok::<_, Stop>(Added { name: path.display().to_string(), lines: lines(from)? })
    });
    let name = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
    let has_range = has_range && request.sweep.is_none();
    Ok(Scenario {
        title: request.title.clone(),
        sets: request.sets.clone(),
        reads: globals.reads.clone(),
        drops: request.drops.clone(),
        adds: added.collect::<Result<_, _>>()?,
        only_known: request.only_known,
        earlier: vec![file.scenario],
        files: Files { own: name(&request.file), beside: name(&request.beside), has_range },
    })
}

/// Keeps the scenario in a file, with everything in it looked up.
fn save(globals: &Globals, path: &Path, cited: &Cited, answer: &Value) -> Result<(), Stop> {
    NewFile::at(path)?.fill(cited.file(answer_digest(answer)).as_bytes())?;
    let shown = path.display();
    globals.talk(&format!("方案已存入 {shown}"), &format!("the scenario is kept in {shown}"));
    Ok(())
}

/// Whether the answer is the one that was saved.
fn told(globals: &Globals, repeated: Repeated, engine: &str) -> Exit {
    match repeated {
        Repeated::Same => {
            globals.talk("与保存时的结果逐字节相同", "the answer is the one that was saved, to the byte");
            Exit::Done
        }
        Repeated::Differs { by_another } => {
            let (zh, en) = if by_another {
                (format!("，当时的程序是 {engine} 版"), format!("; version {engine} of the program gave that one"))
            } else {
                (String::new(), String::new())
            };
            globals.talk(
                &format!("与保存时的结果不同{zh}"),
                &format!("the answer differs from the one that was saved{en}"),
            );
            Exit::Found
        }
    }
}
