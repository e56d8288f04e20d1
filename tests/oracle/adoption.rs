//! Article 7, last sentence: a national standard made from an international one, and the other way round.

use super::case::Outcome;
use super::choice::Contest;
use super::share::Given;

/// The other end of an adoption, seen from a standard of the enterprise.
#[derive(Clone, Copy)]
struct Other {
    /// Its own case for the other standard, due, and earlier than this one.
    earlier: Option<usize>,
    /// It could have had the other one and missed its call.
    missed: bool,
    /// The other one was published by the day of this one, whoever drafted it.
    on_record: bool,
}

impl Contest<'_> {
    /// What of a target is left beside the standards this one repeats.
    pub(super) fn after_adoption(&self, at: usize, target: i128, given: &Given) -> i128 {
        let mut left = target;
        for other in self.others(at) {
            left = if self.is_national(at) {
                self.national(left, &other, given)
            } else {
                self.international(left, &other, given)
            };
        }
        left
    }

    /// A national standard is blocked by the international one it was made from, also where only the cap kept that one
    /// from being supported.
    fn national(&self, left: i128, other: &Other, given: &Given) -> i128 {
        let supported =
            |earlier: usize| given.nets[earlier] > 0 || given.cuts[earlier] > 0 || self.cases[earlier].paid() > 0;
        let blocked = if self.world.is("R7.4", "own_support") {
            other.earlier.is_some_and(supported)
        } else if self.world.is("R7.4", "whoever_asks") {
            other.on_record
        } else {
            other.missed || other.earlier.is_some_and(|earlier| self.cases[earlier].gross > 0)
        };
        if !blocked {
            return left;
        }
        let cut = other.earlier.map_or(0, |earlier| given.cuts[earlier]);
        if self.world.is("R7.5", "unpaid_part") { left.min(cut) } else { 0 }
    }

    /// An international standard that grew out of a supported national one gets what it is better.
    fn international(&self, left: i128, other: &Other, given: &Given) -> i128 {
        let supported = other.earlier.map_or(0, |earlier| given.nets[earlier]);
        if supported == 0 || self.world.is("R7.6", "full") {
            left
        } else if self.world.is("R7.6", "difference") {
            (left - supported).max(0)
        } else {
            0
        }
    }

    /// Whether a case is a national standard that an earlier one may block, so that its approval reserves nothing yet.
    pub(super) fn may_be_blocked(&self, at: usize) -> bool {
        let whoever = self.world.is("R7.4", "whoever_asks");
        self.is_national(at)
            && self
                .others(at)
                .iter()
                .any(|other| if whoever { other.on_record } else { other.earlier.is_some() || other.missed })
    }

    fn level(&self, at: usize) -> &str {
        let fact = self.cases[at].fact.as_ref().filter(|fact| fact.name == "standard.published");
        fact.map_or("", |fact| fact.text("level"))
    }

    fn number(&self, at: usize) -> &str {
        self.cases[at].fact.as_ref().map_or("", |fact| fact.text("standard_no"))
    }

    fn is_national(&self, at: usize) -> bool {
        self.level(at) == "national"
    }

    /// Whether two numbers are those of one standard: a mapping that joins their matters says so.
    fn same(&self, one: &str, other: &str) -> bool {
        self.world.same_matter(&format!("standard:{one}"), &format!("standard:{other}"))
    }

    /// The standards of the other level that an adoption ties to this one.
    fn others(&self, at: usize) -> Vec<Other> {
        let wanted = match self.level(at) {
            "national" => "international",
            "international" => "national",
            _ => return Vec::new(),
        };
        let mut found = Vec::new();
        for adopted in self.world.happened("standard.adopted").filter(|adopted| adopted.text("degree") != "NEQ") {
            let (one, two) = (adopted.text("source_no"), adopted.text("standard_no"));
            let across = if self.same(one, self.number(at)) {
                two
            } else if self.same(two, self.number(at)) {
                one
            } else {
                continue;
            };
            let own: Vec<usize> =
                (0..at).filter(|case| self.level(*case) == wanted && self.same(self.number(*case), across)).collect();
            let missed =
                own.iter().any(|case| self.cases[*case].outcome == Outcome::MissedCall && self.cases[*case].gross > 0);
            let published = self.world.happened("standard.published").filter(|fact| fact.day <= self.cases[at].day);
            let mut published =
                published.filter(|fact| self.same(fact.text("standard_no"), across) && fact.text("level") == wanted);
            let other = Other { earlier: None, missed, on_record: published.next().is_some() };
            // Named twice among the units, the enterprise has two cases for one standard.
            let due: Vec<usize> = own.into_iter().filter(|case| self.cases[*case].outcome == Outcome::Due).collect();
            if due.is_empty() {
                found.push(other);
            }
            found.extend(due.into_iter().map(|case| Other { earlier: Some(case), ..other }));
        }
        found
    }
}
