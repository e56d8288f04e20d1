//! `--against`: what a file would change of what is due, over a whole ledger.

use crate::cli::exit::Exit;
use crate::cli::output::{Answer, Stop, data};
use crate::cli::request::Globals;
use crate::cli::usage::Slip;
use crate::ledger::{AcceptedChange, Candidate, Ledger, LedgerError, Moved, Replayed, SystemClock, accepted};
use crate::value::{Fen, Lang, counted, legible};
use crate::view::OutcomeV1;
use clap::{Arg, ArgMatches};
use std::path::{Path, PathBuf};

/// The ledger a file is held against, and what was accepted.
#[derive(Debug, Clone)]
pub(super) struct Against {
    pub(super) ledger: PathBuf,
    pub(super) accept: Option<PathBuf>,
}

impl Against {
    /// Where it was asked for.
    pub(super) fn of(own: &ArgMatches) -> Option<Self> {
        let path = |name: &str| own.get_one::<String>(name).map(PathBuf::from);
        path("against").map(|ledger| Self { ledger, accept: path("accept") })
    }

    /// The ledger.
    pub(super) fn open(&self) -> Result<Ledger, Stop> {
        Ok(Ledger::open_read(&self.ledger, Box::new(SystemClock))?)
    }
}

/// The words of it.
pub(super) fn args(define: &crate::cli::define::Define) -> [Arg; 2] {
    [
        define.option(
            "against",
            "LEDGER",
            "在这个账本上重放，逐元说明哪些应享会变；有未接受的变化时退出码为 4",
            "replay this ledger and tell every yuan that would be due otherwise; exit code 4 when something changes and was not \
             accepted",
        ),
        define
            .option(
                "accept",
                "FILE",
                "已接受的变化（TOML）：企业、条款、由、到、理由",
                "changes that were accepted (TOML): enterprise, clause, from, to, reason",
            )
            .requires("against"),
    ]
}

/// Holds a file against a ledger as it is.
pub(super) fn outcome(globals: &Globals, file: &Path, candidate: Candidate<'_>, against: &Against) -> Answer {
    if !globals.reads.is_empty() {
        return Err(Stop::Slip(Slip::NoQuestion { flag: "--read" }));
    }
    let Some(taken) = taken(globals, against.accept.as_deref())? else { return Ok(Exit::Refused) };
    let ledger = against.open()?;
    match ledger.outcome(globals.horizon(&ledger)?, candidate, taken)? {
        Ok(outcome) => {
            tell(globals, file, &outcome)?;
            Ok(if outcome.is_fine() { Exit::Done } else { Exit::Found })
        }
        Err(complaint) => Ok(globals.complain_of(file, &complaint)),
    }
}

/// What a file of accepted differences says; nothing where it was complained of.
pub(super) fn taken(globals: &Globals, file: Option<&Path>) -> Result<Option<Vec<AcceptedChange>>, Stop> {
    let Some(path) = file else { return Ok(Some(Vec::new())) };
    match accepted(&read(path)?) {
        Ok(taken) => Ok(Some(taken)),
        Err(complaint) => {
            globals.complain_of(path, &complaint);
            Ok(None)
        }
    }
}

fn read(path: &Path) -> Result<String, Stop> {
    let failed = |cause| Stop::from(LedgerError::File { path: path.display().to_string(), cause });
    std::fs::read_to_string(path).map_err(failed)
}

/// Tells what differs, and what was accepted.
pub(super) fn tell(globals: &Globals, file: &Path, outcome: &Replayed) -> Result<(), Stop> {
    if globals.json.is_some() {
        let view = OutcomeV1::of(&file.display().to_string(), outcome);
        return globals.value(&serde_json::to_value(view).unwrap_or_default());
    }
    for moved in &outcome.moved {
        data(&format!("{}\n", legible(&line(moved, globals.lang))))?;
    }
    for accepted in &outcome.gone {
        let (code, clause) = (accepted.enterprise, &accepted.clause);
        let (from, to) = (due(accepted.from, globals.lang), due(accepted.to, globals.lang));
        let [zh, en] = if outcome.moved.iter().any(|moved| moved.is(accepted)) {
            ["又接受了一次，而这样的变化没有这么多处", "accepted once more, and it does not occur so often"]
        } else {
            ["已接受，但没有出现", "accepted, and does not occur"]
        };
        let text = globals.pick(
            &format!("{code}  {clause}  {from} → {to}  {zh}：{}", accepted.reason),
            &format!("{code}  {clause}  {from} → {to}  {en}: {}", accepted.reason),
        );
        data(&format!("{}\n", legible(&text)))?;
    }
    summary(globals, outcome);
    Ok(())
}

fn summary(globals: &Globals, outcome: &Replayed) {
    let (all, called, subjects) = (outcome.moved.len(), &outcome.called, outcome.subjects);
    let open = outcome.moved.iter().filter(|moved| moved.accepted.is_none()).count();
    let sum = outcome.moved.iter().filter_map(Moved::difference).fold(Fen::ZERO, Fen::plus);
    let (on, known) = (outcome.horizon.on, outcome.horizon.known);
    if all == 0 {
        globals.talk(
            &format!("{called}：{subjects} 个主体的应享都不变（业务截至 {on}，账本到 #{known}）"),
            &format!("{called}: nothing changes for {} (as of {on}, up to #{known})", counted(subjects, "subject")),
        );
        return;
    }
    let (sum, unknown) = (sum.to_yuan(), outcome.moved.iter().filter(|moved| moved.difference().is_none()).count());
    let [beside_zh, beside_en] = match unknown {
        0 => [String::new(), String::new()],
        _ => [
            format!("（另有 {unknown} 项有一边未定，不在合计里）"),
            format!(" (and {unknown} undetermined on one side, in no sum)"),
        ],
    };
    globals.talk(
        &format!("{called}：{all} 项会变，合计 {sum} 元{beside_zh}；其中 {open} 项没有接受（业务截至 {on}，账本到 #{known}）"),
        &format!(
            "{called}: items that change: {all}, by ¥{sum} in all{beside_en}; not accepted: {open} (as of {on}, up to #{known})"
        ),
    );
}

/// One change on a line.
fn line(moved: &Moved, lang: Lang) -> String {
    let Moved { subject, clause, year, matter, .. } = moved;
    let name = moved.name.as_deref().unwrap_or("");
    let (from, to) = (due(moved.from, lang), due(moved.to, lang));
    let by = moved.difference().map(signed).unwrap_or_default();
    let state = match (&moved.accepted, lang) {
        (Some(reason), Lang::Zh) => format!("已接受：{reason}"),
        (Some(reason), Lang::En) => format!("accepted: {reason}"),
        (None, Lang::Zh) => "没有接受".to_owned(),
        (None, Lang::En) => "not accepted".to_owned(),
    };
    let words = [subject.to_string(), name.to_owned(), clause.to_string(), year.to_string(), matter.to_string()];
    let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
    format!("{}  {from} → {to}{by}  {state}", words.join("  "))
}

fn signed(by: Fen) -> String {
    let sign = if by.is_positive() { "+" } else { "" };
    format!("  {sign}{}", by.to_yuan())
}

fn due(amount: Option<Fen>, lang: Lang) -> String {
    match (amount, lang) {
        (Some(amount), _) => amount.to_yuan(),
        (None, Lang::Zh) => "未定".to_owned(),
        (None, Lang::En) => "undetermined".to_owned(),
    }
}
