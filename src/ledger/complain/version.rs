//! Why an event is not given as a version of its type, in words.

use super::words::complaint;
use crate::event::{Refusal, Unsaid};
use crate::explain::Complaint;
use crate::ledger::VersionFault;
use crate::value::{Position, TypeName};

pub(super) fn version_complaint(fault: &VersionFault) -> Complaint {
    match fault {
        VersionFault::Unknown { kind, asked, newest } => unknown(kind, *asked, *newest),
        VersionFault::Unsaid { position, kind, recorded, asked, why } => {
            unsaid(*position, kind, (*recorded, *asked), why)
        }
    }
}

/// The type has no such version.
fn unknown(kind: &TypeName, asked: u16, newest: u16) -> Complaint {
    complaint(
        "no-such-version",
        [
            &format!("{kind} 没有第 {asked} 版"),
            &format!("账本里它最新的是第 {newest} 版，从第 1 版数起"),
            &format!("请改用其中一版，或先登记第 {asked} 版的声明"),
        ],
        [
            &format!("{kind} has no version {asked}"),
            &format!("its newest in this ledger is version {newest}, counted from 1"),
            &format!("ask for one of them, or register the declaration of version {asked} first"),
        ],
    )
}

/// An older version would say something else, or nothing.
fn unsaid(position: Position, kind: &TypeName, (recorded, asked): (u16, u16), why: &Unsaid) -> Complaint {
    let (zh, en) = match why {
        Unsaid::Otherwise { field } => (
            format!("第 {asked} 版没有与 {field} 相当的写法，只懂那一版的程序会读成另一个意思"),
            format!(
                "version {asked} has no way to say {field}: whoever knows only that version would read something else"
            ),
        ),
        Unsaid::Refused(refusal) => {
            let inner = Complaint::of_refusal(&Refusal::Body(refusal.clone()));
            (
                format!("第 {asked} 版不收这样的内容（{}）", inner.why.zh.trim_end_matches('。')),
                format!("version {asked} does not take what it says ({})", inner.why.en.trim_end_matches('.')),
            )
        }
    };
    let next = position.next();
    complaint(
        "not-in-version",
        [
            &format!("事件 #{position}（{kind}，按第 {recorded} 版记录）不能按第 {asked} 版给出"),
            &zh,
            &format!("请按第 {recorded} 版读取，或不写版本，按原样读取；要跳过它，从 #{next} 起读（from）"),
        ],
        [
            &format!("event #{position} ({kind}, recorded as version {recorded}) cannot be given as version {asked}"),
            &en,
            &format!(
                "ask for version {recorded}, or for no version to have it as it was recorded; to pass over it begin at #{next} (from)"
            ),
        ],
    )
}
