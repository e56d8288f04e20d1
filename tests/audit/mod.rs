//! Detectors: what each must find, what it must leave alone, and what becomes of findings.

#![expect(clippy::needless_pass_by_value, reason = "a test hands over what it has just written")]

mod cases;
mod decisions;
mod facts;
mod figures;
mod guards;
mod impact;
mod late_lists;
mod life;
mod lookback;
mod matters;
mod moved;
mod paying;
mod persons;
mod procedure;
mod states;
mod treasury;
mod truth;
mod words;

use crate::ledger::{append, ledger_as_of, migrating};
use crate::story::{ENTERPRISE, day, nth_code};
use qizhang::ledger::{Audited, Finding, KnownAt, Ledger, detectors, needs};
use serde_json::{Value, json};

pub(crate) const LISTED: &str = "第四条/首次入库";
pub(crate) const CERTIFIED: &str = "第五条/新认定";

/// The office of a district: what it recorded, and when.
#[derive(Clone, Default)]
pub(crate) struct Office {
    /// The moment and the line of each event.
    events: Vec<(String, Value)>,
}

impl Office {
    /// An office that knows one enterprise and opened the call of 2027.
    pub(crate) fn new() -> Self {
        let data = json!({"name": "北京某某科技有限公司", "kind": "enterprise", "district": "昌平区"});
        let call = json!({"year": 2027, "fact_year": 2026, "opens_on": "2027-03-01", "closes_on": "2027-04-30"});
        Self::default().fact("2010-01-04", "enterprise.registered", data).everybody(
            "2027-02-20",
            "2027-03-01",
            "call.opened",
            call,
        )
    }

    /// A fact about the enterprise, recorded on its day.
    pub(crate) fn fact(self, on: &str, kind: &str, data: Value) -> Self {
        self.late(on, on, kind, data)
    }

    /// A fact about the enterprise, unless it names another one, recorded on another day.
    pub(crate) fn late(self, recorded: &str, on: &str, kind: &str, mut data: Value) -> Self {
        if let Some(fields) = data.as_object_mut() {
            fields.entry("uscc").or_insert(json!(ENTERPRISE));
        }
        self.everybody(recorded, on, kind, data)
    }

    /// A fact about nobody in particular.
    pub(crate) fn everybody(mut self, recorded: &str, on: &str, kind: &str, data: Value) -> Self {
        let number = self.events.len() + 1;
        let at = format!("{recorded}T{:02}:{:02}:00+08:00", 8 + number / 60, number % 60);
        let line = json!({
            "id": id(number), "type": kind, "occurred_on": on, "recorded_at": at, "recorded_by": desk_of(kind),
            "data": data,
        });
        self.events.push((at, line));
        self
    }

    /// Attaches a document to the event told last.
    pub(crate) fn proven(mut self, title: &str) -> Self {
        let sha256 = qizhang::value::Digest::of(title.as_bytes()).to_string();
        if let Some((_, line)) = self.events.last_mut() {
            line["evidence"] = json!([{"title": title, "sha256": sha256}]);
        }
        self
    }

    /// The event told last was recorded by somebody.
    pub(crate) fn by(mut self, who: &str) -> Self {
        if let Some((_, line)) = self.events.last_mut() {
            line["recorded_by"] = json!(who);
        }
        self
    }

    /// A certificate of the enterprise.
    pub(crate) fn certificate(self, number: &str, on: &str) -> Self {
        self.certificate_of(ENTERPRISE, number, on)
    }

    pub(crate) fn certificate_of(self, uscc: &str, number: &str, on: &str) -> Self {
        let data = json!({"uscc": uscc, "cert_no": number, "issued_on": on, "track": "ordinary"});
        self.fact(on, "hightech.certified", data)
    }

    /// A research expense on record in the month after its year.
    pub(crate) fn spent(self, year: i32, amount: &str, basis: &str) -> Self {
        self.spent_by(ENTERPRISE, year, amount, basis)
    }

    pub(crate) fn spent_by(self, uscc: &str, year: i32, amount: &str, basis: &str) -> Self {
        let data = json!({"uscc": uscc, "year": year, "amount": amount, "basis": basis});
        self.fact(&format!("{}-01-20", year + 1), "rnd.expense_reported", data)
    }

    /// Another enterprise of the district, with its application in the call of 2027.
    pub(crate) fn neighbour(self, number: u32) -> Self {
        let uscc = nth_code(number);
        let name = format!("北京某某{number}号科技有限公司");
        let data = json!({"uscc": uscc, "name": name, "kind": "enterprise", "district": "昌平区"});
        let applied = json!({"uscc": uscc, "application_no": format!("SB-{number}"), "call_year": 2027});
        self.fact("2010-01-05", "enterprise.registered", data).fact("2027-03-10", "application.submitted", applied)
    }

    /// One line approved for another enterprise.
    pub(crate) fn approved_for(self, number: u32, on: &str, (grant, matter): (&str, &str), amount: &str) -> Self {
        let lines = json!([{"grant": grant, "matter": matter, "amount": amount}]);
        let (approval, application) = (format!("A-{number}"), format!("SB-{number}"));
        let uscc = nth_code(number);
        let data = json!({"uscc": uscc, "approval_no": approval, "application_no": application, "lines": lines});
        self.fact(on, "grant.approved", data)
    }

    /// The id of the event told last.
    pub(crate) fn last(&self) -> String {
        id(self.events.len())
    }

    /// A correction of the event with this id, recorded on a day.
    pub(crate) fn correct(self, recorded: &str, event: &str, mut data: Value) -> Self {
        if let Some(fields) = data.as_object_mut() {
            fields.entry("uscc").or_insert(json!(ENTERPRISE));
        }
        self.everybody(
            recorded,
            recorded,
            "fact.corrected",
            json!({"event": event, "data": data, "reason": "录入有误"}),
        )
    }

    /// The application of the call of 2027, accepted, reviewed and shown to the public as the rules ask.
    pub(crate) fn applied(self) -> Self {
        let number = json!({"application_no": "SB1"});
        self.fact("2027-03-10", "application.submitted", json!({"application_no": "SB1", "call_year": 2027}))
            .fact("2027-03-15", "application.accepted", number)
            .fact(
                "2027-06-10",
                "review.completed",
                json!({"application_no": "SB1", "passed": true, "opinion_no": "PS1"}),
            )
            .everybody("2027-08-02", "2027-08-02", "publicity.started", json!({"list_no": "GS1", "days": 5}))
            .everybody("2027-08-09", "2027-08-09", "publicity.ended", json!({"list_no": "GS1"}))
    }

    pub(crate) fn approved(self, on: &str, number: &str, (grant, matter): (&str, &str), amount: &str) -> Self {
        let lines = json!([{"grant": grant, "matter": matter, "amount": amount}]);
        self.fact(on, "grant.approved", json!({"approval_no": number, "application_no": "SB1", "lines": lines}))
    }

    pub(crate) fn paid(self, on: &str, number: &str, approval: &str, amount: &str) -> Self {
        self.fact(on, "payment.made", json!({"payment_no": number, "approval_no": approval, "amount": amount}))
    }

    /// Certified first in November 2026; no research expense is on record.
    pub(crate) fn certified() -> Self {
        let data = json!({"cert_no": "GR1", "issued_on": "2026-11-20", "track": "ordinary"});
        Self::new().fact("2026-11-20", "hightech.certified", data)
    }

    /// The same with 3,000,000 yuan of research expense in 2025, so that 300,000 are due; and the event that reports it.
    pub(crate) fn reported() -> (Self, String) {
        let office = Self::certified().fact("2026-12-01", "rnd.expense_reported", research("3000000"));
        let report = office.last();
        (office, report)
    }

    /// Entered the list in 2026, and was approved the 10,000 yuan of it in the call of 2027, all in order.
    pub(crate) fn listed_unpaid() -> Self {
        Self::new().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"})).applied().approved(
            "2027-08-20",
            "A1",
            (LISTED, "cultivation_list:L1"),
            "10000",
        )
    }

    /// The same, and paid.
    pub(crate) fn listed() -> Self {
        Self::listed_unpaid().paid("2027-09-25", "P1", "A1", "10000")
    }

    pub(crate) fn ledger(&self) -> Ledger {
        let ledger = ledger_as_of("2031-12-31T09:00:00+08:00", Some("2010-01-01"));
        let mut events = self.events.clone();
        events.sort_by(|(one, _), (other, _)| one.cmp(other));
        let lines: Vec<String> = events.into_iter().map(|(_, line)| line.to_string()).collect();
        append(&ledger, migrating(), &lines);
        ledger
    }

    pub(crate) fn audited(&self, on: &str) -> Audited {
        look(&self.ledger(), on)
    }

    /// What all detectors find on a day: each with its money.
    pub(crate) fn found(&self, on: &str) -> Vec<(&'static str, String)> {
        let all = everything(&self.audited(on));
        all.iter()
            .map(|one| (one.detector.id, one.amount.map(qizhang::value::Fen::to_yuan).unwrap_or_default()))
            .collect()
    }
}

/// The day the cases are looked at: ninety days after they are approved.
pub(crate) const ON: &str = "2027-11-18";

/// A row: what it is, the office, and what is found.
pub(crate) type Row = (&'static str, Office, Vec<(&'static str, &'static str)>);

/// Holds each row against all detectors, so that each finds its own faults and no others.
pub(crate) fn hold(rows: Vec<Row>) {
    for (row, office, expected) in rows {
        let found = office.found(ON);
        let found: Vec<(&str, &str)> = found.iter().map(|(id, amount)| (*id, amount.as_str())).collect();
        assert_eq!(found, expected, "{row}");
    }
}

/// A report of the research expense of 2025.
pub(crate) fn research(amount: &str) -> Value {
    json!({"year": 2025, "amount": amount, "basis": "special_audit"})
}

/// Who records a kind of fact: nobody sees a matter through alone.
fn desk_of(kind: &str) -> &'static str {
    match kind.split('.').next() {
        Some("application" | "call") => "window",
        Some("review" | "publicity" | "objection") => "reviewer",
        Some("grant") => "approver",
        Some("payment" | "clawback") => "finance",
        _ => "clerk",
    }
}

fn id(number: usize) -> String {
    format!("00000000-0000-7000-8000-{number:012}")
}

pub(crate) fn look(ledger: &Ledger, on: &str) -> Audited {
    let all = detectors(&[]).unwrap_or_else(|(name, _)| panic!("no detector {name}"));
    let horizon = ledger.horizon(Some(day(on)), KnownAt::Head).unwrap_or_else(|error| panic!("{error:?}"));
    ledger.audited(horizon, &[], needs(&all)).unwrap_or_else(|error| panic!("{error:?}"))
}

/// Where the finding of a detector leads: to which payments, and to which clauses or grants.
pub(crate) fn leads(office: &Office, on: &str, id: &str) -> (Vec<String>, Vec<String>) {
    let audited = office.audited(on);
    let all = everything(&audited);
    let finding = all.iter().find(|finding| finding.detector.id == id).unwrap_or_else(|| panic!("no {id}"));
    let found = audited.leads(finding);
    let clauses = found.clauses.iter().map(|(subject, name)| format!("{subject} {name}"));
    (found.payments.iter().map(ToString::to_string).collect(), clauses.collect())
}

pub(crate) fn everything(audited: &Audited) -> Vec<Finding> {
    audited.found(&detectors(&[]).unwrap_or_else(|(name, _)| panic!("no detector {name}")))
}
