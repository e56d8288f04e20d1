//! The answer to a script: what the word at the cursor may become, a line each.

use super::kinds::{FILES, with_values};
use super::names::Place;
use crate::cli::define;
use crate::cli::exit::Exit;
use crate::cli::help::{self, GLOBALS};
use crate::cli::output::data;
use crate::value::{Lang, legible};
use clap_complete::CompletionCandidate;
use clap_complete::engine;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::sync::Arc;

/// So many letters are told beside a word.
const TOLD: usize = 60;

/// What a script of ours asks: the language of what is told beside the words, and the words of a line up to the cursor.
pub(in crate::cli) struct Asked {
    lang: Lang,
    line: Vec<OsString>,
}

impl Asked {
    /// Where the words of the program are such a question: `qizhang complete zh -- qizhang event docs ta`.
    pub(in crate::cli) fn of(words: &[OsString]) -> Option<Self> {
        let [_, name, lang, dashes, line @ ..] = words else { return None };
        let lang = match lang.to_str() {
            Some("zh") => Lang::Zh,
            Some("en") => Lang::En,
            _ => return None,
        };
        let asks = name == "complete" && dashes == "--";
        asks.then(|| Self { lang, line: line.to_vec() })
    }

    /// The words of that line.
    pub(in crate::cli) fn line(&self) -> &[OsString] {
        &self.line
    }
}

/// Answers. Whatever stands in the way, there is only less to offer: nobody who presses a key asked for a complaint.
pub(in crate::cli) fn complete(asked: Asked, ledger: Option<PathBuf>, serves: bool) -> Exit {
    let Asked { lang, mut line } = asked;
    let Some(current) = line.pop() else { return Exit::Done };
    let place = Arc::new(Place::of(&line, ledger, lang));
    let mut line = help::left_out(without_globals(line));
    let at = line.len();
    line.push(current.clone());
    let mut command = with_values(define::command(lang, serves), "", &place);
    let found = engine::complete(&mut command, line, at, None).unwrap_or_default();
    // Options come to whoever begins one; to others they would be in the way.
    let begins = |word: &OsStr| word.as_encoded_bytes().starts_with(b"-");
    let wanted = found.iter().filter(|one| begins(&current) || !begins(one.get_value()));
    let lines: String = wanted.filter_map(line_of).collect();
    if data(&lines).is_ok() { Exit::Done } else { Exit::Closed }
}

/// A word and what it is, told in one line. What one of the shells would break in two is not offered.
fn line_of(found: &CompletionCandidate) -> Option<String> {
    let word = found.get_value().to_str()?;
    if word.chars().any(|letter| letter.is_control() || letter == ' ') {
        return None;
    }
    if word.ends_with(FILES) {
        return Some(format!("{FILES}\n"));
    }
    let told = found.get_help().map(ToString::to_string).unwrap_or_default();
    let told: String = told.lines().next().unwrap_or_default().chars().take(TOLD).collect();
    Some(format!("{word}\t{}\n", legible(&told)))
}

/// The line without the options that every command has: a ledger may be called as a command is.
fn without_globals(line: Vec<OsString>) -> Vec<OsString> {
    let mut kept: Vec<OsString> = Vec::with_capacity(line.len());
    let mut words = line.into_iter().peekable();
    while let Some(word) = words.next() {
        let is_global = GLOBALS.iter().any(|global| word == *global);
        if is_global && words.peek().is_some() {
            words.next();
        } else {
            kept.push(word);
        }
    }
    kept
}
