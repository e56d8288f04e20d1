//! What was not done for somebody in a browser, and the page that tells it.

use crate::access::{AccessError, PersonError};
use crate::explain::Complaint;
use crate::ledger::{LedgerError, Severity, Spot};
use crate::value::Bilingual;
use crate::web::api::writing_off;
use crate::web::asked::Asked;
use crate::web::fault::Fault;
use crate::web::people::import::ImportBar;
use crate::web::refused::{refused, refused_within};
use crate::web::site::Site;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::Response;

/// Why something is not done.
#[derive(Debug)]
pub(super) enum Barred {
    /// What the other pages refuse too.
    Page(Fault),
    /// Of who asks, or how.
    Person(Box<PersonError>),
    /// The program was begun to be read.
    WritingOff,
    /// What was sent is no form, or did not come whole.
    Unread,
    /// What is sent is larger than a form is.
    Large,
    /// Too much is being done at once.
    Busy,
    /// What was recorded with this form is something else.
    Changed,
    /// Of a table or a batch.
    Import(ImportBar),
    /// It is recorded, and could not be written down at the desk.
    Unnoted { why: Box<AccessError> },
}

impl From<Fault> for Barred {
    fn from(fault: Fault) -> Self {
        Barred::Page(fault)
    }
}

impl From<LedgerError> for Barred {
    fn from(error: LedgerError) -> Self {
        Barred::Page(Fault::from(error))
    }
}

impl From<PersonError> for Barred {
    fn from(error: PersonError) -> Self {
        Barred::Person(Box::new(error))
    }
}

impl From<AccessError> for Barred {
    fn from(error: AccessError) -> Self {
        PersonError::from(error).into()
    }
}

impl From<ImportBar> for Barred {
    fn from(bar: ImportBar) -> Self {
        Barred::Import(bar)
    }
}

impl Barred {
    fn status(&self) -> StatusCode {
        match self {
            Barred::Page(fault) => fault.status(),
            Barred::Person(error) => of_person(error),
            Barred::WritingOff => StatusCode::FORBIDDEN,
            Barred::Unread => StatusCode::BAD_REQUEST,
            Barred::Large => StatusCode::PAYLOAD_TOO_LARGE,
            Barred::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Barred::Changed => StatusCode::CONFLICT,
            Barred::Import(bar) => bar.status(),
            Barred::Unnoted { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn spot(&self) -> Spot {
        match self {
            Barred::Page(fault) => fault.spot(),
            Barred::Person(error) => error.spot(),
            Barred::Unnoted { why } => why.spot(),
            Barred::WritingOff
            | Barred::Unread
            | Barred::Large
            | Barred::Busy
            | Barred::Changed
            | Barred::Import(_) => Spot::default(),
        }
    }

    /// Whether another file or another type would help.
    pub(super) fn is_of_file(&self) -> bool {
        match self {
            Barred::Import(_) => true,
            Barred::Page(Fault::Ledger(error)) => {
                matches!(**error, LedgerError::Import(_) | LedgerError::UnknownType { .. })
            }
            Barred::Page(_)
            | Barred::Person(_)
            | Barred::WritingOff
            | Barred::Unread
            | Barred::Large
            | Barred::Busy
            | Barred::Changed
            | Barred::Unnoted { .. } => false,
        }
    }

    /// What an answer says in which a file is refused and another one can be chosen.
    pub(super) fn of_file(&self) -> StatusCode {
        if let Barred::Import(bar) = self { bar.status() } else { StatusCode::UNPROCESSABLE_ENTITY }
    }

    /// Its stable code.
    pub(super) fn code(&self) -> &'static str {
        self.complaint().code
    }

    pub(super) fn complaint(&self) -> Complaint {
        match self {
            Barred::Page(fault) => fault.complaint(),
            Barred::Person(error) => error.complaint(),
            Barred::WritingOff => writing_off(),
            Barred::Import(bar) => bar.complaint(),
            Barred::Unread => complaint(
                "form-not-understood",
                ("没有办理：提交的内容读不懂。", "Nothing was done: what was sent is not understood."),
                ("它不是本站的表单，或没有及时到齐。", "It is no form of this site, or did not come whole in time."),
                ("请重新打开表单再提交。", "Open the form again and send it from there."),
            ),
            Barred::Large => complaint(
                "form-too-large",
                ("没有办理：提交的内容太大。", "Nothing was done: what was sent is too large."),
                ("一张表单最大 1 MB。", "A form has 1 MB at most."),
                (
                    "请写得短些；成批的记录请用“导入”页。",
                    "Write less in it; the page “Import” takes records by the hundred.",
                ),
            ),
            Barred::Busy => Complaint {
                permanent: false,
                ..complaint(
                    "form-busy",
                    ("正在办理的太多，没有开始。", "Too much is being done, and this was not begun."),
                    ("一次只办理一件。", "One thing is done at a time."),
                    (
                        "请过几秒再提交；同一张表单不会记两次。",
                        "Send it again in a few seconds; a form is recorded once however often it is sent.",
                    ),
                )
            },
            Barred::Changed => complaint(
                "form-changed",
                (
                    "没有记入：这张表单已用于记入别的内容。",
                    "Nothing was recorded: other content was recorded with this form.",
                ),
                ("检查之后内容又改过。", "What is in it was changed after it had been checked."),
                ("请重新检查，再确认记入。", "Have it checked again, and record it then."),
            ),
            Barred::Unnoted { why } => {
                let why = why.complaint().what;
                complaint(
                    "form-recorded-unnoted",
                    (
                        "已记入账本，只是写入记录没有写成。",
                        "It is recorded, and only the record of writing was not written.",
                    ),
                    (&why.zh, &why.en),
                    ("再提交一次同一张表单，不会重复记入。", "Send the same form again: nothing is recorded twice."),
                )
            }
        }
    }

    /// The page that tells it to somebody who is signed in, within the frame. What is wrong with the program or the ledger is told without.
    pub(super) fn answer_within(&self, site: &Site, asked: &Asked, uri: &Uri) -> Response {
        let is_his = self.status().is_client_error() && self.wait().is_none();
        if is_his { refused_within(site, asked, self.status(), &self.complaint()) } else { self.answer(uri, None) }
    }

    /// The page that tells it.
    pub(super) fn answer(&self, uri: &Uri, lang: Option<&str>) -> Response {
        let asked = lang.map(|lang| format!("lang={lang}"));
        let query = uri.query().or(asked.as_deref());
        let mut response = refused(self.status(), &self.complaint(), &self.spot(), (uri.path(), query));
        if let Some(wait) = self.wait().and_then(|wait| HeaderValue::from_str(&wait).ok()) {
            response.headers_mut().insert(header::RETRY_AFTER, wait);
        }
        response
    }

    /// How many seconds one should wait.
    fn wait(&self) -> Option<String> {
        match self {
            Barred::Busy => Some("5".to_owned()),
            Barred::Person(error) => match &**error {
                PersonError::LockedOut { minutes } => Some(minutes.saturating_mul(60).to_string()),
                _ => None,
            },
            _ => None,
        }
    }
}

/// What the answer says to a program that looks at it.
pub(super) fn of_person(error: &PersonError) -> StatusCode {
    match error {
        PersonError::LockedOut { .. } => StatusCode::TOO_MANY_REQUESTS,
        PersonError::Unhashed => StatusCode::SERVICE_UNAVAILABLE,
        PersonError::Desk(error) => match error.severity() {
            Severity::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Severity::Refused | Severity::Found => StatusCode::CONFLICT,
            Severity::Fault => StatusCode::INTERNAL_SERVER_ERROR,
        },
        PersonError::UserExists { .. }
        | PersonError::NoSuchUser { .. }
        | PersonError::ClosedBefore { .. }
        | PersonError::PasswordShort { .. }
        | PersonError::PasswordLong { .. }
        | PersonError::PasswordPlain
        | PersonError::WrongSignIn
        | PersonError::NotSignedIn
        | PersonError::NotAllowed { .. }
        | PersonError::Foreign
        | PersonError::Forged => StatusCode::FORBIDDEN,
    }
}

fn complaint(code: &'static str, what: (&str, &str), why: (&str, &str), remedy: (&str, &str)) -> Complaint {
    let both = |words: (&str, &str)| Bilingual::new(words.0, words.1);
    Complaint { code, what: both(what), why: both(why), remedy: both(remedy), permanent: true }
}

/// Every code that only forms have, with sentences about an example.
pub(in crate::web) fn complaints() -> Vec<Complaint> {
    let barred = [
        Barred::Unread,
        Barred::Large,
        Barred::Busy,
        Barred::Changed,
        Barred::Unnoted { why: Box::new(AccessError::Unknown) },
    ];
    barred.iter().map(Barred::complaint).chain(ImportBar::ALL.map(ImportBar::complaint)).collect()
}
