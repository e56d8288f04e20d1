//! Names that renamings join: of awards, grades and titles. A renaming says that two names mean one thing, so it is
//! followed in both directions and any number of steps, as the mappings of matters are.

use crate::policy::{Matching, Selected};
use crate::position::{Engine, FactRef};
use crate::timeline::Fact;
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
    /// A renaming gives names in words joined by `/`; that of a beginning renames all that begin with it. Names never get
    /// more words than the recorded one has, so that a renaming to a part of itself comes to an end.
    pub(super) fn names(&self, renamed: Option<&Selected>, recorded: Vec<Arc<str>>) -> Vec<Name> {
        let (most, slashes) = (recorded.len(), recorded.join("/").matches('/').count());
        let mut names = vec![Name { words: recorded, facts: Vec::new() }];
        let Some(selected) = renamed else { return names };
        let all = self.timeline.of_kind(selected.kind).filter(|fact| fact.day <= self.on);
        let renamings: Vec<&Fact> = all.filter(|fact| self.is_selected(fact, selected)).collect();
        let mut next = 0;
        while let Some(name) = names.get(next).cloned() {
            next = next.saturating_add(1);
            for fact in &renamings {
                for whole in self.across(&name.whole(), fact) {
                    let words: Vec<Arc<str>> = whole.splitn(most, '/').map(Arc::from).collect();
                    if whole.matches('/').count() <= slashes && !names.iter().any(|known| known.words == words) {
                        let facts = name.facts.iter().copied().chain([FactRef::of(fact)]).collect();
                        names.push(Name { words, facts });
                    }
                }
            }
        }
        names
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
            let joined = || {
                let (own, other) = own.text().zip(other.text())?;
                Some(self.other_names(pair.renamed.as_ref(), own).iter().any(|name| **name == *other))
            };
            own == other || joined().unwrap_or(false)
        })
    }

    /// The names that one renaming makes of a name, forwards and backwards.
    fn across(&self, name: &str, renaming: &Fact) -> Vec<String> {
        let [old, new] = self.words.mapped.fields.map(|field| renaming.record.get(field).text());
        let Some((old, new)) = old.zip(new) else { return Vec::new() };
        let put = |from: &str, to: &str| {
            let rest = name.strip_prefix(from)?;
            (rest.is_empty() || rest.starts_with('/')).then(|| format!("{to}{rest}"))
        };
        put(old, new).into_iter().chain(put(new, old)).collect()
    }
}

/// One name for all of them: the smallest.
pub(super) fn common_name(names: &[Name]) -> Arc<str> {
    names.iter().map(|name| name.words.join(" ")).min().unwrap_or_default().into()
}
