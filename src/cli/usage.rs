//! A slip of the pen on the command line: what was not understood, and what was probably meant.

use crate::explain::{CodeFamily, Complaint};
use crate::value::{Bilingual, Lang};
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// What was wrong with the words of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Slip {
    /// No command was given.
    NoCommand,
    /// No such command.
    UnknownCommand { word: String, nearest: Option<String> },
    /// No such option.
    UnknownOption { word: String, nearest: Option<String> },
    /// A word that must be given is missing.
    Missing { words: Vec<String> },
    /// An option needs a value.
    NoValue { flag: String },
    /// More words than the command takes, or an option given twice.
    TooMany { word: String },
    /// A value that does not read.
    BadValue { flag: &'static str, value: String, example: &'static str },
    /// A password that was typed otherwise the second time.
    PasswordsDiffer,
    /// An option that says what a question is about, for a command that answers none.
    NoQuestion { flag: &'static str },
    /// Nobody is named who records, and the system does not say who its user is.
    NobodyRecords,
    /// A word that is not text.
    NotText,
    /// A paper of tables or of pictures, for an answer that has none.
    EmptyPaper { path: String, of: PaperOf },
    /// Fields that the answer does not have.
    NoField { field: String, nearest: Option<String>, known: Vec<String> },
}

/// What some forms of a paper are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PaperOf {
    Tables,
    Pictures,
}

impl Slip {
    /// What the library that reads the words says, as one of ours.
    pub(super) fn of(error: &clap::Error) -> Self {
        let one = |kind| match error.get(kind) {
            Some(ContextValue::String(text)) => Some(text.clone()),
            Some(ContextValue::Strings(texts)) => texts.first().cloned(),
            _ => None,
        };
        let all = |kind| match error.get(kind) {
            Some(ContextValue::Strings(texts)) => texts.clone(),
            Some(ContextValue::String(text)) => vec![text.clone()],
            _ => Vec::new(),
        };
        let word = || one(ContextKind::InvalidArg).unwrap_or_default();
        match error.kind() {
            ErrorKind::InvalidSubcommand => Slip::UnknownCommand {
                word: one(ContextKind::InvalidSubcommand).unwrap_or_default(),
                nearest: one(ContextKind::SuggestedSubcommand),
            },
            ErrorKind::UnknownArgument if !word().starts_with('-') => Slip::TooMany { word: word() },
            ErrorKind::UnknownArgument => Slip::UnknownOption { word: word(), nearest: one(ContextKind::SuggestedArg) },
            ErrorKind::MissingRequiredArgument => Slip::Missing { words: all(ContextKind::InvalidArg) },
            ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Slip::NoCommand,
            ErrorKind::InvalidUtf8 => Slip::NotText,
            ErrorKind::NoEquals => Slip::NoValue { flag: word() },
            ErrorKind::InvalidValue if one(ContextKind::InvalidValue).is_none_or(|value| value.is_empty()) => {
                Slip::NoValue { flag: word() }
            }
            ErrorKind::TooManyValues => Slip::TooMany {
                word: one(ContextKind::InvalidValue).filter(|value| !value.is_empty()).unwrap_or_else(word),
            },
            _ => Slip::TooMany { word: word() },
        }
    }

    /// What to say, and what to try.
    pub(super) fn say(&self, lang: Lang) -> String {
        let Complaint { what, remedy, .. } = self.complaint();
        let gap = if lang == Lang::Zh { "" } else { " " };
        format!("{}{gap}{}", what.get(lang), remedy.get(lang)).trim_end().to_owned()
    }

    /// The same for programs, with a code.
    pub(super) fn complaint(&self) -> Complaint {
        let (zh, en) = self.what();
        let (remedy_zh, remedy_en) = self.remedy();
        let [what, remedy] = [Bilingual::new(&zh, &en), Bilingual::new(&remedy_zh, &remedy_en)];
        Complaint { code: self.code(), what, why: Bilingual::new("", ""), remedy, permanent: true }
    }

    const fn code(&self) -> &'static str {
        match self {
            Slip::NoCommand => "no-command",
            Slip::UnknownCommand { .. } => "unknown-command",
            Slip::UnknownOption { .. } => "unknown-option",
            Slip::Missing { .. } => "word-missing",
            Slip::NoValue { .. } => "value-missing",
            Slip::TooMany { .. } => "too-much",
            Slip::BadValue { .. } => "value-not-understood",
            Slip::PasswordsDiffer => "passwords-differ",
            Slip::NoQuestion { .. } => "no-question",
            Slip::NobodyRecords => "recorder-unknown",
            Slip::NotText => "word-not-text",
            Slip::EmptyPaper { of: PaperOf::Tables, .. } => "no-table-for-paper",
            Slip::EmptyPaper { of: PaperOf::Pictures, .. } => "no-picture-for-paper",
            Slip::NoField { .. } => "no-such-json-field",
        }
    }

    fn what(&self) -> (String, String) {
        match self {
            Slip::NoCommand => ("没有命令。".to_owned(), "No command was given.".to_owned()),
            Slip::UnknownCommand { word, nearest } => (
                format!("没有命令“{word}”{}", meant(nearest.as_ref(), Lang::Zh)),
                format!("There is no command “{word}”{}", meant(nearest.as_ref(), Lang::En)),
            ),
            Slip::UnknownOption { word, nearest } => (
                format!("没有选项“{word}”{}", meant(nearest.as_ref(), Lang::Zh)),
                format!("There is no option “{word}”{}", meant(nearest.as_ref(), Lang::En)),
            ),
            Slip::Missing { words } => {
                let words = words.join(" ");
                (format!("缺少 {words}。"), format!("{words} is missing."))
            }
            Slip::NoValue { flag } => (format!("“{flag}”没有给出值。"), format!("“{flag}” has no value.")),
            Slip::TooMany { word } => (format!("“{word}”多余或重复。"), format!("“{word}” is too much, or repeated.")),
            Slip::BadValue { flag, value, .. } => {
                (format!("{flag}：读不懂“{value}”。"), format!("{flag}: “{value}” is not understood."))
            }
            Slip::PasswordsDiffer => {
                ("两次输入的密码不同。".to_owned(), "The two passwords that were typed differ.".to_owned())
            }
            Slip::NoQuestion { flag } => (
                format!("这个命令不回答查询，用不着“{flag}”。"),
                format!("This command answers no question, and “{flag}” would mean nothing."),
            ),
            Slip::NobodyRecords => (
                "没有记录：不知道记录人是谁，没有给出 --as，系统也没有说明当前用户（USER 未设置，或是程序自己的名字 qizhang）。".to_owned(),
                "Nothing was recorded: who records is not known, as there is no --as and the system does not name its user (USER is not set, or is qizhang, the program's own name)."
                    .to_owned(),
            ),
            Slip::NotText => ("参数不是 UTF-8 文本。".to_owned(), "A word is not UTF-8 text.".to_owned()),
            Slip::EmptyPaper { path, of: PaperOf::Tables } => (
                format!("没有写 {path}：这个回答里没有表。"),
                format!("{path} was not written: there is no table in this answer."),
            ),
            Slip::EmptyPaper { path, of: PaperOf::Pictures } => (
                format!("没有写 {path}：这个回答里没有图。"),
                format!("{path} was not written: there is no picture in this answer."),
            ),
            Slip::NoField { field, nearest, .. } => (
                format!("--json：没有字段“{field}”{}", meant(nearest.as_ref(), Lang::Zh)),
                format!("--json: there is no field “{field}”{}", meant(nearest.as_ref(), Lang::En)),
            ),
        }
    }

    fn remedy(&self) -> (String, String) {
        let both = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
        match self {
            Slip::NoCommand | Slip::UnknownCommand { .. } => {
                both("用 qizhang --help 查看全部命令。", "See qizhang --help for all of them.")
            }
            Slip::UnknownOption { .. } | Slip::Missing { .. } | Slip::NoValue { .. } | Slip::TooMany { .. } => {
                both("在命令后加 --help 查看用法。", "Add --help to the command.")
            }
            Slip::BadValue { example, .. } => (format!("例如：{example}。"), format!("For example: {example}.")),
            Slip::PasswordsDiffer => both("请重新运行，两次输入同一个。", "Run it again and type the same one twice."),
            Slip::NoQuestion { flag } => (format!("请去掉“{flag}”。"), format!("Leave “{flag}” out.")),
            Slip::NobodyRecords => {
                both("请加 --as 姓名，或设置环境变量 USER。", "Add --as NAME, or set the variable USER.")
            }
            Slip::NotText => both("请用 UTF-8 的终端输入。", "Type it in a terminal of UTF-8."),
            Slip::EmptyPaper { .. } => {
                both("请写成 .html，里面有全部文字。", "Write it to .html, which has all of its words.")
            }
            Slip::NoField { known, .. } if known.is_empty() => {
                both("这一层没有更细的字段。", "There are no fields below it.")
            }
            Slip::NoField { known, .. } => {
                (format!("这一层有：{}。", known.join("、")), format!("There are: {}.", known.join(", ")))
            }
        }
    }
}

fn meant(nearest: Option<&String>, lang: Lang) -> String {
    match (nearest, lang) {
        (None, Lang::Zh) => "。".to_owned(),
        (None, Lang::En) => ".".to_owned(),
        (Some(word), Lang::Zh) => format!("，是不是“{word}”？"),
        (Some(word), Lang::En) => format!("; did you mean “{word}”?"),
    }
}

/// Every code of a slip, with sentences about an example, for the page people look them up in.
pub fn complaint_codes() -> CodeFamily {
    let word = || "…".to_owned();
    let slips = [
        Slip::NoCommand,
        Slip::UnknownCommand { word: word(), nearest: Some(word()) },
        Slip::UnknownOption { word: word(), nearest: Some(word()) },
        Slip::Missing { words: vec!["<FILE>".to_owned()] },
        Slip::NoValue { flag: word() },
        Slip::TooMany { word: word() },
        Slip::BadValue { flag: "--on", value: word(), example: "2026-08-20" },
        Slip::PasswordsDiffer,
        Slip::NoQuestion { flag: "--on" },
        Slip::NobodyRecords,
        Slip::NotText,
        Slip::EmptyPaper { path: word(), of: PaperOf::Tables },
        Slip::EmptyPaper { path: word(), of: PaperOf::Pictures },
        Slip::NoField { field: word(), nearest: None, known: vec![word()] },
    ];
    let title = Bilingual::new("命令行", "The command line");
    CodeFamily { title, complaints: slips.iter().map(Slip::complaint).collect() }
}
