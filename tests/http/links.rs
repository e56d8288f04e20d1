//! What a word leads to is known by what it is, and a name that looks like something else leads nowhere.

use super::client::links;
use super::{ON, Open, PAYMENT, SUBJECT};
use crate::cli::Office;

#[test]
fn words_lead_to_what_they_name() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let leads = |path: &str, to: &str| {
        let page = open.page(path);
        assert!(links(&page).iter().any(|link| link == to), "{path} leads to {to}: {:?}", links(&page));
    };
    let file = format!("/subjects/{SUBJECT}?{ON}");
    let clause = "%E7%AC%AC%E4%BA%94%E6%9D%A1%2F%E6%96%B0%E8%AE%A4%E5%AE%9A";
    leads(&file, &format!("/payments/{PAYMENT}?{ON}"));
    leads(&file, &format!("/subjects/{SUBJECT}/articles/{clause}?{ON}"));
    leads(&format!("/payments/{PAYMENT}?{ON}"), &file);
    leads(&format!("/lapses?{ON}&within=3650d"), &file);
    leads(&format!("/findings?{ON}"), &file);
    leads("/policies?lang=en", "/policies/readings?policy=changping-2025-8&lang=en");
    leads("/types", "/types/payment.made");
    leads(&format!("/events?{ON}&type=payment.made"), &format!("/types/payment.made?{ON}"));
    let payment = office.done(&["event", "log", "--type", "payment.made", "--limit", "1", "--json=position"]);
    let payment: serde_json::Value = serde_json::from_str(&payment).unwrap();
    leads(&format!("/events/{}?{ON}", payment["position"]), &format!("/payments/{PAYMENT}?{ON}"));
}

/// What corrects an event and what it corrects lead to each other.
#[test]
fn a_correction_leads_to_what_it_corrects_and_back() {
    let office = Office::with_story();
    let line = serde_json::json!({
        "type": "fact.retracted", "occurred_on": "2026-12-01",
        "data": {"event": "01970000-0000-7000-8000-000000000003", "reason": "登记有误"},
    });
    let file = office.write("taken_back.jsonl", line.to_string());
    office.done(&["append", &file, "--clock-is-right"]);
    let open = Open::of(&office);
    let log = office.done(&["event", "log", "--limit", "0", "--json=position,id,type"]);
    let places: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let place = |wanted: &dyn Fn(&serde_json::Value) -> bool| {
        places.iter().find(|own| wanted(own)).unwrap()["position"].clone()
    };
    let taken = place(&|own| own["id"] == "01970000-0000-7000-8000-000000000003");
    let taking = place(&|own| own["type"] == "fact.retracted");
    for (one, other) in [(&taken, &taking), (&taking, &taken)] {
        let page = open.page(&format!("/events/{one}"));
        assert!(links(&page).contains(&format!("/events/{other}")), "{one} → {other}: {page}");
    }
    let before = open.page(&format!("/events/{taken}?known={}", taking.as_u64().unwrap() - 1));
    assert!(!before.contains(&format!("/events/{taking}")), "what came later is not known");
}
