//! Why somebody is not signed in, or may not do what he wants.

use crate::access::error::{AccessError, complaint};
use crate::access::role::{Deed, Role};
use crate::explain::{CodeFamily, Complaint};
use crate::ledger::{Severity, Spot};
use crate::value::{Bilingual, Lang};

/// Why somebody is not signed in, or may not do what he wants.
#[derive(Debug)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum PersonError {
    /// The desk does not open, read or take something.
    Desk(Box<AccessError>),
    /// There is a user of this name.
    UserExists { name: String },
    /// There is none.
    NoSuchUser { name: String, nearest: Option<String> },
    /// He was closed before.
    ClosedBefore { name: String },
    /// The password is too short.
    PasswordShort { least: usize },
    /// The password is too long.
    PasswordLong { most: usize },
    /// The password is one letter again and again, or has the name in it.
    PasswordPlain,
    /// The system gave no random bits, or not the memory to work a password out.
    Unhashed,
    /// No user has this name and this password.
    WrongSignIn,
    /// The name was tried too often in vain.
    LockedOut { minutes: i64 },
    /// Nobody is signed in, or not any more.
    NotSignedIn,
    /// The role does not allow it.
    NotAllowed { name: String, role: Role, deed: Deed },
    /// The form was not sent from a page of ours.
    Foreign,
    /// The form is not one that was given to this browser.
    Forged,
}

impl From<AccessError> for PersonError {
    fn from(error: AccessError) -> Self {
        PersonError::Desk(Box::new(error))
    }
}

impl PersonError {
    /// What kind of failure it is.
    pub fn severity(&self) -> Severity {
        match self {
            PersonError::Desk(error) => error.severity(),
            PersonError::Unhashed => Severity::Fault,
            PersonError::UserExists { .. }
            | PersonError::NoSuchUser { .. }
            | PersonError::ClosedBefore { .. }
            | PersonError::PasswordShort { .. }
            | PersonError::PasswordLong { .. }
            | PersonError::PasswordPlain
            | PersonError::WrongSignIn
            | PersonError::LockedOut { .. }
            | PersonError::NotSignedIn
            | PersonError::NotAllowed { .. }
            | PersonError::Foreign
            | PersonError::Forged => Severity::Refused,
        }
    }

    /// Where it lies.
    pub fn spot(&self) -> Spot {
        if let PersonError::Desk(error) = self { error.spot() } else { Spot::default() }
    }

    /// The complaint, for people and for programs.
    pub fn complaint(&self) -> Complaint {
        match self {
            PersonError::Desk(error) => error.complaint(),
            PersonError::UserExists { .. }
            | PersonError::NoSuchUser { .. }
            | PersonError::ClosedBefore { .. }
            | PersonError::PasswordShort { .. }
            | PersonError::PasswordLong { .. }
            | PersonError::PasswordPlain => self.of_user(),
            PersonError::Unhashed
            | PersonError::WrongSignIn
            | PersonError::LockedOut { .. }
            | PersonError::NotSignedIn
            | PersonError::NotAllowed { .. }
            | PersonError::Foreign
            | PersonError::Forged => self.of_signing_in(),
        }
    }

    fn of_user(&self) -> Complaint {
        match self {
            PersonError::UserExists { name } => complaint(
                "user-exists",
                (&format!("已有用户“{name}”。"), &format!("There is a user “{name}” already.")),
                (
                    "一个名字只属于一个人，停用后也不再给别人；大小写不分。",
                    "A name belongs to one person, also after he was closed; capitals make no difference.",
                ),
                (
                    "请换一个名字；换密码用 qizhang user password。",
                    "Take another name; qizhang user password gives a new password.",
                ),
            ),
            PersonError::NoSuchUser { name, nearest } => {
                let (zh, en) = match nearest {
                    Some(near) => (format!("是不是“{near}”？"), format!("Did you mean “{near}”?")),
                    None => ("用 qizhang user list 查看。".to_owned(), "qizhang user list shows them.".to_owned()),
                };
                complaint(
                    "no-such-user",
                    (&format!("没有用户“{name}”。"), &format!("There is no user “{name}”.")),
                    ("用户由管账本的人添加。", "Users are added by whoever keeps the ledger."),
                    (&zh, &en),
                )
            }
            PersonError::ClosedBefore { name } => complaint(
                "user-closed-before",
                (&format!("用户“{name}”早已停用。"), &format!("The user “{name}” was closed before.")),
                ("停用后不再恢复。", "Once closed he stays closed."),
                ("需要时请用新的名字添加。", "Add a user of a new name where one is needed."),
            ),
            PersonError::PasswordLong { most } => complaint(
                "password-too-long",
                ("密码太长。", "The password is too long."),
                (&format!("最多 {most} 个字符。"), &format!("It has at most {most} characters.")),
                ("请缩短后再设。", "Take a shorter one."),
            ),
            PersonError::PasswordPlain => complaint(
                "password-too-plain",
                ("密码太容易猜到。", "The password is too easy to guess."),
                (
                    "它是同一个字符的重复，含有用户名，或和 password、12345678 这类谁都会先试的差不多。",
                    "It is one letter again and again, has the name of the user in it, or is little more than what everybody tries first, as password or 12345678.",
                ),
                ("请换一个，例如几个不相干的词。", "Take another, for example several words that are unrelated."),
            ),
            PersonError::PasswordShort { .. }
            | PersonError::Desk(_)
            | PersonError::Unhashed
            | PersonError::WrongSignIn
            | PersonError::LockedOut { .. }
            | PersonError::NotSignedIn
            | PersonError::NotAllowed { .. }
            | PersonError::Foreign
            | PersonError::Forged => {
                let least = if let PersonError::PasswordShort { least } = self { *least } else { 0 };
                complaint(
                    "password-too-short",
                    ("密码太短。", "The password is too short."),
                    (&format!("至少 {least} 个字符。"), &format!("It has at least {least} characters.")),
                    ("请换一个长些的。", "Take a longer one."),
                )
            }
        }
    }

    fn of_signing_in(&self) -> Complaint {
        match self {
            PersonError::Unhashed => Complaint {
                permanent: false,
                ..complaint(
                    "password-not-worked-out",
                    ("密码没有算完。", "The password was not worked out."),
                    ("系统没有给出随机数或内存。", "The system gave no random bits, or no memory."),
                    ("请稍后再试。", "Try again later."),
                )
            },
            PersonError::LockedOut { minutes } => locked_out(*minutes),
            PersonError::NotSignedIn => complaint(
                "not-signed-in",
                ("还没有登录，或登录已经结束。", "Nobody is signed in, or not any more."),
                (
                    "三十分钟不操作，或满八小时，登录自动结束；停用和改密码也会结束登录。",
                    "Signing in ends after thirty minutes without a page, after eight hours, and when the user is closed or gets a new password.",
                ),
                (
                    "请到 /sign-in 登录；程序请出示令牌，取 /api/v1 下的同一地址。",
                    "Sign in at /sign-in; a program shows its token to the same address under /api/v1.",
                ),
            ),
            PersonError::NotAllowed { name, role, deed } => not_allowed(name, *role, *deed),
            PersonError::Foreign => complaint(
                "form-from-elsewhere",
                (
                    "没有办理：请求不是从本站的网页发出的。",
                    "Nothing was done: the request was not sent from a page of this site.",
                ),
                (
                    "请求头 Origin 缺少或是别处的；别的网站可能想借浏览器写入账本。",
                    "Its header Origin is missing or names another place; another site may want to write to the ledger through the browser.",
                ),
                ("请从本站的网页打开表单再提交。", "Open the form on this site and send it from there."),
            ),
            PersonError::Forged => complaint(
                "form-not-ours",
                ("没有办理：这张表单不是发给这次登录的。", "Nothing was done: the form was not given to this sign-in."),
                (
                    "表单里的暗记缺少或不符，例如其间重新登录过。",
                    "The mark in the form is missing or another one, as after signing in anew.",
                ),
                ("请重新打开表单。", "Open the form again."),
            ),
            PersonError::WrongSignIn
            | PersonError::Desk(_)
            | PersonError::UserExists { .. }
            | PersonError::NoSuchUser { .. }
            | PersonError::ClosedBefore { .. }
            | PersonError::PasswordShort { .. }
            | PersonError::PasswordLong { .. }
            | PersonError::PasswordPlain => complaint(
                "sign-in-wrong",
                ("用户名或密码不对。", "The name or the password is wrong."),
                ("没有这样的用户和密码。", "No user has this name and this password."),
                (
                    "请核对后再试；连续五次不对要等十五分钟。",
                    "Check both and try again; after five failures in a row one has to wait fifteen minutes.",
                ),
            ),
        }
    }
}

fn locked_out(minutes: i64) -> Complaint {
    Complaint {
        permanent: false,
        ..complaint(
            "sign-in-locked",
            (
                &format!("这个名字暂时不能登录，还要等 {minutes} 分钟。"),
                &format!("This name cannot sign in for now: wait {minutes} more minutes."),
            ),
            ("连续五次没有登录成功。", "It was tried five times in a row in vain."),
            (
                "请等待后再试；忘了密码，请管账本的人用 qizhang user password 重设。",
                "Wait and try again; if the password is forgotten, whoever keeps the ledger sets a new one with qizhang user password.",
            ),
        )
    }
}

fn not_allowed(name: &str, role: Role, deed: Deed) -> Complaint {
    let (role, deed_said) = (role.title(), deed.title());
    let listed = |lang: Lang, by: &str| {
        let roles: Vec<String> = deed.roles().map(|role| role.title().get(lang).to_owned()).collect();
        roles.join(by)
    };
    complaint(
        "not-allowed",
        (&format!("“{name}”不能{}。", deed_said.zh), &format!("“{name}” may not {}.", deed_said.en)),
        (&format!("角色是“{}”。", role.zh), &format!("The role is “{}”.", role.en)),
        (
            &format!("可以做这件事的角色：{}。", listed(Lang::Zh, "、")),
            &format!("The roles that may: {}.", listed(Lang::En, ", ")),
        ),
    )
}

/// Every code that only people meet, with sentences about an example, for the page they look them up in.
pub fn person_codes() -> CodeFamily {
    let name = || "wang.li".to_owned();
    let errors = [
        PersonError::UserExists { name: name() },
        PersonError::NoSuchUser { name: name(), nearest: None },
        PersonError::ClosedBefore { name: name() },
        PersonError::PasswordShort { least: crate::access::user::LEAST },
        PersonError::PasswordLong { most: 256 },
        PersonError::PasswordPlain,
        PersonError::Unhashed,
        PersonError::WrongSignIn,
        PersonError::LockedOut { minutes: 15 },
        PersonError::NotSignedIn,
        PersonError::NotAllowed { name: name(), role: Role::Reviewer, deed: Deed::Record },
        PersonError::Foreign,
        PersonError::Forged,
    ];
    let title = Bilingual::new("用户和登录", "Users and signing in");
    CodeFamily { title, complaints: errors.iter().map(PersonError::complaint).collect() }
}
