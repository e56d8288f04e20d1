//! Why a link that was handed out does not open, or is not handed out.

use crate::access::error::{AccessError, complaint, near_or_listed};
use crate::explain::{CodeFamily, Complaint};
use crate::value::{Bilingual, Day};

/// Why a link does not open, or is not handed out or revoked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum Shut {
    /// It would end before it begins.
    Past { until: Day, today: Day },
    /// It would open for too long.
    Far { until: Day, last: Day },
    /// No link has this name.
    NoSuch { id: String, nearest: Option<String> },
    /// It was revoked before.
    RevokedBefore { id: String },
    /// What was shown opens nothing.
    Unknown,
    /// It was revoked.
    Revoked { id: String },
    /// It opens no more.
    Expired { id: String, until: Day },
}

impl From<Shut> for AccessError {
    fn from(shut: Shut) -> Self {
        AccessError::Link(shut)
    }
}

impl Shut {
    /// The link it speaks of, where somebody tried one that is known.
    pub fn link(&self) -> Option<&str> {
        match self {
            Shut::Revoked { id } | Shut::Expired { id, .. } => Some(id),
            Shut::Past { .. } | Shut::Far { .. } | Shut::NoSuch { .. } | Shut::RevokedBefore { .. } | Shut::Unknown => {
                None
            }
        }
    }

    pub(super) fn complaint(&self) -> Complaint {
        match self {
            Shut::Past { until, today } => complaint(
                "link-until-past",
                (
                    &format!("没有发出链接：{until} 已经过去。"),
                    &format!("No link was handed out: {until} is over already."),
                ),
                (&format!("今天是 {today}。"), &format!("Today is {today}.")),
                ("最后有效的一天请写今天或以后。", "Let it open until today or a later day."),
            ),
            Shut::Far { until, last } => complaint(
                "link-until-far",
                (
                    &format!("没有发出链接：{until} 太远。"),
                    &format!("No link was handed out: {until} is too far away."),
                ),
                (
                    "有链接的人不登录就能看，所以一个链接最多一年有效。",
                    "Whoever has a link reads without signing in, so that one opens for a year at most.",
                ),
                (
                    &format!("请写 {last} 或更早的一天；到期后另发一个。"),
                    &format!("Give {last} or an earlier day, and hand out another one when it has ended."),
                ),
            ),
            Shut::NoSuch { id, nearest } => no_such(id, nearest.as_ref()),
            Shut::RevokedBefore { id } => complaint(
                "link-revoked-before",
                (&format!("链接“{id}”早已撤销。"), &format!("The link “{id}” was revoked before.")),
                ("撤销一次就不再打开。", "Once revoked it opens no more."),
                ("不必再做什么。", "There is nothing to be done."),
            ),
            Shut::Unknown => complaint(
                "link-unknown",
                ("这个链接打不开任何内容。", "This link opens nothing."),
                ("它不是这里发出的，或者没有抄全。", "It was not handed out here, or is not whole."),
                (
                    "请从收到的消息中重新打开，或请发给您的单位另发一个。",
                    "Open it from the message it came with, or ask the office that handed it out for another.",
                ),
            ),
            Shut::Revoked { id } => complaint(
                "link-revoked",
                ("这个链接已被撤销。", "This link was revoked."),
                (
                    &format!("发出它的单位撤销了它（编号 {id}）。"),
                    &format!("The office that handed it out revoked it (number {id})."),
                ),
                ("请向发出它的单位要一个新的。", "Ask the office that handed it out for another."),
            ),
            Shut::Expired { id, until } => complaint(
                "link-expired",
                (&format!("这个链接到 {until} 为止。"), &format!("This link opened until {until}.")),
                (
                    &format!("发出时定了最后一天（编号 {id}）。"),
                    &format!("Its last day was set when it was handed out (number {id})."),
                ),
                ("请向发出它的单位要一个新的。", "Ask the office that handed it out for another."),
            ),
        }
    }
}

fn no_such(id: &str, nearest: Option<&String>) -> Complaint {
    let (zh, en) = near_or_listed(nearest, "qizhang link list");
    complaint(
        "no-such-link",
        (&format!("没有链接“{id}”，或不止一个。"), &format!("There is no link “{id}”, or more than one.")),
        ("链接以编号相称，不是网址。", "A link goes by its id, which is not its address."),
        (&zh, &en),
    )
}

/// Every code that only links have, with sentences about an example, for the page people look them up in.
pub fn link_codes() -> CodeFamily {
    let id = || "0123456789ab".to_owned();
    let all = [
        Shut::Past { until: Day::MIN, today: Day::MAX },
        Shut::Far { until: Day::MAX, last: Day::MIN },
        Shut::NoSuch { id: id(), nearest: None },
        Shut::RevokedBefore { id: id() },
        Shut::Unknown,
        Shut::Revoked { id: id() },
        Shut::Expired { id: id(), until: Day::MIN },
    ];
    let title = Bilingual::new("查阅链接", "Links that are handed out");
    CodeFamily { title, complaints: all.iter().map(Shut::complaint).collect() }
}
