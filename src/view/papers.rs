//! The papers of a bundle: the answer as pages, for programs, and with the documents it rests on.

use crate::explain::Document;
use crate::ledger::{Answered, Collected, LedgerError, Papers};
use crate::paper::html;
use crate::value::Lang;
use crate::view::{TraceV1, position_v1};
use serde::Serialize;

/// The file that says the amounts as known now.
const POSITION: &str = "position.v1.json";
/// The file that says them as known when the money was paid.
const POSITION_THEN: &str = "position-then.v1.json";

/// Tells an answer in every form a bundle has. Whoever checks a bundle tells it again, so nothing but the answer may go into it.
pub fn papers(answered: &Answered, events: &Collected) -> Result<Papers, LedgerError> {
    let (now, subject) = (&answered.now, answered.subject);
    let position = now.position(subject);
    let case = now.case(&position);
    let mut statement = crate::explain::statement(&case, None);
    let (told, report) = match &answered.paid {
        Some((paid, then)) => {
            let told = paid.explained(now, then);
            let report = joined(&told, &statement);
            (told, report)
        }
        // Of a subject everything: its statement of account, and each item of it.
        None => {
            for item in &position.items {
                statement.parts.extend(crate::explain::why(&case, item, None).parts);
            }
            (statement.clone(), statement)
        }
    };
    let mut files = vec![
        ("report.html".to_owned(), html(&report, Lang::Zh).into_bytes()),
        ("report.en.html".to_owned(), html(&report, Lang::En).into_bytes()),
        ("trace.v1.json".to_owned(), json(&TraceV1::of(&told))),
        (POSITION.to_owned(), json(&position_v1(now, &position))),
    ];
    let mut claims = Vec::new();
    if let Some((_, then)) = &answered.paid {
        let position = then.position(subject);
        claims.extend(answered.claims_then(&position, POSITION_THEN));
        files.push((POSITION_THEN.to_owned(), json(&position_v1(then, &position))));
    }
    claims.extend(answered.claims(&position, POSITION));
    files.push(("evidence.csv".to_owned(), events.evidence(&report)?));
    files.extend(answered.policy_texts(&position)?);
    Ok(Papers { files, claims })
}

fn joined(one: &Document, other: &Document) -> Document {
    Document { parts: [one.parts.as_slice(), &other.parts].concat() }
}

fn json(value: &impl Serialize) -> Vec<u8> {
    // As the answers are printed, which go through a value and have their fields by the alphabet.
    let value = serde_json::to_value(value).unwrap_or_default();
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text.into_bytes()
}
