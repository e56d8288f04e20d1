//! What checkpoints and proofs say when they do not hold, in words.

use super::words::{complaint, say, whole};
use crate::explain::Complaint;
use crate::ledger::{LedgerError, Mismatch};
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
            LedgerError::NotSignedYet { position, last: Some(last) } => not_signed_yet(
                &format!("事件 #{position} 还没有签名的检查点"),
                &format!("最近的检查点只到 #{last}"),
                &format!("no signed checkpoint covers event #{position} yet"),
                &format!("the last one reaches #{last}"),
            ),
            LedgerError::NotSignedYet { position, last: None } => not_signed_yet(
                &format!("事件 #{position} 还没有签名的检查点"),
                "这个账本还没有签过检查点",
                &format!("no signed checkpoint covers event #{position} yet"),
                "this ledger has never signed one",
            ),
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
            LedgerError::ProofFails { file, event } => complaint(
                "proof-fails",
                [
                    &format!("{} 证明不了账本里的事件 #{event}", shown(file)),
                    "由这个事件算不到签名的根：证明被改动，或属于另一个事件，或事件在签名之后被改动",
                    "两份都不要改动；用 qizhang verify 核对账本，请出具人重新导出证明",
                ],
                [
                    &format!("{} does not prove event #{event} of this ledger", shown(file)),
                    "the event does not lead to the signed root: the proof was altered, or is of another event, or the \
                     event was changed after it was signed",
                    "leave both as they are; check the ledger with qizhang verify and ask for the proof again",
                ],
            ),
            _ => complaint(
                "nothing-lost",
                ["没有什么损失可接受", "账本与最近的检查点一致", "不必加 --accept-loss"],
                ["there is no loss to accept", "the ledger agrees with its last checkpoint", "leave out --accept-loss"],
            ),
        }
    }
}

fn not_signed_yet(zh: &str, why_zh: &str, en: &str, why_en: &str) -> Complaint {
    complaint("not-signed-yet", [zh, why_zh, "先运行 qizhang checkpoint"], [en, why_en, "run qizhang checkpoint first"])
}

/// The same facts weigh more where somebody wants to write, and there is a way out that a mere check does not have.
fn guarded(file: &Path, why: &Mismatch) -> Complaint {
    let plain = why.complaint(file);
    let more = match why {
        Mismatch::Shorter { head: Position::ZERO, .. } => say(
            "日志不在了：从备份恢复账本目录，在此之前不要在这里另建账本",
            "the log is gone: restore the directory from a backup, and make no other ledger here before",
        ),
        Mismatch::OtherLedger { .. } => say(
            "把属于它的账本放回原处；如果这里从此是另一个账本，把 .key、.vkeys、.checkpoint 三个文件一起移走保存",
            "put its ledger back; if another ledger is to stay here, move the files .key, .vkeys and .checkpoint away \
             together and keep them",
        ),
        Mismatch::NotACheckpoint
        | Mismatch::Missing
        | Mismatch::Unsigned
        | Mismatch::Forged
        | Mismatch::Shorter { .. }
        | Mismatch::Rewritten { .. } => say(
            "查询照常。恢复完整的账本或检查点文件；确实找不回来的，用 qizhang checkpoint --accept-loss 接受损失，\
             账本会为审计记下一条",
            "questions are answered meanwhile. Restore the whole ledger or the checkpoint file; where they are gone for \
             good, accept the loss with qizhang checkpoint --accept-loss, which the ledger records for the auditor",
        ),
    };
    let what = say(&format!("没有写入：{}", plain.what.zh), &format!("nothing was written: {}", plain.what.en));
    Complaint { what, remedy: whole(&more), ..plain }
}

impl Mismatch {
    /// The code, which never changes its meaning.
    pub fn code(&self) -> &'static str {
        match self {
            Mismatch::NotACheckpoint => "not-a-checkpoint",
            Mismatch::Missing => "checkpoint-missing",
            Mismatch::Unsigned => "checkpoint-unsigned",
            Mismatch::Forged => "checkpoint-forged",
            Mismatch::OtherLedger { .. } => "checkpoint-of-another-ledger",
            Mismatch::Shorter { .. } => "ledger-shorter",
            Mismatch::Rewritten { .. } => "ledger-rewritten",
        }
    }

    fn complaint(&self, file: &Path) -> Complaint {
        let (what, why, remedy) = self.words(&shown(file));
        let [what, why, remedy] = [what, why, remedy].map(|words| whole(&words));
        Complaint { code: self.code(), what, why, remedy, permanent: true }
    }

    fn words(&self, file: &str) -> (Bilingual, Bilingual, Bilingual) {
        match self {
            Mismatch::NotACheckpoint => (
                say(&format!("{file} 不是检查点"), &format!("{file} is not a checkpoint")),
                say(
                    "它不是签名的检查点，也不是带检查点的回执",
                    "it is neither a signed checkpoint nor a receipt that carries one",
                ),
                say(
                    "核对文件；可能在保存或传输中被改动",
                    "see whether it is the right file, or was altered where it was kept",
                ),
            ),
            Mismatch::Missing => (
                say(&format!("{file} 不见了"), &format!("{file} is missing")),
                say(
                    "账本签过检查点，最近的一个应在这里",
                    "the ledger has signed checkpoints, and the last one belongs here",
                ),
                say("把它恢复到原处", "put it back"),
            ),
            Mismatch::Unsigned => (
                say(&format!("{file} 没有已知密钥的签名"), &format!("no known key signed {file}")),
                say(
                    "签名的密钥不在公钥名单（.vkeys）或 --vkey 之中",
                    "the key is neither in the list of public keys (.vkeys) nor given by --vkey",
                ),
                say(
                    "用 --vkey 给出当时交付的公钥；不知道公钥就不能相信它",
                    "give the public key you were handed then with --vkey; without it there is nothing to believe",
                ),
            ),
            Mismatch::Forged => (
                say(&format!("{file} 的签名是假的"), &format!("a signature of {file} is false")),
                say("内容或签名在签名之后被改动", "the text or the signature was changed after it was signed"),
                say("保留原件，查明经手人", "keep the file and find out whose hands it went through"),
            ),
            Mismatch::OtherLedger { origin, own } => (
                say(&format!("{file} 属于另一个账本"), &format!("{file} is of another ledger")),
                say(&format!("它写明 {origin}，这个账本是 {own}"), &format!("it names {origin}; this ledger is {own}")),
                say("用 --ledger 指明它的账本", "name its ledger with --ledger"),
            ),
            Mismatch::Shorter { size, head } => (
                say(&format!("账本比 {file} 所签的短"), &format!("the ledger is shorter than what {file} signs")),
                say(
                    &format!("签到 #{size}，账本只到 #{head}"),
                    &format!("it was signed up to #{size}, and the ledger ends at #{head}"),
                ),
                say(
                    "账本有事件丢失，或被换成较早的副本；不要再写入，从备份恢复",
                    "events are lost, or an older copy was put in its place; write nothing more and restore a backup",
                ),
            ),
            Mismatch::Rewritten { size, signed, found } => (
                say(&format!("账本不是由 {file} 增长而来"), &format!("the ledger did not grow out of {file}")),
                say(
                    &format!("到 #{size} 的根签的是 {signed}，账本算得 {found}：已记的事件被改过"),
                    &format!(
                        "the root up to #{size} was signed as {signed}, and the ledger gives {found}: recorded events were changed"
                    ),
                ),
                say(
                    "保留账本和检查点原样；与其他回执、备份比较，查明改动",
                    "keep ledger and checkpoint as they are; compare other receipts and backups to find the change",
                ),
            ),
        }
    }
}
