//! Why a checkpoint does not stand against a ledger, in words.

use super::signing::shown;
use super::words::{say, whole};
use crate::explain::Complaint;
use crate::ledger::Mismatch;
use crate::value::{Bilingual, Position};
use std::path::Path;

/// What, why, remedy.
type Words = (Bilingual, Bilingual, Bilingual);

impl Mismatch {
    /// The code, which never changes its meaning.
    pub fn code(&self) -> &'static str {
        match self {
            Mismatch::NotACheckpoint => "not-a-checkpoint",
            Mismatch::Missing => "checkpoint-missing",
            Mismatch::NoKeys => "key-list-missing",
            Mismatch::Unsigned => "checkpoint-unsigned",
            Mismatch::OldKey { .. } => "key-not-vouched",
            Mismatch::Smuggled { .. } => "key-not-introduced",
            Mismatch::Receipt { .. } => "receipt-contradicts",
            Mismatch::Forged => "checkpoint-forged",
            Mismatch::OtherLedger { .. } => "checkpoint-of-another-ledger",
            Mismatch::Shorter { .. } => "ledger-shorter",
            Mismatch::Rewritten { .. } => "ledger-rewritten",
        }
    }

    pub(super) fn complaint(&self, file: &Path) -> Complaint {
        let (what, why, remedy) = self.words(&shown(file));
        let [what, why, remedy] = [what, why, remedy].map(|words| whole(&words));
        Complaint { code: self.code(), what, why, remedy, permanent: true }
    }

    fn words(&self, file: &str) -> Words {
        match self {
            Mismatch::NotACheckpoint | Mismatch::Missing | Mismatch::NoKeys => self.words_of_absence(file),
            Mismatch::Unsigned
            | Mismatch::Forged
            | Mismatch::OldKey { .. }
            | Mismatch::Smuggled { .. }
            | Mismatch::Receipt { .. } => self.words_of_signatures(file),
            Mismatch::OtherLedger { .. } | Mismatch::Shorter { .. } | Mismatch::Rewritten { .. } => {
                self.words_of_history(file)
            }
        }
    }

    /// There is nothing to hold against the ledger, or nothing to check it with.
    fn words_of_absence(&self, file: &str) -> Words {
        match self {
            Mismatch::Missing => (
                say(&format!("{file} 不见了"), &format!("{file} is missing")),
                say(
                    "账本签过检查点（密钥或公钥名单还在旁边），最近的一个应在这里",
                    "the ledger has signed checkpoints, as the keys beside it show, and the last one belongs here",
                ),
                say(
                    "把它恢复到原处；公钥名单 .vkeys 也不见了的，一并恢复",
                    "put it back, together with the list of public keys .vkeys if that is gone too",
                ),
            ),
            Mismatch::NoKeys => (
                say(
                    &format!("{file} 无从核对：没有公钥"),
                    &format!("{file} cannot be checked: there is no public key"),
                ),
                say(
                    "账本旁边的公钥名单（.vkeys）不见了或是空的",
                    "the list of public keys beside the ledger (.vkeys) is missing or empty",
                ),
                say(
                    "把名单恢复到原处（备份旁边有一份）；核对时可用 --vkey 给出公钥",
                    "put the list back (a backup has one beside it); for a check, give the public key with --vkey",
                ),
            ),
            _ => (
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
        }
    }

    /// What is there is not to be believed.
    fn words_of_signatures(&self, file: &str) -> Words {
        match self {
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
            Mismatch::OldKey { key, next } => (
                say(
                    &format!("{file} 由旧密钥 {key} 签名，现用密钥不为它作证"),
                    &format!("{file} is signed by the old key {key}, for which the key in use does not vouch"),
                ),
                say(
                    &format!("它之后的密钥 {next} 不是由前一密钥引入的（前一密钥报失，或没有换密钥的记录）"),
                    &format!(
                        "the key {next} after it was not introduced by the one before, which was lost or left no note"
                    ),
                ),
                say(
                    "用 --vkey 给出当时交付的公钥；只有名单为凭，不足为信",
                    "give the public key you were handed then with --vkey; the list alone is no reason to believe it",
                ),
            ),
            Mismatch::Smuggled { key } => (
                say(
                    &format!("{file} 里的公钥 {key} 来历不明"),
                    &format!("nobody introduced the public key {key} in {file}"),
                ),
                say(
                    "换密钥的记录（.rotations）里没有哪一条引入它，前一密钥也没有报失",
                    "no note of a key change (.rotations) brings it in, neither by the key before nor as that one's loss",
                ),
                say(
                    "查明是谁加入的，与当时交付的公钥核对；由备份恢复 .vkeys 和 .rotations",
                    "find out who added it and compare the public keys that were handed over; restore .vkeys and .rotations \
                     from a backup",
                ),
            ),
            Mismatch::Receipt { field, says, signed } => (
                say(
                    &format!("{file} 的 {field} 与其中签名的检查点不符"),
                    &format!("{field} in {file} contradicts the signed checkpoint in it"),
                ),
                say(
                    &format!("它写 {says}，由签名的内容应为 {signed}"),
                    &format!("it says {says}; what was signed gives {signed}"),
                ),
                say(
                    "回执在出具之后被改动：保留原件，查明经手人；检查点本身可单独存成文件核对",
                    "the receipt was altered after it was given out: keep it and find out whose hands it went through; the \
                     checkpoint in it can be checked in a file of its own",
                ),
            ),
            _ => (
                say(&format!("{file} 的签名是假的"), &format!("a signature of {file} is false")),
                say("内容或签名在签名之后被改动", "the text or the signature was changed after it was signed"),
                say("保留原件，查明经手人", "keep the file and find out whose hands it went through"),
            ),
        }
    }

    /// It is to be believed, and the ledger is another.
    fn words_of_history(&self, file: &str) -> Words {
        match self {
            Mismatch::OtherLedger { origin, own } => (
                say(&format!("{file} 属于另一个账本"), &format!("{file} is of another ledger")),
                say(&format!("它写明 {origin}，这个账本是 {own}"), &format!("it names {origin}; this ledger is {own}")),
                say("用 --ledger 指明它的账本", "name its ledger with --ledger"),
            ),
            Mismatch::Shorter { size, head: Position::ZERO } => (
                say(&format!("{file} 所签的账本不在了"), &format!("the ledger that {file} signs is gone")),
                say(
                    &format!("签到 #{size}，现在这里没有账本"),
                    &format!("it was signed up to #{size}, and there is no ledger here now"),
                ),
                say(
                    "从备份恢复账本目录，在此之前不要在这里另建账本；只是放在别处的，用 --ledger 指明",
                    "restore the directory from a backup, and make no other ledger here before; if it only lies elsewhere, \
                     name it with --ledger",
                ),
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
            _ => {
                let (size, roots) = match self {
                    Mismatch::Rewritten { size, signed, found } => (*size, [signed.to_string(), found.to_string()]),
                    _ => (Position::ZERO, [String::new(), String::new()]),
                };
                rewritten(file, size, &roots)
            }
        }
    }
}

fn rewritten(file: &str, size: Position, [signed, found]: &[String; 2]) -> Words {
    (
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
    )
}
