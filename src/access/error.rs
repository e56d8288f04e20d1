//! Why access is not given, and why the desk does not do what it was asked.

use crate::access::log::{LogFault, examples};
use crate::access::scope::{Action, Scope};
use crate::access::shut::Shut;
use crate::explain::{CodeFamily, Complaint};
use crate::ledger::{LedgerError, Severity, Spot};
use crate::value::{Bilingual, Day, Position};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why access is not given, or the desk does not answer.
#[derive(Debug)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum AccessError {
    /// The log of the desk does not open, read or take something.
    Desk(Box<LedgerError>),
    /// Of the access log.
    Log(Box<LogFault>),
    /// Of a link that is handed out.
    Link(Shut),
    /// What lies where the desk belongs is none: something else, or what is left of one without its log.
    NoDesk { path: PathBuf },
    /// The desk is of another ledger; the names of both.
    DeskOfOther { path: PathBuf, of: Arc<str>, own: Arc<str> },
    /// A record of the desk cannot be read.
    Unreadable { position: Position },
    /// The system gave no random bits.
    NoChance(std::io::Error),
    /// A token that would end before it begins.
    Past { until: Day, today: Day },
    /// No token has this name.
    NoSuchToken { id: String, nearest: Option<String> },
    /// The token was revoked before.
    RevokedBefore { id: String },
    /// A token is needed, and none was shown.
    Missing,
    /// What was shown is no token of this ledger.
    Unknown,
    /// The token was revoked.
    Revoked { id: String },
    /// The token counts no more.
    Expired { id: String, until: Day },
    /// The token is for something else.
    NotFor { id: String, action: Action, scopes: Vec<Scope> },
}

impl From<LedgerError> for AccessError {
    fn from(error: LedgerError) -> Self {
        AccessError::Desk(Box::new(error))
    }
}

impl AccessError {
    /// The token it speaks of, where somebody showed one that is known.
    pub fn token(&self) -> Option<&str> {
        match self {
            AccessError::Revoked { id } | AccessError::Expired { id, .. } | AccessError::NotFor { id, .. } => Some(id),
            AccessError::Desk(_)
            | AccessError::Log(_)
            | AccessError::Link(_)
            | AccessError::NoDesk { .. }
            | AccessError::DeskOfOther { .. }
            | AccessError::Unreadable { .. }
            | AccessError::NoChance(_)
            | AccessError::Past { .. }
            | AccessError::NoSuchToken { .. }
            | AccessError::RevokedBefore { .. }
            | AccessError::Missing
            | AccessError::Unknown => None,
        }
    }

    /// What kind of failure it is.
    pub fn severity(&self) -> Severity {
        match self {
            AccessError::Desk(error) => error.severity(),
            AccessError::Log(fault) => fault.severity(),
            AccessError::Unreadable { .. } | AccessError::NoChance(_) => Severity::Fault,
            AccessError::Link(_)
            | AccessError::NoDesk { .. }
            | AccessError::DeskOfOther { .. }
            | AccessError::Past { .. }
            | AccessError::NoSuchToken { .. }
            | AccessError::RevokedBefore { .. }
            | AccessError::Missing
            | AccessError::Unknown
            | AccessError::Revoked { .. }
            | AccessError::Expired { .. }
            | AccessError::NotFor { .. } => Severity::Refused,
        }
    }

    /// Where it lies.
    pub fn spot(&self) -> Spot {
        match self {
            AccessError::Desk(error) => error.spot(),
            AccessError::Log(fault) => fault.spot(),
            AccessError::NoDesk { path } | AccessError::DeskOfOther { path, .. } => {
                Spot { file: Some(path.clone()), ..Spot::default() }
            }
            AccessError::Unreadable { position } => Spot { position: Some(*position), ..Spot::default() },
            AccessError::Link(_)
            | AccessError::NoChance(_)
            | AccessError::Past { .. }
            | AccessError::NoSuchToken { .. }
            | AccessError::RevokedBefore { .. }
            | AccessError::Missing
            | AccessError::Unknown
            | AccessError::Revoked { .. }
            | AccessError::Expired { .. }
            | AccessError::NotFor { .. } => Spot::default(),
        }
    }

    /// The complaint, for people and for programs.
    pub fn complaint(&self) -> Complaint {
        match self {
            AccessError::Desk(error) => of_desk(error),
            AccessError::Log(fault) => fault.complaint(),
            AccessError::Link(shut) => shut.complaint(),
            AccessError::NoDesk { path } => no_desk(path),
            AccessError::DeskOfOther { path, of, own } => of_other(path, of, own),
            AccessError::Unreadable { position } => complaint(
                "desk-record-unreadable",
                (
                    &format!("令牌和写入记录的第 {position} 条读不出。"),
                    &format!("Record {position} of the tokens and the record of writing cannot be read."),
                ),
                ("可能是更新的程序写的。", "A newer program may have written it."),
                ("请换用更新的版本。", "Use a newer version of the program."),
            ),
            AccessError::NoChance(_) => complaint(
                "no-random-bits",
                ("没有发出令牌：系统没有给出随机数。", "No token was issued: the system gave no random bits."),
                ("令牌必须没有人猜得到。", "A token must be one that nobody can guess."),
                ("请稍后再试。", "Try again later."),
            ),
            AccessError::Past { until, today } => past(*until, *today),
            AccessError::NoSuchToken { id, nearest } => no_such_token(id, nearest.as_ref()),
            AccessError::RevokedBefore { id } => complaint(
                "token-revoked-before",
                (&format!("令牌“{id}”早已撤销。"), &format!("The token “{id}” was revoked before.")),
                ("撤销一次就不再有效。", "Once revoked it counts no more."),
                ("不必再做什么。", "There is nothing to be done."),
            ),
            AccessError::Missing => missing(),
            AccessError::Unknown => unknown(),
            AccessError::Revoked { id } => complaint(
                "token-revoked",
                (&format!("令牌“{id}”已撤销。"), &format!("The token “{id}” was revoked.")),
                ("撤销的令牌不再有效。", "A revoked token counts no more."),
                ("请管账本的人发一个新的。", "Ask whoever keeps the ledger for a new one."),
            ),
            AccessError::Expired { id, until } => complaint(
                "token-expired",
                (&format!("令牌“{id}”到 {until} 为止。"), &format!("The token “{id}” counted until {until}.")),
                ("过期的令牌不再有效。", "A token that expired counts no more."),
                ("请管账本的人发一个新的。", "Ask whoever keeps the ledger for a new one."),
            ),
            AccessError::NotFor { id, action, scopes } => not_for(id, *action, scopes),
        }
    }
}

/// What is done where the desk is of no use. A backup of the ledger has none.
const PUT_BACK: (&str, &str) = (
    "请从副本恢复它；没有副本的移走，再用 qizhang token new 和 qizhang user add 重新发令牌、添加用户。账本不受影响。",
    "Put it back from a copy; where there is none, move it away, and issue tokens and add users anew with qizhang token new and qizhang user add. The ledger is not affected.",
);

fn no_desk(path: &Path) -> Complaint {
    let path = path.display();
    complaint(
        "no-desk",
        (&format!("{path} 不是令牌台。"), &format!("{path} is no desk of a ledger.")),
        (
            "那里是别的内容，或是指向空处的链接，或令牌台的日志不在了；没有写入。",
            "Something else is there, or a link that leads nowhere, or the log of the desk is gone; nothing was written.",
        ),
        PUT_BACK,
    )
}

fn of_other(path: &Path, of: &str, own: &str) -> Complaint {
    let path = path.display();
    complaint(
        "desk-of-other-ledger",
        (&format!("{path} 是另一个账本的令牌台。"), &format!("{path} is the desk of another ledger.")),
        (
            &format!("它属于 {of}，这个账本是 {own}；没有写入。"),
            &format!("It belongs to {of}, and this ledger is {own}; nothing was written."),
        ),
        PUT_BACK,
    )
}

/// What the ledger says of the log of the desk. What is to be done about damage is another thing than for a ledger.
fn of_desk(error: &LedgerError) -> Complaint {
    let inner = error.complaint();
    let remedy = match inner.code {
        "ledger-damaged" => Bilingual::new(PUT_BACK.0, PUT_BACK.1),
        _ => inner.remedy,
    };
    let what = Bilingual::new(
        &format!("令牌和写入记录：{}", inner.what.zh),
        &format!("The tokens and the record of writing: {}", inner.what.en),
    );
    Complaint { what, remedy, ..inner }
}

fn past(until: Day, today: Day) -> Complaint {
    complaint(
        "token-until-past",
        (&format!("没有发出令牌：{until} 已经过去。"), &format!("No token was issued: {until} is over already.")),
        (&format!("今天是 {today}。"), &format!("Today is {today}.")),
        ("--until 请写今天或以后的一天。", "Give --until today or a later day."),
    )
}

fn no_such_token(id: &str, nearest: Option<&String>) -> Complaint {
    let (zh, en) = near_or_listed(nearest, "qizhang token list");
    complaint(
        "no-such-token",
        (&format!("没有令牌“{id}”。"), &format!("There is no token “{id}”.")),
        ("令牌以编号相称，不是令牌本身。", "A token goes by its id, which is not the token itself."),
        (&zh, &en),
    )
}

/// What is done about a name that nothing has: another one that is much like it, or the command that lists them.
pub(super) fn near_or_listed(nearest: Option<&String>, command: &str) -> (String, String) {
    match nearest {
        Some(near) => (format!("是不是“{near}”？"), format!("Did you mean “{near}”?")),
        None => (format!("用 {command} 查看。"), format!("{command} shows them.")),
    }
}

fn missing() -> Complaint {
    complaint(
        "token-missing",
        ("没有出示令牌。", "No token was shown."),
        (
            "写入账本的程序要出示令牌；查看也要登录的地方，读取的程序也要。",
            "A program that writes to the ledger shows a token, and where everybody is to be signed in one that reads does.",
        ),
        (
            "用 qizhang token new 建立，放在请求头 Authorization: Bearer 之后。",
            "Make one with qizhang token new, and send it in the header Authorization: Bearer.",
        ),
    )
}

fn unknown() -> Complaint {
    complaint(
        "token-unknown",
        ("出示的不是这个账本的令牌。", "What was shown is no token of this ledger."),
        ("令牌以 qz_ 开头，后面 64 个字符。", "A token begins with qz_ and has 64 letters more."),
        ("请核对是否抄全、是否是另一个账本的。", "Check that it is whole, and not one of another ledger."),
    )
}

fn not_for(id: &str, action: Action, scopes: &[Scope]) -> Complaint {
    let own: Vec<&str> = scopes.iter().map(|scope| scope.name()).collect();
    let (own, needed, action) = (own.join(","), action.needs().name(), action.name());
    complaint(
        "token-not-for-this",
        (
            &format!("令牌“{id}”不能用来做这件事（{action}）。"),
            &format!("The token “{id}” is not for this ({action})."),
        ),
        (&format!("它的用途是：{own}。"), &format!("It is for: {own}.")),
        (&format!("请用用途含 {needed} 的令牌。"), &format!("Use a token that was issued with --may {needed}.")),
    )
}

pub(super) fn complaint(code: &'static str, what: (&str, &str), why: (&str, &str), remedy: (&str, &str)) -> Complaint {
    let both = |words: (&str, &str)| Bilingual::new(words.0, words.1);
    Complaint { code, what: both(what), why: both(why), remedy: both(remedy), permanent: true }
}

/// Every code that only access has, with sentences about an example, for the page people look them up in.
pub fn complaint_codes() -> CodeFamily {
    let id = || "0123456789ab".to_owned();
    let errors = [
        AccessError::NoDesk { path: "…".into() },
        AccessError::DeskOfOther { path: "…".into(), of: "…".into(), own: "…".into() },
        AccessError::Unreadable { position: Position(7) },
        AccessError::NoChance(std::io::ErrorKind::Other.into()),
        AccessError::Past { until: Day::MIN, today: Day::MAX },
        AccessError::NoSuchToken { id: id(), nearest: None },
        AccessError::RevokedBefore { id: id() },
        AccessError::Missing,
        AccessError::Unknown,
        AccessError::Revoked { id: id() },
        AccessError::Expired { id: id(), until: Day::MIN },
        AccessError::NotFor { id: id(), action: Action::Record, scopes: vec![Scope::Read] },
    ];
    let title = Bilingual::new("令牌和访问日志", "Tokens and the access log");
    CodeFamily { title, complaints: errors.iter().chain(&examples()).map(AccessError::complaint).collect() }
}
