//! The script of each shell.

use crate::cli::exit::Exit;
use crate::cli::output::{Answer, data};
use crate::cli::request::Globals;
use crate::cli::usage::Slip;
use crate::value::Lang;
use clap::ArgMatches;

const BASH: &str = include_str!("bash.sh");
const ZSH: &str = include_str!("zsh.sh");
const FISH: &str = include_str!("fish.fish");
/// Where a script says in which language it asks.
const LANG: &str = "@lang@";

/// The shells there is a script for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Shell {
    Bash,
    Zsh,
    Fish,
}

/// The shell that was named.
pub(in crate::cli) fn understood(own: &ArgMatches) -> Result<Shell, Slip> {
    match own.get_one::<String>("shell").map(String::as_str) {
        Some("bash") => Ok(Shell::Bash),
        Some("zsh") => Ok(Shell::Zsh),
        Some("fish") => Ok(Shell::Fish),
        other => {
            let value = other.unwrap_or_default().to_owned();
            Err(Slip::BadValue { flag: "SHELL", value, example: "bash, zsh, fish" })
        }
    }
}

/// Writes the script; what it shows beside the words is in the language it was asked for in.
pub(in crate::cli) fn completions(globals: &Globals, shell: Shell) -> Answer {
    let script = match shell {
        Shell::Bash => BASH,
        Shell::Zsh => ZSH,
        Shell::Fish => FISH,
    };
    data(&script.replace(LANG, word_of(globals.lang)))?;
    Ok(Exit::Done)
}

const fn word_of(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh",
        Lang::En => "en",
    }
}
