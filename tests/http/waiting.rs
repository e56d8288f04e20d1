//! What-ifs that take many runs, asked on a page: waited for, looked at again, stopped, and told as the command tells them.

use super::client::Reply;
use super::jobs::RATE;
use super::{ON, Open};
use crate::cli::Office;

const SPELT: &str = "changping-2025-8:第五条/新认定/比例=";

/// A question of so many values.
fn range(end: &str) -> String {
    format!("/whatif?sweep={}&{ON}", RATE.replace("15%25", end))
}

/// The page when there is an answer on it.
fn answered(open: &Open, path: &str) -> Reply {
    for _ in 0..60 {
        let reply = open.get(path);
        assert_eq!(reply.status, 200, "{path}: {}", reply.text);
        if !reply.text.contains("还在算") {
            return reply;
        }
    }
    panic!("{path} is not answered");
}

/// A button of a page of this program.
fn pressed(open: &Open, path: &str, origin: &str) -> Reply {
    open.post(path, &[("Origin", origin)], "")
}

#[test]
fn a_range_on_a_page_is_what_the_command_tells() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let page = answered(&open, &range("5%25..15%25/5%25")).text;
    let spelt = format!("{SPELT}5%..15%/5%");
    let told = office.done(&["whatif", "run", "--sweep", &spelt, "--on", "2026-12-31", "--plain"]);
    for line in told.lines().filter(|line| line.contains('%')) {
        for cell in line.split('\t').filter(|cell| !cell.is_empty()) {
            assert!(page.contains(cell), "{cell}: {page}");
        }
    }
    let command = format!("qizhang whatif run --sweep {spelt} --ledger qizhang.ledger --on 2026-12-31 --known 196");
    assert!(page.contains(&command), "{page}");
    // The table as a file, and the answer for programs, are given at once.
    let csv = open.get(&range("5%25..15%25/5%25").replace("/whatif?", "/whatif.csv?"));
    assert_eq!((csv.status, csv.text.lines().count()), (200, 4), "{}", csv.text);
    let json = open.get(&range("5%25..15%25/5%25").replace("/whatif?", "/whatif.json?")).text;
    let same = office.done(&["whatif", "run", "--sweep", &spelt, "--on", "2026-12-31", "--json"]);
    assert_eq!(json, same);
}

#[test]
fn a_page_tells_how_far_it_is_and_stops_where_somebody_has_enough() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let here = format!("http://{}", open.address);
    // Two hundred values take longer than a page waits, in the build of the tests.
    let long = range("0.1%25..20%25/0.1%25");
    let path = format!("{long}&afresh=yes");
    let first = open.get(&path).text;
    if first.contains("还在算") {
        assert!(first.contains("共 200 遍") && first.contains(">再看一次</a>"), "{first}");
        assert!(first.contains("action=\"/whatif/stop?"), "{first}");
        let elsewhere = pressed(&open, &path.replacen("/whatif", "/whatif/stop", 1), "http://elsewhere.example");
        assert_eq!(
            (elsewhere.status, elsewhere.text.contains("form-not-from-here")),
            (403, true),
            "{}",
            elsewhere.text
        );
    }
    let stopped = pressed(&open, &path.replacen("/whatif", "/whatif/stop", 1), &here);
    let back = stopped.header("location").unwrap_or_else(|| panic!("{}", stopped.text)).to_owned();
    assert!(stopped.status == 303 && back.contains("form=yes"), "{back}");
    // The form has everything still in it, and runs nothing.
    let form = open.get(&back).text;
    assert!(form.contains("0.1%..20%/0.1%") && form.contains("name=\"afresh\" value=\"yes\" checked"), "{form}");
    assert!(!form.contains("还在算") && !form.contains("<table"), "{form}");
    let looked = open.get("/whatif/stop");
    assert_eq!((looked.status, looked.header("allow")), (405, Some("POST")));
    // What was stopped is begun anew, and only so many run at once.
    let again = open.get(&path);
    assert_eq!(again.status, 200, "{}", again.text);
}

#[test]
fn what_a_page_cannot_run_is_said_as_of_any_page() {
    let office = Office::with_story();
    let open = Open::of(&office);
    for (path, status, code) in [
        (format!("{}&why=yes", range("5%25..15%25/5%25")), 400, "range-lists-nothing"),
        (format!("{}&sensitivity=yes", range("5%25..15%25/5%25")), 400, "range-lists-nothing"),
        ("/whatif?sweep=nowhere%3D1..2%2F1".to_owned(), 400, "no-such-parameter"),
        ("/whatif?sweep=null".to_owned(), 422, "whatif-range"),
        ("/whatif?only-known=never".to_owned(), 400, "parameter-not-understood"),
        ("/whatif?only-known=196".to_owned(), 422, "whatif-known-anyway"),
        ("/whatif?afresh=maybe&drop=190".to_owned(), 400, "parameter-not-understood"),
        ("/whatif.json?drop=190&form=yes".to_owned(), 400, "parameter-unknown"),
        ("/api/v1/whatif?drop=190&path=x".to_owned(), 400, "parameter-unknown"),
        (format!("{}&sweep=x", range("5%25..15%25/5%25")), 400, "parameter-twice"),
    ] {
        let reply = open.get(&path);
        assert!(reply.text.contains(code), "{path} {status}: {} {}", reply.status, reply.text);
        assert!((400..500).contains(&reply.status), "{path}: {}", reply.status);
    }
    // A form sends what is blank.
    assert_eq!(open.get("/whatif?sweep=&only-known=&set=&drop=&read=").status, 200);
}
