//! `evidence.csv`: the papers that the events speak of, for whoever collects them.

use crate::event::Event;
use crate::explain::Document;
use crate::ledger::error::LedgerError;
use crate::value::{Position, defused};
use std::collections::BTreeSet;
use std::io;

const HEADS: [&str; 8] = [
    "序号 position",
    "事件编号 id",
    "类型 type",
    "发生日 occurred_on",
    "材料 document",
    "SHA-256",
    "存放处 kept at",
    "依据引用 cited",
];

/// The events of a bundle.
#[derive(Debug)]
pub struct Collected {
    pub(super) events: Vec<Event>,
}

impl Collected {
    /// Every document of the events as they state it, a row each, and whether what is told points at its event.
    pub fn evidence(&self, told: &Document) -> Result<Vec<u8>, LedgerError> {
        let cited: BTreeSet<_> = told.facts().iter().map(|fact| fact.position).collect();
        table(&self.events, &cited)
    }
}

fn table(events: &[Event], cited: &BTreeSet<Position>) -> Result<Vec<u8>, LedgerError> {
    // With a mark in front, by which spreadsheet programs know UTF-8.
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let mut rows = vec![HEADS.map(str::to_owned)];
    for event in events {
        rows.extend(event.evidence.iter().map(|paper| {
            [
                event.position.to_string(),
                event.id.to_string(),
                event.kind.to_string(),
                event.occurred_on.to_string(),
                defused(&paper.title),
                paper.sha256.to_string(),
                defused(paper.uri.as_deref().unwrap_or_default()),
                if cited.contains(&event.position) { "yes" } else { "" }.to_owned(),
            ]
        }));
    }
    let written = rows.iter().try_for_each(|row| writer.write_record(row)).map_err(io::Error::other);
    let bytes = written.and_then(|()| writer.into_inner().map_err(|error| io::Error::other(error.to_string())));
    bytes.map_err(|cause| LedgerError::File { path: "evidence.csv".to_owned(), cause })
}
