//! What claims can give at most, and which of them can be solved apart.

use crate::position::allocate::Claim;
use crate::value::Fen;
use std::collections::BTreeMap;

/// No allocation gives more than this: of each matter no more than one grant's claims and what others reserved, and of
/// what stands under a limit no more than the largest of its caps in a year.
///
/// What is carried above a cap goes to later years, so that no cap bounds it.
pub(super) fn upper_bound(claims: &[&Claim], carried: bool) -> Fen {
    let mut limited: BTreeMap<(usize, i32), (Fen, Fen)> = BTreeMap::new();
    for claim in claims {
        for (limit, cap) in &claim.limits {
            let (most, _) = limited.entry((*limit, claim.year)).or_default();
            *most = (*most).max(*cap);
        }
    }
    let mut free = Fen::ZERO;
    for claim in claims {
        // Every claim counts under one of its limits; whichever that is, the sum stays a bound.
        let tightest = claim.limits.iter().map(|(limit, _)| (*limit, claim.year)).filter(|_| !carried);
        let tightest = tightest.min_by_key(|key| limited.get(key).map(|(most, _)| *most));
        match tightest.and_then(|key| limited.get_mut(&key)) {
            Some((_, sum)) => *sum = sum.plus(claim.available),
            None => free = free.plus(claim.available),
        }
    }
    let capped: Fen = limited.values().map(|(most, sum)| *sum.min(most)).sum();
    free.plus(capped).min(contested(claims))
}

/// The most the claims can give as rivals, whatever the caps.
fn contested(claims: &[&Claim]) -> Fen {
    // Where several grants may pay one matter, each is a matter of its own.
    let mut matters: BTreeMap<(&str, Option<usize>), BTreeMap<usize, Fen>> = BTreeMap::new();
    let mut reserved = Fen::ZERO;
    for claim in claims {
        let alone = (!claim.best_of).then_some(claim.grant);
        let of_grant = matters.entry((&claim.matter, alone)).or_default().entry(claim.grant).or_default();
        *of_grant = of_grant.plus(claim.available);
        // A loser keeps what was approved for it.
        reserved = reserved.plus(claim.reserve);
    }
    let best = matters.values().map(|grants| grants.values().copied().max().unwrap_or_default());
    best.sum::<Fen>().plus(reserved)
}

/// Claims that cannot influence each other are solved apart.
pub(super) fn components(claims: &[Claim], carried: bool) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..claims.len()).collect();
    for (index, claim) in claims.iter().enumerate() {
        for (earlier, other) in claims.iter().enumerate().take(index) {
            let shares = claim.limits.iter().any(|(limit, _)| other.limits.iter().any(|(known, _)| known == limit))
                && (carried || claim.year == other.year);
            let linked = claim.linked.iter().any(|link| link.partner == Some(earlier))
                || other.linked.iter().any(|link| link.partner == Some(index));
            if shares || linked || claim.rivals(other) {
                let (from, to) = (group.get(index).copied(), group.get(earlier).copied());
                group.iter_mut().filter(|slot| Some(**slot) == from).for_each(|slot| *slot = to.unwrap_or(*slot));
            }
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, root) in group.into_iter().enumerate() {
        members.entry(root).or_default().push(index);
    }
    members.into_values().collect()
}
