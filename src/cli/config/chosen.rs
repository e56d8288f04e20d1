//! The one place that decides what a setting is: the flag, else the environment, else the file, else what holds where nobody says
//! anything.

use super::environment::Said;
use super::setting::{self, Setting};
use crate::cli::serve::LogForm;
use crate::cli::usage::Slip;
use crate::value::{Lang, PublicName};
use clap::ArgMatches;
use std::ffi::OsString;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// A flag.
    Flag,
    /// A variable of the environment.
    Variable,
    /// A line of the file.
    Line(usize),
    /// Nobody said anything.
    Default,
}

/// A value, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Chosen<T> {
    pub(in crate::cli) value: T,
    pub(super) source: Source,
}

impl<T> Chosen<T> {
    fn or_default(found: Option<Self>, value: T) -> Self {
        found.unwrap_or(Self { value, source: Source::Default })
    }

    fn map<U>(self, of: impl FnOnce(T) -> U) -> Chosen<U> {
        Chosen { value: of(self.value), source: self.source }
    }
}

/// Every setting as it counts for a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Settings {
    pub(in crate::cli) ledger: Chosen<PathBuf>,
    /// The key, where another place than beside the ledger is named.
    pub(in crate::cli) key: Chosen<Option<PathBuf>>,
    pub(in crate::cli) lang: Chosen<Lang>,
    pub(in crate::cli) listen: Chosen<SocketAddr>,
    pub(in crate::cli) write: Chosen<bool>,
    pub(in crate::cli) closed: Chosen<bool>,
    pub(in crate::cli) public: Chosen<Option<PublicName>>,
    pub(in crate::cli) log: Chosen<Option<LogForm>>,
}

impl Settings {
    /// The settings of a command with its words.
    pub(in crate::cli) fn of(own: &ArgMatches, said: &Said) -> Result<Self, Slip> {
        // A flag that a command does not have is not given.
        let flag = |setting: Setting| {
            let given = own.try_get_one::<String>(setting.flag().trim_start_matches('-'));
            given.ok().flatten().map(OsString::from)
        };
        let found = |setting| said.chosen(setting, flag(setting));
        let place = |setting| found(setting).map(|found| found.map(PathBuf::from));
        let (listen, write) = (found(Setting::Listen), found(Setting::Write));
        Ok(Self {
            ledger: Chosen::or_default(place(Setting::Ledger), PathBuf::from("qizhang.ledger")),
            key: Chosen::or_default(place(Setting::Key).map(|key| key.map(Some)), None),
            lang: said.lang(flag(Setting::Lang))?,
            listen: Chosen::or_default(
                read(Setting::Listen, listen, setting::listen)?,
                SocketAddr::from((Ipv4Addr::LOCALHOST, 7480)),
            ),
            write: Chosen::or_default(read(Setting::Write, write, setting::switch)?, false),
            closed: Chosen::or_default(read(Setting::Closed, found(Setting::Closed), setting::switch)?, false),
            public: Chosen::or_default(read(Setting::Public, found(Setting::Public), setting::public)?, None),
            log: Chosen::or_default(read(Setting::Log, found(Setting::Log), setting::log)?, None),
        })
    }
}

impl Said {
    /// Who wins.
    fn chosen(&self, setting: Setting, flag: Option<OsString>) -> Option<Chosen<OsString>> {
        let by_flag = || flag.map(|value| Chosen { value, source: Source::Flag });
        let by_variable = || {
            let value = self.variable(setting)?.clone();
            Some(Chosen { value, source: Source::Variable })
        };
        let by_line = || {
            let line = self.file.as_ref()?.1.get(&setting)?;
            Some(Chosen { value: line.value.clone(), source: Source::Line(line.number) })
        };
        by_flag().or_else(by_variable).or_else(by_line)
    }

    /// The language, which is needed before anything else, also to say that the words were wrong.
    pub(in crate::cli) fn lang(&self, flag: Option<OsString>) -> Result<Chosen<Lang>, Slip> {
        let found = read(Setting::Lang, self.chosen(Setting::Lang, flag), setting::lang)?;
        Ok(Chosen::or_default(found, Lang::Zh))
    }

    /// The ledger of a command that is not wholly typed yet.
    pub(in crate::cli) fn ledger(&self) -> Option<PathBuf> {
        self.chosen(Setting::Ledger, None).map(|found| PathBuf::from(found.value))
    }
}

/// A text as what it stands for. What a file says was looked at when the file was read.
fn read<T>(
    setting: Setting,
    found: Option<Chosen<OsString>>,
    of: fn(&str) -> Option<T>,
) -> Result<Option<Chosen<T>>, Slip> {
    let Some(Chosen { value, source }) = found else { return Ok(None) };
    match value.to_str().and_then(of) {
        Some(value) => Ok(Some(Chosen { value, source })),
        None => {
            let flag = match source {
                Source::Flag => setting.flag(),
                Source::Variable => setting.variable(),
                Source::Line(_) | Source::Default => setting.key(),
            };
            Err(Slip::BadValue { flag, value: value.to_string_lossy().into_owned(), example: setting.example() })
        }
    }
}

/// The value of an option that is needed before the words are understood.
pub(in crate::cli) fn given<'w>(words: &'w [OsString], name: &str) -> Option<&'w str> {
    let mut words = words.iter().map(|word| word.to_str().unwrap_or_default()).take_while(|word| *word != "--");
    while let Some(word) = words.next() {
        if word == name {
            return words.next();
        }
        if let Some(value) = word.strip_prefix(name).and_then(|rest| rest.strip_prefix('=')) {
            return Some(value);
        }
    }
    None
}
