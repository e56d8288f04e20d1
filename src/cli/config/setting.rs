//! What may be set: under which names, and of which form.

use crate::cli::serve::LogForm;
use crate::value::{Lang, PublicName};
use std::net::SocketAddr;

/// Something that a person does not want to type each time. What is meant for one command alone, such as a business day, a reason or
/// who records, is none of these: nobody would see that it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::cli) enum Setting {
    /// Where the ledger lies.
    Ledger,
    /// Where the key lies that signs.
    Key,
    /// The language.
    Lang,
    /// Where `serve` listens.
    Listen,
    /// Whether programs and people may record there.
    Write,
    /// Whether whoever reads there is to be signed in too.
    Closed,
    /// The name by which other machines reach it.
    Public,
    /// How what is asked there is logged.
    Log,
}

impl Setting {
    /// All of them, in the order in which they are told.
    pub(in crate::cli) const ALL: [Self; 8] =
        [Self::Ledger, Self::Key, Self::Lang, Self::Listen, Self::Write, Self::Closed, Self::Public, Self::Log];

    /// Its name in the file; what stands before a dot is a table.
    pub(in crate::cli) const fn key(self) -> &'static str {
        match self {
            Setting::Ledger => "ledger",
            Setting::Key => "key",
            Setting::Lang => "lang",
            Setting::Listen => "serve.listen",
            Setting::Write => "serve.write",
            Setting::Closed => "serve.closed",
            Setting::Public => "serve.public",
            Setting::Log => "serve.log",
        }
    }

    /// Its name in the environment.
    pub(in crate::cli) const fn variable(self) -> &'static str {
        match self {
            Setting::Ledger => "QIZHANG_LEDGER",
            Setting::Key => "QIZHANG_KEY",
            Setting::Lang => "QIZHANG_LANG",
            Setting::Listen => "QIZHANG_SERVE_LISTEN",
            Setting::Write => "QIZHANG_SERVE_WRITE",
            Setting::Closed => "QIZHANG_SERVE_CLOSED",
            Setting::Public => "QIZHANG_SERVE_PUBLIC",
            Setting::Log => "QIZHANG_SERVE_LOG",
        }
    }

    /// Its name on the command line.
    pub(in crate::cli) const fn flag(self) -> &'static str {
        match self {
            Setting::Ledger => "--ledger",
            Setting::Key => "--key",
            Setting::Lang => "--lang",
            Setting::Listen => "--listen",
            Setting::Write => "--write",
            Setting::Closed => "--closed",
            Setting::Public => "--public",
            Setting::Log => "--log",
        }
    }

    /// What it may look like.
    pub(in crate::cli) const fn example(self) -> &'static str {
        match self {
            Setting::Ledger => "/var/lib/qizhang/qizhang.ledger",
            Setting::Key => "/etc/qizhang/qizhang.key",
            Setting::Lang => "zh, en",
            Setting::Listen => "127.0.0.1:7480, [::1]:0",
            Setting::Write | Setting::Closed => "on, off",
            Setting::Public => "https://qizhang.example.gov.cn, off",
            Setting::Log => "json, text, off",
        }
    }

    /// Whether it names a place, which a file names as seen from the folder it lies in.
    pub(super) const fn is_place(self) -> bool {
        match self {
            Setting::Ledger | Setting::Key => true,
            Setting::Lang | Setting::Listen | Setting::Write | Setting::Closed | Setting::Public | Setting::Log => {
                false
            }
        }
    }

    /// Why a text of a file is no place: what a shell makes of it is made by nobody here, and no name has a byte of zero.
    pub(super) fn misplaced(self, text: &str) -> Option<Misplaced> {
        if !self.is_place() {
            return None;
        }
        let by_shell = text.starts_with('~').then_some(Misplaced::Home);
        by_shell.or_else(|| text.contains('\0').then_some(Misplaced::Zero))
    }

    /// Whether it is `true` or `false` in a file; everything else is a text there.
    pub(super) const fn is_switch(self) -> bool {
        match self {
            Setting::Write | Setting::Closed => true,
            Setting::Ledger | Setting::Key | Setting::Lang | Setting::Listen | Setting::Public | Setting::Log => false,
        }
    }

    /// Whether a text can be its value.
    pub(super) fn takes(self, text: &str) -> bool {
        match self {
            Setting::Ledger | Setting::Key => !text.is_empty(),
            Setting::Lang => lang(text).is_some(),
            Setting::Listen => listen(text).is_some(),
            Setting::Write | Setting::Closed => switch(text).is_some(),
            Setting::Public => public(text).is_some(),
            Setting::Log => log(text).is_some(),
        }
    }
}

/// What is wrong with the name of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Misplaced {
    /// It begins with `~`, for which a shell puts somebody's folder.
    Home,
    /// It has a byte of zero.
    Zero,
}

/// A language by its name.
pub(super) fn lang(text: &str) -> Option<Lang> {
    match text {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// The name of a language.
pub(super) const fn lang_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh",
        Lang::En => "en",
    }
}

/// A place to listen at.
pub(super) fn listen(text: &str) -> Option<SocketAddr> {
    text.parse().ok()
}

/// Whether something is switched on.
pub(super) fn switch(text: &str) -> Option<bool> {
    match text {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    }
}

/// The name by which other machines reach it, if there is one.
#[expect(clippy::option_option, reason = "whether it reads, and whether there is a name")]
pub(super) fn public(text: &str) -> Option<Option<PublicName>> {
    match text {
        "off" => Some(None),
        name => PublicName::parse(name).map(Some),
    }
}

/// How that is written.
pub(super) fn public_name(public: Option<&PublicName>) -> String {
    public.map_or_else(|| "off".to_owned(), ToString::to_string)
}

/// How requests are logged, if at all.
#[expect(clippy::option_option, reason = "whether it reads, and whether there is a log")]
pub(super) fn log(text: &str) -> Option<Option<LogForm>> {
    match text {
        "json" => Some(Some(LogForm::Json)),
        "text" => Some(Some(LogForm::Text)),
        "off" => Some(None),
        _ => None,
    }
}

/// How that is written.
pub(super) const fn log_name(log: Option<LogForm>) -> &'static str {
    match log {
        Some(LogForm::Json) => "json",
        Some(LogForm::Text) => "text",
        None => "off",
    }
}

/// How a switch is written.
pub(super) const fn switch_name(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

/// What was probably meant by a name: the one that is spelt most alike, where one is.
pub(super) fn nearest(name: &str, known: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let far = name.chars().count().div_ceil(3);
    let scored = known.map(|known| (strsim::damerau_levenshtein(name, known), known));
    scored.filter(|(score, _)| *score <= far).min().map(|(_, known)| known)
}
