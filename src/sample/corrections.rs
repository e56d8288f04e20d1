//! Facts that turn out to be wrong: corrected, or retracted, weeks to a year later.

use super::body::{Body, fen_of, hundredths};
use super::calendar::{self, Lag};
use super::district::District;
use super::enterprise::Enterprise;
use super::rng::Rng;
use super::{Line, documents, rates};
use chrono::{Datelike, NaiveDate};
use serde_json::Value;
use std::collections::BTreeSet;

/// A mistake to be put right.
#[derive(Debug)]
struct Mistake {
    id: String,
    at: i64,
    /// The right body and, when it changes, the right day; nothing when the fact never happened.
    right: Option<(Value, Option<NaiveDate>)>,
    reason: &'static str,
}

/// Corrects so many in a thousand of all facts drawn; planted stories are left alone.
pub(super) fn correct(district: &mut District) {
    let mut rng = district.rng("corrections", 0);
    let planted: BTreeSet<&str> =
        district.enterprises.iter().filter(|e| !e.is_ordinary()).map(|e: &Enterprise| e.uscc.as_str()).collect();
    let lines = district.book.lines();
    let facts = lines.iter().filter(|line| !documents::is_procedure(line.kind)).count();
    let open = |line: &&Line| {
        let code = line.data.get("uscc").and_then(Value::as_str);
        may_be_wrong(line.kind) && code.is_some_and(|code| !planted.contains(code))
    };
    let chosen = rng.sample(lines.iter().filter(open).collect(), facts * rates::CORRECTIONS / 1000);
    let mistakes: Vec<Mistake> = chosen.into_iter().filter_map(|line| mistake(&mut rng, line)).collect();
    for mistake in mistakes {
        put_right(district, mistake);
    }
}

fn may_be_wrong(kind: &str) -> bool {
    matches!(
        kind,
        "rnd.expense_reported"
            | "loan.contracted"
            | "loan.interest_paid"
            | "insurance.premium_paid"
            | "hightech.certified"
            | "hightech.announced"
    )
}

fn mistake(rng: &mut Rng, line: &Line) -> Option<Mistake> {
    let (id, at) = (line.id_text(), line.recorded_at);
    let own = line.data.get("basis").and_then(Value::as_str).is_some_and(|basis| basis != "special_audit");
    if own && rng.permille(rates::RETRACTED * 3) {
        return Some(Mistake { id, at, right: None, reason: "误录入，非该企业报表" });
    }
    let (body, day, reason) = match line.kind {
        "hightech.certified" => {
            let day = near(rng, line.occurred_on);
            (line.data.clone().with("issued_on", day.to_string()), Some(day), "证书日期录入有误")
        }
        "hightech.announced" => {
            let day = near(rng, line.occurred_on);
            (line.data.clone().with("announced_on", day.to_string()), Some(day), "公告日期录入有误")
        }
        "loan.contracted" => {
            let rate = fen_of(&line.data, "rate_pct")? + rng.pick(&[-10, 10, 15]);
            (line.data.clone().with("rate_pct", hundredths(rate.max(rates::LOWEST_RATE))), None, "合同利率录入有误")
        }
        "loan.interest_paid" => (scaled(rng, &line.data, &["amount", "penalty"])?, None, "与利息回单核对后更正"),
        "insurance.premium_paid" => (scaled(rng, &line.data, &["premium"])?, None, "与保费发票核对后更正"),
        _ => (scaled(rng, &line.data, &["amount", "domestic_amount"])?, None, "专项核查后调整研发费用"),
    };
    Some(Mistake { id, at, right: Some((body, day)), reason })
}

/// Another day of the same month.
fn near(rng: &mut Rng, day: NaiveDate) -> NaiveDate {
    let moved = calendar::plus(day, rng.pick(&[-3, -2, -1, 1, 2, 3]));
    if moved.month() == day.month() { moved } else { calendar::day(day.year(), day.month(), 15) }
}

/// The same body with some amounts changed in one proportion; nothing where the first one would not change.
fn scaled(rng: &mut Rng, body: &Value, fields: &[&str]) -> Option<Value> {
    let proportion = rng.pick(&[880, 920, 960, 980, 1015, 1040]);
    let mut right = body.clone();
    for field in fields {
        if let Some(fen) = fen_of(body, field) {
            right = right.with(field, hundredths(fen * proportion / 1000));
        }
    }
    (right != *body).then_some(right)
}

fn put_right(district: &mut District, mistake: Mistake) {
    let seen = calendar::day_of(mistake.at);
    let at = district.book.moment(seen, Lag(rates::CORRECTION.0, rates::CORRECTION.1), mistake.at);
    let body = Body::default().text("event", mistake.id).text("reason", mistake.reason);
    let Some((right, day)) = mistake.right else {
        district.book.write("fact.retracted", calendar::day_of(at), at, body);
        return;
    };
    let body = body.whole("data", right);
    let body = match day {
        Some(day) => body.day("occurred_on", day),
        None => body,
    };
    district.book.write("fact.corrected", calendar::day_of(at), at, body);
}

/// A body with one field replaced.
trait With {
    fn with(self, field: &str, text: String) -> Self;
}

impl With for Value {
    fn with(mut self, field: &str, text: String) -> Self {
        if let Some(fields) = self.as_object_mut() {
            fields.insert(field.to_owned(), Self::String(text));
        }
        self
    }
}
