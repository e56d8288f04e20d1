//! What the ledger says of a form: the road of an append, and what would be added.

use super::blank::Blank;
use super::typed::{Typed, Written, Wrong};
use crate::event::{BodyRefusal, Catalogue, Known, Refusal};
use crate::explain::Complaint;
use crate::ledger::append::{AppendOptions, Appending};
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::ledger::service::Ledger;
use crate::store::ReadOptions;
use crate::value::{Bilingual, EventId, Tag, TypeName};

/// What a form came to when it was tried.
#[derive(Debug)]
pub struct Tried {
    /// The event, as an append takes it.
    pub line: String,
    /// The day it would be dated.
    pub day: String,
    /// The tags it would have.
    pub tags: Vec<Tag>,
    /// What is wrong.
    pub wrong: Vec<Wrong>,
    /// Whether a guard alone stands against it, so that a reason would have it recorded.
    pub guarded: bool,
}

impl Ledger {
    /// What would become of a form, by the road of an append of which nothing is recorded.
    pub fn try_form(&self, blank: &Blank, typed: &Typed, options: AppendOptions) -> Result<Tried, LedgerError> {
        let catalogue = self.catalogue();
        let unknown = || LedgerError::UnknownType { name: blank.name.to_string(), nearest: None };
        let Written { line, wrong } = typed.written(blank, &catalogue).ok_or_else(unknown)?;
        let text = line.to_string();
        let (day, tags) = would_have(&catalogue, &blank.name, &line).unwrap_or_default();
        let mut tried = Tried { line: text, day, tags, wrong, guarded: false };
        if !tried.wrong.is_empty() {
            return Ok(tried);
        }
        let mut appending = Appending::new(self, AppendOptions { dry_run: true, ..options });
        appending.line(1, tried.line.clone());
        let (_, rejected) = appending.finish()?;
        tried.guarded = !rejected.is_empty() && rejected.iter().all(|one| matches!(one.fault, Fault::Guarded(_)));
        let natural_key = || {
            let declaration = catalogue.type_id(&blank.name).map(|id| catalogue.declaration(id))?;
            let field = declaration.natural_key.first().and_then(|field| declaration.fields.get(*field))?;
            Some(format!("data.{}", field.name))
        };
        let day = day_of(&catalogue, &blank.name);
        tried.wrong.extend(rejected.iter().map(|one| {
            let path = place(&one.fault, &natural_key);
            Wrong { path, complaint: in_form(&one.fault.complaint(), &day) }
        }));
        Ok(tried)
    }

    /// The type of an event; none where there is no such event.
    fn kind_of(&self, id: EventId) -> Result<Option<TypeName>, LedgerError> {
        let Some(position) = self.store.find(id)? else { return Ok(None) };
        let mut kind = None;
        let options = ReadOptions { from: Some(position), to: Some(position), ..ReadOptions::default() };
        self.store.read(&crate::event::Query::all(), options, &mut |stored| {
            kind = Some(stored.kind.clone());
            false
        })?;
        Ok(kind)
    }
}

/// Whether events of a type correct or take back others.
pub fn amends(name: &TypeName) -> bool {
    matches!(Known::of(name), Some(Known::FactCorrected | Known::FactRetracted))
}

/// The type of the event that a form corrects or takes back: whoever may not record the one may not change it either.
pub fn target_kind(ledger: &Ledger, name: &TypeName, typed: &Typed) -> Result<Option<TypeName>, LedgerError> {
    match Known::of(name) {
        Some(Known::FactCorrected | Known::FactRetracted) => {
            let id = typed.at("data.event").and_then(|text| EventId::parse(&text.trim().to_lowercase()));
            id.map_or(Ok(None), |id| ledger.kind_of(id))
        }
        Some(
            Known::EventTypeRegistered
            | Known::PolicyIssued
            | Known::PolicyAmended
            | Known::PolicyRepealed
            | Known::ReadingDecided
            | Known::SubjectRecoded,
        )
        | None => Ok(None),
    }
}

/// The day and the tags an event would have; none where its body does not read.
fn would_have(catalogue: &Catalogue, name: &TypeName, line: &serde_json::Value) -> Option<(String, Vec<Tag>)> {
    let id = catalogue.type_id(name)?;
    let declaration = catalogue.declaration(id);
    let data = line.get("data")?;
    let record = catalogue.decode_body(id, &crate::event::canonical_json(data)?).ok()?;
    let in_body = declaration.occurred_on.and_then(|field| record.get(field).day());
    let beside = line.get("occurred_on").and_then(serde_json::Value::as_str).map(str::to_owned);
    let day = in_body.map(|day| day.to_string()).or(beside).unwrap_or_default();
    Some((day, catalogue.tags(id, &record)))
}

/// What the day of a type is called by an append, and in its form: the field that holds it, or the one beside the body.
fn day_of(catalogue: &Catalogue, name: &TypeName) -> (Vec<String>, Bilingual) {
    let declaration = catalogue.type_id(name).map(|id| catalogue.declaration(id));
    let field = declaration.and_then(|own| own.fields.get(own.occurred_on?));
    let title = field.map_or_else(|| Bilingual::new("发生日", "Day it happened"), |field| field.title.clone());
    // A name of one word could be a word of the sentence.
    let own = field.map(|field| field.name.clone()).filter(|name| name.contains('_'));
    (own.into_iter().chain(["occurred_on".to_owned()]).collect(), title)
}

/// A complaint in the words that stand in a form: whoever fills it in sees a label and no name of the envelope.
fn in_form(complaint: &Complaint, (names, title): &(Vec<String>, Bilingual)) -> Complaint {
    let said = |words: &str, title: &str| {
        names.iter().fold(words.to_owned(), |words, name| words.replace(name, &format!("“{title}”")))
    };
    let both = |words: &Bilingual| Bilingual::new(&said(&words.zh, &title.zh), &said(&words.en, &title.en));
    let (what, why, remedy) = (both(&complaint.what), both(&complaint.why), both(&complaint.remedy));
    Complaint { what, why, remedy, code: complaint.code, permanent: complaint.permanent }
}

/// The place in the form that a fault speaks of.
fn place(fault: &Fault, natural_key: &dyn Fn() -> Option<String>) -> Option<String> {
    let in_body = |field: &str| Some(format!("data.{}", field.strip_prefix("data.").unwrap_or(field)));
    match fault {
        Fault::Refused(refusal) => match refusal {
            Refusal::Body(BodyRefusal { field, .. })
            | Refusal::Untaggable { field, .. }
            | Refusal::Untidy { field, .. }
            | Refusal::DayDisagrees { field, .. } => in_body(field),
            Refusal::Envelope(refusal) => Some(refusal.field.clone()),
            Refusal::DayMissing { field } => field.as_deref().map_or(Some("occurred_on".to_owned()), in_body),
            Refusal::EvidenceMissing { .. } => Some("evidence[0].title".to_owned()),
            Refusal::UnknownType { .. } | Refusal::UnknownVersion { .. } | Refusal::VersionMissing { .. } => None,
        },
        Fault::UnknownEvent { field, .. } => in_body(field),
        Fault::KeyTaken { .. } => natural_key(),
        Fault::UnknownPolicy { .. } => in_body("policy"),
        Fault::UnknownReading { .. } => in_body("reading"),
        Fault::UnknownOption { .. } => in_body("option"),
        _ => None,
    }
}
