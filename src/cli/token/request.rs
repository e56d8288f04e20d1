//! What was typed, understood.

use crate::access::Scope;
use crate::cli::request::{day, number, person};
use crate::cli::usage::Slip;
use crate::value::Day;
use clap::ArgMatches;

/// One of these commands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum Token {
    New { actor: String, scopes: Vec<Scope>, until: Day, by: Option<String>, dry_run: bool },
    List,
    Revoke { id: String, by: Option<String>, dry_run: bool },
    Log { limit: Option<usize> },
}

/// The command of this name with its words; none when it is another's.
pub(in crate::cli) fn understood(name: &str, own: &ArgMatches) -> Result<Option<Token>, Slip> {
    let text = |name: &str| own.get_one::<String>(name).cloned();
    let by = || text("as").map(|name| person(name, "--as")).transpose();
    Ok(Some(match name {
        "token new" => Token::New {
            actor: person(text("for").unwrap_or_default(), "--for")?,
            scopes: scopes(&text("may").unwrap_or_default())?,
            until: day(own, "until")?.ok_or_else(|| Slip::NoValue { flag: "--until".to_owned() })?,
            by: by()?,
            dry_run: own.get_flag("dry-run"),
        },
        "token list" => Token::List,
        "token revoke" => {
            Token::Revoke { id: text("id").unwrap_or_default(), by: by()?, dry_run: own.get_flag("dry-run") }
        }
        "token log" => {
            let limit: usize = number(own, "limit", "50")?.unwrap_or(50);
            Token::Log { limit: Some(limit).filter(|limit| *limit > 0) }
        }
        _ => return Ok(None),
    }))
}

/// What a token is for; a word that is none of ours is not passed over.
fn scopes(given: &str) -> Result<Vec<Scope>, Slip> {
    let bad = || Slip::BadValue { flag: "--may", value: given.to_owned(), example: "read, append, read,append" };
    let mut scopes =
        given.split(',').map(|word| Scope::parse(word.trim()).ok_or_else(bad)).collect::<Result<Vec<_>, _>>()?;
    scopes.sort_unstable();
    let all = scopes.len();
    scopes.dedup();
    if scopes.len() == all { Ok(scopes) } else { Err(bad()) }
}
