//! Claims tied by a third fact: a matter and the one that repeats it.

use crate::policy::{Exclusion, FieldRef, Test};
use crate::position::allocate::{Claim, LinkRole, LinkedTo};
use crate::position::{Engine, Item, Outcome};

impl Engine<'_> {
    /// Ties the claims that a third fact links: a matter and the one that repeats it.
    pub(super) fn link(&self, claims: &mut [Claim], items: &[Item]) {
        for (number, exclusion) in self.program.exclusions.iter().enumerate() {
            let ends: Vec<(usize, Option<&str>, bool, bool)> = claims
                .iter()
                .enumerate()
                .filter(|(_, claim)| claim.grant == exclusion.grant)
                .map(|(index, claim)| {
                    let said = |test: &Test| self.says(test, items.get(claim.item));
                    (index, key_of(claim, items, exclusion.key), said(&exclusion.first), said(&exclusion.second))
                })
                .collect();
            let mut found: Vec<(usize, LinkedTo)> = Vec::new();
            for (index, key, first, second) in &ends {
                let Some(key) = key else { continue };
                for other in self.linked_names(exclusion, key) {
                    let role = if *second { LinkRole::Second } else { LinkRole::First };
                    let opposite = |f: bool, s: bool| (*second && f) || (*first && s);
                    let claim = claims.get(*index);
                    let recorded = *second && self.recorded_before(exclusion, &other, claim);
                    let missed = *second && self.missed_before(exclusion, &other, claim, items);
                    let linked = LinkedTo { exclusion: number, role, partner: None, recorded, missed };
                    // The subject may have several claims for the one name; each may be the one that is paid.
                    let own = ends.iter().filter(|(_, name, f, s)| *name == Some(other.as_str()) && opposite(*f, *s));
                    let partners: Vec<usize> = own.map(|(index, ..)| *index).collect();
                    if partners.is_empty() && (recorded || missed) {
                        found.push((*index, linked));
                    }
                    found.extend(partners.into_iter().map(|at| (*index, LinkedTo { partner: Some(at), ..linked })));
                }
            }
            for (index, linked) in found {
                if let Some(claim) = claims.get_mut(index) {
                    claim.linked.push(linked);
                }
            }
        }
    }

    fn says(&self, test: &Test, item: Option<&Item>) -> bool {
        let record = item.and_then(|item| item.content.as_ref()).map(|(_, record)| record);
        record.is_some_and(|record| self.field_test(test, record, None))
    }

    /// The names at the other end of the links of a name.
    fn linked_names(&self, exclusion: &Exclusion, name: &str) -> Vec<String> {
        let mut names = Vec::new();
        for fact in self.timeline.of_kind(exclusion.link).filter(|fact| fact.day <= self.on) {
            if !exclusion.filter.iter().all(|test| self.field_test(test, &fact.record, None)) {
                continue;
            }
            let ends = (fact.record.get(exclusion.one).text(), fact.record.get(exclusion.other).text());
            match ends {
                (Some(one), Some(other)) if one == name => names.push(other.to_owned()),
                (Some(one), Some(other)) if other == name => names.push(one.to_owned()),
                _ => {}
            }
        }
        names
    }

    /// Whether the matter of a name was on record, for anybody, by the day of a claim.
    fn recorded_before(&self, exclusion: &Exclusion, name: &str, claim: Option<&Claim>) -> bool {
        let Some(claim) = claim else { return false };
        let Some((kind, _)) = &claim.content else { return false };
        self.timeline.of_kind(*kind).any(|fact| {
            fact.day <= claim.day
                && fact.record.get(exclusion.key.index).text() == Some(name)
                && self.field_test(&exclusion.first, &fact.record, None)
        })
    }

    /// Whether the subject could have had the matter of a name before a claim, and missed its call.
    fn missed_before(&self, exclusion: &Exclusion, name: &str, claim: Option<&Claim>, items: &[Item]) -> bool {
        items.iter().filter(|item| item.outcome == Outcome::MissedCall && item.gross.is_positive()).any(|item| {
            let key = item.content.as_ref().and_then(|(_, record)| record.get(exclusion.key.index).text());
            item.grant == Some(exclusion.grant)
                && key == Some(name)
                && self.says(&exclusion.first, Some(item))
                && claim.is_some_and(|claim| (item.day, &item.content) < (claim.day, &claim.content))
        })
    }
}

/// The name by which links know a claim.
fn key_of<'i>(claim: &Claim, items: &'i [Item], key: FieldRef) -> Option<&'i str> {
    let (_, record) = items.get(claim.item)?.content.as_ref()?;
    record.get(key.index).text()
}
