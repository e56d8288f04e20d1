//! What was typed, understood.

use crate::cli::request::{day, person};
use crate::cli::usage::Slip;
use crate::value::{Day, PublicName};
use clap::ArgMatches;

/// One of these commands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum Link {
    New { subject: String, until: Day, public: Option<PublicName>, by: Option<String>, dry_run: bool },
    List { of: Option<String> },
    Revoke { id: String, by: Option<String>, dry_run: bool },
}

/// The command of this name with its words; none when it is another's. The pages may have a name.
pub(in crate::cli) fn understood(
    name: &str,
    own: &ArgMatches,
    public: Option<&PublicName>,
) -> Result<Option<Link>, Slip> {
    let text = |name: &str| own.get_one::<String>(name).cloned();
    let by = || text("as").map(|name| person(name, "--as")).transpose();
    Ok(Some(match name {
        "link new" => Link::New {
            subject: text("subject").unwrap_or_default(),
            until: day(own, "until")?.ok_or_else(|| Slip::NoValue { flag: "--until".to_owned() })?,
            public: public.cloned(),
            by: by()?,
            dry_run: own.get_flag("dry-run"),
        },
        "link list" => Link::List { of: text("subject") },
        "link revoke" => {
            Link::Revoke { id: text("id").unwrap_or_default(), by: by()?, dry_run: own.get_flag("dry-run") }
        }
        _ => return Ok(None),
    }))
}
