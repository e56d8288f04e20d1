//! What is turned away before a page is asked.

use crate::explain::Complaint;
use crate::ledger::Spot;
use crate::value::Bilingual;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

/// How a refusal looks to whoever asked for an address: its path and its query.
pub type Face = fn(StatusCode, &Complaint, &Spot, (&str, Option<&str>)) -> Response;

/// Why a request goes no further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is addressed to somebody else.
    Host,
    /// It wants more than to read.
    Method,
    /// Its address is too long.
    Address,
    /// Its head is too large.
    Head,
    /// Too much is asked at once.
    Busy,
}

impl Refusal {
    /// All of them.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        [Self::Host, Self::Method, Self::Address, Self::Head, Self::Busy].into_iter()
    }

    /// What its answer says.
    pub(super) const fn status(self) -> StatusCode {
        match self {
            Refusal::Host => StatusCode::MISDIRECTED_REQUEST,
            Refusal::Method => StatusCode::METHOD_NOT_ALLOWED,
            Refusal::Address => StatusCode::URI_TOO_LONG,
            Refusal::Head => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Refusal::Busy => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Its stable code.
    pub(super) fn code(self) -> &'static str {
        self.complaint().code
    }

    /// The answer to an address, which takes some methods.
    pub(super) fn answer(self, face: Face, allows: &'static str, address: (&str, Option<&str>)) -> Response {
        let mut response = face(self.status(), &self.complaint_at(allows), &Spot::default(), address);
        let more = match self {
            Refusal::Host | Refusal::Address | Refusal::Head => None,
            Refusal::Method => Some((header::ALLOW, allows)),
            Refusal::Busy => Some((header::RETRY_AFTER, "5")),
        };
        if let Some((name, value)) = more {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response
    }

    /// The complaint at an address that takes some methods: one that takes more than to look says which.
    fn complaint_at(self, allows: &str) -> Complaint {
        let plain = self.complaint();
        if self != Refusal::Method || !allows.contains("POST") {
            return plain;
        }
        let named = allows.replace(", ", "、");
        Complaint {
            what: Bilingual::new("这个地址不收这个方法。", "This address does not take that method."),
            why: Bilingual::new(&format!("它收：{named}。"), &format!("It takes {allows}.")),
            remedy: Bilingual::new(
                "请改用它收的方法；程序能用的地址和方法见 /api/v1/openapi.json。",
                "Use one that it takes; /api/v1/openapi.json has the addresses and methods for programs.",
            ),
            ..plain
        }
    }

    /// The complaint, for people and for programs.
    pub(super) fn complaint(self) -> Complaint {
        let (code, what, why, remedy) = match self {
            Refusal::Host => (
                "host-not-ours",
                ("请求不是发给这里的。", "The request is meant for somebody else."),
                (
                    "地址里的主机名不是本机，或端口不对；别的网站可能想借浏览器读取账本。",
                    "Its host is no name of this machine, or the port is another; another site may want to read the ledger through the browser.",
                ),
                ("请用程序启动时给出的地址打开。", "Open the address that the program told when it began."),
            ),
            Refusal::Method => (
                "method-not-allowed",
                ("这里只能查看。", "Here one can only look."),
                ("这个地址不收别的方法。", "This address takes no other method."),
                (
                    "请用 GET；记入账本用 /record 的表单、qizhang append、import，或向 /api/v1/events 发 POST。",
                    "Use GET; to record something, use the forms under /record, qizhang append or import, or POST to /api/v1/events.",
                ),
            ),
            Refusal::Address => (
                "address-too-long",
                ("地址太长。", "The address is too long."),
                ("地址最多 4096 个字节。", "An address has at most 4096 bytes."),
                ("改动多的试算请用 qizhang whatif run。", "For a what-if of many changes use qizhang whatif run."),
            ),
            Refusal::Head => (
                "head-too-large",
                ("请求头太大。", "The head of the request is too large."),
                ("请求头最多 16384 个字节。", "A head has at most 16384 bytes."),
                (
                    "请清除浏览器为本机保存的 Cookie，或换一个浏览器。",
                    "Clear the cookies that the browser keeps for this machine, or use another browser.",
                ),
            ),
            Refusal::Busy => (
                "too-many-questions",
                ("正在计算的太多，这一页没有开始。", "Too much is being worked out, and this page was not begun."),
                (
                    "同时计算的数量有上限，以免一个人的问题拖住其他人。",
                    "So much at once and no more, so that one question does not hold up the others.",
                ),
                ("请过几秒再试。", "Try again in a few seconds."),
            ),
        };
        let both = |words: (&str, &str)| Bilingual::new(words.0, words.1);
        let permanent = !matches!(self, Refusal::Busy);
        Complaint { code, what: both(what), why: both(why), remedy: both(remedy), permanent }
    }
}
