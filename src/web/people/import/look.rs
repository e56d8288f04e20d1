//! A file that is held, checked by the ledger in the way that an address says.

use super::bars::ImportBar;
use super::uploads::{Brought, Held};
use crate::ledger::{
    AppendOptions, Batch, Duplicates, ImportFault, LedgerError, Meant, Sifted, Sifting, Typed, Upload, amends,
};
use crate::web::asked::Asked;
use crate::web::fault::Fault;
use crate::web::people::barred::Barred;
use crate::web::people::posted::{may_open, may_record};
use crate::web::people::who::Who;
use crate::web::site::Site;
use std::sync::Arc;

/// What an address says of how a file is read.
pub(super) const TAKES: [&str; 5] = ["sheet", "column", "drop", "duplicates", "returned"];

/// How a file is read: the sheet, what headings mean, the columns that are left out, and what becomes of rows that may be there already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) sheet: Option<String>,
    /// What headings mean, each as `HEADING=COLUMN`.
    pub(super) column: Vec<String>,
    pub(super) drop: Vec<String>,
    pub(super) duplicates: Option<Duplicates>,
    /// Whether whoever submits takes the bad rows back.
    pub(super) returned: bool,
}

/// What was found in a file.
pub(super) struct Looked {
    /// The table; none where the file or the sheet that was meant is none.
    pub(super) upload: Option<Upload>,
    /// What became of its rows, or why the table as a whole does not read.
    pub(super) found: Result<Sifted, ImportFault>,
}

impl Way {
    pub(super) fn of(asked: &Asked) -> Result<Self, Fault> {
        let pairs: Vec<(String, String)> =
            asked.given().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Self::of_pairs(&pairs)
    }

    pub(super) fn of_pairs(pairs: &[(String, String)]) -> Result<Self, Fault> {
        let mut way = Self::default();
        for (name, value) in pairs {
            let bad = |example| Fault::Parameter { name: name.clone(), value: value.clone(), example };
            match name.as_str() {
                "sheet" => way.sheet = Some(value.clone()),
                // Nobody said anything of that heading.
                "column" if value.is_empty() => {}
                "column" if Meant::parse(value).is_none() => return Err(bad("税号=uscc")),
                "column" => way.column.push(value.clone()),
                "drop" if !way.drop.contains(value) => way.drop.push(value.clone()),
                "duplicates" => {
                    way.duplicates = match value.as_str() {
                        "keep" => Some(Duplicates::Keep),
                        "drop" => Some(Duplicates::Drop),
                        _ => return Err(bad("keep, drop")),
                    }
                }
                "returned" if value == "yes" => way.returned = true,
                "returned" => return Err(bad("yes")),
                _ => {}
            }
        }
        Ok(way)
    }

    /// The same as an address and a form carry it, but for whether bad rows are taken back.
    pub(super) fn pairs(&self) -> Vec<(&str, &str)> {
        let duplicates = self.duplicates.map(|chosen| match chosen {
            Duplicates::Keep => ("duplicates", "keep"),
            Duplicates::Drop => ("duplicates", "drop"),
        });
        let sheet = self.sheet.as_deref().map(|sheet| ("sheet", sheet));
        let column = self.column.iter().map(|text| ("column", text.as_str()));
        let drop = self.drop.iter().map(|name| ("drop", name.as_str()));
        sheet.into_iter().chain(column).chain(drop).chain(duplicates).collect()
    }

    /// What headings mean.
    pub(super) fn meant(&self) -> Vec<Meant> {
        self.column.iter().filter_map(|text| Meant::parse(text)).collect()
    }
}

/// A file that is a table of what is recorded at once. A sheet with nothing in it may have others beside it.
pub(super) fn is_a_table(file: &Brought) -> Result<(), Barred> {
    match Upload::read(&file.name, &file.bytes, None) {
        Ok(upload) if upload.is_large() => Err(ImportBar::TooManyRows.into()),
        Ok(_) => Ok(()),
        Err(LedgerError::Import(ImportFault::Sheet(fault))) if !fault.sheets().is_empty() => Ok(()),
        Err(error) => Err(error.into()),
    }
}

impl Site {
    /// What somebody holds under the key of an address. Whoever may not record events of the type any more does not see it either.
    pub(super) fn held(&self, who: &Who, key: &str) -> Result<Held, Barred> {
        let held = self.uploads().find(&who.person.name, key, self.now()).ok_or(ImportBar::NotHeld)?;
        if let Held::File(file) = &held {
            may_open(who, &file.kind)?;
        }
        Ok(held)
    }

    /// Whether somebody may record every record that is good: one that takes back another is the deed of that one.
    fn may_submit(&self, who: &Who, file: &Brought, sifted: &Sifted) -> Result<(), Barred> {
        let ledger = self.ledger()?;
        for good in sifted.good.iter().filter(|_| amends(&file.kind)) {
            let event = good.line.pointer("/data/event").and_then(serde_json::Value::as_str).unwrap_or_default();
            may_record(ledger, who, &file.kind, &Typed::of(vec![("data.event".to_owned(), event.to_owned())]))?;
        }
        Ok(())
    }

    /// Has a file checked. What is wrong with the table is part of the answer; what is wrong with the ledger is not.
    pub(super) fn look(&self, who: &Who, file: &Brought, way: &Way) -> Result<Looked, Barred> {
        let whole = |error: LedgerError| match error {
            LedgerError::Import(fault) => Ok(fault),
            other => Err(Barred::from(other)),
        };
        let upload = match Upload::read(&file.name, &file.bytes, way.sheet.as_deref()) {
            Ok(upload) if upload.is_large() => return Err(ImportBar::TooManyRows.into()),
            Ok(upload) => upload,
            Err(error) => return Ok(Looked { upload: None, found: Err(whole(error)?) }),
        };
        let waiting: Vec<Batch> =
            self.batches().waiting(self.ledger()?)?.into_iter().filter_map(|(_, batch)| batch.ok()).collect();
        let options = AppendOptions {
            by: Arc::clone(&who.person.name),
            clock_is_right: self.writing().is_some_and(|writing| writing.clock_is_right),
            ..AppendOptions::default()
        };
        let (drop, duplicates) = (way.drop.clone(), way.duplicates);
        let how = Sifting { kind: file.kind.to_string(), meant: way.meant(), drop, duplicates, waiting, options };
        let found = match upload.sift(self.ledger()?, &how) {
            Ok(sifted) => {
                self.may_submit(who, file, &sifted)?;
                Ok(sifted)
            }
            Err(error) => Err(whole(error)?),
        };
        Ok(Looked { upload: Some(upload), found })
    }
}
