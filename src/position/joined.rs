//! Matters under several names: mappings join two names, in any direction and number of steps. Names are followed from one to the
//! next, so that a matter costs what is said about its own names, however many mappings there are.

use crate::policy::Joined;
use crate::position::Engine;
use crate::timeline::{ByField, FactIx};
use std::sync::Arc;

/// The mappings on record, and which of them join the names of matters.
#[derive(Debug)]
pub(super) struct Mappings<'a> {
    joined: Vec<&'a Joined>,
    /// What matters begin with that are joined, each once.
    prefixes: Vec<&'a str>,
    /// By each of their ends: its field, and that of the other.
    ends: [(ByField, usize, usize); 2],
}

impl<'a> Mappings<'a> {
    pub(super) fn of(engine: &Engine<'a>) -> Self {
        let documents = engine.program.documents.iter().filter_map(|own| own.best_of.as_ref());
        let joined: Vec<&Joined> = documents.flat_map(|own| &own.joined_by).collect();
        let mut prefixes: Vec<&str> = joined.iter().map(|joined| &*joined.prefix).collect();
        prefixes.sort_unstable();
        prefixes.dedup();
        let kind = engine.words.mapped.kind;
        let [old, new] = engine.words.mapped.fields;
        let by = |from, to| (engine.timeline.by_field(kind, from), from, to);
        Self { joined, prefixes, ends: [by(old, new), by(new, old)] }
    }
}

impl Engine<'_> {
    /// One name for all the names of a matter: the smallest of them.
    pub(super) fn mapped(&self, matter: &Arc<str>) -> Arc<str> {
        self.all_names(matter).into_iter().min().unwrap_or_else(|| Arc::clone(matter))
    }

    /// Every name of a matter, this one first.
    pub(super) fn all_names(&self, matter: &Arc<str>) -> Vec<Arc<str>> {
        let mut names = vec![Arc::clone(matter)];
        let mut next = 0;
        while let Some(name) = names.get(next).cloned() {
            next = next.saturating_add(1);
            for across in self.across_mappings(&name) {
                if !names.contains(&across) {
                    names.push(across);
                }
            }
        }
        names
    }

    /// The names that one mapping joins with a name.
    fn across_mappings(&self, name: &str) -> Vec<Arc<str>> {
        let mappings = self.mappings();
        let mut found = Vec::new();
        for (by, from, to) in &mappings.ends {
            for prefix in mappings.prefixes.iter().filter(|_| !by.is_empty()) {
                let Some(rest) = name.strip_prefix(prefix) else { continue };
                let all = self.timeline.saying_among(by, *from, rest).iter();
                found.extend(all.filter_map(|ix| self.other_end(&mappings.joined, *ix, (prefix, *to))));
            }
        }
        found
    }

    /// What a mapping puts at its other end, where it joins matters that begin so.
    fn other_end(&self, joined: &[&Joined], mapping: FactIx, (prefix, to): (&str, usize)) -> Option<Arc<str>> {
        let fact = self.timeline.fact(mapping).filter(|fact| fact.day <= self.on)?;
        // The first that speaks of a mapping says how it is meant.
        let meant = joined.iter().find(|joined| self.is_selected(fact, &joined.facts))?;
        let end = fact.record.get(to).text().filter(|_| *meant.prefix == *prefix)?;
        Some(format!("{prefix}{end}").into())
    }
}
