//! What is true of the planted stories.

use serde_json::{Value, json};

/// The truth about some of a district: of those it speaks of, these faults and no others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Truth {
    /// The business day it holds on.
    pub on: String,
    /// The codes of the enterprises of which it tells everything.
    pub subjects: Vec<String>,
    /// The ids of the facts about nobody in particular of which it does.
    pub events: Vec<String>,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// What only looks wrong.
    pub near_misses: Vec<NearMiss>,
}

/// Something that must be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The name of the detector whose question it answers.
    pub rule: &'static str,
    /// Whom it is about.
    pub subjects: Vec<String>,
    /// The id of the fact at fault.
    pub event: String,
    /// The money it is about, in yuan, where the story knows it.
    pub amount: Option<&'static str>,
    /// What happened, in Chinese and in English.
    pub story: (&'static str, &'static str),
}

/// Something that must not be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearMiss {
    /// The detector that must be silent.
    pub rule: &'static str,
    /// Whom it is about.
    pub subjects: Vec<String>,
    /// What happened, in Chinese and in English.
    pub story: (&'static str, &'static str),
}

impl Truth {
    /// As `truth.v1`.
    pub fn to_value(&self) -> Value {
        let story = |(zh, en): (&str, &str)| json!({"zh": zh, "en": en});
        let fault = |fault: &Fault| {
            let mut told = json!({
                "rule": fault.rule, "subjects": fault.subjects, "event": fault.event, "story": story(fault.story),
            });
            if let (Some(amount), Some(fields)) = (fault.amount, told.as_object_mut()) {
                fields.insert("amount".to_owned(), Value::from(amount));
            }
            told
        };
        let near = |near: &NearMiss| json!({"rule": near.rule, "subjects": near.subjects, "story": story(near.story)});
        json!({
            "format": "truth.v1",
            "on": self.on,
            "complete_for": {"subjects": self.subjects, "events": self.events},
            "faults": self.faults.iter().map(fault).collect::<Vec<_>>(),
            "near_misses": self.near_misses.iter().map(near).collect::<Vec<_>>(),
        })
    }
}
