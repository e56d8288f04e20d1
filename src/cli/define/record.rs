//! `init`, `append` and `demo`: what makes a ledger and records in it.

use super::Define;
use clap::Command;

impl Define {
    pub(super) fn init(&self) -> Command {
        self.bare(
            "init",
            "建立账本，先记入事件类型、政策和参考利率",
            "make a ledger with types, policies and reference rates as its first events",
        )
        .arg(self.word("path", "PATH", "账本目录；默认同 --ledger", "directory; that of --ledger when not given"))
        .arg(self.option(
            "as-of",
            "DAY",
            "首批事件的记录日，迁移历史时用",
            "the day the first events are recorded, to migrate a history",
        ))
        .arg(self.option(
            "from",
            "FILE.jsonl|-",
            "由 export jsonl 的文件重建整个账本；- 为标准输入",
            "make the whole ledger again from a file of export jsonl; - is standard input",
        ))
        .arg(self.key())
        .arg(self.dry_run())
    }

    pub(super) fn append(&self) -> Command {
        self.bare(
            "append",
            "追加事实：每行一个 JSON 事件，要么全收、要么全退",
            "append facts, one JSON event a line, all or nothing",
        )
        .arg(
            self.word("file", "FILE.jsonl|-", "事件文件；- 为标准输入", "file of events; - is standard input")
                .required(true),
        )
        .arg(self.option(
            "atomic",
            "on|off",
            "off：收下好的，退回坏的：行号、原因和原文（不是文本或过长的，只有开头）",
            "off: keep the good and return the bad with number, reason and text (of what is no text or too long, the beginning)",
        ))
        .arg(self.overriding())
        .arg(self.flag(
            "again",
            "同一文件再记一次（没有编号的行另取编号）",
            "record the same file once more; lines without an id get new ones",
        ))
        .arg(self.flag(
            "preserve-recorded-at",
            "迁移历史：保留每行的记录时刻和记录人",
            "migrate a history: keep moment and author of each line",
        ))
        .arg(self.recorder())
        .arg(self.clock())
        .arg(self.key())
        .arg(self.receipt())
        .arg(self.dry_run())
    }

    pub(super) fn demo(&self) -> Command {
        self.bare(
            "demo",
            "造一个虚构的区：建账、记事、审批、付款，再说明一笔付、一笔不付",
            "make up a district: record, decide, pay, then explain one payment and one refusal",
        )
        .arg(self.word(
            "path",
            "PATH",
            "新账本的目录；默认同 --ledger，再默认 demo.ledger",
            "directory of the new ledger; that of --ledger, or demo.ledger",
        ))
        .arg(self.option("enterprises", "N", "企业数，默认 2300", "how many enterprises, 2300 when not given"))
        .arg(self.option("seed", "N", "随机种子，默认固定", "seed of the draw, fixed when not given"))
        .arg(self.option(
            "faults",
            "FILE",
            "另植入各类错误，并把真相写入这个新文件，供 audit --against 核对",
            "plant faults of every kind and write the truth to this new file, for audit --against",
        ))
    }
}
