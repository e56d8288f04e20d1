//! `event.v1`: an event as recorded, with what the ledger added.

use crate::ledger::LogEntry;
use serde_json::{Value, json};

/// The envelope with its position number and derived tags; where a version of its type was asked for, with the body of that version.
pub fn event_v1(entry: &LogEntry) -> Value {
    let mut value: Value = serde_json::from_str(&entry.text).unwrap_or_default();
    if let Some(object) = value.as_object_mut() {
        if let Some(recast) = &entry.recast {
            let data: Value = serde_json::from_str(&recast.data).unwrap_or_default();
            object.insert("data".to_owned(), data);
            object.insert("version".to_owned(), json!(recast.version));
            object.insert("recorded_version".to_owned(), json!(entry.event.version));
            object.insert("left_out".to_owned(), json!(recast.left_out));
        }
        object.insert("format".to_owned(), json!("event.v1"));
        object.insert("position".to_owned(), json!(entry.event.position.0));
        object.insert("tags".to_owned(), entry.tags.iter().map(|tag| json!(tag.as_str())).collect());
    }
    value
}
