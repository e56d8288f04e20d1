//! Article 17: interest on loans, and premiums for technology insurance.

use super::calls::Application;
use super::case::{Case, Draft};
use super::facts::Fact;
use super::world::{Answer, Fraction, World};
use qizhang::value::{Day, Uscc};

impl World {
    pub(super) fn article_17_loans(&self, subject: Uscc) -> Vec<Case> {
        let mut cases: Vec<Case> = Vec::new();
        let paid = self.interest(subject);
        for (day, fact) in &paid {
            let (contract, year) = (fact.text("contract_no"), day.year());
            let matter = format!("loan:{contract}:{year}");
            if cases.iter().any(|case| case.matter == matter) {
                continue;
            }
            let same =
                || paid.iter().filter(|(day, other)| day.year() == year && other.text("contract_no") == contract);
            let interest: i128 = same().map(|(_, other)| other.fen("amount") - other.fen("penalty")).sum();
            // The matter is complete with its last payment.
            let last = same().map(|(day, _)| *day).max().unwrap_or(*day);
            let draft =
                Draft {
                    grant: "第十七条/贷款贴息", matter, once: None, day: last, fact: Some((*fact).clone())
                };
            let conditions = |at: &Application| vec![self.certified(subject, at), self.loan_passed(subject, year)];
            cases.push(self.judge(subject, draft, conditions, |_| self.subsidy(subject, contract, year, interest)));
        }
        cases
    }

    /// The payments of interest with the day each counts on, by that day.
    fn interest(&self, subject: Uscc) -> Vec<(Day, &Fact)> {
        let accrued = self.is("R17.3", "accrued");
        let all = self.known("loan.interest_paid").filter(|fact| fact.code("uscc") == Some(subject));
        let dated = all.map(|fact| (if accrued { fact.last_of_period("period") } else { fact.date("paid_on") }, fact));
        dated.filter(|(day, fact)| *day <= self.on && fact.day <= self.on).collect()
    }

    fn loan_evaluation(&self, subject: Uscc, year: i32) -> Option<&Fact> {
        self.own("loan.evaluated", subject).filter(|fact| fact.year("year") == year).last()
    }

    fn loan_passed(&self, subject: Uscc, year: i32) -> Answer {
        self.loan_evaluation(subject, year).map_or(Answer::Unknown, |fact| fact.flag("passed").into())
    }

    /// Half of the interest; above the LPR, the interest at the LPR.
    fn subsidy(&self, subject: Uscc, contract: &str, year: i32, interest: i128) -> Option<Fraction> {
        let signed = self.own("loan.contracted", subject).filter(|fact| fact.text("contract_no") == contract).last()?;
        let (rate, lpr) = (signed.percent("rate_pct")?, self.lpr(signed, year)?);
        let (mut numerator, mut denominator) = (interest, 2);
        // Is rate > lpr? Both are positive fractions, so the products across tell.
        if rate.0 * lpr.1 > lpr.0 * rate.1 {
            numerator = interest * lpr.0 * rate.1;
            denominator = lpr.1 * rate.0 * if self.is("R17.1", "half_at_lpr") { 2 } else { 1 };
        }
        if self.is("R17.4", "graded") {
            let share = self.loan_evaluation(subject, year)?.percent("share_pct")?;
            numerator *= share.0;
            denominator *= share.1;
        }
        Some((numerator, denominator))
    }

    /// The LPR for a loan: the one-year rate up to 60 months, the five-year rate beyond.
    fn lpr(&self, signed: &Fact, year: i32) -> Option<Fraction> {
        if self.is("R17.2", "each_reset") {
            return None;
        }
        let by = if self.is("R17.2", "at_signing") { signed.date("signed_on") } else { Day::year_end(year - 1) };
        let field = if signed.whole("term_months") <= 60 { "one_year_pct" } else { "five_year_pct" };
        self.happened("lpr.published").filter(|fact| fact.day <= by).last()?.percent(field)
    }

    pub(super) fn article_17_insurance(&self, subject: Uscc) -> Vec<Case> {
        let mut cases: Vec<Case> = Vec::new();
        for fact in self.own("insurance.premium_paid", subject) {
            let (policy, year) = (fact.text("policy_no"), fact.day.year());
            let once = format!("insurance:{policy}:{year}");
            if cases.iter().any(|case| case.once == once) {
                continue;
            }
            let paid = self.own("insurance.premium_paid", subject);
            let same = paid.filter(|other| other.text("policy_no") == policy && other.day.year() == year);
            let premium: i128 = same.map(|other| other.fen("premium")).sum();
            let matter = format!("insurance:{policy}");
            let once = Some(once);
            let draft =
                Draft { grant: "第十七条/科技保险", matter, once, day: fact.day, fact: Some(fact.clone()) };
            let share = self.premium_share(subject, year);
            let amount = |_: &Application| share.map(|share| (premium * share.0, share.1));
            cases.push(self.judge(subject, draft, |at| vec![self.certified(subject, at)], amount));
        }
        cases
    }

    /// The evaluated share of the premium, a half at most.
    fn premium_share(&self, subject: Uscc, year: i32) -> Option<Fraction> {
        if self.is("R17.5", "always_50") {
            return Some((1, 2));
        }
        let evaluated = self.own("insurance.evaluated", subject).filter(|fact| fact.year("year") == year).last()?;
        let share = evaluated.percent("share_pct")?;
        Some(if 2 * share.0 > share.1 { (1, 2) } else { share })
    }
}
