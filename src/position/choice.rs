//! The choice among articles and caps, solved together and exactly.

use crate::policy::{Days, Selected, Test};
use crate::position::allocate::{Allocation, Claim};
use crate::position::bound::{components, upper_bound};
use crate::position::search::Search;
use crate::position::{CapUse, Cut, Engine, Excluded, ExcludedBy, FactRef, Item, Outcome};
use crate::timeline::Fact;
use crate::value::{Fen, Uscc};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

impl Engine<'_> {
    /// Sets what each item nets, what stands against it, and what was paid; returns the use of each cap.
    pub(super) fn settle(&self, subject: Uscc, items: &mut [Item]) -> Vec<CapUse> {
        let mut claims = self.claims(subject, items);
        self.link(&mut claims, items);
        let mut used: BTreeMap<(usize, i32), Fen> = BTreeMap::new();
        for component in components(&claims, self.carries()) {
            let own: Vec<&Claim> = component.iter().filter_map(|index| claims.get(*index)).collect();
            let best = self.best(&own);
            for (key, amount) in &best.used {
                let total = used.entry(*key).or_default();
                *total = total.plus(*amount);
            }
            write(&own, &best, items);
        }
        for item in items.iter_mut() {
            self.balance(subject, item);
        }
        self.cap_uses(&claims, used)
    }

    /// The items that may get money, in the order in which caps are used.
    fn claims(&self, subject: Uscc, items: &mut [Item]) -> Vec<Claim> {
        let mut claims = Vec::new();
        for (index, item) in items.iter_mut().enumerate() {
            let Some(grant) = item.grant.filter(|_| item.outcome == Outcome::Due) else { continue };
            let matter = self.mapped(&item.matter);
            let available = self.after_other_support(subject, &matter, item);
            let limits = self.program.limits.iter().enumerate().filter(|(_, limit)| limit.grants.contains(&grant));
            let limits = limits.filter_map(|(number, limit)| {
                // A cap that changes inside a year is for each item the value of the day that governs the item. What
                // earlier items used counts in full, so that a higher cap leaves the later ones more room in the same
                // year and a lower one leaves them less; nothing is taken back from what came before.
                let own = item.days();
                let governing = own.governing.max(self.document(item.document).force.first);
                match self.program.value(limit.amount, Days { governing, ..own })?.value {
                    crate::policy::ParamValue::Yuan(cap) => Some((number, cap)),
                    crate::policy::ParamValue::Percent(_) | crate::policy::ParamValue::Whole(_) => None,
                }
            });
            claims.push(Claim {
                number: 0,
                item: index,
                grant,
                named: Arc::clone(&item.grant_id),
                district: Arc::clone(&self.document(item.document).district),
                document: item.document,
                best_of: self.document(item.document).best_of.is_some(),
                tops_up: self.program.grants.get(grant).is_some_and(|grant| grant.tops_up),
                once: mapped_once(item, &matter),
                matter,
                day: item.day,
                content: item.content.clone(),
                available,
                reserve: item.approved.min(available),
                paid: item.paid,
                eligible: item.gross.is_positive(),
                limits: limits.collect(),
                year: item.cap_year(self.document(item.document)),
                linked: Vec::new(),
            });
        }
        claims.sort_by(Claim::canonical_order);
        claims.iter_mut().enumerate().for_each(|(number, claim)| claim.number = number);
        self.reserve(&mut claims, items);
        claims
    }

    /// What was approved for a matter a second time reserves only what it has more than the first approval. What one day approved has
    /// no first: together it keeps what the best of it comes to, and what is too much is taken from the lesser ones.
    fn reserve(&self, claims: &mut [Claim], items: &[Item]) {
        let approved_on = |claim: &Claim| items.get(claim.item).and_then(Item::approved_on);
        let mut order: Vec<usize> = (0..claims.len()).collect();
        order.sort_by_key(|index| {
            claims.get(*index).map(|claim| (approved_on(claim), Reverse(claim.available), *index))
        });
        let mut before: Vec<Claim> = Vec::new();
        for index in order {
            let Some(claim) = claims.get_mut(index).filter(|claim| claim.reserve.is_positive()) else { continue };
            let rivals = before.iter().filter(|other| other.rivals(claim) && other.reserve.is_positive());
            let (beside, earlier): (Vec<&Claim>, Vec<&Claim>) = rivals
                .partition(|rival| approved_on(rival) == approved_on(claim) && self.pays_the_difference(rival, claim));
            let left =
                earlier.iter().fold(claim.available, |left, rival| left.minus(self.taken_by(rival, claim, left)));
            let best = beside.iter().map(|rival| rival.available).max().unwrap_or(left);
            let kept: Fen = beside.iter().map(|rival| rival.reserve).sum();
            claim.reserve = claim.reserve.min(left).min(best.less(kept));
            before.push(claim.clone());
        }
    }

    pub(super) fn is_selected(&self, fact: &Fact, selected: &Selected) -> bool {
        let says = |test: &Test| self.field_test(test, &fact.record, None);
        fact.kind == selected.kind && selected.filter.iter().all(says)
    }

    /// What another scheme leaves of an item. What the document does not deduct stacks, unless it says it does not.
    fn after_other_support(&self, subject: Uscc, matter: &Arc<str>, item: &mut Item) -> Fen {
        let [code, named, amount, exclusive] = self.words.external.fields;
        let mut available = item.gross;
        for fact in self.facts_of(subject, self.words.external.kind, code) {
            let same = fact.record.get(named).text().is_some_and(|name| self.mapped(&name.into()) == *matter);
            let document = self.document(item.document);
            let deducts = document.best_of.as_ref().map(|best_of| &best_of.deducts);
            let deducted = deducts.is_some_and(|deducts| self.is_selected(fact, deducts));
            let excludes = if deducted {
                document.options.other_support == crate::policy::OtherSupport::Excludes
            } else {
                fact.record.get(exclusive).flag() == Some(true)
            };
            if !same || !(deducted || excludes) {
                continue;
            }
            let given = fact.record.get(amount).money().unwrap_or(Fen::ZERO);
            let taken = if excludes { available } else { given.min(available) };
            available = available.minus(taken);
            if taken.is_positive() {
                item.excluded.push(Excluded { amount: taken, by: ExcludedBy::Other(FactRef::of(fact)) });
            }
        }
        available
    }

    /// Whether what is above a cap of a document is carried to later years.
    pub(super) fn carried_under(&self, document: usize) -> bool {
        self.document(document).options.above_cap == crate::policy::AboveCap::Carried
    }

    /// Whether that is so under any document, so that years are settled together.
    pub(super) fn carries(&self) -> bool {
        (0..self.program.documents.len()).any(|document| self.carried_under(document))
    }

    fn best(&self, claims: &[&Claim]) -> Allocation {
        Search::new(self, claims, upper_bound(claims, self.carries())).run()
    }

    fn cap_uses(&self, claims: &[Claim], mut used: BTreeMap<(usize, i32), Fen>) -> Vec<CapUse> {
        for claim in claims {
            for (limit, _) in &claim.limits {
                used.entry((*limit, claim.year)).or_default();
            }
        }
        // Of several caps in one year the largest is told, which the use never exceeds.
        let cap_of = |claim: &Claim, number: usize, year: i32| {
            let reaches = claim.year == year || (self.carried_under(claim.document) && claim.year < year);
            claim.limits.iter().find(|(limit, _)| *limit == number && reaches).map(|(_, cap)| *cap)
        };
        let all = used.into_iter().filter_map(|((number, year), used)| {
            let limit = self.program.limits.get(number)?;
            let cap = claims.iter().filter_map(|claim| cap_of(claim, number, year)).max()?;
            Some(CapUse { limit: number, name: Arc::clone(&limit.name), year, cap, used })
        });
        all.collect()
    }
}

/// The key of which one item wins; where it goes on from the matter, under the matter's one name.
fn mapped_once(item: &Item, matter: &Arc<str>) -> Arc<str> {
    match item.once.strip_prefix(&*item.matter) {
        Some(rest) => format!("{matter}{rest}").into(),
        None => Arc::clone(&item.once),
    }
}

/// Writes an allocation into the items.
fn write(claims: &[&Claim], best: &Allocation, items: &mut [Item]) {
    for (claim, share) in claims.iter().zip(&best.shares) {
        let by: Vec<Excluded> = share
            .excluded
            .iter()
            .filter(|(amount, _)| amount.is_positive())
            .map(|(amount, by)| Excluded { amount: *amount, by: by.clone() })
            .collect();
        let Some(item) = items.get_mut(claim.item) else { continue };
        item.net = share.net;
        item.excluded.extend(by);
        item.cuts = share.cuts.iter().filter(|cut| cut.amount.is_positive()).copied().collect::<Vec<Cut>>();
    }
}
