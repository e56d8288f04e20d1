//! Facts in the words of their declarations: labels instead of field names, labels instead of words of a list.

use crate::event::{Catalogue, Field, FieldKind, Record, Slot, TypeId, Unit};
use crate::explain::link::{Links, plain};
use crate::explain::shown::Shown;
use crate::explain::{Count, Link, Spoken, Who};
use crate::position::{FactRef, Quantity};
use crate::timeline::Fact;
use crate::value::{Bilingual, Fen, Lang, Position, Uscc};
use std::sync::Arc;

/// A fact recorded more than so many days after it happened is flagged.
const LATE_AFTER_DAYS: i64 = 30;
/// Longer texts are cut in a summary; the event itself has the rest.
const SUMMARY_CHARACTERS: usize = 60;

/// Labelled values: `证书编号 GR202511000123`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fields(pub Vec<(Bilingual, Spoken)>);

/// A fact as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactWords {
    /// Which fact.
    pub fact: FactRef,
    /// What its type is called.
    pub title: Bilingual,
    /// Its main fields.
    pub fields: Fields,
    /// How it was recorded.
    pub record: Recorded,
}

/// What is worth knowing about how a fact was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recorded {
    /// So many days after it happened, where that is long.
    pub late_days: Option<i64>,
    /// So many corrections stand.
    pub corrections: usize,
    /// Where the last of them stands.
    pub corrected_by: Option<Position>,
}

impl Recorded {
    /// Reads it from a fact.
    pub fn of(fact: &Fact) -> Self {
        let corrected_by = fact.revisions.last().map(|revision| revision.position);
        let days = fact.recorded_at.day().days_since(fact.day);
        Self { late_days: (days > LATE_AFTER_DAYS).then_some(days), corrections: fact.revisions.len(), corrected_by }
    }
}

impl FactWords {
    /// The fields that name the document of a fact, or all of them when none does.
    pub(super) fn of(catalogue: &Catalogue, fact: &Fact) -> Self {
        Self {
            fact: FactRef::of(fact),
            title: catalogue.declaration(fact.kind).title.clone(),
            fields: Fields::of_record(catalogue, fact.kind, &fact.record),
            record: Recorded::of(fact),
        }
    }
}

impl Fields {
    /// Every field that is given, except the subject's own code, which the page already names, and what is sealed.
    pub(super) fn of_record(catalogue: &Catalogue, kind: TypeId, record: &Record) -> Self {
        let declaration = catalogue.declaration(kind);
        let fields = declaration.fields.iter().enumerate();
        // The page names the subject, and the line the day.
        // A remark in reference data is the compiler's, in the language it was written in; source and grade stand beside.
        let reference = catalogue.field(kind, "uscc").is_none();
        let shown = fields.filter(|(index, field)| {
            let remark = reference && field.name == "note";
            field.name != "uscc" && declaration.occurred_on != Some(*index) && !field.personal && !remark
        });
        let named = |(index, field): (usize, &Field)| Some((field.title.clone(), spoken(field, record.get(index))?));
        Self(shown.filter_map(named).collect())
    }

    /// The fields that name the document: `证书编号 GR202511000123`.
    pub(super) fn naming(catalogue: &Catalogue, fact: &Fact) -> Self {
        let declaration = catalogue.declaration(fact.kind);
        let named = |index: &usize| {
            let field = declaration.fields.get(*index).filter(|field| field.name != "uscc" && !field.personal)?;
            Some((field.title.clone(), spoken(field, fact.record.get(*index))?))
        };
        Self(declaration.natural_key.iter().filter_map(named).collect())
    }
}

/// The value of a slot in the words of its field; none when it was not given.
pub(super) fn spoken(field: &Field, slot: &Slot) -> Option<Spoken> {
    Some(match slot {
        Slot::Absent => return None,
        Slot::Text(text) => word(field, text),
        Slot::Whole(number) => Spoken::Whole(*number, field.unit),
        Slot::Flag(flag) => Spoken::Flag(*flag),
        Slot::Money(amount) => Spoken::Money(*amount),
        Slot::Percent(ratio) => Spoken::Percent(**ratio),
        Slot::Day(day) => Spoken::Day(*day),
        Slot::Period(period) => Spoken::Period(*period),
        Slot::Code(code) => Spoken::Who(Who { name: None, code: *code }),
        Slot::Standard(number) => Spoken::Text(number.as_str().into()),
        Slot::Id(id) => Spoken::Text(id.to_string().into()),
        Slot::Digest(digest) => Spoken::Text(digest.short().into()),
        Slot::Rows(rows) => rows_spoken(field, rows),
    })
}

/// Rows by their number and, for each of their amounts, the sum.
fn rows_spoken(field: &Field, rows: &[Record]) -> Spoken {
    let FieldKind::Rows { fields, .. } = &field.kind else { return Spoken::Rows(rows.len(), Fields::default()) };
    let sums = fields.iter().enumerate().filter_map(|(index, field)| {
        let amounts: Vec<Fen> = rows.iter().filter_map(|row| row.get(index).money()).collect();
        (!amounts.is_empty()).then(|| (field.title.clone(), Spoken::Money(amounts.into_iter().sum())))
    });
    Spoken::Rows(rows.len(), Fields(sums.collect()))
}

/// The row of a list that names a subject, in words.
pub(super) fn own_row(catalogue: &Catalogue, kind: TypeId, record: &Record, subject: Uscc) -> Option<Fields> {
    let declared = catalogue.declaration(kind).fields.iter().enumerate();
    let mut lists = declared.filter_map(|(index, field)| match &field.kind {
        FieldKind::Rows { fields, .. } => Some((fields, record.get(index).rows())),
        FieldKind::Text { .. } | FieldKind::Choice(_) | FieldKind::Whole { .. } | FieldKind::Flag | FieldKind::Raw => {
            None
        }
    });
    lists.find_map(|(fields, rows)| {
        let own = |row: &&Record| row.slots().iter().any(|slot| slot.code() == Some(subject));
        let row = rows.iter().find(own)?;
        let named = |(index, field): (usize, &Field)| {
            let slot = row.get(index);
            let told = slot.code().is_none() && !field.personal;
            Some((field.title.clone(), spoken(field, slot)?)).filter(|_| told)
        };
        Some(Fields(fields.iter().enumerate().filter_map(named).collect()))
    })
}

/// A text of a field: the label where the field is a closed list.
pub(super) fn word(field: &Field, text: &Arc<str>) -> Spoken {
    label(field, text).map_or_else(|| Spoken::Text(short(text)), Spoken::Words)
}

/// The label of a word of a closed list.
pub(super) fn label(field: &Field, text: &str) -> Option<Bilingual> {
    let FieldKind::Choice(words) = &field.kind else { return None };
    words.iter().find(|(word, _)| word == text).map(|(_, label)| label.clone())
}

/// A measure's value, with the field it was read from where there is one.
pub(super) fn quantity(value: &Quantity, field: Option<&Field>) -> Spoken {
    match value {
        Quantity::Money(amount) => Spoken::Money(*amount),
        Quantity::Exact(amount) => Spoken::Exact(*amount),
        Quantity::Percent(ratio) => Spoken::Percent(*ratio),
        Quantity::Whole(number) => {
            Spoken::Whole(*number, field.and_then(|field| field.unit).filter(|unit| says_itself(*unit)))
        }
        Quantity::Day(day) => Spoken::Day(*day),
        Quantity::Flag(flag) => Spoken::Flag(*flag),
        Quantity::Text(text) => match field {
            Some(field) => word(field, text),
            None => Spoken::Text(Arc::clone(text)),
        },
    }
}

fn says_itself(unit: Unit) -> bool {
    matches!(unit, Unit::Day | Unit::SquareMetre)
}

fn short(text: &Arc<str>) -> Arc<str> {
    if text.chars().count() <= SUMMARY_CHARACTERS {
        return Arc::clone(text);
    }
    let cut: String = text.chars().take(SUMMARY_CHARACTERS).collect();
    format!("{}…", cut.trim_end()).into()
}

fn in_line(said: &[String], lang: Lang) -> String {
    said.join(match lang {
        Lang::Zh => "，",
        Lang::En => ", ",
    })
}

impl Shown for Fields {
    fn show(&self, lang: Lang) -> String {
        let said = |(label, value): &(Bilingual, Spoken)| format!("{} {}", label.get(lang), value.show(lang));
        in_line(&self.0.iter().map(said).collect::<Vec<_>>(), lang)
    }

    fn tell(&self, lang: Lang, links: &mut Links) -> String {
        let told = |(label, value): &(Bilingual, Spoken)| {
            let value = value.tell(lang, links);
            format!("{} {value}", plain(label.get(lang)))
        };
        in_line(&self.0.iter().map(told).collect::<Vec<_>>(), lang)
    }

    fn amounts(&self, found: &mut Vec<Fen>) {
        for (_, value) in &self.0 {
            value.amounts(found);
        }
    }
}

/// How a fact was recorded; the event in words as it is to be shown.
fn recorded(record: &Recorded, lang: Lang, show: &mut dyn FnMut(Position) -> String) -> String {
    let mut said = Vec::new();
    if let Some(days) = record.late_days {
        said.push(match lang {
            Lang::Zh => format!("发生后 {days} 天才记录"),
            Lang::En => format!("recorded {} after it happened", Count::days(days).show(lang)),
        });
    }
    if let Some(last) = record.corrected_by {
        let (count, last) = (record.corrections, show(last));
        said.push(match (lang, count) {
            (Lang::Zh, 1) => format!("已由 {last} 更正"),
            (Lang::Zh, _) => format!("更正 {count} 次，最近 {last}"),
            (Lang::En, 1) => format!("corrected by {last}"),
            (Lang::En, _) => format!("corrected {count} times, last by {last}"),
        });
    }
    in_line(&said, lang)
}

impl Shown for Recorded {
    fn show(&self, lang: Lang) -> String {
        recorded(self, lang, &mut |place| place.show(lang))
    }

    fn tell(&self, lang: Lang, links: &mut Links) -> String {
        recorded(self, lang, &mut |place| links.mark(&place.show(lang), Link::Event(place)))
    }
}

impl FactWords {
    /// The sentence around its parts, which are in words already.
    fn sentence(&self, lang: Lang, [fields, fact, record]: [String; 3]) -> String {
        let (day, title) = (self.fact.day, self.title.get(lang));
        let record = match (record.is_empty(), lang) {
            (true, _) => record,
            (false, Lang::Zh) => format!("（{record}）"),
            (false, Lang::En) => format!(" ({record})"),
        };
        match (fields.is_empty(), lang) {
            (true, Lang::Zh) => format!("{day}　{title}　{fact}{record}"),
            (false, Lang::Zh) => format!("{day}　{title}：{fields}　{fact}{record}"),
            (true, Lang::En) => format!("{day}  {title}, {fact}{record}"),
            (false, Lang::En) => format!("{day}  {title}: {fields}, {fact}{record}"),
        }
    }
}

impl Shown for FactWords {
    fn show(&self, lang: Lang) -> String {
        self.sentence(lang, [self.fields.show(lang), self.fact.show(lang), self.record.show(lang)])
    }

    fn tell(&self, lang: Lang, links: &mut Links) -> String {
        let parts = [self.fields.tell(lang, links), self.fact.tell(lang, links), self.record.tell(lang, links)];
        self.sentence(lang, parts)
    }

    fn facts(&self, found: &mut Vec<FactRef>) {
        found.push(self.fact);
    }

    fn amounts(&self, found: &mut Vec<Fen>) {
        self.fields.amounts(found);
    }
}
