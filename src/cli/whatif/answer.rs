//! The answer.

use super::Run;
use crate::cli::bar::Bar;
use crate::cli::exit::Exit;
use crate::cli::input::lines;
use crate::cli::new_file::NewFile;
use crate::cli::output::{Answer, Stop};
use crate::cli::request::Globals;
use crate::cli::usage::Slip;
use crate::explain::Under;
use crate::ledger::{
    Added, AsItIs, Cited, Extent, Files, Ledger, Repeated, Saved, Scenario, ScenarioFile, WhatIf, policy_in_place,
};
use crate::value::{Digest, KnownAt};
use crate::view::{SweepV1, WhatIfV1, answer_digest};
use serde_json::{Value, json};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

/// So many of the lines that differ are listed unless all are asked for.
const SHOWN: usize = 20;

/// Runs a scenario.
pub(in crate::cli) fn whatif(globals: &Globals, request: &Run) -> Answer {
    let ledger = globals.open_read()?;
    let mut file = request.file.as_deref().map(|path| ledger.scenario_file(path)).transpose()?.unwrap_or_default();
    // The process ends with it, and the system takes everything back at once.
    let base = ManuallyDrop::new(base(globals, request, &ledger, &mut file)?);
    let (saved, range) = (file.saved.take(), file.sweep.take());
    let scenario = scenario(globals, request, file, range.is_some())?;
    // Where nothing is kept and nothing was, nobody asks for the bytes of the answer.
    let is_kept = request.save.is_some() || saved.is_some();
    let told = if let Some(range) = request.sweep.as_ref().or(range.as_ref()) {
        lists_nothing(request).map_err(Stop::Slip)?;
        let mut bar = Bar::of(globals, 0, ["已算 {human_pos} 个取值", "{human_pos} values run"]);
        let sweep = base.sweep(&ledger, scenario, range, &mut |done, of| bar.stands_at(done, of));
        bar.clear();
        let sweep = sweep?;
        let answer = || serde_json::to_value(SweepV1::of(&sweep)).unwrap_or_default();
        let told = Told::of(is_kept.then(answer).as_ref(), &sweep.cited, saved);
        globals.document(&sweep.page(), || told.with_repeats(answer()))?;
        told
    } else {
        let run = base.what_if(&ledger, scenario)?;
        let under = request.sensitivity.then(|| under(globals, &run)).transpose()?;
        let lines = if request.all { usize::MAX } else { SHOWN.max(request.why) };
        let answer = is_kept.then(|| serde_json::to_value(WhatIfV1::of(&run)).unwrap_or_default());
        let (told, trees) = (Told::of(answer.as_ref(), &run.cited, saved), run.trees(request.why));
        let page = run.page(&Extent { lines, trees: &trees, under: under.as_deref(), veil: None });
        let asked = || serde_json::to_value(WhatIfV1::of(&run).with(&trees, under.as_deref())).unwrap_or_default();
        globals.document(&page, || told.with_repeats(asked()))?;
        told
    };
    if let Some(path) = &request.save {
        save(globals, path, &told)?;
    }
    Ok(told.ending(globals))
}

/// An answer, and whether it is the one that was saved.
struct Told {
    /// The digest of the answer, where it is kept or was.
    answer: Option<Digest>,
    cited: Cited,
    saved: Option<Saved>,
    repeated: Option<Repeated>,
}

impl Told {
    fn of(answer: Option<&Value>, cited: &Cited, saved: Option<Saved>) -> Self {
        let answer = answer.map(answer_digest);
        let repeated = saved.as_ref().zip(answer).and_then(|(saved, answer)| cited.repeats(saved, answer));
        Self { answer, cited: cited.clone(), saved, repeated }
    }

    /// The same for programs, which are told in the answer itself.
    fn with_repeats(&self, mut answer: Value) -> Value {
        let own = self.repeated.zip(self.saved.as_ref());
        if let Some((slot, (repeated, saved))) = answer.pointer_mut("/repeats").zip(own) {
            *slot = json!({"same": repeated == Repeated::Same, "engine": saved.engine});
        }
        answer
    }

    /// Says whether the answer is the one that was saved; nothing where none was.
    fn ending(&self, globals: &Globals) -> Exit {
        let Some(saved) = &self.saved else { return Exit::Done };
        let engine = &saved.engine;
        let (zh, en) = match self.repeated {
            None => (
                "改动了所存的方案，不与所存的结果核对".to_owned(),
                "it is not the scenario that was saved, and not compared".to_owned(),
            ),
            Some(Repeated::Same) => {
                ("与保存时的结果逐字节相同".to_owned(), "the answer is the one that was saved, to the byte".to_owned())
            }
            Some(Repeated::Differs { by_another: true }) => (
                format!("与保存时的结果不同，当时的程序是 {engine} 版"),
                format!(
                    "the answer differs from the one that was saved; version {engine} of the program gave that one"
                ),
            ),
            Some(Repeated::Differs { by_another: false }) => (
                format!("与保存时的结果不同，程序却同是 {engine} 版：文件里所记的结果摘要被改过，或程序有错，请报告"),
                format!(
                    "the answer differs from the one that was saved, though version {engine} gave both: the digest in the file was edited, or the \
                     program is at fault; please report it"
                ),
            ),
        };
        globals.talk(&zh, &en);
        if matches!(self.repeated, Some(Repeated::Differs { .. })) { Exit::Found } else { Exit::Done }
    }
}

/// The same difference under other readings: many runs, so it is shown how far they have come.
fn under(globals: &Globals, run: &WhatIf<'_>) -> Result<Vec<Under>, Stop> {
    let mut bar = Bar::of(globals, 0, ["已算 {human_pos} 个选项", "{human_pos} options run"]);
    let under = run.under_readings(&mut |done, of| bar.stands_at(done, of));
    bar.clear();
    Ok(under?)
}

/// A range is a row for each value: there is nothing to list, to explain, or to ask under other readings.
fn lists_nothing(request: &Run) -> Result<(), Slip> {
    let asked = [("--all", request.all), ("--why", request.why > 0), ("--sensitivity", request.sensitivity)];
    match asked.into_iter().find(|(_, asked)| *asked) {
        Some((flag, _)) => Err(Slip::TooMany { word: flag.to_owned() }),
        None => Ok(()),
    }
}

/// What the scenario is held against: the ledger as it is, or another scenario.
fn base(globals: &Globals, request: &Run, ledger: &Ledger, file: &mut ScenarioFile) -> Result<AsItIs, Stop> {
    let known = match globals.known {
        KnownAt::Head => file.known.unwrap_or(KnownAt::Head),
        asked => asked,
    };
    let horizon = ledger.horizon(globals.on.or(file.on), known)?;
    let named = request.beside.as_deref().map(|path| ledger.baseline_file(path)).transpose()?;
    let afresh = request.afresh || file.afresh || named.as_ref().is_some_and(|named| named.afresh);
    let law = if afresh { ledger.afresh(horizon)? } else { ledger.as_it_is(horizon)? };
    match named.map(|named| named.scenario).or_else(|| file.beside.take()) {
        Some(scenario) => Ok(law.baseline(ledger, scenario)?),
        None => Ok(law),
    }
}

/// What the options say, after what the file says.
fn scenario(globals: &Globals, request: &Run, file: ScenarioFile, has_range: bool) -> Result<Scenario, Stop> {
    let added = request.adds.iter().map(|path| {
        let from = Some(path.as_path()).filter(|path| path.as_os_str() != "-");
        Ok::<_, Stop>(Added { name: path.display().to_string(), lines: lines(from)?, as_policy: false })
    });
    let policies = request.policies.iter().map(|path| Ok(policy_in_place(path, &path.display().to_string())?));
    let name = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
    let has_range = has_range && request.sweep.is_none();
    Ok(Scenario {
        title: request.title.clone(),
        sets: request.sets.clone(),
        reads: globals.reads.clone(),
        drops: request.drops.clone(),
        adds: added.chain(policies).collect::<Result<_, _>>()?,
        only_known: request.only_known,
        earlier: vec![file.scenario],
        files: Files { own: name(&request.file), beside: name(&request.beside), has_range },
    })
}

/// Keeps the scenario in a file, with everything in it looked up.
fn save(globals: &Globals, path: &Path, told: &Told) -> Result<(), Stop> {
    let file = told.answer.map(|answer| told.cited.file(answer)).unwrap_or_default();
    NewFile::at(path)?.fill(file.as_bytes())?;
    let shown = path.display();
    globals.talk(&format!("方案已存入 {shown}"), &format!("the scenario is kept in {shown}"));
    Ok(())
}
