//! `checkpoint` and `verify`: what is signed, and what is checked.

use super::Define;
use clap::{Arg, ArgAction, ArgGroup, Command};

impl Define {
    /// The key of whoever signs.
    pub(in crate::cli) fn key(&self) -> Arg {
        self.option(
            "key",
            "FILE",
            "签名密钥；默认 $QIZHANG_KEY，再默认配置文件，再默认账本旁的 .key",
            "the key that signs; $QIZHANG_KEY, the config file, or the .key beside the ledger",
        )
    }

    /// Where the receipt goes.
    pub(in crate::cli) fn receipt(&self) -> Arg {
        self.option(
            "receipt",
            "FILE",
            "回执另存为新文件，带签名的检查点；日后用 verify --since 核对",
            "keep the receipt, with its signed checkpoint, in a new file; verify --since checks it later",
        )
        .conflicts_with("dry-run")
    }

    pub(super) fn checkpoint(&self) -> Command {
        let alone = |name: &'static str, zh: &str, en: &str| self.flag(name, zh, en);
        self.bare(
            "checkpoint",
            "签出检查点：到账本末尾（或 --known）为止的根",
            "sign a checkpoint: the root up to the head, or up to --known",
        )
        .arg(self.option("out", "FILE", "写入新文件，不打印", "write it to a new file instead of printing it"))
        .arg(alone("keys", "列出公钥，最后一个现用", "list the public keys, the one in use last"))
        .arg(alone(
            "new-key",
            "更换密钥：新旧密钥同签这个检查点，旧回执仍可核对",
            "replace the key: both sign this checkpoint, and old receipts stay verifiable",
        ))
        .arg(
            alone("old-key-lost", "旧密钥已丢失，只由新密钥签", "the old key is lost; the new one signs alone")
                .requires("act"),
        )
        .arg(alone(
            "accept-loss",
            "账本比最近的检查点短或不符而又无法恢复时，以现状继续，并为审计记下一条",
            "go on with a ledger that contradicts its last checkpoint and cannot be restored; the ledger records it for \
             the auditor",
        ))
        .group(ArgGroup::new("act").args(["keys", "new-key", "accept-loss"]))
        .arg(self.key())
        .arg(self.recorder().requires("accept-loss"))
        .arg(self.clock().requires("accept-loss"))
    }

    pub(super) fn verify(&self) -> Command {
        self.bare(
            "verify",
            "核对账本：逐条重算到账本根，指明损坏的位置；或核对一个底稿包、一个证明、一个检查点",
            "check the ledger: every event computed again up to the root, damage named by its place; or check a bundle, a \
             proof, or a checkpoint",
        )
        .arg(self.word(
            "file",
            "FILE.zip|FILE.tlog-proof",
            "核对一个底稿包：文件、事件、签名，并重新算出金额；或一个证明文件：账本里的事件、签名的根",
            "check a bundle: files, events and signature, and the amounts computed again; or a proof file: the event in the \
             ledger, the signed root",
        ))
        .arg(self.option(
            "event",
            "N|ID",
            "只证明一个事件在账本之内（序号或编号）",
            "only prove that one event is in the ledger, by position or id",
        ))
        .arg(self.option(
            "since",
            "FILE",
            "证明账本由这个检查点（或回执）只追加而来",
            "prove that the ledger grew out of this checkpoint, or receipt, by appending only",
        ))
        .group(ArgGroup::new("what").args(["file", "event", "since"]))
        .arg(
            self.option(
                "out",
                "FILE",
                "证明另存为新文件，交给没有账本的人（最近的检查点之下）",
                "keep the proof in a new file, for whoever has no ledger; it holds under the last checkpoint",
            )
            .requires("what")
            .conflicts_with("file"),
        )
        .arg(
            self.option(
                "entry",
                "FILE",
                "事件的叶所覆盖的字节：随 --event 另存为新文件；随证明文件和 --vkey 则由它读取，不需要账本，也不收 --ledger",
                "the bytes that the event's leaf covers: with --event, a new file to keep them in; with a proof file and --vkey, \
                 the file to read them from; then no ledger is asked, and --ledger is refused",
            )
            .requires("what")
            .conflicts_with("since"),
        )
        .arg(
            self.option(
                "vkey",
                "KEY|FILE",
                "只相信这个公钥（或文件里的公钥）和由它引入的密钥，可重复；默认账本旁的 .vkeys",
                "believe only this public key, or those in this file, and whom it vouches for; may be repeated; the .vkeys \
                 beside the ledger when not given",
            )
            .action(ArgAction::Append)
            .requires("what")
            .conflicts_with("event"),
        )
    }
}
