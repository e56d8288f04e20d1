//! Names that renamings join: of awards, grades and titles. A renaming says that two names mean one thing, so it is
//! followed in both directions and any number of steps, as the mappings of matters are.

use crate::event::Slot;
use crate::policy::{Matching, Renamed, Selected};
use crate::position::{Engine, FactRef};
use crate::timeline::Fact;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// One name of a thing, in words: `中国专利奖`, `发明专利`, `金奖`.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub(super) words: Vec<Arc<str>>,
    /// The renamings between the name that was recorded and this one.
    pub(super) facts: Vec<FactRef>,
}

impl Name {
    fn whole(&self) -> String {
        self.words.join("/")
    }
}

impl Engine<'_> {
    /// Every name of a thing on the business day: the recorded one, and then the nearest first.
    ///
    /// A name of one word is renamed as a whole. One of several is given with its words joined by `/`, and the renaming of a
    /// beginning renames all that begin with it; then no name gets more words than the recorded one has, so that a renaming
    /// to a part of itself comes to an end.
    pub(super) fn names(&self, renamed: Option<&Selected>, recorded: Vec<Arc<str>>) -> Vec<Name> {
        let (most, slashes) = (recorded.len(), recorded.join("/").matches('/').count());
        let mut names = vec![Name { words: recorded, facts: Vec::new() }];
        let Some(selected) = renamed else { return names };
        let mut known: FxHashSet<String> = names.iter().map(Name::whole).collect();
        let mut next = 0;
        while let Some(name) = names.get(next).cloned() {
            next = next.saturating_add(1);
            for fact in self.renamings(selected, &name.whole(), most > 1) {
                for whole in self.across(&name.whole(), fact, most > 1) {
                    if (most == 1 || whole.matches('/').count() <= slashes) && known.insert(whole.clone()) {
                        let words = whole.splitn(most, '/').map(Arc::from).collect();
                        let facts = name.facts.iter().copied().chain([FactRef::of(fact)]).collect();
                        names.push(Name { words, facts });
                    }
                }
            }
        }
        names
    }

    /// The renamings that may speak of a name, by day and content: of the whole of it or, by words, of a beginning.
    fn renamings(&self, selected: &Selected, name: &str, by_words: bool) -> Vec<&Fact> {
        let beginnings = name.match_indices('/').filter(|_| by_words).filter_map(|(end, _)| name.get(..end));
        let mut found = Vec::new();
        for beginning in beginnings.chain([name]) {
            for end in self.words.mapped.fields {
                found.extend(self.timeline.saying(selected.kind, end, beginning));
            }
        }
        found.sort_unstable();
        found.dedup();
        let facts = found.into_iter().filter_map(|ix| self.timeline.fact(ix));
        facts.filter(|fact| fact.day <= self.on && self.is_selected(fact, selected)).collect()
    }

    /// The names of one word that mean the same as this one.
    pub(super) fn other_names(&self, renamed: Option<&Selected>, word: &str) -> Vec<Arc<str>> {
        let names = if renamed.is_some() { self.names(renamed, vec![word.into()]) } else { Vec::new() };
        names.into_iter().skip(1).map(|name| name.whole().into()).collect()
    }

    /// Whether the fields of two facts agree, names under any that means the same.
    pub(super) fn agrees(&self, mine: &Fact, theirs: &Fact, matching: &[Matching]) -> bool {
        matching.iter().all(|pair| {
            let other = theirs.record.get(pair.theirs);
            let Some(field) = pair.mine else { return other.id() == Some(mine.id) };
            let own = mine.record.get(field);
            own == other || pair.renamed.as_ref().is_some_and(|renamed| self.is_first_word(mine, field, other, renamed))
        })
    }

    /// Whether some name of a thing begins with a word.
    fn is_first_word(&self, mine: &Fact, field: usize, other: &Slot, renamed: &Renamed) -> bool {
        let Some(other) = other.text() else { return false };
        if renamed.words.first().is_some_and(|first| *first != field) {
            return false;
        }
        let fields = if renamed.words.is_empty() { std::slice::from_ref(&field) } else { &renamed.words };
        let words = fields.iter().map(|field| mine.record.get(*field).text().unwrap_or_default().into());
        let names = self.names(Some(&renamed.by), words.collect());
        names.iter().any(|name| name.words.first().is_some_and(|first| **first == *other))
    }

    /// The names that one renaming makes of a name, forwards and backwards.
    fn across(&self, name: &str, renaming: &Fact, by_words: bool) -> Vec<String> {
        let [old, new] = self.words.mapped.fields.map(|field| renaming.record.get(field).text());
        let Some((old, new)) = old.zip(new) else { return Vec::new() };
        let put = |from: &str, to: &str| {
            let rest = name.strip_prefix(from)?;
            (rest.is_empty() || by_words && rest.starts_with('/')).then(|| format!("{to}{rest}"))
        };
        put(old, new).into_iter().chain(put(new, old)).collect()
    }
}

/// One name for all of them: the smallest.
pub(super) fn common_name(names: &[Name]) -> Arc<str> {
    names.iter().map(|name| name.words.join(" ")).min().unwrap_or_default().into()
}
