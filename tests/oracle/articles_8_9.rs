//! Article 8, awards, and article 9, titles of intellectual property; and the names both are known by.

use super::calls::Application;
use super::case::{Amount, Case, Draft};
use super::facts::{Fact, Row};
use super::world::{World, yuan};
use qizhang::value::Uscc;

impl World {
    pub(super) fn article_8(&self, subject: Uscc) -> Vec<Case> {
        let mut cases = Vec::new();
        for fact in self.happened("award.won") {
            for row in fact.rows("units").into_iter().filter(|row| row.code("uscc") == Some(subject)) {
                let matter = format!("project:{}", fact.text("project_key"));
                let each = || format!("{matter}:{}:{}", fact.text("scheme"), fact.year("year"));
                let once = self.is("R8.4", "both").then(each);
                let draft = Draft { grant: "第八条/获奖", matter, once, day: fact.day, fact: Some(fact.clone()) };
                let conditions = |at: &Application| {
                    let kind = self.supported_kind(subject, at.tested);
                    vec![kind.into(), (place(fact, row) <= 2).into(), (!self.award_revoked(fact)).into()]
                };
                cases.push(self.judge(subject, draft, conditions, |_| self.award_amount(fact)));
            }
        }
        cases
    }

    /// A revocation acts as soon as it is known, whatever its day.
    fn award_revoked(&self, award: &Fact) -> bool {
        let same = |fact: &Fact| {
            ["scheme", "project_key"].iter().all(|field| fact.text(field) == award.text(field))
                && fact.year("year") == award.year("year")
        };
        self.known("award.revoked").any(same)
    }

    fn award_amount(&self, award: &Fact) -> Amount {
        let name = [award.text("scheme"), award.text("category"), award.text("grade")].join("/");
        let name = self.renamed(&name, &["award", "grade"]);
        let parts: Vec<&str> = name.split('/').collect();
        let [scheme, category, grade] = parts[..] else { return Amount::NotNamed };
        // A special prize of the state stands above the first one and is not named: read as nothing, or as the first.
        let next = self.is("R8.1", "next_named_grade");
        let invented = ["技术发明奖", "科学技术进步奖"].contains(&category);
        let design = category == "外观设计" && self.is("R8.2", "not_counted");
        let whole = match scheme {
            "国家科学技术奖" => match grade {
                "特等奖" if next => 1_000_000,
                "一等奖" => 1_000_000,
                "二等奖" => 500_000,
                _ => return Amount::NotNamed,
            },
            "北京市科学技术奖" if invented => match grade {
                "特等奖" => 1_000_000,
                "一等奖" => 500_000,
                "二等奖" => 300_000,
                _ => return Amount::NotNamed,
            },
            "中国专利奖" if !design => match grade {
                "金奖" => 300_000,
                "银奖" => 200_000,
                _ => return Amount::NotNamed,
            },
            "北京市发明专利奖" => match grade {
                "特别奖" => 200_000,
                "一等奖" => 100_000,
                _ => return Amount::NotNamed,
            },
            _ => return Amount::NotNamed,
        };
        Amount::Of((yuan(whole), 1))
    }

    pub(super) fn article_9(&self, subject: Uscc) -> Vec<Case> {
        let case = |fact: &Fact| {
            let (title, batch) = (fact.text("title"), fact.text("batch"));
            let name = self.renamed(title, &["title"]);
            let (tier, whole) = match &*name {
                "国家知识产权示范企业" | "国家知识产权优势企业" => ("国家", Some(200_000)),
                "北京市知识产权优势单位" => (&*name, Some(100_000)),
                "北京市知识产权试点单位" => (&*name, Some(50_000)),
                _ => (&*name, None),
            };
            let once = if self.is("R9.1", "same_tier_once") { tier } else { &*name };
            let draft = Draft {
                grant: "第九条/知识产权资质",
                matter: format!("ip_title:{title}:{batch}"),
                once: Some(format!("ip_title:{once}")),
                day: fact.day,
                fact: Some(fact.clone()),
            };
            let amount = whole.map_or(Amount::NotNamed, |whole| Amount::Of((yuan(whole), 1)));
            self.judge(subject, draft, |at| vec![self.supported_kind(subject, at.tested).into()], |_| amount)
        };
        self.own("ip_title.granted", subject).map(case).collect()
    }

    /// A name after every renaming on record, each used once: it changes the whole name, or what stands before a slash.
    pub(super) fn renamed(&self, name: &str, kinds: &[&str]) -> String {
        let mut name = name.to_owned();
        if self.is("R8.3", "strict_name") {
            return name;
        }
        let mapped = self.happened("reference.mapped").filter(|fact| kinds.contains(&fact.text("kind")));
        let mut unused: Vec<&Fact> = mapped.collect();
        while let Some(at) = unused.iter().position(|fact| begins(&name, fact.text("old"))) {
            let fact = unused.remove(at);
            name = format!("{}{}", fact.text("new"), &name[fact.text("old").len()..]);
        }
        name
    }
}

fn begins(name: &str, beginning: &str) -> bool {
    name.strip_prefix(beginning).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The place of a unit among all: those of one rank share a place and the next one is left out; a rank that is higher
/// than the units named before can explain keeps its distance.
fn place(fact: &Fact, row: Row<'_>) -> i64 {
    let own = row.whole("rank");
    let before = fact.rows("units").iter().filter(|other| other.whole("rank") < own).count();
    own.max(i64::try_from(before).unwrap_or(i64::MAX - 1) + 1)
}
