//! What was typed, understood.

use super::story::Story;
use crate::cli::outcome::Against;
use crate::cli::request::{Writing, writing};
use crate::cli::usage::Slip;
use crate::value::TypeName;
use clap::ArgMatches;
use std::path::PathBuf;

/// One of these commands.
#[derive(Debug, Clone)]
pub(in crate::cli) enum Event {
    New(New),
    /// These files and folders, or the folder of types when none is named.
    Check {
        paths: Vec<PathBuf>,
        folder: Option<PathBuf>,
        /// The ledger one file is held against.
        against: Option<Against>,
        /// The story that is told to a new ledger.
        story: Option<Story>,
    },
    Release(Release),
    Register {
        file: PathBuf,
        writing: Writing,
    },
    /// The types, or one of them; to a new folder where one is named.
    Docs {
        kind: Option<String>,
        out: Option<(PathBuf, Form)>,
    },
}

/// `event new`.
#[derive(Debug, Clone)]
pub(in crate::cli) struct New {
    pub(in crate::cli) name: TypeName,
    pub(in crate::cli) zh: Option<String>,
    pub(in crate::cli) en: Option<String>,
    pub(in crate::cli) folder: Option<PathBuf>,
    /// The version after the newest, and not the first.
    pub(in crate::cli) next: bool,
    /// A story beside it.
    pub(in crate::cli) story: bool,
    pub(in crate::cli) dry_run: bool,
}

/// `event release`.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Release {
    pub(in crate::cli) name: TypeName,
    pub(in crate::cli) version: u16,
    pub(in crate::cli) folder: Option<PathBuf>,
    pub(in crate::cli) dry_run: bool,
}

/// What pages are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Form {
    Html,
    Markdown,
}

/// The command of this name with its words; none when it is another's.
pub(in crate::cli) fn understood(name: &str, own: &ArgMatches) -> Result<Option<Event>, Slip> {
    let text = |name: &str| own.get_one::<String>(name).cloned();
    let path = |name: &str| text(name).map(PathBuf::from);
    Ok(Some(match name {
        "event new" => Event::New(New {
            name: type_name("NAME", &text("name").unwrap_or_default())?,
            zh: label("--zh", text("zh"))?,
            en: label("--en", text("en"))?,
            folder: path("dir"),
            next: own.get_flag("next"),
            story: own.get_flag("story"),
            dry_run: own.get_flag("dry-run"),
        }),
        "event check" => {
            let paths: Vec<PathBuf> = own.get_many::<String>("path").into_iter().flatten().map(PathBuf::from).collect();
            let against = Against::of(own);
            let story = path("story").map(|file| Story { file, keep: own.get_flag("keep") });
            if (against.is_some() || story.is_some()) && paths.len() != 1 {
                return Err(Slip::Missing { words: vec!["PATH".to_owned()] });
            }
            Event::Check { paths, folder: path("dir"), against, story }
        }
        "event release" => release(text("version").unwrap_or_default(), path("dir"), own.get_flag("dry-run"))?,
        "event register" => Event::Register { file: path("file").unwrap_or_default(), writing: writing(own)? },
        "event docs" => Event::Docs { kind: text("type"), out: out(path("out"), text("form").as_deref())? },
        _ => return Ok(None),
    }))
}

fn release(given: String, folder: Option<PathBuf>, dry_run: bool) -> Result<Event, Slip> {
    const EXAMPLE: &str = "hightech.certified/1";
    let parts = given.split_once('/').and_then(|(name, version)| Some((TypeName::parse(name)?, version.parse().ok()?)));
    match parts.filter(|(_, version)| *version > 0) {
        Some((name, version)) => Ok(Event::Release(Release { name, version, folder, dry_run })),
        None => Err(Slip::BadValue { flag: "NAME/VERSION", value: given, example: EXAMPLE }),
    }
}

fn type_name(flag: &'static str, given: &str) -> Result<TypeName, Slip> {
    let bad = || Slip::BadValue { flag, value: given.to_owned(), example: "talent.vice_president_appointed" };
    TypeName::parse(given).ok_or_else(bad)
}

/// What a type is called: a word or a few, on a line.
fn label(flag: &'static str, given: Option<String>) -> Result<Option<String>, Slip> {
    let fit = |label: &String| {
        !label.trim().is_empty() && label.chars().count() <= 60 && !label.chars().any(char::is_control)
    };
    match given {
        Some(value) if !fit(&value) => {
            Err(Slip::BadValue { flag, value, example: "聘任科技副总, technology vice president appointed" })
        }
        given => Ok(given),
    }
}

fn out(folder: Option<PathBuf>, form: Option<&str>) -> Result<Option<(PathBuf, Form)>, Slip> {
    let form = match form {
        None | Some("html") => Form::Html,
        Some("md") => Form::Markdown,
        Some(other) => return Err(Slip::BadValue { flag: "--form", value: other.to_owned(), example: "html, md" }),
    };
    Ok(folder.map(|folder| (folder, form)))
}
