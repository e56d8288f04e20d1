//! From rows to bodies. A fact with a list stands in several rows: each has one row of the list, and the other columns are
//! repeated or left blank (decision 0020).

use super::columns::{Asked, Columns, Part};
use super::trouble::Trouble;
use super::value::{of_day, of_digest, of_field, of_words};
use crate::event::{BodyFault, BodyRefusal, Declaration, FieldKind, Refusal};
use crate::explain::Complaint;
use crate::sheet::{CellFault, Content, Header, Place, Row, Scale, Table};
use serde_json::{Map, Value, json};

/// So long a remark may be: who brought it in is written behind it.
const NOTE_LETTERS: u64 = 1500;

/// What rows are read with.
pub(super) struct Reading<'a> {
    pub(super) declaration: &'a Declaration,
    pub(super) columns: &'a Columns,
    pub(super) table: &'a Table,
    pub(super) header: &'a Header,
}

/// A fact as it was read.
pub(super) struct Read<'t> {
    pub(super) rows: Vec<&'t Row>,
    /// The envelope as an append takes it.
    pub(super) line: Value,
    /// The row of each element of the list.
    elements: Vec<usize>,
    pub(super) troubles: Vec<Trouble>,
}

impl<'a> Reading<'a> {
    /// The facts of the table, each with its rows, and the rows with nothing in a column that is read.
    pub(super) fn facts(&self) -> (Vec<Vec<&'a Row>>, Vec<u32>) {
        let (mut facts, mut blank): (Vec<Vec<&'a Row>>, Vec<u32>) = (Vec::new(), Vec::new());
        for row in self.header.facts(self.table) {
            if self.is_blank(row, |part| part != Part::Reason) {
                blank.push(row.number);
                continue;
            }
            match facts.last_mut() {
                Some(fact) if self.goes_on(fact, row) => fact.push(row),
                _ => facts.push(vec![row]),
            }
        }
        (facts, blank)
    }

    /// Whether a row belongs to the fact above: it has a list, and the row names the same document or nothing outside the list.
    fn goes_on(&self, fact: &[&Row], row: &Row) -> bool {
        let in_list = |part| matches!(part, Part::Inner(..));
        if !self.header.columns.iter().any(|named| self.part(named.wanted).is_some_and(in_list)) {
            return false;
        }
        if self.is_blank(row, |part| !in_list(part) && part != Part::Reason) {
            return true;
        }
        let Some(first) = fact.first() else { return false };
        let keys = self.declaration.natural_key.iter().map(|field| self.column(Part::Field(*field)));
        let keys: Vec<u32> = keys.flatten().collect();
        !keys.is_empty() && keys.iter().all(|column| row.at(*column).is_some() && row.at(*column) == first.at(*column))
    }

    fn is_blank(&self, row: &Row, of: impl Fn(Part) -> bool) -> bool {
        let read = self.header.columns.iter().filter(|named| self.part(named.wanted).is_some_and(&of));
        !read.map(|named| named.column).any(|column| row.at(column).is_some())
    }

    fn asked(&self, wanted: usize) -> Option<&Asked> {
        self.columns.all.get(wanted)
    }

    fn part(&self, wanted: usize) -> Option<Part> {
        self.asked(wanted).map(|asked| asked.part)
    }

    fn column(&self, part: Part) -> Option<u32> {
        self.header.columns.iter().find(|named| self.part(named.wanted) == Some(part)).map(|named| named.column)
    }

    /// The unit of money of a column: its own, or that of the table.
    fn scale(&self, column: u32) -> Scale {
        let named = self.header.columns.iter().find(|named| named.column == column);
        let own = named.and_then(|named| named.scale);
        own.or(self.header.unit.map(|(_, scale)| scale)).unwrap_or(Scale::One)
    }

    /// Reads the rows of a fact.
    pub(super) fn read(&self, rows: Vec<&'a Row>) -> Read<'a> {
        let mut read = Read { rows, line: Value::Null, elements: Vec::new(), troubles: Vec::new() };
        let mut data = Map::new();
        let mut envelope = Map::new();
        let mut evidence: Vec<Map<String, Value>> = Vec::new();
        for named in &self.header.columns {
            let Some(asked) = self.asked(named.wanted) else { continue };
            let value = match asked.part {
                Part::Inner(..) | Part::Reason => continue,
                Part::Field(_) | Part::Day | Part::Title(_) | Part::Digest(_) | Part::Note => {
                    self.cell(&mut read, named.column, asked.part)
                }
            };
            let Some(value) = value else { continue };
            match asked.part {
                Part::Field(_) => drop(data.insert(asked.name.clone(), value)),
                Part::Title(number) => put(&mut evidence, number, "title", value),
                Part::Digest(number) => put(&mut evidence, number, "sha256", value),
                Part::Day | Part::Note => drop(envelope.insert(asked.name.clone(), value)),
                Part::Inner(..) | Part::Reason => {}
            }
        }
        for (number, field) in self.declaration.fields.iter().enumerate() {
            if let FieldKind::Rows { .. } = field.kind {
                let list = self.list(&mut read, number);
                if field.required || !list.is_empty() {
                    data.insert(field.name.clone(), Value::Array(list));
                }
            }
        }
        self.find_faults(&mut read, &data);
        evidence.retain(|one| !one.is_empty());
        envelope.insert("type".to_owned(), json!(self.declaration.name.as_str()));
        envelope.insert("version".to_owned(), json!(self.declaration.version));
        envelope.insert("data".to_owned(), Value::Object(data));
        if !evidence.is_empty() {
            envelope.insert("evidence".to_owned(), json!(evidence));
        }
        read.line = Value::Object(envelope);
        read.troubles.sort_by_key(|trouble| trouble.place);
        read
    }

    /// A cell of the first row; the same column below says the same, or nothing.
    fn cell(&self, read: &mut Read<'a>, column: u32, part: Part) -> Option<Value> {
        let rows = read.rows.clone();
        let (first, others) = rows.split_first()?;
        for row in others {
            let differs = row.at(column).filter(|content| Some(*content) != first.at(column));
            if let Some(content) = differs {
                let fault = CellFault::Differs { shown: content.to_string(), above: first.number };
                self.tell(read, row.place(column), &fault);
            }
        }
        self.value(read, first, column, part)
    }

    fn value(&self, read: &mut Read<'a>, row: &Row, column: u32, part: Part) -> Option<Value> {
        let place = row.place(column);
        if let Some(area) = self.table.area(place) {
            self.tell(read, place, &CellFault::Merged { area: area.to_string() });
            return None;
        }
        match self.of(part, row.at(column)?, column) {
            Ok(value) => value,
            Err(fault) => {
                self.tell(read, place, &fault);
                None
            }
        }
    }

    fn of(&self, part: Part, content: &Content, column: u32) -> Result<Option<Value>, CellFault> {
        let field = |field: usize| self.declaration.fields.get(field);
        match part {
            Part::Field(number) => field(number).map_or(Ok(None), |field| of_field(field, content, self.scale(column))),
            Part::Inner(number, inner) => {
                let inner = field(number).and_then(|field| match &field.kind {
                    FieldKind::Rows { fields, .. } => fields.get(inner),
                    _ => None,
                });
                inner.map_or(Ok(None), |inner| of_field(inner, content, self.scale(column)))
            }
            Part::Day => of_day(content),
            Part::Title(_) => of_words(content, false),
            Part::Digest(_) => of_digest(content),
            Part::Note => of_words(content, true),
            Part::Reason => Ok(None),
        }
    }

    /// The rows of a list.
    fn list(&self, read: &mut Read<'a>, field: usize) -> Vec<Value> {
        let mut list = Vec::new();
        for (number, row) in read.rows.clone().into_iter().enumerate() {
            if self.is_blank(row, |part| matches!(part, Part::Inner(own, _) if own == field)) {
                continue;
            }
            let mut element = Map::new();
            for named in &self.header.columns {
                let Some(asked) = self.asked(named.wanted) else { continue };
                if !matches!(asked.part, Part::Inner(own, _) if own == field) {
                    continue;
                }
                let name = asked.name.rsplit('.').next().unwrap_or_default().to_owned();
                element.extend(self.value(read, row, named.column, asked.part).map(|value| (name, value)));
            }
            list.push(Value::Object(element));
            read.elements.push(number);
        }
        list
    }

    /// What the declaration holds against the fields, where the cell itself is not told of already.
    fn find_faults(&self, read: &mut Read<'a>, data: &Map<String, Value>) {
        for refusal in self.declaration.faults(data) {
            let place = self.place(read, &refusal.field);
            let told = |trouble: &Trouble| trouble.place == place;
            if !read.troubles.iter().any(told) {
                let heading = self.heading(place.column);
                let complaint = Complaint::of_refusal(&Refusal::Body(refusal));
                read.troubles.push(Trouble { place, heading, complaint });
            }
        }
        let note =
            self.column(Part::Note).and_then(|column| read.rows.first().map(|row| (row.place(column), row.at(column))));
        if let Some((place, Some(Content::Text(text)))) = note
            && text.chars().count() > usize::try_from(NOTE_LETTERS).unwrap_or(usize::MAX)
        {
            let refusal = BodyRefusal { field: "note".to_owned(), fault: BodyFault::TooLong { most: NOTE_LETTERS } };
            let complaint = Complaint::of_refusal(&Refusal::Body(refusal));
            read.troubles.push(Trouble { place, heading: self.heading(place.column), complaint });
        }
    }

    /// Where a fault lies that speaks of a path in the envelope.
    pub(super) fn place(&self, read: &Read<'_>, path: &str) -> Place {
        let found = self.columns.at_path(path).or_else(|| {
            let list = self.declaration.field(path.strip_prefix("data.").unwrap_or(path))?;
            Some((self.columns.of_list(list)?, None))
        });
        self.place_of(read, found)
    }

    /// The place of a column, and of a row of the list; the first cell of the fact where that is not known.
    pub(super) fn place_of(&self, read: &Read<'_>, found: Option<(usize, Option<usize>)>) -> Place {
        let first = self.header.columns.iter().map(|named| named.column).min().unwrap_or_default();
        let column = found.and_then(|(wanted, _)| self.header.column(wanted)).map_or(first, |named| named.column);
        let element = found.and_then(|(_, element)| element).and_then(|element| read.elements.get(element).copied());
        let row = read.rows.get(element.unwrap_or_default()).or(read.rows.first()).map_or(0, |row| row.number);
        Place { row, column }
    }

    pub(super) fn heading(&self, column: u32) -> String {
        let named = self.header.columns.iter().find(|named| named.column == column);
        named.map(|named| named.heading.text.clone()).unwrap_or_default()
    }

    fn tell(&self, read: &mut Read<'_>, place: Place, fault: &CellFault) {
        let heading = self.heading(place.column);
        read.troubles.push(Trouble { place, heading, complaint: crate::ledger::complain::cell_complaint(fault) });
    }
}

fn put(evidence: &mut Vec<Map<String, Value>>, number: usize, name: &str, value: Value) {
    if evidence.len() <= number {
        evidence.resize(number.saturating_add(1), Map::new());
    }
    if let Some(one) = evidence.get_mut(number) {
        one.insert(name.to_owned(), value);
    }
}
