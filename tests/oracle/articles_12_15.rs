//! Article 12, funds of key research projects and innovation platforms, and article 15, the strong list.

use super::calls::Application;
use super::case::{Case, Draft};
use super::facts::Fact;
use super::status::holds;
use super::world::{Answer, Fraction, World, believable, yuan};
use qizhang::value::{Day, Uscc};

impl World {
    pub(super) fn article_12_funds(&self, subject: Uscc) -> Vec<Case> {
        let mut cases: Vec<Case> = Vec::new();
        let received = self.key_funds(subject);
        for fact in &received {
            let (year, project) = (fact.day.year(), fact.text("project_key"));
            let each = self.is("R12.1", "per_project");
            let matter = format!("research_funds:{year}") + &if each { format!(":{project}") } else { String::new() };
            if cases.iter().any(|case| case.matter == matter) {
                continue;
            }
            let same = |other: &&Fact| other.day.year() == year && (!each || other.text("project_key") == project);
            let group: Vec<&Fact> = received.iter().copied().filter(same).collect();
            // The matter is complete with its last receipt.
            let day = group.last().map_or(fact.day, |last| last.day);
            let fact = Some((*fact).clone());
            let draft = Draft { grant: "第十二条/重大攻关", matter, once: None, day, fact };
            let amount = |_: &Application| {
                let sum = self.funds(&group, &received)?;
                Some((sum.min(10 * yuan(2_000_000)), 10))
            };
            cases.push(self.judge(subject, draft, |at| vec![self.certified(subject, at)], amount));
        }
        cases
    }

    /// The receipts for national and municipal projects.
    fn key_funds(&self, subject: Uscc) -> Vec<&Fact> {
        let key = |fact: &&Fact| ["national", "municipal"].contains(&fact.text("level"));
        self.own("research_grant.received", subject).filter(key).collect()
    }

    /// What a group of receipts sums to: the enterprise's own share in cash, or what was approved for the projects of
    /// which these are the first receipts.
    fn funds(&self, group: &[&Fact], all: &[&Fact]) -> Option<i128> {
        if !self.is("R12.1", "approved_amount") {
            return Some(group.iter().map(|fact| fact.fen("own_share")).sum());
        }
        let is_first = |fact: &&&Fact| {
            let first = all.iter().find(|other| other.text("project_key") == fact.text("project_key"));
            first.is_some_and(|first| first.id == fact.id)
        };
        group.iter().filter(is_first).map(|fact| fact.money("approved_amount")).sum()
    }

    pub(super) fn article_12_platforms(&self, subject: Uscc) -> Vec<Case> {
        let case = |fact: &Fact| {
            let matter = format!("platform:{}", fact.text("platform_key"));
            let draft =
                Draft {
                    grant: "第十二条/创新平台", matter, once: None, day: fact.day, fact: Some(fact.clone())
                };
            let (invested, assets) = (fact.fen("investment"), fact.fen("fixed_assets"));
            let conditions = |at: &Application| {
                let partner = ["university", "institute"].contains(&fact.text("partner_kind"));
                let enough = invested > yuan(1_000_000) && assets >= yuan(500_000);
                vec![self.certified(subject, at), partner.into(), enough.into()]
            };
            self.judge(subject, draft, conditions, |_| Some((assets.min(5 * yuan(2_000_000)), 5)))
        };
        self.own("platform.completed", subject).map(case).collect()
    }

    /// One case for each finished year on some day of which the enterprise was on the strong list.
    pub(super) fn article_15(&self, subject: Uscc) -> Vec<Case> {
        let stays = self.strong(subject);
        let Some(first) = stays.iter().map(|stay| stay.first.year()).min() else { return Vec::new() };
        let on_some_day = |year: &i32| {
            let (begins, ends) = (Day::year_start(*year), Day::year_end(*year));
            stays.iter().any(|stay| stay.first.max(stay.since).max(begins) <= stay.last.min(ends))
        };
        let finished = (first..=self.on.year()).filter(|year| Day::year_end(*year) <= self.on);
        finished.filter(on_some_day).map(|year| self.strong_year(subject, year)).collect()
    }

    fn strong_year(&self, subject: Uscc, year: i32) -> Case {
        let (matter, day) = (format!("growth:{year}"), Day::year_end(year));
        let draft = Draft { grant: "第十五条/规升强", matter, once: None, day, fact: None };
        let conditions =
            |at: &Application| vec![self.certified(subject, at), Answer::from(holds(&self.strong(subject), at.tested))];
        let last = self.own("growth.evaluated", subject).filter(|fact| fact.year("year") == year).last();
        let amount: Option<Fraction> = last.and_then(|fact| Some((believable(fact.fen("approved_amount"))?, 1)));
        self.judge(subject, draft, conditions, |_| amount)
    }
}
