//! From drawn numbers to events, through the same door as everything.

use super::bodies::{body, claims};
use super::bodies_10_16;
use super::draw::{Act, History, What};
use crate::story::{CATALOGUE, Story, day, nth_code};
use qizhang::event::{Body, Draft, Event, Stamp, admit};
use qizhang::value::{Day, Instant, Position};
use serde_json::{Value, json};
use std::sync::Arc;

/// Days on which something begins or ends, and a few between; those of two years first.
pub(super) const DAYS: [&str; 26] = [
    "2026-03-01",
    "2026-06-30",
    "2026-09-01",
    "2026-01-01",
    "2026-02-28",
    "2025-12-01",
    "2026-11-30",
    "2026-12-31",
    "2027-02-28",
    "2027-03-01",
    "2027-06-30",
    "2026-05-20",
    "2022-12-31",
    "2023-03-01",
    "2024-02-29",
    "2025-01-01",
    "2025-09-05",
    "2027-09-05",
    "2027-12-31",
    "2028-02-29",
    "2028-06-30",
    "2028-12-01",
    "2029-03-01",
    "2029-12-31",
    "2030-09-05",
    "2031-03-01",
];

/// Days on which is decided, paid and asked.
pub(super) const LATE: [&str; 12] = [
    "2027-12-31",
    "2027-08-20",
    "2027-09-25",
    "2027-10-08",
    "2028-03-01",
    "2028-11-30",
    "2027-04-30",
    "2027-06-30",
    "2026-12-31",
    "2029-02-28",
    "2030-09-05",
    "2031-06-30",
];

/// Amounts in yuan, around what the grants give.
pub(super) const AMOUNTS: [&str; 8] =
    ["50000", "500000", "10000", "300000", "49999.99", "123456.78", "1000000", "600000"];
pub(super) const RATES: [&str; 4] = ["3", "3.0001", "6", "2.9"];
pub(super) const LEVELS: [&str; 4] = ["national", "industry", "municipal", "national"];

/// The events of a history so far.
#[derive(Default)]
pub(super) struct Telling {
    pub(super) events: Vec<Event>,
    /// The act behind each event that a correction may change.
    told: Vec<(u64, Act)>,
    /// What can be approved: whose, under which grant and matter.
    claims: Vec<(usize, String, String)>,
    approvals: Vec<(usize, String, String, String)>,
    payments: Vec<(usize, String)>,
}

/// The number of the service institution; 10 and 11 are carriers.
pub(super) const SERVICE: usize = 12;

/// The code of an enterprise, a carrier or the institution.
pub(super) fn code_of(who: usize) -> String {
    nth_code(u32::try_from(who).unwrap_or(0) + 1)
}

pub(super) fn day_of(number: usize, shift: i64) -> Day {
    day(DAYS[number]).plus_days(shift)
}

pub(super) fn late(number: usize, shift: i64) -> Day {
    day(LATE[number % LATE.len()]).plus_days(shift)
}

/// Tells a history; what repeats a document's name is left out, as a ledger would refuse it.
pub(super) fn tell(history: &History) -> Vec<Event> {
    let mut telling = Telling::default();
    let others = if history.carriers { vec![10, 11, SERVICE] } else { Vec::new() };
    let founded = history.founded.iter().copied().enumerate();
    for (who, place) in founded.chain(others.into_iter().map(|who| (who, 0))) {
        let kind = match who {
            SERVICE => "service_org",
            10.. => "carrier",
            _ => "enterprise",
        };
        let district = if place == 2 { "海淀区" } else { "昌平区" };
        let data = json!({"uscc": code_of(who), "name": "某某公司", "kind": kind, "district": district});
        if place < 3 {
            telling.add("enterprise.registered", day("2010-01-04"), &data);
        }
        if place == 0 && who < 10 {
            let issued = "2025-12-01";
            let data = json!({"uscc": code_of(who), "cert_no": format!("GR{who}"), "issued_on": issued});
            telling.add("hightech.certified", day(issued), &data);
        }
    }
    for (on, one, five) in
        [("2022-01-20", "3.70", "4.60"), ("2025-05-20", "3.00", "3.50"), ("2026-05-20", "2.90", "3.40")]
    {
        let data = json!({"published_on": on, "one_year_pct": one, "five_year_pct": five, "grade": "P"});
        telling.add("lpr.published", day(on), &data);
    }
    for act in &history.acts {
        let act = Act { who: act.who % history.founded.len(), ..*act };
        telling.act(act, history.founded.len(), history.carriers);
    }
    telling.events
}

impl Telling {
    pub(super) fn add(&mut self, kind: &str, on: Day, data: &Value) -> bool {
        let number = self.events.len() as u64 + 1;
        let line = json!({"type": kind, "version": 1, "occurred_on": on.to_string(), "data": data}).to_string();
        let draft = Draft::parse(&line).unwrap_or_else(|error| panic!("{line}: {error:?}"));
        let stamp = Stamp {
            id: Story::id(number),
            recorded_at: Instant::start_of(day("2031-12-31")),
            recorded_by: Arc::from("clerk"),
            keep_unknown: false,
        };
        let (mut event, _) = admit(&CATALOGUE, draft, stamp).unwrap_or_else(|error| panic!("{line}: {error:?}"));
        event.position = Position(number);
        if natural_key(&event)
            .is_some_and(|key| self.events.iter().any(|known| natural_key(known).as_ref() == Some(&key)))
        {
            return false;
        }
        self.events.push(event);
        true
    }

    fn act(&mut self, act: Act, enterprises: usize, carriers: bool) {
        match act.what {
            What::Approved => self.approve(act),
            What::Paid => self.pay(act),
            What::Bounced | What::ClawedBack | What::Recovered => self.undo(act),
            What::Corrected => self.correct(act, enterprises),
            What::Retracted => self.retract(act),
            What::Cleared => self.clear(act),
            What::Crowd if carriers => self.crowd(act),
            What::Full => self.full(act),
            What::Better => self.better(act, enterprises),
            What::Grown => self.grown(act, enterprises),
            What::Listing => self.listing(act, enterprises),
            What::Gap => self.gap(act),
            What::AwardRevoked => self.revoke_award(act, enterprises),
            What::Adopted if act.word < 4 => self.adopt(act, enterprises),
            What::Lease | What::LeaseEnded | What::Crowd if !carriers => {}
            _ => self.plain(act, enterprises),
        }
    }

    pub(super) fn approve(&mut self, act: Act) {
        // Now and then the institution's, which has few claims.
        let institution = act.shift == 1 && self.claims.iter().any(|(who, _, _)| *who == SERVICE);
        let subject = if institution { SERVICE } else { act.who };
        let own: Vec<&(usize, String, String)> = self.claims.iter().filter(|(who, _, _)| *who == subject).collect();
        if own.is_empty() {
            return;
        }
        let number = format!("A{}", self.events.len());
        // Mostly one line; now and then two, the later claim first.
        let picked = (0..=usize::from(act.word == 7)).map(|more| own[own.len() - 1 - (act.key + more) % own.len()]);
        let picked: Vec<(usize, String, String)> = picked.cloned().collect();
        let lines: Vec<Value> = picked
            .iter()
            .map(|(_, grant, matter)| json!({"grant": grant, "matter": matter, "amount": usual(grant, act.amount)}))
            .collect();
        let data = json!({"uscc": code_of(subject), "approval_no": number, "lines": lines});
        self.add("grant.approved", late(act.day, act.shift), &data);
        for (who, grant, matter) in picked {
            self.approvals.push((who, number.clone(), grant, matter));
        }
    }

    fn pay(&mut self, act: Act) {
        let Some((who, approval, grant, matter)) = from_end(&self.approvals, act.key).cloned() else { return };
        let number = format!("P{}", self.events.len());
        let mut data = json!({"uscc": code_of(who), "payment_no": number, "approval_no": approval, "amount": usual(&grant, act.amount)});
        if act.word % 2 == 1 {
            data["grant"] = json!(grant);
            data["matter"] = json!(matter);
        }
        self.add("payment.made", late(act.day, act.shift), &data);
        self.payments.push((who, number));
    }

    fn undo(&mut self, act: Act) {
        let Some((who, payment)) = from_end(&self.payments, act.key).cloned() else { return };
        let (uscc, on) = (code_of(who), late(act.day, act.shift));
        let order = format!("K{payment}");
        match act.what {
            What::Bounced => {
                self.add("payment.bounced", on, &json!({"uscc": uscc, "payment_no": payment, "reason": "x"}));
            }
            What::ClawedBack => {
                let data = json!({"uscc": uscc, "clawback_no": order, "payment_no": payment, "amount": AMOUNTS[act.amount], "basis": "x"});
                self.add("clawback.ordered", on, &data);
            }
            _ => {
                let data = json!({"uscc": uscc, "clawback_no": order, "amount": AMOUNTS[act.amount]});
                self.add("clawback.recovered", on, &data);
            }
        }
    }

    /// Corrects an earlier act in its amount, its word, and sometimes its day; now and then twice in a row.
    fn correct(&mut self, act: Act, enterprises: usize) {
        let Some((number, earlier)) = from_end(&self.told, act.key + act.amount / 4 * 4).copied() else { return };
        let (day, shift) = if act.word < 4 { (earlier.day, earlier.shift) } else { (act.day, act.shift) };
        let put_right = Act { amount: act.amount, word: act.word, day, shift, ..earlier };
        // Half of the time a correction of the last correction, where there is one.
        let target = if act.amount.is_multiple_of(2) { number } else { self.last_correction_of(number) };
        self.put_right(target, put_right, enterprises);
        if act.shift != 0 {
            let again = Act { amount: (act.amount + 3) % 8, ..put_right };
            self.put_right(self.last_correction_of(number), again, enterprises);
        }
    }

    /// Gives the event of this number the body of an act.
    fn put_right(&mut self, target: u64, act: Act, enterprises: usize) {
        let (kind, on, data) = body(act, enterprises);
        let mut correction = json!({"event": Story::id(target).to_string(), "data": data, "reason": "x"});
        let named = CATALOGUE.type_id_of(kind).and_then(|kind| CATALOGUE.declaration(kind).occurred_on);
        if named.is_none() {
            correction["occurred_on"] = json!(on.to_string());
        }
        self.add("fact.corrected", on, &correction);
    }

    fn last_correction_of(&self, number: u64) -> u64 {
        let mut last = number;
        for event in &self.events {
            if let Body::Corrected(correction) = &event.body
                && correction.event == Story::id(last)
            {
                last = event.position.0;
            }
        }
        last
    }

    /// Takes back any earlier event that is not the registration of somebody or a rate; now and then a correction.
    fn retract(&mut self, act: Act) {
        let kept = |event: &&Event| !["enterprise.registered", "lpr.published"].contains(&event.kind.as_str());
        let corrections = act.word == 7 && self.events.iter().any(|event| event.kind.as_str() == "fact.corrected");
        let kept = |event: &&Event| kept(event) && (!corrections || event.kind.as_str() == "fact.corrected");
        let targets: Vec<u64> = self.events.iter().filter(kept).map(|event| event.position.0).collect();
        let Some(target) = from_end(&targets, act.key + act.amount) else { return };
        let data = json!({"event": Story::id(*target).to_string(), "reason": "x"});
        self.add("fact.retracted", day_of(act.day, act.shift), &data);
    }

    fn clear(&mut self, act: Act) {
        let conduct =
            |event: &&Event| event.kind.as_str().starts_with("conduct.") && !event.kind.as_str().ends_with("cleared");
        let Some(record) = self.events.iter().rfind(conduct).map(|event| event.id.to_string()) else {
            return;
        };
        let data = json!({"uscc": code_of(act.who), "record": record});
        self.add("conduct.record_cleared", late(act.day, act.shift), &data);
    }

    /// Revokes an award told before.
    fn revoke_award(&mut self, act: Act, enterprises: usize) {
        let awards: Vec<Act> =
            self.told.iter().map(|(_, earlier)| *earlier).filter(|earlier| earlier.what == What::Award).collect();
        if let Some(award) = from_end(&awards, act.key) {
            self.plain(Act { what: What::AwardRevoked, word: act.word, ..*award }, enterprises);
        }
    }

    pub(super) fn plain(&mut self, act: Act, enterprises: usize) {
        let (kind, on, data) = body(act, enterprises);
        if self.add(kind, on, &data) {
            self.told.push((self.events.len() as u64, act));
            let who = if data["uscc"] == json!(code_of(SERVICE)) { SERVICE } else { act.who };
            self.claims.extend(claims(act, on).into_iter().map(|(grant, matter)| (who, grant, matter)));
        }
    }
}

/// What a grant usually gives, or another amount below or above.
fn usual(grant: &str, number: usize) -> &'static str {
    if let Some(usual) = bodies_10_16::usual(grant, number) {
        return usual;
    }
    let usual = match grant {
        "第四条/首次入库" => "10000",
        "第五条/新认定" | "第七条/标准" => "300000",
        "第九条/知识产权资质" => "200000",
        "第八条/获奖" | "第十四条/首台套" | "第十四条/新材料" => "500000",
        _ => "50000",
    };
    if number < 4 { usual } else { AMOUNTS[number] }
}

fn from_end<T>(list: &[T], back: usize) -> Option<&T> {
    list.get(list.len().checked_sub(1 + back % list.len().max(1))?)
}

fn natural_key(event: &Event) -> Option<(String, String)> {
    let Body::Typed(kind, record) = &event.body else { return None };
    // A tenant may come back.
    if event.kind.as_str() == "tenancy.started" {
        return None;
    }
    CATALOGUE.natural_key(*kind, record).map(|key| (event.kind.as_str().to_owned(), key))
}
