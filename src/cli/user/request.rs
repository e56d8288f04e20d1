//! What was typed, understood.

use crate::access::Role;
use crate::cli::request::person;
use crate::cli::usage::Slip;
use clap::ArgMatches;
use std::path::PathBuf;

/// One of these commands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum User {
    Add { name: String, role: Role, password: Source, by: Option<String>, dry_run: bool },
    List,
    Password { name: String, password: Source, by: Option<String>, dry_run: bool },
    Close { name: String, by: Option<String>, dry_run: bool },
}

/// Where a password comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum Source {
    /// Whoever sits at the terminal types it.
    Terminal,
    /// Standard input.
    Input,
    /// A file.
    File(PathBuf),
}

/// The command of this name with its words; none when it is another's.
pub(in crate::cli) fn understood(command: &str, own: &ArgMatches) -> Result<Option<User>, Slip> {
    let text = |name: &str| own.get_one::<String>(name).cloned();
    let by = || text("as").map(|name| person(name, "--as")).transpose();
    let name = || person(text("name").unwrap_or_default(), "NAME");
    let source = || match text("password-from") {
        None => Source::Terminal,
        Some(dash) if dash == "-" => Source::Input,
        Some(path) => Source::File(path.into()),
    };
    Ok(Some(match command {
        "user add" => User::Add {
            name: name()?,
            role: role(&text("role").unwrap_or_default())?,
            password: source(),
            by: by()?,
            dry_run: own.get_flag("dry-run"),
        },
        "user list" => User::List,
        "user password" => {
            User::Password { name: name()?, password: source(), by: by()?, dry_run: own.get_flag("dry-run") }
        }
        "user close" => User::Close { name: name()?, by: by()?, dry_run: own.get_flag("dry-run") },
        _ => return Ok(None),
    }))
}

fn role(given: &str) -> Result<Role, Slip> {
    let example = "recorder, reviewer, finance, auditor, analyst, administrator";
    Role::parse(given).ok_or_else(|| Slip::BadValue { flag: "--role", value: given.to_owned(), example })
}
