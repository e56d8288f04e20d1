//! Where something stands in the text of a declaration, for remarks about what keeps to the profile.

use crate::event::profile::tree::{Content, Node, line_and_column};

/// One step down into a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::event) enum Step {
    Key(String),
    At(usize),
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclarationPlace {
    /// The path in the document: `properties.amount.x-unit`; empty for the document itself.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// The place that some steps lead to, or the last one on the way that is there. A value of its own is pointed at itself, what holds
/// others at its key.
pub(in crate::event) fn locate(text: &str, steps: &[Step]) -> DeclarationPlace {
    let root = Node::read(text).ok();
    let mut at = root.as_ref().map_or(0, |node| node.at);
    let (mut node, mut path) = (root.as_ref(), String::new());
    for step in steps {
        let found = match (step, node.map(|node| &node.content)) {
            (Step::Key(key), Some(Content::Object(entries))) => {
                entries.iter().find(|entry| entry.key == *key).map(|entry| (entry.at, &entry.value))
            }
            (Step::At(index), Some(Content::Array(nodes))) => nodes.get(*index).map(|node| (node.at, node)),
            (Step::Key(_) | Step::At(_), _) => None,
        };
        let Some((begins, value)) = found else { break };
        at = if matches!(value.content, Content::Scalar(_)) { value.at } else { begins };
        node = Some(value);
        path = match step {
            Step::Key(key) if path.is_empty() => key.clone(),
            Step::Key(key) => format!("{path}.{key}"),
            Step::At(index) => format!("{path}[{index}]"),
        };
    }
    let (line, column) = line_and_column(text, at);
    DeclarationPlace { path, line, column }
}

/// The steps to a field of a body as refusals name it: `units[1].rank`.
pub(in crate::event) fn steps_of(field: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for part in field.split('.').filter(|part| !part.is_empty()) {
        let mut pieces = part.split('[');
        steps.extend(pieces.next().filter(|name| !name.is_empty()).map(|name| Step::Key(name.to_owned())));
        steps.extend(pieces.filter_map(|piece| piece.trim_end_matches(']').parse().ok()).map(Step::At));
    }
    steps
}
