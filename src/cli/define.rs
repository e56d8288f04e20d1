//! Every command and flag: its name, its help in both languages, what it takes.

mod proof;

use crate::cli::upkeep;
use crate::value::{Bilingual, Lang};
use clap::{Arg, ArgAction, Command};

/// Builds the whole command line in one language.
pub(super) fn command(lang: Lang) -> Command {
    let define = Define { lang };
    let mut root = define
        .bare(
            "qizhang",
            "企账：政策支持资金的账本，每一元都能追到条款和事实",
            "a ledger of policy support, every yuan traced to its clause and facts",
        )
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(true)
        .arg_required_else_help(true);
    for arg in define.globals() {
        root = root.arg(arg.global(true));
    }
    root.subcommands([
        define.init(),
        define.append(),
        define.show(),
        define.why(),
        define.statement(),
        define.lapses(),
        define.register(),
        define.policy(),
        define.event(),
        define.checkpoint(),
        define.verify(),
        define.demo(),
    ])
    .subcommands(upkeep::commands(&define))
}

pub(super) struct Define {
    lang: Lang,
}

impl Define {
    fn say(&self, zh: &str, en: &str) -> String {
        Bilingual::new(zh, en).get(self.lang).to_owned()
    }

    /// A heading, which the library wants to live as long as the program.
    const fn heading(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// A command with help in one language; the library's own English is kept out.
    pub(super) fn bare(&self, name: &'static str, zh: &str, en: &str) -> Command {
        let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
        Command::new(name)
            .about(self.say(zh, en))
            .disable_help_flag(true)
            .disable_help_subcommand(true)
            .disable_version_flag(true)
            .help_template(self.say(
                "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}",
                "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}",
            ))
            .subcommand_help_heading(self.heading("命令", "Commands"))
            .subcommand_value_name(self.heading("命令", "COMMAND"))
            .next_help_heading(self.heading("选项", "Options"))
            .arg(help.help(self.say("显示帮助", "show this help")))
    }

    fn flag(&self, name: &'static str, zh: &str, en: &str) -> Arg {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(self.say(zh, en))
    }

    pub(super) fn option(&self, name: &'static str, value: &'static str, zh: &str, en: &str) -> Arg {
        Arg::new(name).long(name).value_name(value).help(self.say(zh, en))
    }

    pub(super) fn word(&self, name: &'static str, shown: &'static str, zh: &str, en: &str) -> Arg {
        Arg::new(name).value_name(shown).help(self.say(zh, en)).help_heading(self.heading("参数", "Arguments"))
    }

    fn globals(&self) -> Vec<Arg> {
        let heading = self.heading("通用选项", "Options for every command");
        let args = vec![
            self.option(
                "ledger",
                "PATH",
                "账本目录；默认 $QIZHANG_LEDGER，再默认 qizhang.ledger",
                "directory of the ledger; $QIZHANG_LEDGER, or qizhang.ledger",
            ),
            self.option(
                "on",
                "DAY",
                "业务日，如 2026-08-20；默认今天",
                "business day, as 2026-08-20; today when not given",
            ),
            self.option(
                "known",
                "DAY|INSTANT|#N",
                "所知：某日（北京时间日终）、某时刻或序号；默认全部",
                "knowledge: a day (its end in Beijing), a moment or a position; everything when not given",
            ),
            self.option(
                "read",
                "R=OPTION",
                "只为这次查询改一个口径，可重复",
                "flip a reading for this question; may be repeated",
            )
            .action(ArgAction::Append),
            self.option(
                "json",
                "FIELDS",
                "输出 JSON（错误也是）；--json=a,b.c 只留所列字段",
                "print JSON, errors too; --json=a,b.c keeps only these fields",
            )
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value(""),
            self.flag("plain", "表格用制表符分隔，便于其他程序处理", "tables with tabs, for other programs"),
            self.option("lang", "zh|en", "界面语言，默认中文", "language, Chinese when not given"),
            self.flag("quiet", "只输出数据和错误", "only data and errors").short('q'),
            self.flag("verbose", "另外说明读了多少、用了多久", "also say how much was read and how long it took")
                .short('v'),
        ];
        args.into_iter().map(|arg| arg.help_heading(heading)).collect()
    }

    fn dry_run(&self) -> Arg {
        self.flag("dry-run", "只检查，不写入", "check everything and write nothing")
    }

    fn recorder(&self) -> Arg {
        self.option("as", "NAME", "记录人；默认系统用户", "who records; the user of the system when not given")
    }

    fn clock(&self) -> Arg {
        self.flag(
            "clock-is-right",
            "距上一条记录超过三十天时，确认本机时钟无误",
            "this machine's clock is right although the last entry is over thirty days old",
        )
    }

    fn init(&self) -> Command {
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

    fn append(&self) -> Command {
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
            "off：收下好的，退回坏的并说明原因",
            "off: keep the good and return the bad with reasons",
        ))
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

    fn subject(&self) -> Arg {
        self.word("subject", "SUBJECT", "统一社会信用代码或名称", "unified social credit code, or name").required(true)
    }

    fn show(&self) -> Command {
        self.bare(
            "show",
            "一企一档：状态、各条金额、上限、时间线",
            "the file of a subject: statuses, money by article, caps, timeline",
        )
        .arg(self.subject())
    }

    fn why(&self) -> Command {
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
    }

    fn statement(&self) -> Command {
        let year = self.word("year", "YEAR", "事实年度；默认全部", "year of the facts; all when not given");
        self.bare(
            "statement",
            "对账单：每项一行，附各上限累计",
            "one line an item, with running totals against each cap",
        )
        .arg(self.subject())
        .arg(year)
    }

    fn lapses(&self) -> Command {
        self.bare("lapses", "即将届满的资格和清单", "statuses and lists about to lapse").arg(self.option(
            "within",
            "90d",
            "多少天以内，默认 90d",
            "within so many days, 90d when not given",
        ))
    }

    fn register(&self) -> Command {
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
    }

    fn which_policy(&self) -> Arg {
        self.option(
            "policy",
            "ID",
            "哪份政策，如 changping-2025-8；默认业务日适用的一份",
            "which policy; the one that stands on the business day when not given",
        )
    }

    fn policy(&self) -> Command {
        let file = |zh: &str, en: &str| self.word("file", "FILE", zh, en).required(true);
        self.bare("policy", "政策：原文、口径、检查", "policies: official text, readings, checks")
            .subcommand_required(true)
            .arg_required_else_help(true)
            .subcommands([
                self.bare("attach", "把公开发布的原文按条附入账本", "attach the official text, split by article")
                    .arg(file("政策全文（UTF-8 文本）", "the full text (UTF-8)"))
                    .arg(self.which_policy())
                    .arg(self.recorder())
                    .arg(self.clock())
                    .arg(self.key())
                    .arg(self.dry_run()),
                self.bare(
                    "readings",
                    "全部口径：现行选项、是否已确定、其他选项",
                    "every reading: option in force, decided or not, other options",
                )
                .arg(self.which_policy())
                .arg(self.flag(
                    "sensitivity",
                    "逐个改选未定的口径，看全账本差多少",
                    "what each undecided reading would move over the whole ledger",
                )),
                self.bare(
                    "documents",
                    "账本里的政策文件和有效期",
                    "the documents of the ledger and when each is in force",
                ),
                self.bare(
                    "governing",
                    "一个主体的每一项适用哪份文件、为什么",
                    "which document governs each item of a subject, and why",
                )
                .arg(self.subject()),
                self.bare("issue", "把一份政策文件记入账本", "record a policy file in the ledger")
                    .arg(file("政策文件（TOML）", "policy file (TOML)"))
                    .arg(self.recorder())
                    .arg(self.clock())
                    .arg(self.key())
                    .arg(self.dry_run()),
                self.bare("diff", "两份政策逐条比较", "two policies, declaration by declaration")
                    .arg(self.word("one", "ONE", "政策编号或文件", "a policy, or a file").required(true))
                    .arg(self.word("other", "OTHER", "另一份", "the other one").required(true)),
                self.bare("new", "写出一份新政策文件的样板", "write a policy file to begin with")
                    .arg(
                        self.word("id", "ID", "编号，如 haidian-2027-1", "its identity, as haidian-2027-1")
                            .required(true),
                    )
                    .arg(self.option("district", "NAME", "区，如 海淀区", "the district, as 海淀区").required(true))
                    .arg(self.option("document", "NUMBER", "文号", "the document number").required(true))
                    .arg(self.option("issued-on", "DAY", "印发日", "the day of issue").required(true)),
                self.bare(
                    "check",
                    "检查一份政策文件，指明行、列和改法",
                    "check a policy file; names line, column and remedy",
                )
                .arg(file("政策文件（TOML）", "policy file (TOML)")),
            ])
    }

    fn event(&self) -> Command {
        let log = self
            .bare("log", "事件记录，新的在前", "the events as recorded, newest first")
            .arg(self.word("subject", "SUBJECT", "只看一个主体", "of one subject"))
            .arg(self.option("type", "TYPE", "只看一个类型", "of one type"))
            .arg(self.option("from", "N", "从序号 N 起，旧的在前", "from position N on, oldest first"))
            .arg(self.option("limit", "N", "最多 N 条，默认 50；0 为不限", "at most N, 50 when not given; 0 for all"));
        let docs = self
            .bare("docs", "事件类型：全部，或一个类型的字段", "the event types: all of them, or the fields of one")
            .arg(self.word("type", "TYPE", "类型名称，如 hightech.certified", "its name, as hightech.certified"));
        let event = self.bare("event", "事件", "events").subcommand_required(true).arg_required_else_help(true);
        event.subcommands([log, docs])
    }

    fn demo(&self) -> Command {
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
    }
}
