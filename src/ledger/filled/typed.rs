//! What somebody typed into a form, read field by field: whoever mends a form wants to mend it once.

use super::blank::{Ask, Blank, Holds};
use crate::event::{BodyFault, BodyRefusal, Catalogue, Declaration, Field, FieldKind, Refusal};
use crate::explain::Complaint;
use crate::ledger::complain::cell_complaint;
use crate::ledger::imported::{of_day, of_digest, of_field, of_words};
use crate::sheet::{CellFault, Content, Scale};
use serde_json::{Map, Value, json};

/// A list has at most so many rows in a form.
const ROWS: usize = 200;
/// So many empty rows a list begins with.
const EMPTY: usize = 1;

/// What was typed, by the places of a form. What is blank is not there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed {
    pairs: Vec<(String, String)>,
    /// Of a list, so many rows are shown.
    rows: Vec<(String, usize)>,
}

/// Something that is wrong, at its place.
#[derive(Debug, Clone)]
pub struct Wrong {
    /// The place in the form; none where all of it is meant.
    pub path: Option<String>,
    /// What is wrong and what to do.
    pub complaint: Complaint,
}

/// The line that a form comes to.
#[derive(Debug)]
pub struct Written {
    /// The event, as an append takes it.
    pub line: Value,
    /// What is wrong with single fields.
    pub wrong: Vec<Wrong>,
}

impl Typed {
    /// Of pairs of a place and what was typed there; `rows:PATH` says how many rows of a list were shown.
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        let (counts, pairs): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(name, _)| name.starts_with("rows:"));
        let count = |(name, value): (String, String)| {
            let path = name.strip_prefix("rows:")?.to_owned();
            Some((path, value.parse::<usize>().ok()?.min(ROWS)))
        };
        let pairs = pairs.into_iter().map(|(name, value)| (name, value.replace("\r\n", "\n"))).collect();
        Self { pairs, rows: counts.into_iter().filter_map(count).collect() }
    }

    /// What was typed at a place.
    pub fn at(&self, path: &str) -> Option<&str> {
        self.pairs.iter().find(|(own, _)| own == path).map(|(_, value)| value.as_str())
    }

    /// All that was typed.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(path, value)| (path.as_str(), value.as_str()))
    }

    /// How many rows of a list are shown.
    pub fn rows(&self, path: &str, least: u64) -> usize {
        let told = self.rows.iter().find(|(own, _)| own == path).map(|(_, rows)| *rows);
        told.unwrap_or_else(|| usize::try_from(least).unwrap_or(ROWS).clamp(EMPTY, ROWS))
    }

    /// The same with another row of a list.
    #[must_use]
    pub fn with_row(mut self, path: &str, least: u64) -> Self {
        let rows = self.rows(path, least).saturating_add(1).min(ROWS);
        self.rows.retain(|(own, _)| own != path);
        self.rows.push((path.to_owned(), rows));
        self
    }

    /// The rows of a list without those in which nothing was typed, each with its number in the form.
    fn filled(&self, path: &str, asks: &[Ask], least: u64) -> Vec<usize> {
        let has = |row: &usize| asks.iter().any(|ask| self.at(&ask.at(*row)).is_some());
        (0..self.rows(path, least)).filter(has).collect()
    }

    /// The line that it comes to, with everything that is wrong with single fields.
    pub fn written(&self, blank: &Blank, catalogue: &Catalogue) -> Option<Written> {
        let declaration = catalogue.type_id(&blank.name).map(|id| catalogue.declaration(id))?;
        let mut writing = Writing { typed: self, wrong: Vec::new(), shown: Vec::new() };
        let mut data = Map::new();
        let mut line = Map::new();
        line.insert("type".to_owned(), json!(declaration.name.as_str()));
        for ask in &blank.asks {
            match ask.path.strip_prefix("data.") {
                Some(name) => {
                    let field = declaration.fields.iter().find(|field| field.name == name)?;
                    data.extend(writing.field(ask, field).map(|value| (name.to_owned(), value)));
                }
                None => line.extend(writing.envelope(ask).map(|value| (ask.path.clone(), value))),
            }
        }
        writing.faults(declaration, &data);
        line.insert("data".to_owned(), Value::Object(data));
        Some(Written { line: Value::Object(line), wrong: writing.wrong })
    }
}

struct Writing<'t> {
    typed: &'t Typed,
    wrong: Vec<Wrong>,
    /// Of each list, the numbers that its rows have in the form.
    shown: Vec<(String, Vec<usize>)>,
}

impl Writing<'_> {
    fn take(&mut self, path: String, value: Result<Option<Value>, CellFault>) -> Option<Value> {
        value.unwrap_or_else(|fault| {
            self.wrong.push(Wrong { path: Some(path), complaint: cell_complaint(&fault) });
            None
        })
    }

    fn field(&mut self, ask: &Ask, field: &Field) -> Option<Value> {
        match (&ask.holds, &field.kind) {
            (Holds::Rows(asks, least, _), FieldKind::Rows { fields, .. }) => {
                let rows = self.typed.filled(&ask.path, asks, *least);
                let list: Vec<Value> = rows.iter().map(|row| self.row(asks, fields, *row)).collect();
                self.shown.push((ask.path.clone(), rows));
                (ask.required || !list.is_empty()).then_some(Value::Array(list))
            }
            (Holds::Object, _) => {
                let text = self.typed.at(&ask.path)?;
                let object = serde_json::from_str::<Value>(text).ok().filter(Value::is_object);
                if object.is_none() {
                    self.wrong.push(refused(&ask.path, BodyFault::WrongType { expected: "object" }));
                }
                object
            }
            _ => self.scalar(field, ask.path.clone()),
        }
    }

    fn scalar(&mut self, field: &Field, path: String) -> Option<Value> {
        let content = Content::Text(self.typed.at(&path)?.into());
        self.take(path, of_field(field, &content, Scale::One))
    }

    fn row(&mut self, asks: &[Ask], fields: &[Field], row: usize) -> Value {
        let values = asks.iter().zip(fields).filter_map(|(ask, field)| {
            let value = self.scalar(field, ask.at(row))?;
            Some((field.name.clone(), value))
        });
        Value::Object(values.collect())
    }

    /// What stands beside the body: the day, the documents, a remark.
    fn envelope(&mut self, ask: &Ask) -> Option<Value> {
        if let Holds::Rows(asks, least, _) = &ask.holds {
            let rows = self.typed.filled(&ask.path, asks, *least);
            let list: Vec<Value> = rows.iter().map(|row| self.paper(asks, *row)).collect();
            return (!list.is_empty()).then_some(Value::Array(list));
        }
        let content = Content::Text(self.typed.at(&ask.path)?.into());
        let value = if ask.holds == Holds::Day { of_day(&content) } else { of_words(&content, true) };
        self.take(ask.path.clone(), value)
    }

    fn paper(&mut self, asks: &[Ask], row: usize) -> Value {
        let mut paper = Map::new();
        for ask in asks {
            let (path, name) = (ask.at(row), ask.path.rsplit('.').next().unwrap_or_default());
            match self.typed.at(&path) {
                Some(text) => {
                    let content = Content::Text(text.into());
                    let value = if name == "sha256" { of_digest(&content) } else { of_words(&content, false) };
                    let value = value.map(|value| value.filter(|value| name != "sha256" || is_digest(value)));
                    if matches!(value, Ok(None)) {
                        self.wrong.push(refused(&path, BodyFault::BadDigest));
                    }
                    paper.extend(self.take(path, value).map(|value| (name.to_owned(), value)));
                }
                None if ask.required => {
                    self.wrong.push(refused(&path, BodyFault::Missing));
                }
                None => {}
            }
        }
        Value::Object(paper)
    }

    /// What the declaration says of the body, where nothing was said of the field before.
    fn faults(&mut self, declaration: &Declaration, data: &Map<String, Value>) {
        for refusal in declaration.faults(data) {
            let path = self.in_form(&format!("data.{}", refusal.field));
            if !self.wrong.iter().any(|wrong| wrong.path.as_ref() == Some(&path)) {
                let complaint = Complaint::of_refusal(&Refusal::Body(refusal));
                self.wrong.push(Wrong { path: Some(path), complaint });
            }
        }
    }

    /// The place in the form of a place in the event: blank rows are not in the event.
    fn in_form(&self, path: &str) -> String {
        let inner = || {
            let (list, rest) = path.split_once('[')?;
            let (number, inner) = rest.split_once(']')?;
            let (_, rows) = self.shown.iter().find(|(own, _)| own == list)?;
            Some(format!("{list}[{}]{inner}", rows.get(number.parse::<usize>().ok()?)?))
        };
        inner().unwrap_or_else(|| path.to_owned())
    }
}

fn is_digest(value: &Value) -> bool {
    value.as_str().and_then(crate::value::Digest::parse).is_some()
}

/// What is wrong, in the words that a body is refused with.
fn refused(path: &str, fault: BodyFault) -> Wrong {
    let field = path.strip_prefix("data.").unwrap_or(path).to_owned();
    let complaint = Complaint::of_refusal(&Refusal::Body(BodyRefusal { field, fault }));
    Wrong { path: Some(path.to_owned()), complaint }
}
