//! Matters under several names: mappings join two names, in any direction and number of steps. Names are followed from one to the
//! next, so that a matter costs what is said about its own names, however many mappings there are.

use crate::policy::Joined;
use crate::position::Engine;
use crate::timeline::FactIx;
use std::sync::Arc;

impl Engine<'_> {
    /// One name for all the names of a matter: the smallest of them.
    pub(super) fn mapped(&self, matter: &Arc<str>) -> Arc<str> {
        self.all_names(matter).into_iter().min().unwrap_or_else(|| Arc::clone(matter))
    }

    /// Every name of a matter, this one first.
    pub(super) fn all_names(&self, matter: &Arc<str>) -> Vec<Arc<str>> {
        let joined: Vec<&Joined> = self
            .program
            .documents
            .iter()
            .filter_map(|own| own.best_of.as_ref())
            .flat_map(|own| &own.joined_by)
            .collect();
        let mut names = vec![Arc::clone(matter)];
        let mut next = 0;
        while let Some(name) = names.get(next).cloned() {
            next = next.saturating_add(1);
            for across in self.across_mappings(&joined, &name) {
                if !names.contains(&across) {
                    names.push(across);
                }
            }
        }
        names
    }

    /// The names that one mapping joins with a name.
    fn across_mappings(&self, joined: &[&Joined], name: &str) -> Vec<Arc<str>> {
        let kind = self.words.mapped.kind;
        let [old, new] = self.words.mapped.fields;
        let mut prefixes: Vec<&str> = joined.iter().map(|joined| &*joined.prefix).collect();
        prefixes.sort_unstable();
        prefixes.dedup();
        let mut found = Vec::new();
        for prefix in prefixes {
            let Some(rest) = name.strip_prefix(prefix) else { continue };
            for (from, to) in [(old, new), (new, old)] {
                let all = self.timeline.saying(kind, from, rest).into_iter();
                found.extend(all.filter_map(|ix| self.other_end(joined, ix, (prefix, to))));
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
