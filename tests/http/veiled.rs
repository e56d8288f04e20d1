//! Who may not know whose something is sees pseudonyms, wherever he looks; and where everybody is to be signed in, nobody else sees anything.

use super::client::Reply;
use super::crawled::crawl;
use super::jobs::{JOBS, RATE, ended};
use super::people::{Browser, GOOD};
use super::{ON, Open, PAYMENT, SUBJECT, moment};
use crate::cli::{Office, keeps};
use qizhang::access::{Role, Scope};
use qizhang::value::Pseudonyms;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// What would tell whose something is: names, codes, and numbers of payments.
fn telling(open: &Open) -> BTreeSet<String> {
    let events = open.get("/events.json").text;
    let all: Vec<Value> = events.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut found = BTreeSet::new();
    for event in &all {
        for field in ["name", "new_name", "uscc", "payment_no"] {
            found.extend(event["data"][field].as_str().map(str::to_owned));
        }
    }
    assert!(found.len() > 5 && found.contains(SUBJECT) && found.contains("北京示例科技有限公司"), "{found:?}");
    assert!(found.contains(PAYMENT), "{found:?}");
    found
}

/// Nothing in an answer tells whose something is.
fn tells_nobody(reply: &Reply, telling: &BTreeSet<String>, path: &str) {
    let is_zip = reply.header("content-type").is_some_and(|kind| kind.contains("spreadsheetml"));
    let text = if is_zip { unpacked(&reply.bytes) } else { reply.text.clone() };
    // What somebody asked for is said back to him.
    for word in telling.iter().filter(|word| !path.contains(word.as_str())) {
        assert!(!text.contains(word.as_str()), "{path} tells {word}: {text}");
    }
}

/// The words of a workbook: what its parts are made of.
fn unpacked(bytes: &[u8]) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for at in 0..archive.len() {
        archive.by_index(at).unwrap().read_to_string(&mut text).unwrap();
    }
    text
}

fn pseudonyms(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
    words.filter_map(Pseudonyms::read).collect()
}

#[test]
fn an_analyst_is_told_of_nobody_wherever_he_looks() {
    let office = Office::with_story();
    let crawled = crawl(&Open::of(&office), &format!("/?{ON}"), 700);
    let open = Open::written(&office);
    let telling = telling(&open);
    let analyst = Browser::of(&open, "analyst", Role::Analyst);
    let mut given = 0;
    for path in crawled {
        let bare = path.split(['?', '#']).next().unwrap();
        // What a declaration has for an example is of nobody.
        if bare.starts_with("/types") {
            continue;
        }
        for path in [path.clone(), format!("/api/v1{path}")] {
            let reply = analyst.get(path.split('#').next().unwrap());
            tells_nobody(&reply, &telling, &path);
            assert!([200, 303, 400, 403, 404, 409].contains(&reply.status), "{path}: {}", reply.status);
            given += usize::from(reply.status == 200);
        }
    }
    assert!(given > 10, "the rules and what-ifs are his: {given}");
    // What only a program that may be written to has.
    let recorded = (1..=196).map(|position| format!("/recorded/{position}?lang=en"));
    for path in recorded.chain(["/import", "/users", "/access", "/record", "/record/payment.made"].map(str::to_owned)) {
        let reply = analyst.get(&path);
        tells_nobody(&reply, &telling, &path);
        assert!(reply.status == 403 || path == "/record", "{path}: {}", reply.status);
    }
    // Of what is his he is led to nothing that is not, and to all of it.
    for path in ["/policies", "/policies/readings", "/types"] {
        assert!(analyst.get("/whatif").text.contains(&format!("href=\"{path}\"")), "{path}");
    }
    for path in super::client::links(&analyst.get("/whatif").text) {
        let status = analyst.get(&path).status;
        assert!(status == 200 || (status == 303 && path == "/"), "{path}: {status}");
    }
    assert_eq!(analyst.get("/?lang=en").header("location"), Some("/whatif?lang=en"), "he begins there");
}

#[test]
fn what_an_analyst_asks_is_answered_under_pseudonyms() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let telling = telling(&open);
    let analyst = Browser::of(&open, "analyst", Role::Analyst);
    let auditor = Browser::of(&open, "auditor", Role::Auditor);
    let mut seen: Vec<BTreeSet<String>> = Vec::new();
    for question in
        [format!("set={RATE}"), format!("set={RATE}&read=R5.2%3Dlike_first"), format!("afresh=yes&set={RATE}")]
    {
        let path = |end: &str, more: &str| format!("/whatif{end}?{more}{question}&all=yes&{ON}");
        let addresses = [
            path("", ""),
            path(".json", ""),
            path(".csv", "table=whatif_everything&"),
            path(".xlsx", ""),
            format!("/api/v1/whatif?{question}&all=yes&{ON}"),
            path("", "lang=en&"),
            path("", "sensitivity=yes&"),
        ];
        for address in addresses {
            let reply = analyst.get(&address);
            assert_eq!(reply.status, 200, "{address}: {}", reply.text);
            tells_nobody(&reply, &telling, &address);
            let text = if address.contains(".xlsx") { unpacked(&reply.bytes) } else { reply.text };
            seen.push(pseudonyms(&text));
        }
        let [json, his] = [&analyst, &auditor].map(|who| {
            let json: Value = serde_json::from_str(&who.get(&path(".json", "")).text).unwrap();
            keeps(&json, "whatif.v1");
            json
        });
        assert_eq!(json["sums"], his["sums"], "the money is the same");
        for (line, known) in json["lines"].as_array().unwrap().iter().zip(his["lines"].as_array().unwrap()) {
            assert!(line["subject"]["pseudonym"].is_string() && known["subject"]["code"].is_string(), "{line}");
            assert_eq!((&line["difference"], &line["parts"]), (&known["difference"], &known["parts"]));
            let matters = &line["matters"]["supposed"][0];
            assert_eq!((&matters["matter"], &matters["events"]), (&"".into(), &Value::Array(vec![])), "{line}");
        }
        let last = seen.split_off(seen.len() - 7);
        assert!(!last[0].is_empty() && last.iter().all(|own| *own == last[0]), "{question}: {last:?}");
        seen.push(last[0].clone());
    }
    // One subject is one pseudonym in every answer, and whoever may read finds it by that.
    let one = seen[0].iter().next().unwrap();
    assert!(seen[2].contains(one), "{seen:?}");
    let found = auditor.get(&format!("/search?q={}&{ON}", one.to_lowercase()));
    assert_eq!(found.status, 303, "{}", found.text);
    assert!(found.header("location").unwrap().starts_with("/subjects/9"), "{found:?}");
    assert_eq!(analyst.get(&format!("/search?q={one}&{ON}")).status, 403);
    assert_eq!(auditor.get(&format!("/search?q=E-0000000000&{ON}")).status, 200, "nobody's");
}

#[test]
fn pseudonyms_outlast_the_program_and_differ_between_ledgers() {
    let ask = |open: &Open, browser: &Browser<'_>| {
        let _ = open;
        pseudonyms(&browser.get(&format!("/whatif.json?set={RATE}&{ON}")).text)
    };
    let [office, other] = [Office::with_story(), Office::with_story()];
    let first = {
        let open = Open::written(&office);
        ask(&open, &Browser::of(&open, "analyst", Role::Analyst))
    };
    let open = Open::written(&office);
    let mut again = Browser::new(&open);
    again.sign_in("analyst", GOOD);
    assert_eq!(ask(&open, &again), first);
    let elsewhere = Open::written(&other);
    let theirs = ask(&elsewhere, &Browser::of(&elsewhere, "analyst", Role::Analyst));
    assert!(theirs.len() == first.len() && theirs.is_disjoint(&first), "{first:?} {theirs:?}");
}

/// Whoever names a fact knows whose it is, and would learn whose the pseudonym is.
#[test]
fn who_names_a_fact_is_told_sums_and_no_lines() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let telling = telling(&open);
    let analyst = Browser::of(&open, "analyst", Role::Analyst);
    let auditor = Browser::of(&open, "auditor", Role::Auditor);
    for drop in ["190", "type%3Dhightech.certified"] {
        let [json, his]: [Value; 2] = [&analyst, &auditor]
            .map(|who| serde_json::from_str(&who.get(&format!("/whatif.json?drop={drop}&{ON}")).text).unwrap());
        assert_eq!((&json["sums"], &json["lines"]), (&his["sums"], &Value::Array(vec![])), "{json}");
        assert!(!his["lines"].as_array().unwrap().is_empty(), "{his}");
        let page = analyst.get(&format!("/whatif?drop={drop}&{ON}&lang=en")).text;
        assert!(page.contains("sums are given and no lines"), "{page}");
    }
    for path in [format!("/whatif?set={RATE}&why=yes&{ON}"), format!("/api/v1/whatif?set={RATE}&why=yes&{ON}")] {
        let reply = analyst.get(&path);
        tells_nobody(&reply, &telling, &path);
        assert_eq!((reply.status, reply.text.contains("why-tells-whom")), (403, true), "{path}: {}", reply.text);
    }
    assert!(!analyst.get("/whatif").text.contains("name=\"why\""), "what is refused is not offered");
}

/// What differs between two places in the ledger is what was recorded between them.
#[test]
fn who_looks_back_is_told_sums_and_no_lines() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let analyst = Browser::of(&open, "analyst", Role::Analyst);
    let auditor = Browser::of(&open, "auditor", Role::Auditor);
    for (question, lines) in [
        (format!("set={RATE}&known=196"), true),
        (format!("set={RATE}&known=195"), false),
        (format!("set={RATE}&known=195&afresh=yes"), false),
        ("only-known=190".to_owned(), false),
        (format!("only-known=190&set={RATE}"), false),
    ] {
        let [json, his]: [Value; 2] = [&analyst, &auditor]
            .map(|who| serde_json::from_str(&who.get(&format!("/whatif.json?{question}&{ON}")).text).unwrap());
        let has = |json: &Value| json["lines"].as_array().is_some_and(|lines| !lines.is_empty());
        assert_eq!((&json["sums"], has(&json), has(&his)), (&his["sums"], lines, true), "{question}");
        let page = analyst.get(&format!("/whatif?{question}&{ON}&lang=en")).text;
        assert_eq!(page.contains("sums are given and no lines"), !lines, "{question}: {page}");
        assert_eq!(pseudonyms(&page).is_empty(), !lines, "{question}: {page}");
    }
}

/// By what is somebody's nothing is looked for, so that nobody learns whether there is such a thing.
#[test]
fn who_asks_by_what_is_somebodys_is_told_nothing() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let analyst = Browser::of(&open, "analyst", Role::Analyst);
    let auditor = Browser::of(&open, "auditor", Role::Auditor);
    let refused = |asked: &str| {
        let asked = escaped(asked);
        for path in [format!("/whatif.json?drop={asked}&{ON}"), format!("/api/v1/whatif?drop={asked}&set={RATE}&{ON}")]
        {
            let reply = analyst.get(&path);
            assert_eq!((reply.status, reply.text.contains("whatif-names-whom")), (403, true), "{path}: {}", reply.text);
        }
        let begun = open.post(&format!("{JOBS}?drop={asked}&{ON}"), &[("Cookie", &analyst.cookie)], "");
        assert!(begun.status == 403 || begun.status == 202, "{}", begun.text);
        auditor.get(&format!("/whatif.json?drop={asked}&{ON}")).status
    };
    // Whether there is one, several or none makes a difference only to whoever may read.
    let registered = "type=enterprise.registered";
    let paid = "type=payment.made,payment_no=P-2026-";
    let statuses: Vec<u16> = [
        &*format!("{registered},of={SUBJECT}"),
        &format!("{registered},of=北京示例科技有限公司"),
        &format!("{registered},of=nobody"),
        &format!("{registered},name=北京示例科技有限公司"),
        &format!("{registered}, name=无"),
        &format!("{paid}0001"),
        &format!("{paid}9999"),
        "type=hightech.certified,also=enterprise.registered/name=北京示例科技有限公司",
        "type=无此类型,name=x",
    ]
    .map(refused)
    .to_vec();
    assert!(statuses.contains(&200) && statuses.contains(&404) && statuses.contains(&400), "{statuses:?}");
    for asked in
        ["type=hightech.certified", "type=hightech.certified,track=ordinary", "type=payment.made,from=2026-01-01"]
    {
        let [his, theirs] =
            [&analyst, &auditor].map(|who| who.get(&format!("/whatif.json?drop={}&{ON}", escaped(asked))).status);
        assert_eq!((his, theirs), (200, 200), "{asked}");
    }
}

/// As a part of an address.
fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |all, byte| all + &format!("%{byte:02X}"))
}

#[test]
fn a_job_is_his_who_began_it_and_veiled_as_its_page_is() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let telling = telling(&open);
    let analyst = Browser::of(&open, "analyst", Role::Analyst);
    let token = open.token(&[Scope::Read]);
    let bearer = format!("Bearer {token}");
    let begin = |cookie: &str, authorization: Option<&str>| {
        let mut headers = vec![("Cookie", cookie)];
        headers.extend(authorization.map(|value| ("Authorization", value)));
        // Two run at once.
        let mut replies = (0..600).map(|_| {
            std::thread::sleep(std::time::Duration::from_millis(20));
            open.post(&format!("{JOBS}?set={RATE}&{ON}"), &headers, "")
        });
        let reply = replies.find(|reply| reply.status != 429).expect("one ends");
        assert_eq!(reply.status, 202, "{}", reply.text);
        reply.header("location").unwrap().to_owned()
    };
    let [his, nobodys, programs] =
        [begin(&analyst.cookie, None), begin("a=b", None), begin("a=b", Some(bearer.as_str()))];
    ended(&open, &nobodys);
    for address in [&his, &programs] {
        for end in ["", "/result"] {
            let reply = open.get(&format!("{address}{end}"));
            assert_eq!((reply.status, reply.text.contains("no-such-job")), (404, true), "{}", reply.text);
        }
        let reply = open.post(&format!("{address}/stop"), &[], "");
        assert_eq!((reply.status, reply.text.contains("no-such-job")), (404, true), "{}", reply.text);
    }
    assert_eq!(analyst.get(&nobodys).status, 404);
    let list: Vec<Value> = serde_json::from_str(&analyst.get(JOBS).text).unwrap();
    assert_eq!(list.len(), 1);
    let told = (0..600).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        Some(analyst.get(&format!("{his}/result"))).filter(|reply| reply.status == 200)
    });
    let told = told.expect("it ends");
    tells_nobody(&told, &telling, &his);
    assert!(!pseudonyms(&told.text).is_empty(), "{}", told.text);
    // Who may not even suppose begins none; whoever is refused why is refused at once.
    let reply = open.post(&format!("{JOBS}?set={RATE}&why=yes"), &[("Cookie", &analyst.cookie)], "");
    assert_eq!((reply.status, reply.text.contains("why-tells-whom")), (403, true), "{}", reply.text);
}

#[test]
fn where_everybody_is_to_be_signed_in_nobody_else_reads() {
    let office = Office::with_story();
    let crawled = crawl(&Open::of(&office), &format!("/?{ON}"), 400);
    let open = Open::closed(&office);
    let token = open.token(&[Scope::Read]);
    let is_open = |path: &str| {
        let bare = path.split(['?', '#']).next().unwrap();
        ["/types", "/policies", "/icon.svg", "/style.css"].iter().any(|open| bare.starts_with(open))
    };
    let mut turned = 0;
    for path in crawled.iter().map(|path| path.split('#').next().unwrap()) {
        let [page, program] = [open.get(path), open.get(&format!("/api/v1{path}"))];
        if is_open(path) {
            assert_eq!(page.status, 200, "{path}: rules are everybody's");
            continue;
        }
        turned += 1;
        let ends = path.split('?').next().unwrap();
        if [".csv", ".json", ".parquet", ".svg", ".xlsx"].iter().any(|end| ends.ends_with(end)) {
            assert_eq!((page.status, page.text.contains("not-signed-in")), (403, true), "{path}: {}", page.text);
        } else {
            assert_eq!(page.status, 303, "{path}: {}", page.text);
            assert!(page.header("location").unwrap().starts_with("/sign-in?next="), "{path}");
        }
        assert!([303, 401, 404].contains(&program.status), "{path}: {}", program.status);
    }
    assert!(turned > 100, "{turned}");
    for path in ["/api/v1/events", "/api/v1/subscribe", "/api/v1/overview", "/api/v1/whatif/jobs/1/result"] {
        assert_eq!(open.get(path).status, 401, "{path}");
    }
    let begun = open.post(&format!("{JOBS}?set={RATE}"), &[], "");
    assert_eq!((begun.status, begun.text.contains("token-missing")), (401, true), "{}", begun.text);
    for path in ["/healthz", "/readyz", "/style.css", "/sign-in", "/api/v1/openapi.json"] {
        assert_eq!(open.get(path).status, 200, "{path}");
    }
    let subject = format!("/api/v1/subjects/{SUBJECT}?{ON}");
    let shows = format!(
        "GET {subject} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n",
        open.address
    );
    assert_eq!(super::client::ask(open.address, &shows).status, 200, "a token reads");
    let auditor = Browser::of(&open, "auditor", Role::Auditor);
    assert_eq!(auditor.get(&format!("/subjects/{SUBJECT}?{ON}")).status, 200);
    assert_eq!(auditor.get(&subject).status, 200);
    open.desk.close_user("auditor", moment(), "clerk").unwrap();
    assert_eq!(auditor.get(&format!("/subjects/{SUBJECT}?{ON}")).status, 303, "who was closed is signed in no more");
    // Where everybody may read, who is closed is told so as long as he says that he is that one.
    drop(open);
    let open = Open::written(&office);
    let analyst = Browser::of(&open, "other", Role::Analyst);
    assert_eq!(analyst.get(&format!("/whatif?{ON}")).status, 200);
    open.desk.close_user("other", moment(), "clerk").unwrap();
    assert_eq!(analyst.get(&format!("/whatif?{ON}")).status, 403);
}
