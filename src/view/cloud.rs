//! An event as CloudEvents 1.0 has it, for programs that know nothing of ledgers.

use crate::ledger::LogEntry;
use serde_json::{Value, json};

/// An event in the JSON format of CloudEvents 1.0, of a ledger with a name. What the specification has no word for stands in extensions:
/// `recordedtime` and `sequence` are official ones, `recordedby`, `note`, `tags`, `evidence`, `recordedversion` and `leftout` are ours.
pub fn cloud_event(entry: &LogEntry, ledger: &str) -> Value {
    let event = &entry.event;
    let recast = entry.recast.as_ref();
    let data = recast.map_or(&entry.data, |recast| &recast.data);
    let data: Value = serde_json::from_str(data).unwrap_or_default();
    let (name, version) = (event.kind.as_str(), recast.map_or(event.version, |recast| recast.version));
    let mut value = json!({
        "specversion": "1.0",
        "id": event.id.to_string(),
        "source": source(ledger),
        "type": format!("{name}.v{version}"),
        "time": format!("{}T00:00:00+08:00", event.occurred_on),
        "datacontenttype": "application/json",
        "dataschema": format!("urn:qizhang:event:{name}:{version}"),
        // Texts are compared letter by letter, so each has as many digits as the largest position.
        "sequence": format!("{:020}", event.position.0),
        "recordedtime": event.recorded_at.to_string(),
        "recordedby": &*event.recorded_by,
    });
    let tags: Vec<&str> = entry.tags.iter().map(crate::value::Tag::as_str).collect();
    let evidence = evidence(entry);
    let more = [
        ("subject", subject(&data, &tags)),
        ("note", event.note.as_deref().map(str::to_owned)),
        // No tag has a control character, so that lines keep them apart.
        ("tags", Some(tags.join("\n")).filter(|tags| !tags.is_empty())),
        ("evidence", evidence),
        ("leftout", recast.map(|recast| recast.left_out.join("\n")).filter(|fields| !fields.is_empty())),
    ];
    if let Some(object) = value.as_object_mut() {
        object.extend(recast.map(|_| ("recordedversion".to_owned(), json!(event.version))));
        object.extend(more.into_iter().filter_map(|(name, value)| Some((name.to_owned(), Value::from(value?)))));
        object.insert("data".to_owned(), data);
    }
    value
}

/// A ledger by its name, as an address that is the same wherever it is served.
fn source(ledger: &str) -> String {
    if ledger.is_empty() { "urn:qizhang".to_owned() } else { format!("urn:{}", ledger.replace('/', ":")) }
}

/// Whom it is about: the code in its body, or the one enterprise that it concerns.
fn subject(data: &Value, tags: &[&str]) -> Option<String> {
    let own = data.get("uscc").and_then(Value::as_str);
    let mut tagged = tags.iter().filter_map(|tag| tag.strip_prefix("enterprise:"));
    let only = match (tagged.next(), tagged.next()) {
        (Some(code), None) => Some(code),
        _ => None,
    };
    own.or(only).map(str::to_owned)
}

/// Documents, as the JSON that the envelope has: an extension holds a text and no list.
fn evidence(entry: &LogEntry) -> Option<String> {
    let envelope: Value = serde_json::from_str(&entry.text).unwrap_or_default();
    let listed = envelope.get("evidence").filter(|listed| listed.as_array().is_some_and(|all| !all.is_empty()))?;
    Some(listed.to_string())
}
