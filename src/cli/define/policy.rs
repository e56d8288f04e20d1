//! `policy` and `event`: the rules, and the types and events of the ledger.

use super::Define;
use crate::cli::event;
use crate::cli::outcome::args;
use clap::{Arg, Command};

impl Define {
    fn which_policy(&self) -> Arg {
        self.option(
            "policy",
            "ID",
            "哪份政策，如 changping-2025-8；默认业务日适用的一份",
            "which policy; the one that stands on the business day when not given",
        )
    }

    fn readings(&self) -> Command {
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
        ))
    }

    fn transitions(&self) -> Command {
        self.bare(
            "transitions",
            "跨在变动两边的事项：文件或参数变了，各适用什么、以哪一日为准",
            "items across a change of a document or a parameter: what holds for each, and by whose day",
        )
        .arg(self.subject().required(false))
        .arg(self.option(
            "near",
            "30d",
            "起作用的一日距变动不过这么多天的也列出",
            "items whose deciding day is at most so many days off a change too",
        ))
        .arg(self.paper())
    }

    fn release(&self) -> Command {
        self.bare(
            "release",
            "发布一份政策文本：摘要登记到同一文件夹的 lock.json，此后一个字节也不改",
            "release a text of a policy: its digest is pinned in lock.json beside it and no byte of it changes any more",
        )
        .arg(self.word("file", "FILE", 
            "政策文件，第一版名为 <标识>.toml，以后各版名为 <标识>.<版次>.toml",
            "policy file, named ID.toml, and from the second version on ID.VERSION.toml",
        ).required(true))
        .arg(self.dry_run())
    }

    pub(super) fn policy(&self) -> Command {
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
                self.readings(),
                self.bare(
                    "parameters",
                    "全部参数：业务日的值，以前和以后的值",
                    "every parameter: its value on the business day, those before and after",
                )
                .arg(self.which_policy()),
                self.bare(
                    "documents",
                    "账本里的政策文件和有效期",
                    "the documents of the ledger and when each is in force",
                ),
                self.bare(
                    "text",
                    "一份政策的文本（TOML），照发布时的原样，可改作草案",
                    "the text of a policy (TOML), to the byte as it was issued, to make a draft from",
                )
                .arg(self.which_policy()),
                self.bare(
                    "governing",
                    "一个主体的每一项适用哪份文件、为什么",
                    "which document governs each item of a subject, and why",
                )
                .arg(self.subject()),
                self.transitions(),
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
                .arg(file("政策文件（TOML）", "policy file (TOML)"))
                .args(args(self)),
                self.release(),
            ])
    }

    pub(super) fn event(&self) -> Command {
        let log = self
            .bare("log", "事件记录，新的在前", "the events as recorded, newest first")
            .arg(self.word("subject", "SUBJECT", "只看一个主体", "of one subject"))
            .arg(self.option("type", "TYPE", "只看一个类型", "of one type"))
            .arg(
                self.option(
                    "as-version",
                    "N",
                    "内容按类型的第 N 版给出，同 --type 一起用；那一版说不出的，指明是哪个事件",
                    "bodies as version N of the type, with --type; an event that it cannot say is named",
                )
                .requires("type"),
            )
            .arg(self.option(
                "tag",
                "TAG",
                "只看带这个标签的，如 payment:P-2026-0001",
                "those that carry a tag, as payment:P-2026-0001",
            ))
            .arg(self.option("by", "NAME", "只看这个人或程序记的", "recorded by one person or program"))
            .arg(self.option("since", "DAY", "业务日从这一天起", "what happened on this day or later"))
            .arg(self.option("until", "DAY", "业务日到这一天为止", "what happened on this day or before"))
            .arg(self.option("from", "N", "从序号 N 起，旧的在前", "from position N on, oldest first"))
            .arg(self.option("limit", "N", "最多 N 条，默认 50；0 为不限", "at most N, 50 when not given; 0 for all"));
        let event = self.bare("event", "事件", "events").subcommand_required(true).arg_required_else_help(true);
        event.subcommand(log).subcommands(event::commands(self))
    }
}
