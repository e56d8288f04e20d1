//! A table checked whole: which rows are good, which are not and why, and which may be there already.

use super::batch::Batch;
use super::columns::{Columns, Part};
use super::fault::ImportFault;
use super::meant::{self, Meant};
use super::reading::{Read, Reading};
use super::remarks::remarks;
use super::trouble::{Bad, Trouble, field_of};
use super::twins::{Suspect, Twin, Twins};
use crate::event::{Catalogue, Declaration, Draft, FieldKind, Format, Refusal, TypeId};
use crate::explain::Complaint;
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use crate::ledger::{AppendOptions, Appending};
use crate::sheet::{FILE_BYTES_MAX, Header, Heading, Place, Scale, SheetFault, Table, folded, read};
use crate::value::{Bilingual, Digest, Position, TypeName};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A table as it was brought.
pub struct Upload {
    /// The name of the file.
    pub name: String,
    /// Its digest.
    pub sha256: Digest,
    pub(super) table: Table,
}

/// How a table is checked.
#[derive(Debug, Clone, Default)]
pub struct Sifting {
    /// The type of every row.
    pub kind: String,
    /// What headings mean that the type calls otherwise.
    pub meant: Vec<Meant>,
    /// Columns that are left out, by their heading or letters.
    pub drop: Vec<String>,
    /// What becomes of rows that may be there already.
    pub duplicates: Option<Duplicates>,
    /// The batches that wait: what is in one may be there already.
    pub waiting: Vec<Batch>,
    /// How an append is to be tried.
    pub options: AppendOptions,
}

/// What becomes of rows that may be there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duplicates {
    /// They are kept.
    Keep,
    /// They are left out.
    Drop,
}

/// A fact that may be recorded.
#[derive(Debug, Clone)]
pub struct Good {
    /// Its rows, by their numbers.
    pub rows: Vec<u32>,
    /// Its envelope as an append takes it.
    pub line: Value,
    /// What it looks like, where it was kept all the same.
    pub kept: Option<Twin>,
}

/// What became of a table.
pub struct Sifted {
    /// The type, and the version it was read as.
    pub kind: TypeName,
    /// The version of its declaration.
    pub version: u16,
    /// The sheet, where there are several.
    pub sheet: Option<Arc<str>>,
    /// What may be recorded.
    pub good: Vec<Good>,
    /// What may not, in the order of the rows.
    pub bad: Vec<Bad>,
    /// What may be there already: among the good ones when they are kept or nobody said, and nowhere else when they are dropped.
    pub suspects: Vec<Suspect>,
    /// What is worth telling besides.
    pub remarks: Vec<Bilingual>,
    /// The columns that were left out as it was asked: the letters of each and its heading.
    pub dropped: Vec<(String, String)>,
    /// The end of the ledger when it was asked what may be there already.
    pub(super) head: Position,
    /// The rows that name the columns.
    pub(super) header: (u32, u32),
    /// Headings of amounts whose unit another row names.
    pub(super) units: Vec<(Place, Scale)>,
}

impl Sifted {
    /// What stands against submitting what is good: bad rows that nobody takes back, rows of which nobody said whether they are there
    /// already, or that nothing is left.
    pub fn held_back(&self, taken_back: bool, chosen: Option<Duplicates>) -> Option<ImportFault> {
        if !self.bad.is_empty() && !taken_back {
            Some(ImportFault::BadRows { bad: self.bad.len() })
        } else if !self.suspects.is_empty() && chosen.is_none() {
            Some(ImportFault::Suspected { count: self.suspects.len() })
        } else if self.good.is_empty() {
            Some(ImportFault::NothingGood)
        } else {
            None
        }
    }
}

impl Upload {
    /// Reads the bytes of a file: a sheet by its name, or the first one that shows.
    pub fn read(name: &str, bytes: &[u8], sheet: Option<&str>) -> Result<Self, LedgerError> {
        let table = read(bytes, sheet).map_err(of_sheet)?;
        Ok(Self { name: name.to_owned(), sha256: Digest::of(bytes), table })
    }

    /// Refuses a file by its size alone, before it is read.
    pub fn weigh(bytes: u64) -> Result<(), LedgerError> {
        if usize::try_from(bytes).is_ok_and(|bytes| bytes <= FILE_BYTES_MAX) {
            return Ok(());
        }
        Err(of_sheet(SheetFault::TooLarge { bytes, most: FILE_BYTES_MAX }))
    }

    /// Whether there is more in it than is appended at once: it is then written while it is checked.
    pub fn is_large(&self) -> bool {
        Appending::is_many(self.table.rows.len())
    }

    /// The sheet that is read, where there are several, and those that are not.
    pub fn sheets(&self) -> (Option<&str>, &[String]) {
        (self.table.sheet.as_deref(), &self.table.others)
    }

    /// Checks every cell and every row against the declaration of a type, and then against the ledger.
    pub fn sift(&self, ledger: &Ledger, how: &Sifting) -> Result<Sifted, LedgerError> {
        let catalogue = ledger.catalogue();
        let kind = type_named(&catalogue, &how.kind)?;
        let declaration = catalogue.declaration(kind);
        let columns = Columns::of(declaration).map_err(LedgerError::Import)?;
        let wanted = meant::wanted(&columns, &how.meant).map_err(LedgerError::Import)?;
        let header = Header::find(&self.table, &wanted).map_err(of_sheet)?;
        check_twice(&header).map_err(LedgerError::Import)?;
        let mut told = meant::told(&header, &columns, &how.meant).map_err(LedgerError::Import)?;
        told.extend(check_header(&header, &columns, &how.drop).map_err(LedgerError::Import)?);
        // Of those that the type has not none is left that was not to be.
        let dropped = header.unread();
        let reading = Reading { declaration, columns: &columns, table: &self.table, header: &header };
        let (facts, blank) = reading.facts();
        if facts.is_empty() {
            return Err(LedgerError::Import(ImportFault::NoRows));
        }
        let money = |column| holds_money(declaration, &columns, &header, column);
        let mut remarks = remarks(&self.table, &header, &blank, money);
        remarks.extend(told);
        let read: Vec<Read<'_>> = facts.into_iter().map(|rows| reading.read(rows)).collect();
        let (mut good, mut bad) = tried(ledger, &reading, read, &how.options)?;
        bad.sort_by_key(|bad| bad.rows.first().copied());
        let head = ledger.head();
        let suspects = alike(ledger, kind, how, &mut good)?;
        let unit = header.unit.map(|(_, scale)| scale);
        let unnamed = header.columns.iter().filter(|named| named.scale.is_none() && money(named.column));
        let units = unnamed.filter_map(|named| Some((named.heading.place, unit?))).collect();
        let (kind, version, sheet) = (declaration.name.clone(), declaration.version, self.table.sheet.clone());
        Ok(Sifted { kind, version, sheet, good, bad, suspects, remarks, dropped, head, header: header.rows, units })
    }
}

/// What may be there already: kept with what it looks like, or left out, as it was asked.
fn alike(ledger: &Ledger, kind: TypeId, how: &Sifting, good: &mut Vec<Good>) -> Result<Vec<Suspect>, LedgerError> {
    let mut twins = Twins::of(ledger, kind, Position(0))?;
    how.waiting.iter().filter(|batch| batch.belongs_to(ledger).is_ok()).for_each(|batch| twins.wait(batch));
    let suspects = twins.find(good);
    let found: BTreeMap<&Vec<u32>, Twin> = suspects.iter().map(|suspect| (&suspect.rows, suspect.twin)).collect();
    match how.duplicates {
        None => {}
        Some(Duplicates::Drop) => good.retain(|good| !found.contains_key(&good.rows)),
        Some(Duplicates::Keep) => good.iter_mut().for_each(|good| good.kept = found.get(&good.rows).copied()),
    }
    Ok(suspects)
}

/// The type of a name.
pub(super) fn type_named(catalogue: &Catalogue, name: &str) -> Result<TypeId, LedgerError> {
    let found = Ledger::type_in(catalogue, name).and_then(|name| catalogue.type_id(&name).ok_or(None));
    found.map_err(|nearest| LedgerError::UnknownType { name: name.to_owned(), nearest })
}

fn of_sheet(fault: SheetFault) -> LedgerError {
    LedgerError::Import(ImportFault::Sheet(fault))
}

/// A column that stands twice.
fn check_twice(header: &Header) -> Result<(), ImportFault> {
    let twice =
        |twice: &Heading| ImportFault::ColumnTwice { place: twice.place.to_string(), heading: twice.text.clone() };
    header.twice.first().map_or(Ok(()), |own| Err(twice(own)))
}

/// Columns that are missing or too many; what was left out as it was asked is told.
fn check_header(header: &Header, columns: &Columns, drop: &[String]) -> Result<Option<Bilingual>, ImportFault> {
    let missing = |(wanted, _): &(usize, _)| header.column(*wanted).is_none();
    let required = columns.all.iter().enumerate().filter(|(_, asked)| asked.required).filter(missing);
    let names: Vec<String> = required.map(|(_, asked)| format!("{}（{}）", asked.label.zh, asked.name)).collect();
    if !names.is_empty() {
        return Err(ImportFault::ColumnsMissing { names, unread: header.unread() });
    }
    let letters = |column| Place::letters(column);
    let is =
        |name: &str, column, text: &str| name == letters(column) || (!text.is_empty() && folded(name) == folded(text));
    if let Some(name) = drop.iter().find(|name| !header.unknown.iter().any(|own| is(name, own.place.column, &own.text)))
    {
        return Err(ImportFault::NoColumn { name: name.clone(), offered: header.unread() });
    }
    let unasked = header.unknown.iter().filter(|own| !drop.iter().any(|name| is(name, own.place.column, &own.text)));
    let unasked: Vec<_> = unasked.map(|own| (letters(own.place.column), own.text.clone())).collect();
    if !unasked.is_empty() {
        return Err(ImportFault::ColumnsUnknown { columns: unasked });
    }
    let (zh, en) = (drop.join("、"), drop.join(", "));
    let told = Bilingual::new(&format!("按要求不读的列：{zh}"), &format!("left out as asked: {en}"));
    Ok(Some(told).filter(|_| !drop.is_empty()))
}

/// Whether a column holds amounts.
fn holds_money(declaration: &Declaration, columns: &Columns, header: &Header, column: u32) -> bool {
    let named = header.columns.iter().find(|named| named.column == column);
    let field = match named.and_then(|named| columns.all.get(named.wanted)).map(|asked| asked.part) {
        Some(Part::Field(field)) => declaration.fields.get(field),
        Some(Part::Inner(field, inner)) => declaration.fields.get(field).and_then(|field| match &field.kind {
            FieldKind::Rows { fields, .. } => fields.get(inner),
            _ => None,
        }),
        _ => None,
    };
    field.is_some_and(|field| matches!(field.kind, FieldKind::Text { format: Format::Amount, .. }))
}

/// Facts that read are tried as an append would be; the ledger's own refusals are told at their cells.
fn tried(
    ledger: &Ledger,
    reading: &Reading<'_>,
    read: Vec<Read<'_>>,
    options: &AppendOptions,
) -> Result<(Vec<Good>, Vec<Bad>), LedgerError> {
    let keys: Vec<String> = reading
        .declaration
        .natural_key
        .iter()
        .filter_map(|key| Some(reading.declaration.fields.get(*key)?.name.clone()))
        .collect();
    let options = AppendOptions { atomic: false, dry_run: true, preserve: false, ..options.clone() };
    let mut appending = Appending::new(ledger, options);
    let mut read = read;
    for one in read.iter_mut().filter(|one| one.troubles.is_empty()) {
        match Draft::parse(&one.line.to_string()) {
            Ok(draft) => appending.draft(first_row(one).into(), draft),
            Err(refusal) => {
                let place = reading.place(one, &refusal.field);
                let complaint = Complaint::of_refusal(&Refusal::Envelope(refusal));
                one.troubles.push(Trouble { place, heading: reading.heading(place.column), complaint });
            }
        }
    }
    let (_, rejected) = appending.finish()?;
    for refused in rejected {
        // Facts stand in the order of their rows.
        let at = read.binary_search_by_key(&refused.line, |one| first_row(one).into());
        let Some(one) = at.ok().and_then(|at| read.get_mut(at)) else { continue };
        let found = field_of(&refused.fault, reading.columns, &keys);
        let place = reading.place_of(one, found);
        let heading = if found.is_some() { reading.heading(place.column) } else { String::new() };
        one.troubles.push(Trouble { place, heading, complaint: refused.fault.complaint() });
    }
    let (bad, good): (Vec<Read<'_>>, Vec<Read<'_>>) = read.into_iter().partition(|one| !one.troubles.is_empty());
    let numbers = |one: &Read<'_>| one.rows.iter().map(|row| row.number).collect();
    let good = good.into_iter().map(|one| Good { rows: numbers(&one), line: one.line, kept: None });
    let bad = bad.into_iter().map(|one| Bad { rows: numbers(&one), troubles: one.troubles });
    Ok((good.collect(), bad.collect()))
}

fn first_row(read: &Read<'_>) -> u32 {
    read.rows.first().map_or(0, |row| row.number)
}
