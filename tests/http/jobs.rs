//! What-ifs behind requests: begun, looked at, stopped, and their answers those of the command.

use super::client::Reply;
use super::{ON, Open};
use crate::cli::{Office, keeps};
use qizhang::access::Scope;
use serde_json::Value;
use std::thread::sleep;
use std::time::Duration;

pub(super) const JOBS: &str = "/api/v1/whatif/jobs";
/// 15% of what was spent instead of 10%, as an address says it.
pub(super) const RATE: &str =
    "changping-2025-8:%E7%AC%AC%E4%BA%94%E6%9D%A1%2F%E6%96%B0%E8%AE%A4%E5%AE%9A%2F%E6%AF%94%E4%BE%8B%3D15%25";
const SPELT: &str = "changping-2025-8:第五条/新认定/比例=15%";

fn told(reply: &Reply) -> Value {
    let told = serde_json::from_str(&reply.text).unwrap_or_else(|error| panic!("{error}: {}", reply.text));
    keeps(&told, "job.v1");
    told
}

/// Where a job is that was begun.
pub(super) fn begun(open: &Open, query: &str) -> String {
    let reply = open.post(&format!("{JOBS}?{query}"), &[], "");
    assert_eq!(reply.status, 202, "{query}: {}", reply.text);
    let address = reply.header("location").unwrap().to_owned();
    assert_eq!(address, format!("{JOBS}/{}", told(&reply)["number"]));
    address
}

/// How it is when it runs no more.
pub(super) fn ended(open: &Open, address: &str) -> Value {
    for _ in 0..1200 {
        let now = told(&open.get(address));
        if now["state"] != "running" && now["state"] != "stopping" {
            return now;
        }
        sleep(Duration::from_millis(50));
    }
    panic!("{address} does not end");
}

#[test]
fn the_answer_of_a_job_is_that_of_the_command() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let rows: [(String, &[&str], u64); 5] = [
        (format!("set={RATE}"), &["--set", SPELT], 1),
        ("drop=190&afresh=yes".to_owned(), &["--drop", "190", "--afresh"], 1),
        ("only-known=150".to_owned(), &["--only-known", "150"], 1),
        ("drop=190&why=yes&sensitivity=yes".to_owned(), &["--drop", "190", "--why", "1", "--sensitivity"], 1),
        (
            format!("sweep={}", RATE.replace("15%25", "5%25..15%25/5%25")),
            &["--sweep", "changping-2025-8:第五条/新认定/比例=5%..15%/5%"],
            3,
        ),
    ];
    for (query, words, least) in rows {
        let address = begun(&open, &format!("{query}&{ON}"));
        let end = ended(&open, &address);
        assert_eq!((&end["state"], &end["code"]), (&"done".into(), &Value::Null), "{end}");
        assert!(end["done"].as_u64() >= Some(least) && end["done"] == end["of"], "{end}");
        let reply = open.get(end["result"].as_str().unwrap());
        assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/json")));
        let command: Vec<&str> =
            ["whatif", "run", "--on", "2026-12-31", "--json"].iter().chain(words).copied().collect();
        assert_eq!(reply.text, office.done(&command), "{query}");
    }
    let all: Vec<Value> = serde_json::from_str(&open.get(JOBS).text).unwrap();
    let numbers: Vec<u64> = all.iter().map(|job| job["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [5, 4, 3, 2, 1], "the newest first");
}

#[test]
fn what_a_job_is_not_told_rightly_is_refused_at_once_and_what_the_ledger_refuses_is_told_with_it() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let at_once = [
        ("?sweep=x%3D1..2%2F1&why=yes", 400, "range-lists-nothing"),
        ("?sweep=x%3D1..2%2F1&all=yes", 400, "parameter-unknown"),
        ("?drop=190&only-known=never", 400, "parameter-not-understood"),
        ("?set=", 400, "parameter-not-understood"),
        ("?on=2026-02-30&drop=190", 400, "parameter-not-understood"),
        ("?known=999999&drop=190", 400, "beyond-head"),
        ("?all=yes", 400, "parameter-unknown"),
        ("", 400, "whatif-empty"),
        ("?why=yes", 400, "whatif-empty"),
        ("?sweep=null", 400, "parameter-not-understood"),
        ("?set=nowhere", 400, "parameter-not-understood"),
        ("/1/stop", 404, "no-such-job"),
        ("/x/stop", 404, "no-such-job"),
    ];
    for (end, status, code) in at_once {
        let reply = open.post(&format!("{JOBS}{end}"), &[], "");
        assert_eq!((reply.status, reply.text.contains(code)), (status, true), "{end}: {}", reply.text);
    }
    for (end, code) in [("/1", "no-such-job"), ("/0/result", "no-such-job"), ("/%ff", "page-not-found")] {
        let reply = open.get(&format!("{JOBS}{end}"));
        assert_eq!((reply.status, reply.text.contains(code)), (404, true), "{end}: {}", reply.text);
    }
    let later = [("set=nowhere%3D1", "no-such-parameter"), ("read=nowhere%3Dx", "no-such-reading")];
    for (query, code) in later {
        let end = ended(&open, &begun(&open, query));
        assert_eq!((&end["state"], &end["code"]), (&"refused".into(), &code.into()), "{end}");
        let reply = open.get(&format!("{}?lang=en", end["result"].as_str().unwrap()));
        assert_eq!((reply.status, reply.header("content-type")), (400, Some("application/problem+json")));
        let problem: Value = serde_json::from_str(&reply.text).unwrap();
        keeps(&problem, "problem.v1");
        assert_eq!((&problem["code"], &problem["title"]), (&code.into(), &problem["what"]["en"]), "{problem}");
    }
    // What only stops something is no page to look at.
    let looked = open.get(&format!("{JOBS}/1/stop"));
    assert_eq!((looked.status, looked.header("allow")), (405, Some("POST")), "{}", looked.text);
    keeps(&serde_json::from_str(&looked.text).unwrap(), "problem.v1");
    let posted = open.post(&format!("{JOBS}/1"), &[], "");
    assert_eq!((posted.status, posted.header("allow")), (405, Some("GET, HEAD")), "{}", posted.text);
    let other = open.post(&format!("{JOBS}?drop=190"), &[("Origin", "http://elsewhere.example")], "");
    assert_eq!((other.status, other.text.contains("write-from-browser")), (403, true), "{}", other.text);
    let body = open.post(&format!("{JOBS}?drop=190"), &[("Content-Type", "application/json")], "{\"drop\": 191}");
    assert_eq!((body.status, body.text.contains("body-not-taken")), (400, true), "{}", body.text);
    let token = open.post(&format!("{JOBS}?drop=190"), &[("Authorization", "Bearer qz_nobody")], "");
    assert_eq!(token.status, 401, "{}", token.text);
}

/// A job over many values is stopped on its way; only so many run at once, one of each owner, and each that ends makes room.
#[test]
fn a_job_is_stopped_on_its_way_and_makes_room() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let [one, other] = [(); 2].map(|()| format!("Bearer {}", open.token(&[Scope::Read])));
    // 191 values take long enough to be met on the way.
    let long = format!("{ON}&sweep={}", RATE.replace("15%25", "1%25..20%25/0.1%25"));
    let begin = |by: &str| open.post(&format!("{JOBS}?{long}"), &[("Authorization", by)], "");
    let full = |reply: &Reply| {
        assert_eq!((reply.status, reply.header("retry-after")), (429, Some("5")), "{}", reply.text);
        assert!(reply.text.contains("too-many-jobs"), "{}", reply.text);
    };
    // Whoever is not signed in is one owner, and so is each token.
    let first = begun(&open, &long);
    full(&open.post(&format!("{JOBS}?{long}"), &[], ""));
    let second = begin(&one);
    assert_eq!(second.status, 202, "there is a place for another: {}", second.text);
    full(&begin(&other));
    let running = open.get(&format!("{first}/result"));
    assert_eq!((running.status, running.text.contains("job-running")), (409, true), "{}", running.text);
    let stop = |address: &str, by: &[(&str, &str)]| {
        let reply = open.post(&format!("{address}/stop"), by, "");
        assert_eq!(reply.status, 200, "{}", reply.text);
        assert!(told(&reply)["result"].is_null() || told(&reply)["state"] == "done", "{}", reply.text);
    };
    stop(&first, &[]);
    let end = ended(&open, &first);
    assert_eq!(end["state"], "stopped", "{end}");
    assert!(end["done"].as_u64() < Some(191), "{end}");
    let reply = open.get(&format!("{first}/result"));
    assert_eq!((reply.status, reply.text.contains("job-stopped")), (409, true), "{}", reply.text);
    let third = begin(&other);
    assert_eq!(third.status, 202, "what ended makes room: {}", third.text);
    for (reply, by) in [(&second, &one), (&third, &other)] {
        stop(reply.header("location").unwrap(), &[("Authorization", by)]);
    }
}
