//! What checkpoints and proofs say when they do not hold, in words.

use super::words::{complaint, say, whole};
use crate::explain::Complaint;
use crate::ledger::{Done, LedgerError, Mismatch};
use crate::value::{Bilingual, Position};
use std::path::Path;

pub(super) fn shown(path: &Path) -> String {
    path.display().to_string()
}

impl LedgerError {
    pub(super) fn signing_complaint(&self) -> Complaint {
        match self {
            LedgerError::Guarded { file, why } => guarded(file, why),
            LedgerError::Disproved { file, why } => why.complaint(file),
            LedgerError::Key(fault) => fault.complaint(),
            LedgerError::NotSignedYet { .. } | LedgerError::RecordedUnsigned { .. } => self.unsigned_complaint(),
            LedgerError::DoneUntold { done, why } => done_untold(*done, why),
            LedgerError::NothingLost => complaint(
                "nothing-lost",
                ["没有什么损失可接受", "账本与最近的检查点一致", "不必加 --accept-loss"],
                ["there is no loss to accept", "the ledger agrees with its last checkpoint", "leave out --accept-loss"],
            ),
            _ => self.kept_complaint(),
        }
    }

    /// What is not signed.
    fn unsigned_complaint(&self) -> Complaint {
        match self {
            LedgerError::RecordedUnsigned { head, why } => recorded_unsigned(*head, why),
            LedgerError::NotSignedYet { position, last: Some(last) } => not_signed_yet(
                &format!("事件 #{position} 还没有签名的检查点"),
                &format!("最近的检查点只到 #{last}"),
                &format!("no signed checkpoint covers event #{position} yet"),
                &format!("the last one reaches #{last}"),
            ),
            _ => {
                let position =
                    if let LedgerError::NotSignedYet { position, .. } = self { *position } else { Position::ZERO };
                not_signed_yet(
                    &format!("事件 #{position} 还没有签名的检查点"),
                    "这个账本还没有签过检查点",
                    &format!("no signed checkpoint covers event #{position} yet"),
                    "this ledger has never signed one",
                )
            }
        }
    }

    /// What somebody kept and brings along.
    fn kept_complaint(&self) -> Complaint {
        match self {
            LedgerError::NotAProof { file } => complaint(
                "not-a-proof",
                [
                    &format!("{} 不是证明文件", shown(file)),
                    "格式应为 c2sp.org/tlog-proof@v1",
                    "请出具人重新导出，或核对是不是传输中被改动",
                ],
                [
                    &format!("{} is not a proof file", shown(file)),
                    "its form should be c2sp.org/tlog-proof@v1",
                    "ask for it again, or see whether it was altered on the way",
                ],
            ),
            LedgerError::EventNotGiven { file, event, size } => complaint(
                "event-not-given",
                [
                    &format!("{} 的签名有效，但没有核对它所证明的事件 #{event}", shown(file)),
                    &format!("证明从事件的内容算到所签的根（到 #{size}）；这里没有账本，也没有给出事件"),
                    "用 --entry 给出事件的字节（出具人用 qizhang verify --event N --out … --entry … 一并导出），或用 --ledger 指明账本",
                ],
                [
                    &format!("{} is validly signed; the event it is about, #{event}, was not checked", shown(file)),
                    &format!(
                        "a proof leads from the content of an event to the signed root, up to #{size}; there is no ledger here, \
                         and the event was not given"
                    ),
                    "give the bytes of the event with --entry (whoever made the proof has them from qizhang verify --event N \
                     --out … --entry …), or name the ledger with --ledger",
                ],
            ),
            LedgerError::KeptLater { file, size, known } => complaint(
                "kept-later",
                [
                    &format!("{} 比所问的时点晚", shown(file)),
                    &format!("它签到 #{size}，--known 只到 #{known}；账本现在包含它，到 #{known} 时还没有"),
                    "去掉 --known，或改到不早于它的时点",
                ],
                [
                    &format!("{} is of a later time than the one asked about", shown(file)),
                    &format!(
                        "it was signed up to #{size}, and --known reaches #{known}; the ledger of today grew out of it, that \
                         of then could not"
                    ),
                    "leave out --known, or give one that is not before it",
                ],
            ),
            _ => {
                let (file, event) = match self {
                    LedgerError::ProofFails { file, event } => (shown(file), *event),
                    _ => (String::new(), Position::ZERO),
                };
                proof_fails(&file, event)
            }
        }
    }
}

fn proof_fails(file: &str, event: Position) -> Complaint {
    complaint(
        "proof-fails",
        [
            &format!("{file} 证明不了事件 #{event}"),
            "由这个事件算不到签名的根：证明被改动，或属于另一个事件，或事件在签名之后被改动",
            "两份都不要改动；用 qizhang verify 核对账本，请出具人重新导出证明",
        ],
        [
            &format!("{file} does not prove event #{event}"),
            "the event does not lead to the signed root: the proof was altered, or is of another event, or the event was \
             changed after it was signed",
            "leave both as they are; check the ledger with qizhang verify and ask for the proof again",
        ],
    )
}

/// Whoever reads that signing failed must not think that the events are lost, nor bring them under other names.
fn recorded_unsigned(head: Position, why: &LedgerError) -> Complaint {
    let cause = why.complaint();
    let remedy = first(why);
    complaint(
        "recorded-unsigned",
        [
            &format!("事件已经记入，到 #{head}，不会丢失；但没有签名，也没有回执"),
            &format!("{}{}", cause.what.zh, cause.why.zh),
            &format!(
                "{}然后运行 qizhang checkpoint 补签；要回执的，把同一文件连同 --receipt 再追加一次，不会重复记入",
                remedy.zh
            ),
        ],
        [
            &format!("the events are recorded and safe, up to #{head}; they are not signed, and there is no receipt"),
            &format!("{} {}", cause.what.en, cause.why.en),
            &format!(
                "{} Then sign with qizhang checkpoint; for a receipt append the same file again with --receipt, which \
                 records nothing twice",
                remedy.en
            ),
        ],
    )
}

/// What is in the way is cleared away first.
fn first(why: &LedgerError) -> Bilingual {
    match why {
        LedgerError::File { .. } => {
            whole(&say("腾出磁盘空间，或改正路径和权限", "make room on the disk, or mend path and permissions"))
        }
        _ => why.complaint().remedy,
    }
}

/// Whoever reads only that a file was not written would do once more what is done already.
fn done_untold(done: Done, why: &LedgerError) -> Complaint {
    let (code, zh, en, rest_zh, rest_en) = match done {
        Done::KeyChanged => (
            "key-changed-untold",
            "密钥已更换，由新密钥签名".to_owned(),
            "the key is replaced, and the new one signs".to_owned(),
            "不要再换一次；更换记录是账本旁 .rotations 的最后一条",
            "Do not replace it again: the note of the change is the last one of .rotations beside the ledger",
        ),
        Done::KeyMade => (
            "key-made-untold",
            "密钥已建立，并签了第一个检查点".to_owned(),
            "the key is made and has signed its first checkpoint".to_owned(),
            "不必再建",
            "It need not be made again",
        ),
        Done::LossAccepted { event } => (
            "loss-accepted-untold",
            format!("损失已接受，记为事件 #{event} 并签名"),
            format!("the loss is accepted, recorded as event #{event} and signed"),
            "不要再接受一次",
            "Do not accept it again",
        ),
    };
    let (cause, remedy) = (why.complaint(), first(why));
    complaint(
        code,
        [
            &format!("{zh}；只是检查点没有写出"),
            &format!("{}{}", cause.what.zh, cause.why.zh),
            &format!("{}{rest_zh}。检查点用 qizhang checkpoint --out 文件 再取", remedy.zh),
        ],
        [
            &format!("{en}; only the checkpoint was not written out"),
            &format!("{} {}", cause.what.en, cause.why.en),
            &format!("{} {rest_en}; qizhang checkpoint --out FILE gives a checkpoint once more", remedy.en),
        ],
    )
}

fn not_signed_yet(zh: &str, why_zh: &str, en: &str, why_en: &str) -> Complaint {
    complaint("not-signed-yet", [zh, why_zh, "先运行 qizhang checkpoint"], [en, why_en, "run qizhang checkpoint first"])
}

/// The same facts weigh more where somebody wants to write, and there is a way out that a mere check does not have.
fn guarded(file: &Path, why: &Mismatch) -> Complaint {
    let plain = why.complaint(file);
    let more = match why {
        Mismatch::Shorter { head: Position::ZERO, .. } => return Complaint { what: not_written(&plain), ..plain },
        Mismatch::OtherLedger { .. } => say(
            "把属于它的账本放回原处；如果这里从此是另一个账本，把 .key、.vkeys、.checkpoint 三个文件一起移走保存",
            "put its ledger back; if another ledger is to stay here, move the files .key, .vkeys and .checkpoint away \
             together and keep them",
        ),
        Mismatch::NotACheckpoint
        | Mismatch::Missing
        | Mismatch::NoKeys
        | Mismatch::Unsigned
        | Mismatch::OldKey { .. }
        | Mismatch::Smuggled { .. }
        | Mismatch::Receipt { .. }
        | Mismatch::Forged
        | Mismatch::Shorter { .. }
        | Mismatch::Rewritten { .. } => say(
            "查询照常。恢复完整的账本、检查点和公钥名单（.checkpoint、.vkeys）；确实找不回来的，用 qizhang checkpoint --accept-loss 接受损失，\
             账本会为审计记下一条",
            "questions are answered meanwhile. Restore the whole ledger, the checkpoint and the list of public keys \
             (.checkpoint, .vkeys); where they are gone for good, accept the loss with qizhang checkpoint --accept-loss, which the ledger records for the auditor",
        ),
    };
    Complaint { what: not_written(&plain), remedy: whole(&more), ..plain }
}

fn not_written(plain: &Complaint) -> Bilingual {
    say(&format!("没有写入：{}", plain.what.zh), &format!("nothing was written: {}", plain.what.en))
}
