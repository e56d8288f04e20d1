//! Who read what: the heads and cells of the access log.

use crate::explain::phrase::macros::phrases;
use std::sync::Arc;

phrases! {
    /// A word of the access log.
    Accessed
    /// The log itself.
    Log = "access_log": "访问日志", "Access log";
    /// Every line follows the one before.
    Whole { number: u64, digest: Arc<str> } = "access_log_whole":
        "逐行相接，没有缺损；末尾 {number}:{digest}",
        "each line follows the one before; it ends at {number}:{digest}";
    /// One does not.
    Damaged { line: u64 } = "access_log_damaged":
        "第 {line} 行不是原来写的样子：请用 qizhang access verify 核对",
        "line {line} is not as it was written: look at it with qizhang access verify";
    /// Nobody read anything yet.
    NotBegun = "access_log_not_begun":
        "还没有：它从有了用户或令牌之后第一次查看起记",
        "none yet: it begins with what is read first once there is a user or a token";
    /// No line is wanted.
    NoLine = "access_log_no_line": "没有这样的行", "no line is like that";
    /// The number of a line.
    Number = "head_access_number": "行", "Line";
    /// When.
    At = "head_access_at": "时刻", "When";
    /// Who.
    Who = "head_access_who": "何人", "Who";
    /// His role.
    Role = "head_access_role": "角色", "Role";
    /// The pattern of the address.
    Route = "head_access_route": "地址", "Address";
    /// What it was about.
    About = "head_access_about": "关于", "About";
    /// What was asked besides.
    Asked = "head_access_asked": "所问", "Asked";
    /// The business day.
    On = "head_access_on": "业务日", "Business day";
    /// The knowledge.
    Known = "head_access_known": "所知", "As known at";
    /// What came of it.
    Came = "head_access_came": "结果", "Outcome";
    /// The number of the request.
    Request = "head_access_request": "请求", "Request";
    /// It was given.
    Given = "access_given": "给出", "given";
    /// It was refused.
    Refused { code: Arc<str> } = "access_refused": "拒绝 {code}", "refused {code}";
    /// It was not given for another reason.
    Failed { code: Arc<str> } = "access_failed": "没有给出 {code}", "not given {code}";
    /// Somebody who signed in.
    Named { name: Arc<str> } = "access_named": "{name}", "{name}";
    /// A program.
    Program { name: Arc<str>, id: Arc<str> } = "access_program": "{name}（令牌 {id}）", "{name} (token {id})";
    /// A program whose token does not count.
    Token { id: Arc<str> } = "access_token": "令牌 {id}", "token {id}";
    /// Whoever has a link.
    Link { id: Arc<str> } = "access_link": "查阅链接 {id}", "link {id}";
    /// Somebody at the machine.
    Command { name: Arc<str> } = "access_command": "{name}（本机命令）", "{name} (at the machine)";
    /// Nobody who said who he is.
    Nobody = "access_nobody": "未登录", "nobody signed in";
    /// Words as they are.
    Text { text: Arc<str> } = "access_text": "{text}", "{text}";
    /// A field: by whom.
    OfWhom = "access_of_whom": "何人", "By";
    /// A field: about what.
    OfWhat = "access_of_what": "关于（代码、编号）", "About (a code or a number)";
    /// A field: from a day on.
    Since = "access_since": "从哪天", "Since";
    /// A field: up to a day.
    Until = "access_until": "到哪天", "Until";
}
