//! A password on its way in: never among the words of a command, where other programs would read it.

use super::request::Source;
use crate::access::Password;
use crate::cli::input::read;
use crate::cli::output::{Stop, note};
use crate::cli::request::Globals;
use crate::cli::usage::Slip;
use crate::ledger::LedgerError;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use std::io::{IsTerminal, Stdin, stdin};

/// The password from where it was said to come.
pub(super) fn password(globals: &Globals, source: &Source) -> Result<Password, Stop> {
    match source {
        Source::Input => first_line(&read(None)?),
        Source::File(path) => first_line(&read(Some(path))?),
        Source::Terminal if !stdin().is_terminal() => {
            Err(Stop::Slip(Slip::NoValue { flag: "--password-from".to_owned() }))
        }
        Source::Terminal => {
            let hidden = Hidden::begin().map_err(unread)?;
            let first = hidden.typed(&globals.pick("密码：", "Password:"))?;
            let again = hidden.typed(&globals.pick("再输一次：", "Once more:"))?;
            twice(first, &again)
        }
    }
}

/// What was typed twice.
fn twice(first: String, again: &str) -> Result<Password, Stop> {
    if first == again { Ok(Password::typed(first)) } else { Err(Stop::Slip(Slip::PasswordsDiffer)) }
}

#[test]
fn two_passwords_that_differ_are_told_as_that() {
    assert!(twice("one".to_owned(), "one").is_ok());
    assert!(matches!(twice("one".to_owned(), "One"), Err(Stop::Slip(Slip::PasswordsDiffer))));
}

fn first_line(bytes: &[u8]) -> Result<Password, Stop> {
    let failed = || {
        let cause = std::io::ErrorKind::InvalidData.into();
        Stop::from(LedgerError::File { path: "--password-from".to_owned(), cause })
    };
    let text = std::str::from_utf8(bytes).map_err(|_| failed())?;
    Ok(Password::typed(text.lines().next().unwrap_or_default().to_owned()))
}

/// A terminal that shows nothing of what is typed, until this goes away.
struct Hidden {
    terminal: Stdin,
    before: Termios,
}

impl Hidden {
    /// What was typed before somebody was asked is no answer.
    fn begin() -> std::io::Result<Self> {
        let terminal = stdin();
        let before = tcgetattr(&terminal)?;
        let mut silent = before.clone();
        silent.local_modes.remove(LocalModes::ECHO);
        tcsetattr(&terminal, OptionalActions::Flush, &silent)?;
        Ok(Self { terminal, before })
    }

    /// Asks, once nothing is shown any more.
    fn typed(&self, question: &str) -> Result<String, Stop> {
        note(question);
        let mut line = String::new();
        self.terminal.read_line(&mut line).map_err(unread)?;
        Ok(line.trim_end_matches(['\r', '\n']).to_owned())
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        let _ = tcsetattr(&self.terminal, OptionalActions::Now, &self.before);
    }
}

fn unread(cause: std::io::Error) -> Stop {
    Stop::from(LedgerError::File { path: "-".to_owned(), cause })
}
