//! What a page answers.

use crate::explain::{Document, Paged};
use crate::ledger::Horizon;
use crate::value::Uscc;
use crate::view::TraceV1;
use serde::Serialize;
use serde_json::Value;

/// An answer on its way to a browser or a program.
#[derive(Debug)]
pub(super) struct Reply {
    /// The answer.
    pub(super) document: Document,
    /// The same for programs, where one asked.
    pub(super) json: Option<Json>,
    /// The times it holds for.
    pub(super) horizon: Horizon,
    /// A form above it.
    pub(super) above: String,
    /// What stands between the title of a table and its rows, by the name of the table.
    pub(super) beside: Vec<(&'static str, String)>,
    /// Ways on below it.
    pub(super) ways: Vec<(Paged, String)>,
    /// What can be done about it, each by a button that is sent to an address.
    pub(super) posts: Vec<(Paged, String)>,
    /// Other times worth asking about.
    pub(super) presets: Vec<(Paged, String)>,
    /// The words of the command that gives the same, after the name of the program; none when no command does.
    pub(super) command: Vec<String>,
    /// Whether the command takes the two times.
    dated: bool,
    /// Whether there is an answer that programs and workbooks can have.
    answers: bool,
    /// The subjects it tells of, where its address names something else.
    pub(super) about: Vec<Uscc>,
}

/// An answer for programs.
#[derive(Debug)]
pub(super) enum Json {
    /// One document.
    One(Value),
    /// An object a line.
    Lines(Vec<Value>),
}

/// What comes of asking for a page.
#[derive(Debug)]
pub(super) enum Answer {
    /// The answer.
    Told(Box<Reply>),
    /// It stands at another address.
    Elsewhere(String),
}

impl Reply {
    /// A document that is told alike to people and to programs.
    pub(super) fn told(document: Document, horizon: Horizon, command: &[&str]) -> Self {
        Self {
            document,
            json: None,
            horizon,
            above: String::new(),
            beside: Vec::new(),
            ways: Vec::new(),
            posts: Vec::new(),
            presets: Vec::new(),
            command: command.iter().map(|word| (*word).to_owned()).collect(),
            dated: true,
            answers: true,
            about: Vec::new(),
        }
    }

    /// Of something that is the same at all times.
    pub(super) fn undated(self) -> Self {
        Self { dated: false, ..self }
    }

    /// Of nothing that was asked yet.
    pub(super) fn unasked(self) -> Self {
        Self { answers: false, ..self }
    }

    /// Whether there is an answer that programs and workbooks can have.
    pub(super) const fn answers(&self) -> bool {
        self.answers
    }

    /// Whether the command takes the two times.
    pub(super) const fn dated(&self) -> bool {
        self.dated
    }

    /// With another shape for programs.
    pub(super) fn shaped(self, json: Option<Json>) -> Self {
        Self { json, ..self }
    }
}

impl Json {
    /// A view as one document.
    pub(super) fn of(view: &impl Serialize) -> Self {
        Json::One(serde_json::to_value(view).unwrap_or_default())
    }

    /// The bytes the command line prints for the same question.
    pub(super) fn bytes(&self) -> String {
        match self {
            Json::One(value) => format!("{}\n", serde_json::to_string_pretty(value).unwrap_or_default()),
            Json::Lines(rows) => rows.iter().flat_map(|row| [row.to_string(), "\n".to_owned()]).collect(),
        }
    }

    /// What they are.
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Json::One(_) => "application/json",
            Json::Lines(_) => "application/jsonl",
        }
    }
}

impl Reply {
    /// The answer for programs.
    pub(super) fn for_programs(&self) -> Json {
        match &self.json {
            Some(Json::One(value)) => Json::One(value.clone()),
            Some(Json::Lines(rows)) => Json::Lines(rows.clone()),
            None => Json::of(&TraceV1::of(&self.document)),
        }
    }
}
