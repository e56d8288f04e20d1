//! Why a page is not given, and the status that says so to a program.

use crate::access::AccessError;
use crate::explain::{CodeFamily, Complaint};
use crate::ledger::{ImportFault, LedgerError, Severity, Spot, VersionFault, WhatIfFault};
use crate::value::{Bilingual, Lang};
use crate::web::asked::TABLE;
use crate::web::supposing::{OWN, Refusal};
use axum::http::StatusCode;
use std::sync::Arc;

/// Why a page is not given.
#[derive(Debug)]
pub(super) enum Fault {
    /// The ledger said no.
    Ledger(Box<LedgerError>),
    /// The access log said no.
    Access(Box<AccessError>),
    /// A parameter of the address that does not read.
    Parameter { name: String, value: String, example: &'static str },
    /// A parameter that the page does not take.
    UnknownParameter { name: String, nearest: Option<String> },
    /// A parameter that says one thing was given twice.
    Twice { name: String },
    /// A page has several tables, or none of this name; which parameter names it.
    Table { parameter: &'static str, name: Option<String>, known: Vec<String> },
    /// A page has no picture of a table of this name, or several pictures; which parameter names it.
    Undrawn { parameter: &'static str, name: Option<String>, known: Vec<String> },
    /// There is no such page.
    NoPage { path: String },
    /// Beside a range of values nothing is listed, explained, or asked under other readings.
    BesideRange { name: &'static str },
    /// So many what-ifs run already.
    Jobs { most: usize },
    /// What was run behind a request was refused.
    Run(Arc<Refusal>),
    /// What an amount rests on tells whose it is, and whoever asks sees pseudonyms.
    Veiled,
    /// A bundle is signed, and here nothing can be.
    Unsigned,
    /// A bundle is signed, and the ledger never had a key.
    NoKey,
    /// The program broke off on the way.
    Broken,
}

impl From<LedgerError> for Fault {
    fn from(error: LedgerError) -> Self {
        Fault::Ledger(Box::new(error))
    }
}

impl From<AccessError> for Fault {
    fn from(error: AccessError) -> Self {
        Fault::Access(Box::new(error))
    }
}

impl Fault {
    /// A name that is none of the known ones.
    pub(super) fn unknown<'k>(name: &str, known: impl Iterator<Item = &'k &'k str>) -> Self {
        Fault::UnknownParameter { name: name.to_owned(), nearest: crate::ledger::nearest(name, known.copied()) }
    }

    /// What the answer says to a program.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Fault::Ledger(error) => status_of(error),
            // Whoever has a link that does not open is refused, and that is written down.
            Fault::Access(error) if matches!(**error, AccessError::Link(_)) => StatusCode::FORBIDDEN,
            Fault::Access(error) => of_severity(error.severity()),
            Fault::Parameter { .. }
            | Fault::UnknownParameter { .. }
            | Fault::Twice { .. }
            | Fault::BesideRange { .. } => StatusCode::BAD_REQUEST,
            Fault::Table { name: None, known, .. } | Fault::Undrawn { name: None, known, .. } if !known.is_empty() => {
                StatusCode::BAD_REQUEST
            }
            Fault::NoPage { .. } | Fault::Table { .. } | Fault::Undrawn { .. } => StatusCode::NOT_FOUND,
            Fault::Jobs { .. } => StatusCode::TOO_MANY_REQUESTS,
            Fault::Run(why) => why.status,
            Fault::Veiled => StatusCode::FORBIDDEN,
            Fault::Unsigned | Fault::NoKey => StatusCode::CONFLICT,
            Fault::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The times when a payment that lies outside those asked about is there: a business day, and a place where another one is needed.
    pub(super) fn later(&self) -> Option<(String, Option<String>)> {
        let Fault::Ledger(error) = self else { return None };
        let (asked, day, known) = match &**error {
            LedgerError::PaymentLater { day, position, asked, .. } => (asked, day, position.0.max(asked.known.0)),
            LedgerError::PaymentUndone { by, day, asked, .. } => (asked, day, by.0.saturating_sub(1)),
            _ => return None,
        };
        Some((asked.on.max(*day).to_string(), Some(known.to_string())))
    }

    /// Where it lies.
    pub(super) fn spot(&self) -> Spot {
        match self {
            Fault::Ledger(error) => error.spot_elsewhere(),
            Fault::Access(error) => error.spot(),
            Fault::Parameter { name, .. } | Fault::UnknownParameter { name, .. } | Fault::Twice { name } => {
                Spot { field: Some(name.clone()), ..Spot::default() }
            }
            Fault::Table { parameter, .. } | Fault::Undrawn { parameter, .. } => {
                Spot { field: Some((*parameter).to_owned()), ..Spot::default() }
            }
            Fault::BesideRange { name } => Spot { field: Some((*name).to_owned()), ..Spot::default() },
            Fault::Run(why) => why.spot.clone(),
            Fault::Jobs { .. }
            | Fault::NoPage { .. }
            | Fault::Veiled
            | Fault::Unsigned
            | Fault::NoKey
            | Fault::Broken => Spot::default(),
        }
    }

    /// The complaint about a what-if that is not run, or not told.
    fn of_a_run(&self) -> Complaint {
        match self {
            Fault::BesideRange { name } => complaint(
                "range-lists-nothing",
                (
                    &format!("一段取值时不能同时要“{name}”。"),
                    &format!("“{name}” is not told beside a range of values."),
                ),
                (
                    "一段取值每个值只有一行合计。请去掉它，或改试算一个值。",
                    "A range gives one line of sums for each value. Leave it out, or suppose one value.",
                ),
            ),
            Fault::Jobs { most } => {
                too_many_jobs(*most, ("等一个算完再打开这一页。", "Open this page again when one of them is done."))
            }
            Fault::Run(why) => why.complaint.clone(),
            _ => complaint(
                "why-tells-whom",
                (
                    "不给计算过程：过程里的事实会说出是哪一家，而您的角色看到的是化名。",
                    "How it is reckoned is not shown: the facts in it tell whose it is, and your role sees pseudonyms.",
                ),
                (
                    "请不带 why 再算；要看过程，请把化名和方案交给有查看权限的人。",
                    "Ask without why; whoever may read finds the subject by its pseudonym and runs the same scenario.",
                ),
            ),
        }
    }

    /// The complaint, for people and for programs.
    pub(super) fn complaint(&self) -> Complaint {
        match self {
            Fault::Ledger(error) => error.complaint_elsewhere(),
            Fault::Access(error) => error.complaint(),
            Fault::Parameter { name, value, example } => complaint(
                "parameter-not-understood",
                (
                    &format!("地址中的 {name}：读不懂“{value}”。"),
                    &format!("{name} in the address: “{value}” is not understood."),
                ),
                (&format!("例如：{example}。"), &format!("For example: {example}.")),
            ),
            Fault::UnknownParameter { name, nearest } => complaint(
                "parameter-unknown",
                (&format!("这一页没有“{name}”这个参数。"), &format!("This page takes no “{name}”.")),
                (&meant(nearest.as_ref(), Lang::Zh), &meant(nearest.as_ref(), Lang::En)),
            ),
            Fault::Twice { name } => complaint(
                "parameter-twice",
                (&format!("地址中的“{name}”给了两次。"), &format!("“{name}” stands in the address twice.")),
                ("请只留一个。", "Leave one of them."),
            ),
            Fault::Table { name, known, .. } => no_table(name.as_deref(), known),
            Fault::Undrawn { name, known, .. } => no_picture(name.as_deref(), known),
            Fault::NoPage { path } => complaint(
                "page-not-found",
                (&format!("没有“{path}”这一页。"), &format!("There is no page “{path}”.")),
                ("请从概况页找起，或用查找。", "Begin at the overview, or search."),
            ),
            Fault::BesideRange { .. } | Fault::Jobs { .. } | Fault::Run(_) | Fault::Veiled => self.of_a_run(),
            Fault::Unsigned => complaint(
                "bundle-not-signed",
                (
                    "给不出底稿包：底稿包要签名，而这里只开放查询。",
                    "No bundle is given: a bundle is signed, and here the ledger is only read.",
                ),
                (
                    "请管账本的人用 qizhang serve --write 启动，或用 qizhang export bundle 导出。",
                    "Ask whoever keeps the ledger to begin with qizhang serve --write, or to write it with qizhang export bundle.",
                ),
            ),
            Fault::NoKey => complaint(
                "bundle-without-key",
                (
                    "给不出底稿包：这个账本还没有签名的密钥。",
                    "No bundle is given: the ledger has no key to sign with yet.",
                ),
                (
                    "密钥由管账本的人生成，看网页不会生成：请他运行 qizhang checkpoint。",
                    "A key is made by whoever keeps the ledger and not by a page that is looked at: ask him to run qizhang checkpoint.",
                ),
            ),
            Fault::Broken => Complaint {
                permanent: false,
                ..complaint(
                    "page-broken",
                    ("这一页没有算完，程序有误。", "The page was not finished, and the program is at fault."),
                    (
                        "请记下地址，连同“doctor”的结果报告；其他页仍可使用。",
                        "Keep the address and report it with what “doctor” says; other pages still answer.",
                    ),
                )
            },
        }
    }
}

/// A table that is not there, or several of which none is named.
fn no_table(name: Option<&str>, known: &[String]) -> Complaint {
    let (zh, en) = (known.join("、"), known.join(", "));
    match (name, known) {
        (_, []) => complaint(
            "no-such-table",
            ("这一页此时没有表。", "The page has no table at these times."),
            ("请看这一页本身，它说明为什么。", "Look at the page itself, which says why."),
        ),
        (Some(name), _) => complaint(
            "no-such-table",
            (&format!("这一页此时没有叫“{name}”的表。"), &format!("The page has no table “{name}” at these times.")),
            (&format!("它有：{zh}。"), &format!("It has: {en}.")),
        ),
        (None, _) => complaint(
            "table-not-named",
            ("这一页不止一张表，没有说要哪一张。", "The page has several tables, and none is named."),
            (&format!("请在地址中加 table=…：{zh}。"), &format!("Add table=… to the address: {en}.")),
        ),
    }
}

/// A picture that is not there, or several of which none is named.
fn no_picture(name: Option<&str>, known: &[String]) -> Complaint {
    let (zh, en) = (known.join("、"), known.join(", "));
    match (name, known) {
        (_, []) => complaint(
            "no-such-picture",
            ("这一页此时没有图。", "The page has no picture at these times."),
            ("表可取成 .csv、.parquet 或 .xlsx。", "Its tables are given as .csv, .parquet and .xlsx."),
        ),
        (Some(name), _) => complaint(
            "no-such-picture",
            (&format!("表“{name}”没有图。"), &format!("There is no picture of a table “{name}”.")),
            (&format!("有图的是：{zh}。"), &format!("There is one of: {en}.")),
        ),
        (None, _) => complaint(
            "picture-not-named",
            ("这一页不止一张图，没有说要哪一张。", "The page has several pictures, and none is named."),
            (&format!("请在地址中加 table=…：{zh}。"), &format!("Add table=… to the address: {en}.")),
        ),
    }
}

/// What was probably meant.
fn meant(nearest: Option<&String>, lang: Lang) -> String {
    match (nearest, lang) {
        (Some(near), Lang::Zh) => format!("是不是“{near}”？"),
        (Some(near), Lang::En) => format!("Did you mean “{near}”?"),
        (None, Lang::Zh) => "请把它从地址中去掉。".to_owned(),
        (None, Lang::En) => "Leave it out of the address.".to_owned(),
    }
}

fn complaint(code: &'static str, what: (&str, &str), remedy: (&str, &str)) -> Complaint {
    Complaint {
        code,
        what: Bilingual::new(what.0, what.1),
        why: Bilingual::new("", ""),
        remedy: Bilingual::new(remedy.0, remedy.1),
        permanent: true,
    }
}

/// The status of an error of the ledger: what is not there is not found, what the address says wrongly is a bad request, and the rest
/// goes by how grave it is.
pub(super) fn status_of(error: &LedgerError) -> StatusCode {
    match error {
        LedgerError::UnknownSubject { .. }
        | LedgerError::UnknownPayment { .. }
        | LedgerError::PaymentLater { .. }
        | LedgerError::PaymentUndone { .. }
        | LedgerError::UnknownFinding { .. }
        | LedgerError::NoSuchEvent { .. }
        | LedgerError::UnknownType { .. }
        | LedgerError::Version(VersionFault::Unknown { .. })
        | LedgerError::UnknownArticle { .. }
        | LedgerError::UnknownRegister { .. }
        | LedgerError::Import(ImportFault::NoBatch { .. }) => StatusCode::NOT_FOUND,
        LedgerError::ManySubjects { .. } => StatusCode::CONFLICT,
        LedgerError::WhatIf(WhatIfFault::NamesWhom { .. }) => StatusCode::FORBIDDEN,
        LedgerError::Version(VersionFault::Unsaid { .. }) => StatusCode::NOT_ACCEPTABLE,
        LedgerError::NothingKnown { .. }
        | LedgerError::BeyondHead { .. }
        | LedgerError::Reading(_)
        | LedgerError::WhatIf(_) => StatusCode::BAD_REQUEST,
        LedgerError::Open(_)
        | LedgerError::Read(_)
        | LedgerError::Append(_)
        | LedgerError::Line { .. }
        | LedgerError::Own(_)
        | LedgerError::Unreadable { .. }
        | LedgerError::Contradiction { .. }
        | LedgerError::Declaration(_)
        | LedgerError::Catalogue(_)
        | LedgerError::Policy { .. }
        | LedgerError::Vocabulary(_)
        | LedgerError::Unbegun
        | LedgerError::ClockBehind { .. }
        | LedgerError::ClockAhead { .. }
        | LedgerError::UndecidedReadings { .. }
        | LedgerError::List(_)
        | LedgerError::Unproved { .. }
        | LedgerError::Guarded { .. }
        | LedgerError::Disproved { .. }
        | LedgerError::NotAProof { .. }
        | LedgerError::ProofFails { .. }
        | LedgerError::EventNotGiven { .. }
        | LedgerError::KeptLater { .. }
        | LedgerError::RecordedUnsigned { .. }
        | LedgerError::DoneUntold { .. }
        | LedgerError::NotSignedYet { .. }
        | LedgerError::NothingLost
        | LedgerError::Key(_)
        | LedgerError::NoArticles
        | LedgerError::Index { .. }
        | LedgerError::NotATruth { .. }
        | LedgerError::Import(_)
        | LedgerError::Bundle(_)
        | LedgerError::Declared(_)
        | LedgerError::Beside(_)
        | LedgerError::NewerType { .. }
        | LedgerError::File { .. } => of_severity(error.severity()),
    }
}

fn of_severity(severity: Severity) -> StatusCode {
    match severity {
        Severity::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Severity::Refused | Severity::Found => StatusCode::CONFLICT,
        Severity::Fault => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// So many run already: what is to be done then depends on who asks.
pub(super) fn too_many_jobs(most: usize, (zh, en): (&str, &str)) -> Complaint {
    Complaint {
        code: "too-many-jobs",
        what: Bilingual::new("在算的试算太多，没有开始。", "Too many what-ifs are being run, and this was not begun."),
        why: Bilingual::new(
            &format!("同时最多 {most} 个，其中一个人或一个程序的最多 {OWN} 个；没有登录的合算一人。"),
            &format!(
                "There are at most {most} at once, and {OWN} of one person or program; all who are not signed in count as one."
            ),
        ),
        remedy: Bilingual::new(zh, en),
        permanent: false,
    }
}

/// Every code that only pages have, with sentences about an example, for the page people look them up in.
pub fn complaint_codes() -> CodeFamily {
    let name = || "on".to_owned();
    let faults = [
        Fault::Parameter { name: name(), value: "…".to_owned(), example: "2026-08-20" },
        Fault::UnknownParameter { name: name(), nearest: None },
        Fault::Twice { name: name() },
        Fault::Table { parameter: TABLE, name: None, known: vec!["items".to_owned(), "caps".to_owned()] },
        Fault::Table { parameter: TABLE, name: Some("…".to_owned()), known: vec!["items".to_owned()] },
        Fault::Undrawn { parameter: TABLE, name: None, known: vec!["caps".to_owned(), "statuses".to_owned()] },
        Fault::Undrawn { parameter: TABLE, name: Some("…".to_owned()), known: vec!["caps".to_owned()] },
        Fault::NoPage { path: "/…".to_owned() },
        Fault::BesideRange { name: "why" },
        Fault::Veiled,
        Fault::Unsigned,
        Fault::NoKey,
        Fault::Broken,
    ];
    let title = Bilingual::new("网页和接口", "Pages and the API");
    let complaints = faults.iter().map(Fault::complaint).chain(crate::web::api::complaints());
    let complaints = complaints.chain(crate::web::people::complaints());
    CodeFamily { title, complaints: complaints.collect() }
}
