//! The only place that prints: data to standard output, everything else to standard error.

use crate::access::{AccessError, PersonError};
use crate::cli::exit::Exit;
use crate::cli::request::Globals;
use crate::cli::usage::Slip;
use crate::explain::{Complaint, Document};
use crate::ledger::{LedgerError, Spot};
use crate::value::{Bilingual, Lang, legible};
use crate::view::{ErrorV1, select};
use serde::Serialize;
use serde_json::Value;
use std::io::{self, Write};
use std::path::Path;

/// Why a command ended early.
#[derive(Debug)]
pub(super) enum Stop {
    /// The ledger said no.
    Ledger(Box<LedgerError>),
    /// The desk of the ledger said no.
    Access(Box<AccessError>),
    /// Somebody is no user, or may not be one as it was asked.
    Person(Box<PersonError>),
    /// The words of the command were wrong.
    Slip(Slip),
    /// Whoever read the output went away.
    Closed,
}

impl From<LedgerError> for Stop {
    fn from(error: LedgerError) -> Self {
        Stop::Ledger(Box::new(error))
    }
}

impl From<AccessError> for Stop {
    fn from(error: AccessError) -> Self {
        Stop::Access(Box::new(error))
    }
}

impl From<PersonError> for Stop {
    fn from(error: PersonError) -> Self {
        Stop::Person(Box::new(error))
    }
}

/// What a command gives back.
pub(super) type Answer = Result<Exit, Stop>;

impl Globals {
    /// One of two wordings.
    pub(super) fn pick(&self, zh: &str, en: &str) -> String {
        Bilingual::new(zh, en).get(self.lang).to_owned()
    }

    /// Prints a document as text, or as JSON when that is wanted; or writes the paper that was asked for.
    pub(super) fn document(&self, document: &Document, json: impl FnOnce() -> Value) -> Result<(), Stop> {
        if let Some(paper) = &self.paper {
            return paper.write(self, document);
        }
        if self.json.is_some() {
            return self.value(&json());
        }
        let text = if self.plain { document.render_plain(self.lang) } else { document.render(self.lang) };
        data(&text)
    }

    /// Prints a JSON document, with the fields that were asked for.
    pub(super) fn value(&self, value: &Value) -> Result<(), Stop> {
        let text = serde_json::to_string_pretty(&self.kept(value)?).unwrap_or_default();
        data(&format!("{text}\n"))
    }

    /// Prints one of many JSON objects, a line each.
    pub(super) fn row(&self, value: &Value) -> Result<(), Stop> {
        data(&format!("{}\n", self.kept(value)?))
    }

    fn kept(&self, value: &Value) -> Result<Value, Stop> {
        let fields = self.json.as_deref().unwrap_or_default();
        if fields.is_empty() {
            return Ok(value.clone());
        }
        select(value, fields).map_err(|unknown| {
            let (field, nearest, known) = (unknown.field, unknown.nearest, unknown.known);
            Stop::Slip(Slip::NoField { field, nearest, known })
        })
    }

    /// Talks to the person, unless that is not wanted. A program that asked for JSON finds nothing else.
    pub(super) fn talk(&self, zh: &str, en: &str) {
        if !self.quiet && self.json.is_none() {
            note(&self.pick(zh, en));
        }
    }

    /// Says why something was not done: to people in sentences, to programs as one object on a line of standard error.
    pub(super) fn complain(&self, complaint: &Complaint, spot: &Spot, exit: Exit) {
        if self.json.is_some() { complain_json(complaint, spot, exit) } else { complain(complaint, self.lang) }
    }

    /// The same of a file, by its name.
    pub(super) fn complain_of(&self, file: &Path, complaint: &Complaint) -> Exit {
        let spot = Spot { file: Some(file.to_owned()), ..Spot::default() };
        let shown = legible(&file.display().to_string());
        self.complain(&complaint.clone().in_file(&shown), &spot, Exit::Refused);
        Exit::Refused
    }

    /// Says what only the curious want to know.
    pub(super) fn mutter(&self, zh: &str, en: &str) {
        if self.verbose && !self.quiet && self.json.is_none() {
            note(&self.pick(zh, en));
        }
    }
}

/// Prints data.
pub(super) fn data(text: &str) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|cause| match cause.kind() {
        io::ErrorKind::BrokenPipe => Stop::Closed,
        _ => LedgerError::File { path: "标准输出 · standard output".to_owned(), cause }.into(),
    })
}

/// One line to standard error. Nothing can be done when nobody can read it. What others sent is shown so that it cannot
/// move the cursor, and not longer than a person reads.
pub(super) fn note(text: &str) {
    let shown = legible(&text.chars().take(LONGEST).collect::<String>());
    let rest = if text.chars().nth(LONGEST).is_some() { "…" } else { "" };
    let _ = writeln!(io::stderr().lock(), "{shown}{rest}");
}

/// The most letters of one line of talk.
const LONGEST: usize = 1000;

/// Where a log goes whose lines others write.
pub(super) fn log() -> Box<dyn Write + Send> {
    Box::new(io::stderr())
}

/// A complaint as people read it: what was not done, why, what to try.
pub(super) fn complain(complaint: &Complaint, lang: Lang) {
    let (why, remedy) = (complaint.why.get(lang), complaint.remedy.get(lang));
    let heads = match lang {
        Lang::Zh => ["错误", "原因", "办法"],
        Lang::En => ["error", "because", "remedy"],
    };
    let gap = if lang == Lang::Zh { "：" } else { ": " };
    let [error, because, try_this] = heads;
    note(&format!("{error}[{}]{gap}{}", complaint.code, complaint.what.get(lang)));
    for (head, text) in [(because, why), (try_this, remedy)] {
        if !text.is_empty() {
            note(&format!("  {head}{gap}{text}"));
        }
    }
}

/// An object for programs on a line of standard error.
pub(super) fn note_json(value: &impl Serialize) {
    let text = serde_json::to_string(value).unwrap_or_default();
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// A complaint as programs read it.
pub(super) fn complain_json(complaint: &Complaint, spot: &Spot, exit: Exit) {
    note_json(&ErrorV1::of(complaint, spot, exit.code()));
}

/// A complaint inside a document.
pub(super) fn complaint_value(complaint: &Complaint) -> Value {
    let both = |words: &Bilingual| serde_json::json!({"zh": &*words.zh, "en": &*words.en});
    serde_json::json!({
        "code": complaint.code,
        "permanent": complaint.permanent,
        "what": both(&complaint.what),
        "why": both(&complaint.why),
        "remedy": both(&complaint.remedy),
    })
}
