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
                let name = [fact.text("scheme"), fact.text("category"), fact.text("grade")].join("/");
                let names = self.names(&name, &["award", "grade"]);
                let name = names.into_iter().map(|(_, name)| name).min().unwrap_or(name);
                let each = || format!("{matter}:{name}:{}", fact.year("year"));
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
        let name = [award.text("scheme"), award.text("category"), award.text("grade")].join("/");
        let names = self.names(&name, &["award", "grade"]);
        let same = |fact: &Fact| {
            names.iter().any(|(_, name)| name.split('/').next() == Some(fact.text("scheme")))
                && fact.text("project_key") == award.text("project_key")
                && fact.year("year") == award.year("year")
        };
        self.known("award.revoked").any(same)
    }

    /// What the award is worth by its own name where the text has an amount for it, and otherwise by the nearest of its
    /// other names; open where those that are equally near are worth different amounts.
    fn award_amount(&self, award: &Fact) -> Amount {
        let name = [award.text("scheme"), award.text("category"), award.text("grade")].join("/");
        worth(&self.names(&name, &["award", "grade"]), |name| self.award_worth(name))
    }

    fn award_worth(&self, name: &str) -> Option<i128> {
        let parts: Vec<&str> = name.split('/').collect();
        let [scheme, category, grade] = parts[..] else { return None };
        // A special prize of the state stands above the first one and is not named: read as nothing, or as the first.
        let next = self.is("R8.1", "next_named_grade");
        let invented = ["技术发明奖", "科学技术进步奖"].contains(&category);
        let design = category == "外观设计" && self.is("R8.2", "not_counted");
        let whole = match scheme {
            "国家科学技术奖" => match grade {
                "特等奖" if next => 1_000_000,
                "一等奖" => 1_000_000,
                "二等奖" => 500_000,
                _ => return None,
            },
            "北京市科学技术奖" if invented => match grade {
                "特等奖" => 1_000_000,
                "一等奖" => 500_000,
                "二等奖" => 300_000,
                _ => return None,
            },
            "中国专利奖" if !design => match grade {
                "金奖" => 300_000,
                "银奖" => 200_000,
                _ => return None,
            },
            "北京市发明专利奖" => match grade {
                "特别奖" => 200_000,
                "一等奖" => 100_000,
                _ => return None,
            },
            _ => return None,
        };
        Some(whole)
    }

    pub(super) fn article_9(&self, subject: Uscc) -> Vec<Case> {
        let case = |fact: &Fact| {
            let (title, batch) = (fact.text("title"), fact.text("batch"));
            let names = self.names(title, &["title"]);
            let amount = worth(&names, title_worth);
            // All that mean the same share one account; so do both titles of the state, in one tier.
            let of_state = names.iter().any(|(_, name)| title_worth(name) == Some(200_000));
            let state = of_state && self.is("R9.1", "same_tier_once");
            let smallest = names.iter().map(|(_, name)| name.as_str()).min().unwrap_or(title);
            let once = if state { "国家" } else { smallest };
            let draft = Draft {
                grant: "第九条/知识产权资质",
                matter: format!("ip_title:{title}:{batch}"),
                once: Some(format!("ip_title:{once}")),
                day: fact.day,
                fact: Some(fact.clone()),
            };
            self.judge(subject, draft, |at| vec![self.supported_kind(subject, at.tested).into()], |_| amount)
        };
        self.own("ip_title.granted", subject).map(case).collect()
    }

    /// A name and all others that renamings on record join with it, each with the number of steps. A renaming is taken in
    /// both directions, of the whole name or of what stands before a slash; names do not get longer than the first.
    fn names(&self, name: &str, kinds: &[&str]) -> Vec<(usize, String)> {
        let mut names = vec![(0, name.to_owned())];
        if self.is("R8.3", "strict_name") {
            return names;
        }
        let slashes = |name: &str| name.matches('/').count();
        let mapped = self.happened("reference.mapped").filter(|fact| kinds.contains(&fact.text("kind")));
        let pairs: Vec<(&str, &str)> = mapped
            .flat_map(|fact| [(fact.text("old"), fact.text("new")), (fact.text("new"), fact.text("old"))])
            .collect();
        let mut next = 0;
        while let Some((steps, name)) = names.get(next).cloned() {
            for (from, to) in pairs.iter().filter(|(from, _)| begins(&name, from)) {
                let other = format!("{to}{}", &name[from.len()..]);
                if names.iter().all(|(_, known)| *known != other) && slashes(&other) <= slashes(&names[0].1) {
                    names.push((steps + 1, other));
                }
            }
            next += 1;
        }
        names
    }
}

fn worth(names: &[(usize, String)], worth: impl Fn(&str) -> Option<i128>) -> Amount {
    let known: Vec<(usize, i128)> = names.iter().filter_map(|(steps, name)| Some((*steps, worth(name)?))).collect();
    let Some(nearest) = known.iter().map(|(steps, _)| *steps).min() else { return Amount::NotNamed };
    let near: Vec<i128> = known.iter().filter(|(steps, _)| *steps == nearest).map(|(_, whole)| *whole).collect();
    if near.iter().any(|whole| *whole != near[0]) { Amount::Unknown } else { Amount::Of((yuan(near[0]), 1)) }
}

fn title_worth(title: &str) -> Option<i128> {
    match title {
        "国家知识产权示范企业" | "国家知识产权优势企业" => Some(200_000),
        "北京市知识产权优势单位" => Some(100_000),
        "北京市知识产权试点单位" => Some(50_000),
        _ => None,
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
