//! Both times stand on every page, in its address and in every address it leads to.

use super::client::links;
use super::{ON, Open, PAYMENT, SUBJECT};
use crate::cli::Office;

#[test]
fn every_link_keeps_the_times_the_readings_and_the_language() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let kept = "on=2026-11-30&known=195&read=R5.2%3Dlike_first&lang=en";
    for path in [
        "/",
        &format!("/subjects/{SUBJECT}"),
        &format!("/payments/{PAYMENT}"),
        "/findings",
        "/events",
        "/policies",
        "/lapses",
    ] {
        let page = open.page(&format!("{path}?{kept}"));
        assert!(page.contains("as of 2026-11-30 · as known at #195"), "{path}: {page}");
        for link in links(&page).iter().filter(|link| !["/style.css", "/icon.svg"].contains(&link.as_str())) {
            let (_, query) = link.split_once('?').unwrap_or_else(|| panic!("{path} leads to {link}"));
            let has = |piece: &str| query.split('&').any(|pair| pair == piece);
            assert!(has("read=R5.2%3Dlike_first"), "{path}: {link}");
            // Those that change a time or the language keep the other things.
            let times = has("on=2026-11-30") && has("known=195");
            let changes = !query.contains("known=") || query.contains("on=2026-09-");
            assert!(times || changes, "{path}: {link}");
        }
        for field in [
            "name=\"on\" value=\"2026-11-30\"",
            "name=\"known\" value=\"195\"",
            "name=\"read\" value=\"R5.2=like_first\"",
            "name=\"lang\" value=\"en\"",
        ] {
            assert!(page.contains(field), "{path}: the form has {field}");
        }
        assert!(
            page.contains("--on 2026-11-30 --known 195 --read R5.2=like_first --lang en") || path == "/",
            "{path}: {page}"
        );
    }
}

#[test]
fn today_and_the_day_of_a_payment_are_a_step_away() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let page = open.page(&format!("/payments/{PAYMENT}?on=2026-12-31"));
    assert!(page.contains(&format!("href=\"/payments/{PAYMENT}\">今天</a>")), "{page}");
    let then = links(&page).into_iter().find(|link| link.contains("known=2026-")).unwrap();
    assert!(page.contains(">付款当日</a>"), "{page}");
    assert_eq!(open.get(&then).status, 200, "{then}");
    let today = open.page("/");
    assert!(today.contains("业务截至 2027-01-05 · 按 全部记录（到 #196） 所知"), "{today}");
}

#[test]
fn what_an_address_says_wrongly_is_named() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let rows = [
        ("/?on=2026-02-30", 400, "parameter-not-understood", "on"),
        ("/findings?known=yesterday", 400, "parameter-not-understood", "known"),
        ("/findings?read=R5.3", 400, "parameter-not-understood", "read"),
        ("/findings?read=nowhere%3Dx", 400, "no-such-reading", ""),
        ("/?lang=fr", 400, "parameter-not-understood", "lang"),
        ("/findings?rule=D99", 400, "parameter-not-understood", "rule"),
        ("/findings?al=yes", 400, "parameter-unknown", "al"),
        ("/plan?year=0", 400, "parameter-not-understood", "year"),
        ("/plan?year=0999", 400, "parameter-not-understood", "year"),
        ("/plan?year=20260", 400, "parameter-not-understood", "year"),
        (&format!("/subjects/{SUBJECT}/statement?year=26"), 400, "parameter-not-understood", "year"),
        ("/lapses?within=soon", 400, "parameter-not-understood", "within"),
        ("/?on=2026-12-31&on=2026-12-30", 400, "parameter-twice", "on"),
        ("/?known=%23999999", 400, "beyond-head", ""),
        ("/?on=%ff", 400, "parameter-not-understood", "on"),
        ("/subjects/nobody", 404, "unknown-subject", ""),
        ("/payments/P-2026-9999", 404, "unknown-payment", ""),
        ("/findings/D05-1-9", 404, "unknown-finding", ""),
        ("/events/999999", 404, "event-not-found", ""),
        ("/events/zero", 404, "event-not-found", ""),
        ("/types/payment.mad", 404, "no-such-type", ""),
        ("/registers/99", 404, "unknown-register", ""),
        (&format!("/subjects/{SUBJECT}/articles/99"), 404, "unknown-article", ""),
        ("/whatif?set=nowhere%3D1", 400, "no-such-parameter", ""),
        ("/nowhere", 404, "page-not-found", ""),
        ("/subjects", 404, "page-not-found", ""),
        ("/subjects/%20", 404, "page-not-found", ""),
        ("/subjects/%ff%fe", 404, "page-not-found", ""),
        ("/subjects/%E6%9C%89%E9%99%90%E5%85%AC%E5%8F%B8", 409, "many-subjects", ""),
        ("/events?before=x", 400, "parameter-not-understood", "before"),
    ];
    for (address, status, code, field) in rows {
        let reply = open.get(address);
        assert_eq!(reply.status, status, "{address}: {}", reply.text);
        assert!(reply.text.starts_with("<!doctype html>") && reply.text.contains(code), "{address}: {}", reply.text);
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let path = if path == "/" { "/index" } else { path };
        let reply = open.get(&format!("{path}.json?{query}"));
        assert_eq!(
            (reply.status, reply.header("content-type")),
            (status, Some("application/problem+json")),
            "{address}"
        );
        let told: serde_json::Value = serde_json::from_str(&reply.text).unwrap();
        crate::cli::keeps(&told, "problem.v1");
        assert_eq!((&told["code"], &told["status"]), (&code.into(), &status.into()), "{address}: {told}");
        assert!(field.is_empty() || told["place"]["field"] == field, "{address}: {told}");
        assert!(!told["remedy"]["zh"].as_str().unwrap().is_empty(), "{address} says what to try");
    }
    // Whoever looks is shown a form; a program that supposes nothing is told so, as the command tells it.
    assert_eq!(open.get("/whatif").status, 200);
    for path in ["/whatif.json?why=yes", "/whatif.csv", "/api/v1/whatif"] {
        let reply = open.get(path);
        assert_eq!((reply.status, reply.text.contains("whatif-empty")), (400, true), "{path}: {}", reply.text);
    }
    assert!(open.get("/findings?al=yes").text.contains("是不是“all”？"));
    assert!(open.get("/subjects/nobody?lang=en").text.contains("“nobody” was not found"));
}

/// A page that is not given leads back to the times it was asked for, as far as they read.
#[test]
fn a_refusal_keeps_the_times() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let kept = "on=2026-11-30&known=195&read=R5.2%3Dlike_first&lang=en";
    for path in ["/subjects/nobody", "/nowhere", "/subjects/%ff"] {
        let page = open.get(&format!("{path}?{kept}")).text;
        assert!(links(&page).contains(&format!("/?{kept}")), "{path}: {page}");
    }
    let page = open.get("/?on=bad&known=195&lang=en").text;
    assert!(links(&page).contains(&"/?known=195&lang=en".to_owned()), "{page}");
}

/// Pages further back are of the same knowledge; and they are what the command at their foot lists.
#[test]
fn paging_back_is_no_other_knowledge() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let page = open.page(&format!("/events?{ON}&known=190"));
    let older = links(&page).into_iter().find(|link| link.contains("before=")).unwrap();
    assert_eq!(older, format!("/events?{ON}&known=190&before=141"));
    let page = open.page(&older);
    let all = links(&page);
    assert!(all.contains(&format!("/findings?{ON}&known=190")), "{all:?}");
    assert!(all.contains(&format!("/events?{ON}&known=190")), "the newest are those that were known: {all:?}");
    assert!(page.contains("qizhang event log --known 140") && page.contains("不受业务日限制"), "{page}");
    let json = open.get(&older.replace("/events?", "/events.json?")).text;
    assert_eq!(json, office.done(&["event", "log", "--known", "140", "--json"]));
}
