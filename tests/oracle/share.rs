//! What a choice gives each case: what was approved first, then by day of fact and content, as far as the caps go.

use super::case::Case;
use super::choice::Contest;
use super::world::{World, yuan};
use qizhang::value::{Day, Fen};
use std::collections::BTreeMap;

/// The use of caps, by name and year.
pub(super) type CapUse = BTreeMap<(&'static str, i32), i128>;

/// What each case gets.
#[derive(Debug, Clone, Default)]
pub(super) struct Given {
    pub(super) nets: Vec<i128>,
    /// What the caps took of each case.
    pub(super) cuts: Vec<i128>,
    pub(super) caps: CapUse,
}

impl Given {
    pub(super) fn total(&self) -> i128 {
        self.nets.iter().sum()
    }
}

/// The yearly caps: the name, the parameter an amendment names, what the document says in yuan, and the grants below.
pub(super) const CAPS: [(&str, &str, i128, &[&str]); 8] = [
    ("第七条/年度上限", "第七条/年度上限", 1_000_000, &["第七条/标准"]),
    ("第十三条/年度上限", "第十三条/年度上限", 100_000, &["第十三条/新产品"]),
    ("第十四条/年度上限", "第十四条/年度上限", 1_000_000, &["第十四条/首台套", "第十四条/新材料"]),
    ("第十七条/贷款年度上限", "第十七条/贷款/年度上限", 1_000_000, &["第十七条/贷款贴息"]),
    ("第十七条/保险年度上限", "第十七条/保险/年度上限", 50_000, &["第十七条/科技保险"]),
    ("第十一条/年度上限", "第十一条/年度上限", 1_000_000, &["第十一条/研发增长"]),
    ("第十五条/年度上限", "第十五条/年度上限", 2_000_000, &["第十五条/规升强"]),
    ("第十六条/服务机构年度上限", "第十六条/服务机构/年度上限", 2_000_000, &["第十六条/服务机构"]),
];

impl World {
    /// The yearly cap above a case: what the document says as last amended by the day that governs the case.
    fn cap_of(&self, case: &Case) -> Option<(&'static str, i128)> {
        let (name, path, written, _) = CAPS.into_iter().find(|(_, _, _, grants)| grants.contains(&&*case.grant))?;
        // A document is read whole: before its issue its first values count.
        let issued = Day::new(2025, 9, 5)?;
        let mut values = BTreeMap::from([(issued, yuan(written))]);
        for amended in self.known("policy.amended").filter(|fact| fact.text("path") == path) {
            let value = Fen::parse_yuan(amended.text("value")).map_or(0, Fen::get);
            values.insert(amended.date("from"), value);
        }
        let begun = values.range(..=case.governed.max(issued)).next_back();
        begun.or(values.iter().next()).map(|(_, cap)| (name, *cap))
    }
}

impl Contest<'_> {
    pub(super) fn share(&self, taken: &[usize]) -> Given {
        let mut given = Given { nets: vec![0; self.cases.len()], cuts: vec![0; self.cases.len()], caps: CapUse::new() };
        for at in self.due.iter().copied().filter(|at| !self.may_be_blocked(*at)) {
            self.give(at, self.reserved[at], 0, &mut given);
        }
        for at in self.due.iter().copied() {
            let beside_rivals = if taken.contains(&at) { self.beside_rivals(at) } else { self.reserved[at] };
            let target = self.after_adoption(at, beside_rivals, &given);
            // Under the reading that caps count the gross amount, what a case tops up counts once more.
            let gross = self.world.is("R22.3", "gross") && taken.contains(&at);
            let topped_up = if gross { self.available[at] - target } else { 0 };
            let more = (target - given.nets[at]).max(0);
            self.give(at, more, topped_up, &mut given);
            given.cuts[at] = (target - given.nets[at]).max(0);
        }
        given
    }

    /// What a taken case may reach beside what was approved for its rivals.
    fn beside_rivals(&self, at: usize) -> i128 {
        self.beside_approved(at).max(self.reserved[at])
    }

    /// Gives so much as the cap of the year leaves, and the rest in later years where it is carried.
    fn give(&self, at: usize, amount: i128, topped_up: i128, given: &mut Given) {
        let Some((name, cap)) = self.world.cap_of(&self.cases[at]) else {
            given.nets[at] += amount;
            return;
        };
        let first = self.cap_year(at);
        let last = if self.world.is("R23.3", "carried") { first.max(self.world.on.year()) } else { first };
        let (mut rest, mut topped_up) = (amount, topped_up);
        for year in first..=last {
            let used = given.caps.entry((name, year)).or_default();
            let part = rest.min(cap - *used - topped_up);
            if part > 0 {
                *used += part + topped_up;
                topped_up = 0;
                rest -= part;
                given.nets[at] += part;
            }
        }
    }
}
