//! The search for the best set of winners.
//!
//! Of two permitted choices the one with the larger total is preferred; of equal totals the one whose winners have the
//! larger own amounts; of these the one that gives more to the earlier items; of these the one found first, in which the
//! earlier claims win. `docs/decisions/0008-preference-among-equal-choices.md` says why.

use crate::position::Engine;
use crate::position::allocate::{Allocation, Claim};
use crate::value::Fen;
use std::cmp::Ordering;

/// A depth-first search over sets of winners without rivals.
pub(super) struct Search<'s, 'a> {
    engine: &'s Engine<'a>,
    claims: &'s [&'s Claim],
    /// No allocation gives more than this.
    bound: Fen,
    best: Option<Found>,
    chosen: Vec<bool>,
}

/// A complete choice: what it gives, and the sum of its winners' own amounts.
struct Found {
    allocation: Allocation,
    own: Fen,
}

impl<'s, 'a> Search<'s, 'a> {
    pub(super) fn new(engine: &'s Engine<'a>, claims: &'s [&'s Claim], bound: Fen) -> Self {
        Self { engine, claims, bound, best: None, chosen: vec![false; claims.len()] }
    }

    /// The best allocation.
    pub(super) fn run(mut self) -> Allocation {
        self.decide(0, Fen::ZERO);
        self.best.map(|found| found.allocation).unwrap_or_default()
    }

    /// Decides about a claim and all after it, given the own amounts of the winners before it; the winner first.
    fn decide(&mut self, index: usize, own: Fen) {
        if self.is_hopeless(index, own) {
            return;
        }
        let Some(claim) = self.claims.get(index) else {
            if self.is_complete() {
                self.weigh(own);
            }
            return;
        };
        let contested = self.claims.iter().any(|other| other.rivals(claim));
        let beaten = contested && self.is_beaten(claim);
        if !beaten {
            self.set(index, true);
            self.decide(index.saturating_add(1), own.plus(claim.available));
            self.set(index, false);
        }
        if contested {
            self.decide(index.saturating_add(1), own);
        }
    }

    /// Keeps a complete choice when it is preferred to the best so far.
    fn weigh(&mut self, own: Fen) {
        let allocation = self.engine.allocate(self.claims, &self.chosen);
        let preferred = self.best.as_ref().is_none_or(|best| {
            let order = allocation.total.cmp(&best.allocation.total).then(own.cmp(&best.own));
            order.then_with(|| nets(&allocation).cmp(nets(&best.allocation))) == Ordering::Greater
        });
        if preferred {
            self.best = Some(Found { allocation, own });
        }
    }

    /// Once the upper bound is reached, whether no choice that begins as this one does can be preferred to the best.
    fn is_hopeless(&self, index: usize, own: Fen) -> bool {
        let Some(best) = self.best.as_ref().filter(|best| best.allocation.total >= self.bound) else { return false };
        match own.plus(self.most_after(index)).cmp(&best.own) {
            Ordering::Less => true,
            Ordering::Greater => false,
            // What the claims so far get is settled by who of them wins; those after them cannot take it away.
            Ordering::Equal => {
                let begun = self.engine.allocate(self.claims, &self.chosen);
                let here = nets(&begun).take(index).cmp(nets(&best.allocation).take(index));
                let rest: Fen = nets(&best.allocation).skip(index).sum();
                here == Ordering::Less || here == Ordering::Equal && !rest.is_positive()
            }
        }
    }

    /// The most that the winners from a claim on can have as their own amounts: of claims that are all rivals of each
    /// other only the largest counts.
    fn most_after(&self, index: usize) -> Fen {
        let mut groups: Vec<(Vec<&Claim>, Fen)> = Vec::new();
        for claim in self.claims.iter().skip(index).filter(|claim| !self.is_beaten(claim)) {
            match groups.iter_mut().find(|(group, _)| group.iter().all(|other| other.rivals(claim))) {
                Some((group, most)) => {
                    group.push(claim);
                    *most = claim.available.max(*most);
                }
                None => groups.push((vec![claim], claim.available)),
            }
        }
        groups.into_iter().map(|(_, most)| most).sum()
    }

    fn is_beaten(&self, claim: &Claim) -> bool {
        self.claims.iter().zip(&self.chosen).any(|(other, won)| *won && other.rivals(claim))
    }

    /// Whether every claim that was left out lost to a rival: a choice is between rivals, and gives no matter up.
    fn is_complete(&self) -> bool {
        self.claims.iter().zip(&self.chosen).all(|(claim, won)| *won || self.is_beaten(claim))
    }

    fn set(&mut self, index: usize, wins: bool) {
        if let Some(slot) = self.chosen.get_mut(index) {
            *slot = wins;
        }
    }
}

/// What each item gets, the earlier ones first.
fn nets(allocation: &Allocation) -> impl Iterator<Item = Fen> + '_ {
    allocation.shares.iter().map(|share| share.net)
}
