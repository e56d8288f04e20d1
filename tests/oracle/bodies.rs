//! What each kind of act records.

use super::draw::{Act, What};
use super::tell::{AMOUNTS, LEVELS, RATES, code_of, day_of, late};
use super::{bodies_6_21, bodies_8_9, bodies_10_16};
use crate::story::POLICY;
use qizhang::value::Day;
use serde_json::{Value, json};

const STANDARDS: [&str; 4] = ["GB/T 1001-2026", "ISO 1001:2026", "GB/T 1001.2-2026", "ISO/TS 1002:2026"];

/// The type, the day and the body of an act.
pub(super) fn body(act: Act, enterprises: usize) -> (&'static str, Day, Value) {
    let on = match act.what {
        What::Accident | What::Dishonesty => late(act.day, act.shift),
        // The year is that of the award; decided it is later.
        What::AwardRevoked => late(act.word, 0),
        // Now and then on the list of an earlier document.
        What::Listed if act.word >= 6 => day_of(14, act.shift),
        _ => day_of(act.day, act.shift),
    };
    let other = code_of((act.who + 1) % enterprises.max(2));
    let mut data = match act.what {
        What::Certified | What::Announced | What::Revoked | What::Listed | What::Exited => qualification(act, on),
        What::Product | What::FirstSet | What::Material | What::Standard | What::Adopted => {
            achievement(act, enterprises)
        }
        What::Loan | What::Interest | What::LoanJudged | What::Rate | What::Premium | What::PremiumJudged => {
            finance(act, on)
        }
        What::Award | What::Title | What::Renamed => bodies_8_9::recognition(act, on, enterprises),
        What::AwardRevoked => bodies_8_9::recognition(act, day_of(act.day, act.shift), enterprises),
        What::Scale | What::ScaleUp | What::ScaleUpLeft | What::Strong | What::StrongLeft | What::StrongJudged => {
            bodies_10_16::growth(act, on)
        }
        What::Target | What::Assessed | What::Funds | What::Platform | What::OrgJudged => bodies_10_16::growth(act, on),
        What::Served | What::Filed | What::FilingApproved | What::Joined => bodies_6_21::service(act, on),
        What::Research => research(act, on),
        What::Call => {
            let closes = on.plus_days(30 * (1 + i64::try_from(act.word).unwrap_or(0))).to_string();
            json!({"year": on.year(), "fact_year": on.year() - 1, "opens_on": on.to_string(), "closes_on": closes})
        }
        What::Applied => {
            json!({"application_no": format!("S{}-{}", act.who, act.key), "call_year": 2027 + act.word % 3 / 2})
        }
        What::Withdrawn => json!({"application_no": format!("S{}-{}", act.who, act.key)}),
        What::Accident => json!({"accident_on": on.to_string(), "level": "一般", "authority": "x"}),
        What::Dishonesty => json!({"list": format!("D{}", act.key)}),
        What::Moved => {
            let (from, to) = if act.word < 4 { ("昌平区", "海淀区") } else { ("海淀区", "昌平区") };
            json!({"from": from, "to": to, "whole": act.amount < 6})
        }
        What::Merged => json!({"absorbed": [{"uscc": other}]}),
        What::Split => json!({"into": [{"uscc": other}]}),
        What::Elsewhere => elsewhere(act),
        What::Mapped => mapping(act),
        What::Decided => {
            let value = if act.word.is_multiple_of(2) { "yes" } else { "no" };
            json!({"name": "第七条/指导性技术文件", "year": 2026, "value": value, "document": format!("{}", act.key)})
        }
        What::Amended => {
            // Half of the time the cap whose grants meet those of another for one product.
            let path = super::share::CAPS[[2, 2, 0, act.word % 8][act.key]].1;
            let value = ["1500000", "2000000", "500000", "100000", "0", "50000", "999999.99", "1000000"][act.amount];
            let from = on.to_string();
            json!({"policy": POLICY.id, "path": path, "value": value, "unit": "yuan", "from": from, "document": "x"})
        }
        What::Lease | What::LeaseEnded => json!({"carrier": code_of(10 + act.key % 2)}),
        _ => json!({"reason": "x"}),
    };
    let kind = kind_of(act.what);
    let named = crate::story::CATALOGUE.type_id_of(kind).and_then(|id| crate::story::CATALOGUE.field(id, "uscc"));
    if named.is_some() && data.get("uscc").is_none() {
        // Now and then it is a carrier or the institution that does not behave.
        let conduct = act.what == What::Accident && act.key == 3 || act.what == What::Dishonesty && act.key >= 2;
        let who = if conduct { 10 + act.word % 3 } else { act.who };
        data["uscc"] = json!(code_of(who));
    }
    (kind, on, data)
}

/// The R&D figure of a year.
fn research(act: Act, on: Day) -> Value {
    let basis = ["special_audit", "tax_deduction", "annual_report"][act.word % 3];
    let spent = ["3000000", "0", "499999.99", "500000.05", "6000000", "1234567.89", "5000000.1", "0.1"][act.amount];
    // Now and then in the year itself, before it is over.
    let year = if act.word < 6 { on.year() - 1 } else { on.year() };
    let mut data = json!({"year": year, "amount": spent, "basis": basis});
    // What was spent at home: half, just less, more than all there was, or not said.
    let home = ["3000000", "1499999.99", "1500000", "250000.03"].get(act.key);
    if let Some(home) = home.filter(|_| act.word % 3 < 2) {
        data["domestic_amount"] = json!(home);
    }
    data
}

/// Support from somebody else for a matter of this document.
fn elsewhere(act: Act) -> Value {
    let level = ["district", "municipal", "district", "national"][act.word % 4];
    let matter = match act.word {
        2 => "standard:GB/T 1001-2026".to_owned(),
        0 | 3 => format!("project:J{}", act.key),
        4 => format!("platform:T{}", act.key),
        6 => "research_funds:2026".to_owned(),
        _ => format!("product:P{}", act.key),
    };
    json!({"level": level, "scheme": format!("{}", act.word), "matter": matter, "amount": AMOUNTS[act.amount], "exclusive": act.word == 5})
}

fn qualification(act: Act, on: Day) -> Value {
    let number = format!("GR{}-{}", act.who, act.key % 3);
    match act.what {
        What::Certified => json!({"cert_no": number, "issued_on": on.to_string()}),
        What::Announced => json!({"cert_no": number, "announced_on": on.to_string()}),
        What::Revoked => {
            let year = on.year() - i32::try_from(act.word % 3).unwrap_or(0);
            json!({"cert_no": number, "decided_on": on.to_string(), "effective_year": year, "ground": "x"})
        }
        What::Exited => json!({"list_no": format!("L{}", act.key % 2), "reason": "x"}),
        _ => json!({"list_no": format!("L{}", act.key % 2)}),
    }
}

fn achievement(act: Act, enterprises: usize) -> Value {
    let product = format!("P{}", act.key);
    match act.what {
        What::Product => json!({"product_key": product, "cert_no": format!("N{}-{}", act.who, act.word)}),
        What::FirstSet => json!({"product_key": product, "level": pick(&["national", "municipal"], act.word)}),
        What::Material => {
            json!({"material_key": format!("M{}", act.key), "role": pick(&["producer", "first_user"], act.word / 6)})
        }
        What::Adopted => {
            let degree = ["IDT", "MOD", "IDT", "NEQ"][act.word / 2];
            let (later, earlier) = [
                ("GB/T 1001-2026", "ISO 1001:2026"),
                ("ISO 1001:2026", "GB/T 1001-2026"),
                ("GB/T 1001-2026", "ISO 1001:2026"),
                ("GB/T 1001.2-2026", "ISO 1001:2026"),
            ][act.key];
            json!({"standard_no": later, "source_no": earlier, "degree": degree})
        }
        _ => standard(act, enterprises),
    }
}

/// A standard with its units: few names, so that two of them may be linked, and ranks that meet.
fn standard(act: Act, enterprises: usize) -> Value {
    let (number, level) = match act.key {
        0..=2 if act.amount < 5 => {
            (STANDARDS[act.key].to_owned(), if act.key == 1 { "international" } else { "national" })
        }
        _ => match act.word {
            0..=2 => (format!("ISO {}:2026", 2000 + act.day), "international"),
            3 => (format!("GB/Z {}-2026", 2000 + act.day), "national"),
            4 => (STANDARDS[3].to_owned(), "international"),
            5 => (format!("DB{}/T {}-2026", 11 + act.key % 2, 2000 + act.day), "provincial"),
            _ => (format!("GB/T {}-2026", 2000 + act.day), LEVELS[act.amount % 4]),
        },
    };
    let nature = ["new", "new", "new", "new", "revision", "new", "new", "amendment"][(act.word + act.amount) % 8];
    let units = units(act, enterprises);
    json!({"standard_no": number, "title": "x", "level": level, "nature": nature, "units": units})
}

/// The units of a standard or an award in order.
pub(super) fn units(act: Act, enterprises: usize) -> Vec<Value> {
    let own = json!({"rank": 1 + act.word % 3, "name": "x", "uscc": code_of(act.who)});
    let mut units = vec![own];
    if act.amount % 2 == 1 {
        units.push(
            json!({"rank": 1 + act.amount % 4 / 2, "name": "y", "uscc": code_of((act.who + 1) % enterprises.max(2))}),
        );
    }
    if act.amount % 4 == 2 {
        units.push(json!({"rank": 1, "name": "大学"}));
    }
    if act.amount == 6 {
        units.push(json!({"rank": 1, "name": "研究院"}));
    }
    units
}

fn finance(act: Act, on: Day) -> Value {
    let contract = format!("C{}-{}", act.who, act.key / 3);
    let amount = AMOUNTS[act.amount];
    match act.what {
        What::Loan => {
            let (rate, months) = (RATES[act.word % 4], [12, 60, 61][act.amount % 3]);
            json!({"contract_no": contract, "bank": "x", "principal": "5000000", "rate_pct": rate, "term_months": months, "signed_on": on.to_string()})
        }
        What::Interest => {
            let last = on.plus_days(-15 * i64::try_from(act.word % 3).unwrap_or(0));
            let period = format!("{}/{last}", last.plus_days(-90));
            json!({"contract_no": contract, "period": period, "amount": amount, "penalty": pick(&["0", "100.01"], act.word), "paid_on": on.to_string()})
        }
        What::LoanJudged => {
            let year = if act.key < 3 { 2026 } else { on.year() };
            let mut data = json!({"year": year, "passed": act.word != 0});
            if act.word % 2 == 1 {
                data["share_pct"] = json!("80");
            }
            data
        }
        What::Rate => {
            json!({"published_on": on.to_string(), "one_year_pct": RATES[act.word % 4], "five_year_pct": RATES[act.key], "grade": "P"})
        }
        What::Premium => {
            json!({"policy_no": format!("I{}-{}", act.who, act.key), "insurer": "x", "kind": "x", "premium": amount})
        }
        _ => {
            let year = if act.key < 3 { 2026 } else { on.year() };
            json!({"year": year, "share_pct": pick(&["50", "60", "33.3333", "25"], act.word)})
        }
    }
}

pub(super) fn pick(words: &[&'static str], number: usize) -> &'static str {
    words[number % words.len()]
}

fn mapping(act: Act) -> Value {
    let names = if act.key < 3 {
        [
            "product:P0",
            "product:P1",
            "product:P2",
            "standard:GB/T 1001-2026",
            "standard:ISO 1001:2026",
            "material:M0",
            "standard:GB/T 1001.2-2026",
            "standard:GB/T 9001-2026",
        ]
    } else {
        [
            "project:J0",
            "project:J1",
            "product:P0",
            "platform:T0",
            "research_funds:2026",
            "growth:2026",
            "ip_title:国家知识产权示范企业:2025",
            "scale_up_list:U0",
        ]
    };
    let (old, new) = (names[act.word], names[act.amount]);
    json!({"kind": "matter", "old": old, "new": if old == new { "product:P3" } else { new }})
}

fn kind_of(what: What) -> &'static str {
    match what {
        What::Certified => "hightech.certified",
        What::Product => "new_product.recognized",
        What::FirstSet => "first_set.recognized",
        What::Standard => "standard.published",
        What::Listed => "cultivation_list.entered",
        What::Research => "rnd.expense_reported",
        What::Material => "new_material.first_applied",
        What::Adopted => "standard.adopted",
        What::Call => "call.opened",
        What::Applied => "application.submitted",
        What::Withdrawn => "application.withdrawn",
        What::Accident => "conduct.accident_recorded",
        What::Dishonesty => "conduct.dishonesty_recorded",
        What::Moved => "enterprise.relocated",
        What::Merged => "enterprise.merged",
        What::Split => "enterprise.split",
        What::Announced => "hightech.announced",
        What::Revoked => "hightech.revoked",
        What::Exited => "cultivation_list.exited",
        What::Loan => "loan.contracted",
        What::Interest => "loan.interest_paid",
        What::LoanJudged => "loan.evaluated",
        What::Rate => "lpr.published",
        What::Premium => "insurance.premium_paid",
        What::PremiumJudged => "insurance.evaluated",
        What::Elsewhere => "external_support.recorded",
        What::Mapped | What::Renamed => "reference.mapped",
        What::Decided | What::Target => "parameter.set",
        What::Amended => "policy.amended",
        What::Lease => "tenancy.started",
        What::LeaseEnded => "tenancy.ended",
        What::Gone => "enterprise.deregistered",
        What::Award => "award.won",
        What::AwardRevoked => "award.revoked",
        What::Title => "ip_title.granted",
        What::Scale => "enterprise.scale_changed",
        What::ScaleUp => "scale_up_list.entered",
        What::ScaleUpLeft => "scale_up_list.exited",
        What::Strong => "strong_list.entered",
        What::StrongLeft => "strong_list.exited",
        What::StrongJudged => "growth.evaluated",
        What::Assessed => "rnd_growth.assessed",
        What::Funds => "research_grant.received",
        What::Platform => "platform.completed",
        What::OrgJudged => "service_org.evaluated",
        What::Served => "service.provided",
        What::Filed => "filing_pilot.applied",
        What::FilingApproved => "filing_pilot.approved",
        What::Joined => "scenario.joined",
        What::Approved
        | What::Paid
        | What::Bounced
        | What::ClawedBack
        | What::Recovered
        | What::Cleared
        | What::Crowd
        | What::Full
        | What::Better
        | What::Grown
        | What::Listing
        | What::Gap
        | What::Corrected
        | What::Retracted => "",
    }
}

/// The grants and matters under which an act may be approved.
pub(super) fn claims(act: Act, on: Day) -> Vec<(String, String)> {
    let (_, _, data) = body(act, 4);
    let text = |field: &str| data[field].as_str().unwrap_or_default().to_owned();
    let one = |grant: &str, matter: String| vec![(grant.to_owned(), matter)];
    match act.what {
        What::Listed => one("第四条/首次入库", format!("cultivation_list:{}", text("list_no"))),
        What::Certified => {
            let matter = format!("certificate:{}", text("cert_no"));
            vec![("第五条/再次认定".to_owned(), matter.clone()), ("第五条/新认定".to_owned(), matter)]
        }
        What::Award => one("第八条/获奖", format!("project:{}", text("project_key"))),
        What::Title => one("第九条/知识产权资质", format!("ip_title:{}:{}", text("title"), text("batch"))),
        What::Standard => one("第七条/标准", format!("standard:{}", text("standard_no"))),
        What::Product => one("第十三条/新产品", format!("product:{}", text("product_key"))),
        What::FirstSet => one("第十四条/首台套", format!("product:{}", text("product_key"))),
        What::Material => one("第十四条/新材料", format!("material:{}", text("material_key"))),
        What::Interest => one("第十七条/贷款贴息", format!("loan:{}:{}", text("contract_no"), on.year())),
        What::Premium => one("第十七条/科技保险", format!("insurance:{}", text("policy_no"))),
        _ => bodies_10_16::claims(act, on, &data),
    }
}
