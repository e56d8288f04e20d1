//! What every command needs, of its own words or of the settings.

use super::{day, text};
use crate::cli::config::Settings;
use crate::cli::paper::Paper;
use crate::cli::usage::Slip;
use crate::ledger::KnownAt;
use crate::value::{Day, Lang};
use clap::ArgMatches;
use std::path::PathBuf;

/// What every command needs.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Globals {
    pub(in crate::cli) ledger: PathBuf,
    /// The key that signs, when another place than beside the ledger is named.
    pub(in crate::cli) key: Option<PathBuf>,
    pub(in crate::cli) on: Option<Day>,
    pub(in crate::cli) known: KnownAt,
    /// Readings flipped for this question.
    pub(in crate::cli) reads: Vec<(String, String)>,
    /// JSON is wanted; the fields to keep, all when empty.
    pub(in crate::cli) json: Option<String>,
    /// A new file for the page, in the form its name ends with.
    pub(in crate::cli) paper: Option<Paper>,
    pub(in crate::cli) plain: bool,
    pub(in crate::cli) lang: Lang,
    pub(in crate::cli) quiet: bool,
    pub(in crate::cli) verbose: bool,
}

/// Reads them of the words of a command and the settings.
pub(super) fn globals(own: &ArgMatches, settings: &Settings) -> Result<Globals, Slip> {
    let known = match text(own, "known") {
        None => KnownAt::Head,
        Some(known) => KnownAt::parse(&known).ok_or(Slip::BadValue {
            flag: "--known",
            value: known,
            example: "2026-08-20, 2026-08-20T12:00:00+08:00, 48213",
        })?,
    };
    let reads = own.get_many::<String>("read").into_iter().flatten().map(|read| {
        let pair = read.split_once('=').filter(|(reading, option)| !reading.is_empty() && !option.is_empty());
        let bad =
            || Slip::BadValue { flag: "--read", value: read.clone(), example: "R=OPTION (qizhang policy readings)" };
        pair.map(|(reading, option)| (reading.to_owned(), option.to_owned())).ok_or_else(bad)
    });
    let reads: Vec<(String, String)> = reads.collect::<Result<_, _>>()?;
    let twice = reads.iter().enumerate().find(|(at, (id, _))| reads.iter().take(*at).any(|(earlier, _)| earlier == id));
    if let Some((_, (id, _))) = twice {
        return Err(Slip::BadValue { flag: "--read", value: id.clone(), example: "R=OPTION" });
    }
    Ok(Globals {
        ledger: settings.ledger.value.clone(),
        key: settings.key.value.clone(),
        on: day(own, "on")?,
        known,
        reads,
        json: text(own, "json"),
        paper: paper(own)?,
        plain: own.get_flag("plain"),
        lang: settings.lang.value,
        quiet: own.get_flag("quiet"),
        verbose: own.get_flag("verbose"),
    })
}

/// Only commands that answer with a page have this option.
fn paper(own: &ArgMatches) -> Result<Option<Paper>, Slip> {
    let Some(file) = own.try_get_one::<String>("paper").ok().flatten() else { return Ok(None) };
    let bad = || Slip::BadValue {
        flag: "--paper",
        value: file.clone(),
        example: "FILE.html, FILE.xlsx, FILE.csv, FILE.parquet, FILE.svg",
    };
    Paper::of(file).map(Some).ok_or_else(bad)
}
