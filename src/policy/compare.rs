//! How two policy files differ. Declarations are known by kind and name; what they say is compared as written.

use crate::policy::Policy;
use crate::policy::node::{Entry, Node, Value};
use crate::value::Bilingual;
use std::sync::Arc;

/// One difference between two files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differs {
    /// The kind of declaration, as its table is named: `grant`.
    pub kind: &'static str,
    /// Its name.
    pub name: Arc<str>,
    /// What is different.
    pub what: Change,
}

/// What is different about a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum Change {
    /// Only the first file has it.
    Removed { text: Bilingual },
    /// Only the second file has it.
    Added { text: Bilingual },
    /// Both have it, with another value under a key.
    Value { key: Arc<str>, one: Bilingual, other: Bilingual },
}

/// A key, and what is written under it.
type Said = (String, Bilingual);

/// The lists of declarations and the key that names one of them.
const LISTS: [(&str, &str); 11] = [
    ("status", "name"),
    ("measure", "name"),
    ("gate", "name"),
    ("grant", "id"),
    ("limit", "name"),
    ("exclusion", "name"),
    ("duty", "name"),
    ("register", "name"),
    ("open_term", "name"),
    ("reading", "id"),
    ("parameters", ""),
];

impl Policy {
    /// What another file says otherwise: the document itself, its options, and each kind of declaration.
    pub fn changes(&self, other: &Policy) -> Vec<Differs> {
        let mut found = Vec::new();
        let listed = |key: &str| LISTS.iter().any(|(kind, _)| *kind == key) || key == "options";
        let own = |policy: &Policy| -> Vec<Said> {
            let said = policy.root().entries().iter().filter(|entry| !listed(&entry.key));
            said.map(|entry| (entry.key.clone(), words(&entry.node))).collect()
        };
        values(("policy", &self.id), &own(self), &own(other), &mut found);
        values(("options", ""), &self.table("options"), &other.table("options"), &mut found);
        for (kind, key) in LISTS {
            let (one, two) = (self.named(kind, key), other.named(kind, key));
            for (name, said) in &one {
                match two.iter().find(|(known, _)| known == name) {
                    Some((_, then)) => values((kind, name), said, then, &mut found),
                    None => found.push(differs(kind, name, Change::Removed { text: short(said) })),
                }
            }
            let new = two.iter().filter(|(name, _)| !one.iter().any(|(known, _)| known == name));
            found.extend(new.map(|(name, said)| differs(kind, name, Change::Added { text: short(said) })));
        }
        found
    }

    /// The declarations of a kind by name, each as keys and what is written under them.
    fn named(&self, kind: &str, key: &str) -> Vec<(String, Vec<Said>)> {
        let Some(node) = self.root().get(kind) else { return Vec::new() };
        if key.is_empty() {
            return node.entries().iter().map(|entry| (entry.key.clone(), value(entry))).collect();
        }
        let Value::List(nodes) = &node.value else { return Vec::new() };
        let named = |node: &Node| {
            let name = node.get(key).map(Node::told).unwrap_or_default();
            (name.trim_matches('"').to_owned(), said(node))
        };
        nodes.iter().map(named).collect()
    }

    fn table(&self, key: &str) -> Vec<Said> {
        self.root().get(key).map(said).unwrap_or_default()
    }
}

fn values((kind, name): (&'static str, &str), one: &[Said], two: &[Said], found: &mut Vec<Differs>) {
    let of = |list: &[Said], key: &str| -> Bilingual {
        let known = list.iter().find(|(known, _)| known == key);
        known.map_or_else(|| Bilingual::new("–", "–"), |(_, words)| words.clone())
    };
    let keys: Vec<&String> = one.iter().chain(two).map(|(key, _)| key).collect();
    let mut seen: Vec<&String> = Vec::new();
    for key in keys {
        let (before, after) = (of(one, key), of(two, key));
        if before != after && !seen.contains(&key) {
            found.push(differs(kind, name, Change::Value { key: key.as_str().into(), one: before, other: after }));
        }
        seen.push(key);
    }
}

fn differs(kind: &'static str, name: &str, what: Change) -> Differs {
    Differs { kind, name: name.into(), what }
}

fn said(node: &Node) -> Vec<Said> {
    node.entries().iter().map(|entry| (entry.key.clone(), words(&entry.node))).collect()
}

fn value(entry: &Entry) -> Vec<Said> {
    vec![("=".to_owned(), words(&entry.node))]
}

/// What is written at a node: text in two languages as such, dated values as they are read, anything else as it is.
fn words(node: &Node) -> Bilingual {
    let word = |node: &Node, key: &str| node.get(key).map(|part| part.told().trim_matches('"').to_owned());
    if let (Some(zh), Some(en)) = (word(node, "zh"), word(node, "en")) {
        return Bilingual::new(&zh, &en);
    }
    let dated = |node: &Node| {
        let by = word(node, "by").map_or(["", ""], |by| acts_by(&by));
        Some((word(node, "value")?, word(node, "unit")?, word(node, "from")?, by))
    };
    let Value::List(nodes) = &node.value else { return plain(node) };
    let values: Option<Vec<_>> = nodes.iter().map(dated).collect();
    match values.filter(|values| !values.is_empty()) {
        Some(values) => {
            let zh = values.iter().map(|(value, unit, from, [by, _])| format!("{value} {unit}（{from} 起{by}）"));
            let en = values.iter().map(|(value, unit, from, [_, by])| format!("{value} {unit} (from {from}{by})"));
            Bilingual::new(&zh.collect::<Vec<_>>().join("，"), &en.collect::<Vec<_>>().join(", "))
        }
        None => plain(node),
    }
}

/// By whose day a value begins, behind the day.
fn acts_by(word: &str) -> [&'static str; 2] {
    match word {
        "fact_day" => ["，以事实日为准", ", by the day of the fact"],
        "application_day" => ["，以申报日为准", ", by the day of the application"],
        // A file that says something else does not pass the check.
        _ => ["", ""],
    }
}

fn plain(node: &Node) -> Bilingual {
    let text = node.told();
    Bilingual::new(&text, &text)
}

/// What tells a declaration best: its title, or its value.
fn short(said: &[Said]) -> Bilingual {
    let best =
        ["restates", "title", "question", "="].iter().find_map(|key| said.iter().find(|(known, _)| known == key));
    best.map_or_else(|| Bilingual::new("–", "–"), |(_, words)| words.clone())
}
