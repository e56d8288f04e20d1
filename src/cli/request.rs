//! What was typed, understood once: from here on nothing is text that should be something else.

mod globals;
mod proof;

use crate::cli::access::{self, Access};
use crate::cli::audit::{self, Audit};
use crate::cli::completions::{self, Shell};
use crate::cli::config::{Said, Settings};
use crate::cli::engine::{self, Engine};
use crate::cli::event::{self, Event};
use crate::cli::import::{self, Import};
use crate::cli::input::PROGRAM;
use crate::cli::link::{self, Link};
use crate::cli::man::{self, Manual};
use crate::cli::outcome::Against;
use crate::cli::pay::{self, Pay};
use crate::cli::serve::LogForm;
use crate::cli::token::{self, Token};
use crate::cli::upkeep::{self, Upkeep};
use crate::cli::usage::Slip;
use crate::cli::user::{self, User};
use crate::cli::whatif::{self, Run};
use crate::value::{Day, Position, PublicName, Tag, legible};
use clap::ArgMatches;
use std::net::SocketAddr;
use std::path::PathBuf;

pub(super) use globals::Globals;
pub(super) use proof::{Checkpoint, Verify};

/// One command.
#[derive(Debug, Clone)]
pub(super) enum Request {
    Init { path: Option<PathBuf>, as_of: Option<Day>, from: Option<PathBuf>, dry_run: bool },
    Append(Append),
    Import(Import),
    Show { subject: String },
    Notice { subject: String },
    WhyPayment { number: String },
    WhyArticle { subject: String, article: String, full: bool },
    Statement { subject: String, year: Option<i32> },
    Lapses { within: i64 },
    Overview { within: i64 },
    Search { words: String },
    PolicyAttach { file: PathBuf, policy: Option<String>, writing: Writing },
    PolicyReadings { policy: Option<String>, sensitivity: bool },
    PolicyParameters { policy: Option<String> },
    PolicyDocuments,
    PolicyText { policy: Option<String> },
    PolicyGoverning { subject: String },
    PolicyTransitions { subject: Option<String>, near: Option<i64> },
    PolicyIssue { file: PathBuf, writing: Writing },
    PolicyDiff { one: String, other: String },
    PolicyNew { id: String, district: String, document: String, issued_on: Day },
    Register { name: Option<String>, of: Option<String> },
    PolicyCheck { file: PathBuf, against: Option<Against> },
    PolicyRelease { file: PathBuf, dry_run: bool },
    Engine(Engine),
    EventLog(Log),
    Event(Event),
    Checkpoint(Checkpoint),
    Verify(Verify),
    Audit(Audit),
    Pay(Pay),
    WhatIf(Run),
    Upkeep(Upkeep),
    Demo(Demo),
    Serve(Serve),
    Config(Box<Settings>),
    Token(Token),
    Link(Link),
    Access(Access),
    Completions(Shell),
    Man(Manual),
    User(User),
}

/// How something is recorded.
#[derive(Debug, Clone)]
pub(super) struct Writing {
    pub(super) by: Option<String>,
    pub(super) dry_run: bool,
    pub(super) clock_is_right: bool,
}

/// `append`.
#[derive(Debug, Clone)]
pub(super) struct Append {
    /// The file; standard input when absent.
    pub(super) file: Option<PathBuf>,
    pub(super) atomic: bool,
    pub(super) again: bool,
    pub(super) preserve: bool,
    /// Why what the guards refuse is recorded all the same.
    pub(super) overriding: Option<String>,
    /// A new file for the receipt.
    pub(super) receipt: Option<PathBuf>,
    pub(super) writing: Writing,
}

/// `demo`.
#[derive(Debug, Clone)]
pub(super) struct Demo {
    pub(super) path: PathBuf,
    pub(super) enterprises: Option<u32>,
    pub(super) seed: Option<u64>,
    /// A new file for the truth about the faults that are planted; none are when absent.
    pub(super) faults: Option<PathBuf>,
}

/// `serve`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Serve {
    pub(super) listen: SocketAddr,
    /// Programs may write.
    pub(super) write: bool,
    /// Whoever reads is to be signed in too.
    pub(super) closed: bool,
    /// The name by which other machines reach it.
    pub(super) public: Option<PublicName>,
    pub(super) clock_is_right: bool,
    pub(super) log: Option<LogForm>,
}

/// `event log`.
#[derive(Debug, Clone)]
pub(super) struct Log {
    pub(super) subject: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) tag: Option<Tag>,
    pub(super) by: Option<String>,
    pub(super) since: Option<Day>,
    pub(super) until: Option<Day>,
    pub(super) from: Option<Position>,
    pub(super) limit: Option<u64>,
    pub(super) as_version: Option<u16>,
}

/// Understands the words of a command line.
pub(super) fn understand(matches: &ArgMatches, said: &Said) -> Result<(Globals, Request), Slip> {
    let Some((name, own)) = matches.subcommand() else { return Err(Slip::NoCommand) };
    let (name, own) = match own.subcommand() {
        Some((inner, own)) => (format!("{name} {inner}"), own),
        None => (name.to_owned(), own),
    };
    no_question(&name, own)?;
    nothing_empty(own)?;
    let settings = Settings::of(own, said)?;
    let globals = globals::globals(own, &settings)?;
    let request = match name.as_str() {
        "init" => init(own)?,
        "append" => Request::Append(append(own)?),
        "show" => Request::Show { subject: text(own, "subject").unwrap_or_default() },
        "notice" => Request::Notice { subject: text(own, "subject").unwrap_or_default() },
        "why" => why(own),
        "statement" => Request::Statement {
            subject: text(own, "subject").unwrap_or_default(),
            year: number(own, "year", "2027")?.map(|year: u16| i32::from(year)),
        },
        "lapses" => Request::Lapses { within: within(own)? },
        "overview" => Request::Overview { within: within(own)? },
        "search" => Request::Search { words: searched(own)? },
        "policy attach" => {
            let file = path(own, "file").unwrap_or_default();
            Request::PolicyAttach { file, policy: text(own, "policy"), writing: writing(own)? }
        }
        "policy readings" => {
            Request::PolicyReadings { policy: text(own, "policy"), sensitivity: own.get_flag("sensitivity") }
        }
        "policy parameters" => Request::PolicyParameters { policy: text(own, "policy") },
        "policy documents" => Request::PolicyDocuments,
        "policy text" => Request::PolicyText { policy: text(own, "policy") },
        "policy governing" => Request::PolicyGoverning { subject: text(own, "subject").unwrap_or_default() },
        "policy transitions" => Request::PolicyTransitions { subject: text(own, "subject"), near: near(own)? },
        "policy issue" => Request::PolicyIssue { file: path(own, "file").unwrap_or_default(), writing: writing(own)? },
        "policy diff" => Request::PolicyDiff {
            one: text(own, "one").unwrap_or_default(),
            other: text(own, "other").unwrap_or_default(),
        },
        "policy new" => policy_new(own)?,
        "register" => Request::Register { name: text(own, "name"), of: text(own, "of") },
        "policy check" => {
            Request::PolicyCheck { file: path(own, "file").unwrap_or_default(), against: Against::of(own) }
        }
        "policy release" => {
            Request::PolicyRelease { file: path(own, "file").unwrap_or_default(), dry_run: own.get_flag("dry-run") }
        }
        "event log" => Request::EventLog(log(own)?),
        "checkpoint" => proof::checkpoint(own)?,
        "verify" => proof::verify(own)?,
        "demo" => Request::Demo(Demo {
            path: path(own, "path").or(path(own, "ledger")).unwrap_or_else(|| PathBuf::from("demo.ledger")),
            enterprises: enterprises(own)?,
            seed: number(own, "seed", "20250905")?,
            faults: path(own, "faults"),
        }),
        "serve" => Request::Serve(serve(own, &settings)?),
        "config show" => Request::Config(Box::new(settings)),
        "man" => Request::Man(man::understood(own)),
        "completions" => Request::Completions(completions::understood(own)?),
        other => of_rooms(other, own, settings.public.value.as_ref())?,
    };
    Ok((globals, request))
}

/// The commands that have rooms of their own.
fn of_rooms(name: &str, own: &ArgMatches, public: Option<&PublicName>) -> Result<Request, Slip> {
    if let Some(audit) = audit::understood(name, own)? {
        return Ok(Request::Audit(audit));
    }
    if let Some(token) = token::understood(name, own)? {
        return Ok(Request::Token(token));
    }
    if let Some(link) = link::understood(name, own, public)? {
        return Ok(Request::Link(link));
    }
    if let Some(access) = access::understood(name, own)? {
        return Ok(Request::Access(access));
    }
    if let Some(user) = user::understood(name, own)? {
        return Ok(Request::User(user));
    }
    if let Some(pay) = pay::understood(name, own)? {
        return Ok(Request::Pay(pay));
    }
    if let Some(import) = import::understood(name, own)? {
        return Ok(Request::Import(import));
    }
    if let Some(run) = whatif::understood(name, own)? {
        return Ok(Request::WhatIf(run));
    }
    if let Some(engine) = engine::understood(name, own)? {
        return Ok(Request::Engine(engine));
    }
    match event::understood(name, own)? {
        Some(event) => Ok(Request::Event(event)),
        None => Ok(Request::Upkeep(upkeep::understood(name, own).ok_or(Slip::NoCommand)?)),
    }
}

/// An empty word is a variable that was not set: as a path it would mean the directory one happens to stand in.
fn nothing_empty(own: &ArgMatches) -> Result<(), Slip> {
    let is_empty = |id: &str| {
        let given = own.try_get_many::<String>(id).ok().flatten();
        id != "json" && given.is_some_and(|mut words| words.any(String::is_empty))
    };
    match own.ids().find(|id| is_empty(id.as_str())) {
        Some(id) => Err(Slip::NoValue { flag: id.to_string() }),
        None => Ok(()),
    }
}

/// Commands that answer no question take none of the options that say what a question is about.
fn no_question(name: &str, own: &ArgMatches) -> Result<(), Slip> {
    const SILENT: [&str; 11] = [
        "serve",
        "config show",
        "init",
        "append",
        "demo",
        "backup",
        "restore",
        "doctor",
        "index rebuild",
        "completions",
        "man",
    ];
    let silent = SILENT.contains(&name)
        || name.starts_with("import ")
        || name.starts_with("token ")
        || name.starts_with("link ")
        || name.starts_with("access ")
        || name.starts_with("user ")
        || is_of_files(name, own);
    let mut given = [("on", "--on"), ("known", "--known"), ("read", "--read")].into_iter();
    // A story has a day it is asked on; what is known in it is all of it.
    let of_story = name == "event check" && own.try_contains_id("story").unwrap_or(false);
    let silent = |id: &str| if of_story { id != "on" } else { silent };
    match given.find(|(id, _)| silent(id) && own.try_contains_id(id).unwrap_or(false)) {
        Some((_, flag)) => Err(Slip::NoQuestion { flag }),
        None => Ok(()),
    }
}

/// Commands about files of declarations and of policies; these are the same on every day, unless a ledger is asked what they change there.
fn is_of_files(name: &str, own: &ArgMatches) -> bool {
    let asks = own.try_contains_id("against").unwrap_or(false);
    ["event new", "event check", "event release", "policy release"].contains(&name) && !asks
}

/// A ledger made from a file has its first day already.
fn init(own: &ArgMatches) -> Result<Request, Slip> {
    let (as_of, from) = (day(own, "as-of")?, path(own, "from"));
    if as_of.is_some() && from.is_some() {
        return Err(Slip::TooMany { word: "--as-of".to_owned() });
    }
    Ok(Request::Init { path: path(own, "path"), as_of, from, dry_run: own.get_flag("dry-run") })
}

/// Whether one bad line stops all.
pub(super) fn atomic(own: &ArgMatches) -> Result<bool, Slip> {
    match text(own, "atomic").as_deref() {
        None | Some("on") => Ok(true),
        Some("off") => Ok(false),
        Some(other) => Err(Slip::BadValue { flag: "--atomic", value: other.to_owned(), example: "on, off" }),
    }
}

fn append(own: &ArgMatches) -> Result<Append, Slip> {
    Ok(Append {
        file: path(own, "file").filter(|path| path.as_os_str() != "-"),
        atomic: atomic(own)?,
        again: own.get_flag("again"),
        preserve: own.get_flag("preserve-recorded-at"),
        overriding: reason(own, "override", "--override")?,
        receipt: path(own, "receipt"),
        writing: writing(own)?,
    })
}

pub(super) fn writing(own: &ArgMatches) -> Result<Writing, Slip> {
    writing_with(own, own.get_flag("dry-run"))
}

/// The year of a call.
pub(super) fn year_of(own: &ArgMatches) -> Result<i32, Slip> {
    let given: Option<u16> = number(own, "year", "2027")?;
    let year = given.filter(|year| (2000..=2100).contains(year)).map(i32::from);
    year.ok_or_else(|| Slip::BadValue { flag: "YEAR", value: text(own, "year").unwrap_or_default(), example: "2027" })
}

/// A reason that stands in the ledger for ever.
pub(super) fn reason(own: &ArgMatches, name: &str, flag: &'static str) -> Result<Option<String>, Slip> {
    let reason = text(own, name).map(|reason| reason.trim().to_owned());
    let fit = |reason: &String| (1..=200).contains(&reason.chars().count()) && !reason.chars().any(char::is_control);
    match reason {
        Some(value) if !fit(&value) => Err(Slip::BadValue { flag, value, example: "会议纪要〔2027〕3号" }),
        reason => Ok(reason),
    }
}

fn writing_with(own: &ArgMatches, dry_run: bool) -> Result<Writing, Slip> {
    let by = text(own, "as").map(|name| person(name, "--as")).transpose()?;
    Ok(Writing { by, dry_run, clock_is_right: own.get_flag("clock-is-right") })
}

/// A name stands in the ledger for ever: nothing blank, nothing unseen, and not the program's own.
pub(super) fn person(name: String, flag: &'static str) -> Result<String, Slip> {
    // A name is an author's for ever: what nobody sees in it would make two of one.
    let plain = name.trim() == name && legible(&name) == name;
    if plain && (1..=100).contains(&name.chars().count()) && name != PROGRAM {
        return Ok(name);
    }
    Err(Slip::BadValue { flag, value: name, example: "wang.li" })
}

fn why(own: &ArgMatches) -> Request {
    let mut names = own.get_many::<String>("names").into_iter().flatten().cloned();
    let first = names.next().unwrap_or_default();
    match names.next() {
        Some(article) => Request::WhyArticle { subject: first, article, full: own.get_flag("full") },
        None => Request::WhyPayment { number: first },
    }
}

/// A policy file is named as files are, and a quotation mark in a text would end it too early.
fn policy_new(own: &ArgMatches) -> Result<Request, Slip> {
    let plain = |flag: &'static str, name: &str, example: &'static str| {
        let given = text(own, name).unwrap_or_default();
        let fit = !given.trim().is_empty() && !given.contains(['"', '\\']) && !given.chars().any(char::is_control);
        if fit { Ok(given) } else { Err(Slip::BadValue { flag, value: given, example }) }
    };
    let id = plain("ID", "id", "haidian-2027-1")?;
    let named = id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !named {
        return Err(Slip::BadValue { flag: "ID", value: id, example: "haidian-2027-1" });
    }
    let issued_on = text(own, "issued-on").unwrap_or_default();
    let bad = || Slip::BadValue { flag: "--issued-on", value: issued_on.clone(), example: "2027-01-01" };
    Ok(Request::PolicyNew {
        district: plain("--district", "district", "海淀区")?,
        document: plain("--document", "document", "海政发〔2027〕1号")?,
        issued_on: Day::parse(&issued_on).ok_or_else(bad)?,
        id,
    })
}

/// Some words mean something only where something may be recorded.
fn serve(own: &ArgMatches, settings: &Settings) -> Result<Serve, Slip> {
    let (listen, write, clock_is_right) = (settings.listen.value, settings.write.value, own.get_flag("clock-is-right"));
    // Nobody signs in where nothing is recorded.
    let closed = settings.closed.value;
    if !write && (closed || clock_is_right || own.contains_id("key")) {
        return Err(Slip::Missing { words: vec!["--write".to_owned()] });
    }
    // What leaves this machine is shown to whoever is signed in, and to nobody else.
    let public = settings.public.value.clone();
    if public.is_some() && !closed {
        let missing = [(!write).then_some("--write"), Some("--closed")];
        return Err(Slip::Missing { words: missing.into_iter().flatten().map(str::to_owned).collect() });
    }
    Ok(Serve { listen, write, closed, public, clock_is_right, log: settings.log.value })
}

/// Which events are shown.
fn log(own: &ArgMatches) -> Result<Log, Slip> {
    Ok(Log {
        subject: text(own, "subject"),
        kind: text(own, "type"),
        tag: tag(own)?,
        by: text(own, "by"),
        since: day(own, "since")?,
        until: day(own, "until")?,
        from: number(own, "from", "48213")?.map(Position),
        limit: Some(number(own, "limit", "50")?.unwrap_or(50)).filter(|limit| *limit > 0),
        as_version: number(own, "as-version", "1")?,
    })
}

/// What is searched for. Blanks are no words, and a search for them finds nothing because it asks for nothing.
fn searched(own: &ArgMatches) -> Result<String, Slip> {
    let words = text(own, "words").filter(|words| !words.trim().is_empty());
    words.ok_or_else(|| Slip::NoValue { flag: "WORDS".to_owned() })
}

fn within(own: &ArgMatches) -> Result<i64, Slip> {
    Ok(days(own, "within", "--within")?.unwrap_or(90))
}

/// How many days off a change an item may be.
fn near(own: &ArgMatches) -> Result<Option<i64>, Slip> {
    days(own, "near", "--near")
}

fn days(own: &ArgMatches, name: &str, flag: &'static str) -> Result<Option<i64>, Slip> {
    let Some(given) = text(own, name) else { return Ok(None) };
    let days = given.strip_suffix(['d', '天', '日']).unwrap_or(&given).parse().ok();
    let days = days.filter(|days: &i64| (0..=36_500).contains(days));
    days.map(Some).ok_or(Slip::BadValue { flag, value: given, example: "90d" })
}

/// A label as events carry them.
fn tag(own: &ArgMatches) -> Result<Option<Tag>, Slip> {
    let bad = |value: String| Slip::BadValue { flag: "--tag", value, example: "payment:P-2026-0001" };
    text(own, "tag").map(|given| Tag::parse(&given).ok_or_else(|| bad(given))).transpose()
}

fn text(own: &ArgMatches, name: &str) -> Option<String> {
    own.get_one::<String>(name).cloned()
}

pub(super) fn path(own: &ArgMatches, name: &str) -> Option<PathBuf> {
    text(own, name).map(PathBuf::from)
}

pub(super) fn day(own: &ArgMatches, name: &'static str) -> Result<Option<Day>, Slip> {
    let flag = match name {
        "on" => "--on",
        "until" => "--until",
        "since" => "--since",
        _ => "--as-of",
    };
    let bad = |value: String| Slip::BadValue { flag, value, example: "2026-08-20" };
    text(own, name).map(|given| Day::parse(&given).ok_or_else(|| bad(given))).transpose()
}

/// A made-up district has at least one enterprise, and so many that a machine can hold them.
fn enterprises(own: &ArgMatches) -> Result<Option<u32>, Slip> {
    let given: Option<u32> = number(own, "enterprises", "2300")?;
    match given.filter(|count| !(1..=1_000_000).contains(count)) {
        Some(count) => Err(Slip::BadValue { flag: "--enterprises", value: count.to_string(), example: "2300" }),
        None => Ok(given),
    }
}

pub(super) fn number<N: std::str::FromStr>(
    own: &ArgMatches,
    name: &'static str,
    example: &'static str,
) -> Result<Option<N>, Slip> {
    let bad = |value: String| Slip::BadValue { flag: name, value, example };
    let parse = |given: String| given.trim_start_matches('#').replace(',', "").parse().map_err(|_| bad(given));
    text(own, name).map(parse).transpose()
}
