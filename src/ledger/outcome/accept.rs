//! Differences that somebody accepted, each by name: whose, of which clause, from how much to how much, and why.

use crate::explain::Complaint;
use crate::policy::{Choices, Node, Parsed, Selector, Table, expected};
use crate::value::{Fen, Uscc};
use std::sync::Arc;

/// What stands for an amount that is not known.
const UNKNOWN: &str = "undetermined";

/// One difference that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedChange {
    /// Whose.
    pub enterprise: Uscc,
    /// Of which clause, as the policy names its grants.
    pub clause: Arc<str>,
    /// What was due; none where it was not known.
    pub from: Option<Fen>,
    /// What would be due; none where it would not be known.
    pub to: Option<Fen>,
    /// Why.
    pub reason: Arc<str>,
}

/// Reads a file of accepted differences.
pub fn accepted(source: &str) -> Result<Vec<AcceptedChange>, Complaint> {
    let undone = ["接受差额的文件没有采用", "The file of accepted differences was not taken"];
    read(source).map_err(|error| Complaint::of_toml(&error, source, undone))
}

fn read(source: &str) -> Parsed<Vec<AcceptedChange>> {
    let choices = Choices::default();
    let selector = Selector::new(&[], &choices);
    let root = Node::parse(source)?;
    let table = Table::new(&root, &selector)?;
    let found = table.tables("accept")?.iter().map(one).collect::<Parsed<_>>()?;
    table.finish()?;
    Ok(found)
}

fn one(table: &Table<'_>) -> Parsed<AcceptedChange> {
    let at = table.get("enterprise")?;
    let enterprise = Uscc::parse(table.text("enterprise")?).map_err(|_| expected("enterprise code", at))?;
    let amount = |key: &'static str| match table.text(key)? {
        UNKNOWN => Ok(None),
        text => match Fen::parse_yuan(text) {
            Ok(amount) => Ok(Some(amount)),
            Err(_) => Err(expected("amount or undetermined", table.get(key)?)),
        },
    };
    let accepted = AcceptedChange {
        enterprise,
        clause: table.text("clause")?.into(),
        from: amount("from")?,
        to: amount("to")?,
        reason: table.text("reason")?.into(),
    };
    table.finish()?;
    Ok(accepted)
}
