//! Claims tied by a third fact: a matter and the one that repeats it.

use crate::policy::{Exclusion, FieldRef, Test};
use crate::position::allocate::{Claim, LinkRole, LinkedTo};
use crate::position::{Engine, Item, Outcome};
use std::sync::Arc;

impl Engine<'_> {
    /// Ties the claims that a third fact links: a matter and the one that repeats it.
    pub(super) fn link(&self, claims: &mut [Claim], items: &[Item]) {
        for (number, exclusion) in self.program.exclusions.iter().enumerate().filter(|(_, own)| self.is_last(own)) {
            let Some(named) = self.program.grants.get(exclusion.grant).map(|grant| &grant.id) else { continue };
            let ends: Vec<(usize, Option<Arc<str>>, bool, bool)> = claims
                .iter()
                .enumerate()
                .filter(|(_, claim)| claim.named == *named)
                .map(|(index, claim)| {
                    let said = |test: &Test| self.says(test, items.get(claim.item));
                    let name = key_of(claim, items, exclusion.key).map(|name| self.one_name(exclusion, name));
                    (index, name, said(&exclusion.first), said(&exclusion.second))
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
                    let own = ends.iter().filter(|(_, name, f, s)| name.as_ref() == Some(&other) && opposite(*f, *s));
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

    /// Whether no later document says the same again: what links matters reaches those of the documents before it too.
    fn is_last(&self, exclusion: &Exclusion) -> bool {
        let first = |own: &Exclusion| {
            let grant = self.program.grants.get(own.grant)?;
            Some((Arc::clone(&grant.id), self.document(grant.document)))
        };
        let Some((named, own)) = first(exclusion) else { return false };
        let later = |other: &Exclusion| {
            other.name == exclusion.name
                && first(other).is_some_and(|(grant, document)| {
                    grant == named && document.district == own.district && document.force.first > own.force.first
                })
        };
        !self.program.exclusions.iter().any(later)
    }

    fn says(&self, test: &Test, item: Option<&Item>) -> bool {
        let record = item.and_then(|item| item.content.as_ref()).map(|(_, record)| record);
        record.is_some_and(|record| self.field_test(test, record, None))
    }

    /// The names at the other end of the links of a name.
    fn linked_names(&self, exclusion: &Exclusion, name: &Arc<str>) -> Vec<Arc<str>> {
        let mut names = Vec::new();
        let all = self.bearing(exclusion, (exclusion.link, &[exclusion.one, exclusion.other]), name).into_iter();
        for fact in all.filter(|fact| fact.day <= self.on) {
            if !exclusion.filter.iter().all(|test| self.field_test(test, &fact.record, None)) {
                continue;
            }
            let end = |field| fact.record.get(field).text().map(|name| self.one_name(exclusion, name));
            let Some((one, other)) = end(exclusion.one).zip(end(exclusion.other)) else { continue };
            if one == *name {
                names.push(other);
            } else if other == *name {
                names.push(one);
            }
        }
        names
    }

    /// Whether the matter of a name was on record, for anybody, by the day of a claim.
    fn recorded_before(&self, exclusion: &Exclusion, name: &Arc<str>, claim: Option<&Claim>) -> bool {
        let Some(claim) = claim else { return false };
        let Some((kind, _)) = &claim.content else { return false };
        self.bearing(exclusion, (*kind, &[exclusion.key.index]), name).into_iter().any(|fact| {
            fact.day <= claim.day
                && self.field_test(&exclusion.first, &fact.record, None)
                && self.is_named(exclusion, &fact.record, name)
        })
    }

    /// Whether the subject could have had the matter of a name before a claim, and missed its call.
    fn missed_before(&self, exclusion: &Exclusion, name: &Arc<str>, claim: Option<&Claim>, items: &[Item]) -> bool {
        items.iter().filter(|item| item.outcome == Outcome::MissedCall && item.gross.is_positive()).any(|item| {
            let own = self.program.grants.get(exclusion.grant).is_some_and(|grant| grant.id == item.grant_id);
            own && item.content.as_ref().is_some_and(|(_, record)| self.is_named(exclusion, record, name))
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
