//! A scenario as a file says it: what the options of the command line say, in the same notation.
//!
//! Nothing in it is looked up yet. The file that a run saves is one of these as well, with everything spelled out, so that what is cited
//! by its digest is what is run again.

use crate::event::canonical_json;
use crate::policy::{Choices, Node, Parsed, PolicyFault, Selector, Table, Value, expected, text};
use crate::value::{Day, Digest, KnownAt};
use serde_json::json;
use std::fmt::Write;
use toml_writer::{ToTomlValue, TomlStringBuilder};

/// The format of scenario files.
const FORMAT: i64 = 1;
/// A place in a ledger goes up to here.
const LAST: i64 = i64::MAX;

/// A scenario file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// What people call it.
    pub title: Option<String>,
    /// The business day.
    pub on: Option<Day>,
    /// How much of the ledger is used.
    pub known: Option<KnownAt>,
    /// Files of scenarios whose changes come before its own.
    pub extends: Vec<String>,
    /// What it is held against; the ledger as it is when absent.
    pub beside: Option<Beside>,
    /// Whether nothing that was decided counts in either arm; as the files it goes on from when absent.
    pub afresh: Option<bool>,
    /// A parameter and the range it runs through.
    pub sweep: Option<String>,
    /// What it supposes.
    pub supposed: Supposed,
    /// What a run left in it.
    pub saved: Option<Saved>,
}

/// What a scenario supposes, in the notation of the options.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Supposed {
    /// Parameters: `POLICY:PATH@DAY=VALUE`.
    pub sets: Vec<String>,
    /// Readings and their options.
    pub reads: Vec<(String, String)>,
    /// Events left out.
    pub drops: Vec<String>,
    /// Files of events brought in.
    pub adds: Vec<String>,
    /// Policy files in the place of what was issued.
    pub policies: Vec<String>,
    /// Events brought in that stand in the file itself.
    pub events: Vec<Brought>,
    /// Nothing recorded behind this is known.
    pub only_known: Option<KnownAt>,
}

/// Events brought in, under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    /// What they are called: mostly the file they stood in.
    pub name: String,
    /// An event each, written as for an append.
    pub lines: Vec<String>,
}

/// What a scenario is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Beside {
    /// The scenario of another file.
    File(String),
    /// Another scenario, written here.
    Here {
        /// What people call it.
        title: Option<String>,
        /// What it supposes.
        supposed: Supposed,
    },
}

/// What a run left in the file it saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The last event of the ledger that was known.
    pub position: i64,
    /// The root over the ledger up to there.
    pub root: String,
    /// The digest of the scenario.
    pub digest: String,
    /// The digest of the answer.
    pub answer: String,
    /// The version of the program that gave it.
    pub engine: String,
}

impl Written {
    /// Reads a file.
    pub fn parse(source: &str) -> Parsed<Self> {
        let choices = Choices::default();
        let selector = Selector::new(&[], &choices);
        let root = Node::parse(source)?;
        let table = Table::new(&root, &selector)?;
        if table.has("format") && table.whole("format")? != FORMAT {
            return Err(PolicyFault::Format(table.whole("format")?).at(&table.get("format")?.span));
        }
        let written = Self {
            title: optional_text(&table, "title")?,
            on: if table.has("on") { Some(table.day("on")?) } else { None },
            known: known(&table, "known")?,
            extends: owned(&table.texts("extends")?),
            beside: beside(&table)?,
            afresh: if table.has("afresh") { Some(table.flag("afresh")?) } else { None },
            sweep: optional_text(&table, "sweep")?,
            supposed: Supposed::read(&table)?,
            saved: table.opt_table("saved")?.map(|table| Saved::read(&table)).transpose()?,
        };
        table.finish()?;
        Ok(written)
    }

    /// The digest it is cited by: what is supposed, what it is held against, both times, and the ledger by its root. What people call it
    /// or its files of events, and what a run left in it, are not in it.
    pub fn digest(&self, root: &str) -> Digest {
        let beside = self.beside.as_ref().map(|beside| match beside {
            Beside::File(file) => json!({"file": file}),
            Beside::Here { supposed, .. } => supposed.json(),
        });
        let all = json!({
            "format": "scenario.v1",
            "on": self.on.map(|day| day.to_string()),
            "known": self.known.map(|known| known.to_string()),
            "root": root,
            "extends": self.extends,
            "beside": beside,
            "sweep": self.sweep,
            "supposed": self.supposed.json(),
        });
        let all = with(all, "afresh", self.afresh.map(|afresh| json!(afresh)));
        Digest::of(canonical_json(&all).unwrap_or_default().as_bytes())
    }

    /// The file, to be read by people and by [`Written::parse`].
    pub fn to_toml(&self) -> String {
        let mut file = String::new();
        entry(&mut file, "format", Some(FORMAT.to_string()));
        entry(&mut file, "title", self.title.as_deref().map(quoted));
        entry(&mut file, "on", self.on.map(|day| day.to_string()));
        entry(&mut file, "known", self.known.map(known_text));
        list(&mut file, "extends", self.extends.iter().map(|file| quoted(file)));
        if let Some(Beside::File(name)) = &self.beside {
            entry(&mut file, "beside", Some(quoted(name)));
        }
        entry(&mut file, "afresh", self.afresh.map(|afresh| afresh.to_string()));
        entry(&mut file, "sweep", self.sweep.as_deref().map(quoted));
        self.supposed.write(&mut file, "");
        if let Some(Beside::Here { title, supposed }) = &self.beside {
            file.push_str("\n[beside]\n");
            entry(&mut file, "title", title.as_deref().map(quoted));
            supposed.write(&mut file, "beside.");
        }
        if let Some(saved) = &self.saved {
            saved.write(&mut file);
        }
        file
    }
}

impl Supposed {
    fn read(table: &Table<'_>) -> Parsed<Self> {
        let read = |(node, word): (&Node, &str)| {
            let pair = word.split_once('=').map(|(reading, option)| (reading.trim(), option.trim()));
            let pair = pair.filter(|(reading, option)| !reading.is_empty() && !option.is_empty());
            let owned = pair.map(|(reading, option)| (reading.to_owned(), option.to_owned()));
            owned.ok_or_else(|| expected("reading and option", node))
        };
        Ok(Self {
            sets: owned(&table.texts("set")?),
            reads: elements(table, "read")?
                .into_iter()
                .map(|node| text(node).and_then(|word| read((node, word))))
                .collect::<Parsed<_>>()?,
            drops: elements(table, "drop")?.into_iter().map(event_named).collect::<Parsed<_>>()?,
            adds: owned(&table.texts("add")?),
            policies: owned(&table.texts("policy")?),
            events: table.tables("events")?.iter().map(Brought::read).collect::<Parsed<_>>()?,
            only_known: known(table, "only_known")?,
        })
    }

    fn json(&self) -> serde_json::Value {
        let events = self.events.iter().map(|brought| &brought.lines);
        let all = json!({
            "set": self.sets,
            "read": self.reads,
            "drop": self.drops,
            "add": self.adds,
            "events": events.collect::<Vec<_>>(),
            "only_known": self.only_known.map(|known| known.to_string()),
        });
        with(all, "policy", (!self.policies.is_empty()).then(|| json!(self.policies)))
    }

    /// Its keys; tables go to the end, under the name of the table that this is written in.
    fn write(&self, file: &mut String, under: &str) {
        list(file, "set", self.sets.iter().map(|set| quoted(set)));
        list(file, "read", self.reads.iter().map(|(reading, option)| quoted(&format!("{reading}={option}"))));
        list(file, "drop", self.drops.iter().map(|event| quoted(event)));
        list(file, "add", self.adds.iter().map(|name| quoted(name)));
        list(file, "policy", self.policies.iter().map(|name| quoted(name)));
        entry(file, "only_known", self.only_known.map(known_text));
        for brought in &self.events {
            let _ = write!(file, "\n[[{under}events]]\nname = {}\n", quoted(&brought.name));
            list(file, "lines", brought.lines.iter().map(|line| quoted(line)));
        }
    }
}

impl Brought {
    fn read(table: &Table<'_>) -> Parsed<Self> {
        let brought = Self { name: table.text("name")?.to_owned(), lines: owned(&table.filled_texts("lines")?) };
        table.finish()?;
        Ok(brought)
    }
}

impl Saved {
    fn read(table: &Table<'_>) -> Parsed<Self> {
        let own = |key: &'static str| table.text(key).map(str::to_owned);
        let saved = Self {
            position: table.whole_within("position", 0, LAST)?,
            root: own("root")?,
            digest: own("digest")?,
            answer: own("answer")?,
            engine: own("engine")?,
        };
        table.finish()?;
        Ok(saved)
    }

    fn write(&self, file: &mut String) {
        file.push_str("\n[saved]\n");
        entry(file, "position", Some(self.position.to_string()));
        entry(file, "root", Some(quoted(&self.root)));
        entry(file, "digest", Some(quoted(&self.digest)));
        entry(file, "answer", Some(quoted(&self.answer)));
        entry(file, "engine", Some(quoted(&self.engine)));
    }
}

/// An object with one key more where it has a value: what is cited by a digest keeps it when there are further keys.
fn with(mut all: serde_json::Value, key: &str, value: Option<serde_json::Value>) -> serde_json::Value {
    if let Some((own, value)) = all.as_object_mut().zip(value) {
        own.insert(key.to_owned(), value);
    }
    all
}

fn beside(table: &Table<'_>) -> Parsed<Option<Beside>> {
    let Some(node) = table.opt("beside")? else { return Ok(None) };
    if let Value::Text(file) = &node.value {
        return Ok(Some(Beside::File(file.clone())));
    }
    let own = Table::new(node, table.selector())?;
    let here = Beside::Here { title: optional_text(&own, "title")?, supposed: Supposed::read(&own)? };
    own.finish()?;
    Ok(Some(here))
}

fn optional_text(table: &Table<'_>, key: &'static str) -> Parsed<Option<String>> {
    if table.has(key) { table.text(key).map(|text| Some(text.to_owned())) } else { Ok(None) }
}

fn elements<'a>(table: &Table<'a>, key: &'static str) -> Parsed<Vec<&'a Node>> {
    table.opt(key)?.map_or(Ok(Vec::new()), |node| table.selector().elements(node))
}

/// An event is named by its place or by its id; events by what they have in common.
fn event_named(node: &Node) -> Parsed<String> {
    match &node.value {
        Value::Whole(place) => Ok(place.to_string()),
        Value::Text(_) | Value::Flag(_) | Value::Day(_) | Value::List(_) | Value::Table(_) => {
            text(node).map(str::to_owned)
        }
    }
}

/// A place in the ledger, a day, or a moment as text.
fn known(table: &Table<'_>, key: &'static str) -> Parsed<Option<KnownAt>> {
    let Some(node) = table.opt(key)? else { return Ok(None) };
    let known = match &node.value {
        Value::Whole(place) => KnownAt::parse(&place.to_string()),
        Value::Day(day) => Some(KnownAt::Day(*day)),
        Value::Text(text) => KnownAt::parse(text),
        Value::Flag(_) | Value::List(_) | Value::Table(_) => None,
    };
    known.map(Some).ok_or_else(|| expected("knowledge", node))
}

fn known_text(known: KnownAt) -> String {
    match known {
        KnownAt::Instant(_) | KnownAt::Head => quoted(&known.to_string()),
        KnownAt::Day(_) | KnownAt::Position(_) => known.to_string(),
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// A text as TOML has it.
fn quoted(text: &str) -> String {
    TomlStringBuilder::new(text).as_default().to_toml_value()
}

/// A key and its value; nothing where it has none.
fn entry(file: &mut String, key: &str, value: Option<String>) {
    if let Some(value) = value {
        let _ = writeln!(file, "{key} = {value}");
    }
}

/// A list with an element on each line; nothing when it is empty.
fn list(file: &mut String, key: &str, elements: impl Iterator<Item = String>) {
    let elements: Vec<String> = elements.map(|element| format!("  {element},\n")).collect();
    if !elements.is_empty() {
        let _ = write!(file, "{key} = [\n{}]\n", elements.concat());
    }
}
