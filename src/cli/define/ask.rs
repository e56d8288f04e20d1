//! The questions: about a subject, about a payment, about what lapses and what is left.

use super::Define;
use clap::{Arg, Command};

impl Define {
    pub(super) fn subject(&self) -> Arg {
        self.word("subject", "SUBJECT", "统一社会信用代码或名称", "unified social credit code, or name").required(true)
    }

    pub(super) fn show(&self) -> Command {
        self.bare(
            "show",
            "一企一档：状态、各条金额、上限、时间线",
            "the file of a subject: statuses, money by article, caps, timeline",
        )
        .arg(self.subject())
        .arg(self.paper())
    }

    pub(super) fn notice(&self) -> Command {
        self.bare(
            "notice",
            "给企业的告知单：可以申领什么、还差什么、已经给了什么；可打印",
            "a notice for an enterprise: what it may claim, what is missing, what it was given; to be printed",
        )
        .arg(self.subject())
        .arg(self.paper())
    }

    pub(super) fn why(&self) -> Command {
        let names = self.word(
            "names",
            "PAYMENT | SUBJECT ARTICLE | SUBJECT YEAR",
            "付款编号；主体和条（条的名称、数字，或支持条目）；主体和事实年度",
            "a payment; a subject and an article (its name, its number, or a grant); a subject and a year of facts",
        );
        self.bare(
            "why",
            "为什么付、为什么不付：追到条款、事实和证明材料",
            "why it was paid, or why not: to the clause, the facts and the documents",
        )
        .arg(names.required(true).num_args(1..=2))
        .arg(self.flag("full", "每一项都给出完整依据", "the whole tree of every item"))
        .arg(self.paper())
    }

    pub(super) fn statement(&self) -> Command {
        let year = self.word("year", "YEAR", "事实年度；默认全部", "year of the facts; all when not given");
        self.bare(
            "statement",
            "对账单：每项一行，附各上限累计",
            "one line an item, with running totals against each cap",
        )
        .arg(self.subject())
        .arg(year)
        .arg(self.paper())
    }

    fn within(&self) -> Arg {
        self.option("within", "90d", "多少天以内，默认 90d", "within so many days, 90d when not given")
    }

    pub(super) fn lapses(&self) -> Command {
        self.bare("lapses", "即将届满的资格和清单", "statuses and lists about to lapse")
            .arg(self.within())
            .arg(self.paper())
    }

    pub(super) fn overview(&self) -> Command {
        self.bare(
            "overview",
            "概况：账本里有什么，什么需要处理，什么即将届满",
            "what is in the ledger, what needs attention, and what is about to lapse",
        )
        .arg(self.within())
        .arg(self.paper())
    }

    pub(super) fn search(&self) -> Command {
        let words = self.word(
            "words",
            "WORDS",
            "名称或其中几个字、统一社会信用代码、付款或文书编号、#位置、事件类型",
            "a name or part of one, a unified social credit code, the number of a payment or a document, #position, an event type",
        );
        self.bare("search", "按名称、代码、编号查找", "look something up by its name, code or number")
            .arg(words.required(true))
            .arg(self.paper())
    }

    fn closed(&self) -> Arg {
        self.option(
            "closed",
            "on|off",
            "查看也要登录或令牌；要同时 --write；默认 $QIZHANG_SERVE_CLOSED，再默认配置文件，再默认 off",
            "whoever reads is to be signed in or to show a token too; needs --write; $QIZHANG_SERVE_CLOSED, the config file, or off",
        )
        .num_args(0..=1)
        .require_equals(true)
        .default_missing_value("on")
    }

    fn public(&self) -> Arg {
        self.option(
            "public",
            "https://NAME|off",
            "别的机器用的名称，由本机上加密的代理转来；要同时 --write --closed；默认 $QIZHANG_SERVE_PUBLIC，再默认配置文件，再默认 off",
            "the name that other machines use, handed on by a proxy on this machine that encrypts; needs --write --closed; $QIZHANG_SERVE_PUBLIC, the config file, or off",
        )
    }

    /// How pages are served: what may stand in a file of settings too.
    pub(in crate::cli) fn serving(&self) -> [Arg; 5] {
        let listen = self.option(
            "listen",
            "ADDR:PORT",
            "在本机的哪个地址和端口；默认 $QIZHANG_SERVE_LISTEN，再默认配置文件，再默认 127.0.0.1:7480；端口 0 为任意空闲端口",
            "address and port of this machine; $QIZHANG_SERVE_LISTEN, the config file, or 127.0.0.1:7480; port 0 takes any that is free",
        );
        let write = self
            .option(
                "write",
                "on|off",
                "也收程序（要令牌）和登录的人写入的事件，这期间别的程序不能写入；默认 $QIZHANG_SERVE_WRITE，再默认配置文件，再默认 off",
                "take events too, of programs that show a token and of people who sign in; no other program writes meanwhile; $QIZHANG_SERVE_WRITE, the config file, or off",
            )
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("on");
        let log = self.option(
            "log",
            "json|text|off",
            "每个请求在标准错误上记一行，不含名称、代码和地址里的任何内容；默认 $QIZHANG_SERVE_LOG，再默认配置文件，再默认 off",
            "a line on standard error for each request, without names, codes or anything of its address; $QIZHANG_SERVE_LOG, the config file, or off",
        );
        [listen, write, self.closed(), self.public(), log]
    }

    pub(super) fn serve(&self) -> Command {
        self.bare(
            "serve",
            "在本机用浏览器查看账本；程序用接口读取，加 --write 后也能写入",
            "the ledger in a browser on this machine, to be read; for programs an API, with --write also to record",
        )
        .args(self.serving())
        .arg(self.clock())
        .arg(self.key())
    }

    pub(super) fn register(&self) -> Command {
        let name = self.word(
            "name",
            "REGISTER",
            "台账名称或所属的条，如 19；默认全部",
            "a register, or its article, as 19; all when not given",
        );
        self.bare(
            "register",
            "台账：有多少、给了谁、还剩多少（空间、用地、指标、场景、服务）",
            "registers: what there is, who has it, what is left (space, land, quotas, scenarios, services)",
        )
        .arg(name)
        .arg(self.option("of", "SUBJECT", "只看一个主体", "of one subject"))
        .arg(self.paper())
    }
}
