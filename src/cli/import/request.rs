//! What was typed, understood.

use crate::cli::request::{Writing, person, reason};
use crate::cli::usage::Slip;
use crate::ledger::{Duplicates, Meant};
use clap::ArgMatches;
use std::path::{Path, PathBuf};

/// One of these commands.
#[derive(Debug, Clone)]
pub(in crate::cli) enum Import {
    Template { kind: String, out: PathBuf },
    Check(Table),
    Submit { table: Table, by: String, dry_run: bool },
    Confirm { number: u64, overriding: Option<String>, receipt: Option<PathBuf>, writing: Writing },
    List { number: Option<u64> },
    Drop { number: u64, by: String, reason: String },
}

/// A table to be checked.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Table {
    /// The file; standard input when absent.
    pub(in crate::cli) file: Option<PathBuf>,
    pub(in crate::cli) kind: String,
    pub(in crate::cli) sheet: Option<String>,
    pub(in crate::cli) meant: Vec<Meant>,
    pub(in crate::cli) drop: Vec<String>,
    pub(in crate::cli) duplicates: Option<Duplicates>,
    /// A new file for the bad rows.
    pub(in crate::cli) bad: Option<PathBuf>,
    pub(in crate::cli) clock_is_right: bool,
}

/// The command of this name with its words; none when it is another's.
pub(in crate::cli) fn understood(name: &str, own: &ArgMatches) -> Result<Option<Import>, Slip> {
    let text = |name| own.get_one::<String>(name).cloned();
    let by = || person(text("by").unwrap_or_default(), "--by");
    Ok(Some(match name {
        "import template" => {
            let out = text("out").map(PathBuf::from).unwrap_or_default();
            written_as(&out, "--out", "template.xlsx, template.csv")?;
            Import::Template { kind: text("type").unwrap_or_default(), out }
        }
        "import check" => Import::Check(table(own)?),
        "import submit" => Import::Submit { table: table(own)?, by: by()?, dry_run: own.get_flag("dry-run") },
        "import confirm" => Import::Confirm {
            number: number(own)?.unwrap_or_default(),
            overriding: reason(own, "override", "--override")?,
            receipt: text("receipt").map(PathBuf::from),
            writing: Writing {
                by: Some(by()?),
                dry_run: own.get_flag("dry-run"),
                clock_is_right: own.get_flag("clock-is-right"),
            },
        },
        "import list" => Import::List { number: number(own)? },
        "import drop" => Import::Drop {
            number: number(own)?.unwrap_or_default(),
            by: by()?,
            reason: reason(own, "reason", "--reason")?.unwrap_or_default(),
        },
        _ => return Ok(None),
    }))
}

fn number(own: &ArgMatches) -> Result<Option<u64>, Slip> {
    let Some(given) = own.get_one::<String>("number") else { return Ok(None) };
    let bad = || Slip::BadValue { flag: "NUMBER", value: given.clone(), example: "7" };
    given.parse().map(Some).map_err(|_| bad())
}

fn table(own: &ArgMatches) -> Result<Table, Slip> {
    let text = |name| own.get_one::<String>(name).cloned();
    let duplicates = match text("duplicates").as_deref() {
        None => None,
        Some("keep") => Some(Duplicates::Keep),
        Some("drop") => Some(Duplicates::Drop),
        Some(other) => {
            return Err(Slip::BadValue { flag: "--duplicates", value: other.to_owned(), example: "keep, drop" });
        }
    };
    let bad = text("bad").map(PathBuf::from);
    bad.as_ref().map_or(Ok(()), |path| written_as(path, "--bad", "bad.xlsx, bad.csv"))?;
    Ok(Table {
        file: text("file").map(PathBuf::from).filter(|path| path.as_os_str() != "-"),
        kind: text("as").unwrap_or_default(),
        sheet: text("sheet"),
        meant: meant(own)?,
        drop: own.get_many::<String>("drop").into_iter().flatten().cloned().collect(),
        duplicates,
        bad,
        clock_is_right: own.get_flag("clock-is-right"),
    })
}

fn meant(own: &ArgMatches) -> Result<Vec<Meant>, Slip> {
    let all = own.get_many::<String>("column").into_iter().flatten();
    let bad = |text: &String| Slip::BadValue { flag: "--column", value: text.clone(), example: "税号=uscc" };
    all.map(|text| Meant::parse(text).ok_or_else(|| bad(text))).collect()
}

/// Refuses the name of a file that says another form than the two that are written.
fn written_as(path: &Path, flag: &'static str, example: &'static str) -> Result<(), Slip> {
    if ends(path, "xlsx") || ends(path, "csv") {
        return Ok(());
    }
    Err(Slip::BadValue { flag, value: path.display().to_string(), example })
}

/// Whether the name of a file has an ending, in small letters or capitals.
pub(super) fn ends(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending))
}
