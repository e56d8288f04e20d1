//! The made-up district while it is drawn, and the order in which its parts are drawn.

use super::awards::Won;
use super::body::Body;
use super::book::{Book, Written};
use super::calendar::{self, Lag};
use super::codes::Codes;
use super::documents;
use super::enterprise::Enterprise;
use super::faults::{self, Truth};
use super::lpr::Series;
use super::names::Names;
use super::rng::Rng;
use super::titles::Granted;
use super::{Line, Plan, applications, awards, calls, carriers, certificates, conduct, corrections, filing, growth};
use super::{institutions, insurance, lists, loans, lpr, moves, platforms, products, quotas, research, roster, scale};
use super::{scenarios, scripts, services, space, standards, strong, support, titles};
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// The facts of a district, in order of recording; never two lines for one natural key, and never a reference to a line
/// that does not stand before.
pub fn facts(plan: &Plan) -> Vec<Line> {
    draw(plan).finish()
}

/// The same with planted faults, and the truth about these.
pub fn faulty(plan: &Plan) -> (Vec<Line>, Truth) {
    let mut district = draw(plan);
    let truth = faults::plant(&mut district);
    (district.finish(), truth)
}

fn draw(plan: &Plan) -> District {
    let mut district = District::new(*plan);
    roster::found(&mut district);
    carriers::found(&mut district);
    institutions::found(&mut district);
    certificates::history(&mut district);
    lists::year(&mut district, plan.first_year - 1);
    scale::year(&mut district, plan.first_year - 1);
    loans::year(&mut district, plan.first_year - 1);
    scripts::play(&mut district);
    for year in plan.years() {
        draw_year(&mut district, year);
    }
    space::all_years(&mut district);
    for year in plan.years().skip(1) {
        calls::year(&mut district, year);
        applications::year(&mut district, year);
    }
    lpr::publish(&mut district);
    corrections::correct(&mut district);
    district
}

fn draw_year(district: &mut District, year: i32) {
    moves::year(district, year);
    conduct::year(district, year);
    research::year(district, year);
    filing::year(district, year);
    certificates::year(district, year);
    lists::year(district, year);
    scale::year(district, year);
    strong::year(district, year);
    growth::year(district, year);
    carriers::year(district, year);
    standards::year(district, year);
    awards::year(district, year);
    titles::year(district, year);
    platforms::year(district, year);
    products::year(district, year);
    loans::year(district, year);
    insurance::year(district, year);
    institutions::year(district, year);
    services::year(district, year);
    quotas::year(district, year);
    scenarios::year(district, year);
    support::year(district, year);
    moves::renames(district, year);
}

/// A fact about an enterprise, without its body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fact {
    /// The type's name.
    pub(super) kind: &'static str,
    /// The business day.
    pub(super) day: NaiveDate,
    /// How long the office takes to hear of it.
    pub(super) lag: Lag,
    /// A moment it is recorded after.
    pub(super) after: i64,
}

impl Fact {
    /// A fact that depends on no other.
    pub(super) fn new(kind: &'static str, day: NaiveDate, lag: Lag) -> Self {
        Self { kind, day, lag, after: i64::MIN }
    }

    /// The same, recorded later than another one.
    pub(super) fn after(self, other: i64) -> Self {
        Self { after: other, ..self }
    }
}

/// The state of the draw.
#[derive(Debug)]
pub(super) struct District {
    /// What to draw.
    pub(super) plan: Plan,
    /// The lines.
    pub(super) book: Book,
    /// Everybody registered, carriers too.
    pub(super) enterprises: Vec<Enterprise>,
    /// The codes given out.
    pub(super) codes: Codes,
    /// The names given out.
    pub(super) names: Names,
    /// Who has a fact of a year that may earn money.
    pub(super) earners: BTreeSet<(i32, usize)>,
    /// New products by year, enterprise and key.
    pub(super) products: Vec<(i32, usize, String)>,
    /// The audited R&D expense by year and enterprise, in fen.
    pub(super) spent: BTreeMap<(i32, usize), i64>,
    /// Whose certificate of a year comes from the pilot in which filing is approval.
    pub(super) filed: BTreeSet<(i32, usize)>,
    /// The awards won so far.
    pub(super) awards: Vec<Won>,
    /// The IP titles granted so far.
    pub(super) titles: Vec<Granted>,
    /// Who paid interest in which year.
    pub(super) interest: BTreeSet<(i32, usize)>,
    /// The loan prime rate.
    pub(super) lpr: Series,
    /// International standards by year, drafter and number.
    pub(super) international: Vec<(i32, usize, String)>,
}

impl District {
    fn new(plan: Plan) -> Self {
        Self {
            plan,
            book: Book::new(plan.seed),
            enterprises: Vec::new(),
            codes: Codes::default(),
            names: Names::default(),
            earners: BTreeSet::new(),
            products: Vec::new(),
            spent: BTreeMap::new(),
            filed: BTreeSet::new(),
            awards: Vec::new(),
            titles: Vec::new(),
            interest: BTreeSet::new(),
            lpr: Series::new(&plan),
            international: Vec::new(),
        }
    }

    fn finish(self) -> Vec<Line> {
        self.book.finish(calendar::end_of(calendar::day(self.plan.last_year, 12, 31)))
    }

    /// The random source of one part of the district in one year.
    pub(super) fn rng(&self, part: &str, year: i32) -> Rng {
        Rng::part(self.plan.seed, part, year)
    }

    /// Everybody a condition holds for, as places in the list.
    pub(super) fn those(&self, holds: impl Fn(&Enterprise) -> bool) -> Vec<usize> {
        (0..).zip(&self.enterprises).filter(|(_, enterprise)| holds(enterprise)).map(|(who, _)| who).collect()
    }

    /// Records a fact about an enterprise; its code is added to the body.
    pub(super) fn record(&mut self, who: usize, fact: Fact, body: Body) -> Option<Written> {
        let enterprise = self.enterprises.get(who)?;
        let body = body.text("uscc", enterprise.uscc.clone());
        let after = fact.after.max(enterprise.known_at);
        let at = self.book.moment(fact.day, fact.lag, after);
        self.note_earner(who, fact.kind, fact.day);
        Some(self.book.write(fact.kind, fact.day, at, body))
    }

    /// Remembers that an enterprise has a fact that may earn money.
    pub(super) fn note_earner(&mut self, who: usize, kind: &str, day: NaiveDate) {
        if documents::may_earn(kind) {
            self.earners.insert((day.year(), who));
        }
    }
}
