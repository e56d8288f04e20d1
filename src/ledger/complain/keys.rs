//! Why a key cannot be used, in words.

use super::signing::shown;
use super::words::complaint;
use crate::explain::Complaint;
use crate::ledger::KeyFault;
use std::path::Path;

impl KeyFault {
    pub(super) fn complaint(&self) -> Complaint {
        match self {
            KeyFault::Missing { .. } | KeyFault::Exposed { .. } | KeyFault::Unreadable { .. } => self.file_complaint(),
            KeyFault::NotAPublicKey { .. } | KeyFault::LeftBehind { .. } | KeyFault::InMemory => self.place_complaint(),
            KeyFault::OtherLedger { file, name } => complaint(
                "key-of-another-ledger",
                [
                    &format!("不能签名：{} 是另一个账本的密钥", shown(file)),
                    &format!("它写明 {name}"),
                    "用 --key 指明这个账本的密钥",
                ],
                [
                    &format!("nothing can be signed: {} is the key of another ledger", shown(file)),
                    &format!("it names {name}"),
                    "name the key of this ledger with --key",
                ],
            ),
            KeyFault::NotLost { file } => complaint(
                "key-not-lost",
                [
                    &format!("没有更换密钥：{} 还在，而且正是现用密钥", shown(file)),
                    "报失的密钥不为新密钥作证，核对的人只能另行查问",
                    "去掉 --old-key-lost，由新旧密钥同签；这个文件已不可信的也一样",
                ],
                [
                    &format!("the key was not replaced: {} is there and is the key in use", shown(file)),
                    "a key that is called lost vouches for no other, and whoever checks has to ask",
                    "leave out --old-key-lost, and both keys sign; also where this one is no longer to be trusted",
                ],
            ),
            KeyFault::Retired { file } => complaint(
                "key-retired",
                [
                    &format!("不能签名：{} 是已更换的旧密钥", shown(file)),
                    "公钥名单（.vkeys）最后一行才是现用密钥",
                    "用 --key 指明现用密钥；旧密钥签过的仍然有效。没有换过密钥的，名单被人改过：用 qizhang verify 查明，由备份恢复。\
                     现用密钥确已丢失的，用 qizhang checkpoint --new-key --old-key-lost",
                ],
                [
                    &format!("nothing can be signed: {} is a key that was replaced", shown(file)),
                    "the key in use is the last one of the list (.vkeys)",
                    "name the key in use with --key; what the old one signed stays valid. If nobody changed the key, somebody \
                     changed the list: look with qizhang verify and restore a backup. If the key in use is lost for good, run \
                     qizhang checkpoint --new-key --old-key-lost",
                ],
            ),
            KeyFault::PutBack { retired, .. } => put_back(&shown(retired)),
            KeyFault::Unlisted { file } => complaint(
                "key-unlisted",
                [
                    &format!("不能签名：{} 不在公钥名单（.vkeys）之中", shown(file)),
                    "别人没有它的公钥，无从核对",
                    "用名单里的最后一个密钥；确已丢失的，用 qizhang checkpoint --new-key --old-key-lost，这个文件会另存",
                ],
                [
                    &format!("nothing can be signed: {} is not in the list of public keys (.vkeys)", shown(file)),
                    "nobody has its public half to check with",
                    "use the last key of the list; if it is lost for good, run qizhang checkpoint --new-key --old-key-lost, which \
                     keeps this file aside",
                ],
            ),
        }
    }

    fn file_complaint(&self) -> Complaint {
        match self {
            KeyFault::Exposed { file } => complaint(
                "key-exposed",
                [
                    &format!("不能签名：别人也能读 {}", shown(file)),
                    "能读密钥的人都能冒签",
                    &format!("chmod 600 {}；可能已被读走的，随后用 qizhang checkpoint --new-key 更换", shown(file)),
                ],
                [
                    &format!("nothing can be signed: others may read {}", shown(file)),
                    "whoever reads a key can sign in its name",
                    &format!(
                        "chmod 600 {}; if it may have been read, replace it with qizhang checkpoint --new-key",
                        shown(file)
                    ),
                ],
            ),
            KeyFault::Missing { file } => complaint(
                "key-missing",
                [
                    &format!("不能签名：没有密钥 {}", shown(file)),
                    "账本签过检查点，须用同一密钥继续",
                    "恢复密钥文件，或用 --key 指明；确已丢失的，用 qizhang checkpoint --new-key --old-key-lost 换新密钥\
                     （同时接受损失时用 --accept-loss --old-key-lost）",
                ],
                [
                    &format!("nothing can be signed: there is no key {}", shown(file)),
                    "the ledger has signed checkpoints and goes on with the same key",
                    "restore the file or name it with --key; if it is lost for good, replace it with qizhang checkpoint --new-key \
                     --old-key-lost (with --accept-loss --old-key-lost where a loss is accepted)",
                ],
            ),
            _ => {
                let path = if let KeyFault::Unreadable { file } = self { file.as_path() } else { Path::new("") };
                let (file, is_list) = (shown(path), path.extension().is_some_and(|end| end == "vkeys"));
                let (zh, en) = if is_list {
                    (
                        "把它移开，用 qizhang checkpoint --accept-loss 重新建立名单",
                        "move it away and make the list again with qizhang checkpoint --accept-loss",
                    )
                } else {
                    (
                        "用 qizhang checkpoint --new-key --old-key-lost 换新密钥",
                        "replace it with qizhang checkpoint --new-key --old-key-lost",
                    )
                };
                complaint(
                    "key-unreadable",
                    [
                        &format!("{file} 读不出密钥"),
                        "文件损坏，或不是签名密钥、公钥名单",
                        &format!("从备份恢复这个文件；确已没有的，{zh}"),
                    ],
                    [
                        &format!("{file} holds no key that can be read"),
                        "it is damaged, or something else",
                        &format!("restore it from a backup; if it is lost for good, {en}"),
                    ],
                )
            }
        }
    }

    fn place_complaint(&self) -> Complaint {
        match self {
            KeyFault::NotAPublicKey { given } => complaint(
                "not-a-public-key",
                [
                    &format!("--vkey：“{given}”不是公钥，也不是公钥文件"),
                    "公钥写作 名称+八位十六进制+Base64，一行一个",
                    "用 qizhang checkpoint --keys 列出账本的公钥",
                ],
                [
                    &format!("--vkey: “{given}” is neither a public key nor a file of them"),
                    "a public key reads NAME+EIGHT HEX DIGITS+BASE64, one a line",
                    "qizhang checkpoint --keys lists those of a ledger",
                ],
            ),
            KeyFault::LeftBehind { file } => complaint(
                "keys-left-behind",
                [
                    &format!("没有建立账本：{} 还在", shown(file)),
                    "这里曾有一个账本，它的密钥或检查点还在",
                    "换一个路径；或把旧账本恢复；或把 .key、.vkeys、.checkpoint 一起移走保存",
                ],
                [
                    &format!("no ledger was made: {} is still there", shown(file)),
                    "a ledger stood here once, and its key or checkpoint still does",
                    "name another path; or restore the old ledger; or move .key, .vkeys and .checkpoint away together and keep them",
                ],
            ),
            _ => complaint(
                "no-place-for-a-key",
                ["不能签名", "内存中的账本没有存放密钥的地方", "把账本建在目录里"],
                [
                    "nothing can be signed",
                    "a ledger in memory has no place for a key",
                    "make the ledger in a directory",
                ],
            ),
        }
    }
}

/// The files beside a ledger agree with each other and are of an earlier time.
fn put_back(retired: &str) -> Complaint {
    complaint(
        "key-put-back",
        [
            &format!("不能签名：公钥名单（.vkeys）里最新的密钥已更换，旧的另存在 {retired}"),
            "账本旁的密钥、名单和更换记录（.key、.vkeys、.rotations）是更换之前的，已被放回",
            "从最近的备份恢复 .vkeys、.rotations、.checkpoint，并放回现用的 .key；确已找不回来的，\
             用 qizhang checkpoint --new-key --old-key-lost 换新密钥",
        ],
        [
            &format!(
                "nothing can be signed: the newest key of the list (.vkeys) was replaced and is kept as {retired}"
            ),
            "key, list and notes of key changes beside the ledger (.key, .vkeys, .rotations) are those from before the change, \
             put back",
            "restore .vkeys, .rotations and .checkpoint from the latest backup, with the .key in use; if they are gone for good, \
             run qizhang checkpoint --new-key --old-key-lost",
        ],
    )
}
