//! How caps are used once the winners are chosen: approved amounts first, then by day, then by content.

use crate::event::{Record, TypeId};
use crate::policy::{BlockRule, CapsCount, FirstCut, LowerPaid, Reversed};
use crate::position::{Cut, Engine, ExcludedBy};
use crate::value::{Day, Fen};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An item that may get money.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    /// Its place in the order in which caps are used.
    pub(super) number: usize,
    pub(super) item: usize,
    pub(super) grant: usize,
    /// The grant as every document of its line names it.
    pub(super) named: Arc<str>,
    /// The document it stands under.
    pub(super) document: usize,
    /// The district whose document it is.
    pub(super) district: Arc<str>,
    /// Whether the document lets one grant alone win a matter.
    pub(super) best_of: bool,
    /// Whether a later, better item of its grant and key gets the difference, whatever holds between grants.
    pub(super) tops_up: bool,
    pub(super) matter: Arc<str>,
    pub(super) once: Arc<str>,
    pub(super) day: Day,
    pub(super) content: Option<(TypeId, Record)>,
    /// What other schemes leave of its own amount.
    pub(super) available: Fen,
    /// What was approved of that.
    pub(super) reserve: Fen,
    pub(super) paid: Fen,
    pub(super) eligible: bool,
    pub(super) limits: Vec<(usize, Fen)>,
    pub(super) year: i32,
    pub(super) linked: Vec<LinkedTo>,
}

/// A link to another matter that must not be paid twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LinkedTo {
    pub(super) exclusion: usize,
    pub(super) role: LinkRole,
    /// The subject's own claim at the other end, by index among all claims.
    pub(super) partner: Option<usize>,
    /// Whether the first is on record for anybody by the day of the second.
    pub(super) recorded: bool,
    /// Whether the subject could have had the first before the second, and missed its call.
    pub(super) missed: bool,
}

/// Which end of a link a claim is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LinkRole {
    First,
    Second,
}

/// What each claim gets.
#[derive(Debug, Clone, Default)]
pub(super) struct Allocation {
    pub(super) shares: Vec<Share>,
    pub(super) used: BTreeMap<(usize, i32), Fen>,
    pub(super) total: Fen,
}

/// What one claim gets, and what stood against the rest.
#[derive(Debug, Clone, Default)]
pub(super) struct Share {
    pub(super) net: Fen,
    /// What it was to get before the caps.
    pub(super) wanted: Fen,
    pub(super) excluded: Vec<(Fen, ExcludedBy)>,
    pub(super) cuts: Vec<Cut>,
}

impl Share {
    /// What the caps took.
    fn cut(&self) -> Fen {
        self.wanted.less(self.net)
    }
}

impl Claim {
    /// By day, then content, then grant: never by id.
    pub(super) fn canonical_order(&self, other: &Self) -> Ordering {
        (self.day, &self.content, self.grant, &self.matter).cmp(&(
            other.day,
            &other.content,
            other.grant,
            &other.matter,
        ))
    }

    /// Whether only one of the two may win: one grant per matter where the document says so, one item per key of a grant.
    pub(super) fn rivals(&self, other: &Self) -> bool {
        let same = self.item == other.item;
        let matter = self.best_of && other.best_of && self.matter == other.matter && self.named != other.named;
        // A grant that a later document goes on with is the same grant.
        let once = self.once == other.once && self.named == other.named;
        // What one district gives, another may give too.
        !same && self.district == other.district && (matter || once)
    }
}

impl Engine<'_> {
    /// What each claim gets when some win.
    pub(super) fn allocate(&self, claims: &[&Claim], wins: &[bool]) -> Allocation {
        let mut allocation = Allocation { shares: vec![Share::default(); claims.len()], ..Allocation::default() };
        for (index, claim) in claims.iter().enumerate() {
            if claim.reserve.is_positive() && !self.blockable(claim, claims) {
                self.take(&mut allocation, index, claim, claim.reserve, Fen::ZERO);
            }
        }
        for index in 0..claims.len() {
            let won = wins.get(index) == Some(&true);
            self.fill(&mut allocation, index, claims, won);
        }
        allocation.total = allocation.shares.iter().map(|share| share.net).sum();
        allocation
    }

    /// Gives a claim what remains due to it after rivals, links and caps.
    fn fill(&self, allocation: &mut Allocation, index: usize, claims: &[&Claim], won: bool) {
        let Some(claim) = claims.get(index) else { return };
        let before = allocation.shares.get(index).map_or(Fen::ZERO, |share| share.net);
        let (mut target, mut excluded) = self.against_rivals(claim, claims, won);
        target = self.against_links(allocation, claim, claims, target, &mut excluded);
        let reduced: Fen = excluded.iter().map(|(amount, _)| *amount).sum();
        if let Some(share) = allocation.shares.get_mut(index) {
            share.excluded = excluded;
            share.wanted = target;
        }
        let counted = match self.document(claim.document).options.caps_count {
            CapsCount::Gross if won => reduced,
            CapsCount::NewCash | CapsCount::Gross => Fen::ZERO,
        };
        let more = target.less(before);
        if more.is_positive() {
            self.take(allocation, index, claim, more, counted);
        }
    }

    /// What a claim may reach beside the rivals that were approved before or win instead.
    fn against_rivals(&self, claim: &Claim, claims: &[&Claim], won: bool) -> (Fen, Vec<(Fen, ExcludedBy)>) {
        let rivals = || claims.iter().filter(|other| other.rivals(claim));
        if !won {
            let by =
                rivals().max_by_key(|rival| (rival.reserve, rival.available)).map_or(claim.item, |rival| rival.item);
            return (claim.reserve, vec![(claim.available.minus(claim.reserve), ExcludedBy::Item(by))]);
        }
        let mut target = claim.available;
        let mut excluded = Vec::new();
        for rival in rivals().filter(|rival| rival.reserve.is_positive()) {
            let taken = self.taken_by(rival, claim, target.less(claim.reserve));
            target = target.minus(taken);
            excluded.push((taken, ExcludedBy::Item(rival.item)));
        }
        (target, excluded)
    }

    /// What a rival that was approved before takes of what is left to a claim. Both are paid only where the one before is
    /// the lower one, and of another grant: within a grant the readings say whether there is one item.
    pub(super) fn taken_by(&self, rival: &Claim, claim: &Claim, left: Fen) -> Fen {
        match self.document(claim.document).options.lower_paid {
            _ if self.pays_the_difference(rival, claim) => rival.reserve.min(left),
            LowerPaid::Both if rival.named != claim.named && rival.reserve < claim.available => Fen::ZERO,
            LowerPaid::Both if rival.named != claim.named => left,
            LowerPaid::Difference | LowerPaid::Both => rival.reserve.min(left),
            LowerPaid::Nothing => left,
        }
    }

    /// Whether a claim gets what it has more than a rival.
    pub(super) fn pays_the_difference(&self, rival: &Claim, claim: &Claim) -> bool {
        let read = self.document(claim.document).options.lower_paid == LowerPaid::Difference;
        read || claim.tops_up && rival.named == claim.named
    }

    /// What a claim may reach beside the matters it is linked to.
    fn against_links(
        &self,
        allocation: &Allocation,
        claim: &Claim,
        claims: &[&Claim],
        target: Fen,
        excluded: &mut Vec<(Fen, ExcludedBy)>,
    ) -> Fen {
        let mut target = target;
        for link in &claim.linked {
            let Some(exclusion) = self.program.exclusions.get(link.exclusion) else { continue };
            let partner = claims.iter().position(|other| link.partner == Some(other.number));
            let other = partner.and_then(|index| Some((*claims.get(index)?, allocation.shares.get(index)?)));
            let left = match link.role {
                LinkRole::Second => {
                    let earlier = other.filter(|(first, _)| first.canonical_order(claim) == Ordering::Less);
                    let blocked = match exclusion.blocks {
                        // What only the cap kept from being supported blocks like what was.
                        BlockRule::OwnSupport => earlier
                            .is_some_and(|(first, share)| share.net.plus(share.cut()).plus(first.paid).is_positive()),
                        BlockRule::OnRecord => link.recorded,
                        BlockRule::OwnEligible => link.missed || earlier.is_some_and(|(first, _)| first.eligible),
                    };
                    let cut = earlier.map_or(Fen::ZERO, |(_, share)| share.cut());
                    match (blocked, exclusion.first_cut) {
                        (false, _) => target,
                        (true, FirstCut::StillBlocked) => Fen::ZERO,
                        (true, FirstCut::UnpaidPart) => target.min(cut),
                    }
                }
                LinkRole::First => {
                    let earlier = other.filter(|(second, _)| second.canonical_order(claim) == Ordering::Less);
                    match (earlier.filter(|(_, share)| share.net.is_positive()), exclusion.reversed) {
                        (None, _) | (Some(_), Reversed::Full) => target,
                        (Some((_, share)), Reversed::Difference) => target.less(share.net),
                        (Some(_), Reversed::Nothing) => Fen::ZERO,
                    }
                }
            };
            let item = other.map(|(partner, _)| partner.item);
            excluded.push((target.minus(left), ExcludedBy::Linked { exclusion: link.exclusion, item }));
            target = left;
        }
        target
    }

    /// Takes money from the caps of a claim, this year's and, where what is above is carried, the following years'.
    fn take(&self, allocation: &mut Allocation, index: usize, claim: &Claim, wanted: Fen, counted: Fen) {
        let carries = self.carried_under(claim.document);
        let last = if carries && !claim.limits.is_empty() { self.on.year().max(claim.year) } else { claim.year };
        let mut left = wanted;
        let mut counted = counted;
        for year in claim.year..=last {
            let beside = counted;
            let room = |(limit, cap): &(usize, Fen)| {
                let used = allocation.used.get(&(*limit, year)).copied().unwrap_or_default();
                cap.less(used).less(beside)
            };
            let part = claim.limits.iter().map(room).min().unwrap_or(left).min(left);
            if part.is_positive() {
                for (limit, _) in &claim.limits {
                    let used = allocation.used.entry((*limit, year)).or_default();
                    *used = used.plus(part).plus(counted);
                }
                left = left.minus(part);
                // What is counted beside the money is counted in one year.
                counted = Fen::ZERO;
            }
            if !left.is_positive() {
                break;
            }
        }
        let Some(share) = allocation.shares.get_mut(index) else { return };
        share.net = share.net.plus(wanted.minus(left));
        share.cuts.clear();
        let tight = claim.limits.iter().min_by_key(|(limit, cap)| {
            cap.less(allocation.used.get(&(*limit, claim.year)).copied().unwrap_or_default())
        });
        share.cuts.extend(tight.map(|(limit, _)| Cut { limit: *limit, year: claim.year, amount: left }));
    }
}

impl Engine<'_> {
    /// Whether an earlier matter may block it altogether, so that an approval alone reserves nothing.
    fn blockable(&self, claim: &Claim, claims: &[&Claim]) -> bool {
        claim.linked.iter().filter(|link| link.role == LinkRole::Second).any(|link| {
            let earlier = || {
                claims
                    .iter()
                    .any(|other| link.partner == Some(other.number) && other.canonical_order(claim) == Ordering::Less)
            };
            match self.program.exclusions.get(link.exclusion).map(|exclusion| exclusion.blocks) {
                Some(BlockRule::OnRecord) => link.recorded,
                Some(BlockRule::OwnSupport | BlockRule::OwnEligible) => earlier() || link.missed,
                None => false,
            }
        })
    }
}
