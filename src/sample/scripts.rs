//! The planted stories: what happens to each enterprise of the cast. Years are counted from the plan's first year.

use super::awards;
use super::body::{Body, hundredths};
use super::calendar::{self, Lag, day};
use super::carriers;
use super::cast::Part;
use super::certificates::{self, Issue};
use super::conduct;
use super::district::{District, Fact};
use super::lists;
use super::loans::{self, Loan};
use super::products;
use super::rates;
use super::research::{self, Report};
use super::rng::Rng;
use super::standards::{self, Standard};
use chrono::NaiveDate;

/// R&D expense of the stories that are not about it: 3,000,000.00 yuan, in fen.
const PLAIN_RESEARCH: i64 = 300_000_000;
/// Audited R&D expense before the correction: 4,200,000.00 yuan, in fen.
const RESEARCH_BEFORE: i64 = 420_000_000;
/// The same after it: 3,100,000.00 yuan, in fen.
const RESEARCH_AFTER: i64 = 310_000_000;
/// Principal of the planted loans: 8,000,000.00 yuan, in fen.
const PRINCIPAL: i64 = 800_000_000;

/// One story being told.
struct Story<'a> {
    district: &'a mut District,
    rng: Rng,
    who: usize,
    first: i32,
}

/// Plays every story.
pub(super) fn play(district: &mut District) {
    let first = district.plan.first_year;
    for who in district.those(|e| e.part.is_some()) {
        let Some(part) = district.enterprises.get(who).and_then(|e| e.part) else { continue };
        let rng = district.rng("story", i32::try_from(who).unwrap_or(0));
        let mut story = Story { district, rng, who, first };
        match part {
            Part::CorrectedRnd => story.corrected_rnd(),
            Part::LateCertificate => story.certified(day(first - 2, 11, 30), day(first - 1, 2, 6)),
            Part::ProductChoice => story.product_choice(),
            Part::RefusedRank3 => story.refused_rank3(),
            Part::AccidentBeforePayment => story.accident_before_payment(),
            Part::MissedCall => story.first_certificate(first, Some(PLAIN_RESEARCH)),
            Part::UnrecordedRnd => story.first_certificate(first, None),
            Part::ZeroRnd => story.first_certificate(first, Some(0)),
            Part::UnevaluatedLoan => story.loan(310, None, false),
            Part::RateAboveLpr => story.loan(435, Some(2), true),
            Part::TwoCarriers => story.two_carriers(),
            Part::Adopted => story.two_standards("national", "IDT"),
            Part::AdoptedAbroad => story.two_standards("international", "MOD"),
            Part::SecondListing => story.second_listing(),
            Part::RevokedBackwards => story.revoked_backwards(),
            Part::StandardsOverCap => story.standards_over_cap(),
            Part::UnnamedGrade => story.unnamed_grade(),
        }
    }
}

/// A lag that ends on this very day.
fn until(from: NaiveDate, recorded: NaiveDate) -> Lag {
    let days = recorded.signed_duration_since(from).num_days();
    Lag(days, days)
}

impl Story<'_> {
    fn certified(&mut self, issued_on: NaiveDate, recorded: NaiveDate) {
        let issue = Issue::ordinary(issued_on, until(issued_on, recorded));
        certificates::certify(self.district, &mut self.rng, self.who, issue);
    }

    fn audited(&mut self, year: i32, amount: i64) {
        let report = Report { year, day: day(year + 1, 4, 16), basis: "special_audit", amount, domestic: 1000 };
        research::report(self.district, self.who, report);
    }

    /// The first certificate on 12 November of a year, with the audited R&D of the year before.
    fn first_certificate(&mut self, year: i32, research: Option<i64>) {
        if let Some(amount) = research {
            self.audited(year - 1, amount);
        }
        self.certified(day(year, 11, 12), day(year, 12, 18));
    }

    /// A certificate since the autumn before the first year, renewed three years later in time.
    fn holder(&mut self) {
        let first = self.first;
        self.certified(day(first - 1, 10, 21), day(first, 1, 9));
        self.certified(day(first + 2, 10, 12), day(first + 2, 11, 20));
    }

    /// The code and the amounts stay in the story: only the audited figure is corrected.
    fn corrected_rnd(&mut self) {
        let (first, year) = (self.first, self.first - 1);
        self.first_certificate(first, Some(RESEARCH_BEFORE));
        let Some(code) = self.district.enterprises.get(self.who).map(|e| e.uscc.clone()) else { return };
        let reported = |line: &&super::Line| {
            line.kind == "rnd.expense_reported" && line.data.get("uscc").and_then(|c| c.as_str()) == Some(code.as_str())
        };
        let Some(event) = self.district.book.lines().iter().find(reported).map(super::Line::id_text) else { return };
        let right = Body::of(&code)
            .number("year", year)
            .yuan("amount", RESEARCH_AFTER)
            .yuan("domestic_amount", RESEARCH_AFTER)
            .text("basis", "special_audit");
        let on = day(first + 1, 11, 2);
        let reason = format!("专项核查：{year}年研发费用应为{}元", hundredths(RESEARCH_AFTER));
        let body = Body::default().text("event", event).text("reason", reason).whole("data", right.into_value());
        let at = self.district.book.moment(on, Lag(0, 0), 0);
        self.district.book.write("fact.corrected", on, at, body);
    }

    fn product_choice(&mut self) {
        self.holder();
        let (new, sets) = (self.first + 1, self.first + 2);
        let key = products::product_key(self.district, new);
        products::recognise(self.district, self.who, day(new, 6, 16), &key);
        products::first_set(self.district, self.who, day(sets, 5, 18), &key, "municipal");
        for month in [6, 7] {
            let key = products::product_key(self.district, sets);
            products::first_set(self.district, self.who, day(sets, month, 15), &key, "municipal");
        }
    }

    fn standard(&mut self, level: &'static str, on: NaiveDate, rank: usize) -> Standard {
        let year = chrono::Datelike::year(&on);
        let prefix = if level == "national" { "GB/T 9" } else { "ISO 9" };
        let number = self.district.book.number("planted-standard", 0);
        let mark = if level == "national" { '-' } else { ':' };
        let number = format!("{prefix}{number:04}{mark}{year}");
        Standard { number, level, nature: "new", day: on, drafter: self.who, rank }
    }

    fn refused_rank3(&mut self) {
        self.holder();
        let standard = self.standard("national", day(self.first + 1, 6, 30), 3);
        standards::publish(self.district, &mut self.rng, &standard);
    }

    fn accident_before_payment(&mut self) {
        let year = self.first + 1;
        self.first_certificate(year, Some(PLAIN_RESEARCH));
        let on = day(year + 1, 9, 3);
        conduct::accident(self.district, &mut self.rng, self.who, on, until(on, day(year + 1, 9, 9)));
    }

    /// An eight-million loan of January after the first year; its four payments fall into that year.
    fn loan(&mut self, rate: i64, late: Option<u32>, evaluated: bool) {
        self.holder();
        let year = self.first + 1;
        let loan = Loan { signed_on: day(year, 1, 12), principal: PRINCIPAL, rate, term: 12, late };
        loans::contract(self.district, &mut self.rng, self.who, loan);
        if evaluated {
            loans::evaluate(self.district, &mut self.rng, self.who, year, true);
        }
    }

    /// Housed by the carrier of the smallest target, then by the one that is over the maximum anyway; both in the first
    /// year, before the first certificate.
    fn two_carriers(&mut self) {
        let carriers = carriers::all(self.district);
        let target = |place: &usize| rates::TENANTS.get(*place).copied().unwrap_or(0);
        let places = 0..rates::TENANTS.len();
        let (small, large) = (places.clone().min_by_key(target), places.max_by_key(target));
        for (place, month) in [(small, 3), (large, 5)] {
            let Some(carrier) = place.and_then(|place| carriers.get(place)).copied() else { continue };
            let on = day(self.first, month, 11);
            carriers::start(self.district, carrier, self.who, on);
        }
        self.first_certificate(self.first, Some(PLAIN_RESEARCH));
    }

    /// A standard, and a year later another one made from it; `later` is the level of the second.
    fn two_standards(&mut self, later: &'static str, degree: &str) {
        self.holder();
        let earlier = if later == "national" { "international" } else { "national" };
        let source = self.standard(earlier, day(self.first + 1, 5, 13), 1);
        standards::publish(self.district, &mut self.rng, &source);
        let made = self.standard(later, day(self.first + 2, 6, 10), 1);
        standards::adopt(self.district, &mut self.rng, &made, &source.number, degree);
    }

    fn second_listing(&mut self) {
        let first = self.first;
        let list = |year: i32| format!("YX{year}-1");
        let on = |year: i32| calendar::office_day_from(day(year, 5, 20));
        lists::list(self.district, &mut self.rng, self.who, on(first), list(first));
        let body = Body::default().text("list_no", list(first)).text("reason", "企业主动申请退出");
        let exit = Fact::new("cultivation_list.exited", day(first + 1, 9, 8), rates::AT_ONCE);
        self.district.record(self.who, exit, body);
        lists::list(self.district, &mut self.rng, self.who, on(first + 2), list(first + 2));
    }

    fn revoked_backwards(&mut self) {
        self.first_certificate(self.first, Some(PLAIN_RESEARCH));
        let on = day(self.first + 2, 3, 10);
        conduct::revoke(self.district, self.who, on, true, "申请认定过程中提供虚假信息");
    }

    fn standards_over_cap(&mut self) {
        self.holder();
        for month in [2, 4, 7, 10] {
            let standard = self.standard("national", day(self.first + 1, month, 25), 1);
            standards::publish(self.district, &mut self.rng, &standard);
        }
    }

    fn unnamed_grade(&mut self) {
        self.holder();
        awards::win(self.district, &mut self.rng, self.who, awards::UNNAMED, day(self.first + 1, 8, 24), 1);
    }
}
