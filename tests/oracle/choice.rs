//! Article 22: every permitted choice is tried, and the best one for the enterprise taken.
//!
//! Permitted is a choice that takes no two rivals and leaves nothing out without a rival that was taken. Rivals are two
//! cases of one grant with the same key, of which one is paid, or two grants for the same matter.

use super::case::{Case, Outcome};
use super::facts::Fact;
use super::money::Line;
use super::share::{CapUse, Given};
use super::world::World;
use qizhang::value::{Day, Uscc};
use std::cmp::{Ordering, Reverse};

/// The cases of somebody that are due, and what makes them rivals.
pub(super) struct Contest<'w> {
    pub(super) world: &'w World,
    pub(super) subject: Uscc,
    /// All cases in the order in which caps are used: by day, then by content.
    pub(super) cases: &'w [Case],
    /// The due ones among them.
    pub(super) due: Vec<usize>,
    /// What every due case may get by itself, after support from elsewhere.
    pub(super) available: Vec<i128>,
    /// What of that was approved before, rivals that were approved earlier taken off.
    pub(super) reserved: Vec<i128>,
    /// The rivals of every due case.
    rivals: Vec<Vec<usize>>,
}

impl World {
    /// The cases of somebody with everything settled, and the use of the caps.
    pub(super) fn settled(&self, subject: Uscc) -> (Vec<Case>, CapUse) {
        let mut cases = self.cases(subject);
        cases.sort_by(usual_order);
        let lines = self.lines(subject);
        let owners: Vec<Option<usize>> = lines.iter().map(|line| owner(&cases, line)).collect();
        for (at, case) in cases.iter_mut().enumerate() {
            let of_case = |line: &&Line| line.grant == case.grant && line.matter == case.matter;
            let elsewhere = lines.iter().zip(&owners).any(|(line, owner)| of_case(&line) && *owner != Some(at));
            if let Some(alone) = case.alone.filter(|_| elsewhere) {
                case.take(alone);
            }
            for (line, _) in lines.iter().zip(&owners).filter(|(_, owner)| **owner == Some(at)) {
                case.approved += line.amount;
                case.approved_on = case.approved_on.or(line.day);
                case.moved.extend(line.moved.iter().cloned());
                case.moved.sort_by_key(|payment| payment.day);
            }
        }
        let best = Contest::new(self, subject, &cases).best();
        for (case, net) in cases.iter_mut().zip(&best.nets) {
            case.net = *net;
            self.settle_money(subject, case);
        }
        cases.extend(self.without_fact(&lines, &owners));
        (cases, best.caps)
    }

    /// Approved, but for nothing that stands: nothing is due, and what was paid is paid too much.
    fn without_fact(&self, lines: &[Line], owners: &[Option<usize>]) -> Vec<Case> {
        let mut found: Vec<Case> = Vec::new();
        for (line, _) in lines.iter().zip(owners).filter(|(_, owner)| owner.is_none()) {
            let same = |case: &&mut Case| case.grant == line.grant && case.matter == line.matter;
            let paid = line.paid();
            match found.iter_mut().find(same) {
                Some(case) => {
                    case.approved += line.amount;
                    case.paid += paid;
                }
                None => {
                    let gone = Case::gone(&line.grant, &line.matter, self.on);
                    found.push(Case { approved: line.amount, paid, ..gone });
                }
            }
        }
        for case in &mut found {
            case.overpaid = case.paid;
        }
        found
    }
}

/// The case an approval belongs to: the first that is due under its grant and matter, or the first of any kind.
fn owner(cases: &[Case], line: &Line) -> Option<usize> {
    let same = |at: &usize| cases[*at].grant == line.grant && cases[*at].matter == line.matter;
    let found: Vec<usize> = (0..cases.len()).filter(same).collect();
    found.iter().copied().find(|at| cases[*at].outcome == Outcome::Due).or(found.first().copied())
}

/// By day, then by content.
fn usual_order(one: &Case, other: &Case) -> Ordering {
    let content = match (&one.fact, &other.fact) {
        (Some(one), Some(other)) => Fact::content_order(one, other),
        (one, other) => one.is_some().cmp(&other.is_some()),
    };
    one.day.cmp(&other.day).then(content)
}

impl<'w> Contest<'w> {
    fn new(world: &'w World, subject: Uscc, cases: &'w [Case]) -> Self {
        let due = (0..cases.len()).filter(|at| cases[*at].outcome == Outcome::Due).collect();
        let (available, reserved) = (vec![0; cases.len()], vec![0; cases.len()]);
        let mut contest =
            Self { world, subject, cases, due, available, reserved, rivals: vec![Vec::new(); cases.len()] };
        for at in contest.due.clone() {
            let due = contest.due.iter().copied();
            contest.rivals[at] = due.filter(|other| *other != at && contest.are_rivals(at, *other)).collect();
            contest.available[at] = cases[at].gross - contest.supported_elsewhere(&cases[at]);
        }
        contest.reserve();
        contest
    }

    /// Reserves what was approved, the first approval first, and of one day the best first. What was approved for the same
    /// matter a second time keeps only what it has more; of one day all keep together what the best comes to.
    fn reserve(&mut self) {
        let mut approved: Vec<usize> = self.due.iter().copied().filter(|at| self.cases[*at].approved > 0).collect();
        approved.sort_by_key(|at| (self.cases[*at].approved_on, Reverse(self.available[*at]), *at));
        for at in approved {
            let day = self.cases[at].approved_on;
            let own_grant = |rival: &usize| self.cases[*rival].grant == self.cases[at].grant && self.tops_up(at);
            let same_day: Vec<usize> = self
                .rivals(at)
                .filter(|rival| self.reserved[*rival] > 0 && self.cases[*rival].approved_on == day)
                .filter(|rival| self.world.is("R22.2", "difference") || own_grant(rival))
                .collect();
            let set_aside: Vec<i128> =
                same_day.iter().map(|rival| std::mem::take(&mut self.reserved[*rival])).collect();
            let mut reserved = self.cases[at].approved.min(self.beside_approved(at));
            for (rival, own) in same_day.iter().zip(&set_aside) {
                self.reserved[*rival] = *own;
            }
            if let Some(best) = same_day.iter().map(|rival| self.available[*rival]).max() {
                reserved = reserved.min((best - set_aside.iter().sum::<i128>()).max(0));
            }
            self.reserved[at] = reserved;
        }
    }

    /// What is left of a case beside what was approved before for its rivals.
    pub(super) fn beside_approved(&self, at: usize) -> i128 {
        let approved: Vec<usize> = self.rivals(at).filter(|rival| self.reserved[*rival] > 0).collect();
        let sum = |of: &dyn Fn(&usize) -> bool| -> i128 {
            approved.iter().filter(|rival| of(rival)).map(|rival| self.reserved[*rival]).sum()
        };
        let same_grant = |rival: &usize| self.cases[*rival].grant == self.cases[at].grant;
        let higher = |rival: &usize| !same_grant(rival) && self.reserved[*rival] >= self.available[at];
        if self.world.is("R22.2", "difference") {
            (self.available[at] - sum(&|_| true)).max(0)
        } else if self.world.is("R22.2", "both") {
            // Two articles pay beside one another only when the first paid less; one article never pays twice.
            if approved.iter().any(higher) { 0 } else { (self.available[at] - sum(&same_grant)).max(0) }
        } else if approved.iter().all(|rival| same_grant(rival) && self.tops_up(at)) {
            self.available[at] - sum(&|_| true).min(self.available[at])
        } else {
            0
        }
    }

    /// Of two awards for one project, and of two titles of one tier, the better one is paid up to its amount, whatever
    /// is read of matters in general.
    fn tops_up(&self, at: usize) -> bool {
        ["第八条/获奖", "第九条/知识产权资质"].contains(&&*self.cases[at].grant)
    }

    pub(super) fn rivals(&self, at: usize) -> impl Iterator<Item = usize> {
        self.rivals[at].iter().copied()
    }

    fn are_rivals(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.cases[one], &self.cases[other]);
        let same_matter = self.world.same_matter(&one.matter, &other.matter);
        if one.grant != other.grant {
            return same_matter;
        }
        // A key that goes on from the matter is known by the matter's other names too.
        match (one.once.strip_prefix(&one.matter), other.once.strip_prefix(&other.matter)) {
            (Some(one), Some(other)) => same_matter && one == other,
            _ => one.once == other.once,
        }
    }

    /// Support for the matter from elsewhere: the district's is deducted, or excludes; other support only excludes
    /// where it says so itself.
    fn supported_elsewhere(&self, case: &Case) -> i128 {
        let records = self.world.own("external_support.recorded", self.subject);
        let mut sum = 0;
        for fact in records.filter(|fact| self.world.same_matter(fact.text("matter"), &case.matter)) {
            let district = fact.text("level") == "district";
            let excludes = if district { self.world.is("R22.4", "excludes") } else { fact.flag("exclusive") };
            if excludes {
                sum += case.gross;
            } else if district {
                sum += fact.fen("amount");
            }
        }
        sum.min(case.gross)
    }

    /// Tries every permitted choice. The larger total is preferred; then the larger own amounts of the cases taken; then
    /// more for the earlier cases; then the choice tried first, which takes the earlier ones.
    pub(super) fn best(&self) -> Given {
        let mut best = None;
        self.try_all(0, &mut Vec::new(), &mut best);
        best.map_or_else(Given::default, |(_, given)| given)
    }

    fn try_all(&self, next: usize, taken: &mut Vec<usize>, best: &mut Option<(i128, Given)>) {
        let Some(candidate) = self.due.get(next).copied() else {
            let beaten = |at: &usize| self.rivals(*at).any(|rival| taken.contains(&rival));
            if self.due.iter().all(|at| taken.contains(at) || beaten(at)) {
                let given = self.share(taken);
                let own: i128 = taken.iter().map(|at| self.available[*at]).sum();
                let better =
                    |best: &(i128, Given)| (given.total(), own, &given.nets) > (best.1.total(), best.0, &best.1.nets);
                if best.as_ref().is_none_or(better) {
                    *best = Some((own, given));
                }
            }
            return;
        };
        if !self.rivals(candidate).any(|rival| taken.contains(&rival)) {
            taken.push(candidate);
            self.try_all(next + 1, taken, best);
            taken.pop();
        }
        if self.rivals(candidate).next().is_some() {
            self.try_all(next + 1, taken, best);
        }
    }

    /// The year whose cap a case counts against.
    pub(super) fn cap_year(&self, at: usize) -> i32 {
        let case = &self.cases[at];
        if self.world.is("R23.2", "fact_year") {
            return case.year;
        }
        let kept = case.moved.iter().find(|payment| payment.kept() > 0).map(|payment| payment.day);
        kept.or(case.approved_on).map_or(case.year + 1, Day::year)
    }
}
