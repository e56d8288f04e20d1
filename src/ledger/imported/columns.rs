//! The columns that a type asks for, from its declaration.

use super::fault::ImportFault;
use crate::event::{Declaration, Field, FieldKind};
use crate::sheet::Wanted;
use crate::value::Bilingual;

/// What one column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A field of the body.
    Field(usize),
    /// A field of the rows within a field.
    Inner(usize, usize),
    /// The day it happened.
    Day,
    /// What a document is called, and its digest.
    Title(usize),
    Digest(usize),
    /// A remark.
    Note,
    /// Why the row came back the last time: not read.
    Reason,
}

/// The columns of a type.
pub(super) struct Columns {
    pub(super) all: Vec<Asked>,
}

/// A column that is asked for.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) part: Part,
    /// Its stable name.
    pub(super) name: String,
    pub(super) label: Bilingual,
    /// Without this column no row is whole.
    pub(super) required: bool,
    /// Another name of it that no other column has.
    short: Option<Bilingual>,
}

/// The heading of the reasons.
pub(super) fn reason() -> Bilingual {
    Bilingual::new("退回原因", "Reason for return")
}

impl Columns {
    /// Of a type whose body is flat, but for rows of flat fields.
    pub(super) fn of(declaration: &Declaration) -> Result<Self, ImportFault> {
        let mut all = Vec::new();
        for (number, field) in declaration.fields.iter().enumerate() {
            match &field.kind {
                FieldKind::Raw => return Err(ImportFault::NotByTable { kind: declaration.name.clone() }),
                FieldKind::Rows { fields, least, .. } => {
                    let must = field.required && *least > 0;
                    let inner = |(inner, own): (usize, &Field)| Asked::inner((number, field), (inner, own), must);
                    all.extend(fields.iter().enumerate().map(inner));
                }
                FieldKind::Text { .. } | FieldKind::Choice(_) | FieldKind::Whole { .. } | FieldKind::Flag => {
                    all.push(Asked::new(Part::Field(number), &field.name, field.title.clone(), field.required));
                }
            }
        }
        let dayless = declaration.occurred_on.is_none();
        if !all.iter().any(|asked| asked.name == "occurred_on") {
            all.push(Asked::new(Part::Day, "occurred_on", Bilingual::new("发生日", "Day it happened"), dayless));
        }
        for number in 0..declaration.evidence.len().max(1) {
            let must = declaration.evidence.get(number).is_some_and(|evidence| evidence.required);
            let shown = number.saturating_add(1);
            let title = Bilingual::new(&format!("材料{shown}名称"), &format!("Document {shown} title"));
            let digest = Bilingual::new(&format!("材料{shown}摘要（SHA-256）"), &format!("Document {shown} SHA-256"));
            all.push(Asked::new(Part::Title(number), &format!("evidence[{number}].title"), title, must));
            all.push(Asked::new(Part::Digest(number), &format!("evidence[{number}].sha256"), digest, must));
        }
        if !all.iter().any(|asked| asked.name == "note") {
            all.push(Asked::new(Part::Note, "note", Bilingual::new("备注", "Remark"), false));
        }
        all.push(Asked::new(Part::Reason, "import.reason", reason(), false));
        Ok(Self { all }.without_doubles())
    }

    /// What the header is searched for.
    pub(super) fn wanted(&self) -> Vec<Wanted> {
        let labels = |asked: &Asked| {
            let short = asked.short.iter().flat_map(|short| [short.zh.to_string(), short.en.to_string()]);
            [asked.label.zh.to_string(), asked.label.en.to_string()].into_iter().chain(short).collect()
        };
        self.all
            .iter()
            .map(|asked| Wanted { name: asked.name.clone(), labels: labels(asked), meant: Vec::new() })
            .collect()
    }

    /// The number of a column by the path of a fault in it, such as `units[1].rank`, and the row of the list it speaks of.
    pub(super) fn at_path(&self, path: &str) -> Option<(usize, Option<usize>)> {
        let path = path.strip_prefix("data.").unwrap_or(path);
        let named = |name: &str| self.all.iter().position(|asked| asked.name == name);
        if let Some(found) = named(path) {
            return Some((found, None));
        }
        let (list, rest) = path.split_once('[')?;
        let (number, inner) = rest.split_once(']').unwrap_or(("", ""));
        let first = || self.all.iter().position(|asked| asked.name.starts_with(&format!("{list}[]")));
        let found = inner.strip_prefix('.').and_then(|inner| named(&format!("{list}[].{inner}"))).or_else(first)?;
        Some((found, number.parse().ok()))
    }

    /// The first column of a list.
    pub(super) fn of_list(&self, field: usize) -> Option<usize> {
        self.all.iter().position(|asked| matches!(asked.part, Part::Inner(own, _) if own == field))
    }

    /// A field of a row may go by its own name where nothing else is called so.
    fn without_doubles(mut self) -> Self {
        let labels: Vec<Bilingual> = self.all.iter().map(|asked| asked.label.clone()).collect();
        let shorts: Vec<Option<Bilingual>> = self.all.iter().map(|asked| asked.short.clone()).collect();
        for (at, asked) in self.all.iter_mut().enumerate() {
            let Some(short) = &asked.short else { continue };
            let same = |other: &Bilingual| other.zh == short.zh || other.en == short.en;
            let others = shorts.iter().enumerate().filter(|(other, _)| *other != at);
            if labels.iter().any(same) || others.filter_map(|(_, other)| other.as_ref()).any(same) {
                asked.short = None;
            }
        }
        self
    }
}

impl Asked {
    fn new(part: Part, name: &str, label: Bilingual, required: bool) -> Self {
        Self { part, name: name.to_owned(), label, required, short: None }
    }

    fn inner((number, list): (usize, &Field), (inner, own): (usize, &Field), must: bool) -> Self {
        let zh = format!("{}·{}", list.title.zh, own.title.zh);
        let en = format!("{}: {}", list.title.en, own.title.en);
        Self {
            part: Part::Inner(number, inner),
            name: format!("{}[].{}", list.name, own.name),
            label: Bilingual::new(&zh, &en),
            required: must && own.required,
            short: Some(own.title.clone()),
        }
    }
}
