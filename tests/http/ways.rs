//! Ways on: from a refusal to where the thing is, from a page to the command, from a part of a number to what has it, from a correction to
//! what it changed.

use super::client::links;
use super::{ON, Open, PAYMENT, SUBJECT};
use crate::cli::Office;

/// What lies outside the times asked about is told with an address where it is there, and that answers.
#[test]
fn what_is_there_at_other_times_is_a_step_away() {
    let office = Office::with_story();
    let open = Open::of(&office);
    for (path, there) in [
        (format!("/payments/{PAYMENT}?on=2026-09-01"), format!("/payments/{PAYMENT}?on=2026-09-25&known=196")),
        (format!("/payments/{PAYMENT}?{ON}&known=190"), format!("/payments/{PAYMENT}?{ON}&known=195")),
        (format!("/events/196?{ON}&known=190"), format!("/events/196?{ON}")),
        (format!("/subjects/{SUBJECT}?{ON}&known=174&lang=en"), format!("/subjects/{SUBJECT}?{ON}&lang=en")),
    ] {
        let reply = open.get(&path);
        assert_eq!(reply.status, 404, "{path}: {}", reply.text);
        let sorted = |link: &str| {
            let (page, query) = link.split_once('?').unwrap_or((link, ""));
            let mut pairs: Vec<String> = query.split('&').map(str::to_owned).collect();
            pairs.sort();
            (page.to_owned(), pairs)
        };
        let ways = links(&reply.text);
        let way = ways.iter().find(|link| sorted(link) == sorted(&there));
        let way = way.unwrap_or_else(|| panic!("{path} leads to {there}: {ways:?}"));
        assert_eq!(open.get(way).status, 200, "{way}");
    }
    for path in ["/events/999999?known=190", "/subjects/nobody?known=190", "/nowhere?known=190"] {
        let reply = open.get(path);
        assert_eq!((reply.status, reply.text.contains("它在别的时点有")), (404, false), "{path}");
    }
}

/// A payment that was taken back is a step away as well: where it stood last.
#[test]
fn what_was_taken_back_is_a_step_away() {
    let office = Office::with_story();
    let made = office.done(&["event", "log", "--from", "195", "--limit", "1", "--json=id"]);
    let event = made.split('"').nth(3).unwrap();
    let line = serde_json::json!({"type": "fact.retracted", "occurred_on": "2026-11-01",
        "data": {"event": event, "reason": "重复录入"}});
    office.write("back.jsonl", line.to_string());
    office.done(&["append", "back.jsonl"]);
    let open = Open::of(&office);
    for (asked, there) in
        [(ON.to_owned(), format!("{ON}&known=196")), ("on=2026-09-01".to_owned(), "on=2026-09-25&known=196".to_owned())]
    {
        let reply = open.get(&format!("/payments/{PAYMENT}?{asked}"));
        let way = format!("/payments/{PAYMENT}?{there}");
        let ways = links(&reply.text);
        assert!(reply.status == 404 && ways.contains(&way), "{asked} leads to {way}: {ways:?}");
        assert_eq!(open.get(&way).status, 200, "{way}");
        assert!(reply.text.contains("known=196；"), "{}", reply.text);
    }
}

/// From a finding to the payment it rests on and to its clause, once each, at the same times.
#[test]
fn a_finding_leads_to_its_payment_and_its_clause() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let found = links(&open.page(&format!("/findings?{ON}&known=196")));
    let finding = found.iter().find(|link| link.contains("/findings/D05-")).unwrap();
    let page = open.page(finding);
    let ways = page.split("<p class=\"ways\">").nth(1).and_then(|rest| rest.split("</p>").next()).unwrap();
    let clause = format!("/subjects/{SUBJECT}/articles/%E7%AC%AC%E4%BA%94%E6%9D%A1?{ON}&known=196");
    assert_eq!(links(ways), [format!("/payments/{PAYMENT}?{ON}&known=196"), clause]);
    for way in links(ways) {
        assert_eq!(open.get(&way).status, 200, "{way}");
    }
}

/// A refusal names what stands in an address where the command line has flags.
#[test]
fn a_refusal_speaks_of_the_address() {
    let office = Office::with_story();
    let open = Open::of(&office);
    for (path, says) in [
        (format!("/payments/{PAYMENT}?on=2026-09-01"), "请改用 on=2026-09-25 或更晚"),
        (format!("/payments/{PAYMENT}?{ON}&known=190&lang=en"), "use known=195 or more"),
        ("/?known=%23999999".to_owned(), "去掉 known="),
        (
            format!(
                "/whatif?{ON}&set=%E7%AC%AC%E4%BA%94%E6%9D%A1%2F%E6%96%B0%E8%AE%A4%E5%AE%9A%2F%E6%AF%94%E4%BE%8B%3D8%25"
            ),
            "如 set=changping-2025-8:",
        ),
    ] {
        let page = open.get(&path).text;
        assert!(page.contains(says) && !page.contains(" --"), "{path}: {page}");
        let (plain, query) = path.split_once('?').unwrap();
        let plain = if plain == "/" { "/index" } else { plain };
        let told = open.get(&format!("{plain}.json?{query}")).text;
        assert!(told.contains(says), "a program is told the same: {told}");
    }
}

/// The command at the foot, typed as it stands, gives what the page gives to programs.
#[test]
fn the_command_at_the_foot_goes_as_it_stands() {
    let office = Office::with_story();
    let open = Open::of(&office);
    for path in [
        "/index".to_owned(),
        "/search?q=91110".to_owned(),
        "/search?q=P-2026-0009&lang=en".to_owned(),
        format!("/subjects/{SUBJECT}"),
        format!("/subjects/{SUBJECT}/notice"),
        format!("/subjects/{SUBJECT}/articles/5"),
        format!("/payments/{PAYMENT}"),
        "/findings".to_owned(),
        "/never-paid".to_owned(),
        "/plan".to_owned(),
        "/policies/parameters".to_owned(),
        "/events?by=clerk&since=2026-03-01&until=2026-04-01".to_owned(),
        "/events?unfold=yes&type=first_set.recognized".to_owned(),
        format!("/events?subject={SUBJECT}&type=hightech.certified"),
    ] {
        let times = format!("{ON}&known=195");
        let (plain, asked) = path
            .split_once('?')
            .map_or_else(|| (path.as_str(), times.clone()), |(plain, own)| (plain, format!("{own}&{times}")));
        let page = open.page(&format!("{}?{asked}", if plain == "/index" { "/" } else { plain }));
        let command = page.split("<code id=\"command\">").nth(1).and_then(|rest| rest.split("</code>").next()).unwrap();
        assert!(command.contains("--ledger qizhang.ledger"), "{command}");
        let json = (!command.contains(" --json ")).then_some("--json");
        let words: Vec<&str> = command.split(' ').skip(1).chain(json).collect();
        let said = office.run(&words);
        assert_eq!(said.data, open.get(&format!("{plain}.json?{asked}")).text, "{command}: {}", said.talk);
    }
}

/// Words that a terminal would take for something else, or not at all, have no command; how far the first page looks has one.
#[test]
fn a_command_that_cannot_be_typed_is_not_offered() {
    let office = Office::with_story();
    let open = Open::of(&office);
    for (path, offered) in [
        ("/search?q=zzz", Some("qizhang search zzz ")),
        ("/search?q=z-z", Some("qizhang search z-z ")),
        ("/search?q=-z", None),
        ("/search?q=z%1Bz", None),
        ("/search?q=%20", None),
        ("/?within=9d", Some("qizhang overview --within 9d ")),
        ("/", Some("qizhang overview --ledger ")),
    ] {
        let page = open.page(path);
        let command = page.split("<code id=\"command\">").nth(1).map(|rest| rest.split("</code>").next().unwrap());
        assert_eq!(command.is_some(), offered.is_some(), "{path}: {command:?}");
        assert!(offered.is_none_or(|offered| command.unwrap().starts_with(offered)), "{path}: {command:?}");
    }
    for (path, days) in [("/?lang=en", "90 days"), ("/?lang=en&within=9", "9 days"), ("/?lang=en&within=1", "1 day")] {
        let page = open.page(path);
        assert!(page.contains(&format!("within {days}<")), "{path} {days}: {page}");
    }
    assert_eq!(open.get("/?within=soon").status, 400);
}

/// A part of a number is enough, in whatever case.
#[test]
fn a_part_of_a_number_finds_it() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let there = |words: &str| open.get(&format!("/search?{ON}&q={words}"));
    for words in ["p-2026-0001", "p-2026-00", "2026-0001"] {
        let reply = there(words);
        let found = reply.header("location").is_some_and(|place| place.starts_with(&format!("/payments/{PAYMENT}")))
            || links(&reply.text).iter().any(|link| link.starts_with(&format!("/payments/{PAYMENT}")));
        assert!(found, "{words}: {} {:?}", reply.text, reply.header("location"));
    }
    for words in ["gr2025110", "GR202511000123"] {
        let reply = there(words);
        let found = reply.header("location").is_some_and(|place| place.starts_with("/events/"))
            || links(&reply.text).iter().any(|link| link.starts_with("/events/181"));
        assert!(found, "{words}: {}", reply.text);
    }
    assert!(there("2026-0").text.contains("PF-2026-0001"), "approvals are documents too");
    assert!(there("00").status == 200 && there("00").text.contains("没有"), "two letters name too much");
}

/// A correction tells each field by its label, before and after, and what it changes is struck through.
#[test]
fn a_correction_stands_beside_what_it_corrects() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let page = open.page("/events/196");
    assert!(
        page.contains("更正前后") && page.contains("<s>4,200,000.00</s>") && page.contains("3,100,000.00"),
        "{page}"
    );
    assert!(!page.contains(">uscc<") && !page.contains(">expense") && !page.contains("<s>2024"), "{page}");
    let english = open.page("/events/196?lang=en");
    assert!(english.contains("R&amp;D expense") && english.contains(">Before<"), "{english}");
    // A second correction is held against the first one.
    let line = serde_json::json!({
        "type": "fact.corrected", "occurred_on": "2026-12-15",
        "data": {"event": id_of(&office, 185), "reason": "再次核对", "data": corrected(&office)},
    });
    let file = office.write("again.jsonl", line.to_string());
    office.done(&["append", &file, "--clock-is-right"]);
    let second = Open::of(&office).page("/events/197");
    assert!(second.contains("<s>3,100,000.00</s>") && second.contains("3,200,000.00"), "{second}");
}

fn id_of(office: &Office, position: u64) -> String {
    let place = position.to_string();
    let row = office.done(&["event", "log", "--from", &place, "--limit", "1", "--json=id"]);
    serde_json::from_str::<serde_json::Value>(&row).unwrap()["id"].as_str().unwrap().to_owned()
}

/// The body of the fact with another figure.
fn corrected(office: &Office) -> serde_json::Value {
    let row = office.done(&["event", "log", "--from", "185", "--limit", "1", "--json=data"]);
    let whole = row.replace("4200000.00", "3200000.00").replace("4200000", "3200000");
    serde_json::from_str::<serde_json::Value>(&whole).unwrap()["data"].clone()
}

/// An address that ends as a folder does leads to its page; a form without a name is no page.
#[test]
fn an_address_that_ends_as_a_folder_leads_on() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let reply = open.get(&format!("/registers/?{ON}"));
    assert_eq!((reply.status, reply.header("location")), (303, Some(&*format!("/registers?{ON}"))));
    for path in ["//evil.example/", "/\\evil.example/", "///"] {
        assert_eq!(open.get(path).header("location"), None, "{path} leads nowhere else");
    }
    for path in ["/registers/.json", "/registers/.csv", "/payments/.json", "/index", "/.json"] {
        assert_eq!(open.get(path).status, 404, "{path}");
    }
}
