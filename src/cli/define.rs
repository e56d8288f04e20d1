//! Every command and flag: its name, its help in both languages, what it takes.

mod ask;
mod policy;
mod proof;
mod record;

use crate::cli::{access, audit, completions, config, engine, import, link, man, pay, token, upkeep, user, whatif};
use crate::value::{Bilingual, Lang};
use clap::{Arg, ArgAction, Command};

/// Builds the whole command line in one language; pages are offered where the program can serve them.
pub(super) fn command(lang: Lang, serves: bool) -> Command {
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
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    root = root.arg(version.help(define.say("显示版本", "show the version")));
    for arg in define.globals() {
        root = root.arg(arg.global(true));
    }
    root.subcommands([
        define.init(),
        define.append(),
        import::command(&define),
        define.show(),
        define.notice(),
        define.why(),
        define.statement(),
        define.lapses(),
        define.overview(),
        define.search(),
        pay::command(&define),
        audit::command(&define),
        whatif::command(&define),
        define.register(),
        define.policy(),
        engine::command(&define),
        define.event(),
        define.checkpoint(),
        define.verify(),
        define.demo(),
    ])
    .subcommands(serves.then(|| define.serve()))
    .subcommand(config::command(&define))
    .subcommand(user::command(&define))
    .subcommand(token::command(&define))
    .subcommand(link::command(&define))
    .subcommand(access::command(&define))
    .subcommands(upkeep::commands(&define))
    .subcommand(completions::command(&define))
    .subcommand(man::command(&define))
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

    pub(super) fn flag(&self, name: &'static str, zh: &str, en: &str) -> Arg {
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
                "账本目录；默认 $QIZHANG_LEDGER，再默认配置文件，再默认 qizhang.ledger",
                "directory of the ledger; $QIZHANG_LEDGER, the config file, or qizhang.ledger",
            ),
            self.option(
                "config",
                "FILE",
                "配置文件；默认 $QIZHANG_CONFIG，再默认 ~/.config/qizhang/config.toml，再默认 /etc/qizhang/config.toml",
                "the config file; $QIZHANG_CONFIG, ~/.config/qizhang/config.toml, or /etc/qizhang/config.toml",
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
            self.option(
                "lang",
                "zh|en",
                "界面语言；默认 $QIZHANG_LANG，再默认配置文件，再默认中文",
                "language; $QIZHANG_LANG, the config file, or Chinese",
            ),
            self.flag("quiet", "只输出数据和错误", "only data and errors").short('q'),
            self.flag("verbose", "另外说明读了多少、用了多久", "also say how much was read and how long it took")
                .short('v'),
        ];
        args.into_iter().map(|arg| arg.help_heading(heading)).collect()
    }

    pub(super) fn dry_run(&self) -> Arg {
        self.flag("dry-run", "只检查，不写入", "check everything and write nothing")
    }

    /// A page to take away.
    pub(super) fn paper(&self) -> Arg {
        self.option(
            "paper",
            "FILE",
            "写成可打印的 FILE.html、工作簿 FILE.xlsx，每张表一个 FILE.csv、FILE.parquet，或每张图一个 FILE.svg，不在终端显示",
            "write it to FILE.html, to be printed, to the workbook FILE.xlsx, each table to FILE.csv or FILE.parquet, or each picture to FILE.svg, instead of showing it here",
        )
        .conflicts_with_all(["json", "plain"])
    }

    pub(super) fn overriding(&self) -> Arg {
        self.option(
            "override",
            "REASON",
            "被审批、拨付检查拦下的仍予记录，写明理由，同时记为疑点",
            "record what the guards refuse all the same, with the reason, together with a finding",
        )
    }

    pub(super) fn recorder(&self) -> Arg {
        self.option(
            "as",
            "NAME",
            "记录人；默认系统用户（USER）",
            "who records; the user of the system (USER) when not given",
        )
    }

    pub(super) fn clock(&self) -> Arg {
        self.flag(
            "clock-is-right",
            "距上一条记录超过三十天时，确认本机时钟无误",
            "this machine's clock is right although the last entry is over thirty days old",
        )
    }
}
