//! A story beside a declaration: facts in the lines of `append`, told to a new ledger that has the type, and what it then says.

use super::record::registration;
use crate::event::{Catalogue, Declaration, Draft, Field, FieldKind, Format, Refusal};
use crate::explain::{Complaint, Document, Telling};
use crate::ledger::append::{AppendOptions, Appending, Rejected};
use crate::ledger::clock::FixedClock;
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::ledger::input::Back;
use crate::ledger::log::LogFilter;
use crate::ledger::scope::subject_of;
use crate::ledger::service::Ledger;
use crate::ledger::world::{Question, Scope};
use crate::value::{Day, Digest, Instant, KnownAt, Lang, Position, Tag, TypeName, Uscc};
use serde_json::{Value, json};

/// The ledger of a story begins here, and ends before here.
const BEGINS: &str = "2000-01-01";
const ENDS: &str = "2100-01-01";
/// Its facts begin behind here: line after line is #1,001, #1,002 and so on.
const BEFORE: Position = Position(1000);
/// A type that nobody has.
const BLANK: &str = "story.blank";
/// Who records its facts.
const TELLER: &str = "story";
const TEMPLATE: &str = include_str!("story.jsonl");
/// Whom the first line of the template is about and since when, and days that are good for any fact.
const WHO: &str = "91110114QYDEM0018C";
const SINCE: &str = "2026-01-05";
const LONG_SINCE: &str = "2015-01-05";
const FACT_ON: &str = "2026-03-01";

/// What comes of a story.
#[derive(Debug)]
pub enum StoryTold {
    /// The day that was asked about, and the file of each subject in the order in which the story speaks of them.
    Told(Day, Vec<Document>),
    /// The declaration is not taken.
    NotRegistered(Complaint),
    /// Some lines are refused.
    Refused(Vec<Rejected>),
}

/// The lines of a story to begin with, for a new type.
pub fn story_template(name: &TypeName) -> String {
    TEMPLATE.replace("{name}", name.as_str())
}

/// The lines of a story to begin with, for a type that is declared: its first example, and before it whom that is about.
pub fn story_of(declaration: &str) -> Option<String> {
    let declaration = Declaration::parse(declaration).ok()?;
    let body = declaration.examples.first()?;
    let day = declaration.occurred_on.map_or_else(|| format!(", \"occurred_on\": \"{FACT_ON}\""), |_| String::new());
    let required = declaration.evidence.iter().filter(|paper| paper.required);
    let papers: Vec<Value> =
        required.map(|paper| json!({"title": &*paper.title.zh, "sha256": Digest::of(b"").to_string()})).collect();
    let papers = if papers.is_empty() { String::new() } else { format!(", \"evidence\": {}", Value::from(papers)) };
    let fact = format!("{{\"type\": \"{}\"{day}, \"data\": {body}{papers}}}", declaration.name);
    // Whoever is registered by the fact itself is not registered before.
    let opening = TEMPLATE.lines().next().filter(|line| !line.contains(declaration.name.as_str())).unwrap_or_default();
    let about = |code: &str| format!("{}\n", opening.replace(WHO, code).replace(SINCE, LONG_SINCE));
    let lines: String = codes(&declaration, body).into_iter().map(about).filter(|line| line.len() > 1).collect();
    Some(format!("{lines}{fact}\n"))
}

/// The codes of enterprises in the fields of a body.
fn codes<'b>(declaration: &Declaration, body: &'b Value) -> Vec<&'b str> {
    let is_code = |field: &&Field| matches!(field.kind, FieldKind::Text { format: Format::Uscc, .. });
    let fields = declaration.fields.iter().filter(is_code);
    fields.filter_map(|field| body.get(&field.name)?.as_str()).collect()
}

/// Tells a story to a new ledger in which declarations are registered in the order of their versions. Without a day the files are those at
/// the end of the year of the last fact. Each fact is learnt on the day it happens, or with the one before it, unless its line says otherwise.
pub fn told_story(declarations: &[String], lines: &str, on: Option<Day>) -> Result<StoryTold, LedgerError> {
    let day = |text| Day::parse(text).ok_or(LedgerError::Unbegun);
    let (first, end) = (day(BEGINS)?, day(ENDS)?);
    let (ledger, _) = Ledger::in_memory(Some(first), Box::new(FixedClock(Instant::start_of(end))))?;
    if let Some(complaint) = register(&ledger, declarations)? {
        return Ok(StoryTold::NotRegistered(complaint));
    }
    turn_to(&ledger, BEFORE)?;
    let (begins, catalogue) = (ledger.head().next(), ledger.catalogue());
    let mut appending = Appending::new(&ledger, options());
    let (mut last, mut strangers) = (Instant::start_of(first), Vec::new());
    for (number, line) in (1..).zip(lines.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        match stranger(&catalogue, line) {
            Some(refusal) => strangers.push(Rejected {
                line: number,
                back: Back { text: Some(line.to_owned()), begins: None },
                fault: Fault::Refused(refusal),
            }),
            None => appending.line(number, learnt(&catalogue, line, &mut last)),
        }
    }
    appending.refuse(strangers);
    let (_, rejected) = appending.finish()?;
    if !rejected.is_empty() {
        return Ok(StoryTold::Refused(rejected));
    }
    let (mut subjects, mut last): (Vec<Uscc>, Option<Day>) = (Vec::new(), None);
    let filter = LogFilter { from: Some(begins), until: ledger.head(), ..LogFilter::default() };
    ledger.log(&filter, &mut |entry| {
        last = last.max(Some(entry.event.occurred_on));
        subjects.extend(entry.tags.iter().map(Tag::as_str).filter_map(subject_of));
        true
    })?;
    let on = on.or_else(|| last.map(|last| Day::year_end(last.year()))).unwrap_or(first);
    Ok(StoryTold::Told(on, files(&ledger, on, &subjects)?))
}

fn options() -> AppendOptions {
    AppendOptions { preserve: true, ..AppendOptions::default() }
}

/// Leaves the pages before a position blank, with events that are of no type and speak of nobody. So the facts of a story have the same numbers
/// whatever a ledger begins with: another type in the program, or another version of this one, changes no story.
fn turn_to(ledger: &Ledger, before: Position) -> Result<(), LedgerError> {
    let at = ledger.recorded_at(ledger.head())?.unwrap_or(Instant::from_millis(0));
    let mut appending = Appending::new(ledger, options());
    for number in ledger.head().0..before.0 {
        let blank = json!({
            "type": BLANK, "version": 1, "occurred_on": BEGINS, "recorded_at": at.to_string(), "recorded_by": TELLER, "data": {},
        });
        appending.line(number, blank.to_string());
    }
    match appending.finish()?.1.into_iter().next() {
        Some(rejected) => Err(LedgerError::Own(Box::new(rejected.fault))),
        None => Ok(()),
    }
}

/// Why a line is of no type of the ledger. A history that is brought in may have types of a newer program; what is told here is of types that are there.
fn stranger(catalogue: &Catalogue, line: &str) -> Option<Refusal> {
    let event: Value = serde_json::from_str(line).ok()?;
    let name = event.get("type")?.as_str().filter(|name| TypeName::parse(name).is_some())?;
    let unknown = catalogue.type_id_of(name).is_none();
    unknown.then(|| Refusal::UnknownType { name: name.to_owned(), nearest: catalogue.nearest(name) })
}

/// A line that says when it was learnt and by whom; what is no line of an event is left as it is.
fn learnt(catalogue: &Catalogue, line: &str, last: &mut Instant) -> String {
    let Ok(Value::Object(mut event)) = serde_json::from_str(line) else { return line.to_owned() };
    let said = |value: Option<&Value>| value.and_then(Value::as_str).and_then(Day::parse);
    let declared = || {
        let kind = catalogue.type_id_of(event.get("type")?.as_str()?)?;
        let declaration = catalogue.declaration(kind);
        said(event.get("data")?.get(&declaration.fields.get(declaration.occurred_on?)?.name))
    };
    let day = said(event.get("occurred_on")).or_else(declared);
    match event.get("recorded_at") {
        Some(given) => *last = given.as_str().and_then(Instant::parse).unwrap_or(*last),
        None => {
            *last = day.map_or(*last, |day| Instant::start_of(day).max(*last));
            event.insert("recorded_at".to_owned(), last.to_string().into());
        }
    }
    event.entry("recorded_by").or_insert_with(|| TELLER.into());
    Value::Object(event).to_string()
}

/// Registers what is not registered yet; what stands against it is told.
fn register(ledger: &Ledger, declarations: &[String]) -> Result<Option<Complaint>, LedgerError> {
    let mut own: Vec<(u16, &String)> =
        declarations.iter().filter_map(|text| Some((Declaration::parse(text).ok()?.version, text))).collect();
    own.sort_by_key(|(version, _)| *version);
    for (_, text) in own {
        if ledger.has_registered(text) {
            continue;
        }
        let at = ledger.recorded_at(ledger.head())?.unwrap_or(Instant::from_millis(0));
        let draft = match registration(text, at.day())? {
            Ok(draft) => Draft { recorded_at: Some(at), recorded_by: Some(TELLER.into()), ..draft },
            Err(complaint) => return Ok(Some(complaint)),
        };
        let mut appending = Appending::new(ledger, options());
        appending.draft(1, draft);
        if let Some(rejected) = appending.finish()?.1.into_iter().next() {
            return Ok(Some(rejected.fault.complaint()));
        }
    }
    Ok(None)
}

/// The file of each subject, once, as it is known by in the end.
fn files(ledger: &Ledger, on: Day, subjects: &[Uscc]) -> Result<Vec<Document>, LedgerError> {
    let horizon = ledger.horizon(Some(on), KnownAt::Head)?;
    let world = ledger.world(&Question { horizon, scope: Scope::All, reads: Vec::new() })?;
    let mut known: Vec<Uscc> = Vec::new();
    for subject in subjects.iter().map(|subject| world.timeline.code_now(*subject)) {
        if !known.contains(&subject) {
            known.push(subject);
        }
    }
    let file = |subject: &Uscc| {
        let superseded = ledger.superseded(*subject, &world)?;
        world.file(&world.position(*subject), Telling { superseded: &superseded, only: None })
    };
    known.iter().map(file).collect()
}

/// What a story comes to as text: every file in Chinese, and then in English.
pub fn story_text(files: &[Document]) -> String {
    let said = |lang| files.iter().map(|file| file.render(lang)).collect::<Vec<_>>().join("\n");
    format!("{}\n{}", said(Lang::Zh), said(Lang::En))
}
