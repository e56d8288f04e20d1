//! `qizhang help` and `qizhang help COMMAND`: what other programs call so is `--help` here.

use std::ffi::OsString;

/// The options of every command that take a value as a word of its own.
pub(super) const GLOBALS: [&str; 6] = ["--ledger", "--config", "--on", "--known", "--read", "--lang"];

/// The words with `--help` behind them instead of `help` before them; any others as they are.
pub(super) fn asked(mut words: Vec<OsString>) -> Vec<OsString> {
    let Some(at) = first_word(&words) else { return words };
    let is_help = |words: &[OsString]| words.get(at).is_some_and(|word| word == "help");
    if !is_help(&words) {
        return words;
    }
    while is_help(&words) {
        words.remove(at);
    }
    words.push("--help".into());
    words
}

/// A line that begins so without that word: behind it stand the same commands.
pub(super) fn left_out(mut line: Vec<OsString>) -> Vec<OsString> {
    if line.get(1).is_some_and(|word| word == "help") {
        line.remove(1);
    }
    line
}

/// Where the first word stands that is no option of every command; the program's own name comes before it.
fn first_word(words: &[OsString]) -> Option<usize> {
    let mut at = 1;
    while let Some(word) = words.get(at) {
        if GLOBALS.iter().any(|global| word == *global) {
            at = at.saturating_add(2);
        } else if word.as_encoded_bytes().starts_with(b"-") {
            at = at.saturating_add(1);
        } else {
            return Some(at);
        }
    }
    None
}
