//! The published schemas, and the names they know at each level.

use serde_json::Value;
use std::collections::BTreeSet;

/// The JSON Schema of `position.v1`.
pub const POSITION_V1: &str = include_str!("../../docs/schemas/position.v1.json");

/// The published schema of a format.
pub fn schema_of(format: &str) -> Option<&'static str> {
    Some(match format {
        "position.v1" => POSITION_V1,
        "trace.v1" => include_str!("../../docs/schemas/trace.v1.json"),
        "receipt.v1" => include_str!("../../docs/schemas/receipt.v1.json"),
        "event.v1" => include_str!("../../docs/schemas/event.v1.json"),
        "error.v1" => include_str!("../../docs/schemas/error.v1.json"),
        "problem.v1" => include_str!("../../docs/schemas/problem.v1.json"),
        "log.v1" => include_str!("../../docs/schemas/log.v1.json"),
        "config.v1" => include_str!("../../docs/schemas/config.v1.json"),
        "serve.v1" => include_str!("../../docs/schemas/serve.v1.json"),
        "access.v1" => include_str!("../../docs/schemas/access.v1.json"),
        "access-log.v1" => include_str!("../../docs/schemas/access-log.v1.json"),
        "access-verify.v1" => include_str!("../../docs/schemas/access-verify.v1.json"),
        "token.v1" => include_str!("../../docs/schemas/token.v1.json"),
        "link.v1" => include_str!("../../docs/schemas/link.v1.json"),
        "links.v1" => include_str!("../../docs/schemas/links.v1.json"),
        "user.v1" => include_str!("../../docs/schemas/user.v1.json"),
        "users.v1" => include_str!("../../docs/schemas/users.v1.json"),
        "tokens.v1" => include_str!("../../docs/schemas/tokens.v1.json"),
        "cloud-event.v1" => include_str!("../../docs/schemas/cloud-event.v1.json"),
        "job.v1" => include_str!("../../docs/schemas/job.v1.json"),
        "health.v1" => include_str!("../../docs/schemas/health.v1.json"),
        "verify.v1" => include_str!("../../docs/schemas/verify.v1.json"),
        "against.v1" => include_str!("../../docs/schemas/against.v1.json"),
        "truth.v1" => include_str!("../../docs/schemas/truth.v1.json"),
        "finding.v1" => include_str!("../../docs/schemas/finding.v1.json"),
        "whatif-sweep.v1" => include_str!("../../docs/schemas/whatif-sweep.v1.json"),
        "whatif.v1" => include_str!("../../docs/schemas/whatif.v1.json"),
        "impact.v1" => include_str!("../../docs/schemas/impact.v1.json"),
        "doctor.v1" => include_str!("../../docs/schemas/doctor.v1.json"),
        "bundle.v1" => include_str!("../../docs/schemas/bundle.v1.json"),
        "copy.v1" => include_str!("../../docs/schemas/copy.v1.json"),
        "export.v1" => include_str!("../../docs/schemas/export.v1.json"),
        "keys.v1" => include_str!("../../docs/schemas/keys.v1.json"),
        "checkpoint.v1" => include_str!("../../docs/schemas/checkpoint.v1.json"),
        "policy-check.v1" => include_str!("../../docs/schemas/policy-check.v1.json"),
        "story.v1" => include_str!("../../docs/schemas/story.v1.json"),
        "policy-release.v1" => include_str!("../../docs/schemas/policy-release.v1.json"),
        "transitions.v1" => include_str!("../../docs/schemas/transitions.v1.json"),
        "items.v1" => include_str!("../../docs/schemas/items.v1.json"),
        "policy-file.v1" => include_str!("../../docs/schemas/policy-file.v1.json"),
        "event-check.v1" => include_str!("../../docs/schemas/event-check.v1.json"),
        "event-file.v1" => include_str!("../../docs/schemas/event-file.v1.json"),
        "event-release.v1" => include_str!("../../docs/schemas/event-release.v1.json"),
        "event-type.v1" => include_str!("../../docs/schemas/event-type.v1.json"),
        "import.v1" => include_str!("../../docs/schemas/import.v1.json"),
        "import-batch.v1" => include_str!("../../docs/schemas/import-batch.v1.json"),
        "import-template.v1" => include_str!("../../docs/schemas/import-template.v1.json"),
        "outcome.v1" => include_str!("../../docs/schemas/outcome.v1.json"),
        "index.v1" => include_str!("../../docs/schemas/index.v1.json"),
        _ => return None,
    })
}

/// A place in a schema: every alternative that may describe a value there.
#[derive(Debug, Clone)]
pub(super) struct Level<'s> {
    whole: &'s Value,
    alternatives: Vec<&'s Value>,
}

impl<'s> Level<'s> {
    /// The place of a whole document.
    pub(super) fn top(whole: &'s Value) -> Self {
        let mut top = Self { whole, alternatives: Vec::new() };
        top.open(whole);
        top
    }

    /// The names an object may have here.
    pub(super) fn names(&self) -> BTreeSet<&'s str> {
        let properties = self.alternatives.iter().filter_map(|schema| schema.get("properties")?.as_object());
        properties.flat_map(|properties| properties.keys().map(String::as_str)).collect()
    }

    /// Whether an object here may have names that no schema lists.
    pub(super) fn is_open(&self) -> bool {
        let lists_none =
            |schema: &&Value| schema.get("type") == Some(&Value::from("object")) && schema.get("properties").is_none();
        self.alternatives.iter().any(lists_none)
    }

    /// The place under a name.
    pub(super) fn under(&self, name: &str) -> Self {
        let mut under = Self { whole: self.whole, alternatives: Vec::new() };
        for schema in &self.alternatives {
            if let Some(property) = schema.get("properties").and_then(|properties| properties.get(name)) {
                under.open(property);
            }
        }
        under
    }

    /// Adds a schema with what it refers to, its alternatives and its elements: a name reaches through arrays.
    fn open(&mut self, schema: &'s Value) {
        self.alternatives.push(schema);
        let pointed = schema.get("$ref").and_then(Value::as_str).and_then(|at| at.strip_prefix('#'));
        if let Some(target) = pointed.and_then(|at| self.whole.pointer(at)) {
            self.open(target);
        }
        if let Some(items) = schema.get("items") {
            self.open(items);
        }
        for choice in schema.get("anyOf").and_then(Value::as_array).into_iter().flatten() {
            self.open(choice);
        }
    }
}
