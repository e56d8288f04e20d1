//! A slip of the pen on the command line: what was not understood, and what was probably meant.

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
    /// An option that says what a question is about, for a command that answers none.
    NoQuestion { flag: &'static str },
    /// A word that is not text.
    NotText,
    /// Fields that the answer does not have.
    NoField { field: String, nearest: Option<String>, known: Vec<String> },
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
            ErrorKind::MissingSubcommand => Slip::NoCommand,
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
        let words = match self {
            Slip::NoCommand => Bilingual::new(
                "没有命令。用 qizhang --help 查看全部命令",
                "no command was given; see qizhang --help for all of them",
            ),
            Slip::UnknownCommand { word, nearest } => Bilingual::new(
                &format!("没有命令“{word}”{}。用 qizhang --help 查看全部命令", meant(nearest.as_ref(), Lang::Zh)),
                &format!("there is no command “{word}”{}; see qizhang --help", meant(nearest.as_ref(), Lang::En)),
            ),
            Slip::UnknownOption { word, nearest } => Bilingual::new(
                &format!("没有选项“{word}”{}。在命令后加 --help 查看用法", meant(nearest.as_ref(), Lang::Zh)),
                &format!("there is no option “{word}”{}; add --help to the command", meant(nearest.as_ref(), Lang::En)),
            ),
            Slip::Missing { words } => Bilingual::new(
                &format!("缺少 {}。在命令后加 --help 查看用法", words.join(" ")),
                &format!("{} is missing; add --help to the command", words.join(" ")),
            ),
            Slip::NoValue { flag } => Bilingual::new(
                &format!("“{flag}”后面缺少值。在命令后加 --help 查看用法"),
                &format!("“{flag}” needs a value; add --help to the command"),
            ),
            Slip::TooMany { word } => Bilingual::new(
                &format!("“{word}”多余或重复。在命令后加 --help 查看用法"),
                &format!("“{word}” is too much, or repeated; add --help to the command"),
            ),
            Slip::BadValue { flag, value, example } => Bilingual::new(
                &format!("{flag}：读不懂“{value}”。例如：{example}"),
                &format!("{flag}: “{value}” is not understood; for example: {example}"),
            ),
            Slip::NoQuestion { flag } => Bilingual::new(
                &format!("这个命令不回答查询，用不着“{flag}”，请去掉"),
                &format!("this command answers no question, and “{flag}” would mean nothing; leave it out"),
            ),
            Slip::NotText => Bilingual::new("参数不是 UTF-8 文本", "a word is not UTF-8 text"),
            Slip::NoField { field, nearest, known } => Bilingual::new(
                &format!(
                    "--json：没有字段“{field}”{}。这一层有：{}",
                    meant(nearest.as_ref(), Lang::Zh),
                    known.join("、")
                ),
                &format!(
                    "--json: there is no field “{field}”{}; there are: {}",
                    meant(nearest.as_ref(), Lang::En),
                    known.join(", ")
                ),
            ),
        };
        words.get(lang).to_owned()
    }
}

fn meant(nearest: Option<&String>, lang: Lang) -> String {
    match (nearest, lang) {
        (None, _) => String::new(),
        (Some(word), Lang::Zh) => format!("，是不是“{word}”？"),
        (Some(word), Lang::En) => format!(" (did you mean “{word}”?)"),
    }
}
