//! The office the stories happen in: what it records about enterprises of its own, day by day.

use super::truth::{Fault, NearMiss, Truth};
use crate::sample::calendar;
use crate::sample::codes::Registry;
use crate::sample::district::District;
use crate::sample::documents;
use crate::sample::rng::Rng;
use chrono::NaiveDate;
use serde_json::{Value, json};

/// Entering the cultivation list for the first time brings 10,000 yuan.
pub(super) const LISTED: &str = "第四条/首次入库";
/// A first certificate brings a tenth of the research expense of the year before.
pub(super) const CERTIFIED: &str = "第五条/新认定";
/// A new product brings 50,000 yuan.
pub(super) const PRODUCT: &str = "第十三条/新产品";

/// Stories are recorded after two in the afternoon, a second after each other.
const AFTERNOON: i64 = 14 * 3_600_000;
const SECOND: i64 = 1000;

/// An enterprise of the stories.
#[derive(Debug, Clone)]
pub(super) struct Who {
    pub(super) code: String,
    pub(super) name: String,
    /// The number of its application.
    pub(super) application: String,
}

/// What something is approved for: the grant and the matter.
pub(super) type Matter = (&'static str, String);

/// The office, and what is true of what it records.
pub(super) struct Office<'d> {
    pub(super) district: &'d mut District,
    rng: Rng,
    written: i64,
    people: u32,
    approvals: u32,
    /// Whose facts of which type have which ids.
    recorded: Vec<(String, &'static str, String)>,
    pub(super) truth: Truth,
}

impl<'d> Office<'d> {
    pub(super) fn new(district: &'d mut District) -> Self {
        let on = calendar::day(district.plan.last_year, 12, 31).to_string();
        let (rng, truth) = (district.rng("faults", 0), Truth { on, ..Truth::default() });
        Self { district, rng, written: 0, people: 0, approvals: 0, recorded: Vec::new(), truth }
    }

    /// The year whose facts the stories are about.
    pub(super) fn year(&self) -> i32 {
        self.district.plan.first_year + 1
    }

    /// A day of the year of the facts.
    pub(super) fn then(&self, month: u32, of_month: u32) -> NaiveDate {
        calendar::day(self.year(), month, of_month)
    }

    /// A day of the year of the call.
    pub(super) fn call(&self, month: u32, of_month: u32) -> NaiveDate {
        calendar::day(self.year() + 1, month, of_month)
    }

    /// Records a fact on a day, perhaps another one than its own; answers with its id.
    pub(super) fn late(&mut self, recorded: NaiveDate, on: NaiveDate, kind: &'static str, data: Value) -> String {
        self.late_by(documents::desk_of(kind), recorded, on, kind, data)
    }

    /// The same in the name of somebody else than the desk of its kind.
    pub(super) fn late_by(
        &mut self,
        by: &'static str,
        recorded: NaiveDate,
        on: NaiveDate,
        kind: &'static str,
        data: Value,
    ) -> String {
        self.written += 1;
        let at = calendar::midnight(recorded) + AFTERNOON + self.written * SECOND;
        self.district.book.write_whole(by, kind, (on, at), data).id_text()
    }

    /// Records a fact about nobody in particular, of which the truth tells everything.
    pub(super) fn everybody(&mut self, on: NaiveDate, kind: &'static str, data: Value) -> String {
        let id = self.late(on, on, kind, data);
        self.truth.events.push(id.clone());
        id
    }

    /// Records a fact about an enterprise on its day.
    pub(super) fn fact(&mut self, who: &Who, on: NaiveDate, kind: &'static str, data: Value) -> String {
        let id = self.late(on, on, kind, about(&who.code, data));
        self.recorded.push((who.code.clone(), kind, id.clone()));
        id
    }

    /// The id of the fact of a type about an enterprise that was recorded at this place, from nought.
    pub(super) fn nth_fact(&self, who: &Who, kind: &str, place: usize) -> String {
        let mut own = self.recorded.iter().filter(|(code, of, _)| *code == who.code && *of == kind);
        own.nth(place).map(|(_, _, id)| id.clone()).unwrap_or_default()
    }

    /// An enterprise of the district, known long ago.
    pub(super) fn enterprise(&mut self) -> Who {
        self.registered(json!({}))
    }

    /// The same with some fields of its registration.
    pub(super) fn registered(&mut self, fields: Value) -> Who {
        let code = self.district.codes.next(&mut self.rng, Registry::Here);
        let (name, _) = self.district.names.enterprise(&mut self.rng);
        self.people += 1;
        let application = format!("SZ{}-{:03}", self.year() + 1, self.people);
        let who = Who { code, name, application };
        let mut data = json!({"name": who.name, "kind": "enterprise", "district": "昌平区"});
        if let (Some(known), Value::Object(fields)) = (data.as_object_mut(), fields) {
            known.extend(fields);
        }
        let first = self.district.plan.first_year;
        let (founded, known) = (calendar::day(first - 5, 1, 6), calendar::day(first - 1, 3, 4));
        self.late(known, founded, "enterprise.registered", about(&who.code, data));
        self.truth.subjects.push(who.code.clone());
        who
    }

    /// Certified in the autumn before the first year; that is good for the whole call.
    pub(super) fn holder(&mut self) -> Who {
        let who = self.enterprise();
        let on = calendar::day(self.district.plan.first_year - 1, 10, 21);
        self.certificate(&who, on);
        who
    }

    /// A certificate; answers with its number.
    pub(super) fn certificate(&mut self, who: &Who, on: NaiveDate) -> String {
        let number = format!("GZ-{}-{on}", who.application);
        self.fact(
            who,
            on,
            "hightech.certified",
            json!({"cert_no": number, "issued_on": on.to_string(), "track": "ordinary"}),
        );
        number
    }

    /// The audited research expense of a year; answers with the id.
    pub(super) fn research(&mut self, who: &Who, year: i32, amount: &str) -> String {
        let data = json!({"year": year, "amount": amount, "basis": "special_audit"});
        self.fact(who, calendar::day(year + 1, 1, 20), "rnd.expense_reported", data)
    }

    /// Certified for the first time in the year of the facts, on 3,000,000 yuan of research: 300,000 are due. Applied.
    pub(super) fn certified(&mut self) -> (Who, Matter, String) {
        let who = self.enterprise();
        let report = self.research(&who, self.year() - 1, "3000000");
        let number = self.certificate(&who, self.then(11, 20));
        self.apply(&who);
        (who, (CERTIFIED, format!("certificate:{number}")), report)
    }

    /// Entered the list in the year of the facts: 10,000 are due.
    pub(super) fn entered(&mut self) -> (Who, Matter) {
        let who = self.enterprise();
        let matter = self.enter(&who, self.then(3, 2));
        (who, matter)
    }

    /// Enters the list on a day.
    pub(super) fn enter(&mut self, who: &Who, on: NaiveDate) -> Matter {
        let number = format!("RZ-{}-{on}", who.application);
        self.fact(who, on, "cultivation_list.entered", json!({"list_no": number}));
        (LISTED, format!("cultivation_list:{number}"))
    }

    /// The same, applied and reviewed.
    pub(super) fn listed(&mut self) -> (Who, Matter) {
        let (who, matter) = self.entered();
        self.apply(&who);
        (who, matter)
    }

    /// A product recognised as new in the year of the facts.
    pub(super) fn product(&mut self, who: &Who, key: &str) -> Matter {
        let key = format!("CZ-{}-{key}", who.application);
        let data = json!({"product_key": key, "cert_no": format!("ZS-{key}")});
        self.fact(who, self.then(5, 11), "new_product.recognized", data);
        (PRODUCT, format!("product:{key}"))
    }

    /// A platform built with an institute.
    pub(super) fn platform(&mut self, who: &Who, (key, assets): (&str, &str)) -> Matter {
        let data = json!({
            "platform_key": key, "partner": "示例材料研究所", "partner_kind": "institute", "investment": "9000000",
            "fixed_assets": assets,
        });
        self.fact(who, self.then(5, 11), "platform.completed", data);
        ("第十二条/创新平台", format!("platform:{key}"))
    }

    /// Applies in the call, is accepted and passes the review.
    pub(super) fn apply(&mut self, who: &Who) {
        self.submit(who, self.call(3, 10));
        self.review(who, self.call(6, 10), true);
    }

    /// Submits the application on a day, which is accepted.
    pub(super) fn submit(&mut self, who: &Who, on: NaiveDate) -> String {
        let data = json!({"application_no": who.application, "call_year": self.year() + 1});
        let submitted = self.fact(who, on, "application.submitted", data);
        let accepted = calendar::plus(on, 5);
        self.fact(who, accepted, "application.accepted", json!({"application_no": who.application}));
        submitted
    }

    pub(super) fn review(&mut self, who: &Who, on: NaiveDate, passed: bool) {
        let opinion = format!("PZ-{}-{on}", who.application);
        let data = json!({"application_no": who.application, "passed": passed, "opinion_no": opinion});
        self.fact(who, on, "review.completed", data);
    }

    /// Approves a line on the day of the decision; answers with the id.
    pub(super) fn approve(&mut self, who: &Who, matter: &Matter, amount: &str) -> String {
        self.approve_with(who, matter, amount, json!({}), json!({}))
    }

    /// The same with fields of the line and of the approval.
    pub(super) fn approve_with(
        &mut self,
        who: &Who,
        (grant, matter): &Matter,
        amount: &str,
        of_line: Value,
        fields: Value,
    ) -> String {
        self.approve_on(self.call(8, 20), who, (grant, matter, amount), of_line, fields)
    }

    /// The same on another day.
    pub(super) fn approve_on(
        &mut self,
        on: NaiveDate,
        who: &Who,
        (grant, matter, amount): (&str, &str, &str),
        of_line: Value,
        fields: Value,
    ) -> String {
        self.approvals += 1;
        let mut line = json!({"grant": grant, "matter": matter, "amount": amount});
        extend(&mut line, of_line);
        let number = self.approval();
        let mut data = json!({"approval_no": number, "application_no": who.application, "lines": [line]});
        extend(&mut data, fields);
        self.fact(who, on, "grant.approved", data)
    }

    /// The number of the last approval.
    fn approval(&self) -> String {
        format!("PZ{}-{:03}", self.year() + 1, self.approvals)
    }

    /// Pays on the last approval, on the day of payment; answers with the id.
    pub(super) fn pay(&mut self, who: &Who, amount: &str) -> String {
        self.pay_on(who, self.call(9, 24), amount)
    }

    pub(super) fn pay_on(&mut self, who: &Who, on: NaiveDate, amount: &str) -> String {
        self.pay_with(who, on, amount, json!({}))
    }

    pub(super) fn pay_with(&mut self, who: &Who, on: NaiveDate, amount: &str, fields: Value) -> String {
        let mut data = json!({"payment_no": self.payment(on), "approval_no": self.approval(), "amount": amount});
        extend(&mut data, fields);
        self.fact(who, on, "payment.made", data)
    }

    /// The payment on the last approval, in the name of somebody; answers with the id.
    pub(super) fn pay_by(&mut self, by: &'static str, who: &Who, amount: &str) -> String {
        let on = self.call(9, 24);
        let data = json!({"payment_no": self.payment(on), "approval_no": self.approval(), "amount": amount});
        self.late_by(by, on, on, "payment.made", about(&who.code, data))
    }

    /// The number of the payment on the last approval of a day.
    pub(super) fn payment(&self, on: NaiveDate) -> String {
        format!("FZ-{}-{on}", self.approval())
    }

    /// Approves and pays; answers with the ids of both.
    pub(super) fn decide(&mut self, who: &Who, matter: &Matter, amount: &str) -> (String, String) {
        (self.approve(who, matter, amount), self.pay(who, amount))
    }

    /// Notes that something must be found.
    pub(super) fn fault(
        &mut self,
        rule: &'static str,
        subjects: &[&Who],
        event: &str,
        amount: Option<&'static str>,
        story: (&'static str, &'static str),
    ) {
        let subjects = subjects.iter().map(|who| who.code.clone()).collect();
        self.truth.faults.push(Fault { rule, subjects, event: event.to_owned(), amount, story });
    }

    /// Notes that a detector must be silent.
    pub(super) fn near_miss(&mut self, rule: &'static str, subjects: &[&Who], story: (&'static str, &'static str)) {
        let subjects = subjects.iter().map(|who| who.code.clone()).collect();
        self.truth.near_misses.push(NearMiss { rule, subjects, story });
    }
}

fn about(code: &str, mut data: Value) -> Value {
    extend(&mut data, json!({"uscc": code}));
    data
}

fn extend(data: &mut Value, fields: Value) {
    if let (Some(known), Value::Object(fields)) = (data.as_object_mut(), fields) {
        known.extend(fields);
    }
}
