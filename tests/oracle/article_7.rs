//! Article 7: standards and the rank of those who drafted them.

use super::calls::Application;
use super::case::{Case, Draft};
use super::facts::{Fact, Row};
use super::world::{Answer, Fraction, World, yuan};
use qizhang::value::{Day, Uscc};

impl World {
    pub(super) fn article_7(&self, subject: Uscc) -> Vec<Case> {
        let mut cases = Vec::new();
        for fact in self.happened("standard.published") {
            for row in fact.rows("units").into_iter().filter(|row| row.code("uscc") == Some(subject)) {
                let number = fact.standard("standard_no");
                let series = self.is("R7.7", "series_once").then(|| format!("standard:{}", number.series()));
                let draft = Draft {
                    grant: "第七条/标准",
                    matter: format!("standard:{}", number.as_str()),
                    once: series,
                    day: fact.day,
                    fact: Some(fact.clone()),
                };
                let conditions =
                    |application: &Application| self.standard_conditions(subject, fact, row, application.tested);
                cases.push(self.judge(subject, draft, conditions, |at| Some(self.standard_amount(fact, at.tested))));
            }
        }
        cases
    }

    fn standard_conditions(&self, subject: Uscc, fact: &Fact, row: Row<'_>, tested: Day) -> Vec<Answer> {
        let number = fact.standard("standard_no");
        let (level, nature) = (fact.text("level"), fact.text("nature"));
        let mut answers = vec![
            Answer::from(self.supported_kind(subject, tested)),
            Answer::from(["international", "national", "industry", "provincial"].contains(&level)),
            Answer::from(self.rank(fact, row, tested) <= 2),
            Answer::from(nature == "new" || nature == "revision" && !self.is("R7.7", "new_only")),
        ];
        if self.is("R7.8", "beijing_only") && level == "provincial" {
            answers.push(Answer::from(number.province() == "11"));
        }
        if self.is("R7.9", "not_counted") {
            answers.push(Answer::from(!["TS", "TR"].contains(&number.suffix())));
            if number.prefix() == "GB/Z" {
                answers.push(self.decided("第七条/指导性技术文件"));
            }
        }
        answers
    }

    /// A judgement the text leaves to an office, as it was set last.
    fn decided(&self, name: &str) -> Answer {
        match self.happened("parameter.set").filter(|fact| fact.text("name") == name).last() {
            Some(fact) => Answer::from(fact.text("value") == "yes"),
            None => Answer::Unknown,
        }
    }

    /// The place of a unit. Among units at one place the next place is left out, unless ties close up. A number that
    /// is higher than the units named before can explain keeps its distance: the others were not recorded.
    fn rank(&self, fact: &Fact, row: Row<'_>, tested: Day) -> i64 {
        let own = row.whole("rank");
        let rows = fact.rows("units");
        let before: Vec<&Row<'_>> = rows.iter().filter(|other| other.whole("rank") < own).collect();
        let counts = |other: &&&Row<'_>| {
            self.is("R7.1", "all_units") || other.code("uscc").is_some_and(|code| self.supported_kind(code, tested))
        };
        let counted: Vec<i64> = before.iter().filter(counts).map(|other| other.whole("rank")).collect();
        // Of units that were not recorded nobody knows whether they are eligible.
        let missing = if self.is("R7.1", "all_units") { (own - 1 - count(before.len())).max(0) } else { 0 };
        let mut places = counted.clone();
        places.sort_unstable();
        places.dedup();
        let above = if self.is("R7.3", "dense") { places.len() } else { counted.len() };
        count(above) + missing + 1
    }

    fn standard_amount(&self, fact: &Fact, tested: Day) -> Fraction {
        let amount = match fact.text("level") {
            "international" => 500_000,
            "national" => 300_000,
            _ => 100_000,
        };
        if self.is("R7.2", "each_in_full") {
            return (yuan(amount), 1);
        }
        let sharing = fact.rows("units").into_iter().filter(|row| {
            let eligible = row.code("uscc").is_some_and(|code| self.supported_kind(code, tested));
            eligible && self.rank(fact, *row, tested) <= 2
        });
        (yuan(amount), i128::from(count(sharing.count())).max(1))
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
