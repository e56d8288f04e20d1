//! Article 16: service institutions as they are evaluated, and carriers, by the enterprises newly certified or landed
//! there in a year.

use super::case::{Case, Draft};
use super::facts::Fact;
use super::status::{Span, holds};
use super::world::{Answer, World, believable, yuan};
use qizhang::value::{Day, Uscc};
use std::cmp::Reverse;

/// A tenant that counts for a carrier in a year: how, on which day, and since when it was a tenant there.
struct Arrival {
    cultivated: bool,
    day: Day,
    carrier: Uscc,
    tenant_since: Day,
}

impl World {
    /// Whoever was evaluated for a year gets what its last evaluation says, whether it holds a certificate or not.
    pub(super) fn article_16_services(&self, subject: Uscc) -> Vec<Case> {
        let mut cases: Vec<Case> = Vec::new();
        for fact in self.own("service_org.evaluated", subject) {
            let year = fact.year("year");
            let matter = format!("service:{year}");
            if Day::year_end(year) > self.on || cases.iter().any(|case| case.matter == matter) {
                continue;
            }
            let day = Day::year_end(year);
            let draft = Draft { grant: "第十六条/服务机构", matter, once: None, day, fact: Some(fact.clone()) };
            let last = self.own("service_org.evaluated", subject).filter(|fact| fact.year("year") == year).last();
            let amount = last.and_then(|fact| Some((believable(fact.fen("approved_amount"))?, 1)));
            cases.push(self.judge(subject, draft, |_| Vec::new(), |_| amount));
        }
        cases
    }

    pub(super) fn article_16_carriers(&self, subject: Uscc) -> Vec<Case> {
        let is_carrier = self.own("enterprise.registered", subject).any(|fact| fact.text("kind") == "carrier");
        let leases = || self.happened("tenancy.started").filter(|fact| fact.code("carrier") == Some(subject));
        let Some(first) = leases().map(|fact| fact.day.year()).min().filter(|_| is_carrier) else { return Vec::new() };
        let ended = (first..=self.on.year()).filter(|year| Day::year_end(*year) <= self.on);
        ended.map(|year| self.carrier_year(subject, year)).collect()
    }

    fn carrier_year(&self, carrier: Uscc, year: i32) -> Case {
        let mut tenants: Vec<Uscc> = self.happened("tenancy.started").filter_map(|fact| fact.code("uscc")).collect();
        tenants.sort_unstable();
        tenants.dedup();
        let count: i128 = tenants.iter().map(|tenant| self.counts_for(carrier, *tenant, year)).sum();
        let once = self.is("R16.1", "once_ever").then(|| "carrier".to_owned());
        let matter = format!("carrier:{year}");
        let draft = Draft { grant: "第十六条/载体", matter, once, day: Day::year_end(year), fact: None };
        let amount = (yuan(500_000) + (count - 10) * yuan(50_000)).min(yuan(1_000_000));
        self.judge(carrier, draft, |_| vec![Answer::from(count >= 10)], |_| Some((amount, 1)))
    }

    /// How often a tenant counts for a carrier in a year: not at all, once, or for both of its arrivals.
    fn counts_for(&self, carrier: Uscc, tenant: Uscc, year: i32) -> i128 {
        let certificates = self.certificates(tenant);
        let distinct = self.is("R16.2", "distinct");
        if distinct && !holds(&certificates, Day::year_end(year)) {
            return 0;
        }
        let mut arrivals = self.arrivals(tenant, &certificates, year);
        if self.is("R16.3", "once") {
            // Both arrivals together where a tenant counts once; where both kinds are added, each kind by itself.
            let chosen = |kind: Option<bool>| {
                let of_kind = arrivals.iter().filter(|one| kind.is_none_or(|kind| one.cultivated == kind));
                of_kind
                    .max_by_key(|one| (one.day, one.tenant_since, Reverse(one.carrier)))
                    .map(|one| (one.cultivated, one.carrier))
            };
            let kept: Vec<(bool, Uscc)> = if distinct {
                chosen(None).into_iter().collect()
            } else {
                [true, false].into_iter().filter_map(|kind| chosen(Some(kind))).collect()
            };
            arrivals.retain(|one| kept.contains(&(one.cultivated, one.carrier)));
        }
        let here = || arrivals.iter().filter(|one| one.carrier == carrier);
        let (cultivated, landed) = (here().any(|one| one.cultivated), here().any(|one| !one.cultivated));
        if distinct { i128::from(cultivated || landed) } else { i128::from(cultivated) + i128::from(landed) }
    }

    /// First certified while a tenant, or landed while holding a certificate.
    fn arrivals(&self, tenant: Uscc, certificates: &[Span], year: i32) -> Vec<Arrival> {
        let leases: Vec<Span> = self.leases(tenant);
        let mut found = Vec::new();
        let valid = || certificates.iter().filter(|span| !span.is_void());
        for first in valid().filter(|span| span.first.year() == year) {
            if first.since != Day::MIN || valid().any(|other| other.first.max(other.since) < first.first) {
                continue;
            }
            for lease in leases.iter().filter(|lease| lease.covers(first.first)) {
                found.extend(arrival(true, first.first, lease));
            }
        }
        for lease in leases.iter().filter(|lease| lease.first.year() == year && holds(certificates, lease.first)) {
            found.extend(arrival(false, lease.first, lease));
        }
        found
    }

    fn leases(&self, tenant: Uscc) -> Vec<Span> {
        let lease = |fact: &Fact| {
            let ends = self.own("tenancy.ended", tenant).filter(|end| end.code("carrier") == fact.code("carrier"));
            let last = ends.map(|end| end.day).filter(|day| *day >= fact.day).min().map_or(Day::MAX, Day::prev);
            Span { first: fact.day, last, since: Day::MIN, fact: fact.clone() }
        };
        self.own("tenancy.started", tenant).map(lease).collect()
    }
}

fn arrival(cultivated: bool, day: Day, lease: &Span) -> Option<Arrival> {
    Some(Arrival { cultivated, day, carrier: lease.fact.code("carrier")?, tenant_since: lease.first })
}
