//! What is wrong with a file of settings, and where.

use super::file::Wanted;
use super::places::Named;
use super::setting::{Misplaced, Setting};
use crate::explain::{CodeFamily, Complaint, toml_said};
use crate::ledger::{Spot, reason};
use crate::value::{Bilingual, legible};
use std::io;
use std::path::{Path, PathBuf};

/// So many letters are quoted of a file.
const QUOTED: usize = 60;

/// Why a file of settings does not count that should.
#[derive(Debug)]
pub(in crate::cli) enum ConfigFault {
    /// It cannot be read, or is not there although somebody named it.
    Unreadable { file: PathBuf, named: Named, cause: io::Error },
    /// Something in it is wrong.
    Wrong { at: At, wrong: Box<Wrong> },
}

/// A place in the file; lines and columns begin at 1, and a column is a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct At {
    file: PathBuf,
    pub(super) line: usize,
    column: usize,
}

impl At {
    /// The place of a byte.
    pub(super) fn of(file: &Path, text: &str, byte: usize) -> Self {
        let before = text.get(..byte).unwrap_or(text);
        let own = before.rsplit('\n').next().unwrap_or_default();
        let line = before.matches('\n').count().saturating_add(1);
        Self { file: file.to_owned(), line, column: own.chars().count().saturating_add(1) }
    }
}

/// What is wrong there.
#[derive(Debug)]
pub(in crate::cli) enum Wrong {
    /// It is not TOML; the reader's words.
    NotToml { said: String },
    /// A key nobody asks for.
    UnknownKey { key: String, nearest: Option<&'static str> },
    /// Another kind of value.
    Kind { key: String, wanted: Wanted },
    /// A value that does not read.
    Value { setting: Setting, value: String },
    /// A place that is none.
    Place { setting: Setting, value: String, why: Misplaced },
}

impl ConfigFault {
    /// Where it lies, for programs.
    pub(in crate::cli) fn spot(&self) -> Spot {
        match self {
            ConfigFault::Unreadable { file, .. } => Spot { file: Some(file.clone()), ..Spot::default() },
            ConfigFault::Wrong { at, wrong } => Spot {
                file: Some(at.file.clone()),
                line: u64::try_from(at.line).ok(),
                field: wrong.key().map(shortened),
                ..Spot::default()
            },
        }
    }

    /// The complaint, for people and for programs.
    pub(in crate::cli) fn complaint(&self) -> Complaint {
        match self {
            ConfigFault::Unreadable { file, named, cause } => unreadable(file, *named, cause),
            ConfigFault::Wrong { at, wrong } => {
                let (code, what, why, remedy) = wrong.words();
                let Bilingual { zh, en } = what;
                let place = format!("{}:{}:{}", legible(&at.file.display().to_string()), at.line, at.column);
                let what = Bilingual::new(&format!("{place}：{zh}"), &format!("{place}: {en}"));
                Complaint { code, what, why, remedy, permanent: true }
            }
        }
    }
}

fn unreadable(file: &Path, named: Named, cause: &io::Error) -> Complaint {
    let file = legible(&file.display().to_string());
    let (by_zh, by_en) = match named {
        Named::Flag => ("（--config 指定）", " (named by --config)"),
        Named::Variable => ("（QIZHANG_CONFIG 指定）", " (named by QIZHANG_CONFIG)"),
        Named::Nobody => ("", ""),
    };
    let why = not_read(cause);
    Complaint {
        code: "config-unreadable",
        what: Bilingual::new(
            &format!("没有读到配置文件 {file}{by_zh}。"),
            &format!("The config file {file}{by_en} was not read."),
        ),
        why: Bilingual::new(&format!("{}。", why.zh), &format!("{}.", why.en)),
        remedy: Bilingual::new(
            "请改正路径或权限；不用任何配置文件时写 --config /dev/null。",
            "Correct its path or its permissions; --config /dev/null goes without any file.",
        ),
        permanent: false,
    }
}

/// Why such a file is not read, where the system itself would have read it.
fn not_read(cause: &io::Error) -> Bilingual {
    if cause.kind() == io::ErrorKind::FileTooLarge {
        return Bilingual::new("它超过 64 KiB，不像配置文件", "it has more than 64 KiB, which no config file has");
    }
    if cause.kind() == io::ErrorKind::InvalidInput {
        return Bilingual::new("它不是普通文件，而是管道或设备", "it is no plain file but a pipe or a device");
    }
    reason(cause)
}

/// What stands in a file, as far as it helps to find it there.
fn shortened(text: &str) -> String {
    let shown: String = legible(text).chars().take(QUOTED).collect();
    if text.chars().count() > QUOTED { format!("{shown}…") } else { shown }
}

impl Wrong {
    fn key(&self) -> Option<&str> {
        match self {
            Wrong::NotToml { .. } => None,
            Wrong::UnknownKey { key, .. } | Wrong::Kind { key, .. } => Some(key),
            Wrong::Value { setting, .. } | Wrong::Place { setting, .. } => Some(setting.key()),
        }
    }

    /// Its code, what it is, why, and the way out.
    fn words(&self) -> (&'static str, Bilingual, Bilingual, Bilingual) {
        let both = |zh: &str, en: &str| Bilingual::new(zh, en);
        match self {
            Wrong::NotToml { said } => {
                let why = toml_said(said);
                (
                    "config-not-toml",
                    both("这个配置文件读不懂。", "This config file is not understood."),
                    both(&format!("{}。", why.zh), &format!("{}.", why.en)),
                    both("请改正这一行。", "Correct this line."),
                )
            }
            Wrong::UnknownKey { key, nearest } => {
                let known = Setting::ALL.map(Setting::key);
                let key = shortened(key);
                let (meant_zh, meant_en) = match nearest {
                    Some(nearest) => (format!("是不是“{nearest}”？"), format!("Did you mean “{nearest}”? ")),
                    None => (String::new(), String::new()),
                };
                (
                    "config-unknown-key",
                    both(&format!("没有“{key}”这个设置。"), &format!("There is no setting “{key}”.")),
                    both(&format!("有的是：{}。", known.join("、")), &format!("There are: {}.", known.join(", "))),
                    both(
                        &format!("{meant_zh}请改正，或删去这一行。"),
                        &format!("{meant_en}Correct it, or take this line out."),
                    ),
                )
            }
            Wrong::Kind { key, wanted } => {
                let key = shortened(key);
                let (zh, en) = match wanted {
                    Wanted::Table => ("[表]，如 [serve]", "a table, as [serve]"),
                    Wanted::Switch => ("true 或 false，不加引号", "true or false, without quotes"),
                    Wanted::Text => ("加引号的文本", "a text in quotes"),
                };
                (
                    "config-wrong-type",
                    both(&format!("“{key}”的值种类不对。"), &format!("The value of “{key}” is of another kind.")),
                    both(&format!("它要的是{zh}。"), &format!("It takes {en}.")),
                    both("请改正这个值。", "Correct this value."),
                )
            }
            Wrong::Value { setting, value } => {
                let (key, value, example) = (setting.key(), shortened(value), setting.example());
                (
                    "config-value",
                    both(&format!("{key}：读不懂“{value}”。"), &format!("{key}: “{value}” is not understood.")),
                    both("", ""),
                    both(&format!("例如：{example}。"), &format!("For example: {example}.")),
                )
            }
            Wrong::Place { setting, value, why } => no_place(*setting, value, *why),
        }
    }
}

/// The words about a place that is none.
fn no_place(setting: Setting, value: &str, why: Misplaced) -> (&'static str, Bilingual, Bilingual, Bilingual) {
    let (key, value, example) = (setting.key(), shortened(value), setting.example());
    let why = match why {
        Misplaced::Home => Bilingual::new(
            "“~”只有 shell 才换成主目录，这里照字面读。",
            "Only a shell puts a home folder for “~”; here it is read as it stands.",
        ),
        Misplaced::Zero => Bilingual::new("路径里有空字符。", "A byte of zero stands in it, which no path has."),
    };
    (
        "config-path",
        Bilingual::new(&format!("{key}：“{value}”不能用作路径。"), &format!("{key}: “{value}” cannot be a path.")),
        why,
        Bilingual::new(
            &format!("请写全路径，如 {example}，或从配置文件所在的文件夹写起。"),
            &format!("Write the whole path, as {example}, or one from the folder of the config file."),
        ),
    )
}

/// Every code of a file of settings, with sentences about an example, for the page people look them up in.
pub fn config_codes() -> CodeFamily {
    let file = || PathBuf::from("/etc/qizhang/config.toml");
    let wrong = |wrong| ConfigFault::Wrong { at: At { file: file(), line: 4, column: 1 }, wrong: Box::new(wrong) };
    let faults = [
        ConfigFault::Unreadable { file: file(), named: Named::Flag, cause: io::ErrorKind::NotFound.into() },
        wrong(Wrong::NotToml { said: "missing assignment".to_owned() }),
        wrong(Wrong::UnknownKey { key: "ledgr".to_owned(), nearest: Some("ledger") }),
        wrong(Wrong::Kind { key: "serve.write".to_owned(), wanted: Wanted::Switch }),
        wrong(Wrong::Value { setting: Setting::Lang, value: "…".to_owned() }),
        wrong(Wrong::Place { setting: Setting::Ledger, value: "~/…".to_owned(), why: Misplaced::Home }),
    ];
    let title = Bilingual::new("配置文件", "The config file");
    CodeFamily { title, complaints: faults.iter().map(ConfigFault::complaint).collect() }
}
