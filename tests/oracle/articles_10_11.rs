//! Article 10, the list of those growing to scale, and article 11, growth of the R&D expense.

use super::calls::Application;
use super::case::{Case, Draft};
use super::facts::Fact;
use super::world::{Answer, Fraction, World, believable, yuan};
use qizhang::value::{Day, Fen, Ratio, Uscc};

impl World {
    pub(super) fn article_10(&self, subject: Uscc) -> Vec<Case> {
        let case = |fact: &Fact| {
            let matter = format!("scale_up_list:{}", fact.text("list_no"));
            let draft =
                Draft {
                    grant: "第十条/首次入清单", matter, once: None, day: fact.day, fact: Some(fact.clone())
                };
            let conditions = |at: &Application| {
                let first = self.first_entry(subject, fact, Day::MIN);
                let grown = self.is("R10.1", "kept") || self.grows(subject, fact.day);
                vec![self.certified(subject, at), first.into(), self.below_scale(subject, fact.day), grown.into()]
            };
            self.judge(subject, draft, conditions, |_| Some((yuan(200_000), 1)))
        };
        self.own("scale_up_list.entered", subject).map(case).collect()
    }

    /// Below scale as last recorded by a day.
    fn below_scale(&self, subject: Uscc, day: Day) -> Answer {
        let last = self.own("enterprise.scale_changed", subject).filter(|fact| fact.day <= day).last();
        last.map_or(Answer::Unknown, |fact| (fact.text("scale") == "below").into())
    }

    /// Above scale within three years after the listing, or these years are not over.
    fn grows(&self, subject: Uscc, listed: Day) -> bool {
        let last = self.last_of_years(listed, 3);
        let above = |fact: &Fact| fact.text("scale") == "above" && fact.day > listed && fact.day <= last;
        self.on <= last || self.own("enterprise.scale_changed", subject).any(above)
    }

    pub(super) fn article_11(&self, subject: Uscc) -> Vec<Case> {
        let mut cases: Vec<Case> = Vec::new();
        for fact in self.own("rnd.expense_reported", subject) {
            let year = fact.year("year");
            let matter = format!("rnd_growth:{year}");
            if Day::year_end(year) > self.on || cases.iter().any(|case| case.matter == matter) {
                continue;
            }
            let day = Day::year_end(year);
            let draft = Draft { grant: "第十一条/研发增长", matter, once: None, day, fact: Some(fact.clone()) };
            let conditions = |at: &Application| vec![self.certified(subject, at), self.grew(subject, year)];
            let amount = |_: &Application| {
                let (excess, share) = (self.excess(subject, year)?, self.reviewed_share(subject, year)?);
                Some((excess.0 * share.0, excess.1 * share.1))
            };
            cases.push(self.judge(subject, draft, conditions, amount));
        }
        cases
    }

    /// Whether the expense grew by more than the target. Where it did not grow at all, no target needs to be known.
    fn grew(&self, subject: Uscc, year: i32) -> Answer {
        let figures = (self.research(subject, year), self.research(subject, year - 1));
        let (Some(now), Some(before)) = figures else { return Answer::Unknown };
        if now <= before {
            return Answer::No;
        }
        self.excess(subject, year).map_or(Answer::Unknown, |(above, _)| (above > 0).into())
    }

    /// What the growth lies above the target, a rate of growth or an amount.
    fn excess(&self, subject: Uscc, year: i32) -> Option<Fraction> {
        let (now, before) = (self.research(subject, year)?, self.research(subject, year - 1)?);
        if self.is("R11.1", "growth_amount") {
            let target = Fen::parse_yuan(self.set("第十一条/年度目标额", year, "yuan")?).ok()?;
            return Some((now - before - believable(target.get())?, 1));
        }
        let (rate, whole) = Ratio::parse_percent(self.set("第十一条/年度目标值", year, "percent")?)?.parts();
        // More than tenfold is no target anybody can have meant.
        (rate <= 10 * whole).then_some((now * whole - before * (whole + rate), whole))
    }

    /// The value set last for a year, where its unit is the one it is asked in.
    fn set(&self, name: &str, year: i32, unit: &str) -> Option<&str> {
        let set = self.happened("parameter.set").filter(|fact| fact.text("name") == name && fact.year("year") == year);
        let last = set.last().filter(|fact| ["", unit].contains(&fact.text("unit")));
        last.map(|fact| fact.text("value"))
    }

    /// The share the last review gives, the whole excess at most.
    fn reviewed_share(&self, subject: Uscc, year: i32) -> Option<Fraction> {
        let last = self.own("rnd_growth.assessed", subject).filter(|fact| fact.year("year") == year).last()?;
        last.percent("share_pct").filter(|(part, whole)| part <= whole)
    }
}
